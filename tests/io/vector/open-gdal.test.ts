import { describe, expect, it } from "vitest";
import { BadDataError } from "../../../src/core/errors.ts";
import { boundMemory, runGdal } from "../../../src/io/vector/open-gdal.ts";

const TOWN = new TextEncoder().encode(
  JSON.stringify({
    type: "FeatureCollection",
    features: [
      {
        type: "Feature",
        properties: { 名称: "平城区卫生站" },
        geometry: { type: "Point", coordinates: [113.3, 40.1] },
      },
    ],
  }),
);
const FILE = { layer: "town.geojson", format: "GeoJSON", bytes: TOWN.length };

async function codesOf(work: Promise<unknown>): Promise<readonly string[]> {
  const error = await work.then(
    () => null,
    (failure: unknown) => failure,
  );
  expect(error).toBeInstanceOf(BadDataError);
  return (error as BadDataError).issues.map(({ code }) => code);
}

describe("GDAL", () => {
  it("writes a GeoPackage and tells what is in it", async () => {
    const told = await runGdal(FILE, (gdal) => {
      gdal.writeFile("/town.geojson", TOWN);
      const source = gdal.open("/town.geojson", ["GeoJSON"]) ?? 0;
      expect(gdal.translate("/town.gpkg", source, ["-f", "GPKG", "-nln", "卫生站"])).toBe(true);
      expect(String.fromCharCode(...gdal.readFile("/town.gpkg").subarray(0, 15))).toBe("SQLite format 3");
      return gdal.describe(gdal.open("/town.gpkg", ["GPKG"]) ?? 0, ["-json", "-features"]);
    });
    const [layer] = (JSON.parse(told ?? "null") as { layers: { name: string; features: object[] }[] }).layers;
    expect(layer?.name).toBe("卫生站");
    expect(layer?.features[0]).toMatchObject({ properties: { 名称: "平城区卫生站" } });
  });

  it("knows nothing of the files of the work before", async () => {
    await runGdal(FILE, (gdal) => gdal.writeFile("/town.geojson", TOWN));
    expect(await runGdal(FILE, (gdal) => gdal.listFolder("/"))).not.toContain("work");
  });

  it("opens a file with the drivers that are asked for alone", async () => {
    const opened = await runGdal(FILE, (gdal) => {
      gdal.writeFile("/town.geojson", TOWN);
      return gdal.open("/town.geojson", ["GPKG", "KML"]);
    });
    expect(opened).toBeNull();
  });

  it("tells what ended its work as an issue, and works again afterwards", async () => {
    expect(await codesOf(runGdal(FILE, (gdal) => gdal.readFile("/nowhere")))).toEqual(["unreadable-file"]);
    expect(await runGdal(FILE, () => "again")).toBe("again");
  });

  it("stops where its time is over", async () => {
    expect(await codesOf(runGdal(FILE, (gdal) => gdal.writeFile("/town.geojson", TOWN), {}, -60))).toEqual([
      "too-large",
    ]);
  });

  it("gets no more memory than it may have", () => {
    const memory = new WebAssembly.Memory({ initial: 1 });
    boundMemory(memory, 3 * 65536);
    expect(memory.grow(2)).toBe(1);
    expect(() => memory.grow(1)).toThrow(RangeError);
    expect(memory.buffer.byteLength).toBe(3 * 65536);
  });
});
