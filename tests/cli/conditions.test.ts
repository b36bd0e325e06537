import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createTown } from "../io/toy-osm.ts";
import { writeTiff } from "../support/write-tiff.ts";
import { inFolder, runMain } from "./run-main.ts";

/** The toy town with a second house, whose only way to the school is by steps and by a path that is shut at night. */
function createTownBytes(): Uint8Array {
  const town = createTown();
  town.node(51, 6, 3).node(52, 6, 4);
  town.way(61, [7, 51], { highway: "steps" });
  town.way(62, [51, 52], { highway: "footway", opening_hours: "06:00-22:00" });
  town.way(63, [7, 6], { highway: "footway", footway: "crossing" });
  return town.bytes();
}

const DEM = writeTiff({
  width: 12,
  height: 12,
  values: Array.from({ length: 144 }, (_, cell) => 1000 + 2 * (cell % 12)),
  place: { west: 112.998, north: 40.008, cell: 0.001 },
});

interface Run {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly assumptions: readonly { readonly en: string }[];
  readonly services: readonly { readonly profile: string }[];
}

describe("minsheng analyze on conditions of streets", () => {
  it("takes them from the command line, prints them in run.json and in the targets' assumptions", () =>
    inFolder(async (at) => {
      writeFileSync(at("town.osm"), createTownBytes());
      writeFileSync(at("dem.tif"), DEM);
      const imported = await runMain("import", at("town.osm"), at("dem.tif"), "--out", at("t.mscircle"));
      expect(imported.stdout).toContain("dem.tif: GeoTIFF; elevation");
      const { status } = await runMain(
        ...["analyze", at("t.mscircle"), "--out", at("out"), "--slope", "--stairs-factor", "2.5"],
        ...["--crossing-seconds", "12", "--steepest", "6", "--night"],
      );
      expect(status).toBe(0);
      const run = JSON.parse(readFileSync(at("out/run.json"), "utf8")) as Run;
      expect(run.parameters).toMatchObject({
        slope: true,
        stairsFactor: 2.5,
        crossingSeconds: 12,
        steepestIncline: 0.06,
        timeOfDay: "night",
      });
      const said = run.assumptions.map(({ en }) => en).join("\n");
      for (const text of ["Steps take 2.5 times", "crossing costs 12 s", "Tobler", "At night"])
        expect(said).toContain(text);
      const targets = readFileSync(at("out/targets.csv"), "utf8");
      for (const text of ["Steps take 2.5 times", "台阶耗时为平路的 2.5 倍", "夜间（工作日 2:00）"])
        expect(targets).toContain(text);
    }));

  it("with a wheelchair says its speed and its closed streets", () =>
    inFolder(async (at) => {
      writeFileSync(at("town.osm"), createTownBytes());
      await runMain("import", at("town.osm"), "--out", at("t.mscircle"));
      await runMain("analyze", at("t.mscircle"), "--out", at("out"), "--profile", "wheelchair");
      const run = JSON.parse(readFileSync(at("out/run.json"), "utf8")) as Run;
      expect(run.services[0]).toMatchObject({ profile: "wheelchair", speedMetresPerSecond: 0.8 });
      expect(run.assumptions.map(({ en }) => en).join("\n")).toContain("a wheelchair cannot pass are closed");
    }));

  it("finds every fault of the options at once, and refuses slope without elevation", () =>
    inFolder(async (at) => {
      writeFileSync(at("town.osm"), createTownBytes());
      await runMain("import", at("town.osm"), "--out", at("t.mscircle"));
      const { status, stderr } = await runMain(
        ...["analyze", at("t.mscircle"), "--out", at("out"), "--slope", "--stairs-factor", "0.5"],
        ...["--crossing-seconds", "-1", "--steepest", "0", "--profile", "skates"],
      );
      expect(status).toBe(2);
      for (const text of [
        "--slope",
        "--stairs-factor must be",
        "--crossing-seconds must be",
        "--steepest must be",
        "skates",
      ])
        expect(stderr).toContain(text);
    }));

  it("says when what is asked changes nothing", () =>
    inFolder(async (at) => {
      writeFileSync(at("town.osm"), createTown().bytes());
      await runMain("import", at("town.osm"), "--out", at("t.mscircle"));
      const asked = ["--night", "--stairs-factor", "3", "--crossing-seconds", "0"];
      const { status, stderr } = await runMain("analyze", at("t.mscircle"), "--out", at("out"), ...asked);
      expect(status).toBe(0);
      for (const text of ["no streets or gates that are shut at night", "no steps", "no mapped crossings"])
        expect(stderr).toContain(text);
    }));

  it("refuses a raster that lies elsewhere with a sentence in both languages", () =>
    inFolder(async (at) => {
      writeFileSync(at("town.osm"), createTownBytes());
      const place = { west: 7, north: 44, cell: 0.001 };
      writeFileSync(at("dem.tif"), writeTiff({ width: 2, height: 2, values: [1, 2, 3, 4], place }));
      const { status, stderr } = await runMain("import", at("town.osm"), at("dem.tif"), "--out", at("t.mscircle"));
      expect(status).toBe(2);
      expect(stderr).toContain("高程栅格没有盖住任何街道");
      expect(stderr).toContain("covers none of the streets");
    }));
});

describe("minsheng costs with a wheelchair", () => {
  it("goes round steps, and nowhere where there is nothing else", () =>
    inFolder(async (at) => {
      writeFileSync(at("town.osm"), createTownBytes());
      writeFileSync(at("a.csv"), "id,lon,lat\nhome,113.006,40.0039\n");
      writeFileSync(at("b.csv"), "id,lon,lat\nschool,113.002,40.002\n");
      const costs = async (profile: string): Promise<string> => {
        const points = ["--from", at("a.csv"), "--to", at("b.csv"), "--limit-metres", "5000", "--profile", profile];
        await runMain("costs", at("town.osm"), ...points, "--out", at(`${profile}.csv`));
        return readFileSync(at(`${profile}.csv`), "utf8");
      };
      expect((await costs("adult")).trim().split(/\r?\n/)).toHaveLength(2);
      expect((await costs("wheelchair")).trim().split(/\r?\n/)).toHaveLength(1);
    }));
});
