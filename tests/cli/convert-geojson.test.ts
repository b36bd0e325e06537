import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { inFolder, runMain } from "./run-main.ts";

async function convert(text: string, ...options: readonly string[]) {
  let written: string | null = null;
  let spoken = { status: -1, stdout: "", stderr: "" };
  await inFolder(async (at) => {
    writeFileSync(at("in.geojson"), text);
    spoken = await runMain("convert", at("in.geojson"), "--out", at("out.geojson"), ...options);
    if (existsSync(at("out.geojson"))) written = readFileSync(at("out.geojson"), "utf8");
  });
  return { ...spoken, written: (written ?? "") as string };
}

const PLACE = "113.293131,40.0755741";
const POINT = `{"type":"Feature","id":12345678901234567890,"properties":{"coordinates":[113,40],"名称":"站 \\"一\\" [","bbox":[1,2],"x":1.0},"geometry":{"type":"Point","coordinates":[${PLACE}, 1050.50]}}`;

describe("minsheng convert of a GeoJSON", () => {
  it("moves positions alone, and leaves properties, ids and heights byte for byte", async () => {
    const { status, written } = await convert(POINT, "--from", "wgs84", "--to", "gcj02");
    expect(status).toBe(0);
    const moved = /"Point","coordinates":(\[[\d.,]+), 1050\.50\]/.exec(written)?.[1] ?? "";
    expect(written).toBe(POINT.replace(`[${PLACE}, 1050.50]`, `${moved}, 1050.50]`));
    const [lon, lat] = JSON.parse(`${moved}]`) as [number, number];
    expect(Math.abs(lon - 113.3001389)).toBeLessThan(1e-5);
    expect(Math.abs(lat - 40.0767673)).toBeLessThan(1e-5);
  });

  it("comes back as it was, lines and areas with holes and parts too", async () => {
    const shapes = [
      [
        "MultiPoint",
        [
          [113.1, 40.1],
          [113.2, 40.2],
        ],
      ],
      [
        "LineString",
        [
          [113.1, 40.1],
          [113.2, 40.2, 7],
        ],
      ],
      [
        "MultiPolygon",
        [
          [
            [
              [113, 40],
              [114, 40],
              [114, 41],
              [113, 40],
            ],
            [
              [113.5, 40.2],
              [113.6, 40.2],
              [113.6, 40.3],
              [113.5, 40.2],
            ],
          ],
        ],
      ],
    ];
    const features = shapes.map(([type, coordinates]) => ({
      type: "Feature",
      properties: null,
      geometry: { type, coordinates },
    }));
    const text = JSON.stringify({ type: "FeatureCollection", features }, null, 1);
    const there = await convert(text, "--from", "EPSG:4490", "--to", "EPSG:4547");
    const projected = JSON.parse(there.written);
    expect(projected.crs.properties.name).toBe("urn:ogc:def:crs:EPSG::4547");
    const back = await convert(there.written, "--from", "EPSG:4547", "--to", "wgs84");
    const { crs, ...rest } = JSON.parse(back.written);
    expect(crs.properties.name).toBe("urn:ogc:def:crs:OGC:1.3:CRS84");
    const rounded = JSON.stringify(rest, (_, value) =>
      typeof value === "number" ? Math.round(value * 1e8) / 1e8 : value,
    );
    expect(JSON.parse(rounded)).toEqual(JSON.parse(text));
  });

  it("takes one feature a line, and moves the corners of a bbox", async () => {
    const lines = `${POINT}\n${POINT.replace("1050.50", "1")}\n`;
    const { written, stdout } = await convert(lines, "--from", "wgs84", "--to", "EPSG:4526", "--json");
    expect(JSON.parse(stdout)).toMatchObject({ rows: 2, columns: null });
    for (const line of written.trim().split("\n"))
      expect(JSON.parse(line).geometry.coordinates[0]).toBeCloseTo(38439704.062, 2);
    const boxed = `{"type":"Feature","bbox":[113.2,40,113.3,40.1],"properties":{},"geometry":{"type":"Point","coordinates":[${PLACE}]}}`;
    const [west, south, east, north] = JSON.parse(
      (await convert(boxed, "--from", "wgs84", "--to", "EPSG:3857")).written,
    ).bbox;
    expect(east - west).toBeCloseTo(0.1 * 111319.49, 0);
    expect(north).toBeGreaterThan(south);
  });

  it("names every feature that cannot be moved and writes nothing", async () => {
    const at = (coordinates: string, id: number): string =>
      `{"type":"Feature","id":${id},"properties":{},"geometry":{"type":"Point","coordinates":${coordinates}}}`;
    const text = `{"type":"FeatureCollection","features":[${[at("[113,40]", 7), at("[40,113]", 8), at("[113]", 9), at("[7,43]", 10)].join()}]}`;
    const { status, stdout, written } = await convert(text, "--from", "wgs84", "--to", "EPSG:4547", "--json");
    expect({ status, written }).toEqual({ status: 2, written: "" });
    expect(JSON.parse(stdout).issues.map(({ row }: { row: number }) => row)).toEqual([9, 8, 10]);
    for (const broken of ["", "{", '{"type":"FeatureCollection"', '{"a":1}', text.slice(0, -9)])
      expect((await convert(broken, "--from", "wgs84", "--to", "gcj02")).status).toBe(2);
    expect((await convert(text, "--from", "wgs84", "--to", "gcj02", "--x", "lon")).stderr).toContain("no columns");
  });
});
