/**
 * New streets and closed ones. A new line is joined where it meets others: its ends reach
 * over to the nearest street within 20 m; a line at grade also meets every street that it crosses, and those within
 * a metre of its vertices. Joints are vertices of both lines, at the grain of 1e-7° (1 cm) at which streets
 * meet; streets that are closed to everybody are joined to nothing. Cost: a pass over all positions for every edit.
 */
import { longitudeDifference, metresPerDegreeOfLatitude, metresPerDegreeOfLongitude } from "../geodesy.ts";
import type { Position } from "../model/geometry.ts";
import type { AddStreet, CloseStreet, StreetEdit } from "../model/scenario.ts";
import {
  CROSSING,
  CYCLE_BACKWARD,
  CYCLE_FORWARD,
  OFF_GROUND,
  type Streets,
  WALK_BACKWARD,
  WALK_FORWARD,
} from "../model/streets.ts";
import type { EditIssue } from "./edit-issue.ts";
import { appendStreet, closeStretch, type Insertion, insertVertices } from "./rewrite-streets.ts";

/** An end of a drawn line reaches over to a street this near. */
const JOIN_METRES = 20;
/** A vertex of a line at grade this near to a street is meant to be on it. */
const TOUCH_METRES = 1;
/** A joint this near to a vertex is the vertex. */
const AT_VERTEX_METRES = 0.011;
const GRAIN = 1e7;

/** Streets after some edits. */
export interface StreetStep {
  readonly edits: readonly StreetEdit[];
  readonly value: Streets;
  readonly issues: readonly EditIssue[];
}

/**
 * The streets after the edits, and after all but the last: the next edit mostly comes after one or the other.
 * @param known steps made earlier of the same streets; the longest that the edits begin with is gone on from.
 */
export function editStreets(
  streets: Streets,
  edits: readonly StreetEdit[],
  known: readonly StreetStep[] = [],
): Omit<StreetStep, "edits"> & { readonly steps: readonly StreetStep[] } {
  let step: StreetStep = { edits: [], value: streets, issues: [] };
  for (const each of known) if (each.edits.length > step.edits.length && beginsWith(edits, each.edits)) step = each;
  let before = step;
  for (const edit of edits.slice(step.edits.length)) {
    before = step;
    step = applyEdit(step, edit);
  }
  return { value: step.value, issues: step.issues, steps: before === step ? [step] : [before, step] };
}

function beginsWith(edits: readonly StreetEdit[], first: readonly StreetEdit[]): boolean {
  return first.every((edit, index) => JSON.stringify(edit) === JSON.stringify(edits[index]));
}

function applyEdit({ edits, value, issues }: StreetStep, edit: StreetEdit): StreetStep {
  const found: EditIssue[] = [];
  const report = (code: EditIssue["code"], subject: string, severity: EditIssue["severity"] = "error"): void => {
    found.push({ editId: edit.id, code, severity, subject });
  };
  let after = value;
  const isKnown = value.ids.includes(edit.streetId);
  if (edit.kind === "close-street") {
    if (isKnown) after = closeStreet(value, edit, report);
    else report("unknown-street", edit.streetId);
  } else if (isKnown) report("duplicate-id", edit.streetId);
  else after = addStreet(value, edit, report);
  return { edits: [...edits, edit], value: after, issues: [...issues, ...found] };
}

type Report = (code: EditIssue["code"], subject: string, severity?: EditIssue["severity"]) => void;

/** A place of a street: a vertex (fraction 0 at its position), or inside the segment that begins at a position. */
interface Joint {
  readonly position: number;
  readonly fraction: number;
  readonly lon: number;
  readonly lat: number;
}

function round(degrees: number): number {
  return Math.round(degrees * GRAIN) / GRAIN;
}

/** The rows of streets that are open to anybody and have a vertex or a segment within some 50 m of a line, ascending. */
function listRowsNear(
  { count, starts, coordinates, permissions }: Streets,
  line: readonly Position[],
): readonly number[] {
  const [lons, lats] = [line.map(([lon]) => lon), line.map(([, lat]) => lat)];
  const [south, north] = [Math.min(...lats), Math.max(...lats)];
  const metres = 2.5 * JOIN_METRES;
  const marginLat = metres / metresPerDegreeOfLatitude(south);
  const marginLon = metres / Math.max(1, metresPerDegreeOfLongitude(Math.max(Math.abs(south), Math.abs(north))));
  const [from, to] = [south - marginLat, north + marginLat];
  const [west, east] = [Math.min(...lons) - marginLon, Math.max(...lons) + marginLon];
  const rows: number[] = [];
  for (let row = 0; row < count; row++) {
    if (permissions[row] === 0) continue;
    const end = starts[row + 1] as number;
    let left = Infinity;
    let right = -Infinity;
    let low = Infinity;
    let high = -Infinity;
    for (let at = 2 * (starts[row] as number); at < 2 * end; at += 2) {
      const lon = coordinates[at] as number;
      const lat = coordinates[at + 1] as number;
      if (lat < low) low = lat;
      if (lat > high) high = lat;
      if (lon < left) left = lon;
      if (lon > right) right = lon;
    }
    if (high >= from && low <= to && right >= west && left <= east) rows.push(row);
  }
  return rows;
}

