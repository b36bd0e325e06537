/**
 * A population raster → places with people in communities. A cell that lies in one community stands at its middle; a cell that a border
 * cuts is shared out by area, in 64 parts of equal size, each share standing within its community. What lies in no community is left out and
 * told. Sums are kept: what is placed and what is left out add up to the cells read, to the last bit.
 */
import { AreaIndex, boundsMeet, boundsOfArea } from "../../core/areas.ts";
import { sumCompensated } from "../../core/compensated-sum.ts";
import type { Communities } from "../../core/model/community.ts";
import type { LocalizedText } from "../../core/model/facility.ts";
import type { Bounds } from "../../core/model/geometry.ts";
import {
  type CellWindow,
  MOST_POPULATION_CELLS,
  type PopulationRaster,
  type PopulationStrip,
} from "../raster/population-raster.ts";
import type { IssueList } from "../tables/labelled-table.ts";
import { shareExactly } from "./people-share.ts";
import type { Places } from "./people-spread.ts";

/** Sub-cells along a side of a cell that a border cuts. */
const SIDE = 8;
/** Rasters up to this size are read whole, so that everything outside the communities can be told. */
const WHOLE_CELLS = 4_000_000;
/** More places than this are merged, block by block, within each community. */
const MOST_PLACES = 250_000;
/** Cells along a side of the largest block. */
const MOST_MERGED = 64;
const UNKNOWN = -2;

interface CellPoints {
  readonly coordinates: number[];
  readonly owners: number[];
  readonly people: number[];
  readonly columns: number[];
  readonly rows: number[];
}

function boundsOfCommunities(communities: Communities): Bounds | null {
  const bounds: Bounds = [Infinity, Infinity, -Infinity, -Infinity];
  for (const area of communities.areas) {
    if (!area) continue;
    const [west, south, east, north] = boundsOfArea(area);
    bounds[0] = Math.min(bounds[0], west);
    bounds[1] = Math.min(bounds[1], south);
    bounds[2] = Math.max(bounds[2], east);
    bounds[3] = Math.max(bounds[3], north);
  }
  return bounds[0] <= bounds[2] ? bounds : null;
}

/** Finds who owns which part of a cell. */
class CellDivider {
  private readonly raster: PopulationRaster;
  private readonly index: AreaIndex;
  /** Cells with a community's own point: small communities may lie between the corners of a cell. */
  private readonly withCentres = new Set<number>();
  readonly points: CellPoints = { coordinates: [], owners: [], people: [], columns: [], rows: [] };
  readonly outside: number[] = [];
  cutCells = 0;

  constructor(raster: PopulationRaster, communities: Communities) {
    this.raster = raster;
    this.index = new AreaIndex(communities.areas);
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

  divideStrip({ window: { left, top, right, bottom }, people }: PopulationStrip): void {
    const across = right - left;
    let upper = new Int32Array(across + 1).fill(UNKNOWN);
    let lower = new Int32Array(across + 1).fill(UNKNOWN);
    const corner = (corners: Int32Array, at: number, row: number): number => {
      if (corners[at] === UNKNOWN) corners[at] = this.ownerAt(left + at, row);
      return corners[at] as number;
    };
    for (let row = top; row < bottom; row++) {
      for (let at = 0; at < across; at++) {
        const amount = people[(row - top) * across + at] as number;
        if (amount === 0) continue;
        const column = left + at;
        const owner = this.ownerAt(column + 0.5, row + 0.5);
        const isWhole =
          corner(upper, at, row) === owner &&
          corner(upper, at + 1, row) === owner &&
          corner(lower, at, row + 1) === owner &&
          corner(lower, at + 1, row + 1) === owner &&
          !this.withCentres.has(row * this.raster.width + column);
        if (isWhole) this.place(owner, amount, column, row, column + 0.5, row + 0.5);
        else this.cut(amount, column, row);
      }
      [upper, lower] = [lower, upper];
      lower.fill(UNKNOWN);
    }
  }

  private place(owner: number, amount: number, column: number, row: number, x: number, y: number): void {
    if (owner < 0) {
      this.outside.push(amount);
      return;
    }
    this.points.coordinates.push(...this.raster.placeAt(x, y));
    this.points.owners.push(owner);
    this.points.people.push(amount);
    this.points.columns.push(column);
    this.points.rows.push(row);
  }

  private cut(amount: number, column: number, row: number): void {
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
    if (owners.length > 1) this.cutCells++;
    const shares = shareExactly(
      amount,
      owners.map((owner) => (parts.get(owner) as unknown[]).length),
    );
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
      this.place(owner, shares[at] as number, column, row, x, y);
    });
  }
}

