import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { BadDataError, type Issue } from "../../../src/core/errors.ts";
import { parsePlan, writePlan } from "../../../src/io/study/plan-file.ts";

const content = readFileSync(resolve(import.meta.dirname, "../../../geodata/plan/plan.json"), "utf8");

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

  it("names every wrong field at once, by the target and the path in it", () => {
    const issues = issuesOf(
      change(({ targets }) => {
        (targets[0] as { unit: string }).unit = "street corner";
        (targets[3] as { title: unknown }).title = { zh: "只有中文" };
        (targets[4] as { rule: unknown }).rule = { kind: "at-least-per-unit", needs: [], count: 0 };
        (targets[2] as { rule: { profileId: unknown } }).rule.profileId = null;
      }),
    );
    expect(issues.map(({ row, field }) => `${row} ${field}`)).toEqual([
      "T01 unit",
      "T04 title.en",
      "T05 rule.needs",
      "T05 rule.count",
      // The shape of this one is right, its rule is not.
      "T03 rule.profileId",
    ]);
  });

  it("says what may stand in a field, what is missing, and which id is used twice, beside faults of shape", () => {
    const issues = issuesOf(
      change(({ targets }) => {
        (targets[0] as { unit: string }).unit = "parish";
        (targets[3] as { rule: { reach: unknown } }).rule.reach = { kind: "time" };
        (targets[4] as { id: string }).id = "T01";
      }),
    );
    expect(issues.map(({ code, row, field, value, details }) => [code, row, field, value, details])).toEqual([
      ["bad-value", "T01", "unit", "parish", { expected: expect.stringContaining("urban-community, village, ") }],
      ["bad-value", "T04", "rule.reach.seconds", undefined, { what: "missing" }],
      ["duplicate-id", "T01", "id", "T01", undefined],
    ]);
  });

  it("refuses a circle without a mode, in the plan, in what was changed in it and in a draft, with target and field", () => {
    const issues = issuesOf(
      change((plan) => {
        const circle = plan.targets[2] as { rule: Record<string, unknown> };
        const without = { ...circle, rule: { ...circle.rule, profileId: null } };
        plan.targets[2] = without;
        const draft = { id: "d", title: "下一轮", createdOn: "2026-01-01", targets: [without] };
        Object.assign(plan, { edits: { targets: [without], drafts: [draft] } });
      }),
    );
    expect(issues.map(({ code, row, field, details }) => [code, row, field, details?.what])).toEqual([
      ["bad-value", "T03", "rule.profileId", "no-mode"],
      ["bad-value", "T03", "edits.rule.profileId", "no-mode"],
      ["bad-value", "T03", "edits.drafts.0.rule.profileId", "no-mode"],
    ]);
    const shape = issuesOf(change((plan) => Object.assign(plan, { edits: { targets: [{ id: "T07" }] } })));
    expect(shape[0]).toMatchObject({ row: "T07", field: "edits.chapter" });
  });

  it("finds what contradicts itself in the same reading as a wrong shape, in the same target and in what was added", () => {
    const issues = issuesOf(
      change((plan) => {
        const circle = plan.targets[0] as { unit: string; rule: Record<string, unknown> };
        circle.unit = "planet";
        circle.rule.profileId = null;
        const square = plan.targets.find(({ id }) => id === "T47") as { target: object };
        const edited = { ...square, target: { ...square.target, value: 1.7 } };
        const choices = [{ inconsistencyId: "I99", optionId: "a", decidedBy: "", date: "2026-01-01", note: "" }];
        const statedValues = [{ targetId: "T99", value: 1, date: "2026-01-01", source: "年鉴", confirmedBy: "" }];
        Object.assign(plan, { edits: { targets: [edited], choices, statedValues, draftId: "none" } });
      }),
    );
    expect(issues.map(({ row, field, value }) => [row, field, value])).toEqual([
      ["T01", "unit", "planet"],
      ["T99", "statedValues", "T99"],
      ["I99", "edits.choices.inconsistencyId", "I99"],
      ["T01", "rule.profileId", ""],
      ["T47", "edits.target.value", "1.7"],
      ["none", "edits.draftId", "none"],
    ]);
  });

  it("refuses a key that a rule does not know: a misspelt condition would not hold", () => {
    const issues = issuesOf(
      change(({ targets }) => {
        const rule = targets.find(({ id }) => id === "T08")?.rule as Record<string, unknown>;
        rule.minimumPeoples = rule.minimumPeople;
        Reflect.deleteProperty(rule, "minimumPeople");
      }),
    );
    expect(issues.map(({ row, field, details }) => [row, field, details])).toEqual([
      ["T08", "rule.minimumPeoples", { what: "unknown-field" }],
    ]);
  });

  it("refuses what was added twice, for a target that is not there, on no day, and figures of a day that cannot be", () => {
    const issues = issuesOf(
      change((plan) => {
        const own = plan.targets.find(({ id }) => id === "T47") as object;
        const project = { targetId: "T60", name: "x", state: "done", date: "2026-02-30", source: "" };
        const note = {
          targetId: "T05",
          unitId: "u",
          cause: "",
          measure: "",
          responsible: "",
          status: "open",
          note: "",
        };
        const figure = { targetId: "T01", unitsTested: 3, unitsMet: 9, share: 7, value: null, peopleShort: -4 };
        const snapshot = { id: "s", title: "", dataDate: "2026", figures: [{ ...figure, verdict: "met" }] };
        Object.assign(plan, {
          edits: {
            targets: [own, own, { ...own, id: "T99" }],
            projects: [project, { ...project, targetId: "T98" }, { ...project, date: "" }],
            ledgerNotes: [note, note],
            drafts: [{ id: "d", title: "x", createdOn: "2026-01-01", targets: [own, own] }],
            snapshots: [snapshot],
          },
        });
      }),
    );
    expect(issues.map(({ code, row, field }) => [code, row, field])).toEqual([
      ["duplicate-id", "T47", "edits.targets.1"],
      ["bad-value", "T99", "edits.targets.2.id"],
      ["bad-value", "T98", "edits.projects.1.targetId"],
      ["duplicate-id", "T60 x", "edits.projects.2"],
      ["bad-value", "T60", "edits.projects.0.date"],
      ["bad-value", "T98", "edits.projects.1.date"],
      ["duplicate-id", "T05 u", "edits.ledgerNotes.1"],
      ["duplicate-id", "T47", "edits.drafts.0.targets.1"],
      ["bad-value", "s", "edits.snapshots.0.figures.0.unitsMet"],
      ["bad-value", "s", "edits.snapshots.0.figures.0.share"],
      ["bad-value", "s", "edits.snapshots.0.figures.0.peopleShort"],
    ]);
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
        rule("T01").reach = { kind: "time", seconds: 1e300 };
        rule("T02").reach = { kind: "distance", metres: 20_001, measure: "straight" };
      }),
    );
    expect(issues.map(({ row, field }) => `${row} ${field}`)).toEqual([
      "T09 rule.groupId",
      "T09 rule.per",
      "T19 rule.amount.attribute",
      "T49 rule.since",
      "T01 rule.reach.seconds",
      "T02 rule.reach.metres",
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
      expect.objectContaining({ row: "T19", field: "rule.having" }),
      expect.objectContaining({ row: "T19", field: "target.value", value: "90" }),
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

  it("keeps norms of capacity and readings of the circle, and refuses those that cannot stand, each with its field", () => {
    const norm = {
      serviceId: "elderly-day-care",
      attribute: "beds",
      value: 40,
      measure: "units-per-thousand",
      source: "市民政局函",
      date: "2026-03-01",
      confirmedBy: "王工",
    };
    const reading = {
      id: "own-1",
      title: "=800 米",
      source: "市民政局函",
      profileId: "elderly",
      reach: { kind: "distance", metres: 800, measure: "network" },
      reaches: { clinic: { kind: "time", seconds: 600 } },
      denominator: "people",
      passShare: 0.7,
      urbanOnly: false,
      confirmation: { by: "王工", date: "2026-03-01" },
    };
    const withEdits = (edits: unknown): string => change((plan) => Object.assign(plan, { edits }));
    const read = parsePlan(withEdits({ capacityNorms: [norm], circleReadings: [reading] }));
    expect(read.edits.capacityNorms).toEqual([norm]);
    expect(read.edits.circleReadings).toEqual([reading]);
    expect(parsePlan(writePlan(read))).toEqual(read);
    const faulty = {
      capacityNorms: [norm, { ...norm, value: -1, confirmedBy: "" }],
      circleReadings: [
        { ...reading, profileId: null, passShare: 70 },
        { ...reading, title: "" },
      ],
    };
    expect(issuesOf(withEdits(faulty)).map(({ row, field, details }) => [row, field, details?.what])).toEqual([
      ["elderly-day-care beds", "edits.capacityNorms", undefined],
      ["elderly-day-care beds", "edits.capacityNorms.1.value", "bad-norm"],
      ["elderly-day-care beds", "edits.capacityNorms.1.confirmedBy", "nobody-confirmed"],
      ["own-1", "edits.circleReadings.0.profileId", "no-mode"],
      ["own-1", "edits.circleReadings.0.passShare", "share-out-of-range"],
      ["own-1", "edits.circleReadings.1.id", "duplicate-reading"],
      ["own-1", "edits.circleReadings.1.title", "no-name"],
    ]);
    const shape = issuesOf(withEdits({ circleReadings: [{ ...reading, reach: { kind: "walk" } }] }));
    expect(shape[0]?.field).toContain("edits.circleReadings.0.reach.kind");
  });

  it("a file that leaves out who travels is refused with the field that has to be added", () => {
    const issues = issuesOf(
      change(({ targets }) => {
        const { profileId: _, ...rule } = (targets[2] as { rule: Record<string, unknown> }).rule;
        Object.assign(targets[2] ?? {}, { rule });
      }),
    );
    expect(issues).toEqual([
      expect.objectContaining({ row: "T03", field: "rule.profileId", details: { what: "no-mode" } }),
    ]);
  });

  it("says so where the file is no JSON at all", () => {
    expect(issuesOf("{ not json")).toMatchObject([{ code: "unreadable-file" }]);
  });
});
