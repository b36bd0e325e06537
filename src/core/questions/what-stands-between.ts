/**
 * What stands between a home and the facility nearest to it in a straight line: barriers
 * that the line crosses, each with the nearest place where a street passes it, and how
 * dense the streets are around the home.
 */
import type { AnalysisSession } from "../analysis-session.ts";
import { distanceMetres, metresPerDegreeOfLatitude, metresPerDegreeOfLongitude } from "../geodesy.ts";
import type { Position } from "../model/geometry.ts";
import type { Barrier } from "../model/study.ts";
import type { StreetIndex } from "../network/snap.ts";
import type { Travel } from "../network/travel.ts";

export interface Obstruction {
  readonly barrierIndex: number;
  readonly position: Position;
  /** Shore to shore along the line; 0 for lines. */
  readonly widthMetres: number;
  /** The nearest place within a kilometre where a street passes the same barrier; null where there is none, undefined where it was not looked for. */
  readonly passage: { readonly position: Position; readonly metres: number } | null | undefined;
}

export interface StreetsAround {
  readonly radiusMetres: number;
  readonly kilometresPerSquareKilometre: number;
  /** Share of the streets' ends and junctions that are dead ends; NaN where there are none. */
  readonly deadEndShare: number;
}

const PASSAGE_METRES = 1000;
/** A wall's end stands at a gate when a street passes this near. */
const GATE_METRES = 15;
const MOST_PASSAGES = 4;
const AROUND_METRES = 400;

/** Barriers on the straight line, in the order in which they are met. */
export function listObstructions(
  session: AnalysisSession,
  travel: Travel | undefined,
  from: Position,
  to: Position,
): Obstruction[] {
  const streets = travel && session.streetIndex(travel);
  return session.barrierIndex.listCrossings(from, to).map(({ barrierIndex, position, widthMetres }, order) => ({
    barrierIndex,
    position,
    widthMetres,
    passage: streets && order < MOST_PASSAGES ? findPassage(session, streets, barrierIndex, position) : undefined,
  }));
}

function findPassage(
  session: AnalysisSession,
  streets: StreetIndex,
  barrierIndex: number,
  near: Position,
): { position: Position; metres: number } | null {
  const barrier = session.study.barriers[barrierIndex] as Barrier;
  let best: { position: Position; metres: number } | null = null;
  const consider = (position: Position): void => {
    const metres = distanceMetres(...near, ...position);
    if (metres <= PASSAGE_METRES && metres < (best?.metres ?? Infinity)) best = { position, metres };
  };
  for (const [ax, ay, bx, by] of streets.listSegmentsWithin(...near, PASSAGE_METRES)) {
    if (!session.barrierIndex.crosses([ax, ay], [bx, by])) continue;
    for (const crossing of session.barrierIndex.listCrossings([ax, ay], [bx, by])) {
      if (crossing.barrierIndex === barrierIndex) consider(crossing.position);
    }
  }
  // Walls are drawn open at their gates.
  for (const end of listOpenEnds(barrier)) {
    if (streets.listSegmentsWithin(...end, GATE_METRES).length > 0) consider(end);
  }
  return best;
}

function listOpenEnds({ geometry }: Barrier): Position[] {
  const lines =
    geometry.type === "LineString"
      ? [geometry.coordinates]
      : geometry.type === "MultiLineString"
        ? geometry.coordinates
        : [];
  return lines.flatMap((line) => {
    const [first, last] = [line[0], line.at(-1)];
    if (!first || !last || (first[0] === last[0] && first[1] === last[1])) return [];
    return [first, last];
  });
}

/** How dense the streets around a place are, and how many of them lead nowhere. */
export function describeStreetsAround(session: AnalysisSession, travel: Travel, [lon, lat]: Position): StreetsAround {
  const { network } = session;
  const { usableEdges } = session.components(travel);
  const perLon = metresPerDegreeOfLongitude(lat);
  const perLat = metresPerDegreeOfLatitude(lat);
  const isNear = (node: number): boolean => {
    const x = ((network.nodeLons[node] as number) - lon) * perLon;
    const y = ((network.nodeLats[node] as number) - lat) * perLat;
    return x * x + y * y <= AROUND_METRES * AROUND_METRES;
  };
  const degrees = new Map<number, number>();
  for (let edge = 0; edge < network.edgeCount; edge++) {
    if (usableEdges[edge] !== 1 || network.edgeTwins[edge] !== edge) continue;
    for (const node of [network.edgeFromNodes[edge] as number, network.edgeToNodes[edge] as number]) {
      if (isNear(node)) degrees.set(node, (degrees.get(node) ?? 0) + 1);
    }
  }
  const ends = [...degrees.values()].filter((degree) => degree !== 2);
  const deadEnds = ends.filter((degree) => degree === 1).length;
  let metres = 0;
  for (const [ax, ay, bx, by] of session.streetIndex(travel).listSegmentsWithin(lon, lat, AROUND_METRES)) {
    const [middleLon, middleLat] = [(ax + bx) / 2, (ay + by) / 2];
    if (distanceMetres(lon, lat, middleLon, middleLat) <= AROUND_METRES) metres += distanceMetres(ax, ay, bx, by);
  }
  const squareKilometres = (Math.PI * AROUND_METRES * AROUND_METRES) / 1e6;
  return {
    radiusMetres: AROUND_METRES,
    kilometresPerSquareKilometre: metres / 1000 / squareKilometres,
    deadEndShare: ends.length > 0 ? deadEnds / ends.length : Number.NaN,
  };
}
