import { describe, expect, it } from "vitest";
import {
  createLineMaker,
  filterLines,
  type LedgerLine,
  NO_FILTER,
  sortLines,
  sumLines,
} from "../../../src/app/ledger/ledger-lines.ts";
import { AnalysisSession } from "../../../src/core/analysis-session.ts";
import { DEFAULT_PARAMETERS } from "../../../src/core/model/parameters.ts";
import { judgeTargets } from "../../../src/core/plan/judge/judge-targets.ts";
import { listProblems } from "../../../src/core/plan/ledger/ledger.ts";
import type { LedgerNote } from "../../../src/core/plan/ledger/ledger-note.ts";
import { writeRows } from "../../../src/core/plan/ledger/ledger-rows.ts";
import { placeUnits } from "../../../src/core/plan/ledger/unit-places.ts";
import { NO_EDITS } from "../../../src/core/plan/plan-edits.ts";
import type { StudyView } from "../../../src/worker/protocol.ts";
import { createDrawnStudy } from "../../support/drawn-study.ts";
import { createAtLeast, createCircle, createTarget } from "../../support/drawn-targets.ts";

/**
 * 100 m a character; A within 324 m counts for P1. 甲 0–4 met; 乙 5–9 met by P1, without a clinic; 丙 10–12, 丁 13– far.
 * 甲, 乙 in t1 and 丙, 丁 in t2; both in k1.
 */
function createLines(notes: readonly LedgerNote[] = []) {
  const base = createDrawnStudy("2--A--1-----3--4", { spacingMetres: 100, communityColumns: [5, 10, 13] });
  const targets = [
    createCircle("P1", 270),
    createAtLeast("P2", 1),
    createAtLeast("P3", 1, "township"),
    { ...createAtLeast("P4", 2, "county"), serviceLabel: { zh: "养老", en: "Elderly" } },
    createTarget(
      "P5",
      "city",
      {
        kind: "ratio",
        what: "床位",
        need: { serviceIds: ["clinic"] },
        amount: { of: "count" },
        groupId: "all",
        per: 1000,
      },
      { target: { value: 9, text: "", measure: "per 1,000" } },
    ),
  ];
  const study = {
    ...base,
    units: [
      { id: "k1", name: "甲区", parentId: "", level: "county" as const, type: "区" },
      { id: "t1", name: "一街道", parentId: "k1", level: "township" as const, type: "街道" },
      { id: "t2", name: "二街道", parentId: "k1", level: "township" as const, type: "街道" },
    ],
    communities: { ...base.communities, parentIds: ["t1", "t1", "t2", "t2"] },
    targets,
  };
  const session = new AnalysisSession(study);
  const results = judgeTargets(session, targets, DEFAULT_PARAMETERS);
  const ledger = listProblems(session, NO_EDITS, results, DEFAULT_PARAMETERS);
  const places = placeUnits(study);
  const view = study as unknown as StudyView;
  const context = { study: view, targets, results, parameters: DEFAULT_PARAMETERS, places, ledger };
  const makeLine = createLineMaker(context, ({ zh }) => zh);
  const lines = writeRows(ledger.problems, notes, targets, results, places).map(makeLine);
  return { lines, view, makeLine, ledger };
}

const read = (lines: readonly LedgerLine[]): string[] => lines.map(({ unit, row }) => `${unit} ${row.targetId}`);
const note = (targetId: string, unitId: string, changes: Partial<LedgerNote> = {}): LedgerNote => ({
  targetId,
  unitId,
  cause: "",
  measure: "",
  responsible: "",
  status: "open",
  note: "",
  ...changes,
});

