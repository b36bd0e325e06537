/** scenarios.json: a study's scenarios. Read with every fault found at once: shape by schema, then names and ids. */
import * as v from "valibot";
import { BadDataError, type Issue } from "../../core/errors.ts";
import { BASELINE_NAME, type Scenario } from "../../core/model/scenario.ts";
import { scenarioList } from "./scenario-schema.ts";

const fileSchema = v.strictObject({ scenarios: scenarioList });

/**
 * Reads scenarios.json. Throws BadDataError with every fault: `unreadable-file` where it is
 * not JSON, `bad-value` with the path of each field, `duplicate-id` of scenarios, their names and their edits.
 */
export function parseScenarios(content: string, layer = "scenarios.json"): readonly Scenario[] {
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch {
    throw new BadDataError([{ code: "unreadable-file", severity: "error", layer }]);
  }
  const parsed = v.safeParse(fileSchema, json);
  const issues: Issue[] = parsed.success
    ? []
    : parsed.issues.map((issue) => ({
        code: "bad-value",
        severity: "error",
        layer,
        field: v.getDotPath(issue) ?? "",
        value: String(issue.received).replaceAll('"', "").slice(0, 80),
      }));
  if (parsed.success) issues.push(...findClashes(parsed.output.scenarios, layer));
  if (!parsed.success || issues.length > 0) throw new BadDataError(issues);
  return parsed.output.scenarios;
}

function findClashes(scenarios: readonly Scenario[], layer: string): Issue[] {
  const issues: Issue[] = [];
  const report = (code: Issue["code"], scenario: Scenario, field: string, value: string): void => {
    issues.push({ code, severity: "error", layer, row: scenario.id, field, value: value.slice(0, 80) });
  };
  const ids = new Set<string>();
  const names = new Set<string>();
  for (const scenario of scenarios) {
    if (ids.has(scenario.id)) report("duplicate-id", scenario, "id", scenario.id);
    if (names.has(scenario.name)) report("duplicate-id", scenario, "name", scenario.name);
    if (scenario.name === BASELINE_NAME) report("bad-value", scenario, "name", scenario.name);
    ids.add(scenario.id);
    names.add(scenario.name);
    const edits = new Set<string>();
    for (const { id } of scenario.edits) {
      if (edits.has(id)) report("duplicate-id", scenario, "edits", id);
      edits.add(id);
    }
  }
  return issues;
}

/** scenarios.json as text: what `parseScenarios` reads. */
export function writeScenarios(scenarios: readonly Scenario[]): string {
  return `${JSON.stringify({ scenarios }, null, 1)}\n`;
}
