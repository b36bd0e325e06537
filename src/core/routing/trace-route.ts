/**
 * The walk behind a time: from an attached point down the cost field to the
 * facility that gave it, as a line on the streets. The first step must account for
 * the point's cost; from there each node knows its next arc.
 */
import { distanceMetres } from "../geodesy.ts";
import type { Position } from "../model/geometry.ts";
import { backwardBit, forwardBit, type Network } from "../network/network.ts";
import type { Snaps } from "../network/snap.ts";
import type { CostField, CostSources, Pace } from "./cost-field.ts";

/** A walk from where people live to a facility. */
export interface WalkedRoute {
  readonly facilityIndex: number;
  readonly seconds: number;
  readonly metres: number;
  readonly straightMetres: number;
  readonly path: Position[];
}

/** Times that should agree differ at most by the rounding of a few sums. */
const TOLERANCE_SECONDS = 1e-6;

export interface RouteRequest {
  readonly network: Network;
  readonly field: CostField;
  readonly sources: CostSources;
  readonly pace: Pace;
  readonly points: Snaps;
  readonly point: number;
  /** The point's cost in seconds. */
  readonly seconds: number;
}

/** The street path of an attached point, from its foot to that of the facility's point; null where the cost cannot be explained. */
export function traceStreetPath(request: RouteRequest): { path: Position[]; sourcePoint: number } | null {
  const { network, field, points, point, pace, sources } = request;
  const edge = points.edgeIndexes[point] as number;
  if (edge < 0) return null;
  const path: Position[] = [];
  const off = points.offStreetMetres[point] as number;
  const fromStart = points.fromStartMetres[point] as number;
  const explains = (metres: number, seconds: number): boolean =>
    Math.abs((metres + off) / pace.metresPerSecond + seconds - request.seconds) <= TOLERANCE_SECONDS;

  for (let sourcePoint = 0; sourcePoint < sources.snaps.count; sourcePoint++) {
    if (sources.snaps.edgeIndexes[sourcePoint] !== edge) continue;
    const to = sources.snaps.fromStartMetres[sourcePoint] as number;
    const leg = Math.abs(to - fromStart) + (sources.snaps.offStreetMetres[sourcePoint] as number);
    if (!explains(leg, 0) || !mayMove(network, edge, fromStart, to, pace)) continue;
    appendEdgePart(network, edge, fromStart, to, path);
    return { path, sourcePoint };
  }

  const length = network.edgeMetres[edge] as number;
  const ends = [
    { node: network.edgeFromNodes[edge] as number, at: 0 },
    { node: network.edgeToNodes[edge] as number, at: length },
  ];
  const first = ends.find(
    ({ node, at }) =>
      explains(Math.abs(at - fromStart), field.seconds[node] as number) && mayMove(network, edge, fromStart, at, pace),
  );
  if (!first) return null;
  appendEdgePart(network, edge, fromStart, first.at, path);
  return { path, sourcePoint: followField(request, first.node, path) };
}

/** Walks down the field from a node to where it leaves the streets; returns the source's point there. */
function followField(request: RouteRequest, start: number, path: Position[]): number {
  const { network, field, sources } = request;
  let node = start;
  for (;;) {
    const arc = field.nextArcs[node] as number;
    if (arc < 0) {
      const sourcePoint = -2 - arc;
      const edge = sources.snaps.edgeIndexes[sourcePoint] as number;
      const foot = sources.snaps.fromStartMetres[sourcePoint] as number;
      const toEnd = sources.snaps.toEndMetres[sourcePoint] as number;
      const fromFirst = network.edgeFromNodes[edge] === node && (network.edgeToNodes[edge] !== node || foot <= toEnd);
      appendEdgePart(network, edge, fromFirst ? 0 : (network.edgeMetres[edge] as number), foot, path);
      return sourcePoint;
    }
    const edge = network.arcEdges[arc] as number;
    const length = network.edgeMetres[edge] as number;
    const forward = network.edgeFromNodes[edge] === node;
    appendEdgePart(network, edge, forward ? 0 : length, forward ? length : 0, path);
    node = (forward ? network.edgeToNodes[edge] : network.edgeFromNodes[edge]) as number;
  }
}

function mayMove(network: Network, edge: number, fromMetres: number, toMetres: number, pace: Pace): boolean {
  if (fromMetres === toMetres) return true;
  const bit = toMetres > fromMetres ? forwardBit(pace.mode) : backwardBit(pace.mode);
  return ((network.edgePermissions[edge] as number) & bit) !== 0;
}

/** Appends the shape of an edge between two distances along it, in walking order. */
function appendEdgePart(network: Network, edge: number, fromMetres: number, toMetres: number, path: Position[]): void {
  const first = network.edgeFirstPositions[edge] as number;
  const last = network.edgeLastPositions[edge] as number;
  const low = Math.min(fromMetres, toMetres);
  const high = Math.max(fromMetres, toMetres);
  const part: Position[] = [];
  let along = 0;
  for (let position = first; position < last; position++) {
    const a: Position = [network.coordinates[2 * position] as number, network.coordinates[2 * position + 1] as number];
    const b: Position = [
      network.coordinates[2 * position + 2] as number,
      network.coordinates[2 * position + 3] as number,
    ];
    const length = distanceMetres(a[0], a[1], b[0], b[1]);
    const end = along + length;
    if (end >= low && along <= high && length > 0) {
      if (part.length === 0) part.push(interpolate(a, b, (low - along) / length));
      part.push(interpolate(a, b, Math.min(1, (high - along) / length)));
    }
    along = end;
  }
  if (toMetres < fromMetres) part.reverse();
  path.push(...part);
}

function interpolate(a: Position, b: Position, share: number): Position {
  const clamped = Math.max(0, share);
  return [a[0] + (b[0] - a[0]) * clamped, a[1] + (b[1] - a[1]) * clamped];
}
