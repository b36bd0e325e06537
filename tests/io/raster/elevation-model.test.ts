import { describe, expect, it } from "vitest";
import { BadDataError, type Issue } from "../../../src/core/errors.ts";
import type { Study } from "../../../src/core/model/study.ts";
import { systemOfEpsg } from "../../../src/io/crs/find-coordinate-system.ts";
import { importFiles } from "../../../src/io/import/import-files.ts";
import { openElevationModel } from "../../../src/io/raster/elevation-model.ts";
import { readStudyFile, writeStudyFile } from "../../../src/io/study/study-file.ts";
import { IssueList } from "../../../src/io/tables/labelled-table.ts";
import { createDem, type DemOptions } from "../../support/create-dem.ts";
import { createStudy } from "../create-study.ts";
import { createTown, type ToyOsm } from "../toy-osm.ts";

/** A slope of 1 m a cell to the east and 10 m a cell to the south, around 113°, 40°. */
const TILTED: DemOptions = {
  width: 60,
  height: 60,
  west: 112.99,
  north: 40.02,
  cell: 0.001,
  heightOf: (column, row) => 1000 + column + 10 * row,
};

async function heightsOf(options: DemOptions) {
  const issues = new IssueList();
  const model = await openElevationModel(createDem(options), "dem.tif", issues);
  expect(issues.all()).toEqual([]);
  if (!model) throw new Error("no model");
  return { model, heightAt: await model.readHeights([113, 39.99, 113.02, 40.01]) };
}

async function faultsOf(options: Partial<DemOptions>): Promise<string[]> {
  const issues = new IssueList();
  const model = await openElevationModel(createDem({ ...TILTED, ...options }), "dem.tif", issues);
  expect(model).toBeNull();
  return issues.all().map(({ code, field, details }) => `${code} ${field ?? ""} ${details?.what ?? ""}`.trim());
}

