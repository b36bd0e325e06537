/**
 * One bounded search from all facilities of a service at once: for every node the
 * least time to walk from it to a facility, and which facility that is. Arcs are
 * followed against their direction, so one-way walks count as people walk them.
 * Exact on unrounded float64 seconds; equal times go to the lower facility index.
 * Cost: each street within the limit is looked at about once.
 */
import type { Mode } from "../model/parameters.ts";
import { backwardBit, forwardBit, MODE_BITS, type Network } from "../network/network.ts";
import type { Snaps } from "../network/snap.ts";
import { BucketQueue } from "./bucket-queue.ts";

export interface CostField {
  /** Seconds from each node to its nearest source; Infinity beyond the limit. */
  readonly seconds: Float64Array;
  /** Index of that source, -1 where there is none. */
  readonly sourceIndexes: Int32Array;
  /** Arc that each node takes next on its way; `-2 - point` where it leaves the streets for a source's point; -1 unreached. */
  readonly nextArcs: Int32Array;
}

/** Attached points from which the search starts, each standing for a source (a line facility has many points). */
export interface CostSources {
  readonly snaps: Snaps;
  /** Source that each snapped point belongs to. */
  readonly sourceOfPoint: Int32Array;
}

/** Pace of a profile on a network. */
export interface Pace {
  readonly mode: Mode;
  readonly metresPerSecond: number;
}

/** Searches outwards from the sources up to `limitSeconds` (inclusive). */
export function searchCostField(network: Network, sources: CostSources, pace: Pace, limitSeconds: number): CostField {
  const seconds = new Float64Array(network.nodeCount).fill(Infinity);
  const sourceIndexes = new Int32Array(network.nodeCount).fill(-1);
  const nextArcs = new Int32Array(network.nodeCount).fill(-1);
  const queue = new BucketQueue(network.nodeCount, limitSeconds);
  const { metresPerSecond } = pace;

  const startAt = (node: number, cost: number, source: number, point: number): void => {
    if (cost > limitSeconds) return;
    const known = seconds[node] as number;
    if (cost > known || (cost === known && source >= (sourceIndexes[node] as number))) return;
    seconds[node] = cost;
    sourceIndexes[node] = source;
    nextArcs[node] = -2 - point;
    queue.push(node, cost);
  };

  const forward = forwardBit(pace.mode);
  const backward = backwardBit(pace.mode);
  const { snaps, sourceOfPoint } = sources;
  for (let point = 0; point < snaps.count; point++) {
    const edge = snaps.edgeIndexes[point] as number;
    if (edge < 0) continue;
    const permissions = network.edgePermissions[edge] as number;
    const off = snaps.offStreetMetres[point] as number;
    const source = sourceOfPoint[point] as number;
    if ((permissions & forward) !== 0) {
      const metres = (snaps.fromStartMetres[point] as number) + off;
      startAt(network.edgeFromNodes[edge] as number, metres / metresPerSecond, source, point);
    }
    if ((permissions & backward) !== 0) {
      const metres = (snaps.toEndMetres[point] as number) + off;
      startAt(network.edgeToNodes[edge] as number, metres / metresPerSecond, source, point);
    }
  }

  const { arcStarts, arcFromNodes, arcMetres, arcModes } = network;
  const modeBit = MODE_BITS[pace.mode];
  for (let node = queue.pop(); node >= 0; node = queue.pop()) {
    const cost = seconds[node] as number;
    const source = sourceIndexes[node] as number;
    const end = arcStarts[node + 1] as number;
    for (let arc = arcStarts[node] as number; arc < end; arc++) {
      if (((arcModes[arc] as number) & modeBit) === 0) continue;
      const reached = cost + (arcMetres[arc] as number) / metresPerSecond;
      if (reached > limitSeconds) continue;
      const from = arcFromNodes[arc] as number;
      const known = seconds[from] as number;
      if (reached > known || (reached === known && source >= (sourceIndexes[from] as number))) continue;
      seconds[from] = reached;
      sourceIndexes[from] = source;
      nextArcs[from] = arc;
      queue.push(from, reached);
    }
  }
  return { seconds, sourceIndexes, nextArcs };
}
