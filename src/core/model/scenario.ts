/**
 * Scenarios: named, ordered edits on a study, as plain data. The study itself is never
 * changed; `core/scenario/apply-scenario` makes the study that a scenario describes. An edit can be
 * switched off, moved and taken away, and objects that it adds have ids of their own, so that
 * later edits (and other scenarios) can name them.
 */
import type { GroupId } from "./demand.ts";
import type { AttributeValue } from "./facility.ts";
import type { LineGeometry, PolygonGeometry, Position } from "./geometry.ts";
import type { Mode, ProfileId } from "./parameters.ts";
import type { Barrier } from "./study.ts";

interface EditBase {
  /** Unique within its scenario. */
  readonly id: string;
  /** Switched off: kept in its place, without effect. */
  readonly isOff: boolean;
}

export interface AddFacility extends EditBase {
  readonly kind: "add-facility";
  readonly serviceId: string;
  /** Id of the new facility. */
  readonly facilityId: string;
  readonly name: string;
  /** One position is a point, several are a line. */
  readonly coordinates: readonly Position[];
  readonly attributes: Readonly<Record<string, AttributeValue>>;
}

export interface MoveFacility extends EditBase {
  readonly kind: "move-facility";
  readonly serviceId: string;
  readonly facilityId: string;
  /** Where its first position comes to lie; lines, outlines and entrances move along. */
  readonly to: Position;
}

export interface CloseFacility extends EditBase {
  readonly kind: "close-facility";
  readonly serviceId: string;
  readonly facilityId: string;
}

/** New values of some attributes: places, beds, floor area … */
export interface ResizeFacility extends EditBase {
  readonly kind: "resize-facility";
  readonly serviceId: string;
  readonly facilityId: string;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
}

/**
 * `street` and `crossing` meet every street that they cross or touch, at grade; `bridge` (a tunnel too) and `gate` (a way
 * through a wall) only at their ends. Crossings of a carriageway cost what the run's crossings cost.
 */
export type NewStreetKind = "street" | "bridge" | "crossing" | "gate";

export interface AddStreet extends EditBase {
  readonly kind: "add-street";
  readonly as: NewStreetKind;
  readonly streetId: string;
  readonly name: string;
  /** OSM `highway` value. */
  readonly streetClass: string;
  readonly modes: readonly Mode[];
  /** One-way as drawn, for every mode. */
  readonly isOneWay: boolean;
  readonly coordinates: readonly Position[];
}

export interface CloseStreet extends EditBase {
  readonly kind: "close-street";
  readonly streetId: string;
  /** The stretch between the places of the street nearest to two positions; null closes all of it. */
  readonly part: { readonly from: Position; readonly to: Position } | null;
}

export interface AddBarrier extends EditBase {
  readonly kind: "add-barrier";
  readonly as: Barrier["kind"];
  readonly name: string;
  readonly geometry: LineGeometry | PolygonGeometry;
}

export interface AddEstate extends EditBase {
  readonly kind: "add-estate";
  readonly name: string;
  /** People live at the point, or evenly spread over the polygon. */
  readonly geometry: { readonly type: "Point"; readonly coordinates: Position } | PolygonGeometry;
  /** In the study's unit of demand; groups that are left out have nobody. */
  readonly people: Readonly<Partial<Record<GroupId, number>>> & { readonly all: number };
}

export interface ChangeProfile extends EditBase {
  readonly kind: "change-profile";
  readonly profileId: ProfileId;
  readonly speedMetresPerSecond: number;
}

export type ScenarioEdit =
  | AddFacility
  | MoveFacility
  | CloseFacility
  | ResizeFacility
  | AddStreet
  | CloseStreet
  | AddBarrier
  | AddEstate
  | ChangeProfile;

export type FacilityEdit = AddFacility | MoveFacility | CloseFacility | ResizeFacility;
export type StreetEdit = AddStreet | CloseStreet;

export interface Scenario {
  readonly id: string;
  /** Unique in its study; the command line asks for it by this. */
  readonly name: string;
  readonly edits: readonly ScenarioEdit[];
}

/** The name by which the study as it is is asked for. */
export const BASELINE_NAME = "baseline";

/** The edits that count, in order. */
export function activeEdits(scenario: Scenario): readonly ScenarioEdit[] {
  return scenario.edits.filter(({ isOff }) => !isOff);
}

/** The scenario of a name; undefined where there is none. */
export function findScenario(scenarios: readonly Scenario[], name: string): Scenario | undefined {
  return scenarios.find((scenario) => scenario.name === name);
}

/** An id of the form `prefix-N` that none of those has, N above all that stand. */
export function nextId(prefix: string, taken: Iterable<string>): string {
  let most = 0;
  for (const id of taken) {
    const number = id.startsWith(`${prefix}-`) ? Number(id.slice(prefix.length + 1)) : Number.NaN;
    if (Number.isSafeInteger(number) && number > most) most = number;
  }
  return `${prefix}-${most + 1}`;
}

/** Gives one new id after another, as `nextId` would; what is taken is looked through once. */
export function countIds(prefix: string, taken: Iterable<string>): () => string {
  let number = Number(nextId(prefix, taken).slice(prefix.length + 1));
  return () => `${prefix}-${number++}`;
}

/** The name itself where it is free and not the baseline's, else the first of "name 2", "name 3" … that is. */
export function freeScenarioName(scenarios: readonly Scenario[], wished: string): string {
  const taken = new Set([BASELINE_NAME, ...scenarios.map(({ name }) => name)]);
  const stem = wished.trim();
  for (let number = 1; ; number++) {
    const name = number === 1 ? stem : `${stem} ${number}`.trim();
    if (name !== "" && !taken.has(name)) return name;
  }
}

/** A copy under a name and id of its own, with the same objects, so that the two can be compared. */
export function branchScenario(scenarios: readonly Scenario[], scenario: Scenario): Scenario {
  return {
    id: nextId(
      "scenario",
      scenarios.map(({ id }) => id),
    ),
    name: freeScenarioName(scenarios, scenario.name),
    edits: scenario.edits,
  };
}

/** The edits with one moved to a place in their order; places beyond the ends are the ends. */
export function reorderEdits(edits: readonly ScenarioEdit[], editId: string, place: number): readonly ScenarioEdit[] {
  const moved = edits.find(({ id }) => id === editId);
  if (!moved) return edits;
  const others = edits.filter((edit) => edit !== moved);
  const at = Math.max(0, Math.min(others.length, place));
  return [...others.slice(0, at), moved, ...others.slice(at)];
}

/**
 * Scenarios of two sources as one: what was made by hand is never lost. The second's where both have the same name; one of
 * the first's whose id the second uses for another gets a new id.
 */
export function mergeScenarios(first: readonly Scenario[], second: readonly Scenario[]): readonly Scenario[] {
  const names = new Set(second.map(({ name }) => name));
  const taken = new Set(second.map(({ id }) => id));
  const kept = first
    .filter(({ name }) => !names.has(name))
    .map((scenario) => {
      const id = taken.has(scenario.id) ? nextId("scenario", [...taken, ...first.map((each) => each.id)]) : scenario.id;
      taken.add(id);
      return id === scenario.id ? scenario : { ...scenario, id };
    });
  return [...kept, ...second];
}