describe("an elevation model", () => {
  it("has each cell's height at its centre and in proportion between centres", async () => {
    const { heightAt } = await heightsOf(TILTED);
    expect(heightAt(112.99 + 0.0205, 40.02 - 0.0105)).toBeCloseTo(1000 + 20 + 100, 3);
    expect(heightAt(112.99 + 0.021, 40.02 - 0.0105)).toBeCloseTo(1000 + 20.5 + 100, 3);
    expect(heightAt(112.99 + 0.02075, 40.02 - 0.01125)).toBeCloseTo(1000 + 20.25 + 107.5, 3);
  });

  it("is placed by a tie point and cell size or by a matrix, at corners or centres, alike", async () => {
    const { heightAt } = await heightsOf(TILTED);
    const others = [
      { ...TILTED, placed: "matrix" as const },
      { ...TILTED, isPoint: true, west: 112.9905, north: 40.0195 },
      { ...TILTED, isPoint: true, west: 112.9905, north: 40.0195, placed: "matrix" as const },
    ];
    for (const other of others) {
      expect((await heightsOf(other)).heightAt(113.00512, 40.00377)).toBeCloseTo(heightAt(113.00512, 40.00377), 4);
    }
  });

  it("knows nothing next to a gap, whether the file states the gap or not", async () => {
    const heightOf = (column: number, row: number): number =>
      column === 20 && row === 10 ? Number.NaN : 1000 + column;
    for (const gap of [
      { gap: -32768 },
      { gap: -9999, statesGap: false },
      { gap: -999.9 },
      { gap: -3.4028234663852886e38 },
    ]) {
      const { heightAt } = await heightsOf({ ...TILTED, heightOf, ...gap });
      expect(heightAt(112.99 + 0.0208, 40.02 - 0.0105)).toBeNaN();
      expect(heightAt(112.99 + 0.0215, 40.02 - 0.0105)).toBeCloseTo(1021, 2);
      expect(heightAt(112.99 + 0.0225, 40.02 - 0.0105)).toBeCloseTo(1022, 2);
    }
  });

  it("knows nothing beyond its cells", async () => {
    const { heightAt } = await heightsOf(TILTED);
    expect(heightAt(112.98, 40)).toBeNaN();
    expect(heightAt(113.051, 40)).toBeNaN();
  });

  it("may be projected", async () => {
    const zone = systemOfEpsg(4547);
    if (!zone) throw new Error("EPSG:4547");
    const [x, y] = zone.fromDegrees(113.01, 40);
    const { heightAt, model } = await heightsOf({
      ...TILTED,
      epsg: 4547,
      cell: 30,
      width: 200,
      height: 200,
      west: x - 3000,
      north: y + 3000,
      heightOf: (column, row) => 1000 + column + 2 * row,
    });
    expect(model.cellMetres).toBe(30);
    expect(heightAt(...zone.toDegrees(x - 3000 + 30 * 100.5, y + 3000 - 30 * 90.5))).toBeCloseTo(1000 + 100 + 180, 2);
  });

  it("in feet is turned into metres", async () => {
    const { heightAt } = await heightsOf({ ...TILTED, verticalUnit: 9002 });
    expect(heightAt(112.99 + 0.0205, 40.02 - 0.0105)).toBeCloseTo(1120 * 0.3048, 3);
  });

  it("of several bands, without a known system, without a place or turned is refused, each fault told", async () => {
    expect(await faultsOf({ bands: 3 })).toEqual(["bad-value bands bands"]);
    expect(await faultsOf({ epsg: 0 })).toEqual(["bad-value crs elevation-crs"]);
    expect(await faultsOf({ epsg: 32767 })).toEqual(["bad-value crs elevation-crs"]);
    expect(await faultsOf({ placed: "none" })).toEqual(["bad-value georeference elevation-grid"]);
    expect(await faultsOf({ placed: "turned" })).toEqual(["bad-value georeference elevation-grid"]);
    expect(await faultsOf({ verticalUnit: 9999 })).toEqual(["bad-value VerticalUnits"]);
    expect(await faultsOf({ bands: 2, epsg: 0, placed: "none" })).toEqual([
      "bad-value crs elevation-crs",
      "bad-value georeference elevation-grid",
      "bad-value bands bands",
    ]);
  });

  it("that is damaged is refused", async () => {
    const whole = createDem(TILTED);
    for (const bytes of [whole.slice(0, 8), whole.slice(0, whole.length - 300), Uint8Array.of(0x49, 0x49, 0x2a, 0)]) {
      const issues = new IssueList();
      const model = await openElevationModel(bytes, "dem.tif", issues);
      if (model) await expect(model.readHeights([113, 39.99, 113.02, 40.01])).rejects.toThrow();
      else expect(issues.all().map(({ code }) => code)).toEqual(["unreadable-file"]);
    }
  });
});

const OPTIONS = { adminLevel: null };

async function importTown(...dems: readonly Uint8Array[]) {
  const files = [{ name: "town.osm", bytes: createTown().bytes() }];
  return importFiles([...files, ...dems.map((bytes, index) => ({ name: `dem${index}.tif`, bytes }))], OPTIONS);
}

async function importFaults(...dems: readonly Uint8Array[]): Promise<readonly Issue[]> {
  try {
    await importTown(...dems);
  } catch (error) {
    if (error instanceof BadDataError) return error.issues.filter(({ severity }) => severity === "error");
    throw error;
  }
  throw new Error("imported");
}

/** The height that the study has at each position of its first street. */
function firstHeights({ streets }: Study): number[] {
  const end = streets.starts[1] as number;
  return Array.from(
    { length: end },
    (_, position) => streets.elevations?.metres[streets.elevations.samples[position] as number] as number,
  );
}

const AROUND = { ...TILTED, west: 112.9, north: 40.1, width: 300, height: 300 };

