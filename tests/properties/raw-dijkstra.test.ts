import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { AnalysisSession } from "../../src/core/analysis-session.ts";
import { DEFAULT_PARAMETERS } from "../../src/core/model/parameters.ts";
import type { Study } from "../../src/core/model/study.ts";
import { measurePointCosts } from "../../src/core/routing/point-costs.ts";
import { searchOf } from "../../src/core/service-search.ts";
import { importFiles } from "../../src/io/import/import-files.ts";
import { readStudyFolder } from "../../src/io/study/study-folder.ts";
import { readMonaco } from "../io/monaco.ts";
import { createRandomStudy } from "../support/random-study.ts";
import { vincentyMetres, walkFromEveryVertex } from "../support/raw-dijkstra.ts";

const WITHIN_SECONDS = 0.05;
const LIMIT_SECONDS = 4 * 3600;

/** Compares every vertex; returns how many were compared and how many of them reach a facility. */
function compareEveryVertex(study: Study, serviceId: string, stairsFactor = 1): { compared: number; reached: number } {
  const service = study.services.find(({ id }) => id === serviceId);
  if (!service) throw new Error(`no ${serviceId}`);
  const search = { ...searchOf(service, { ...DEFAULT_PARAMETERS, stairsFactor }), limitSeconds: LIMIT_SECONDS };
  const { metresPerSecond } = search.pace;
  const facilities =
    study.facilities.find((layer) => layer.serviceId === serviceId)?.coordinates ?? new Float64Array(0);
  const vertices = walkFromEveryVertex(study, facilities, metresPerSecond, stairsFactor);
  const coordinates = Float64Array.from(vertices.flatMap(({ lon, lat }) => [lon, lat]));
  const count = vertices.length;
  const demand = { ...study.demand, count, coordinates };
  const session = new AnalysisSession({ ...study, demand });
  const snaps = session.demandSnaps(search.travel, search.snapRadiusMetres);
  const sources = session.sourcesOf(search);
  const { field } = new AnalysisSession(study).costs(search);
  const costs = measurePointCosts(field, sources, snaps, LIMIT_SECONDS * metresPerSecond);
  let reached = 0;
  const wrong: string[] = [];
  vertices.forEach(({ lon, lat, seconds }, vertex) => {
    const found = costs.seconds[vertex] as number;
    if (found < Infinity) reached++;
    const same = seconds > LIMIT_SECONDS - 1 ? true : Math.abs(found - seconds) <= WITHIN_SECONDS;
    if (!same) wrong.push(`${lon} ${lat}: ${found} instead of ${seconds}`);
  });
  expect(wrong.slice(0, 5)).toEqual([]);
  return { compared: count, reached };
}

const bytes = readMonaco();
const monaco = bytes && (await importFiles([{ name: "monaco.osm.pbf", bytes }], { adminLevel: null })).study;

describe.skipIf(monaco === null)("every vertex of Monaco", () => {
  it.each(["pharmacy", "school", "fitness-square"])(
    "is as far from a %s as an independent Dijkstra says, to 0.05 s",
    (serviceId) => {
      const { compared, reached } = compareEveryVertex(monaco as Study, serviceId);
      expect(compared).toBeGreaterThan(10_000);
      expect(reached / compared).toBeGreaterThan(0.98);
    },
    60_000,
  );
});

describe.skipIf(monaco === null)("every vertex of Monaco, a town of stairs", () => {
  it("is as far from a school as an independent Dijkstra says when steps take twice the time", () => {
    const { compared, reached } = compareEveryVertex(monaco as Study, "school", 2);
    expect(compared).toBeGreaterThan(10_000);
    expect(reached / compared).toBeGreaterThan(0.98);
  }, 60_000);
});

describe("every vertex of the Datong study", () => {
  it("is as far from a clinic as an independent Dijkstra says, to 0.05 s", async () => {
    const folder = resolve(import.meta.dirname, "../../geodata/datong");
    const study = await readStudyFolder((name) => readFile(join(folder, name)));
    const { compared, reached } = compareEveryVertex(study, "clinic");
    expect(compared).toBeGreaterThan(100_000);
    expect(reached / compared).toBeGreaterThan(0.98);
  }, 60_000);
});

describe("every vertex of a small city", () => {
  it.each(Array.from({ length: 30 }, (_, i) => i + 1))(
    "with bent, one-way and closed streets is as far as an independent Dijkstra says (seed %d)",
    (seed) => {
      const { compared, reached } = compareEveryVertex(createRandomStudy(seed), "clinic");
      expect(compared).toBeGreaterThan(60);
      expect(reached).toBeGreaterThan(20);
    },
  );
});

describe("the independent lengths", () => {
  it("are Vincenty's: a degree along the equator and one along a meridian", () => {
    expect(vincentyMetres(0, 0, 1, 0)).toBeCloseTo(111_319.4908, 3);
    expect(vincentyMetres(113, 40, 113, 41)).toBeCloseTo(111_044.27, 1);
  });
});
