/** A GeoPackage changed by statements of its own language, as other programs leave theirs. */
import { runGdal } from "../../../src/io/vector/open-gdal.ts";
import { utf8 } from "../bad-data.ts";
import { type Written, writeOneFile } from "./convert-shapes.ts";

/** Writes layers into a GeoPackage, then runs the statements on it; of a layer with a spatial index no row can be changed. */
export async function alterGeopackage(layers: readonly Written[], statements: readonly string[]): Promise<Uint8Array> {
  const bytes = await writeOneFile("GPKG", "gpkg", layers);
  return runGdal({ layer: "made", format: "test", bytes: 1e7 }, (gdal) => {
    gdal.writeFile("/made/town.gpkg", bytes.slice());
    // Statements run when a database is opened to be added to; what is added is nothing.
    gdal.writeFile("/made/nothing.csv", utf8("a\n"));
    const nothing = gdal.open("/made/nothing.csv", ["CSV"]) ?? 0;
    const prelude = `PRELUDE_STATEMENTS=${statements.join(";")}`;
    const options = ["-f", "GPKG", "-append", "-doo", prelude, "-nln", layers[0]?.name ?? ""];
    const isDone = gdal.translate("/made/town.gpkg", nothing, options);
    if (!isDone || gdal.lastFault() !== undefined) throw new Error(gdal.messages.join("\n"));
    return gdal.readFile("/made/town.gpkg").slice();
  });
}