describe("ledger lines", () => {
  it("stand in the ledger's order with names and people by group", () => {
    const { lines } = createLines();
    expect(read(lines)).toEqual(["手绘小城 P5", "甲区 P4", "乙 P2", "二街道 P3", "丙 P1", "丙 P2", "丁 P1", "丁 P2"]);
    expect(lines.map(({ people }) => people?.[0])).toEqual([1000, 1000, 100, 700, 300, 300, 400, 400]);
    expect(lines.map(({ township }) => township)).toEqual(["", "", "一街道", "二街道", ...Array(4).fill("二街道")]);
  });

  it("are the same objects as long as nothing is written about them", () => {
    const { lines, makeLine } = createLines();
    expect(lines.map(({ row }) => makeLine({ ...row }))).toEqual(lines);
    expect(makeLine({ ...(lines[2] as LedgerLine).row })).toBe(lines[2]);
    const written = makeLine({ ...(lines[2] as LedgerLine).row, note: note("P2", "c2", { cause: "无用房" }) });
    expect([written.cause, written.texts.cause.isEntered]).toEqual(["无用房", true]);
  });

  it("are filtered by district, target, service, unit, responsible unit, status and words", () => {
    const notes = [
      note("P2", "c2", { status: "planned", responsible: "甲区民政局", note: "Shared ROOM" }),
      note("P1", "c1", { note: "已建成" }),
    ];
    const { lines } = createLines(notes);
    const by = (filter: Partial<typeof NO_FILTER>) => read(filterLines(lines, { ...NO_FILTER, ...filter }));
    expect(by({ countyId: "k1" })).not.toContain("手绘小城 P5");
    expect(by({ countyId: "k1" })).toHaveLength(8);
    expect(by({ targetId: "P1" })).toEqual(["甲 P1", "丙 P1", "丁 P1"]);
    expect(by({ service: "养老" })).toEqual(["甲区 P4"]);
    expect(by({ unitId: "c3" })).toEqual(["丙 P1", "丙 P2"]);
    expect(by({ responsible: "甲区民政局" })).toEqual(["乙 P2"]);
    expect(by({ status: "planned" })).toEqual(["乙 P2"]);
    expect(by({ status: "resolved" })).toEqual(["甲 P1"]);
    expect(by({ status: "open", targetId: "P1" })).toEqual(["丙 P1", "丁 P1"]);
    expect(by({ text: "room 乙" })).toEqual(["乙 P2"]);
    expect(by({ text: "绝无此词" })).toEqual([]);
  });

  it("are sorted by gravity with the whole first, by words, and keep the ledger's order where equal", () => {
    const { lines, ledger } = createLines([note("P1", "c1", { note: "已建成" })]);
    const by = (column: Parameters<typeof sortLines>[1]["column"], descending = false) =>
      read(sortLines(lines, { column, descending }, ledger.groupIds));
    expect(by("short", true)).toEqual([
      "手绘小城 P5",
      "甲区 P4",
      "二街道 P3",
      "丁 P1",
      "丁 P2",
      "丙 P1",
      "丙 P2",
      "乙 P2",
      "甲 P1",
    ]);
    expect(by("county")).toEqual(read(lines));
    expect(by("county", true)[0]).toBe("丁 P1");
    expect(by("all", true).slice(0, 3)).toEqual(["手绘小城 P5", "甲区 P4", "二街道 P3"]);
    expect(by("note", true)[0]).toBe("甲 P1");
    expect(by("target").slice(0, 3)).toEqual(["甲 P1", "丙 P1", "丁 P1"]);
  });

  it("are summed without counting anybody twice", () => {
    const { lines, view } = createLines([note("P1", "c1")]);
    const sum = (filter: Partial<typeof NO_FILTER>) => sumLines(filterLines(lines, { ...NO_FILTER, ...filter }), view);
    // Of 丙 300 once though it has two problems, of 丁 400, of 乙 100.
    expect(sum({ targetId: "P2" }).people).toBe(800);
    expect(sum({ text: "丙" })).toEqual({ open: 2, resolved: 0, units: 1, communities: 1, people: 300 });
    // The whole district is short of a clinic: its 1,000 people hold all others.
    expect(sum({})).toEqual({ open: 8, resolved: 1, units: 6, communities: 3, people: 1000 });
    // A township's 700 are the 300 + 400 inside it.
    expect(
      sumLines(
        lines.filter(({ row }) => ["P2", "P3"].includes(row.targetId)),
        view,
      ).people,
    ).toBe(800);
    expect(sum({ status: "resolved" })).toMatchObject({ open: 0, resolved: 1, units: 0, people: 0 });
  });
});
