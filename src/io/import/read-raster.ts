/** A GeoTIFF as what it is: heights or people, as the user says, else as the file tells; where neither does, the user is asked. */
import { type ElevationModel, layElevationModel } from "../raster/elevation-model.ts";
import { openGeotiffBand } from "../raster/geotiff-band.ts";
import { tellRasterKind } from "../raster/population-kind.ts";
import { layPopulationRaster, type PopulationMeasure, type PopulationRaster } from "../raster/population-raster.ts";
import type { IssueList } from "../tables/labelled-table.ts";
import { isRasterRole, type LayerRole } from "./detect-roles.ts";

export type TakenRaster =
  | { readonly role: "elevation"; readonly raster: ElevationModel; readonly datum: string }
  | { readonly role: "population"; readonly raster: PopulationRaster; readonly datum: string };

/** Opens a raster; null, with every fault in `issues`, where it cannot be used. */
export async function readRaster(
  bytes: Uint8Array,
  name: string,
  stated: LayerRole | undefined,
  issues: IssueList,
): Promise<TakenRaster | null> {
  if (stated !== undefined && !isRasterRole(stated)) {
    issues.error("bad-value", name, { field: "as", value: stated, details: { expected: "elevation, population" } });
    return null;
  }
  const file = await openGeotiffBand(bytes, name, issues);
  if (!file) return null;
  const told = stated === "elevation" ? null : await tellRasterKind(file, name);
  const role = stated ?? told?.role ?? null;
  if (role === null) {
    if (file.band) issues.error("bad-value", name, { field: "as", details: { what: "name-the-raster" } });
    return null;
  }
  if (role === "elevation") {
    const raster = layElevationModel(file, name, issues);
    return raster && { role, raster, datum: raster.system.title };
  }
  const measures: Readonly<Record<typeof role, PopulationMeasure>> = {
    population: told?.measure ?? "people",
    "population:count": "people",
    "population:density": "people-per-km2",
  };
  const raster = layPopulationRaster(file, name, measures[role], issues);
  return raster && { role: "population", raster, datum: raster.systemTitle };
}
