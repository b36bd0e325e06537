import { describe, expect, it } from "vitest";
import { AnalysisSession } from "../../../src/core/analysis-session.ts";
import { BadDataError, type Issue } from "../../../src/core/errors.ts";
import { DEFAULT_PARAMETERS } from "../../../src/core/model/parameters.ts";
import type { Study } from "../../../src/core/model/study.ts";
import { NO_EDITS, type PlanEdits } from "../../../src/core/plan/plan-edits.ts";
import { takeSnapshot } from "../../../src/core/plan/snapshot.ts";
import type { Rule } from "../../../src/core/plan/target.ts";
import { runAnalysis } from "../../../src/core/run-analysis.ts";
import { readSnapshot } from "../../../src/io/outputs/read-snapshot.ts";
import { writeRunFiles } from "../../../src/io/outputs/run-files.ts";
import { parsePlan } from "../../../src/io/study/plan-file.ts";
import { AT_LEAST, BEDS, CIRCLE, createTarget } from "../../core/plan/create-plan.ts";
import { createDrawnStudy } from "../../support/drawn-study.ts";

const BUREAU = { zh: "市卫健委", en: "Health Commission" };

/** As drawn in measure-coverage.test: in 700 s of street the 300 of 1000 people, straight everybody; the clinic stands in 甲. */
function createTown(edits: Partial<PlanEdits> = {}): Study {
  const drawing = `
A-----3---+
          |
5---2-----+
`;
  return {
    ...createDrawnStudy(drawing, { spacingMetres: 100, communityColumns: [3] }),
    targets: [
      createTarget("T2", {
        chapter: "社会服务",
        place: "8-1",
        rule: AT_LEAST,
        title: { zh: "=每个社区一所", en: "One each" },
        baseline: { value: 0.25, text: "", year: 2020, measure: "share of communities", unitsTested: 2 },
      }),
      createTarget("T1", {
        rule: { ...CIRCLE, reach: { kind: "time", seconds: 700 } } as typeof CIRCLE,
        bureau: BUREAU,
        binding: "binding",
      }),
      createTarget("T3", { rule: BEDS, unit: "city", target: { value: 35, text: "", measure: "beds" } }),
    ],
    edits: { ...NO_EDITS, ...edits },
  };
}

async function filesOf(study: Study): Promise<Record<string, string>> {
  const parameters = { ...DEFAULT_PARAMETERS, speedMetresPerSecond: 1 };
  const result = runAnalysis(study, parameters, new AnalysisSession(study));
  const files = await writeRunFiles(study, result, { inputs: {} });
  return Object.fromEntries(files.map(({ name, bytes }) => [name, new TextDecoder().decode(bytes)]));
}

/** Cells of a row by the names of the header; no cell of these rows but the last holds a comma. */
function cellsOf(csv: string, targetId: string): Record<string, string> {
  const [header = "", ...rows] = csv.split("\n");
  const row = rows.find((each) => each.startsWith(`${targetId},`)) ?? "";
  const cells = row.split(",");
  return Object.fromEntries(header.split(",").map((name, column) => [name, cells[column] ?? ""]));
}

describe("scoreboard.csv", () => {
  it("has a row a target, chapters in the plan's order, with shares along streets and straight", async () => {
    const csv = (await filesOf(createTown()))["scoreboard.csv"] ?? "";
    expect(csv.split("\n").map((row) => row.split(",")[0])).toEqual(["targetId", "T1", "T3", "T2", ""]);
    expect(cellsOf(csv, "T1")).toMatchObject({
      chapter: "医疗卫生",
      binding: "约束性",
      bureau: "市卫健委",
      bureauSource: "default",
      group: "all",
      dataDate: "2020-11-01",
      figureSource: "measured",
      unitsTested: "2",
      unitsMet: "0",
      share: "0.000000",
      target: "1",
      verdict: "not-met",
      peopleShort: "700.00",
      peopleShareNetwork: "0.300000",
      unitsShareNetwork: "0.000000",
      landShareNetwork: "0.333333",
      peopleShareStraight: "1.000000",
      unitsShareStraight: "1.000000",
      landShareStraight: "1.000000",
      peopleShareInUnits: "",
      landBasis: "residential",
      note: "演示数据",
      plan: "",
    });
  });

  it("a circle of land is short of hectares, in a column of their own that a snapshot reads back", async () => {
    const study = createTown();
    const targets = study.targets.map((target) =>
      target.id === "T1" ? { ...target, rule: { ...target.rule, denominator: "land" } as Rule } : target,
    );
    const files = await filesOf({ ...study, targets });
    // Two of three homes, each on 1000 m², are out of reach: with 700 of 1000 people.
    expect(cellsOf(files["scoreboard.csv"] ?? "", "T1")).toMatchObject({
      denominator: "land",
      group: "",
      landShortHectares: "0.2000",
      landShareNetwork: "0.333333",
      peopleShort: "700.00",
    });
    expect(files["targets.csv"]).toContain("其中 0.2 公顷居住用地不在范围内");
    expect(files["assumptions.csv"]).toContain("分母：居住用地面积，不按人口");
    const bytes = new TextEncoder().encode(files["scoreboard.csv"]);
    const { figures } = readSnapshot(bytes, "scoreboard.csv", "今", "2020-11-01", ["T1", "T2", "T3"]);
    expect(figures.find(({ targetId }) => targetId === "T1")?.landShortSquareMetres).toBeCloseTo(2000, 6);
  });

  it("“at least one” has shares by units and no straight line; a comparable baseline makes a trend; a title is no formula", async () => {
    const row = cellsOf((await filesOf(createTown()))["scoreboard.csv"] ?? "", "T2");
    expect(row).toMatchObject({
      title: "'=每个社区一所",
      bureauSource: "",
      baseline: "0.25",
      baselineYear: "2020",
      peopleShareNetwork: "",
      peopleShareStraight: "",
      peopleShareInUnits: "0.500000",
      landShareInUnits: "0.333333",
      trend: "2020 0.25; 2020-11-01 0.5",
    });
  });

  it("what cannot be tested has no figures but its reason; a stated value stands with its day", async () => {
    const plain = (await filesOf(createTown()))["scoreboard.csv"] ?? "";
    expect(cellsOf(plain, "T3")).toMatchObject({
      verdict: "not-testable",
      share: "",
      value: "",
      dataDate: "",
      landBasis: "",
    });
    expect(plain).toContain("不可检验");
    const statedValues = [{ targetId: "T3", value: 36, date: "2024-12-31", source: "年报", confirmedBy: "" }];
    const told = cellsOf((await filesOf(createTown({ statedValues })))["scoreboard.csv"] ?? "", "T3");
    expect(told).toMatchObject({ value: "36.000000", dataDate: "2024-12-31", figureSource: "stated", verdict: "met" });
  });

  it("names the draft that is judged", async () => {
    const { targets } = createTown();
    const changed = targets.map((target) => ({ ...target, bureau: { zh: "市民政局", en: "Civil Affairs" } }));
    const drafts = [{ id: "d", title: "下一期", createdOn: "2026-01-01", targets: changed }];
    const csv = (await filesOf(createTown({ drafts, draftId: "d" })))["scoreboard.csv"] ?? "";
    expect(cellsOf(csv, "T1")).toMatchObject({ plan: "下一期", bureau: "市民政局", bureauSource: "edited" });
  });
});