/** Visits the segments of some rows that may come within some metres of a box. */
function visitSegments(
  { starts, coordinates }: Streets,
  rows: readonly number[],
  [west, south, east, north]: readonly [number, number, number, number],
  metres: number,
  visit: (position: number, ax: number, ay: number, bx: number, by: number) => void,
): void {
  const marginLat = metres / metresPerDegreeOfLatitude(south);
  const marginLon = metres / Math.max(1, metresPerDegreeOfLongitude(Math.max(Math.abs(south), Math.abs(north))));
  for (const street of rows) {
    const last = (starts[street + 1] as number) - 1;
    for (let position = starts[street] as number; position < last; position++) {
      const ay = coordinates[2 * position + 1] as number;
      const by = coordinates[2 * position + 3] as number;
      if (Math.max(ay, by) < south - marginLat || Math.min(ay, by) > north + marginLat) continue;
      const ax = coordinates[2 * position] as number;
      const bx = coordinates[2 * position + 2] as number;
      if (Math.max(ax, bx) < west - marginLon || Math.min(ax, bx) > east + marginLon) continue;
      visit(position, ax, ay, bx, by);
    }
  }
}

/** The place of some rows nearest to a position, within some metres; null where there is none. */
function findJoint(streets: Streets, [lon, lat]: Position, metres: number, rows: readonly number[]): Joint | null {
  const perLon = metresPerDegreeOfLongitude(lat);
  const perLat = metresPerDegreeOfLatitude(lat);
  let best = metres;
  let found: Joint | null = null;
  visitSegments(streets, rows, [lon, lat, lon, lat], metres, (position, ax, ay, bx, by) => {
    const x = longitudeDifference(lon, ax) * perLon;
    const y = (ay - lat) * perLat;
    const dx = (bx - ax) * perLon;
    const dy = (by - ay) * perLat;
    const squared = dx * dx + dy * dy;
    const fraction = squared > 0 ? Math.max(0, Math.min(1, -(x * dx + y * dy) / squared)) : 0;
    const apart = Math.hypot(x + fraction * dx, y + fraction * dy);
    if (apart > best || (found !== null && apart === best)) return;
    best = apart;
    found = jointAt(position, fraction, Math.sqrt(squared), ax, ay, bx, by);
  });
  return found;
}

function jointAt(
  position: number,
  fraction: number,
  length: number,
  ax: number,
  ay: number,
  bx: number,
  by: number,
): Joint {
  if (fraction * length <= AT_VERTEX_METRES) return { position, fraction: 0, lon: ax, lat: ay };
  if ((1 - fraction) * length <= AT_VERTEX_METRES) return { position: position + 1, fraction: 0, lon: bx, lat: by };
  return { position, fraction, lon: round(ax + fraction * (bx - ax)), lat: round(ay + fraction * (by - ay)) };
}

function addStreet(streets: Streets, edit: AddStreet, report: Report): Streets {
  const drawn = edit.coordinates.map(([lon, lat]): Position => [round(lon), round(lat)]);
  const rows = listRowsNear(streets, drawn);
  const isAtGrade = edit.as === "street" || edit.as === "crossing";
  const joints: Joint[] = [];
  const line: { readonly at: Position; readonly joint: Joint | null }[] = [];
  const join = (joint: Joint): { readonly at: Position; readonly joint: Joint } => {
    joints.push(joint);
    return { at: [joint.lon, joint.lat], joint };
  };
  drawn.forEach((at, index) => {
    const isFirst = index === 0;
    const isEnd = isFirst || index === drawn.length - 1;
    const joint = isEnd || isAtGrade ? findJoint(streets, at, isEnd ? JOIN_METRES : TOUCH_METRES, rows) : null;
    if (joint === null) {
      if (isEnd) report("end-not-joined", edit.streetId, "warning");
      line.push({ at, joint: null });
      return;
    }
    const isOnIt = metresBetween(at, [joint.lon, joint.lat]) <= TOUCH_METRES;
    if (isOnIt) line.push(join(joint));
    else if (isFirst) line.push(join(joint), { at, joint: null });
    else line.push({ at, joint: null }, join(joint));
  });
  const whole = isAtGrade ? meetStreets(streets, line, rows, joints) : line;
  const coordinates: number[] = [];
  for (const { at } of whole) {
    if (at[0] !== coordinates.at(-2) || at[1] !== coordinates.at(-1)) coordinates.push(...at);
  }
  const { value, placeOf } = insertJoints(streets, joints, coordinates.length / 2);
  const first = whole[0]?.joint ?? null;
  const last = whole.at(-1)?.joint ?? null;
  return appendStreet(value, {
    id: edit.streetId,
    name: edit.name,
    streetClass: edit.streetClass,
    permissions: permissionsOf(edit),
    conditions: edit.as === "crossing" ? CROSSING : edit.as === "bridge" ? OFF_GROUND : 0,
    coordinates: Float64Array.from(coordinates),
    startsAt: first === null ? -1 : placeOf(first),
    endsAt: last === null ? -1 : placeOf(last),
  });
}

