/** Walks to the sites of a question, site by site: to the nearest open one, or the so manieth nearest where backup counts. */
import type { Position } from "../../model/geometry.ts";
import type { StudySites } from "./prepare-sites.ts";

/** Pairs by site, so that a site's people can be read off. */
interface Columns {
  readonly starts: Int32Array;
  readonly demand: Int32Array;
  readonly seconds: Float64Array;
}

const columnsOf = new WeakMap<StudySites, Columns>();

function turn(sites: StudySites): Columns {
  const known = columnsOf.get(sites);
  if (known) return known;
  const { rows } = sites;
  const starts = new Int32Array(rows.siteCount + 1);
  for (const site of rows.siteIndexes) starts[site + 1]!++;
  for (let site = 0; site < rows.siteCount; site++) starts[site + 1]! += starts[site] as number;
  const next = starts.slice();
  const demand = new Int32Array(rows.costs.length);
  const seconds = new Float64Array(rows.costs.length);
  for (let point = 0; point < rows.demandCount; point++) {
    for (let pair = rows.rowStarts[point] as number; pair < (rows.rowStarts[point + 1] as number); pair++) {
      const at = next[rows.siteIndexes[pair] as number]!++;
      demand[at] = point;
      seconds[at] = rows.costs[pair] as number;
    }
  }
  const columns = { starts, demand, seconds };
  columnsOf.set(sites, columns);
  return columns;
}

export type TakePoint = (point: number, seconds: number) => void;

/** The least walks of each demand point, ascending: one array for the nearest site, one for the second nearest … */
export class Walks {
  private readonly levels: readonly Float64Array[];

  constructor(levels: readonly Float64Array[]) {
    this.levels = levels;
  }

  /** To the nearest, or the so manieth nearest that makes covered; Infinity beyond the limit. */
  get last(): Float64Array {
    return this.levels[this.levels.length - 1] as Float64Array;
  }

  /** To the last but one; null where one site is enough. */
  get lastButOne(): Float64Array | null {
    return this.levels[this.levels.length - 2] ?? null;
  }

  add(point: number, seconds: number): void {
    let walk = seconds;
    for (const level of this.levels) {
      const known = level[point] as number;
      if (walk >= known) continue;
      level[point] = walk;
      walk = known;
    }
  }

  copy(): Walks {
    return new Walks(this.levels.map((level) => level.slice()));
  }
}

/** Walks up to a limit; `times` is how many sites make covered. */
export function readGround(sites: StudySites, limitSeconds: number, times: number) {
  const columns = turn(sites);
  const each = (site: number, take: TakePoint): void => {
    for (let at = columns.starts[site] as number; at < (columns.starts[site + 1] as number); at++) {
      const seconds = columns.seconds[at] as number;
      if (seconds <= limitSeconds) take(columns.demand[at] as number, seconds);
    }
  };
  return {
    each,
    measureWalks: (list: Iterable<number>): Walks => {
      const walks = new Walks(
        Array.from({ length: times }, () => new Float64Array(sites.people.length).fill(Infinity)),
      );
      for (const site of list) each(site, (point, seconds) => walks.add(point, seconds));
      return walks;
    },
    positionOf: (site: number): Position => [
      sites.positions[2 * site] as number,
      sites.positions[2 * site + 1] as number,
    ],
  };
}
