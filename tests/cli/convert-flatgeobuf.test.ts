import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { findCoordinateSystem } from "../../src/io/crs/find-coordinate-system.ts";
import { attributeAt, type FeatureTable } from "../../src/io/tables/feature-table.ts";
import { readFlatGeobuf } from "../../src/io/vector/read-flatgeobuf.ts";
import { readWithOgr } from "../support/read-with-ogr.ts";
import { inFolder, runMain } from "./run-main.ts";

async function convert(name: string, text: string, ...options: readonly string[]) {
  let bytes = new Uint8Array(0);
  let spoken = { status: -1, stdout: "", stderr: "" };
  await inFolder(async (at) => {
    writeFileSync(at(name), text);
    spoken = await runMain("convert", at(name), "--out", at("out.fgb"), ...options);
    if (existsSync(at("out.fgb"))) bytes = new Uint8Array(readFileSync(at("out.fgb")));
  });
  return { ...spoken, bytes };
}

function cellsOf({ columns, count }: FeatureTable): Record<string, unknown[]> {
  return Object.fromEntries(
    columns.map((column) => [column.name, Array.from({ length: count }, (_, row) => attributeAt(column, row))]),
  );
}

const CLINICS = "编号,名称,床位,东经,北纬\n0012,一诊所,20,113°17′35.2″,40.0755741\n0013,二诊所,,113.3,40.08\n";
const EXPECTED = [
  [113 + 17 / 60 + 35.2 / 3600, 40.0755741],
  [113.3, 40.08],
] as const;

describe("minsheng convert into FlatGeobuf", () => {
  it("moves a table, keeps codes as text and numbers as numbers, and names the system in the file", async () => {
    const { status, stdout, bytes } = await convert("in.csv", CLINICS, "--from", "wgs84", "--to", "EPSG:4547");
    expect(status).toBe(0);
    expect(stdout).toContain("2 行 rows, 东经 / 北纬");
    const system = findCoordinateSystem("EPSG:4547");
    const table = readFlatGeobuf(bytes, "out.fgb");
    EXPECTED.forEach(([lon, lat], row) => {
      const [x, y] = system?.fromDegrees(lon, lat) ?? [];
      expect(table.coordinates[2 * row]).toBeCloseTo(x as number, 6);
      expect(table.coordinates[2 * row + 1]).toBeCloseTo(y as number, 6);
    });
    expect(cellsOf(table)).toEqual({ 编号: ["0012", "0013"], 名称: ["一诊所", "二诊所"], 床位: [20, null] });
    const { layer } = await readWithOgr(bytes, "out.fgb");
    expect(layer.geometryFields[0]?.coordinateSystem?.projjson?.id?.code).toBe(4547);
    expect(layer.featureCount).toBe(2);
  });

  it("undoes a shifted datum of a GeoJSON with the columns that are named", async () => {
    const [lon, lat] = findCoordinateSystem("gcj02")?.fromDegrees(113.3, 40.08) ?? [];
    const feature = { type: "Feature", properties: { 名: "甲" }, geometry: { type: "Point", coordinates: [lon, lat] } };
    const { status, bytes } = await convert("in.geojson", JSON.stringify(feature), "--from", "gcj02", "--to", "wgs84");
    expect(status).toBe(0);
    const table = readFlatGeobuf(bytes, "out.fgb");
    expect(table.coordinates[0]).toBeCloseTo(113.3, 9);
    expect(table.coordinates[1]).toBeCloseTo(40.08, 9);
    expect(cellsOf(table)).toEqual({ 名: ["甲"] });
  });

  it("takes the columns that are stated, and says where the target is approximate", async () => {
    const text = "a,b,经度,纬度\n113.3,40.08,1,2\n";
    const columns = ["--x", "a", "--y", "b"];
    const { status, stderr, bytes } = await convert("in.csv", text, "--from", "wgs84", "--to", "EPSG:2382", ...columns);
    expect(status).toBe(0);
    expect(stderr).toContain("可能偏几十米到一百多米");
    const [x] = findCoordinateSystem("EPSG:2382")?.fromDegrees(113.3, 40.08) ?? [];
    expect(readFlatGeobuf(bytes, "out.fgb").coordinates[0]).toBeCloseTo(x as number, 6);
  });

  it("writes nothing where a row cannot be moved, a column is missing or the system does not reach", async () => {
    const unread = await convert("in.csv", "lon,lat\n113.3,40\n北,东\n", "--from", "wgs84", "--to", "gcj02");
    const missing = await convert("in.csv", "name,beds\na,1\nb,2\n", "--from", "wgs84", "--to", "gcj02");
    const outside = await convert("in.csv", "lon,lat\n2.3,48.8\n", "--from", "wgs84", "--to", "EPSG:4547");
    for (const { status, bytes } of [unread, missing, outside]) expect([status, bytes.length]).toEqual([2, 0]);
    expect(unread.stderr).toContain("row 3");
    expect(missing.stderr).toContain("lon");
    expect(outside.stderr).toContain("EPSG:4547");
  });
});
