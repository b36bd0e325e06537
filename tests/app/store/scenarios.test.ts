import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import {
  currentChoices,
  currentScenario,
  type StudyChoices,
  useProject,
} from "../../../src/app/store/project-store.ts";
import { readChoices } from "../../../src/app/store/saved-choices.ts";
import { DEFAULT_PARAMETERS } from "../../../src/core/model/parameters.ts";
import { NO_PRESENTATION } from "../../../src/core/model/presentation.ts";
import { branchScenario, reorderEdits, type Scenario, type ScenarioEdit } from "../../../src/core/model/scenario.ts";
import { NO_EDITS } from "../../../src/core/plan/plan-edits.ts";
import { writeStudyFile } from "../../../src/io/study/study-file.ts";
import { createRandomEdit } from "../../support/random-scenario.ts";
import { createRandomStudy } from "../../support/random-study.ts";

const CHOICES: StudyChoices = {
  serviceId: "clinic",
  parameters: DEFAULT_PARAMETERS,
  scope: { areaId: "all", kind: "all" },
  edits: NO_EDITS,
  scenarios: [],
  presentation: NO_PRESENTATION,
  scenarioId: null,
};
const STUDY = createRandomStudy(5);
const ONE: Scenario = { id: "scenario-1", name: "方案一", edits: [] };

const scenarios = (): readonly Scenario[] => currentChoices(useProject.getState())?.scenarios ?? [];
const saved = (): Promise<Uint8Array> => writeStudyFile({ ...STUDY, scenarios: scenarios() });

describe("scenarios of the open study", () => {
  beforeEach(() => {
    useProject.setState({ studyId: null, choicesByStudy: {}, past: [], future: [], mergeKey: null });
    useProject.getState().openStudy("random", CHOICES, () => true);
  });

  it("any sequence of edits, undone, gives the same study file byte for byte, and redone the edited one", async () => {
    const step = fc.record({ kind: fc.nat({ max: 6 }), seed: fc.integer({ min: 1, max: 1e6 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        useProject.setState({ studyId: null, choicesByStudy: {}, past: [], future: [], mergeKey: null });
        useProject
          .getState()
          .openStudy("random", { ...CHOICES, scenarios: [ONE], scenarioId: "scenario-1" }, () => true);
        const before = await saved();
        for (const [index, { kind, seed }] of steps.entries()) editSomehow(kind, seed, index);
        const after = await saved();
        const { length } = useProject.getState().past;
        for (let back = 0; back < length; back++) useProject.getState().undo();
        expect(await saved()).toEqual(before);
        for (let forth = 0; forth < length; forth++) useProject.getState().redo();
        expect(await saved()).toEqual(after);
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it("are kept in the browser, and a drag is one step", () => {
    const { editScenario, showScenario, seal, undo } = useProject.getState();
    editScenario(ONE);
    showScenario("scenario-1");
    for (let at = 0; at < 5; at++) editScenario({ ...ONE, edits: [moved(113.3 + at / 1000)] }, "drag e1");
    seal();
    expect(currentScenario(useProject.getState())?.edits).toEqual([moved(113.304)]);
    const choices = JSON.parse(JSON.stringify(currentChoices(useProject.getState())));
    expect(readChoices(choices)?.scenarios).toEqual(scenarios());
    expect(readChoices(choices)?.scenarioId).toBe("scenario-1");
    expect(readChoices({ ...choices, scenarios: undefined, scenarioId: undefined })?.scenarios).toEqual([]);
    expect(readChoices({ ...choices, scenarios: [{ id: "x" }] })).toBeNull();
    undo();
    expect(currentScenario(useProject.getState())?.edits).toEqual([]);
  });

  it("come together with those of the study that is opened; one that is gone is no longer on screen", () => {
    const { editScenario, showScenario, removeScenario, openStudy } = useProject.getState();
    editScenario(ONE);
    showScenario("scenario-1");
    openStudy("random", { ...CHOICES, scenarios: [{ id: "scenario-7", name: "来件", edits: [] }] }, () => true);
    expect(scenarios().map(({ name }) => name)).toEqual(["来件", "方案一"]);
    expect(currentScenario(useProject.getState())?.name).toBe("方案一");
    removeScenario("scenario-1");
    expect(currentScenario(useProject.getState())).toBeUndefined();
    showScenario("scenario-1");
    expect(currentChoices(useProject.getState())?.scenarioId).toBeNull();
  });
});

function moved(lon: number): ScenarioEdit {
  return {
    id: "e1",
    isOff: false,
    kind: "move-facility",
    serviceId: "clinic",
    facilityId: "clinic-0",
    to: [lon, 40.08],
  };
}

/** Something that a planner does: add, switch, reorder, take away, branch, rename, look elsewhere. */
function editSomehow(kind: number, seed: number, index: number): void {
  const { editScenario, removeScenario, showScenario } = useProject.getState();
  const all = scenarios();
  const scenario = all[seed % Math.max(1, all.length)];
  if (!scenario) {
    editScenario({ ...ONE, name: `方案 ${index}` });
    return;
  }
  const { edits } = scenario;
  const chosen = edits[seed % Math.max(1, edits.length)];
  if (kind <= 1 || !chosen) editScenario({ ...scenario, edits: [...edits, createRandomEdit(STUDY, seed, index)] });
  else if (kind === 2)
    editScenario({
      ...scenario,
      edits: edits.map((edit) => (edit === chosen ? { ...edit, isOff: !edit.isOff } : edit)),
    });
  else if (kind === 3) editScenario({ ...scenario, edits: reorderEdits(edits, chosen.id, seed % 5) });
  else if (kind === 4) editScenario(branchScenario(all, scenario));
  else if (kind === 5) editScenario({ ...scenario, name: `改名 ${index}` });
  else if (seed % 2 === 0) removeScenario(scenario.id);
  else showScenario(scenario.id);
}