function permissionsOf({ modes, isOneWay }: AddStreet): number {
  let bits = 0;
  if (modes.includes("walk")) bits |= WALK_FORWARD | (isOneWay ? 0 : WALK_BACKWARD);
  if (modes.includes("cycle")) bits |= CYCLE_FORWARD | (isOneWay ? 0 : CYCLE_BACKWARD);
  return bits;
}

function metresBetween([lon, lat]: Position, [otherLon, otherLat]: Position): number {
  return Math.hypot(
    longitudeDifference(lon, otherLon) * metresPerDegreeOfLongitude(lat),
    (otherLat - lat) * metresPerDegreeOfLatitude(lat),
  );
}

interface LineVertex {
  readonly at: Position;
  readonly joint: Joint | null;
}

/** The line with a vertex wherever it crosses an open street; the joints there are added to the list. */
function meetStreets(
  streets: Streets,
  line: readonly LineVertex[],
  rows: readonly number[],
  joints: Joint[],
): readonly LineVertex[] {
  const met: LineVertex[] = [];
  line.forEach((vertex, index) => {
    met.push(vertex);
    const next = line[index + 1];
    if (!next) return;
    const [px, py] = vertex.at;
    const [qx, qy] = next.at;
    const length = metresBetween(vertex.at, next.at);
    const box = [Math.min(px, qx), Math.min(py, qy), Math.max(px, qx), Math.max(py, qy)] as const;
    const crossings: { readonly share: number; readonly joint: Joint }[] = [];
    visitSegments(streets, rows, box, 0.1, (position, ax, ay, bx, by) => {
      const determinant = (qx - px) * (by - ay) - (qy - py) * (bx - ax);
      if (determinant === 0) return;
      const share = ((ax - px) * (by - ay) - (ay - py) * (bx - ax)) / determinant;
      const fraction = ((ax - px) * (qy - py) - (ay - py) * (qx - px)) / determinant;
      if (!(share * length > TOUCH_METRES && (1 - share) * length > TOUCH_METRES)) return;
      if (!(fraction >= 0 && fraction <= 1)) return;
      crossings.push({ share, joint: jointAt(position, fraction, metresBetween([ax, ay], [bx, by]), ax, ay, bx, by) });
    });
    crossings.sort((a, b) => a.share - b.share || a.joint.position - b.joint.position);
    for (const { joint } of crossings) {
      joints.push(joint);
      met.push({ at: [joint.lon, joint.lat], joint });
    }
  });
  return met;
}

/** The streets with a vertex at every joint that lies inside a segment, and where each joint's vertex is then. */
function insertJoints(
  streets: Streets,
  joints: readonly Joint[],
  room = 0,
): { readonly value: Streets; readonly placeOf: (joint: Joint) => number } {
  const insertions: Insertion[] = [];
  const inside = joints.filter(({ fraction }) => fraction > 0);
  inside.sort((a, b) => a.position - b.position || a.fraction - b.fraction);
  for (const joint of inside) {
    const before = insertions.at(-1);
    const isSame = before?.position === joint.position && before.lon === joint.lon && before.lat === joint.lat;
    if (!isSame) insertions.push(joint);
  }
  const placeOf = ({ position, fraction, lon, lat }: Joint): number => {
    const before = insertions.filter((each) => each.position < position).length;
    if (fraction === 0) return position + before;
    const own = insertions.filter((each) => each.position === position);
    return position + before + 1 + own.findIndex((each) => each.lon === lon && each.lat === lat);
  };
  return { value: insertVertices(streets, insertions, room), placeOf };
}

function closeStreet(streets: Streets, { streetId, part }: CloseStreet, report: Report): Streets {
  const named: number[] = [];
  for (let street = 0; street < streets.count; street++) if (streets.ids[street] === streetId) named.push(street);
  if (part === null) {
    const permissions = streets.permissions.slice();
    for (const street of named) permissions[street] = 0;
    return { ...streets, permissions };
  }
  const from = findJoint(streets, part.from, Infinity, named);
  const street = from === null ? -1 : streetOf(streets, from.position);
  const to = findJoint(streets, part.to, Infinity, [street]);
  if (from === null || to === null || (from.lon === to.lon && from.lat === to.lat)) {
    report("empty-part", streetId);
    return streets;
  }
  const { value, placeOf } = insertJoints(streets, [from, to]);
  const [first, last] = [placeOf(from), placeOf(to)];
  return closeStretch(value, street, Math.min(first, last), Math.max(first, last));
}

function streetOf({ starts, count }: Streets, position: number): number {
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] as number) <= position) low = middle;
    else high = middle - 1;
  }
  return low;
}
