import { beforeEach, describe, expect, it } from "vitest";
import {
  currentChoices,
  currentParameters,
  type StudyChoices,
  useProject,
} from "../../../src/app/store/project-store.ts";
import { readChoices } from "../../../src/app/store/saved-choices.ts";
import { DEFAULT_PARAMETERS } from "../../../src/core/model/parameters.ts";
import { NO_PRESENTATION } from "../../../src/core/model/presentation.ts";
import { NO_EDITS } from "../../../src/core/plan/plan-edits.ts";

const CHOICES: StudyChoices = {
  serviceId: "clinic",
  parameters: DEFAULT_PARAMETERS,
  scope: { areaId: "all", kind: "all" },
  edits: NO_EDITS,
  scenarios: [],
  presentation: NO_PRESENTATION,
  scenarioId: null,
};
const minutes = (): number => currentParameters(useProject.getState()).cutoffSeconds / 60;
const setMinutes = (value: number, mergeKey?: string): void =>
  useProject.getState().editParameters({ cutoffSeconds: value * 60 }, mergeKey);

describe("the project", () => {
  beforeEach(() => {
    useProject.setState({ studyId: null, choicesByStudy: {}, past: [], future: [], mergeKey: null });
    useProject.getState().openStudy("datong", CHOICES, () => true);
  });

  it("keeps one value entered by hand a target, and undoes entering and taking it away", () => {
    const stated = { targetId: "T09", value: 31, date: "2024-12-31", source: "年报", confirmedBy: "" };
    const values = () => currentChoices(useProject.getState())?.edits.statedValues;
    const { editStatedValue, undo } = useProject.getState();
    editStatedValue("T09", stated);
    editStatedValue("T10", { ...stated, targetId: "T10", value: 0.4 });
    editStatedValue("T09", { ...stated, value: 33 });
    expect(values()?.map(({ targetId, value }) => [targetId, value])).toEqual([
      ["T10", 0.4],
      ["T09", 33],
    ]);
    editStatedValue("T10", null);
    expect(values()?.map(({ targetId }) => targetId)).toEqual(["T09"]);
    undo();
    undo();
    expect(values()?.map(({ targetId, value }) => [targetId, value])).toEqual([
      ["T09", 31],
      ["T10", 0.4],
    ]);
    const saved = JSON.parse(JSON.stringify(currentChoices(useProject.getState())));
    expect(readChoices(saved)?.edits.statedValues).toEqual(values());
    expect(readChoices({ ...saved, edits: undefined })?.edits.statedValues).toEqual([]);
    expect(readChoices({ ...saved, edits: undefined, statedValues: [{ targetId: "T09" }] })).toBeNull();
  });

  it("values that come with a study and those of earlier visits are kept together, the later day's where both have one", () => {
    const stated = { targetId: "T09", value: 31, date: "2023-12-31", source: "年报", confirmedBy: "" };
    const ids = () =>
      currentChoices(useProject.getState())?.edits.statedValues.map(({ targetId, value }) => [targetId, value]);
    const { editStatedValue, openStudy } = useProject.getState();
    editStatedValue("T09", stated);
    editStatedValue("T10", { ...stated, targetId: "T10", value: 0.4 });
    const sent = [
      { ...stated, value: 33, date: "2024-12-31" },
      { ...stated, targetId: "T10", value: 0.3, date: "2022-12-31" },
      { ...stated, targetId: "T20", value: 0.6 },
    ];
    openStudy("datong", { ...CHOICES, edits: { ...NO_EDITS, statedValues: sent } }, () => false);
    expect(ids()).toEqual([
      ["T09", 33],
      ["T10", 0.4],
      ["T20", 0.6],
    ]);
  });

  it("undoes and redoes every edit", () => {
    setMinutes(20);
    useProject.getState().edit({ serviceId: "museum" });
    useProject.getState().undo();
    expect(currentChoices(useProject.getState())?.serviceId).toBe("clinic");
    expect(minutes()).toBe(20);
    useProject.getState().undo();
    expect(minutes()).toBe(15);
    useProject.getState().redo();
    useProject.getState().redo();
    expect(currentChoices(useProject.getState())?.serviceId).toBe("museum");
    expect(minutes()).toBe(20);
  });

  it("takes one drag back in one step, and the next drag in another", () => {
    for (const value of [16, 17, 18]) setMinutes(value, "cutoff");
    useProject.getState().seal();
    for (const value of [19, 20]) setMinutes(value, "cutoff");
    useProject.getState().undo();
    expect(minutes()).toBe(18);
    useProject.getState().undo();
    expect(minutes()).toBe(15);
  });

  it("forgets what was undone when something new is done", () => {
    setMinutes(20);
    useProject.getState().undo();
    setMinutes(10);
    useProject.getState().redo();
    expect(minutes()).toBe(10);
  });

  it("has nothing to undo at the start", () => {
    useProject.getState().undo();
    expect(minutes()).toBe(15);
  });

  it("keeps each study's choices, unless they no longer fit", () => {
    setMinutes(25);
    useProject.getState().openStudy("monaco", CHOICES, () => true);
    expect(minutes()).toBe(15);
    useProject.getState().openStudy("datong", CHOICES, () => true);
    expect(minutes()).toBe(25);
    useProject.getState().openStudy("datong", CHOICES, () => false);
    expect(minutes()).toBe(15);
  });

  it("survives being written and read", () => {
    setMinutes(12);
    const choices = currentChoices(useProject.getState());
    expect(readChoices(JSON.parse(JSON.stringify(choices)))).toEqual(choices);
    expect(JSON.parse(JSON.stringify(choices))).toEqual(choices);
  });

  it("does not trust what another version or a hand has written", () => {
    expect(readChoices({ serviceId: "clinic" })).toBeNull();
    expect(readChoices({ ...CHOICES, parameters: { ...DEFAULT_PARAMETERS, cutoffSeconds: -1 } })).toBeNull();
    expect(readChoices({ ...CHOICES, scope: { areaId: "all", kind: "towns" } })).toBeNull();
    expect(readChoices({ ...CHOICES, parameters: { ...DEFAULT_PARAMETERS, stairsFactor: 0 } })).toBeNull();
    expect(readChoices(null)).toBeNull();
  });

  it("choices of an older version, without conditions of travel, take the defaults for them", () => {
    const { slope, stairsFactor, crossingSeconds, night, steepestIncline, ...older } = DEFAULT_PARAMETERS;
    expect([slope, stairsFactor, crossingSeconds, night, steepestIncline]).not.toContain(undefined);
    expect(readChoices({ ...CHOICES, parameters: { ...older, passShare: 0.5 } })).toEqual({
      ...CHOICES,
      parameters: { ...DEFAULT_PARAMETERS, passShare: 0.5 },
    });
  });
});
