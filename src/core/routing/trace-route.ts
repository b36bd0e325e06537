/**
 * The walk behind a time: from an attached point down the cost field to the
 * facility that gave it, as a line on the streets. No search writes the way down:
 * costs are whole ticks, so the next step from a node is an arc whose cost is
 * exactly what separates its ends and whose far end carries the same source.
 */
import { distanceMetres, longitudeDifference } from "../geodesy.ts";
import type { Position } from "../model/geometry.ts";
import type { Network } from "../network/network.ts";
import type { Snaps } from "../network/snap.ts";
import { type CostField, type CostSources, metresToEnd, metresToStart, nodeMetres } from "./cost-field.ts";
import { legAbreast, legsOf, metresAlongEdge, TIE_METRES } from "./point-costs.ts";
import type { SearchGraph } from "./search-graph.ts";

/** A walk from where people live to a facility. */
export interface WalkedRoute {
  readonly facilityIndex: number;
  readonly seconds: number;
  readonly metres: number;
  readonly straightMetres: number;
  readonly path: Position[];
}

export interface RouteRequest {
  readonly field: CostField;
  /** The same streets and profile as the field's graph, searched the other way. */
  readonly opposite: SearchGraph;
  readonly sources: CostSources;
  readonly points: Snaps;
  readonly point: number;
  /** The point's cost in seconds. */
  readonly seconds: number;
}

/** The street path of an attached point, from its foot to that of the facility's point; null where the cost cannot be explained. */
export function traceStreetPath(request: RouteRequest): { path: Position[]; sourcePoint: number } | null {
  const { field, points, point, sources } = request;
  const { graph } = field;
  const { network } = graph;
  const edge = points.edgeIndexes[point] as number;
  if (edge < 0) return null;
  const path: Position[] = [];
  const off = points.offStreetMetres[point] as number;
  const fromStart = points.fromStartMetres[point] as number;
  const metres = request.seconds * graph.pace.metresPerSecond;
  const explains = (found: number): boolean => Math.abs(found + off - metres) <= TIE_METRES;

  // Of the ways that cost the same the one to the lowest source is walked, as in the cost itself.
  let nearest = Infinity;
  let alongTo = -1;
  let footOfSource = 0;
  for (let sourcePoint = 0; sourcePoint < sources.snaps.count; sourcePoint++) {
    if (sources.snaps.edgeIndexes[sourcePoint] !== edge) continue;
    const source = sources.sourceOfPoint[sourcePoint] as number;
    const along = metresAlongEdge(graph, points, point, sources.snaps, sourcePoint);
    if (source >= nearest) continue;
    const isAbreast = explains(legAbreast(sources, sourcePoint, edge, fromStart));
    if (!isAbreast && !explains(along + (sources.snaps.offStreetMetres[sourcePoint] as number))) continue;
    nearest = source;
    alongTo = sourcePoint;
    footOfSource = isAbreast ? fromStart : (sources.snaps.fromStartMetres[sourcePoint] as number);
  }
  const { toStart, toEnd } = legsOf(graph, points, point);
  const first = network.edgeFromNodes[edge] as number;
  const last = network.edgeToNodes[edge] as number;
  let overNode = -1;
  let end = 0;
  for (const [node, metresTo, at] of [
    [first, toStart, 0],
    [last, toEnd, network.edgeMetres[edge] as number],
  ] as const) {
    const source = field.sourceIndexes[node] as number;
    if (source >= nearest || !explains(nodeMetres(field, node) + metresTo)) continue;
    nearest = source;
    overNode = node;
    end = at;
  }
  if (overNode >= 0) {
    appendEdgePart(network, edge, fromStart, end, path);
    const sourcePoint = followField(request, overNode, path);
    return sourcePoint < 0 ? null : { path, sourcePoint };
  }
  if (alongTo < 0) return null;
  appendEdgePart(network, edge, fromStart, footOfSource, path);
  return { path, sourcePoint: alongTo };
}

/** Walks down the field from a node to where it leaves the streets; returns the source's point there, -1 where there is none. */
function followField(request: RouteRequest, start: number, path: Position[]): number {
  const { field, opposite, sources } = request;
  const { graph, ticks, sourceIndexes } = field;
  const { network, ticksPerMetre } = graph;
  const source = sourceIndexes[start] as number;
  const startingPoints = [...sources.sourceOfPoint.keys()].filter(
    (point) => sources.sourceOfPoint[point] === source && (sources.snaps.edgeIndexes[point] as number) >= 0,
  );
  /** The source's point whose start gave the node its cost, and from which end of the point's edge. */
  const findStart = (node: number): { point: number; fromFirst: boolean } | null => {
    for (const point of startingPoints) {
      const edge = sources.snaps.edgeIndexes[point] as number;
      const isFirst = network.edgeFromNodes[edge] === node;
      if (isFirst && Math.round(metresToStart(graph, sources.snaps, point) * ticksPerMetre) === ticks[node])
        return { point, fromFirst: true };
      const isLast = network.edgeToNodes[edge] === node;
      if (isLast && Math.round(metresToEnd(graph, sources.snaps, point) * ticksPerMetre) === ticks[node])
        return { point, fromFirst: false };
    }
    return null;
  };
  const seen = new Set<number>();
  const steps: { node: number; arc: number; pathLength: number }[] = [
    { node: start, arc: opposite.arcStarts[start] as number, pathLength: path.length },
  ];
  for (let step = steps.at(-1); step !== undefined; step = steps.at(-1)) {
    const { node } = step;
    path.length = Math.min(path.length, step.pathLength);
    if (!seen.has(node)) {
      seen.add(node);
      const found = findStart(node);
      if (found !== null) {
        const edge = sources.snaps.edgeIndexes[found.point] as number;
        const foot = sources.snaps.fromStartMetres[found.point] as number;
        appendEdgePart(network, edge, found.fromFirst ? 0 : (network.edgeMetres[edge] as number), foot, path);
        return found.point;
      }
    }
    const end = opposite.arcStarts[node + 1] as number;
    let next = -1;
    // Edges of no length join nodes at one cost: a step that leads nowhere is taken back.
    while (step.arc < end && next < 0) {
      const arc = step.arc;
      step.arc += 2;
      const other = opposite.arcs[arc] as number;
      if (seen.has(other) || sourceIndexes[other] !== source) continue;
      if ((ticks[other] as number) + (opposite.arcs[arc + 1] as number) !== ticks[node]) continue;
      const side = opposite.arcSides[arc / 2] as number;
      const edge = side >> 1;
      const length = network.edgeMetres[edge] as number;
      const forward = (side & 1) === 0;
      appendEdgePart(network, edge, forward ? 0 : length, forward ? length : 0, path);
      next = other;
    }
    if (next < 0) steps.pop();
    else steps.push({ node: next, arc: opposite.arcStarts[next] as number, pathLength: path.length });
  }
  return -1;
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
  const lon = a[0] + longitudeDifference(a[0], b[0]) * clamped;
  return [lon > 180 ? lon - 360 : lon < -180 ? lon + 360 : lon, a[1] + (b[1] - a[1]) * clamped];
}
