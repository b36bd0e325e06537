/** Export → import → export, through the readers of the product: shapes to 1e-7 degrees, attributes exactly. */
import { describe, expect, it } from "vitest";
import type { Facilities } from "../../../src/core/model/facility.ts";
import type { Study } from "../../../src/core/model/study.ts";
import { type ExportRequest, exportLayers } from "../../../src/io/export/export-layers.ts";
import type { ExportFormat, ExportLayerId } from "../../../src/io/export/export-request.ts";
import { layerToExport } from "../../../src/io/export/layer-table.ts";
import { importFiles, type LayerRole } from "../../../src/io/import/import-files.ts";
import { attributeAt, type FeatureTable } from "../../../src/io/tables/feature-table.ts";
import { readVectorLayers } from "../../../src/io/vector/read-vector-layers.ts";
import { finishSteps } from "../../support/finish-steps.ts";
import { createStudy } from "../create-study.ts";

/** The toy study without what an import refuses: a community without an outline, points outside the streets. */
function importableStudy(): Study {
  const study = createStudy();
  const { communities, demand } = study;
  const areas = communities.areas.slice(0, 2);
  return {
    ...study,
    communities: {
      ...communities,
      count: 2,
      ids: communities.ids.slice(0, 2),
      names: communities.names.slice(0, 2),
      parentIds: communities.parentIds.slice(0, 2),
      kinds: communities.kinds.slice(0, 2),
      areas,
      centres: communities.centres.slice(0, 4),
    },
    demand: { ...demand, coordinates: Float64Array.of(113.002, 40.004, 113.012, 40.006, 113.004, 40.004) },
  };
}

const STUDY = importableStudy();

function exported(study: Study, layer: ExportLayerId, format: ExportFormat, system = "EPSG:4326"): Uint8Array {
  const request: ExportRequest = { layers: [layer], format, system, columns: null, coverage: null };
  return finishSteps(exportLayers(study, request)).bytes;
}

const ROLES: readonly (readonly [layer: ExportLayerId, role: LayerRole])[] = [
  ["streets", "streets"],
  ["communities", "communities"],
  ["demand", "demand"],
  ["facilities:clinic", "facilities:clinic"],
  ["barriers", "barriers"],
];

async function importedFrom(format: ExportFormat, system?: string): Promise<Study> {
  const files = ROLES.map(([layer, role]) => ({
    name: `${layer.replace(":", "-")}.${format}`,
    bytes: exported(STUDY, layer, format, system),
    as: role,
  }));
  return (await importFiles(files, { adminLevel: null })).study;
}

function expectNear(found: ArrayLike<number>, wanted: ArrayLike<number>): void {
  expect(found.length).toBe(wanted.length);
  for (let at = 0; at < wanted.length; at++)
    expect(Math.abs((found[at] as number) - (wanted[at] as number))).toBeLessThanOrEqual(1e-7);
}

describe.each(["fgb", "geojson"] as const)("a study put together of its own layers as .%s", (format) => {
  it("has the streets, people, communities, facilities and barriers that were exported", async () => {
    const { streets, communities, demand, facilities, barriers } = await importedFrom(format);
    expectNear(streets.coordinates, STUDY.streets.coordinates);
    expect(streets).toMatchObject({
      starts: STUDY.streets.starts,
      permissions: STUDY.streets.permissions,
      classes: STUDY.streets.classes,
      names: STUDY.streets.names,
      ids: STUDY.streets.ids,
    });
    expect(communities).toMatchObject({
      ids: STUDY.communities.ids,
      names: STUDY.communities.names,
      parentIds: STUDY.communities.parentIds,
      kinds: STUDY.communities.kinds,
    });
    expectNear(demand.coordinates, STUDY.demand.coordinates);
    expect(demand.people).toEqual(STUDY.demand.people);
    expect(demand.landSquareMetres).toEqual(STUDY.demand.landSquareMetres);
    const [clinics] = facilities;
    const { attributes, ...own } = STUDY.facilities[0] as Facilities;
    expectNear(clinics?.coordinates ?? [], own.coordinates);
    expect(clinics).toMatchObject({ ids: own.ids, names: own.names, starts: own.starts });
    expect(clinics?.attributes).toEqual(attributes);
    expect(barriers.map(({ kind, name }) => `${kind} ${name}`)).toEqual(["water 御河", "railway "]);
  });

  it("gives the same files when its layers are exported again", async () => {
    const again = await importedFrom(format);
    const second = { ...again, demonstration: true, title: STUDY.title, date: STUDY.date, sources: STUDY.sources };
    for (const layer of ["streets", "facilities:clinic", "barriers"] as const) {
      const [first, repeated] = [STUDY, second].map((study) => valuesOf(layerToExport(study, layer)?.table));
      expect(repeated, layer).toEqual(first);
    }
  });
});

