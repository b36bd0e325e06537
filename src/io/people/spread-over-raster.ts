/** Population rasters → places with people in communities; the cells themselves are divided in `raster-cells`. */
import { boundsMeet, boundsOfArea } from "../../core/areas.ts";
import { sumCompensated } from "../../core/compensated-sum.ts";
import type { Communities } from "../../core/model/community.ts";
import type { Demand } from "../../core/model/demand.ts";
import type { LocalizedText } from "../../core/model/facility.ts";
import type { Bounds } from "../../core/model/geometry.ts";
import { type CellWindow, MOST_POPULATION_CELLS, type PopulationRaster } from "../raster/population-raster.ts";
import type { IssueList } from "../tables/labelled-table.ts";
import { warnOfGroups } from "./group-totals.ts";
import { mixRasters } from "./mix-rasters.ts";
import { CellDivider } from "./raster-cells.ts";
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

/** People of the rasters in communities, by the groups that they count; null where they cannot be used (issues say why). */
export async function placesFromRasters(
  brought: readonly PopulationRaster[],
  communities: Communities,
  issues: IssueList,
): Promise<RasterPlaces | null> {
  const mixed = mixRasters(brought, issues);
  const [raster] = brought;
  if (!mixed || !raster) return null;
  const { file: layer, width, height } = raster;
  const bounds = boundsOfCommunities(communities);
  const over = bounds && boundsMeet(bounds, raster.extent) ? raster.windowOver(bounds) : null;
  const elsewhere = (): null => {
    const extent = raster.extent.map((side) => side.toFixed(4)).join(", ");
    issues.error("outside-study", layer, { value: extent, details: { what: "population" } });
    return null;
  };
  if (!over) return elsewhere();
  const isWhole = width * height * brought.length <= WHOLE_CELLS;
  const window: CellWindow = isWhole ? { left: 0, top: 0, right: width, bottom: height } : over;
  const divider = new CellDivider(raster, communities, mixed.mix);
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
  const { coordinates, owners, people, side } = divider.finish();
  const everybody = people.get("all") ?? new Float64Array(owners.length);
  const inside = sumCompensated(everybody);
  const outside = divider.peopleOutside();
  if (!(inside > 0)) return elsewhere();
  const metres = Math.round(raster.cellMetres * side);
  const details = { count: everybody.length, inside: inside.toFixed(1), metres };
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
  const bad = brought.reduce((count, { countBadCells }) => count + countBadCells(), 0);
  if (bad > 0) issues.warn("assumed", layer, { field: "cells", details: { what: "raster-bad-cells", count: bad } });
  if (side > 1)
    issues.warn("assumed", layer, {
      field: "places",
      details: { what: "raster-merged", count: everybody.length, metres },
    });
  const isDensity = raster.measure === "people-per-km2";
  const files = new Set(brought.map(({ file }) => file)).size;
  const source =
    files > 1
      ? { zh: `${layer} 等 ${files} 份`, en: `${files} rasters (${layer} …)` }
      : { zh: layer, en: `the raster ${layer}` };
  const assumption: LocalizedText = {
    zh: `人口取自人口栅格 ${source.zh}${isDensity ? "（密度 × 格网面积）" : ""}，格网约 ${metres} 米，每格人口放在格心，被社区边界切开的格按面积分摊`,
    en: `People are taken from ${source.en}${isDensity ? " (density × area of the cell)" : ""}: cells of about ${metres} m, each at its middle, shared by area where a border cuts them`,
  };
  const demand: Demand = {
    count: everybody.length,
    coordinates,
    communityIndexes: owners,
    unit: "people",
    people: { ...Object.fromEntries(people), all: everybody },
    landSquareMetres: null,
  };
  if (people.size > 1) warnOfGroups(demand, communities, issues);
  return { places: { basis: "raster", demand }, assumptions: [assumption, ...mixed.assumptions] };
}
