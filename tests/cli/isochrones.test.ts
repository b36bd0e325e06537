import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { area as turfArea } from "@turf/turf";
import { describe, expect, it } from "vitest";
import { findColumn, geometryAt, numberAt, textAt } from "../../src/io/tables/feature-table.ts";
import { readFlatGeobuf } from "../../src/io/vector/read-flatgeobuf.ts";
import { atMetres, type Metres } from "../support/toy-isochrone.ts";
import { inFolder, runMain } from "./run-main.ts";

interface Band {
  readonly properties: {
    readonly id: string;
    readonly minutes: number;
    readonly reachMetres: number | null;
    readonly areaSquareMetres: number;
    readonly cellMetres: number | null;
  };
  readonly geometry: { readonly type: "MultiPolygon"; readonly coordinates: [number, number][][][] };
}

/** A street of two kilometres with a crossing at its middle. */
const STREETS: Metres[][] = [
  [
    [0, 0],
    [1000, 0],
    [2000, 0],
  ],
  [
    [1000, -300],
    [1000, 0],
    [1000, 300],
  ],
];

function writeStreets(path: string, place: (metres: Metres) => readonly number[] = atMetres): void {
  const features = STREETS.map((line) => ({
    type: "Feature",
    properties: {},
    geometry: { type: "LineString", coordinates: line.map(place) },
  }));
  writeFileSync(path, JSON.stringify({ type: "FeatureCollection", features }));
}

function writePlaces(path: string, rows: readonly (readonly [string, Metres])[]): void {
  writeFileSync(path, `id,lon,lat\n${rows.map(([id, metres]) => `${id},${atMetres(metres).join(",")}\n`).join("")}`);
}

const readBands = (path: string): Band[] => (JSON.parse(readFileSync(path, "utf8")) as { features: Band[] }).features;

async function inTown(
  rows: readonly (readonly [string, Metres])[],
  work: (at: (name: string) => string, run: (...args: string[]) => ReturnType<typeof runMain>) => Promise<void>,
): Promise<void> {
  await inFolder(async (at) => {
    writeStreets(at("streets.geojson"));
    writePlaces(at("places.csv"), rows);
    await work(at, (...args) => runMain("isochrones", at("streets.geojson"), "--at", at("places.csv"), ...args));
  });
}

const MIDDLE: readonly (readonly [string, Metres])[] = [
  ["007", [1000, 10]],
  ["far", [9000, 9000]],
  ["b", [100, 0]],
];

