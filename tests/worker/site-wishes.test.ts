import { writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { inFolder, runMain } from "../cli/run-main.ts";
import { openSitingStudy } from "../support/siting-study.ts";

/** A few of the study's own street vertices as a table of vacant land. */
function landCsv(study: Awaited<ReturnType<typeof openSitingStudy>>["study"]): {
  readonly csv: string;
  readonly count: number;
} {
  const { coordinates } = study.streets;
  const rows: string[] = [];
  for (let vertex = 0; vertex < coordinates.length / 2 && rows.length < 12; vertex += 3)
    rows.push(
      `land-${rows.length},${coordinates[2 * vertex]},${coordinates[2 * vertex + 1]},${10 + 7 * (rows.length % 4)}`,
    );
  return { csv: `id,lon,lat,cost\n${rows.join("\n")}\n`, count: rows.length };
}

async function readLand(opened: Awaited<ReturnType<typeof openSitingStudy>>) {
  const { csv, count } = landCsv(opened.study);
  const file = { name: "land.csv", bytes: new TextEncoder().encode(csv) };
  const layer = await opened.client.request("readSiteLayer", { file, crs: null });
  expect(layer.points.count).toBe(count);
  return { layer, csv };
}

describe("a siting question with wishes", () => {
  it("answers land from a file with costs, a budget and places as the command line does", async () => {
    const opened = await openSitingStudy(7);
    const { layer, csv } = await readLand(opened);
    expect(layer.numberColumns).toContain("cost");
    for (const withPlaces of [false, true]) {
      const report = await opened.ask({
        candidates: { kind: "points", points: layer.points },
        costs: { each: null, column: "cost", total: 45 },
        isNumberFree: true,
        capacity: withPlaces ? { newPlaces: 30, standing: { kind: "each", places: 20 } } : null,
      });
      await inFolder(async (at) => {
        writeFileSync(at("r.mscircle"), opened.bytes);
        writeFileSync(at("land.csv"), csv);
        const places = Array.from({ length: 12 }, (_, row) => `land-${row},30`).join("\n");
        writeFileSync(at("places.csv"), `id,capacity\n${places}\n`);
        const given = withPlaces ? ["--capacity", at("places.csv"), "--capacity-each", "20"] : [];
        const options = ["--service", opened.serviceId, "--model", "max-coverage", "--cutoff-minutes", "5", ...given];
        const money = ["--site-costs", at("land.csv"), "--site-cost", "0", "--budget", "45"];
        const candidates = ["--candidates", at("land.csv")];
        const { stdout } = await runMain("site", at("r.mscircle"), ...options, ...candidates, ...money, "--json");
        const json = JSON.parse(stdout);
        expect([report.chosenIds, report.objective, report.bound]).toEqual([json.chosen, json.objective, json.bound]);
        expect(report.summary.use?.spent).toBe(json.spent);
        expect(report.summary.coveredAfter).toBeCloseTo(json.peopleCovered, 6);
        if (!withPlaces) return;
        const served = new Map(report.summary.use?.sites.map(({ siteId, served: people }) => [siteId, people]));
        for (const { id, people } of json.sites) expect(served.get(id)).toBeCloseTo(people, 6);
      });
    }
  });

  it.each(["set-cover", "p-median", "p-center"] as const)(
    "answers %s with places as the command line does",
    async (model) => {
      const opened = await openSitingStudy(11);
      const capacity = { newPlaces: 2000, standing: { kind: "each" as const, places: 2000 } };
      const report = await opened.ask({ capacity }, { model, gridMetres: 400 });
      await inFolder(async (at) => {
        writeFileSync(at("r.mscircle"), opened.bytes);
        const isByWalk = model.startsWith("p-");
        const asked = isByWalk ? ["--new", "2", "--cutoff-minutes", "60"] : ["--cutoff-minutes", "5"];
        const unserved = model === "p-median" ? ["--unserved", "3600"] : [];
        const options = [
          "--service",
          opened.serviceId,
          "--model",
          model,
          "--grid-metres",
          "400",
          ...asked,
          ...unserved,
        ];
        const { stdout } = await runMain("site", at("r.mscircle"), ...options, "--capacity-each", "2000", "--json");
        const json = JSON.parse(stdout);
        expect([report.chosenIds, report.objective, report.bound]).toEqual([json.chosen, json.objective, json.bound]);
        const served = new Map(report.summary.use?.sites.map(({ siteId, served: people }) => [siteId, people]));
        for (const { id, people } of json.sites) expect(served.get(id)).toBeCloseTo(people, 6);
      });
    },
  );

  it("spends no more than the budget, and counts people with a place no further than the places", async () => {
    const opened = await openSitingStudy(11);
    const report = await opened.ask({
      costs: { each: 3, column: null, total: 7 },
      isNumberFree: true,
      capacity: { newPlaces: 5, standing: { kind: "each", places: 4 } },
    });
    const { use, coveredAfter, coveredBefore, sites } = report.summary;
    expect(sites).toHaveLength(2);
    expect(use?.spent).toBe(6);
    for (const { served, capacity } of use?.sites ?? []) expect(served).toBeLessThanOrEqual((capacity ?? 0) + 1e-9);
    expect(coveredAfter).toBeCloseTo(report.objective, 6);
    expect(coveredBefore).toBeLessThanOrEqual(4 * report.facilityCount + 1e-9);
  });

  it("drops and counts candidates in an excluded area, and says where none is left", async () => {
    const opened = await openSitingStudy(7);
    const { layer } = await readLand(opened);
    const points = layer.points;
    const [lon, lat] = points.coordinates as unknown as [number, number];
    const around = (size: number) => ({
      type: "Polygon" as const,
      coordinates: [
        [
          [lon - size, lat - size] as [number, number],
          [lon + size, lat - size] as [number, number],
          [lon + size, lat + size] as [number, number],
          [lon - size, lat + size] as [number, number],
          [lon - size, lat - size] as [number, number],
        ],
      ],
    });
    const inside = (size: number): number =>
      Array.from({ length: points.count }, (_, at) => at).filter(
        (at) =>
          Math.abs((points.coordinates[2 * at] as number) - lon) < size &&
          Math.abs((points.coordinates[2 * at + 1] as number) - lat) < size,
      ).length;
    const candidates = { kind: "points" as const, points };
    const report = await opened.ask({ candidates, excluded: { areas: [around(0.0005)], layers: [] } }, { newSites: 1 });
    expect(report.droppedCount).toBe(inside(0.0005));
    expect(report.droppedCount).toBeGreaterThan(0);
    expect(report.candidateCount).toBe(points.count - report.droppedCount);
    await inFolder(async (at) => {
      writeFileSync(at("r.mscircle"), opened.bytes);
      writeFileSync(at("land.csv"), landCsv(opened.study).csv);
      writeFileSync(at("out.geojson"), JSON.stringify({ type: "Feature", properties: {}, geometry: around(0.0005) }));
      writeFileSync(at("all.geojson"), JSON.stringify({ type: "Feature", properties: {}, geometry: around(5) }));
      const options = ["--service", opened.serviceId, "--model", "max-coverage", "--new", "1", "--cutoff-minutes", "5"];
      const run = (name: string) =>
        runMain("site", at("r.mscircle"), ...options, "--candidates", at("land.csv"), "--exclude", at(name), "--json");
      const json = JSON.parse((await run("out.geojson")).stdout);
      expect([json.chosen, json.objective, json.candidates, json.candidatesExcluded]).toEqual([
        report.chosenIds,
        report.objective,
        report.candidateCount,
        report.droppedCount,
      ]);
      const none = await run("all.geojson");
      expect(none.status).toBe(2);
      expect(none.stderr).toContain("--exclude: all 12 candidates are inside");
    });
    await expect(opened.ask({ candidates, excluded: { areas: [around(5)], layers: [] } })).rejects.toMatchObject({
      fields: { cause: "all-excluded", dropped: points.count },
    });
  });

  it("takes the facilities of another service as candidates, and says which lack a cost", async () => {
    const opened = await openSitingStudy(7);
    const other = opened.study.facilities.find(({ serviceId, count }) => serviceId !== opened.serviceId && count > 0);
    if (!other) throw new Error("no other layer");
    const candidates = { kind: "layer" as const, serviceId: other.serviceId };
    const report = await opened.ask({ candidates }, { newSites: 1 });
    expect(report.candidateCount).toBe(other.count);
    expect(report.wishes.candidates).toEqual(candidates);
    await expect(opened.ask({ candidates, costs: { each: null, column: "none", total: 5 } })).rejects.toMatchObject({
      fields: { cause: "cost-missing", points: other.count, all: other.count, column: "none" },
    });
  });

  it("says what is wrong with a file, and of standing facilities without places", async () => {
    const opened = await openSitingStudy(7);
    const bad = { name: "land.csv", bytes: new TextEncoder().encode("id,lon,lat\n1,abc,40\n") };
    await expect(opened.client.request("readSiteLayer", { file: bad, crs: null })).rejects.toThrow("bad-coordinate");
    await expect(
      opened.ask({ capacity: { newPlaces: 5, standing: { kind: "layer", otherwise: null } } }),
    ).rejects.toMatchObject({ fields: { cause: "capacity-missing" } });
  });
});
