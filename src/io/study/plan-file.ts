/**
 * plan.json: a plan's targets and inconsistencies, and what was added to it by hand. Read with every
 * fault found at once: shape by schema, then ids, links between the lists, and rules that contradict themselves.
 */
import * as v from "valibot";
import { BadDataError, type Issue } from "../../core/errors.ts";
import type { Study } from "../../core/model/study.ts";
import { findTargetFaults } from "../../core/plan/check-target.ts";
import { hasEdits, mergeEdits, NO_EDITS, type PlanEdits } from "../../core/plan/plan-edits.ts";
import { findStatedFaults } from "../../core/plan/stated-value.ts";
import type { Inconsistency, Target } from "../../core/plan/target.ts";
import { checkLists, checkNorms, checkReadings, checkSiteQuestions } from "./check-plan-edits.ts";
import { checkInconsistencies, inconsistency } from "./inconsistency-schema.ts";
import { isOfStandIn, mendPlan } from "./mend-plan.ts";
import { planEdits, statedValue, target } from "./plan-schema.ts";

export interface PlanData {
  readonly targets: readonly Target[];
  readonly inconsistencies: readonly Inconsistency[];
  readonly edits: PlanEdits;
}

/** Values entered by hand stood beside the targets before there were other edits. */
const planSchema = v.object({
  targets: v.array(target),
  inconsistencies: v.array(inconsistency),
  statedValues: v.optional(v.array(statedValue), []),
  edits: v.optional(planEdits, {}),
});

/**
 * Reads plan.json. Throws BadDataError with every fault: `unreadable-file` where it is
 * not JSON, `bad-value` with the path of each field, `duplicate-id`, links that lead nowhere.
 */
export function parsePlan(content: string, layer = "plan.json"): PlanData {
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch {
    throw new BadDataError([{ code: "unreadable-file", severity: "error", layer, details: { format: "JSON" } }]);
  }
  const parsed = v.safeParse(planSchema, json);
  if (!parsed.success) {
    throw new BadDataError([
      ...parsed.issues.map(
        (issue): Issue => ({
          code: "bad-value",
          severity: "error",
          layer,
          ...placeOf(v.getDotPath(issue) ?? "", json),
          ...(issue.received === "undefined" ? {} : { value: issue.received.replaceAll('"', "").slice(0, 80) }),
          ...describeWanted(issue),
        }),
      ),
      ...findFaultsBeside(json, layer),
    ]);
  }
  const issues = findFaults(parsed.output, layer);
  if (issues.length > 0) throw new BadDataError(issues);
  const { statedValues, edits, ...plan } = parsed.output;
  return { ...plan, edits: mergeEdits({ ...NO_EDITS, statedValues }, edits) };
}

type PlanFile = v.InferOutput<typeof planSchema>;

/** What contradicts itself in a plan whose shape is right. */
function findFaults({ statedValues, edits, ...plan }: PlanFile, layer: string): Issue[] {
  return [
    ...checkLinks({ ...plan, edits }, [...statedValues, ...edits.statedValues], layer),
    ...checkTargets("", plan.targets, layer),
    ...checkTargets("edits", edits.targets, layer),
    ...checkLists(edits, plan.targets, layer),
    ...checkNorms(edits.capacityNorms, layer),
    ...checkReadings(edits.circleReadings, layer),
    ...checkSiteQuestions(edits.siteQuestions, layer),
    ...edits.drafts.flatMap((draft, index) => checkTargets(`edits.drafts.${index}`, draft.targets, layer)),
  ];
}

/** What contradicts itself beside faults of the shape: what is said of the places of those is left out. */
function findFaultsBeside(json: unknown, layer: string): Issue[] {
  const mended = mendPlan(planSchema, json);
  if (mended === null)
    return [
      ...findDuplicateIds(listOf(json, "targets"), layer),
      ...findDuplicateIds(listOf(json, "inconsistencies"), layer),
      ...checkTargets("", wellFormedTargets(json), layer),
    ];
  const places = mended.paths.map((path) => placeOf(path, json));
  const isMended = ({ row, field = "" }: Issue): boolean =>
    places.some(
      (place) =>
        (place.row === undefined || place.row === row) &&
        (field === place.field ||
          field.startsWith(`${place.field}.`) ||
          place.field.startsWith(`${field}.`) ||
          (place.field === "unit" && field.endsWith(".unit"))),
    );
  // What an inconsistency says of a target is not held against a rule that is a stand-in, nor where two targets have its id.
  const isUncertain =
    mended.paths.some((path) => path.endsWith(".rule") || path.endsWith(".rule.kind")) ||
    findDuplicateIds(mended.output.targets, layer).length > 0;
  return findFaults(mended.output, layer).filter(
    (issue) =>
      !(isMended(issue) || isOfStandIn(issue.value) || isOfStandIn(String(issue.row ?? ""))) &&
      !(isUncertain && /^(options\.|targetIds$)/.test(issue.field ?? "")),
  );
}