describe("minsheng isochrones", () => {
  it("writes nested bands by id and time, and says which points are refused and why", async () => {
    await inTown(MIDDLE, async (at, run) => {
      const out = at("out.geojson");
      const { status, stdout, stderr } = await run("--minutes", "10, 5,5", "--out", out, "--json");
      expect(status).toBe(0);
      expect(stderr).toContain("far: too-far");
      const said = JSON.parse(stdout);
      expect(said).toMatchObject({
        command: "isochrones",
        features: 4,
        minutes: [5, 10],
        direction: "to",
        method: "network",
        cellMetres: 20,
        offStreetMetres: 100,
        points: { count: 3, attached: 2, tooFar: 1 },
        refused: [{ id: "far", reason: "too-far" }],
      });
      const bands = readBands(out);
      expect(bands.map(({ properties: { id, minutes } }) => `${id} ${minutes}`)).toEqual([
        "007 5",
        "007 10",
        "b 5",
        "b 10",
      ]);
      for (const { properties, geometry } of bands) {
        expect(properties.areaSquareMetres / turfArea(geometry)).toBeCloseTo(1, 2);
        expect(JSON.stringify(geometry.coordinates)).not.toMatch(/\d\.\d{8}/);
      }
      // 360 m less a leg of 10 m, four ways, the crossing ending after 300.
      expect(bands[0]?.properties.reachMetres).toBeGreaterThan(2 * 345 + 2 * 295);
      expect(bands[0]?.properties.reachMetres).toBeLessThan(2 * 355 + 2 * 305);
    });
  });

  it("writes the same bands as FlatGeobuf", async () => {
    await inTown(MIDDLE, async (at, run) => {
      expect((await run("--minutes", "5,10", "--out", at("out.geojson"))).status).toBe(0);
      expect((await run("--minutes", "5,10", "--out", at("out.fgb"))).status).toBe(0);
      const table = readFlatGeobuf(new Uint8Array(readFileSync(at("out.fgb"))), "out.fgb");
      const bands = readBands(at("out.geojson"));
      expect(table.count).toBe(bands.length);
      for (const [row, { properties, geometry }] of bands.entries()) {
        expect(textAt(findColumn(table, "id"), row)).toBe(properties.id);
        expect(numberAt(findColumn(table, "minutes"), row)).toBe(properties.minutes);
        expect(numberAt(findColumn(table, "reachMetres"), row)).toBeCloseTo(properties.reachMetres as number, 2);
        const read = geometryAt(table, row);
        expect(read?.type === "Polygon" ? [read.coordinates] : read?.coordinates).toEqual(geometry.coordinates);
      }
    });
  });

  it("draws circles for the straight method, about every point", async () => {
    await inTown(MIDDLE, async (at, run) => {
      const out = at("out.geojson");
      expect((await run("--minutes", "15", "--method", "straight", "--out", out)).status).toBe(0);
      const bands = readBands(out);
      expect(bands.map(({ properties }) => properties.id)).toEqual(["007", "b", "far"]);
      for (const { properties } of bands) {
        expect(properties.areaSquareMetres / (Math.PI * 1080 ** 2)).toBeCloseTo(1, 1);
        expect(properties).toMatchObject({ reachMetres: null, cellMetres: null });
      }
    });
  });

  it("asks who can walk to a point, or where one can walk from it, at the speed and fineness asked for", async () => {
    await inTown([["a", [500, 0]]], async (at, run) => {
      const streets = JSON.parse(readFileSync(at("streets.geojson"), "utf8"));
      for (const feature of streets.features) feature.properties.way = "yes";
      writeFileSync(at("streets.geojson"), JSON.stringify(streets));
      const reachOf = async (...options: string[]): Promise<number> => {
        const out = at(`${options.join("")}.geojson`);
        const { status } = await run("--minutes", "10", "--one-way", "way", "--out", out, ...options);
        expect(status).toBe(0);
        return readBands(out)[0]?.properties.reachMetres as number;
      };
      expect((await reachOf("--direction", "to")) / 500).toBeCloseTo(1, 1);
      expect(await reachOf("--direction", "from")).toBeGreaterThan(700);
      expect((await reachOf("--speed", "0.5")) / 300).toBeCloseTo(1, 1);
      const fine = at("fine.geojson");
      await run("--minutes", "10", "--cell-metres", "10", "--off-street-metres", "50", "--out", fine);
      expect(readBands(fine)[0]?.properties.cellMetres).toBe(10);
    });
  });

  it("on a plane tied to no place, draws in its own metres", async () => {
    await inFolder(async (at) => {
      writeStreets(at("streets.geojson"), ([x, y]) => [x + 5000, y + 3000]);
      writeFileSync(at("places.csv"), "id,x,y\na,6000,3000\n");
      const run = (...args: string[]) =>
        runMain("isochrones", at("streets.geojson"), "--crs", "local", "--at", at("places.csv"), ...args);
      expect((await run("--minutes", "5", "--out", at("out.geojson"))).status).toBe(0);
      const [band] = readBands(at("out.geojson"));
      const xs = band?.geometry.coordinates.flat(2).map(([x]) => x) as number[];
      expect(Math.min(...xs)).toBeGreaterThan(6000 - 362);
      expect(Math.min(...xs)).toBeLessThan(6000 - 340);
      expect((await run("--minutes", "5", "--out", at("out.fgb"))).status).toBe(2);
    });
  });

  it("refuses bad times, sizes and names, all at once", async () => {
    await inTown(MIDDLE, async (at, run) => {
      const { status, stderr } = await run(
        ...["--minutes", "0,-5,NaN,241,abc,,5", "--out", at("out.txt"), "--cell-metres", "0"],
        ...["--off-street-metres", "2", "--direction", "up", "--method", "magic", "--profile", "goat", "--speed", "-1"],
      );
      expect(status).toBe(2);
      for (const part of [
        '"0"',
        '"-5"',
        '"NaN"',
        '"241"',
        '"abc"',
        '""',
        ".fgb",
        "--cell-metres",
        "--off-street-metres",
      ])
        expect(stderr).toContain(part);
      for (const part of ["--direction", "--method", "--profile", "--speed"]) expect(stderr).toContain(part);
      expect(existsSync(at("out.txt"))).toBe(false);
      expect((await run("--out", at("out.geojson"))).stderr).toContain("--minutes");
    });
  });

  it("replaces nothing without --force, and ends with 1 where no point is attached", async () => {
    await inTown([["x", [9000, 0]]], async (at, run) => {
      writeFileSync(at("out.geojson"), "mine");
      expect((await run("--minutes", "5", "--out", at("out.geojson"))).status).toBe(2);
      const { status, stderr } = await run("--minutes", "5", "--out", at("out.geojson"), "--force");
      expect(status).toBe(1);
      expect(stderr).toContain("x: too-far");
      expect(readFileSync(at("out.geojson"), "utf8")).toBe("mine");
    });
  });
});