describe("importing an elevation model", () => {
  it("gives the streets heights at their vertices and between those that are far apart", async () => {
    const { study, summary } = await importTown(createDem(AROUND));
    const { streets } = study;
    const { elevations } = streets;
    expect(elevations?.metres.length).toBeGreaterThan(streets.coordinates.length / 2);
    const heights = firstHeights(study);
    heights.forEach((height, position) => {
      const lon = streets.coordinates[2 * position] as number;
      const lat = streets.coordinates[2 * position + 1] as number;
      expect(height).toBeCloseTo(1000 + (lon - 112.9) / 0.001 - 0.5 + 10 * ((40.1 - lat) / 0.001 - 0.5), 2);
    });
    expect(summary.files.at(-1)).toMatchObject({ roles: ["elevation"], format: "GeoTIFF", features: 90_000 });
  });

  it("is told by content, whatever the file's name", async () => {
    const bytes = createDem(AROUND);
    const files = [
      { name: "heights.dat", bytes },
      { name: "town.osm", bytes: createTown().bytes() },
    ];
    expect((await importFiles(files, OPTIONS)).study.streets.elevations).toBeDefined();
  });

  it("a study with heights is read back as it was, and written to the same bytes", async () => {
    const { study } = await importTown(createDem(AROUND));
    const bytes = await writeStudyFile(study);
    const again = await readStudyFile(bytes);
    expect(again.streets).toEqual(study.streets);
    expect(await writeStudyFile(again)).toEqual(bytes);
  });

  it("a study without heights is written as if there were none", async () => {
    const study = createStudy();
    const { elevations, conditions } = (await readStudyFile(await writeStudyFile(study))).streets;
    expect([elevations, conditions]).toEqual([undefined, undefined]);
  });

  it("heights are kept when other layers are added, and replaced by a new model", async () => {
    const { study } = await importTown(createDem(AROUND));
    const clinics = new TextEncoder().encode("name,lon,lat\nA,113.004,40.0\n");
    const more = await importFiles([{ name: "clinic.csv", bytes: clinics, as: "facilities:clinic" }], {
      ...OPTIONS,
      base: study,
    });
    expect(more.study.streets.elevations).toEqual(study.streets.elevations);
    const flat = createDem({ ...AROUND, heightOf: () => 7 });
    const level = await importFiles([{ name: "flat.tif", bytes: flat }], { ...OPTIONS, base: study });
    expect(firstHeights(level.study).every((height) => height === 7)).toBe(true);
    expect(level.study.sources.filter(({ layer }) => layer === "elevation")).toHaveLength(1);
  });

  it("heights of streets that are replaced are dropped, and that is said", async () => {
    const { study } = await importTown(createDem(AROUND));
    const { streets } = study;
    const line = {
      type: "LineString",
      coordinates: [
        [113, 40],
        [113.01, 40],
      ],
    };
    const lines = JSON.stringify({ type: "Feature", properties: { highway: "residential" }, geometry: line });
    expect(streets.elevations).toBeDefined();
    const file = { name: "streets.geojson", bytes: new TextEncoder().encode(lines), as: "streets" as const };
    const replaced = await importFiles([file], { ...OPTIONS, base: study });
    expect(replaced.study.streets.elevations).toBeUndefined();
    expect(replaced.issues.map(({ details }) => details?.what)).toContain("elevation-dropped");
  });

  it("counts the places without a height, and takes them from a second model where that has one", async () => {
    const half = createDem({ ...AROUND, heightOf: (column) => (column < 104 ? Number.NaN : 5) });
    const { issues, study } = await importTown(half);
    const unknown = study.streets.elevations?.metres.filter((metres) => Number.isNaN(metres)).length;
    expect(unknown).toBeGreaterThan(0);
    expect(issues.find(({ details }) => details?.what === "elevation-gaps")?.details?.count).toBe(unknown);
    expect((await readStudyFile(await writeStudyFile(study))).streets).toEqual(study.streets);
    const both = await importTown(half, createDem({ ...AROUND, heightOf: () => 6 }));
    expect(both.issues.find(({ details }) => details?.what === "elevation-gaps")).toBeUndefined();
    const metres = both.study.streets.elevations?.metres ?? [];
    expect([...metres].filter((value) => value === 6)).toHaveLength(unknown as number);
  });

  it("refuses a model that covers no street, and one that is all gap", async () => {
    const elsewhere = await importFaults(createDem({ ...TILTED, west: 10, north: 50 }));
    expect(elsewhere).toMatchObject([{ code: "outside-study", layer: "dem0.tif", details: { what: "elevation" } }]);
    const empty = await importFaults(createDem({ ...AROUND, heightOf: () => Number.NaN }));
    expect(empty).toMatchObject([{ code: "outside-study", details: { what: "elevation" } }]);
  });

  it("tells every fault of every model", async () => {
    const faults = await importFaults(createDem({ ...AROUND, bands: 2 }), createDem({ ...AROUND, epsg: 0 }));
    expect(faults.map(({ layer, field }) => `${layer} ${field}`)).toEqual(["dem0.tif bands", "dem1.tif crs"]);
  });

  it("refuses to be another layer, and other files to be one", async () => {
    const town = { name: "town.osm", bytes: createTown().bytes() };
    const dem = { name: "dem.tif", bytes: createDem(AROUND), as: "streets" as const };
    await expect(importFiles([town, dem], OPTIONS)).rejects.toThrow(BadDataError);
    const csv = {
      name: "a.csv",
      bytes: new TextEncoder().encode("name,lon,lat\nA,113,40\n"),
      as: "elevation" as const,
    };
    await expect(importFiles([town, csv], OPTIONS)).rejects.toThrow(BadDataError);
  });

  it("a bridge has an even slope, whatever the valley under it", async () => {
    const osm = createTown()
      .node(901, 1, 3)
      .node(902, 5, 3)
      .node(903, 9, 3)
      .way(900, [901, 902, 903], { highway: "footway", bridge: "yes" });
    const valley = createDem({ ...AROUND, heightOf: (column) => Math.abs(column - 105) * 10 });
    const files = [
      { name: "town.osm", bytes: osm.bytes() },
      { name: "dem.tif", bytes: valley },
    ];
    const { streets } = (await importFiles(files, OPTIONS)).study;
    const bridge = streets.ids.indexOf("w900");
    const { samples, metres } = streets.elevations as NonNullable<typeof streets.elevations>;
    const [first, last] = [streets.starts[bridge] as number, (streets.starts[bridge + 1] as number) - 1];
    const heights = [...metres.slice(samples[first], (samples[last] as number) + 1)];
    const [low, high] = [heights[0] as number, heights.at(-1) as number];
    heights.forEach((height, index) => {
      expect(height).toBeCloseTo(low + ((high - low) * index) / (heights.length - 1), 1);
    });
  });
});

describe("conditions of an imported town", () => {
  it("come from its tags, are kept in the study file, and what is not understood is counted", async () => {
    const osm: ToyOsm = createTown()
      .node(901, 1, 3)
      .node(902, 5, 3, { barrier: "gate", opening_hours: "06:00-22:00" })
      .node(903, 9, 3, { barrier: "gate", opening_hours: "on request" })
      .way(900, [901, 902, 903], { highway: "footway", wheelchair: "no" });
    const { study, issues } = await importFiles([{ name: "town.osm", bytes: osm.bytes() }], OPTIONS);
    expect(study.streets.conditions?.[study.streets.ids.indexOf("w900")]).toBe(4);
    expect([...(study.streetBlocks.conditions ?? [])]).toContain(3);
    expect(issues.find(({ details }) => details?.what === "unread-times")?.details?.count).toBe(1);
    const again = await readStudyFile(await writeStudyFile(study));
    expect(again.streets).toEqual(study.streets);
    expect(again.streetBlocks).toEqual(study.streetBlocks);
  });
});
