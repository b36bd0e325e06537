/**
 * Dead ends that stop less than a metre short of a street without being joined to it. `gap`: the two streets do not meet at all, as a rule
 * an error in the drawing that cuts people off; `fold`: the end lies beside its own line, or beside one that its street meets elsewhere:
 * a line drawn back over itself, which cuts nobody off. Not counted are ends from which that street is reached within 50 m anyway, ends at a gate or another point that stops people, ends with a barrier between,
 * and bridges and tunnels, which pass over. The other street is looked for among those that are on no island.
 */

import { distanceMetres } from "../../geodesy.ts";
import type { Position } from "../../model/geometry.ts";
import { OFF_GROUND, type Streets } from "../../model/streets.ts";
import type { Network } from "../../network/network.ts";
import { SegmentGrid } from "../../network/segment-grid.ts";
import type { Check, CheckGround } from "./check-ground.ts";
import { type CheckItem, type Finding, makeFinding, worstFirst } from "./finding.ts";

const GAP_METRES = 1;
const AROUND_METRES = 50;
/** A gate this near is at the end of the street. */
const GATE_METRES = 0.05;
const BATCH = 4096;
const CELL_METRES = 200;

/** Edges by node, of those that may be used. */
interface NodeLists {
  readonly starts: Uint32Array;
  readonly edges: Uint32Array;
}

function listByNode({ nodeCount, edgeCount, edgeFromNodes, edgeToNodes }: Network, used: Uint8Array): NodeLists {
  const starts = new Uint32Array(nodeCount + 1);
  const visit = (see: (node: number, edge: number) => void): void => {
    for (let edge = 0; edge < edgeCount; edge++) {
      if (used[edge] !== 1) continue;
      see(edgeFromNodes[edge] as number, edge);
      if (edgeToNodes[edge] !== edgeFromNodes[edge]) see(edgeToNodes[edge] as number, edge);
    }
  };
  visit((node) => {
    starts[node + 1]!++;
  });
  for (let node = 0; node < nodeCount; node++) starts[node + 1]! += starts[node] as number;
  const next = starts.slice(0, nodeCount);
  const edges = new Uint32Array(starts[nodeCount] as number);
  visit((node, edge) => {
    edges[next[node]!++] = edge;
  });
  return { starts, edges };
}

/** Whether an edge is met within some metres of street from a node. */
function isReached(network: Network, { starts, edges }: NodeLists, from: number, target: number): boolean {
  const metresTo = new Map([[from, 0]]);
  const waiting = [from];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const metres = metresTo.get(node) as number;
    for (let at = starts[node] as number; at < (starts[node + 1] as number); at++) {
      const edge = edges[at] as number;
      if (edge === target) return true;
      const other = (
        network.edgeFromNodes[edge] === node ? network.edgeToNodes[edge] : network.edgeFromNodes[edge]
      ) as number;
      const beyond = metres + (network.edgeMetres[edge] as number);
      if (beyond > AROUND_METRES || beyond >= (metresTo.get(other) ?? Infinity)) continue;
      metresTo.set(other, beyond);
      waiting.push(other);
    }
  }
  return false;
}

function indexGates({ study: { streetBlocks } }: CheckGround): SegmentGrid | null {
  const { count, coordinates } = streetBlocks;
  if (count === 0) return null;
  const ends = new Float64Array(4 * count);
  for (let block = 0; block < count; block++) {
    const place = coordinates.subarray(2 * block, 2 * block + 2);
    ends.set(place, 4 * block);
    ends.set(place, 4 * block + 2);
  }
  return new SegmentGrid({ count, ends }, CELL_METRES);
}

function* find(ground: CheckGround): Generator<undefined, Finding> {
  const { session, study, onFoot } = ground;
  const { network } = session;
  const { permittedEdges } = session.components(onFoot);
  const { segments } = session.streetIndex(onFoot);
  const lists = listByNode(network, permittedEdges);
  const gates = indexGates(ground);
  const isOffGround = (edge: number): boolean => ((network.edgeConditions?.[edge] ?? 0) & OFF_GROUND) !== 0;
  const items: CheckItem[] = [];
  let total = 0;
  for (let node = 0; node < network.nodeCount; node++) {
    if (node % BATCH === BATCH - 1) yield;
    const first = lists.starts[node] as number;
    if ((lists.starts[node + 1] as number) - first !== 1) continue;
    const own = lists.edges[first] as number;
    // A street that only returns to its own start ends nowhere.
    if (network.edgeFromNodes[own] === network.edgeToNodes[own]) continue;
    total++;
    if (isOffGround(own)) continue;
    const [lon, lat] = [network.nodeLons[node] as number, network.nodeLats[node] as number];
    if (gates?.findNearest(lon, lat, GATE_METRES, { segmentIndex: -1, metres: 0, fraction: 0 })) continue;
    const near = segments.grid.listWithin(lon, lat, GAP_METRES).flatMap((segment) => {
      const edge = segments.edges[segment] as number;
      if (edge < 0 || edge === own || network.edgeTwins[edge] === network.edgeTwins[own] || isOffGround(edge))
        return [];
      const { position, metres } = footOn(segments.grid, segment, [lon, lat]);
      return [{ edge, position, metres }];
    });
    const gap = near
      .sort((a, b) => a.metres - b.metres || a.edge - b.edge)
      .find(
        ({ edge, position }) =>
          !isReached(network, lists, node, edge) && !session.barrierIndex.crosses([lon, lat], position),
      );
    if (!gap) continue;
    const street = network.edgeStreetIndexes[own] as number;
    items.push({
      layer: "streets",
      index: street,
      id: study.streets.ids[street] ?? "",
      name: study.streets.names[street] ?? "",
      position: [lon, lat],
      figure: gap.metres,
      besideId: study.streets.ids[network.edgeStreetIndexes[gap.edge] as number] ?? "",
      detail: sharesVertex(study.streets, street, network.edgeStreetIndexes[gap.edge] as number) ? "fold" : "gap",
      edits: [],
    });
  }
  return makeFinding({
    id: "street-gap",
    severity: items.some(({ detail }) => detail === "gap") ? "warning" : "note",
    total,
    items: worstFirst(items).reverse(),
    figureUnit: "metres",
    limitMetres: GAP_METRES,
  });
}

/** Whether two streets meet anywhere, as the network tells it; a street meets itself. */
function sharesVertex({ coordinates, starts }: Streets, one: number, other: number): boolean {
  if (one === other) return true;
  const verticesOf = (street: number): string[] => {
    const keys: string[] = [];
    for (let at = starts[street] as number; at < (starts[street + 1] as number); at++)
      keys.push(
        `${Math.round(1e7 * (coordinates[2 * at] as number))} ${Math.round(1e7 * (coordinates[2 * at + 1] as number))}`,
      );
    return keys;
  };
  const own = new Set(verticesOf(one));
  return verticesOf(other).some((key) => own.has(key));
}

function footOn(grid: SegmentGrid, segment: number, [lon, lat]: Position): { position: Position; metres: number } {
  const [ax, ay] = grid.positionAt(segment, 0);
  const [bx, by] = grid.positionAt(segment, 1);
  const scale = Math.cos((lat * Math.PI) / 180);
  const [dx, dy] = [(bx - ax) * scale, by - ay];
  const squared = dx * dx + dy * dy;
  const along = squared === 0 ? 0 : ((lon - ax) * scale * dx + (lat - ay) * dy) / squared;
  const position = grid.positionAt(segment, Math.max(0, Math.min(1, along)));
  return { position, metres: distanceMetres(lon, lat, ...position) };
}

export const checkGaps: Check = { id: "street-gap", find };
