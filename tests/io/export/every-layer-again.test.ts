/** Every layer of a study, out in every format and several systems, and in again: on top of the same study, and as a study of its own. */
import { readFile } from "node:fs/promises";
import { beforeAll, describe, expect, it } from "vitest";
import type { Facilities } from "../../../src/core/model/facility.ts";
import type { Study } from "../../../src/core/model/study.ts";
import { type ExportedFile, exportLayers } from "../../../src/io/export/export-layers.ts";
import {
  EXPORT_FORMATS,
  type ExportFormat,
  type ExportLayerId,
  exportFileName,
} from "../../../src/io/export/export-request.ts";
import { listExportLayers } from "../../../src/io/export/layer-table.ts";
import { importFiles } from "../../../src/io/import/import-files.ts";
import { readStudyFolder } from "../../../src/io/study/study-folder.ts";
import { finishSteps } from "../../support/finish-steps.ts";
import { createStudy } from "../create-study.ts";
import { layerDifferences } from "./study-differences.ts";

const SYSTEMS = ["EPSG:4326", "EPSG:4547", "gcj02", "bd09"] as const;

/** The toy with all that an export may lose: a label off the middle, a park with entrances, floor area for people, columns with long names. */
function toyStudy(): Study {
  const toy = createStudy();
  const [clinics] = toy.facilities as [Facilities];
  const { communities, demand } = toy;
  const second = {
    type: "Polygon" as const,
    coordinates: [
      [
        [113.01, 40],
        [113.02, 40],
        [113.02, 40.01],
        [113.01, 40.01],
        [113.01, 40],
      ],
    ] as [number, number][][],
  };
  return {
    ...toy,
    communities: {
      ...communities,
      areas: [communities.areas[0] ?? null, second, null],
      centres: Float64Array.of(113.0012345, 40.0087654, 113.011, 40.001, 113.015, 40.009),
    },
    demand: {
      ...demand,
      coordinates: Float64Array.of(113.002, 40.004, 113.012, 40.006, 113.0125, 40.0065),
      communityIndexes: Int32Array.of(0, 1, 1),
    },
    facilities: [
      {
        ...clinics,
        attributes: {
          nursing_beds: [3, null],
          open: [true, null],
          approximate: [true, false],
          stands_in: ["0012", null],
          note: ["一\n二", null],
          code: ["007", "012"],
          day: ["2024-01-31", null],
          服务类型: ["二级", "一级"],
        },
      },
      ...toy.facilities.slice(1),
      {
        serviceId: "park",
        count: 1,
        ids: ["p1"],
        names: ["公园"],
        coordinates: Float64Array.of(
          113.004,
          40.004,
          113.006,
          40.004,
          113.006,
          40.006,
          113.004,
          40.006,
          113.004,
          40.004,
        ),
        starts: Uint32Array.of(0, 5),
        attributes: { outline: [true], entrances: ["113.005 40.004; 113.0061234 40.0050001"] },
      },
    ],
    services: [
      ...toy.services,
      {
        id: "park",
        title: { zh: "公园", en: "Parks" },
        domain: "sport",
        groupId: "all",
        profileId: "adult",
        circle: true,
      },
    ],
  };
}

function exported(study: Study, layer: ExportLayerId, format: ExportFormat, system: string): ExportedFile {
  return finishSteps(exportLayers(study, { layers: [layer], format, system, columns: null, coverage: null }));
}

function fileOf(study: Study, layer: ExportLayerId, format: ExportFormat, system: string) {
  const { bytes } = exported(study, layer, format, system);
  return { name: exportFileName(study.id, [layer], system, format), bytes };
}

/** What differs in a layer that went out and came in again on top of its own study. */
async function againOnTop(study: Study, layer: ExportLayerId, format: ExportFormat, system: string): Promise<string[]> {
  const { study: found } = await importFiles([fileOf(study, layer, format, system)], { adminLevel: null, base: study });
  expect(found.demonstration).toBe(study.demonstration);
  return layerDifferences(study, found, layer);
}

/** What differs, layer by layer, in a study that is put together of nothing but its own layers. */
async function againAlone(study: Study, format: ExportFormat, system: string): Promise<string[]> {
  // What is in `boundary` is in `context` too.
  const layers = listExportLayers(study).filter((layer) => layer !== "boundary");
  const files = layers.map((layer) => fileOf(study, layer, format, system));
  const { study: found } = await importFiles(files, { adminLevel: null });
  expect(found.demonstration).toBe(study.demonstration);
  return layers.flatMap((layer) => layerDifferences(study, found, layer).map((line) => `${layer} ${line}`));
}

