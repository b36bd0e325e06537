/**
 * From what was drawn and filled in to an edit, or to what is missing. Pure; the words for a fault are the catalogue's
 * (`draw.fault.<code>`). Everything refused here would otherwise be an edit without effect, or one that means something else.
 */
import { distanceMetres } from "../../../core/geodesy.ts";
import { GROUP_IDS, type GroupId } from "../../../core/model/demand.ts";
import type { Position } from "../../../core/model/geometry.ts";
import type { Mode, ProfileId } from "../../../core/model/parameters.ts";
import type { NewStreetKind, ScenarioEdit } from "../../../core/model/scenario.ts";
import type { Barrier } from "../../../core/model/study.ts";
import type { StudyView } from "../../../worker/protocol.ts";
import { lineThroughObstacle } from "./line-through.ts";
import { boundsOfStreets, findNearestStreet, isOpenToAnybody } from "./nearest-street.ts";

export type EditFault =
  | {
      readonly code:
        | "one-more-point"
        | "a-point"
        | "two-points"
        | "no-obstacle"
        | "no-street"
        | "two-streets"
        | "outside"
        | "coordinates"
        | "crosses-itself"
        | "no-people"
        | "no-mode"
        | "no-facility"
        | "same-capacity"
        | "no-capacity"
        | "same-speed"
        | "speed";
    }
  | { readonly code: "people" | "more-than-all"; readonly groupId: GroupId };

/** An edit before it has its id. */
export type NewEdit = ScenarioEdit extends infer Edit
  ? Edit extends ScenarioEdit
    ? Omit<Edit, "id" | "isOff">
    : never
  : never;

export type Made = { readonly edit: NewEdit } | { readonly fault: EditFault };

/** How far beyond the streets a drawn position may lie, in degrees (some 5 km). */
const MARGIN_DEGREES = 0.05;
/** A position for closing a street lies on one, but for this. */
const ON_STREET_METRES = 30;
/** Speeds that somebody could go, in metres a second. */
const LEAST_SPEED = 0.1;
const MOST_SPEED = 10;

function refuse(code: Exclude<EditFault["code"], "people" | "more-than-all">): Made {
  return { fault: { code } };
}

function isOutside(study: StudyView, positions: readonly Position[]): boolean {
  const [west, south, east, north] = boundsOfStreets(study.streets);
  return positions.some(
    ([lon, lat]) =>
      !(lon >= west - MARGIN_DEGREES && lon <= east + MARGIN_DEGREES) ||
      !(lat >= south - MARGIN_DEGREES && lat <= north + MARGIN_DEGREES),
  );
}

export interface StreetForm {
  readonly as: NewStreetKind;
  readonly streetId: string;
  readonly name: string;
  readonly streetClass: string;
  readonly modes: readonly Mode[];
  readonly isOneWay: boolean;
}

/** A line of two positions or more; a gate or a crossing may be one place, through the obstacle there. */
export function makeStreet(study: StudyView, positions: readonly Position[], form: StreetForm): Made {
  const { as } = form;
  const isPlace = as === "gate" || as === "crossing";
  if (positions.length === 0) return refuse(isPlace ? "a-point" : "two-points");
  if (isOutside(study, positions)) return refuse("outside");
  if (form.modes.length === 0) return refuse("no-mode");
  if (positions.length === 1 && !isPlace) return refuse("one-more-point");
  const coordinates =
    positions.length === 1 && isPlace ? lineThroughObstacle(study, positions[0] as Position, as) : positions;
  if (!coordinates) return refuse("no-obstacle");
  return { edit: { kind: "add-street", ...form, coordinates } };
}

/** The street under the first position; with two positions, the stretch of it between them. */
export function makeClosing(study: StudyView, positions: readonly Position[], isPart: boolean): Made {
  const [from, to] = positions;
  if (!from) return refuse("a-point");
  if (isOutside(study, positions)) return refuse("outside");
  const { streets } = study;
  const near = findNearestStreet(streets, from, ON_STREET_METRES, (street) => isOpenToAnybody(streets, street));
  if (!near) return refuse("no-street");
  const streetId = streets.ids[near.street] as string;
  if (!isPart) return { edit: { kind: "close-street", streetId, part: null } };
  if (!to) return refuse("one-more-point");
  const other = findNearestStreet(streets, to, ON_STREET_METRES, (street) => street === near.street);
  if (!other) return refuse("two-streets");
  return { edit: { kind: "close-street", streetId, part: { from: near.at, to: other.at } } };
}

