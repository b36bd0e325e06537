/** Codes and aliases in databases of ArcGIS and QGIS: read in the words that the database has for them. */
import { describe, expect, it } from "vitest";
import { runGdal } from "../../../src/io/vector/open-gdal.ts";
import { readGeodatabase } from "../../../src/io/vector/read-geodatabase.ts";
import { readGeopackage } from "../../../src/io/vector/read-geopackage.ts";
import { alterGeopackage } from "./alter-geopackage.ts";
import { featuresOf, onlyShapes } from "./shape-texts.ts";

const FEATURES = ["01", "02", "09"].map((SSLX, row) => ({
  geometry: { type: "Point", coordinates: [113 + row, 40] } as const,
  properties: { SSMC: `第${row}处`, SSLX },
}));
const CONSTRAINT =
  "(constraint_name TEXT, constraint_type TEXT, value TEXT, min NUMERIC, min_is_inclusive BOOLEAN, max NUMERIC, max_is_inclusive BOOLEAN, description TEXT)";
const DOMAIN = [
  `CREATE TABLE gpkg_data_column_constraints ${CONSTRAINT}`,
  "CREATE TABLE gpkg_data_columns (table_name TEXT, column_name TEXT, name TEXT, title TEXT, description TEXT, mime_type TEXT, constraint_name TEXT)",
  "INSERT INTO gpkg_extensions VALUES ('gpkg_data_columns', NULL, 'gpkg_schema', 'http://www.geopackage.org/spec/#extension_schema', 'read-write')",
  "INSERT INTO gpkg_data_columns VALUES ('层', 'SSLX', '设施类型', NULL, NULL, NULL, 'lx')",
  ...["幼儿园", "小学"].map(
    (word, at) =>
      `INSERT INTO gpkg_data_column_constraints VALUES ('lx', 'enum', '0${at + 1}', NULL, NULL, NULL, NULL, '${word}')`,
  ),
];
const IN_WORDS = [
  { SSMC: "第0处", 设施类型: "幼儿园" },
  { SSMC: "第1处", 设施类型: "小学" },
  { SSMC: "第2处", 设施类型: "09" },
];

describe("coded values and aliases of a database", () => {
  const make = (): Promise<Uint8Array> => alterGeopackage([{ name: "层", features: FEATURES }], DOMAIN);

  it("are read from a GeoPackage, and told", async () => {
    const layer = onlyShapes(await readGeopackage({ gpkg: await make() }, "a.gpkg"));
    expect(featuresOf(layer).map(({ properties }) => properties)).toEqual(IN_WORDS);
    const told = layer.issues.map(({ value, details }) => [details?.what, value ?? details?.names]);
    expect(told).toEqual([
      ["codes-unknown", "09"],
      ["aliases-used", "SSLX → 设施类型"],
      ["codes-in-words", "设施类型"],
    ]);
  });

  it("are read from a file geodatabase: its aliases", async () => {
    const bytes = await make();
    const parts = await runGdal({ layer: "a", format: "test", bytes: 1e7 }, (gdal) => {
      gdal.writeFile("/made/a.gpkg", bytes);
      gdal.translate("/made/a.gdb", gdal.open("/made/a.gpkg", ["GPKG"]) ?? 0, ["-f", "OpenFileGDB"]);
      return new Map(
        gdal.listFolder("/made/a.gdb").map((name) => [name, gdal.readFile(`/made/a.gdb/${name}`).slice()]),
      );
    });
    const layer = onlyShapes(await readGeodatabase(parts, "a.gdb"));
    // The copy keeps the alias alone.
    expect(layer.table.columns.map(({ name }) => name)).toEqual(["SSMC", "设施类型"]);
  });
});
