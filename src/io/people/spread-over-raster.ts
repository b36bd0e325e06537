/** Population rasters → places with people in communities; the cells themselves are divided in `raster-cells`. */
import { boundsMeet, boundsOfArea } from "../../core/areas.ts";
import { sumCompensated } from "../../core/compensated-sum.ts";
import type { Communities } from "../../core/model/community.ts";
import type { Demand, GroupId } from "../../core/model/demand.ts";
import type { LocalizedText } from "../../core/model/facility.ts";
import type { Bounds } from "../../core/model/geometry.ts";
import { type CellWindow, MOST_POPULATION_CELLS, type PopulationRaster } from "../raster/population-raster.ts";
import type { IssueList } from "../tables/labelled-table.ts";
import { warnOfGroups } from "./group-totals.ts";
import { mixRasters } from "./mix-rasters.ts";
import { CellDivider, type DividedCells, type GroupMix } from "./raster-cells.ts";
import { areSameAges } from "./raster-grids.ts";
import type { Places } from "./spread-people.ts";

/** Rasters up to this size are read whole, so that everything outside the communities can be told. */
const WHOLE_CELLS = 4_000_000;

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

export interface RasterPlaces {
  readonly places: Places;
  readonly assumptions: readonly LocalizedText[];
}

/** What the rasters of one grid give. */
interface GridPlaces {
  readonly cells: DividedCells;
  /** People of the leading group. */
  readonly inside: number;
  readonly outside: number;
  readonly metres: number;
  /** All cells were read, so that everybody outside the communities is counted. */
  readonly isWhole: boolean;
}

function tellElsewhere({ file, extent }: PopulationRaster, issues: IssueList): null {
  const value = extent.map((side) => side.toFixed(4)).join(", ");
  issues.error("outside-study", file, { value, details: { what: "population" } });
  return null;
}

/** Divides the cells of rasters that lie on one grid; null where they cannot be read (issues say why). */
async function divideGrid(
  brought: readonly PopulationRaster[],
  mix: readonly GroupMix[],
  over: CellWindow,
  communities: Communities,
  issues: IssueList,
): Promise<GridPlaces | null> {
  const raster = brought[0] as PopulationRaster;
  const { width, height } = raster;
  const isWhole = width * height * brought.length <= WHOLE_CELLS;
  const window: CellWindow = isWhole ? { left: 0, top: 0, right: width, bottom: height } : over;
  const divider = new CellDivider(raster, communities, mix);
  let reading = raster;
  try {
    for (const strip of raster.listStrips(window, brought.length)) {
      const cells: Float64Array[] = [];
      for (reading of brought) cells.push(await reading.readCells(strip));
      divider.divideStrip({ window: strip, people: cells });
    }
  } catch (error) {
    const details = { format: "GeoTIFF" };
    if (error instanceof RangeError)
      issues.error("too-large", reading.file, { details: { ...details, limit: 4 * MOST_POPULATION_CELLS } });
    else issues.error("unreadable-file", reading.file, { details });
    return null;
  }
  const cells = divider.finish();
  const { groupId, outside } = divider.countLeading();
  const inside = sumCompensated(cells.people.get(groupId) ?? new Float64Array(0));
  return { cells, inside, outside, metres: Math.round(raster.cellMetres * cells.side), isWhole };
}

