/**
 * Elevation models → heights along a study's streets. Where models overlap the first
 * that knows a place counts. What no model knows is counted and told; a model that no
 * street lies on is refused.
 */
import type { Study } from "../../core/model/study.ts";
import { placeSamples, sampleElevations } from "../../core/network/sample-elevations.ts";
import { boundsOfStreets } from "../osm/build-osm-study.ts";
import type { ElevationModel } from "../raster/elevation-model.ts";
import type { IssueList } from "../tables/labelled-table.ts";

/** Finer sampling follows the model's noise, coarser loses short slopes. */
const FINEST_STEP_METRES = 10;
const COARSEST_STEP_METRES = 100;

/** The study with heights along its streets; as it is where there is no model, null where a model cannot be used. */
export async function addElevations(
  study: Study,
  models: readonly ElevationModel[],
  issues: IssueList,
): Promise<Study | null> {
  if (models.length === 0) return study;
  const { elevations: _before, ...streets } = study.streets;
  const bounds = boundsOfStreets(streets);
  let isUsable = true;
  const lookUps: ((lon: number, lat: number) => number)[] = [];
  for (const model of models) {
    if (!model.touches(bounds)) {
      const extent = model.extent.map((side) => side.toFixed(4)).join(", ");
      issues.error("outside-study", model.layer, { value: extent, details: { what: "elevation" } });
      isUsable = false;
      continue;
    }
    try {
      lookUps.push(await model.readHeights(bounds));
    } catch (error) {
      const code = error instanceof RangeError ? "too-large" : "unreadable-file";
      issues.error(code, model.layer, { details: { format: "GeoTIFF", limit: 4e8 } });
      isUsable = false;
    }
  }
  if (!isUsable) return null;
  const heightAt = (lon: number, lat: number): number => {
    for (const lookUp of lookUps) {
      const metres = lookUp(lon, lat);
      if (!Number.isNaN(metres)) return metres;
    }
    return Number.NaN;
  };
  const cell = Math.min(...models.map(({ cellMetres }) => cellMetres));
  const step = Math.max(FINEST_STEP_METRES, Math.min(COARSEST_STEP_METRES, cell));
  const elevations = sampleElevations(streets, placeSamples(streets, step), heightAt);
  const unknown = elevations.metres.reduce((count, metres) => count + (Number.isNaN(metres) ? 1 : 0), 0);
  const total = elevations.metres.length;
  const layer = models.map((model) => model.layer).join(", ");
  if (unknown === total) {
    issues.error("outside-study", layer, { details: { what: "elevation" } });
    return null;
  }
  if (unknown > 0)
    issues.warn("assumed", layer, { field: "elevation", details: { what: "elevation-gaps", count: unknown, total } });
  const sources = models.map((model) => ({
    layer: "elevation",
    source: model.layer,
    licence: "",
    date: "",
    simulated: false,
    note: "",
  }));
  const kept = study.sources.filter((source) => source.layer !== "elevation");
  return { ...study, streets: { ...streets, elevations }, sources: [...kept, ...sources] };
}
