/**
 * A gate or a crossing given by a single place: the short line through the obstacle there, from the street on one
 * side to the street on the other. For a gate the obstacle is a barrier; for a crossing also a street without walkers.
 */
import { longitudeDifference, metresPerDegreeOfLatitude, metresPerDegreeOfLongitude } from "../../../core/geodesy.ts";
import type { Position } from "../../../core/model/geometry.ts";
import type { Streets } from "../../../core/model/streets.ts";
import type { Barrier } from "../../../core/model/study.ts";
import { findNearestStreet, isOpenToWalkers, nearestOnSegment } from "./nearest-street.ts";

/** How far from the click the obstacle may lie. */
const OBSTACLE_METRES = 60;
/** How far on each side a street is looked for. */
const STREET_METRES = 120;

interface Obstacle {
  readonly at: Position;
  readonly metres: number;
  readonly from: Position;
  readonly to: Position;
}

type Ground = { readonly streets: Streets; readonly barriers: readonly Barrier[] };

/** Null where there is no obstacle within 60 m, or no street within 120 m on either side of it. */
export function lineThroughObstacle(
  { streets, barriers }: Ground,
  position: Position,
  as: "gate" | "crossing",
): readonly Position[] | null {
  let obstacle = nearestBarrier(barriers, position);
  if (as === "crossing") {
    const road = nearestRoad(streets, position);
    if (road && road.metres < (obstacle?.metres ?? Infinity)) obstacle = road;
  }
  if (!obstacle) return null;
  const { at, from, to } = obstacle;
  const sideOf = ([lon, lat]: Position): number => {
    const perLon = metresPerDegreeOfLongitude(at[1]);
    const perLat = metresPerDegreeOfLatitude(at[1]);
    const [dx, dy] = [longitudeDifference(from[0], to[0]) * perLon, (to[1] - from[1]) * perLat];
    const [x, y] = [longitudeDifference(at[0], lon) * perLon, (lat - at[1]) * perLat];
    return Math.hypot(dx, dy) > 0 ? (dx * y - dy * x) / Math.hypot(dx, dy) : 0;
  };
  const nearestOnSide = (sign: 1 | -1): Position | null => {
    // A street is on a side where all of it that is near lies there: one that passes through needs no gate.
    const counts = (street: number): boolean => isOpenToWalkers(streets, street) && isOnSide(streets, street, sign);
    return findNearestStreet(streets, at, STREET_METRES, counts)?.at ?? null;
  };
  const isOnSide = ({ coordinates, starts }: Streets, street: number, sign: 1 | -1): boolean => {
    let isNear = false;
    for (let place = starts[street] as number; place < (starts[street + 1] as number) - 1; place++) {
      const a: Position = [coordinates[2 * place] as number, coordinates[2 * place + 1] as number];
      const b: Position = [coordinates[2 * place + 2] as number, coordinates[2 * place + 3] as number];
      const near = nearestOnSegment(at, a, b);
      if (near.metres > STREET_METRES) continue;
      if (sign * sideOf(near.at) <= 0.5) return false;
      isNear = true;
    }
    return isNear;
  };
  const [left, right] = [nearestOnSide(1), nearestOnSide(-1)];
  return left && right ? [left, at, right] : null;
}

function nearestBarrier(barriers: readonly Barrier[], position: Position): Obstacle | null {
  let found: Obstacle | null = null;
  for (const { geometry } of barriers) {
    for (const path of pathsOf(geometry)) {
      for (let place = 0; place + 1 < path.length; place++) {
        const [from, to] = [path[place] as Position, path[place + 1] as Position];
        const near = nearestOnSegment(position, from, to);
        if (near.metres <= (found?.metres ?? OBSTACLE_METRES)) found = { ...near, from, to };
      }
    }
  }
  return found;
}

function pathsOf(geometry: Barrier["geometry"]): readonly (readonly Position[])[] {
  if (geometry.type === "LineString") return [geometry.coordinates];
  if (geometry.type === "MultiPolygon") return geometry.coordinates.flat();
  return geometry.coordinates;
}

/** The nearest street that walkers may not use. */
function nearestRoad(streets: Streets, position: Position): Obstacle | null {
  const near = findNearestStreet(streets, position, OBSTACLE_METRES, (street) => !isOpenToWalkers(streets, street));
  if (!near) return null;
  const { coordinates, starts } = streets;
  for (let place = starts[near.street] as number; place < (starts[near.street + 1] as number) - 1; place++) {
    const from: Position = [coordinates[2 * place] as number, coordinates[2 * place + 1] as number];
    const to: Position = [coordinates[2 * place + 2] as number, coordinates[2 * place + 3] as number];
    if (nearestOnSegment(position, from, to).metres <= near.metres + 1e-6) return { ...near, from, to };
  }
  return null;
}
