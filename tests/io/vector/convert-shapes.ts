/** Features as files of other formats, written by GDAL. */
import { type Gdal, runGdal } from "../../../src/io/vector/open-gdal.ts";
import { utf8 } from "../bad-data.ts";
import { geojsonOf, type ShapeFeature } from "./shape-texts.ts";

export interface Written {
  readonly name: string;
  readonly features: readonly ShapeFeature[];
  /** As `ogr2ogr` takes them (`-nlt`, `-a_srs` …). */
  readonly options?: readonly string[];
}

function write(gdal: Gdal, driver: string, target: string, layers: readonly Written[]): void {
  layers.forEach(({ name, features, options = [] }, index) => {
    const path = `/made/${index}.geojson`;
    gdal.writeFile(path, utf8(geojsonOf(features)));
    const mode = index === 0 ? [] : ["-update"];
    const source = gdal.open(path, ["GeoJSON"]);
    if (source === null || !gdal.translate(target, source, ["-f", driver, "-nln", name, ...mode, ...options]))
      throw new Error(gdal.messages.join("\n"));
  });
}

const WORK = { layer: "made", format: "test", bytes: 1e7 };

/** One file with all layers (GPKG) or one (KML, DXF, FlatGeobuf …). */
export async function writeOneFile(driver: string, ending: string, layers: readonly Written[]): Promise<Uint8Array> {
  return runGdal(WORK, (gdal) => {
    write(gdal, driver, `/made/out.${ending}`, layers);
    return gdal.readFile(`/made/out.${ending}`).slice();
  });
}

/** All files that a driver writes for one target, by name: a folder's content, or what shares the stem. */
export async function writeFiles(
  driver: string,
  ending: string,
  layers: readonly Written[],
): Promise<Map<string, Uint8Array>> {
  return runGdal(WORK, (gdal) => {
    write(gdal, driver, `/made/out.${ending}`, layers);
    const folder = ending === "gdb" ? "/made/out.gdb" : "/made";
    const names = gdal.listFolder(folder).filter((name) => ending === "gdb" || name.startsWith("out."));
    return new Map(names.map((name) => [name, gdal.readFile(`${folder}/${name}`).slice()]));
  });
}