/** Merges places of a community that lie in the same block of cells, at the middle of their people; each community keeps its sum. */
function mergePlaces(points: CellPoints, side: number): CellPoints {
  const merged: CellPoints = { coordinates: [], owners: [], people: [], columns: [], rows: [] };
  const blocks = new Map<string, number>();
  points.owners.forEach((owner, at) => {
    const [column, row] = [
      Math.floor((points.columns[at] as number) / side),
      Math.floor((points.rows[at] as number) / side),
    ];
    const key = `${owner} ${column} ${row}`;
    const amount = points.people[at] as number;
    const [lon, lat] = [points.coordinates[2 * at] as number, points.coordinates[2 * at + 1] as number];
    const into = blocks.get(key);
    if (into === undefined) {
      blocks.set(key, merged.owners.length);
      merged.coordinates.push(lon, lat);
      merged.owners.push(owner);
      merged.people.push(amount);
      merged.columns.push(column);
      merged.rows.push(row);
      return;
    }
    const sum = (merged.people[into] as number) + amount;
    const share = amount / sum;
    merged.coordinates[2 * into]! += share * (lon - (merged.coordinates[2 * into] as number));
    merged.coordinates[2 * into + 1]! += share * (lat - (merged.coordinates[2 * into + 1] as number));
    merged.people[into] = sum;
  });
  const amountsOf = (list: CellPoints): Map<number, number[]> => {
    const found = new Map<number, number[]>();
    list.owners.forEach((owner, at) => {
      const own = found.get(owner);
      if (own) own.push(at);
      else found.set(owner, [at]);
    });
    return found;
  };
  const before = amountsOf(points);
  for (const [owner, rows] of amountsOf(merged)) {
    const total = sumCompensated((before.get(owner) as number[]).map((at) => points.people[at] as number));
    const settled = shareExactly(
      total,
      rows.map((at) => merged.people[at] as number),
    );
    rows.forEach((at, part) => {
      merged.people[at] = settled[part] as number;
    });
  }
  return merged;
}

export interface RasterPlaces {
  readonly places: Places;
  readonly assumptions: readonly LocalizedText[];
}

/** People of the raster in communities; null where it cannot be used (issues say why). */
export async function placesFromRaster(
  raster: PopulationRaster,
  communities: Communities,
  issues: IssueList,
): Promise<RasterPlaces | null> {
  const { layer, width, height } = raster;
  const bounds = boundsOfCommunities(communities);
  const over = bounds && boundsMeet(bounds, raster.extent) ? raster.windowOver(bounds) : null;
  const elsewhere = (): null => {
    const extent = raster.extent.map((side) => side.toFixed(4)).join(", ");
    issues.error("outside-study", layer, { value: extent, details: { what: "population" } });
    return null;
  };
  if (!over) return elsewhere();
  const isWhole = width * height <= WHOLE_CELLS;
  const window: CellWindow = isWhole ? { left: 0, top: 0, right: width, bottom: height } : over;
  const divider = new CellDivider(raster, communities);
  try {
    for await (const strip of raster.readStrips(window)) divider.divideStrip(strip);
  } catch (error) {
    if (error instanceof RangeError)
      issues.error("too-large", layer, { details: { format: "GeoTIFF", limit: 4 * MOST_POPULATION_CELLS } });
    else issues.error("unreadable-file", layer, { details: { format: "GeoTIFF" } });
    return null;
  }
  const inside = sumCompensated(divider.points.people);
  const outside = sumCompensated(divider.outside);
  if (!(inside > 0)) return elsewhere();
  let { points } = divider;
  let side = 1;
  while (points.owners.length > MOST_PLACES && side < MOST_MERGED) {
    side = Math.max(side + 1, Math.floor(Math.sqrt(divider.points.owners.length / MOST_PLACES)));
    points = mergePlaces(divider.points, side);
  }
  const metres = Math.round(raster.cellMetres * side);
  const people = Float64Array.from(points.people);
  const details = { count: people.length, inside: inside.toFixed(1), metres };
  issues.warn("assumed", layer, {
    field: "population",
    value: raster.measure,
    details: { what: `raster-${raster.measure}`, ...details },
  });
  if (outside > 0)
    issues.warn("assumed", layer, {
      field: "communities",
      details: {
        what: isWhole ? "raster-outside" : "raster-outside-window",
        people: outside.toFixed(1),
        inside: details.inside,
      },
    });
  const bad = raster.countBadCells();
  if (bad > 0) issues.warn("assumed", layer, { field: "cells", details: { what: "raster-bad-cells", count: bad } });
  if (side > 1)
    issues.warn("assumed", layer, {
      field: "places",
      details: { what: "raster-merged", count: people.length, metres },
    });
  const isDensity = raster.measure === "people-per-km2";
  const assumption: LocalizedText = {
    zh: `人口取自人口栅格 ${layer}${isDensity ? "（密度 × 格网面积）" : ""}，格网约 ${metres} 米，每格人口放在格心，被社区边界切开的格按面积分摊`,
    en: `People are taken from the raster ${layer}${isDensity ? " (density × area of the cell)" : ""}: cells of about ${metres} m, each at its middle, shared by area where a border cuts them`,
  };
  const demand = {
    count: people.length,
    coordinates: Float64Array.from(points.coordinates),
    communityIndexes: Int32Array.from(points.owners),
    unit: "people" as const,
    people: { all: people },
    landSquareMetres: null,
  };
  return { places: { basis: "raster", demand }, assumptions: [assumption] };
}
