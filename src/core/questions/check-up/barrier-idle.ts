/** Barriers that stop nobody: no street is within the snap radius of them, and no way to a street is longer. Often a shifted layer, or one of another city. */
import { distanceMetres } from "../../geodesy.ts";
import type { Position } from "../../model/geometry.ts";
import type { Barrier } from "../../model/study.ts";
import type { Check, CheckGround } from "./check-ground.ts";
import { type CheckItem, type Finding, makeFinding } from "./finding.ts";

const BATCH = 256;

function* find({ study, session, onFoot, snapRadiusMetres }: CheckGround): Generator<undefined, Finding> {
  const index = session.streetIndex(onFoot);
  const isNear = ([lon, lat]: Position, metres: number): boolean =>
    index.findFoot(lon, lat, metres, null).segmentIndex >= 0;
  const items: CheckItem[] = [];
  for (const [barrier, { kind, name, geometry }] of study.barriers.entries()) {
    if (barrier % BATCH === BATCH - 1) yield;
    const lines = linesOf(geometry);
    const position = lines[0]?.[0];
    if (!position || lines.some((line) => line.some((place) => isNear(place, snapRadiusMetres)))) continue;
    if (
      lines.some((line) =>
        line.some((to, at) => at > 0 && comesNear(line[at - 1] as Position, to, snapRadiusMetres, isNear)),
      )
    )
      continue;
    items.push({
      layer: "barriers",
      index: barrier,
      id: String(barrier + 1),
      name,
      position: position as Position,
      figure: null,
      besideId: "",
      detail: kind,
      edits: [],
    });
  }
  return makeFinding({
    id: "barrier-idle",
    severity: "note",
    total: study.barriers.length,
    items,
    limitMetres: snapRadiusMetres,
  });
}

function linesOf(geometry: Barrier["geometry"]): readonly (readonly Position[])[] {
  if (geometry.type === "LineString") return [geometry.coordinates];
  return geometry.type === "MultiPolygon" ? geometry.coordinates.flat() : geometry.coordinates;
}

/** A piece of this length that may be near counts as near: nothing is called idle that may stop somebody. */
const SHORTEST_METRES = 20;

/** Whether a street may be within a distance of a segment: every place of it is within half its length of its middle. */
function comesNear(
  from: Position,
  to: Position,
  metres: number,
  isNear: (place: Position, metres: number) => boolean,
): boolean {
  const middle: Position = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
  const length = distanceMetres(...from, ...to);
  if (!isNear(middle, metres + length / 2)) return false;
  if (length <= SHORTEST_METRES || isNear(middle, metres)) return true;
  return comesNear(from, middle, metres, isNear) || comesNear(middle, to, metres, isNear);
}

export const checkIdleBarriers: Check = { id: "barrier-idle", find };
