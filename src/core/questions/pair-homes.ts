/** The homes of two scenarios of one study, matched: who lives on both sides, and who on one alone. */
import type { Demand } from "../model/demand.ts";

export interface HomesOfSide {
  readonly demand: Demand;
  /** Of one group, by demand point. */
  readonly people: Float64Array;
}

export interface PairedHomes {
  /** The same home before, by demand point after; -1 for one that the second side alone has. */
  readonly pointBefore: Int32Array;
  /** Demand points that the first side alone has. */
  readonly departed: readonly number[];
}

/** The first `sharedCount` homes are the same on both sides; those of estates are matched by place and people. */
export function pairHomes(before: HomesOfSide, after: HomesOfSide, sharedCount: number): PairedHomes {
  const pointBefore = new Int32Array(after.demand.count).fill(-1);
  for (let point = 0; point < sharedCount; point++) pointBefore[point] = point;
  const waiting = new Map<string, number[]>();
  for (let point = sharedCount; point < before.demand.count; point++) {
    const key = nameHome(before, point);
    const known = waiting.get(key);
    if (known) known.push(point);
    else waiting.set(key, [point]);
  }
  for (let point = sharedCount; point < after.demand.count; point++) {
    pointBefore[point] = waiting.get(nameHome(after, point))?.shift() ?? -1;
  }
  return { pointBefore, departed: [...waiting.values()].flat() };
}

function nameHome({ demand, people }: HomesOfSide, point: number): string {
  return `${demand.coordinates[2 * point]} ${demand.coordinates[2 * point + 1]} ${people[point]}`;
}