/** What may stand there, as the schema has it: `a, b, c`, `>0`, `Array`; and whether nothing stands there. */
function describeWanted({ expected, received, path }: v.BaseIssue<unknown>): Pick<Issue, "details"> {
  const listed = (expected ?? "").replaceAll(/["()]/g, "").replaceAll(" | ", ", ");
  // Of a key that is not there the schema only says its name.
  const wanted = listed === path?.at(-1)?.key ? "" : listed;
  if (expected === "never") return { details: { what: "unknown-field" } };
  const details = {
    ...(wanted === "" ? {} : { expected: wanted }),
    ...(received === "undefined" ? { what: "missing" } : {}),
  };
  return Object.keys(details).length === 0 ? {} : { details };
}

/** Lists of targets in a plan file, as their paths stand in it. */
const TARGET_PATH = /^(targets|edits\.targets|edits\.drafts\.\d+\.targets)\.(\d+)\.(.+)$/;

/** A fault inside a target is told by the target's id and the field in it. */
function placeOf(path: string, json: unknown): { readonly row?: string; readonly field: string } {
  const [, list = "", index = "", field = ""] = TARGET_PATH.exec(path) ?? [];
  const found = [...list.split("."), index, "id"].reduce<unknown>(
    (value, key) => (typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined),
    json,
  );
  if (typeof found !== "string" || found === "") return { field: path };
  return { row: found, field: fieldOf(list.replace(/\.?targets$/, ""), field) };
}

function fieldOf(list: string, field: string): string {
  return list === "" ? field : `${list}.${field}`;
}

/** Contradictions in the rules of a list of targets. Kinds of facility that a study has no layer of are none. */
function checkTargets(list: string, targets: readonly Target[], layer: string): Issue[] {
  return targets.flatMap((each) =>
    findTargetFaults(each, { serviceIds: null }).map(
      ({ field, code, value }): Issue => ({
        code: "bad-value",
        severity: "error",
        layer,
        row: each.id,
        field: fieldOf(list, field),
        value,
        details: { what: code },
      }),
    ),
  );
}

/** Targets of a plan whose shape is right, where that of others is not: all faults are told at once. */
function wellFormedTargets(json: unknown): readonly Target[] {
  return listOf(json, "targets").flatMap((each) => {
    const parsed = v.safeParse(target, each);
    return parsed.success ? [parsed.output] : [];
  });
}

/** A list of a file whose shape is not known to be right; empty where there is none. */
function listOf(json: unknown, key: string): readonly unknown[] {
  const listed: unknown = typeof json === "object" && json !== null ? Reflect.get(json, key) : undefined;
  return Array.isArray(listed) ? listed : [];
}

/** Ids that stand for more than one record, once for each repetition; records without one are left to the schema. */
function findDuplicateIds(rows: readonly unknown[], layer: string): Issue[] {
  const seen = new Set<string>();
  return rows.flatMap((row): Issue[] => {
    const id: unknown = typeof row === "object" && row !== null ? Reflect.get(row, "id") : undefined;
    if (typeof id !== "string") return [];
    const isKnown = seen.has(id);
    seen.add(id);
    return isKnown ? [{ code: "duplicate-id", severity: "error", layer, row: id, field: "id", value: id }] : [];
  });
}

function checkLinks(
  { targets, inconsistencies, edits }: PlanData,
  statedValues: PlanEdits["statedValues"],
  layer: string,
): Issue[] {
  const issues: Issue[] = [...findDuplicateIds(targets, layer), ...findDuplicateIds(inconsistencies, layer)];
  const report = (code: Issue["code"], row: string, field: string, value: string): void => {
    issues.push({ code, severity: "error", layer, row, field, value });
  };
  const inconsistencyIds = new Set(inconsistencies.map(({ id }) => id));
  for (const { id, inconsistencyIds: linked } of targets) {
    for (const other of linked) if (!inconsistencyIds.has(other)) report("bad-value", id, "inconsistencyIds", other);
  }
  const targetsById = new Map(targets.map((each) => [each.id, each]));
  const stated = new Set<string>();
  for (const value of statedValues) {
    const own = targetsById.get(value.targetId);
    if (stated.has(value.targetId)) report("duplicate-id", value.targetId, "statedValues", value.targetId);
    stated.add(value.targetId);
    if (own === undefined) report("bad-value", value.targetId, "statedValues", value.targetId);
    else
      for (const field of findStatedFaults(value, own))
        report("bad-value", value.targetId, `statedValues.${field}`, String(value[field]));
  }
  const statedUnits = new Set<string>();
  for (const value of edits.statedUnits) {
    const own = targetsById.get(value.targetId);
    const key = JSON.stringify([value.targetId, value.unitId]);
    if (statedUnits.has(key)) report("duplicate-id", value.targetId, "statedUnits", value.unitId);
    statedUnits.add(key);
    if (own === undefined) report("bad-value", value.targetId, "statedUnits", value.targetId);
    else
      for (const field of findStatedFaults(value, own))
        report("bad-value", value.targetId, `statedUnits.${field}`, String(value[field]));
  }
  issues.push(...checkInconsistencies(targets, inconsistencies, edits.choices, layer));
  return issues;
}

/** plan.json of a study as text: what `parsePlan` reads. */
export function writePlan({ targets, inconsistencies, edits }: PlanData): string {
  return `${JSON.stringify({ targets, inconsistencies, ...(hasEdits(edits) ? { edits } : {}) }, null, 1)}\n`;
}

/** A study judged by another plan. It has an id of its own, so that what was added to the plan before stays with that one. */
export function withPlan(study: Study, plan: PlanData, fileName: string): Study {
  const stem = fileName.replace(/\.[A-Za-z0-9]+$/, "") || "plan";
  return { ...study, ...plan, id: `${study.id}-${stem}` };
}
