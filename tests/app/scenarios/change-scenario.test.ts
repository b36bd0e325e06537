import { beforeEach, describe, expect, it } from "vitest";
import {
  addFacility,
  beginScenario,
  closeFacility,
  copyScenario,
  moveFacility,
  removeEdit,
  renameScenario,
  switchEdit,
} from "../../../src/app/scenarios/change-scenario.ts";
import { signed } from "../../../src/app/scenarios/signed.ts";
import { currentChoices, currentScenario, useProject } from "../../../src/app/store/project-store.ts";
import { DEFAULT_PARAMETERS } from "../../../src/core/model/parameters.ts";
import { NO_PRESENTATION } from "../../../src/core/model/presentation.ts";
import type { Scenario } from "../../../src/core/model/scenario.ts";
import { NO_EDITS } from "../../../src/core/plan/plan-edits.ts";
import { createPointFacilities } from "../../support/random-study.ts";

const CLINICS = createPointFacilities("clinic", Float64Array.of(113.3, 40.1, 113.31, 40.1));

const shown = (): Scenario => currentScenario(useProject.getState()) as Scenario;
const kinds = (): string[] => shown().edits.map(({ kind }) => kind);

describe("a scenario under the hand", () => {
  beforeEach(() => {
    useProject.setState({ studyId: null, choicesByStudy: {}, past: [], future: [], mergeKey: null });
    useProject.getState().openStudy(
      "toy",
      {
        serviceId: "clinic",
        parameters: DEFAULT_PARAMETERS,
        scope: { areaId: "all", kind: "all" },
        edits: NO_EDITS,
        scenarios: [],
        presentation: NO_PRESENTATION,
        scenarioId: null,
      },
      () => true,
    );
    beginScenario("方案");
  });

  it("a drag is one step, however far, and moves what it moved before instead of adding another", () => {
    for (let at = 0; at < 5; at++) moveFacility("clinic", "clinic-0", [113.3 + at / 1000, 40.1], "drag 1");
    useProject.getState().seal();
    moveFacility("clinic", "clinic-0", [113.4, 40.1], "drag 2");
    useProject.getState().seal();
    expect(shown().edits).toEqual([
      {
        id: "edit-1",
        isOff: false,
        kind: "move-facility",
        serviceId: "clinic",
        facilityId: "clinic-0",
        to: [113.4, 40.1],
      },
    ]);
    useProject.getState().undo();
    expect(shown().edits[0]).toMatchObject({ to: [113.304, 40.1] });
    useProject.getState().undo();
    expect(shown().edits).toEqual([]);
  });

  it("a facility that the scenario adds is dragged where it was added; one moved under a switched-off step is moved anew", () => {
    addFacility(CLINICS, "clinic", "拟建", [113.3, 40.2]);
    const [added] = shown().edits;
    const facilityId = added?.kind === "add-facility" ? added.facilityId : "";
    moveFacility("clinic", facilityId, [113.5, 40.2], "drag 1");
    expect(kinds()).toEqual(["add-facility"]);
    expect(shown().edits[0]).toMatchObject({ coordinates: [[113.5, 40.2]] });
    moveFacility("clinic", "clinic-0", [113.5, 40.1], "drag 2");
    switchEdit(shown(), "edit-2");
    moveFacility("clinic", "clinic-0", [113.6, 40.1], "drag 3");
    expect(kinds()).toEqual(["add-facility", "move-facility", "move-facility"]);
  });

  it("ids of new facilities are free among the study's and all scenarios'", () => {
    addFacility(CLINICS, "clinic", "甲", [113.3, 40.2]);
    copyScenario(shown());
    addFacility(CLINICS, "clinic", "乙", [113.3, 40.3]);
    const ids = shown().edits.map((edit) => (edit.kind === "add-facility" ? edit.facilityId : ""));
    expect(ids).toEqual(["new-clinic-1", "new-clinic-2"]);
    expect(currentChoices(useProject.getState())?.scenarios.map(({ name }) => name)).toEqual(["方案", "方案 2"]);
  });

  it("a name that is taken or empty gives way to a free one", () => {
    beginScenario("方案");
    expect(shown().name).toBe("方案 2");
    renameScenario(shown(), "方案");
    expect(shown().name).toBe("方案 2");
    renameScenario(shown(), "  东扩  ");
    expect(shown().name).toBe("东扩");
    renameScenario(shown(), " ");
    expect(shown().name).toBe("东扩");
  });

  it("closing and taking back leave what was there", () => {
    closeFacility("clinic", "clinic-1");
    expect(kinds()).toEqual(["close-facility"]);
    removeEdit(shown(), "edit-1");
    expect(shown().edits).toEqual([]);
  });

  it("a change is read with its sign", () => {
    expect([signed(12, String), signed(-3, String), signed(0, String)]).toEqual(["+12", "−3", "0"]);
  });
});
