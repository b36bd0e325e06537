import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createTown } from "../io/toy-osm.ts";
import { createDem } from "../support/create-dem.ts";
import { readTable } from "./read-table.ts";
import { inFolder, runMain } from "./run-main.ts";

type At = (name: string) => string;

/** 200 m straight from a to b, or 100 m more around; the straight way has the tags. */
function writeStreets(at: At, tags: Readonly<Record<string, string>>): void {
  const line = (path: readonly (readonly number[])[], properties: Readonly<Record<string, string>>) => ({
    type: "Feature",
    properties: { highway: "footway", ...properties },
    geometry: { type: "LineString", coordinates: path },
  });
  const straight = [
    [0, 0],
    [200, 0],
  ];
  const around = [
    [0, 0],
    [0, 50],
    [200, 50],
    [200, 0],
  ];
  const features = [line(straight, tags), line(around, {})];
  writeFileSync(at("lines.geojson"), JSON.stringify({ type: "FeatureCollection", features }));
  writeFileSync(at("from.csv"), "id,x,y\na,0,0\n");
  writeFileSync(at("to.csv"), "id,x,y\nb,200,0\n");
}

async function askCosts(at: At, ...options: readonly string[]) {
  const { status, stderr, stdout } = await runMain(
    ...["costs", at("lines.geojson"), "--crs", "local", "--from", at("from.csv"), "--to", at("to.csv")],
    ...["--out", at("out.csv"), "--force", "--json", ...options],
  );
  const rows = status === 0 ? readTable(readFileSync(at("out.csv"), "utf8")) : [];
  return { status, stderr, stdout, row: rows[0] };
}

describe("minsheng costs under conditions", () => {
  it("a wheelchair walks around steps, in metres and in time", () =>
    inFolder(async (at) => {
      writeStreets(at, { highway: "steps" });
      expect((await askCosts(at, "--limit-metres", "900")).row?.metres).toBe("200.000");
      expect((await askCosts(at, "--limit-metres", "900", "--profile", "wheelchair")).row?.metres).toBe("300.000");
      const timed = await askCosts(at, "--limit-seconds", "900", "--profile", "wheelchair");
      expect(timed.row).toMatchObject({ metres: "300.000", seconds: "375.000" });
    }));

  it("steps cost their factor in time, and the columns say what they hold", () =>
    inFolder(async (at) => {
      writeStreets(at, { highway: "steps" });
      const { row } = await askCosts(at, "--limit-seconds", "900", "--speed", "1", "--stairs-factor", "1.25");
      expect(row).toEqual({ fromId: "a", toId: "b", levelMetres: "250.000", seconds: "250.000" });
    }));

  it("a crossing costs its seconds", () =>
    inFolder(async (at) => {
      writeStreets(at, { footway: "crossing" });
      const { row } = await askCosts(at, "--limit-seconds", "900", "--speed", "2", "--crossing-seconds", "20");
      expect(row?.seconds).toBe("120.000");
    }));

  it("a street with opening hours, and one with a condition in words, is closed at night", () =>
    inFolder(async (at) => {
      const closed: readonly Readonly<Record<string, string>>[] = [
        { opening_hours: "06:00-22:00" },
        { condition: "夜间关闭" },
      ];
      for (const tags of closed) {
        writeStreets(at, tags);
        expect((await askCosts(at, "--limit-metres", "900")).row?.metres).toBe("200.000");
        expect((await askCosts(at, "--limit-metres", "900", "--night")).row?.metres).toBe("300.000");
      }
      writeStreets(at, { condition: "muddy" });
      const { stderr, row } = await askCosts(at, "--limit-metres", "900", "--night");
      expect(row?.metres).toBe("200.000");
      expect(stderr).toContain("not understood");
    }));

  it("what costs time is refused with a limit in metres, and slopes where there is no elevation", () =>
    inFolder(async (at) => {
      writeStreets(at, {});
      const mixed = await askCosts(at, "--limit-metres", "900", "--stairs-factor", "2", "--slope");
      expect(mixed.status).toBe(2);
      expect(mixed.stderr).toContain("--slope, --stairs-factor");
      const flat = await askCosts(at, "--limit-seconds", "900", "--slope");
      expect(flat.status).toBe(2);
      expect(flat.stderr).toContain("no elevation");
      expect((await askCosts(at, "--limit-seconds", "900", "--stairs-factor", "0.5")).status).toBe(2);
    }));
});

