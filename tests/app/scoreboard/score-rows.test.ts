import { describe, expect, it } from "vitest";
import {
  filterScoreboard,
  listChoices,
  NO_FILTER,
  type ScoreColumn,
  type ScoreFilter,
  sortRows,
} from "../../../src/app/scoreboard/score-rows.ts";
import { chooseSpan, yearsOf } from "../../../src/app/scoreboard/sparkline.tsx";
import { DEFAULT_PARAMETERS } from "../../../src/core/model/parameters.ts";
import { listScoreboard } from "../../../src/core/plan/scoreboard.ts";
import { createTarget, createUnitResult, createUntestable } from "../../core/plan/create-plan.ts";

const HEALTH = { zh: "市卫健委", en: "Health Commission" };
const CIVIL = { zh: "市民政局", en: "Civil Affairs Bureau" };
const targets = [
  createTarget("T1", { bureau: HEALTH, binding: "binding" }),
  createTarget("T2", { bureau: CIVIL, chapter: "社会服务", place: "6-1", serviceLabel: { zh: "养老", en: "Elderly" } }),
  createTarget("T3", {
    bureau: CIVIL,
    chapter: "社会服务",
    place: "6-2",
    binding: "expected",
    quotation: "床位 35 张",
  }),
];
const shares = (people: number, land: number | null) => ({ people, units: people, land });
const results = [
  createUnitResult(
    "T1",
    { a: true, b: false },
    {
      coverage: { kind: "reach", network: shares(0.4, 0.3), straight: shares(0.9, 0.8) },
    },
  ),
  createUnitResult("T2", { a: true, b: true, c: true }, { coverage: { kind: "in-units", inUnits: shares(1, null) } }),
  createUntestable("T3"),
];
const chapters = listScoreboard(targets, results, {
  parameters: DEFAULT_PARAMETERS,
  dataDate: "2025-06-30",
  snapshots: [],
});
const idsOf = (filter: Partial<ScoreFilter>): string[] =>
  filterScoreboard(chapters, { ...NO_FILTER, ...filter }).flatMap(({ rows }) => rows.map(({ target }) => target.id));
const sorted = (column: ScoreColumn, isDescending = false): string[] =>
  sortRows(chapters, { column, isDescending }).map(({ target }) => target.id);

describe("the scoreboard's filters", () => {
  it("let through what is asked for, chapter by chapter, and drop empty chapters", () => {
    expect(idsOf({})).toEqual(["T2", "T3", "T1"]);
    expect(idsOf({ bureau: "市民政局" })).toEqual(["T2", "T3"]);
    expect(idsOf({ service: "养老" })).toEqual(["T2"]);
    expect(idsOf({ chapter: "医疗卫生" })).toEqual(["T1"]);
    expect(idsOf({ verdict: "not-testable" })).toEqual(["T3"]);
    expect(idsOf({ binding: "none" })).toEqual(["T2"]);
    expect(idsOf({ binding: "expected", verdict: "met" })).toEqual([]);
    expect(filterScoreboard(chapters, { ...NO_FILTER, bureau: "市卫健委" })).toHaveLength(1);
  });

  it("find words in id, title, quotation, service and bureau, all of them at once", () => {
    expect(idsOf({ words: "t3" })).toEqual(["T3"]);
    expect(idsOf({ words: "35 张" })).toEqual(["T3"]);
    expect(idsOf({ words: "civil 床位" })).toEqual(["T3"]);
    expect(idsOf({ words: "没有" })).toEqual([]);
    expect(idsOf({ words: "  " })).toEqual(["T2", "T3", "T1"]);
  });

  it("offer each choice once", () => {
    const { bureaus, services, chapters: named } = listChoices([...targets, createTarget("T4")]);
    expect(bureaus).toEqual([HEALTH, CIVIL]);
    expect(services.map(({ zh }) => zh)).toEqual(["医疗", "养老"]);
    expect(named).toEqual(["医疗卫生", "社会服务"]);
  });
});

describe("the scoreboard's columns", () => {
  it("sort by figure either way; what has none comes last both ways", () => {
    expect(sorted("peopleShort")).toEqual(["T2", "T1", "T3"]);
    expect(sorted("peopleShort", true)).toEqual(["T1", "T2", "T3"]);
    expect(sorted("people", true)).toEqual(["T2", "T1", "T3"]);
    expect(sorted("land")).toEqual(["T1", "T2", "T3"]);
    expect(sorted("difference", true)).toEqual(["T1", "T2", "T3"]);
    expect(sorted("target", true)).toEqual(["T3", "T2", "T1"]);
    expect(sorted("binding")).toEqual(["T1", "T3", "T2"]);
    expect(sorted("verdict")).toEqual(["T1", "T2", "T3"]);
    expect(sorted("now")).toEqual(["T1", "T2", "T3"]);
  });
});

describe("the sparkline", () => {
  it("does not make a slope of a rounding, and fills its height with a real change", () => {
    const [least, most] = chooseSpan([0.491272, 0.4912718], true);
    expect(most - least).toBeCloseTo(0.1, 12);
    expect(chooseSpan([0.5, 0.9], true)).toEqual([0.5, 0.9]);
    const [foot, head] = chooseSpan([30.3, 30.3], false);
    expect(head - foot).toBeCloseTo(3.03, 12);
    expect(chooseSpan([0, 0], false)).toEqual([-0.5, 0.5]);
  });

  it("runs by the day; a year alone is its end", () => {
    expect(yearsOf("2020")).toBe(yearsOf("2020-12-31"));
    expect(yearsOf("2021-01-01") - yearsOf("2020-12-31")).toBeLessThan(0.01);
    expect(yearsOf("2020-07-01")).toBeCloseTo(2020.5, 2);
  });
});