export function makeBarrier(study: StudyView, positions: readonly Position[], as: Barrier["kind"], name: string): Made {
  if (positions.length === 0) return refuse("two-points");
  if (isOutside(study, positions)) return refuse("outside");
  if (positions.length === 1) return refuse("one-more-point");
  return {
    edit: { kind: "add-barrier", as, name, geometry: { type: "LineString", coordinates: [...positions] } },
  };
}

/** @param figures people by group as they were typed; blank: not given. */
export function makeEstate(
  study: StudyView,
  positions: readonly Position[],
  name: string,
  figures: Readonly<Partial<Record<GroupId, string>>>,
): Made {
  const [only] = positions;
  if (!only) return refuse("a-point");
  if (isOutside(study, positions)) return refuse("outside");
  if (positions.length === 2) return refuse("one-more-point");
  if (crossesItself(positions)) return refuse("crosses-itself");
  const people: Partial<Record<GroupId, number>> = {};
  for (const groupId of GROUP_IDS) {
    const text = (figures[groupId] ?? "").trim();
    if (text === "") continue;
    const figure = Number(text);
    if (!(figure >= 0 && figure <= 1e7)) return { fault: { code: "people", groupId } };
    people[groupId] = figure;
  }
  const { all } = people;
  if (all === undefined || all === 0) return refuse("no-people");
  for (const groupId of GROUP_IDS) {
    if ((people[groupId] ?? 0) > all) return { fault: { code: "more-than-all", groupId } };
  }
  const geometry =
    positions.length === 1
      ? { type: "Point" as const, coordinates: only }
      : { type: "Polygon" as const, coordinates: [[...positions, only]] };
  return { edit: { kind: "add-estate", name, geometry, people: { ...people, all } } };
}

/** True where two sides of the ring meet that are not neighbours. */
function crossesItself(ring: readonly Position[]): boolean {
  const count = ring.length;
  const side = (a: Position, b: Position, c: Position): number =>
    Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]));
  for (let first = 0; first < count; first++) {
    for (let second = first + 2; second < count; second++) {
      if (first === 0 && second === count - 1) continue;
      const [a, b] = [ring[first] as Position, ring[first + 1] as Position];
      const [c, d] = [ring[second] as Position, ring[(second + 1) % count] as Position];
      if (side(a, b, c) * side(a, b, d) <= 0 && side(c, d, a) * side(c, d, b) <= 0) return true;
    }
  }
  return false;
}

export interface ResizeForm {
  readonly serviceId: string;
  readonly facilityId: string | null;
  /** The column of the capacity. */
  readonly attribute: string;
  readonly before: number | null;
  readonly typed: string;
}

export function makeResize({ serviceId, facilityId, attribute, before, typed }: ResizeForm): Made {
  if (facilityId === null) return refuse("no-facility");
  const value = Number(typed);
  if (typed.trim() === "" || !(value >= 0 && value <= 1e7)) return refuse("no-capacity");
  if (value === before) return refuse("same-capacity");
  return { edit: { kind: "resize-facility", serviceId, facilityId, attributes: { [attribute]: value } } };
}

export function makeSpeed(profileId: ProfileId, typed: string, before: number): Made {
  const speed = Number(typed);
  if (typed.trim() === "" || !(speed >= LEAST_SPEED && speed <= MOST_SPEED)) return refuse("speed");
  if (speed === before) return refuse("same-speed");
  return { edit: { kind: "change-profile", profileId, speedMetresPerSecond: speed } };
}

/** Positions as text: one a line, longitude and latitude. */
export function writePositions(positions: readonly Position[]): string {
  return positions.map(([lon, lat]) => `${lon.toFixed(6)}, ${lat.toFixed(6)}`).join("\n");
}

/** Reads what `writePositions` writes, with commas, semicolons or blanks between; null where a line is no position. */
export function readPositions(text: string): readonly Position[] | null {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const positions: Position[] = [];
  for (const line of lines) {
    const parts = line.split(/[\s,，;；]+/).filter((part) => part !== "");
    const [lon, lat] = parts.map(Number);
    if (parts.length !== 2 || lon === undefined || lat === undefined) return null;
    if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 89)) return null;
    positions.push([lon, lat]);
  }
  return positions;
}

/** Metres along a line of positions. */
export function metresAlong(positions: readonly Position[]): number {
  let metres = 0;
  for (let at = 1; at < positions.length; at++) {
    metres += distanceMetres(...(positions[at - 1] as Position), ...(positions[at] as Position));
  }
  return metres;
}
