/**
 * Who owns which part of the cells of rasters that lie on one grid. A cell that lies in one community stands at its middle; a cell that a border cuts is shared
 * out by area, in 64 parts of equal size, each share standing within its community. Sums are kept: what is placed and what lies outside add up
 * to the cells divided, to the last bit. Several rasters are mixed into groups of people at each place (`GroupMix`). Where there are too many places those of a community are merged block by block. Cost: two look-ups
 * a cell with people, 64 more where a border cuts it.
 */
import { AreaIndex } from "../../core/areas.ts";
import { CompensatedSums, sumCompensated } from "../../core/compensated-sum.ts";
import type { Communities } from "../../core/model/community.ts";
import type { GroupId } from "../../core/model/demand.ts";
import type { CellWindow, PopulationRaster } from "../raster/population-raster.ts";
import { shareExactly } from "./share-exactly.ts";

/** Sub-cells along a side of a cell that a border cuts. */
const SIDE = 8;
/** More places than this are merged at the end, as few cells together as will do. */
const MOST_PLACES = 200_000;
/** More places than this are merged as they come, so that memory is bounded. */
const MOST_HELD = 2_000_000;
/** Cells along a side of the largest block. */
const MOST_MERGED = 1_024;
const UNKNOWN = -2;

/** What a group of people takes of each raster: all, nothing or a share. The first group is everybody. */
export interface GroupMix {
  readonly groupId: GroupId;
  readonly shares: readonly number[];
}

/** A part of the grid with the people of each raster. */
export interface CellStrip {
  readonly window: CellWindow;
  readonly people: readonly Float64Array[];
}

/** Places so far; columns and rows are those of their cells. */
interface CellPoints {
  readonly coordinates: number[];
  readonly owners: number[];
  /** By group. */
  readonly people: readonly number[][];
  readonly columns: number[];
  readonly rows: number[];
}

const noPoints = (groupCount: number): CellPoints => ({
  coordinates: [],
  owners: [],
  people: Array.from({ length: groupCount }, () => []),
  columns: [],
  rows: [],
});

/** What was made of the cells. */
export interface DividedCells {
  /** Interleaved lon, lat. */
  readonly coordinates: Float64Array;
  /** Index of each place's community. */
  readonly owners: Int32Array;
  readonly people: ReadonlyMap<GroupId, Float64Array>;
  /** Cells along a side of what stands at one place; 1 where nothing was merged. */
  readonly side: number;
}

/** Divides strips of cells among the communities, one after the other. */
export class CellDivider {
  private readonly raster: PopulationRaster;
  private readonly index: AreaIndex;
  /** Cells with a community's own point: small communities may lie between the corners of a cell. */
  private readonly withCentres = new Set<number>();
  private readonly mix: readonly GroupMix[];
  private points: CellPoints;
  private side = 1;
  /** Of each raster: people of each community, and in the last bucket those outside all. */
  private readonly sums: readonly CompensatedSums[];
  /** The first group that any of the rasters counts: everybody, where they count everybody. */
  private readonly leading: number;

  /** @param raster any of those that lie on the grid; each group of `mix` has a share for each of them. */
  constructor(raster: PopulationRaster, communities: Communities, mix: readonly GroupMix[]) {
    this.raster = raster;
    this.mix = mix;
    this.points = noPoints(mix.length);
    this.leading = Math.max(
      0,
      mix.findIndex(({ shares }) => shares.some((share) => share > 0)),
    );
    this.index = new AreaIndex(communities.areas);
    this.sums = Array.from({ length: mix[0]?.shares.length ?? 0 }, () => new CompensatedSums(communities.count + 1));
    communities.areas.forEach((area, community) => {
      if (!area) return;
      const [lon, lat] = communities.centres.subarray(2 * community, 2 * community + 2) as unknown as [number, number];
      const [column, row] = raster.cellOf(lon, lat);
      this.withCentres.add(row * raster.width + column);
    });
  }

  private ownerAt(column: number, row: number): number {
    return this.index.find(...this.raster.placeAt(column, row));
  }

