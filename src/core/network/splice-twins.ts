/**
 * Streets drawn twice, told again where an edge came or went: only edges over the same two vertices
 * are looked at. An edge that is left with other twins than before no longer counts as the one that was there.
 */
import type { Streets } from "../model/streets.ts";
import type { ChangedPlaces, MovedPositions } from "./changed-places.ts";
import { shareAmongTwins } from "./edge-twins.ts";
import type { Network } from "./network.ts";
import type { StreetPlaces } from "./street-places.ts";
import { conditionsOf } from "./street-vertices.ts";

/** The edges of the new network as far as they are known. */
export interface TwinlessEdges {
  readonly edgeFirstPositions: Uint32Array;
  readonly edgeLastPositions: Uint32Array;
  readonly edgeStreetIndexes: Int32Array;
  readonly edgePermissions: Uint8Array;
  readonly conditions: Uint8Array;
  readonly edgeTwins: Int32Array;
  readonly newEdgeOf: Int32Array;
  readonly oldEdgeOf: Int32Array;
}

/** Edges straight from one vertex to another, of new lines: their first positions. */
export type StraightLines = ReadonlyMap<string, readonly number[]>;

export interface PartedEdge {
  readonly old: number;
  readonly edge: number;
}

/** The name of two vertices, whichever comes first. */
export function nameOfPair(vertex: number, other: number): string {
  return vertex < other ? `${vertex} ${other}` : `${other} ${vertex}`;
}

/**
 * Sets twins, permissions and conditions of all edges between the pairs of vertices, and parts old and new ones that are no longer alike.
 * @returns the edges that were parted.
 */
export function spliceTwins(
  places: StreetPlaces,
  streets: Streets,
  { byVertex, freshVertexAt }: ChangedPlaces,
  moved: MovedPositions,
  edges: TwinlessEdges,
  pairs: ReadonlySet<string>,
  freshLines: StraightLines,
): readonly PartedEdge[] {
  const { vertices, network } = places;
  const isSplit = (vertex: number): boolean => byVertex.get(vertex)?.isSplit ?? vertices.uses[vertex] === 2;
  const parted: PartedEdge[] = [];
  for (const pair of pairs) {
    const [low, high] = pair.split(" ").map(Number) as [number, number];
    if (!isSplit(low) || !isSplit(high)) continue;
    const lines = [
      ...listKeptLines(places, moved, low, high),
      ...(freshLines.get(pair) ?? []).map((first) => ({ first, isTurned: freshVertexAt(first) !== low })),
    ].sort((a, b) => a.first - b.first);
    const members = lines.map(({ first, isTurned }) => {
      const edge = findEdge(edges, first);
      const street = edges.edgeStreetIndexes[edge] as number;
      return {
        edge,
        isTurned,
        permissions: streets.permissions[street] as number,
        conditions: conditionsOf(streets, street),
      };
    });
    const first = members[0];
    if (first === undefined) continue;
    shareAmongTwins(members).forEach(({ permissions, conditions }, index) => {
      const { edge } = members[index] as (typeof members)[number];
      edges.edgeTwins[edge] = first.edge;
      edges.edgePermissions[edge] = permissions;
      edges.conditions[edge] = conditions;
      const old = edges.oldEdgeOf[edge] as number;
      if (old < 0 || isAsBefore(network, edges, old, edge)) return;
      parted.push({ old, edge });
      edges.newEdgeOf[old] = -1;
      edges.oldEdgeOf[edge] = -1;
    });
  }
  return parted;
}

function isAsBefore(before: Network, edges: TwinlessEdges, old: number, edge: number): boolean {
  if (before.edgePermissions[old] !== edges.edgePermissions[edge]) return false;
  if ((before.edgeConditions?.[old] ?? 0) !== edges.conditions[edge]) return false;
  const twin = before.edgeTwins[old] as number;
  return twin === old ? edges.edgeTwins[edge] === edge : edges.newEdgeOf[twin] === edges.edgeTwins[edge];
}

/** Stretches of lines that stay straight from one vertex to another, by their first positions in the new streets. */
function listKeptLines(
  { streets, vertices, starts, positions }: StreetPlaces,
  moved: MovedPositions,
  low: number,
  high: number,
): readonly { readonly first: number; readonly isTurned: boolean }[] {
  const { ofPosition } = vertices;
  if (low >= vertices.count || high >= vertices.count) return [];
  const found: { readonly first: number; readonly isTurned: boolean }[] = [];
  for (let at = starts[low] as number; at < (starts[low + 1] as number); at++) {
    const position = positions[at] as number;
    const row = moved.rowOf(position);
    const place = moved.move(position, row);
    if (place < 0) continue;
    const isFirst = position === streets.starts[row];
    const isLast = position + 1 === streets.starts[row + 1];
    if (!isLast && ofPosition[position + 1] === high) found.push({ first: place, isTurned: false });
    if (!isFirst && ofPosition[position - 1] === high) found.push({ first: place - 1, isTurned: true });
  }
  return found;
}

/** The edge from a position to the next. */
function findEdge({ edgeFirstPositions, edgeLastPositions }: TwinlessEdges, first: number): number {
  let low = 0;
  let high = edgeLastPositions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((edgeLastPositions[middle] as number) <= first) low = middle + 1;
    else high = middle;
  }
  while (edgeFirstPositions[low] !== first) low++;
  return low;
}