describe.each(["geojson", "fgb", "gpkg", "zip"] as const)("a study of its own layers as .%s", (format) => {
  it.each(["gcj02", "bd09", "EPSG:4547"])(
    "in %s lies where it lay, by what the files say of their system",
    { timeout: 60_000 },
    async (system) => {
      const { streets, communities, demand } = await importedFrom(format, system);
      expectNear(streets.coordinates, STUDY.streets.coordinates);
      expectNear(demand.coordinates, STUDY.demand.coordinates);
      expect(communities.names).toEqual(STUDY.communities.names);
    },
  );
});

function valuesOf(table: FeatureTable | undefined): Record<string, unknown> {
  const columns = table?.columns.map((column) => [
    column.name,
    Array.from({ length: table.count }, (_, row) => attributeAt(column, row)),
  ]);
  return Object.fromEntries(columns ?? []);
}

const LAYERS: readonly ExportLayerId[] = [
  "streets",
  "communities",
  "demand",
  "facilities:clinic",
  "barriers",
  "context",
];

describe.each(["fgb", "geojson", "gpkg", "zip"] as const)(
  "a layer as .%s in the reader for dropped files",
  (format) => {
    it.each(LAYERS)("%s comes with its system, shapes and values", { timeout: 60_000 }, async (layer) => {
      const own = layerToExport(STUDY, layer)?.table;
      const reading = await readVectorLayers([
        { name: `a.${format}`, bytes: exported(STUDY, layer, format, "EPSG:4490") },
      ]);
      const shapes = reading.groups
        .flatMap(({ layers }) => layers)
        .flatMap((each) => (each.kind === "shapes" ? [each] : []));
      expect(shapes.flatMap(({ issues }) => issues.filter(({ severity }) => severity === "error"))).toEqual([]);
      expect(shapes.reduce((sum, { table }) => sum + table.count, 0)).toBe(own?.count);
      for (const { crsCode } of shapes.map(({ table }) => table)) expect([4490, 0]).toContain(crsCode);
      for (const { crsText, table } of shapes) expect(`${table.crsCode} ${crsText}`).toMatch(/4490|China/);
      // A shapefile of several kinds comes as several layers.
      if (shapes.length > 1 || !own || !shapes[0]) return;
      const sortedSums = (table: FeatureTable): number[] =>
        Array.from({ length: table.count }, (_, row) => {
          const end = 2 * (table.starts[row + 1] ?? 0);
          let farthest = Number.NEGATIVE_INFINITY;
          for (let at = 2 * (table.starts[row] ?? 0); at < end; at += 2)
            farthest = Math.max(farthest, (table.coordinates[at] as number) + (table.coordinates[at + 1] as number));
          return farthest;
        });
      expectNear(sortedSums(shapes[0].table), sortedSums(own));
      const [read, wanted] = [valuesOf(shapes[0].table), valuesOf(own)];
      for (const name of ["id", "name", "kind", "people", "land_m2", "beds", "places", "open"]) {
        const values = wanted[name] as unknown[] | undefined;
        const plain = format === "zip" ? values?.map((value) => (value === "" ? null : value)) : values;
        if (values) expect(read[name], name).toEqual(plain);
      }
    });
  },
);