describe("a snapshot out of a run's file", () => {
  const ids = ["T1", "T2", "T3"];
  const read = (text: string, date = "2023-12-31", targetIds = ids) =>
    readSnapshot(new TextEncoder().encode(text), "targets.csv", "前年", date, targetIds);
  const issuesOf = (work: () => unknown): readonly Issue[] => {
    try {
      work();
    } catch (error) {
      if (error instanceof BadDataError) return error.issues;
      throw error;
    }
    return [];
  };
  const said = (issues: readonly Issue[]) => issues.map(({ code, row, field }) => [code, row, field]);

  it("holds the figures that the run had, values of ratios out of scoreboard.csv alone", async () => {
    const statedValues = [{ targetId: "T3", value: 36, date: "2024-12-31", source: "年报", confirmedBy: "" }];
    const files = await filesOf(createTown({ statedValues }));
    const scoreboard = read(files["scoreboard.csv"] ?? "");
    const targets = read(files["targets.csv"] ?? "");
    const figure = (snapshot: typeof targets, id: string) => snapshot.figures.find(({ targetId }) => targetId === id);
    for (const snapshot of [scoreboard, targets]) {
      expect(snapshot).toMatchObject({ title: "前年", dataDate: "2023-12-31" });
      expect(figure(snapshot, "T1")).toEqual({
        targetId: "T1",
        unitsTested: 2,
        unitsMet: 0,
        share: 0,
        value: null,
        peopleShort: 700,
        verdict: "not-met",
      });
    }
    expect([figure(scoreboard, "T3")?.value, figure(targets, "T3")?.value]).toEqual([36, null]);
  });

  it("comes back from a study file as it went in", () => {
    const study = createTown();
    const parameters = { ...DEFAULT_PARAMETERS, speedMetresPerSecond: 1 };
    const { targets } = runAnalysis(study, parameters);
    const snapshots = [takeSnapshot("今", "2020-11-01", study.targets, targets, parameters)];
    const edits = { ...NO_EDITS, snapshots };
    const plan = JSON.stringify({ targets: study.targets, inconsistencies: [], edits });
    expect(parsePlan(plan).edits.snapshots).toEqual(snapshots);
    expect(parsePlan(plan).targets).toEqual(study.targets);
  });

  it("a bad file is refused with every fault named", () => {
    const header = "targetId,unitsTested,unitsMet,share,peopleShort,verdict";
    expect(said(issuesOf(() => read("a,b\n1,2\n")))).toEqual(
      ["targetId", "unitsTested", "unitsMet", "share", "peopleShort", "verdict"].map((field) => [
        "missing-column",
        1,
        field,
      ]),
    );
    const rows = ["T1,2,3,0.5,0,met", "T2,x,0,1.5,-1,yes", "T1,2,1,0.5,0,met", ",1,1,1,0,met"];
    expect(said(issuesOf(() => read([header, ...rows].join("\n"))))).toEqual([
      ["bad-value", 2, "unitsMet"],
      ["bad-value", 3, "verdict"],
      ["bad-value", 3, "unitsTested"],
      ["bad-value", 3, "share"],
      ["bad-value", 3, "peopleShort"],
      ["duplicate-id", 4, "targetId"],
      ["bad-value", 5, "targetId"],
    ]);
    expect(said(issuesOf(() => read(`${header}\n`)))).toEqual([["empty-file", undefined, undefined]]);
    expect(said(issuesOf(() => read(`${header}\nT1,2,1,0.5,0,met`, "2023-02-30")))).toEqual([
      ["bad-value", undefined, "dataDate"],
    ]);
    expect(said(issuesOf(() => read(`${header}\nT1,2,1,0.5,0,met`, "2023-12-31", ["X"])))).toEqual([
      ["unknown-id", undefined, "targetId"],
    ]);
    const noText = Uint8Array.of(0xff, 0xff, 0xff, 0x80, 0xff);
    expect(said(issuesOf(() => readSnapshot(noText, "x.csv", "", "2023-12-31", ids)))[0]?.[0]).toBe("unreadable-file");
  });
});