describe.each(EXPORT_FORMATS)("a toy as .%s", (format) => {
  const toy = toyStudy();

  it.each(SYSTEMS)("in %s comes back layer by layer as it was, without a word from anybody", async (system) => {
    const lines: string[] = [];
    for (const layer of listExportLayers(toy)) {
      for (const line of await againOnTop(toy, layer, format, system)) lines.push(`${layer} ${line}`);
    }
    expect(lines).toEqual([]);
  });

  it.each(SYSTEMS)("in %s is the same study when nothing but its layers is left", async (system) => {
    expect(await againAlone(toy, format, system)).toEqual([]);
  });

  it("keeps floor area and metres of street from becoming people", async () => {
    for (const unit of ["residential-floor-m2", "residential-street-m"] as const) {
      const { demand } = toy;
      const study: Study = { ...toy, demand: { ...demand, unit, people: { all: demand.people.all } } };
      expect(await againOnTop(study, "demand", format, "EPSG:4326")).toEqual([]);
      expect(await againAlone(study, format, "EPSG:4326")).toEqual([]);
    }
  });
});

describe("the shipped study", () => {
  let datong: Study;

  beforeAll(async () => {
    const folder = new URL("../../../geodata/datong/", import.meta.url);
    datong = await readStudyFolder(async (name) => new Uint8Array(await readFile(new URL(name, folder))));
  }, 60_000);

  it.each([
    ["geojson", "EPSG:4326"],
    ["fgb", "gcj02"],
    ["gpkg", "EPSG:4547"],
    ["zip", "bd09"],
    ["csv", "EPSG:4547"],
  ] as const)("is the same out of its layers as .%s in %s", { timeout: 180_000 }, async (format, system) => {
    expect(await againAlone(datong, format, system)).toEqual([]);
  });

  it("comes back from workbooks layer by layer, but for borders too long for a cell, which are told", {
    timeout: 180_000,
  }, async () => {
    for (const layer of listExportLayers(datong)) {
      const { notices } = exported(datong, layer, "xlsx", "bd09");
      const isTold = notices.some(({ code }) => code === "shape-too-long");
      expect(isTold, layer).toBe(layer === "context" || layer === "boundary");
      if (!isTold) expect(await againOnTop(datong, layer, "xlsx", "bd09"), layer).toEqual([]);
    }
  });
});

describe("a layer of a scenario", () => {
  it("names it in each row, and a column that was brought under that name goes by another, which is told", async () => {
    const toy = toyStudy();
    const [clinics, ...others] = toy.facilities as [Facilities, ...Facilities[]];
    const brought = { ...clinics, attributes: { scenario: ["旧", "旧"] } };
    const study: Study = { ...toy, scenarioName: "新方案", facilities: [brought, ...others] };
    const { notices } = exported(study, "facilities:clinic", "gpkg", "EPSG:4326");
    expect(notices).toContainEqual({
      code: "renamed",
      layer: "facilities:clinic",
      names: [["scenario_2", "scenario"]],
    });
    const file = fileOf(study, "facilities:clinic", "gpkg", "EPSG:4326");
    const { study: found } = await importFiles([file], { adminLevel: null, base: toy });
    expect(found.facilities[0]?.attributes).toEqual({ scenario: ["新方案", "新方案"], scenario_2: ["旧", "旧"] });
  });
});

describe("demonstration data", () => {
  it("make a study of real data one of demonstration, which is told", async () => {
    const toy = toyStudy();
    const real: Study = { ...toy, demonstration: false, sources: [] };
    const file = fileOf(toy, "facilities:clinic", "csv", "EPSG:4326");
    const { study: found, issues } = await importFiles([file], { adminLevel: null, base: real });
    expect(found.demonstration).toBe(true);
    expect(issues.map(({ details }) => details?.what)).toContain("demonstration-brought");
    expect(found.sources).toEqual([expect.objectContaining({ layer: "facilities:clinic", simulated: true })]);
  });
});

describe("points that count men and women apart", () => {
  it("have the sum where that is asked for", async () => {
    const csv = "lon,lat,男,女\n113.005,40.005,3,4\n113.006,40.004,5,6\n";
    const file = { name: "points.csv", bytes: new TextEncoder().encode(csv), as: "demand" as const };
    const options = { adminLevel: null, base: toyStudy(), sumSexes: true };
    expect([...(await importFiles([file], options)).study.demand.people.all]).toEqual([7, 11]);
  });
});
