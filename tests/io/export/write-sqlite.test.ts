/** Databases written here, read by GDAL's SQLite: many pages, long rows, large catalogues. */
import { describe, expect, it } from "vitest";
import { WGS84 } from "../../../src/io/crs/coordinate-system.ts";
import { encodeRecord, varint } from "../../../src/io/export/sqlite-record.ts";
import { writeGeopackage } from "../../../src/io/export/write-geopackage.ts";
import { type Column, type FeatureTable, tableOfLines, tableOfPoints } from "../../../src/io/tables/feature-table.ts";
import { finishSteps } from "../../support/finish-steps.ts";
import { askWithOgr, readWithOgr } from "../../support/read-with-ogr.ts";

const PAGE = 4096;

function packageOf(...tables: readonly FeatureTable[]): Uint8Array {
  const layers = tables.map((table, index) => ({
    name: `l${index}`,
    identifier: `层 ${index}`,
    description: "",
    table,
  }));
  return finishSteps(writeGeopackage(layers, WGS84, "2024-01-01")).bytes;
}

function pointsWith(columns: readonly Column[], count: number): FeatureTable {
  return tableOfPoints(
    Float64Array.from({ length: 2 * count }, (_, index) => (index % 90) + index / 1e6),
    columns,
    "",
    "",
  );
}

const textsOf = (texts: readonly string[]): Column => ({ name: "text", type: "String", values: texts });

describe("a database", () => {
  it("holds so many rows that its tree has three levels", { timeout: 60_000 }, async () => {
    const count = 60_000;
    const column: Column = {
      name: "n",
      type: "Double",
      values: Float64Array.from({ length: count }, (_, row) => row / 7),
    };
    const texts = textsOf(Array.from({ length: count }, (_, row) => `行${row}`.repeat(5)));
    const bytes = packageOf(pointsWith([column, texts], count));
    expect(bytes.length / PAGE).toBeGreaterThan(1000);
    const { table } = await readWithOgr(bytes, "a.gpkg");
    expect(table.count).toBe(count);
    expect(table.columns.map(({ values }) => [...Array.from(values)])).toEqual([
      [...(column.values as Float64Array)],
      texts.values,
    ]);
  });

  it("holds texts about the size of a page and of many pages", { timeout: 60_000 }, async () => {
    const lengths = [0, 1, 3900, 3950, 4000, 4027, 4028, 4061, 4062, 4096, 4100, 8190, 8200, 40_000, 300_000];
    const texts = lengths.flatMap((length) => [0, 1, 2].map((more) => "a".repeat(length + more)));
    const { table } = await readWithOgr(packageOf(pointsWith([textsOf(texts)], texts.length)), "a.gpkg");
    expect(table.columns[0]?.values).toEqual(texts);
  });

  it("holds shapes of thousands of positions", { timeout: 60_000 }, async () => {
    const count = 5000;
    const line = tableOfLines(
      Float64Array.from({ length: 2 * count }, (_, index) => index / 1000),
      Uint32Array.of(0, count - 2, count),
      [],
      "",
      "",
    );
    const { table } = await readWithOgr(packageOf(line), "a.gpkg");
    expect([...table.starts]).toEqual([0, count - 2, count]);
    expect([...table.coordinates]).toEqual([...line.coordinates]);
  });

  it("holds more layers than a page of its catalogue has room for", { timeout: 60_000 }, async () => {
    const tables = Array.from({ length: 150 }, (_, index) => pointsWith([textsOf([`第${index}`])], 1));
    const bytes = packageOf(...tables);
    for (const index of [0, 74, 149]) {
      const { table } = await readWithOgr(bytes, "a.gpkg", `l${index}`);
      expect(table.columns[0]?.values).toEqual([`第${index}`]);
    }
  });

  it("keeps whole numbers, fractions, yes and no, and nothing apart", { timeout: 60_000 }, async () => {
    const numbers = [0, 1, -1, 127, 128, -128, -129, 32_767, -32_768, 40_000, 2_147_483_647, -2_147_483_647];
    const columns: Column[] = [
      { name: "int", type: "Int", values: Int32Array.from(numbers) },
      {
        name: "real",
        type: "Double",
        values: Float64Array.from(numbers, (value) => (value === 1 ? Number.NaN : value / 3)),
      },
      { name: "yes", type: "Bool", values: numbers.map((value) => (value === 0 ? null : value > 0)) },
    ];
    const { table } = await readWithOgr(packageOf(pointsWith(columns, numbers.length)), "a.gpkg");
    const [int, real, yes] = table.columns.map(({ values }) => Array.from(values));
    expect(int).toEqual(numbers);
    expect(real).toEqual(numbers.map((value) => (value === 1 ? null : value / 3)));
    expect(yes).toEqual(columns[2]?.values);
  });

  it("may hold a layer without shapes and one without rows", { timeout: 60_000 }, async () => {
    const none = {
      ...pointsWith([textsOf(["甲", "乙"])], 2),
      kinds: new Uint8Array(2),
      starts: new Uint32Array(3),
      coordinates: new Float64Array(0),
    };
    const bytes = packageOf(none, pointsWith([textsOf([])], 0));
    expect((await readWithOgr(bytes, "a.gpkg", "l0")).table.columns[0]?.values).toEqual(["甲", "乙"]);
    expect(new TextDecoder("latin1").decode(bytes)).toContain("attributes");
  });
});

describe("records", () => {
  it("write lengths seven bits at a time, negative numbers in nine bytes", () => {
    expect(varint(0)).toEqual([0]);
    expect(varint(127)).toEqual([127]);
    expect(varint(128)).toEqual([0x81, 0]);
    expect(varint(2 ** 35)).toEqual([0x81, 0x80, 0x80, 0x80, 0x80, 0]);
    expect(varint(-1)).toEqual(new Array(9).fill(255));
  });

  it("count their own header, also where it takes two bytes", () => {
    const record = encodeRecord(new Array(200).fill(null));
    expect([...record.subarray(0, 2)]).toEqual([0x81, 202 - 128]);
    expect(record.length).toBe(202);
  });

  it("has spatial indexes that SQLite finds whole, of empty layers, small ones and large ones", {
    timeout: 60_000,
  }, async () => {
    const sizes = [0, 1, 51, 52, 3000];
    const bytes = packageOf(...sizes.map((count) => pointsWith([], count)));
    for (const [index, count] of sizes.entries()) {
      if (count === 0) continue;
      const tree = `rtree_l${index}_geom`;
      expect(await askWithOgr(bytes, "a.gpkg", `SELECT rtreecheck('${tree}') AS told`), tree).toBe("ok");
      expect(await askWithOgr(bytes, "a.gpkg", `SELECT count(*) AS told FROM "${tree}"`), tree).toBe(count);
      const box = "minx <= 10.5 AND maxx >= 9.5";
      const near = Array.from({ length: count }, (_, row) => ((2 * row) % 90) + (2 * row) / 1e6);
      const expected = near.filter((x) => x >= 9.5 && x <= 10.5).length;
      expect(await askWithOgr(bytes, "a.gpkg", `SELECT count(*) AS told FROM "${tree}" WHERE ${box}`)).toBe(expected);
    }
    const catalogue = "SELECT count(*) AS told FROM gpkg_extensions WHERE extension_name = 'gpkg_rtree_index'";
    expect(await askWithOgr(bytes, "a.gpkg", catalogue)).toBe(4);
  });
});