  divideStrip({ window: { left, top, right, bottom }, people }: CellStrip): void {
    const across = right - left;
    const amounts = new Float64Array(people.length);
    let upper = new Int32Array(across + 1).fill(UNKNOWN);
    let lower = new Int32Array(across + 1).fill(UNKNOWN);
    const corner = (corners: Int32Array, at: number, row: number): number => {
      if (corners[at] === UNKNOWN) corners[at] = this.ownerAt(left + at, row);
      return corners[at] as number;
    };
    for (let row = top; row < bottom; row++) {
      for (let at = 0; at < across; at++) {
        let isEmpty = true;
        for (let source = 0; source < amounts.length; source++) {
          const amount = (people[source] as Float64Array)[(row - top) * across + at] as number;
          amounts[source] = amount;
          if (amount !== 0) isEmpty = false;
        }
        if (isEmpty) continue;
        const column = left + at;
        const owner = this.ownerAt(column + 0.5, row + 0.5);
        const isWhole =
          corner(upper, at, row) === owner &&
          corner(upper, at + 1, row) === owner &&
          corner(lower, at, row + 1) === owner &&
          corner(lower, at + 1, row + 1) === owner &&
          !this.withCentres.has(row * this.raster.width + column);
        if (isWhole) this.place(owner, amounts, column, row, column + 0.5, row + 0.5);
        else this.cut(amounts, column, row);
      }
      [upper, lower] = [lower, upper];
      lower.fill(UNKNOWN);
    }
    while (this.points.owners.length > MOST_HELD && this.side < MOST_MERGED) {
      this.side *= 2;
      this.points = this.merge(this.side);
    }
  }

  private place(owner: number, amounts: ArrayLike<number>, column: number, row: number, x: number, y: number): void {
    this.sums.forEach((sums, source) => {
      sums.add(owner < 0 ? sums.count - 1 : owner, amounts[source] as number);
    });
    if (owner < 0) return;
    const [lon, lat] = this.raster.placeAt(x, y);
    this.points.coordinates.push(lon, lat);
    this.points.owners.push(owner);
    this.mix.forEach(({ shares }, group) => {
      let mixed = 0;
      for (let source = 0; source < shares.length; source++)
        mixed += (shares[source] as number) * (amounts[source] as number);
      (this.points.people[group] as number[]).push(mixed);
    });
    this.points.columns.push(column);
    this.points.rows.push(row);
  }

  private cut(amounts: Float64Array, column: number, row: number): void {
    const parts = new Map<number, [x: number, y: number][]>();
    for (let v = 0; v < SIDE; v++) {
      for (let u = 0; u < SIDE; u++) {
        const [x, y] = [column + (u + 0.5) / SIDE, row + (v + 0.5) / SIDE];
        const owner = this.ownerAt(x, y);
        const own = parts.get(owner);
        if (own) own.push([x, y]);
        else parts.set(owner, [[x, y]]);
      }
    }
    const owners = [...parts.keys()].sort((a, b) => a - b);
    const areas = owners.map((owner) => (parts.get(owner) as unknown[]).length);
    const shares = Array.from(amounts, (amount) => shareExactly(amount, areas));
    owners.forEach((owner, at) => {
      const own = parts.get(owner) as [number, number][];
      const middleX = own.reduce((sum, [x]) => sum + x, 0) / own.length;
      const middleY = own.reduce((sum, [, y]) => sum + y, 0) / own.length;
      let best = own[0] as [number, number];
      for (const one of own) {
        if (Math.hypot(one[0] - middleX, one[1] - middleY) < Math.hypot(best[0] - middleX, best[1] - middleY))
          best = one;
      }
      const [x, y] = own.length === SIDE * SIDE ? [column + 0.5, row + 0.5] : best;
      const amountsHere = shares.map((ofSource) => ofSource[at] as number);
      this.place(owner, amountsHere, column, row, x, y);
    });
  }

