/** A population raster → places with people in communities; the cells themselves are divided in `raster-cells`. */
import { boundsMeet, boundsOfArea } from "../../core/areas.ts";
import { sumCompensated } from "../../core/compensated-sum.ts";
import type { Communities } from "../../core/model/community.ts";
import type { LocalizedText } from "../../core/model/facility.ts";
import type { Bounds } from "../../core/model/geometry.ts";
import { type CellWindow, MOST_POPULATION_CELLS, type PopulationRaster } from "../raster/population-raster.ts";
import type { IssueList } from "../tables/labelled-table.ts";
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
  const { coordinates, owners, people, side } = divider.finish();
  const inside = sumCompensated(people);
  const outside = divider.peopleOutside();
  if (!(inside > 0)) return elsewhere();
  const metres = Math.round(raster.cellMetres * side);
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
    coordinates,
    communityIndexes: owners,
    unit: "people" as const,
    people: { all: people },
    landSquareMetres: null,
  };
  return { places: { basis: "raster", demand }, assumptions: [assumption] };
}
