/** What a planner does to the scenario on screen; every one of these is a step that can be undone. */
import type { Facilities } from "../../core/model/facility.ts";
import type { Position } from "../../core/model/geometry.ts";
import {
  branchScenario,
  freeScenarioName,
  nextId,
  reorderEdits,
  type Scenario,
  type ScenarioEdit,
} from "../../core/model/scenario.ts";
import { currentChoices, currentScenario, useProject } from "../store/project-store.ts";
import type { NewEdit } from "./draw/make-edit.ts";

function allScenarios(): readonly Scenario[] {
  return currentChoices(useProject.getState())?.scenarios ?? [];
}

/** Begins a scenario and shows it. */
export function beginScenario(wishedName: string): void {
  const scenarios = allScenarios();
  const ids = scenarios.map(({ id }) => id);
  addAndShow({ id: nextId("scenario", ids), name: freeScenarioName(scenarios, wishedName), edits: [] });
}

/** Copies the scenario on screen and shows the copy. */
export function copyScenario(scenario: Scenario): void {
  addAndShow(branchScenario(allScenarios(), scenario));
}

function addAndShow(scenario: Scenario): void {
  useProject.getState().edit({ scenarios: [...allScenarios(), scenario], scenarioId: scenario.id });
}

/** Gives a scenario the wished name, or the nearest that is free. */
export function renameScenario(scenario: Scenario, wished: string): void {
  const others = allScenarios().filter(({ id }) => id !== scenario.id);
  const name = freeScenarioName(others, wished.trim() === "" ? scenario.name : wished.slice(0, 200));
  if (name !== scenario.name) useProject.getState().editScenario({ ...scenario, name });
}

export function switchEdit(scenario: Scenario, editId: string): void {
  const edits = scenario.edits.map((edit) => (edit.id === editId ? { ...edit, isOff: !edit.isOff } : edit));
  useProject.getState().editScenario({ ...scenario, edits });
}

export function removeEdit(scenario: Scenario, editId: string): void {
  useProject.getState().editScenario({ ...scenario, edits: scenario.edits.filter(({ id }) => id !== editId) });
}

export function moveEdit(scenario: Scenario, editId: string, place: number): void {
  useProject.getState().editScenario({ ...scenario, edits: reorderEdits(scenario.edits, editId, place) });
}

/** Adds a facility of a service at a place. Its id is free in the whole study and among all scenarios' own. */
export function addFacility(layer: Facilities | undefined, serviceId: string, name: string, position: Position): void {
  const scenario = currentScenario(useProject.getState());
  if (!scenario) return;
  const added = allScenarios().flatMap(({ edits }) =>
    edits.flatMap((edit) => (edit.kind === "add-facility" ? [edit.facilityId] : [])),
  );
  const facilityId = nextId(`new-${serviceId}`, [...(layer?.ids ?? []), ...added]);
  append(scenario, (base) => ({
    ...base,
    kind: "add-facility",
    serviceId,
    facilityId,
    name,
    coordinates: [position],
    attributes: {},
  }));
}

export function closeFacility(serviceId: string, facilityId: string): void {
  const scenario = currentScenario(useProject.getState());
  if (scenario) append(scenario, (base) => ({ ...base, kind: "close-facility", serviceId, facilityId }));
}

/** Puts a facility elsewhere: where its last edit placed or moved it, that edit is changed. One drag is one step. */
export function moveFacility(serviceId: string, facilityId: string, to: Position, mergeKey: string): void {
  const scenario = currentScenario(useProject.getState());
  if (!scenario) return;
  const last = scenario.edits.findLast(
    (edit) => !edit.isOff && "facilityId" in edit && edit.serviceId === serviceId && edit.facilityId === facilityId,
  );
  const isOwnPoint = last?.kind === "add-facility" && last.coordinates.length === 1;
  if (last?.kind !== "move-facility" && !isOwnPoint) {
    append(scenario, (base) => ({ ...base, kind: "move-facility", serviceId, facilityId, to }), mergeKey);
    return;
  }
  const edits = scenario.edits.map((edit): ScenarioEdit => {
    if (edit !== last) return edit;
    return last.kind === "move-facility" ? { ...last, to } : { ...last, coordinates: [to] };
  });
  useProject.getState().editScenario({ ...scenario, edits }, mergeKey);
}

/** Adds an edit to the scenario on screen. */
export function appendEdit(edit: NewEdit): void {
  const scenario = currentScenario(useProject.getState());
  if (scenario) append(scenario, (base) => ({ ...base, ...edit }) as ScenarioEdit);
}

/** An id for a new street that no street of the study and of all scenarios has. */
export function freeStreetId(streetIds: readonly string[]): string {
  const added = allScenarios().flatMap(({ edits }) =>
    edits.flatMap((edit) => (edit.kind === "add-street" ? [edit.streetId] : [])),
  );
  return nextId("new-street", [...streetIds, ...added]);
}

/** Puts a scenario one place up (−1) or down (1) in the list. */
export function moveScenario(scenario: Scenario, by: 1 | -1): void {
  const scenarios = [...allScenarios()];
  const at = scenarios.findIndex(({ id }) => id === scenario.id);
  const to = at + by;
  if (at < 0 || to < 0 || to >= scenarios.length) return;
  scenarios.splice(at, 1);
  scenarios.splice(to, 0, scenario);
  useProject.getState().edit({ scenarios });
}

function append(
  scenario: Scenario,
  make: (base: { readonly id: string; readonly isOff: boolean }) => ScenarioEdit,
  mergeKey?: string,
): void {
  const id = nextId(
    "edit",
    scenario.edits.map((edit) => edit.id),
  );
  const edits = [...scenario.edits, make({ id, isOff: false })];
  useProject.getState().editScenario({ ...scenario, edits }, mergeKey);
}