  /** Places of a community in the same block of cells as one, at the middle of their people. */
  private merge(side: number): CellPoints {
    const { points, mix } = this;
    const merged = noPoints(mix.length);
    const everybody = points.people[this.leading] ?? [];
    const mergedEverybody = merged.people[this.leading] ?? [];
    const blocks = new Map<number, number>();
    const across = Math.ceil(this.raster.width / side) + 1;
    const down = Math.ceil(this.raster.height / side) + 1;
    for (let at = 0; at < points.owners.length; at++) {
      const owner = points.owners[at] as number;
      const [column, row] = [points.columns[at] as number, points.rows[at] as number];
      const amount = everybody[at] as number;
      const [lon, lat] = [points.coordinates[2 * at] as number, points.coordinates[2 * at + 1] as number];
      const key = (owner * down + Math.floor(row / side)) * across + Math.floor(column / side);
      const into = blocks.get(key);
      if (into === undefined) {
        blocks.set(key, merged.owners.length);
        merged.coordinates.push(lon, lat);
        merged.owners.push(owner);
        for (const [group, people] of points.people.entries())
          (merged.people[group] as number[]).push(people[at] as number);
        merged.columns.push(column);
        merged.rows.push(row);
        continue;
      }
      const sum = (mergedEverybody[into] as number) + amount;
      const share = sum > 0 ? amount / sum : 0;
      merged.coordinates[2 * into]! += share * (lon - (merged.coordinates[2 * into] as number));
      merged.coordinates[2 * into + 1]! += share * (lat - (merged.coordinates[2 * into + 1] as number));
      for (const [group, people] of points.people.entries())
        (merged.people[group] as number[])[into]! += people[at] as number;
    }
    return merged;
  }

  /** A group's people in a community, or in none (the last bucket): each raster's sum is exact, each share is rounded once. */
  private totalOf({ shares }: GroupMix, bucket: number): number {
    return sumCompensated(this.sums.map((sums, source) => (shares[source] as number) * sums.value(bucket)));
  }

  /** People of the leading group in the cells divided so far: those in communities, and those in none. */
  countLeading(): { readonly groupId: GroupId; readonly outside: number } {
    const leading = this.mix[this.leading];
    const outside = leading ? this.totalOf(leading, (this.sums[0]?.count ?? 1) - 1) : 0;
    return { groupId: leading?.groupId ?? "all", outside };
  }

  /** All places. Those of a community add up to its share of the cells, group by group, to the last bit. */
  finish(): DividedCells {
    const before = this.side;
    let points = this.points;
    let factor = Math.floor(Math.sqrt(points.owners.length / MOST_PLACES));
    while (points.owners.length > MOST_PLACES && this.side < MOST_MERGED) {
      this.side = before * Math.max(2, ++factor);
      points = this.merge(this.side);
    }
    const { coordinates, owners } = points;
    const people = points.people.map((amounts) => Float64Array.from(amounts));
    if (this.side > 1 || this.sums.length > 1) this.settle(owners, people);
    return {
      coordinates: Float64Array.from(coordinates),
      owners: Int32Array.from(owners),
      people: new Map(this.mix.map(({ groupId }, group) => [groupId, people[group] as Float64Array])),
      side: this.side,
    };
  }

  /** Gives back what rounding took from the sums of communities. */
  private settle(owners: readonly number[], people: readonly Float64Array[]): void {
    const rowsOf = new Map<number, number[]>();
    owners.forEach((owner, at) => {
      const own = rowsOf.get(owner);
      if (own) own.push(at);
      else rowsOf.set(owner, [at]);
    });
    this.mix.forEach((one, group) => {
      const amounts = people[group] as Float64Array;
      for (const [owner, rows] of rowsOf) {
        const total = this.totalOf(one, owner);
        const own = rows.map((at) => amounts[at] as number);
        if (!(total > 0) || sumCompensated(own) === total) continue;
        const parts = shareExactly(total, own);
        rows.forEach((at, part) => {
          amounts[at] = parts[part] as number;
        });
      }
    });
  }
}