describe("minsheng import and analyze with elevation", () => {
  async function importHilly(at: At): Promise<string> {
    writeFileSync(at("town.osm"), createTown().bytes());
    const options = { width: 300, height: 300, west: 112.9, north: 40.1, cell: 0.001 };
    writeFileSync(at("dem.tif"), createDem({ ...options, heightOf: (column) => 1000 + 8 * column }));
    const { status, stderr } = await runMain("import", at("town.osm"), at("dem.tif"), "--out", at("town.mscircle"));
    expect(status, stderr).toBe(0);
    return at("town.mscircle");
  }

  const medianOf = (at: At, folder: string): number[] =>
    readTable(readFileSync(join(at(folder), "communities.csv"), "utf8")).map(({ medianSeconds }) =>
      Number(medianSeconds),
    );

  it("slopes change times, are listed in run.json and said with every target", () =>
    inFolder(async (at) => {
      const study = await importHilly(at);
      for (const [folder, ...options] of [["level"], ["sloped", "--slope"]] as const) {
        const { status, stderr } = await runMain("analyze", study, "--out", at(folder), ...options);
        expect(status, stderr).toBe(0);
      }
      expect(medianOf(at, "sloped")).not.toEqual(medianOf(at, "level"));
      const run = (folder: string) => JSON.parse(readFileSync(join(at(folder), "run.json"), "utf8"));
      expect(run("sloped").parameters).toMatchObject({ slope: true, night: false, stairsFactor: 1 });
      expect(readFileSync(join(at("sloped"), "targets.csv"), "utf8")).toContain("Tobler");
      expect(readFileSync(join(at("level"), "targets.csv"), "utf8")).not.toContain("Tobler");
    }));

  it("costs take the slopes of a study", () =>
    inFolder(async (at) => {
      const study = await importHilly(at);
      writeFileSync(at("a.csv"), "id,lon,lat\nwest,113.002,40.0\neast,113.008,40.0\n");
      const ask = async (...options: readonly string[]): Promise<Map<string, number>> => {
        const { status, stderr } = await runMain(
          ...["costs", study, "--from", at("a.csv"), "--to", at("a.csv"), "--limit-seconds", "3600"],
          ...["--out", at("out.csv"), "--force", ...options],
        );
        expect(status, stderr).toBe(0);
        const rows = readTable(readFileSync(at("out.csv"), "utf8"));
        return new Map(rows.map(({ fromId, toId, seconds }) => [`${fromId} ${toId}`, Number(seconds)]));
      };
      const level = await ask();
      const sloped = await ask("--slope");
      expect(level.get("west east")).toBe(level.get("east west"));
      expect(sloped.get("west east")).toBeGreaterThan(sloped.get("east west") as number);
    }));

  it("slopes of a study without elevation are refused", () =>
    inFolder(async (at) => {
      writeFileSync(at("town.osm"), createTown().bytes());
      await runMain("import", at("town.osm"), "--out", at("town.mscircle"));
      const { status, stderr } = await runMain("analyze", at("town.mscircle"), "--out", at("out"), "--slope");
      expect(status).toBe(2);
      expect(stderr).toContain("dem.tif");
    }));
});

describe("minsheng isochrones under conditions", () => {
  it("a wheelchair reaches less street than a walker at its speed, night less than day, and straight lines know nothing of it", () =>
    inFolder(async (at) => {
      writeStreets(at, { highway: "steps", opening_hours: "06:00-22:00" });
      const reach = async (...options: readonly string[]): Promise<number> => {
        const { status, stderr } = await runMain(
          ...["isochrones", at("lines.geojson"), "--crs", "local", "--at", at("from.csv"), "--minutes", "3"],
          ...["--out", at("out.geojson"), "--force", "--speed", "1", ...options],
        );
        expect(status, stderr).toBe(0);
        return JSON.parse(readFileSync(at("out.geojson"), "utf8")).features[0].properties.reachMetres;
      };
      const walker = await reach();
      expect(walker).toBeCloseTo(360, 0);
      expect(await reach("--profile", "wheelchair")).toBeCloseTo(180, 0);
      expect(await reach("--night")).toBeCloseTo(180, 0);
      expect(await reach("--stairs-factor", "2")).toBeCloseTo(270, 0);
      const straight = await runMain(
        ...["isochrones", at("lines.geojson"), "--crs", "local", "--at", at("from.csv"), "--minutes", "3"],
        ...["--out", at("out.geojson"), "--force", "--method", "straight", "--night"],
      );
      expect(straight.status).toBe(2);
    }));
});
