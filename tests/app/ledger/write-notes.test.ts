import { beforeEach, describe, expect, it } from "vitest";
import { changeNotes, writeNotes } from "../../../src/app/ledger/write-notes.ts";
import { currentChoices, currentEdits, useProject } from "../../../src/app/store/project-store.ts";
import { readChoices } from "../../../src/app/store/saved-choices.ts";
import { DEFAULT_PARAMETERS } from "../../../src/core/model/parameters.ts";
import { NO_PRESENTATION } from "../../../src/core/model/presentation.ts";
import { NO_EDITS } from "../../../src/core/plan/plan-edits.ts";

const ROWS = [1, 2, 3].map((row) => ({ targetId: "T04", unitId: `c${row}` }));
const [FIRST] = ROWS as [(typeof ROWS)[number]];
const notes = () => currentEdits(useProject.getState()).ledgerNotes;
const steps = () => useProject.getState().past.length;

describe("writing into the ledger", () => {
  beforeEach(() => {
    useProject.setState({ studyId: null, choicesByStudy: {}, past: [], future: [], mergeKey: null });
    const choices = {
      serviceId: null,
      parameters: DEFAULT_PARAMETERS,
      scope: { areaId: "all", kind: "all" } as const,
      edits: NO_EDITS,
      scenarios: [],
      presentation: NO_PRESENTATION,
      scenarioId: null,
    };
    useProject.getState().openStudy("datong", choices, () => true);
  });

  it("is one step for however many rows, and undone as one", () => {
    writeNotes(ROWS, { responsible: "平城区民政局" });
    writeNotes(ROWS, { status: "planned" });
    expect(steps()).toBe(2);
    expect(notes().map(({ unitId, responsible, status }) => [unitId, responsible, status])).toEqual([
      ["c1", "平城区民政局", "planned"],
      ["c2", "平城区民政局", "planned"],
      ["c3", "平城区民政局", "planned"],
    ]);
    useProject.getState().undo();
    expect(notes().map(({ status }) => status)).toEqual(["open", "open", "open"]);
    useProject.getState().undo();
    expect(notes()).toEqual([]);
    useProject.getState().redo();
    expect(notes()).toHaveLength(3);
  });

  it("merges what is chosen in a row under one key, and is no step where nothing changes", () => {
    writeNotes([FIRST], { status: "planned" }, "status c1");
    writeNotes([FIRST], { status: "under-way" }, "status c1");
    expect(steps()).toBe(1);
    writeNotes([FIRST], { status: "under-way" });
    writeNotes([FIRST], { cause: "" });
    expect(steps()).toBe(1);
    useProject.getState().undo();
    expect(notes()).toEqual([]);
  });

  it("keeps other cells of a row, and lets a note go that says nothing any more", () => {
    const written = changeNotes([], [FIRST], { cause: "无用房", note: "x" });
    expect(changeNotes(written, [FIRST], { cause: "" })).toEqual([
      { ...FIRST, cause: "", measure: "", responsible: "", status: "open", note: "x" },
    ]);
    expect(changeNotes(written, [FIRST], { cause: "", note: "" })).toEqual([]);
    expect(changeNotes(written, ROWS, { status: "open" })).toBe(written);
  });

  it("is kept in the browser", () => {
    writeNotes([FIRST], { note: "下周现场" });
    const saved: unknown = JSON.parse(JSON.stringify(currentChoices(useProject.getState())));
    expect(readChoices(saved)?.edits.ledgerNotes).toEqual(notes());
  });
});