/** What became of the cells of one grid. */
function tellGrid(brought: readonly PopulationRaster[], grid: GridPlaces, issues: IssueList): void {
  const { file: layer, measure } = brought[0] as PopulationRaster;
  const { cells, inside, outside, metres, isWhole } = grid;
  const count = cells.owners.length;
  const details = { count, inside: inside.toFixed(1), metres };
  issues.warn("assumed", layer, {
    field: "population",
    value: measure,
    details: { what: `raster-${measure}`, ...details },
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
  const bad = brought.reduce((sum, { countBadCells }) => sum + countBadCells(), 0);
  if (bad > 0) issues.warn("assumed", layer, { field: "cells", details: { what: "raster-bad-cells", count: bad } });
  if (cells.side > 1)
    issues.warn("assumed", layer, { field: "places", details: { what: "raster-merged", count, metres } });
}

function joinGroups(grids: readonly GridPlaces[], groupIds: readonly GroupId[]): Demand["people"] {
  const amounts = (groupId: GroupId): Float64Array =>
    concatenate(grids.map(({ cells }) => cells.people.get(groupId) ?? new Float64Array(cells.owners.length)));
  return { ...Object.fromEntries(groupIds.map((groupId) => [groupId, amounts(groupId)])), all: amounts("all") };
}

function concatenate(parts: readonly Float64Array[]): Float64Array {
  if (parts.length === 1) return parts[0] as Float64Array;
  const joined = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

function describeSource(brought: readonly PopulationRaster[], grids: readonly GridPlaces[]): LocalizedText {
  const { file: layer, measure } = brought[0] as PopulationRaster;
  const isDensity = measure === "people-per-km2";
  const files = new Set(brought.map(({ file }) => file)).size;
  const source =
    files > 1
      ? { zh: `${layer} 等 ${files} 份`, en: `${files} rasters (${layer} …)` }
      : { zh: layer, en: `the raster ${layer}` };
  const metres = [...new Set(grids.map((grid) => grid.metres))].sort((a, b) => a - b);
  return {
    zh: `人口取自人口栅格 ${source.zh}${isDensity ? "（密度 × 格网面积）" : ""}，格网约 ${metres.join("、")} 米，每格人口放在格心，被社区边界切开的格按面积分摊`,
    en: `People are taken from ${source.en}${isDensity ? " (density × area of the cell)" : ""}: cells of about ${metres.join(", ")} m, each at its middle, shared by area where a border cuts them`,
  };
}

/** People of the rasters in communities, by the groups that they count; null where they cannot be used (issues say why). */
export async function placesFromRasters(
  brought: readonly PopulationRaster[],
  communities: Communities,
  issues: IssueList,
): Promise<RasterPlaces | null> {
  const mixed = mixRasters(brought, issues);
  if (!mixed) return null;
  const { mix } = mixed;
  const bounds = boundsOfCommunities(communities);
  const divided: GridPlaces[] = [];
  const elsewhere: PopulationRaster[] = [];
  for (const places of mixed.grids) {
    const own = places.map((place) => brought[place] as PopulationRaster);
    const [raster] = own as [PopulationRaster];
    const over = bounds && boundsMeet(bounds, raster.extent) ? raster.windowOver(bounds) : null;
    const ownMix = mix.map(({ groupId, shares }) => ({ groupId, shares: places.map((place) => shares[place] ?? 0) }));
    const grid = over && (await divideGrid(own, ownMix, over, communities, issues));
    if (over && !grid) return null;
    if (grid && grid.inside > 0) {
      divided.push(grid);
      tellGrid(own, grid, issues);
    } else elsewhere.push(...own);
  }
  // A tile beside the study is nothing amiss where another of the same ages lies on it.
  const isCovered = ({ ages }: PopulationRaster): boolean =>
    brought.some((other) => !elsewhere.includes(other) && areSameAges(other, { ages }));
  const lost = elsewhere.filter((raster) => !isCovered(raster));
  for (const raster of lost.slice(0, 1)) tellElsewhere(raster, issues);
  if (lost.length > 0 || divided.length === 0) return null;
  const people = joinGroups(
    divided,
    mix.map(({ groupId }) => groupId),
  );
  const demand: Demand = {
    count: people.all.length,
    coordinates: concatenate(divided.map(({ cells }) => cells.coordinates)),
    communityIndexes: Int32Array.from(divided.flatMap(({ cells }) => Array.from(cells.owners))),
    unit: "people",
    people,
    landSquareMetres: null,
  };
  if (mix.length > 1) warnOfGroups(demand, communities, issues);
  return {
    places: { basis: "raster", demand },
    assumptions: [describeSource(brought, divided), ...mixed.assumptions],
  };
}
