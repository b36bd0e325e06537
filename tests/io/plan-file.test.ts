import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { BadDataError, type Issue } from "../../src/core/errors.ts";
import { parsePlan } from "../../src/io/plan-file.ts";

const content = readFileSync(resolve(import.meta.dirname, "../../geodata/plan/plan.json"), "utf8");

function issuesOf(text: string): readonly Issue[] {
  try {
    parsePlan(text);
  } catch (error) {
    if (error instanceof BadDataError) return error.issues;
    throw error;
  }
  return [];
}

/** The shipped plan with one change made to its parsed form. */
function change(
  edit: (plan: { targets: Record<string, unknown>[]; inconsistencies: Record<string, unknown>[] }) => void,
): string {
  const plan = JSON.parse(content);
  edit(plan);
  return JSON.stringify(plan);
}

describe("plan file", () => {
  it("reads the shipped plan without a fault", () => {
    expect(issuesOf(content)).toEqual([]);
  });

  it("names every wrong field at once, by path", () => {
    const issues = issuesOf(
      change(({ targets }) => {
        (targets[0] as { unit: string }).unit = "street corner";
        (targets[3] as { title: unknown }).title = { zh: "只有中文" };
        (targets[4] as { rule: unknown }).rule = { kind: "at-least-per-unit", needs: [], count: 0 };
      }),
    );
    const fields = issues.map(({ field }) => field);
    expect(fields).toContain("targets.0.unit");
    expect(fields).toContain("targets.3.title.en");
    expect(fields).toContain("targets.4.rule.needs");
    expect(fields).toContain("targets.4.rule.count");
  });

  it("finds duplicate ids, links that lead nowhere and shares beyond 1", () => {
    const issues = issuesOf(
      change(({ targets }) => {
        (targets[1] as { id: string }).id = "T01";
        (targets[2] as { inconsistencyIds: string[] }).inconsistencyIds = ["I99"];
        (targets[4] as { target: { value: number } }).target.value = 100;
      }),
    );
    expect(issues).toContainEqual(expect.objectContaining({ code: "duplicate-id", row: "T01" }));
    expect(issues).toContainEqual(expect.objectContaining({ field: "inconsistencyIds", value: "I99" }));
    expect(issues).toContainEqual(expect.objectContaining({ field: "target.value", value: "100" }));
  });

  it("names what an option or a formula of an inconsistency cannot be", () => {
    const issues = issuesOf(
      change(({ inconsistencies }) => {
        const options = inconsistencies[0]?.options as { id: string; effects: Record<string, unknown>[] }[];
        (options[0] as (typeof options)[number]).id = "swapped";
        Object.assign(options[1]?.effects[0] ?? {}, { readingId: "nowhere", minimumPeople: 5 });
        const second = inconsistencies[1]?.options as typeof options;
        second[0]?.effects.push({ targetId: "T99" }, { targetId: "T01" });
        const arithmetic = inconsistencies[1]?.arithmetic as { lines: { formula: string }[] } | undefined;
        Object.assign(arithmetic?.lines[0] ?? {}, { formula: "yearly * weeks" });
        const third = inconsistencies[21]?.options as typeof options;
        Object.assign(third[1]?.effects[0] ?? {}, { targetValue: 100 });
      }),
    );
    expect(issues.map(({ row, field, value }) => [row, field, value])).toEqual([
      ["I01", "options.1.id", "swapped"],
      ["I01", "options.1.effects.0.readingId", "nowhere"],
      ["I01", "options.1.effects.0.minimumPeople", "5"],
      ["I02", "options.0.effects.0.targetId", "T99"],
      ["I02", "options.0.effects.1.targetId", "T01"],
      ["I02", "arithmetic.lines.0.formula", "weeks"],
      ["I22", "options.1.effects.0.targetValue", "100"],
    ]);
    const unknown = issuesOf(
      change(({ inconsistencies }) => {
        const options = inconsistencies[0]?.options as { effects: Record<string, unknown>[] }[];
        Object.assign(options[0]?.effects[0] ?? {}, { colour: "red" });
      }),
    );
    expect(unknown.map(({ field }) => field)).toEqual(["inconsistencies.0.options.0.effects.0.colour"]);
  });

  it("refuses a choice of an option that there is not, and two choices of one inconsistency", () => {
    const choice = { decidedBy: "", date: "2026-01-01", note: "" };
    const edited = JSON.parse(content);
    edited.edits = {
      choices: [
        { inconsistencyId: "I01", optionId: "neither", ...choice },
        { inconsistencyId: "I99", optionId: "a", ...choice },
        { inconsistencyId: "I02", optionId: "task-stands", ...choice },
        { inconsistencyId: "I02", optionId: "task-stands", ...choice },
      ],
    };
    expect(issuesOf(JSON.stringify(edited)).map(({ row, field }) => [row, field])).toEqual([
      ["I01", "edits.choices.optionId"],
      ["I99", "edits.choices.inconsistencyId"],
      ["I02", "edits.choices"],
    ]);
  });

  it("refuses contradictions of a value's rule: no property, an unknown group, an amount of nothing, a share beyond 1", () => {
    const issues = issuesOf(
      change(({ targets }) => {
        const rule = (id: string) => targets.find((one) => one.id === id)?.rule as Record<string, unknown>;
        rule("T09").groupId = "pensioners";
        rule("T09").per = 0;
        rule("T19").amount = { of: "sum", attribute: "" };
        rule("T49").since = "last year";
      }),
    );
    const at = (id: string): string => `targets.${Number(id.slice(1)) - 1}.rule`;
    expect(issues.map(({ field }) => field)).toEqual([
      `${at("T09")}.groupId`,
      `${at("T09")}.per`,
      `${at("T19")}.amount.attribute`,
      `${at("T49")}.since`,
    ]);
    const shares = issuesOf(
      change(({ targets }) => {
        const target = targets.find((one) => one.id === "T19") as {
          rule: { having: unknown[] };
          target: { value: number };
        };
        target.rule.having = [];
        target.target.value = 90;
      }),
    );
    expect(shares).toEqual([
      expect.objectContaining({ row: "T19", field: "target.value", value: "90" }),
      expect.objectContaining({ row: "T19", field: "rule.having" }),
    ]);
  });

  it("keeps values entered by hand, and refuses those that cannot stand, each with its field", () => {
    const stated = { targetId: "T09", value: 33.2, date: "2024-12-31", source: "民政局年报", confirmedBy: "" };
    const withStated = (...values: Record<string, unknown>[]): string =>
      change((plan) => Object.assign(plan, { statedValues: values }));
    expect(parsePlan(withStated(stated)).edits.statedValues).toEqual([stated]);
    expect(parsePlan(content).edits.statedValues).toEqual([]);
    expect(issuesOf(withStated({ ...stated, source: " ", date: "soon" })).map(({ field }) => field)).toEqual([
      "statedValues.0.date",
      "statedValues.0.source",
    ]);
    expect(
      issuesOf(
        withStated(stated, stated, { ...stated, targetId: "T99" }, { ...stated, targetId: "T10", value: 40 }),
      ).map(({ code, row, field }) => [code, row, field]),
    ).toEqual([
      ["duplicate-id", "T09", "statedValues"],
      ["bad-value", "T99", "statedValues"],
      ["bad-value", "T10", "statedValues.value"],
    ]);
  });

  it("says so where the file is no JSON at all", () => {
    expect(issuesOf("{ not json")).toMatchObject([{ code: "unreadable-file" }]);
  });
});
