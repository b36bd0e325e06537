/**
 * A GeoTIFF as what it is: heights or people, as the user says, else as the file tells; where neither does, the user is asked. A raster of people may
 * count an age group alone, or have a band for each.
 */

import { type AgeClass, agesInName, EVERYBODY, readAges, writeAges } from "../raster/age-classes.ts";
import { type ElevationModel, layElevationModel } from "../raster/elevation-model.ts";
import { bandAt, checkOneBand, type OpenedGeotiff, openGeotiff } from "../raster/geotiff-band.ts";
import { tellRasterKind } from "../raster/population-kind.ts";
import { layPopulationRaster, type PopulationMeasure, type PopulationRaster } from "../raster/population-raster.ts";
import type { RasterBeside } from "../raster/raster-beside.ts";
import { isRasterRole, type LayerRole } from "../roles/detect-roles.ts";
import { type IssueList, shown } from "../tables/labelled-table.ts";

interface TakenSystem {
  readonly datum: string;
  /** See `CoordinateSystem.isApproximate`. */
  readonly isApproximate: boolean;
}

export type TakenRaster =
  | ({ readonly role: "elevation"; readonly raster: ElevationModel } & TakenSystem)
  /** A raster for each band that counts people. */
  | ({
      readonly role: "population";
      readonly rasters: readonly PopulationRaster[];
      /** Whose people the bands count, as `RasterSettings.ages` is written. */
      readonly ages: string;
    } & TakenSystem);

/** What somebody says of a raster. */
export interface RasterSettings {
  /** Files that say what a plain TIFF does not. */
  readonly beside?: RasterBeside;
  readonly role?: LayerRole;
  /** Whose people the bands count, one after the other, set apart by commas (`all,0-2,60+`); `-` leaves a band out. */
  readonly ages?: string;
}

interface AgedBand {
  readonly sample: number;
  readonly ages: AgeClass;
}

function statedBands(stated: string, { bands }: OpenedGeotiff, layer: string, issues: IssueList): AgedBand[] {
  const texts = stated.split(/[,，;；]/).map((text) => text.trim());
  if (texts.length !== bands.length) {
    const details = { what: "ages-of-bands", count: bands.length, said: texts.length };
    issues.error("bad-value", layer, { field: "ages", value: shown(stated), details });
    return [];
  }
  return texts.flatMap((text, sample): AgedBand[] => {
    if (text === "-") return [];
    const ages = readAges(text);
    if (!ages) issues.error("bad-value", layer, { field: "ages", value: shown(text), details: { what: "ages" } });
    return ages ? [{ sample, ages }] : [];
  });
}

/** The bands that count people, each with whom it counts. */
function agedBands(
  file: OpenedGeotiff,
  name: string,
  stated: string | undefined,
  issues: IssueList,
): readonly AgedBand[] {
  if (stated !== undefined) return statedBands(stated, file, name, issues);
  const { bands } = file;
  if (bands.length === 1) return [{ sample: 0, ages: readAges(bands[0]?.name ?? "") ?? agesInName(name) ?? EVERYBODY }];
  const found = bands.flatMap((band, sample): AgedBand[] => {
    const ages = readAges(band.name);
    return ages ? [{ sample, ages }] : [];
  });
  if (found.length === 0) {
    const details = { what: "ages-of-bands", count: bands.length, said: 0 };
    issues.error("bad-value", name, { field: "bands", value: String(bands.length), details });
  } else if (found.length < bands.length) {
    const others = bands.flatMap((band, sample) =>
      found.some((one) => one.sample === sample) ? [] : [`${sample + 1}${band.name === "" ? "" : ` ${band.name}`}`],
    );
    const details = { what: "bands-left-out", count: others.length, total: bands.length };
    issues.warn("assumed", name, { field: "bands", value: shown(others.join(", ")), details });
  }
  return found;
}

/** Opens a raster; null, with every fault in `issues`, where it cannot be used. */
export async function readRaster(
  bytes: Uint8Array,
  name: string,
  { role: stated, ages, beside }: RasterSettings,
  issues: IssueList,
): Promise<TakenRaster | null> {
  if (stated !== undefined && !isRasterRole(stated)) {
    issues.error("bad-value", name, { field: "as", value: stated, details: { expected: "elevation, population" } });
    return null;
  }
  const file = await openGeotiff(bytes, name, issues, beside);
  if (!file) return null;
  const told = stated === "elevation" ? null : await tellRasterKind(file, name);
  const role = stated ?? (ages === undefined ? told?.role : "population") ?? null;
  if (role === null) {
    if (checkOneBand(file, name, issues) && file.band)
      issues.error("bad-value", name, { field: "as", details: { what: "name-the-raster" } });
    return null;
  }
  if (role === "elevation") {
    if (ages !== undefined)
      issues.error("bad-value", name, { field: "ages", value: shown(ages), details: { what: "ages-of-heights" } });
    const raster = layElevationModel(file, name, issues);
    return raster && { role, raster, datum: raster.system.title, isApproximate: raster.system.isApproximate };
  }
  const measures: Readonly<Record<typeof role, PopulationMeasure>> = {
    population: told?.measure ?? "people",
    "population:count": "people",
    "population:density": "people-per-km2",
  };
  const counted = agedBands(file, name, ages, issues);
  const rasters = counted.flatMap(({ sample, ages: ofBand }): PopulationRaster[] => {
    const band = bandAt(file, sample);
    const own = file.bands.length === 1 ? name : `${name} › ${file.bands[sample]?.name || sample + 1}`;
    const raster =
      band && layPopulationRaster(band, { file: name, layer: own, ages: ofBand, measure: measures[role] }, issues);
    return raster ? [raster] : [];
  });
  const [first] = rasters;
  const said = file.bands.map((_, sample) => {
    const band = counted.find((one) => one.sample === sample);
    return band ? writeAges(band.ages) : "-";
  });
  const isApproximate = file.band?.system.isApproximate === true;
  return first ? { role: "population", rasters, datum: first.systemTitle, isApproximate, ages: said.join(",") } : null;
}
