/** Conditions and heights of streets: out of files, into a study, into a study file and back. */
import { unzipSync, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import {
  CONDITION_CROSSING,
  CONDITION_NIGHT_NO_CYCLE,
  CONDITION_NIGHT_NO_WALK,
  CONDITION_NO_WHEELCHAIR,
  CONDITION_STEPS,
  STOPS_CYCLE_AT_NIGHT,
  STOPS_WALK_AT_NIGHT,
} from "../../src/core/model/streets.ts";
import { type ImportFile, importFiles } from "../../src/io/import-files.ts";
import { readStudyFile, writeStudyFile } from "../../src/io/study-file.ts";
import { readStudyFolder, writeStudyFolder } from "../../src/io/study-folder.ts";
import { type TiffRaster, writeTiff } from "../support/write-tiff.ts";
import { issuesOf, utf8 } from "./bad-data.ts";
import { createStudy } from "./create-study.ts";
import { createTown } from "./toy-osm.ts";

const AUTO = { adminLevel: null };
/** Over the whole toy town, rising eastwards by 10 m a cell of some 85 m. */
const HILL: TiffRaster = {
  width: 12,
  height: 12,
  values: Array.from({ length: 144 }, (_, cell) => 1000 + 10 * (cell % 12)),
  place: { west: 112.998, north: 40.008, cell: 0.001 },
};

function createHardTown() {
  const town = createTown();
  town.node(51, 0, 3).node(52, 1, 3, { barrier: "gate", opening_hours: "06:00-22:00" }).node(53, 2, 3);
  town.node(54, 3, 3, { barrier: "gate", opening_hours: "by arrangement" }).node(55, 4, 3);
  town.way(61, [1, 51], { highway: "steps" });
  town.way(62, [51, 52, 53, 54, 55], { highway: "footway" });
  town.way(63, [53, 3], { highway: "footway", footway: "crossing" });
  town.way(64, [55, 5], { highway: "path", "foot:conditional": "no @ (22:00-06:00)", opening_hours: "in summer" });
  return town;
}

const OSM: ImportFile = { name: "town.osm", bytes: createHardTown().bytes() };
const DEM: ImportFile = { name: "dem.tif", bytes: writeTiff(HILL) };

describe("conditions of an OSM file", () => {
  it("come with its streets and gates, and hours that are not understood are counted", async () => {
    const { study, issues } = await importFiles([OSM], AUTO);
    const byId = Object.fromEntries(study.streets.ids.map((id, index) => [id, study.streets.conditions?.[index]]));
    expect(byId).toEqual({
      w10: 0,
      w61: CONDITION_STEPS | CONDITION_NO_WHEELCHAIR,
      w62: 0,
      w63: CONDITION_CROSSING,
      w64: CONDITION_NIGHT_NO_WALK,
    });
    expect([...study.streetBlocks.stops]).toEqual([STOPS_WALK_AT_NIGHT | STOPS_CYCLE_AT_NIGHT]);
    expect(issues).toContainEqual(
      expect.objectContaining({ code: "assumed", field: "streets", details: { what: "hours-unread", count: 2 } }),
    );
  });

  it("outlive a study file, to the last bit", async () => {
    const { study } = await importFiles([OSM, DEM], AUTO);
    expect(study.streets.elevations).toBeDefined();
    const bytes = await writeStudyFile(study);
    expect(await readStudyFile(bytes)).toEqual(study);
    expect(await writeStudyFile(await readStudyFile(bytes))).toEqual(bytes);
  });

  it("are no column where there are none, so that plain studies keep their bytes", async () => {
    const plain = await importFiles([{ name: "town.osm", bytes: createTown().bytes() }], AUTO);
    expect(plain.study.streets.conditions).toBeUndefined();
    const files = await writeStudyFolder(plain.study);
    expect(files.has("street-elevations.fgb")).toBe(false);
    expect(new TextDecoder().decode(files.get("streets.fgb"))).not.toContain("conditions");
  });
});

describe("conditions of a line layer", () => {
  const layer = (...conditions: readonly unknown[]): ImportFile => ({
    name: "streets.geojson",
    bytes: utf8(
      JSON.stringify({
        type: "FeatureCollection",
        features: conditions.map((condition, index) => ({
          type: "Feature",
          properties: { id: `s${index}`, condition },
          geometry: {
            type: "LineString",
            coordinates: [
              [113 + index / 1000, 40.002],
              [113.001 + index / 1000, 40.002],
            ],
          },
        })),
      }),
    ),
  });

  it("are read from a column of words, in either language", async () => {
    const { study } = await importFiles([OSM, layer("steps", "夜间关闭; crossing", null, "No Wheelchair")], AUTO);
    expect([...(study.streets.conditions ?? [])]).toEqual([
      CONDITION_STEPS | CONDITION_NO_WHEELCHAIR,
      CONDITION_NIGHT_NO_WALK | CONDITION_NIGHT_NO_CYCLE | CONDITION_CROSSING,
      0,
      CONDITION_NO_WHEELCHAIR,
    ]);
  });

  it("that nobody knows are each an issue", async () => {
    const issues = await issuesOf(importFiles([OSM, layer("steep", "steps", "dark")], AUTO));
    const told = issues.filter(({ code }) => code === "bad-value");
    expect(told.map(({ row, field, value }) => `${row} ${field} ${value}`)).toEqual([
      "1 condition steep",
      "3 condition dark",
    ]);
  });
});

describe("an elevation model among the files", () => {
  it("is found by its content and becomes heights along the streets; no street changes", async () => {
    const flat = await importFiles([OSM], AUTO);
    const { study, summary, issues } = await importFiles([{ ...DEM, name: "heights.bin" }, OSM], AUTO);
    expect({ ...study.streets, elevations: undefined }).toEqual({ ...flat.study.streets, elevations: undefined });
    expect(summary.files.find(({ name }) => name === "heights.bin")).toMatchObject({
      format: "GeoTIFF",
      roles: ["elevation"],
    });
    const { elevations, coordinates } = study.streets;
    expect(summary.layers["street-elevations"]).toBe(elevations?.metres.length);
    // The height grows by 10 m a thousandth of a degree.
    const at = elevations?.metres[elevations.ofPosition[2] as number];
    expect(at).toBeCloseTo(1000 + ((coordinates[4] as number) - 112.9985) * 10_000, 2);
    expect(study.assumptions.at(-1)?.en).toContain("Heights of streets are from heights.bin; 100 % of the samples");
    expect(study.sources.at(-1)).toMatchObject({ layer: "elevation", source: "heights.bin" });
    expect(issues.filter(({ layer }) => layer === "heights.bin")).toEqual([]);
  });

  it("may join a study that is there already, and takes the place of its earlier heights", async () => {
    const base = (await importFiles([OSM, DEM], AUTO)).study;
    const lower = writeTiff({ ...HILL, values: HILL.values.map((height) => height - 500) });
    const { study } = await importFiles([{ name: "other.tif", bytes: lower }], { ...AUTO, base });
    expect(study.streets.elevations?.metres[0]).toBeCloseTo((base.streets.elevations?.metres[0] ?? 0) - 500, 2);
    expect(study.sources.filter(({ layer }) => layer === "elevation").map(({ source }) => source)).toEqual([
      "other.tif",
    ]);
    expect(study.assumptions.filter(({ en }) => en.startsWith("Heights of streets"))).toHaveLength(1);
  });

  it("is refused where it lies elsewhere, alone, or in another part", async () => {
    const away = { name: "dem.tif", bytes: writeTiff({ ...HILL, place: { west: 7, north: 44, cell: 0.001 } }) };
    const codes = async (files: readonly ImportFile[]): Promise<string[]> =>
      (await issuesOf(importFiles(files, AUTO))).filter(({ severity }) => severity === "error").map(({ code }) => code);
    expect(await codes([OSM, away])).toEqual(["raster-off-streets"]);
    expect(await codes([{ ...DEM, as: "streets" }])).toContain("bad-value");
    expect(await codes([{ ...OSM, as: "elevation" }])).toContain("bad-value");
    expect(await codes([DEM])).not.toEqual([]);
    // What is wrong with it is told beside what is wrong with the others.
    const image = { name: "image.tif", bytes: writeTiff({ ...HILL, bands: 3 }) };
    expect(await codes([{ name: "town.osm", bytes: utf8("<osm/>") }, image])).toContain("bad-raster");
  });
});

describe("heights in a study file", () => {
  it("that do not fit its streets are refused with the street", async () => {
    const { study } = await importFiles([OSM, DEM], AUTO);
    const other = (await importFiles([{ name: "town.osm", bytes: createTown().bytes() }, DEM], AUTO)).study;
    const files = await writeStudyFolder(study);
    const swapped = await writeStudyFolder(other);
    const mixed = new Map([...files, ["street-elevations.fgb", swapped.get("street-elevations.fgb") as Uint8Array]]);
    // The hashes are told of first; the layer itself is looked at where they agree.
    const manifest = JSON.parse(new TextDecoder().decode(files.get("manifest.json")));
    const otherManifest = JSON.parse(new TextDecoder().decode(swapped.get("manifest.json")));
    manifest.files["street-elevations.fgb"] = otherManifest.files["street-elevations.fgb"];
    mixed.set("manifest.json", utf8(JSON.stringify(manifest)));
    const issues = await issuesOf(readStudyFolder((name) => Promise.resolve(mixed.get(name) ?? null)));
    expect(issues).toMatchObject([{ code: "bad-value", layer: "street-elevations.fgb", field: "geometry" }]);
  });

  it("are not needed: a study of an earlier version opens as it did", async () => {
    const study = createStudy();
    const files = unzipSync(await writeStudyFile(study));
    expect(Object.keys(files)).not.toContain("street-elevations.fgb");
    const opened = await readStudyFile(zipSync(files));
    expect(opened.streets.elevations).toBeUndefined();
    expect(opened.streets.conditions).toBeUndefined();
  });
});
