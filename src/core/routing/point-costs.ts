/**
 * From nodes to points: the time of each attached point is the lower of its ways
 * over the two ends of its edge, plus its leg off the street; a facility on the
 * same edge is reached directly along it.
 */
import { backwardBit, forwardBit, type Network } from "../network/network.ts";
import type { Snaps } from "../network/snap.ts";
import type { CostField, CostSources, Pace } from "./cost-field.ts";

export interface PointCosts {
  /** Seconds from each point to its nearest source; Infinity where none is within the limit. */
  readonly seconds: Float64Array;
  /** Index of that source, -1 where there is none. */
  readonly sourceIndexes: Int32Array;
}

/** Costs of the attached points; those that were refused stay at Infinity. */
export function measurePointCosts(
  network: Network,
  field: CostField,
  sources: CostSources,
  points: Snaps,
  pace: Pace,
  limitSeconds: number,
): PointCosts {
  const seconds = new Float64Array(points.count).fill(Infinity);
  const sourceIndexes = new Int32Array(points.count).fill(-1);
  const sourcesOnEdge = groupByEdge(sources.snaps);
  const forward = forwardBit(pace.mode);
  const backward = backwardBit(pace.mode);
  const { metresPerSecond } = pace;

  for (let point = 0; point < points.count; point++) {
    const edge = points.edgeIndexes[point] as number;
    if (edge < 0) continue;
    const permissions = network.edgePermissions[edge] as number;
    const off = points.offStreetMetres[point] as number;
    const fromStart = points.fromStartMetres[point] as number;
    const toEnd = points.toEndMetres[point] as number;
    let best = Infinity;
    let bestSource = -1;
    const consider = (cost: number, source: number): void => {
      if (cost < best || (cost === best && source < bestSource)) {
        best = cost;
        bestSource = source;
      }
    };
    if ((permissions & backward) !== 0) {
      const node = network.edgeFromNodes[edge] as number;
      consider(
        (field.seconds[node] as number) + (fromStart + off) / metresPerSecond,
        field.sourceIndexes[node] as number,
      );
    }
    if ((permissions & forward) !== 0) {
      const node = network.edgeToNodes[edge] as number;
      consider((field.seconds[node] as number) + (toEnd + off) / metresPerSecond, field.sourceIndexes[node] as number);
    }
    const neighbours = sourcesOnEdge.get(edge);
    if (neighbours !== undefined) {
      for (const neighbour of neighbours) {
        const ahead = (sources.snaps.fromStartMetres[neighbour] as number) - fromStart;
        if ((permissions & (ahead >= 0 ? forward : backward)) === 0 && ahead !== 0) continue;
        const metres = Math.abs(ahead) + off + (sources.snaps.offStreetMetres[neighbour] as number);
        consider(metres / metresPerSecond, sources.sourceOfPoint[neighbour] as number);
      }
    }
    if (best <= limitSeconds) {
      seconds[point] = best;
      sourceIndexes[point] = bestSource;
    }
  }
  return { seconds, sourceIndexes };
}

function groupByEdge(snaps: Snaps): Map<number, number[]> {
  const groups = new Map<number, number[]>();
  for (let point = 0; point < snaps.count; point++) {
    const edge = snaps.edgeIndexes[point] as number;
    if (edge < 0) continue;
    const group = groups.get(edge);
    if (group === undefined) groups.set(edge, [point]);
    else group.push(point);
  }
  return groups;
}
