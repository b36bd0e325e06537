import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import {
  type ListedProject,
  parseProjectLines,
  putProjects,
  withListedProjects,
} from "../../../src/core/plan/listed-project.ts";
import { NO_EDITS } from "../../../src/core/plan/plan-edits.ts";
import type { TargetResult } from "../../../src/core/plan/target.ts";
import { NO_UNITS } from "../../../src/core/plan/unit-figures.ts";
import { withUserEntries } from "../../../src/core/plan/user-entries.ts";
import { parsePlan } from "../../../src/io/study/plan-file.ts";

const content = readFileSync(resolve(import.meta.dirname, "../../../geodata/plan/plan.json"), "utf8");
const { targets } = parsePlan(content);
const untested = (targetId: string): TargetResult => ({
  targetId,
  readingId: "plan",
  unitsTested: 0,
  unitsMet: 0,
  share: null,
  value: null,
  peopleShort: 0,
  verdict: "not-testable",
  reason: "rule-not-evaluated",
  missingServiceIds: [],
  missingAttributes: [],
  assumptions: [{ zh: "计划的假设", en: "of the plan" }],
  units: NO_UNITS,
  breakdown: [],
  coverage: null,
  stated: null,
  readings: [],
});
const listOf = (targetId: string, states: readonly ListedProject["state"][]): ListedProject[] =>
  states.map((state, index) => ({ targetId, name: `项目${index + 1}`, state, date: "", source: "发改委台账" }));
const judge = (targetId: string, projects: readonly ListedProject[]): TargetResult =>
  withListedProjects([untested(targetId)], targets, projects)[0] as TargetResult;

describe("listed projects", () => {
  it("T35 asks for 2 hospitals: one done of two is not met, two are", () => {
    const one = judge("T35", listOf("T35", ["done", "under-way"]));
    expect(one).toMatchObject({ value: 1, unitsTested: 2, unitsMet: 1, verdict: "not-met", reason: null });
    expect(one.assumptions[0]?.zh).toBe("项目名单（人工填报）2 项：建成 1 项，在建 1 项，未开工 0 项");
    expect(one.assumptions.at(-1)?.zh).toBe("计划的假设");
    expect(judge("T35", listOf("T35", ["done", "done"]))).toMatchObject({ value: 2, verdict: "met" });
  });

  it("T22 asks for 23: a list of 20, all done, is three short and says so", () => {
    const result = judge(
      "T22",
      listOf(
        "T22",
        Array.from({ length: 20 }, () => "done" as const),
      ),
    );
    expect(result).toMatchObject({ value: 20, unitsTested: 20, unitsMet: 20, verdict: "not-met" });
    expect(result.assumptions.map(({ zh }) => zh)).toContain("名单只有 20 项，计划为 23 项，缺的按未建成计");
  });

  it("T60 names projects without a number: all of the list are asked for, and that is said to be a default", () => {
    const open = judge("T60", listOf("T60", ["done", "not-started", "done"]));
    expect(open).toMatchObject({ value: 2, verdict: "not-met" });
    expect(open.assumptions.map(({ zh }) => zh)).toContain("计划未给数量：按名单全部建成检验（默认值）");
    expect(judge("T60", listOf("T60", ["done", "done"])).verdict).toBe("met");
  });

  it("leaves targets alone that have no list, or another rule", () => {
    expect(judge("T22", listOf("T25", ["done"]))).toEqual(untested("T22"));
    expect(judge("T09", listOf("T09", ["done"]))).toEqual(untested("T09"));
  });

  it("goes before a value entered for the same target", () => {
    const statedValues = [{ targetId: "T35", value: 2, date: "2025-01-01", source: "年报", confirmedBy: "" }];
    const projects = listOf("T35", ["done", "under-way"]);
    const entries = (edits: object) =>
      withUserEntries([untested("T35")], targets, { ...NO_EDITS, ...edits })[0] as TargetResult;
    expect(entries({ statedValues })).toMatchObject({ value: 2, verdict: "met" });
    expect(entries({ statedValues, projects })).toMatchObject({ value: 1, verdict: "not-met", stated: null });
  });

  it("reads lines as spreadsheets paste them, names alone included", () => {
    const text = "云州区第三幼儿园\t已建成\t2024-09-01\t教育局\r\n\n广灵县壶泉镇中心幼儿园分园\t在建\n第三处\n";
    expect(parseProjectLines(text, "T22")).toEqual({
      projects: [
        { targetId: "T22", name: "云州区第三幼儿园", state: "done", date: "2024-09-01", source: "教育局" },
        { targetId: "T22", name: "广灵县壶泉镇中心幼儿园分园", state: "under-way", date: "", source: "" },
        { targetId: "T22", name: "第三处", state: "not-started", date: "", source: "" },
      ],
      faults: [],
    });
  });

  it("names every faulty line and field at once: a name twice, an unknown state, a day that does not exist", () => {
    const { faults, projects } = parseProjectLines("甲\t完成\n甲\n乙\t快了\n丙\t在建\t2024-02-30\n\t在建", "T22");
    expect(projects.map(({ name }) => name)).toEqual(["甲"]);
    expect(faults).toEqual([
      { line: 2, field: "name", value: "甲" },
      { line: 3, field: "state", value: "快了" },
      { line: 4, field: "date", value: "2024-02-30" },
      { line: 5, field: "name", value: "" },
    ]);
  });

  it("keeps one project of a name, the one put last, in its place", () => {
    const [first, second] = listOf("T22", ["not-started", "not-started"]) as [ListedProject, ListedProject];
    const changed: ListedProject = { ...first, state: "done" };
    expect(putProjects([first, second], [changed])).toEqual([changed, second]);
  });

  it("is part of the plan file, and a state that nobody knows is refused with its place", () => {
    const plan = JSON.parse(content) as Record<string, unknown>;
    const projects = listOf("T22", ["done"]);
    expect(parsePlan(JSON.stringify({ ...plan, edits: { projects } })).edits.projects).toEqual(projects);
    expect(() =>
      parsePlan(JSON.stringify({ ...plan, edits: { projects: [{ ...projects[0], state: "soon" }] } })),
    ).toThrow(expect.objectContaining({ issues: [expect.objectContaining({ field: "edits.projects.0.state" })] }));
  });
});
