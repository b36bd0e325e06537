import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { describe, expect, it } from "vitest";
import { GCJ02 } from "../../src/io/crs/china-offsets.ts";
import { readStudyFile } from "../../src/io/study/study-file.ts";
import { createTown } from "../io/toy-osm.ts";
import { createPopulation } from "../support/create-population.ts";
import { inFolder, runMain } from "./run-main.ts";

function bytesOf(path: string): Uint8Array {
  return new Uint8Array(readFileSync(path));
}

describe("minsheng import", () => {
  it("writes a study, prints what went into it, and says what was assumed on stderr", () =>
    inFolder(async (at) => {
      writeFileSync(at("town.osm"), createTown().bytes());
      const { status, stdout, stderr } = await runMain("import", at("town.osm"), "--out", at("town.mscircle"));
      expect(status).toBe(0);
      expect(stdout).toContain("communities: 2");
      expect(stdout).toContain("demand unit: residential-floor-m2");
      expect(stderr).toContain("admin_level 10");
      expect((await readStudyFile(bytesOf(at("town.mscircle")))).communities.names).toEqual(["东坊", "西坊"]);
    }));

  it("prints one JSON object with --json", () =>
    inFolder(async (at) => {
      writeFileSync(at("town.osm"), createTown().bytes());
      const { stdout } = await runMain(
        "import",
        at("town.osm"),
        "--json",
        "--out",
        at("t.mscircle"),
        "--title",
        "小城",
        "--id",
        "town-1",
      );
      expect(JSON.parse(stdout)).toMatchObject({
        command: "import",
        study: { id: "town-1", title: { zh: "小城" } },
        layers: { streets: 1, communities: 2, "facilities:school": 1 },
        demandUnit: "residential-floor-m2",
        files: [{ name: "town.osm", format: "OSM XML" }],
      });
    }));

  it("puts the people of several bands into the groups that --ages names, and says what each band counts", () =>
    inFolder(async (at) => {
      writeFileSync(at("town.osm"), createTown().bytes());
      const over = { width: 8, height: 8, west: 113, north: 40.006, cell: 0.001, bands: 3 };
      writeFileSync(
        at("grid.tif"),
        createPopulation({ ...over, peopleOf: (_c, _r, band) => [10, 3, 7][band] as number }),
      );
      const command = ["import", at("town.osm"), at("grid.tif"), "--json", "--out", at("x.mscircle"), "--ages"];
      const { status, stdout, stderr } = await runMain(...command, "all,60-69,70+");
      expect(status).toBe(0);
      expect(JSON.parse(stdout).files[1]).toMatchObject({
        name: "grid.tif",
        roles: ["population"],
        ages: "all,60-69,70+",
      });
      expect(stderr).toContain("60+ is the sum of the rasters' ages: 60–69 + 70+");
      const { people } = (await readStudyFile(bytesOf(at("x.mscircle")))).demand;
      expect(people.all.reduce((sum, amount) => sum + amount, 0)).toBeGreaterThan(100);
      expect(people["60+"]).toEqual(people.all);
      const refused = await runMain(...command, "all,60+", "--force");
      expect(refused.status).toBe(2);
      expect(refused.stderr).toContain("--ages");
    }));

  it("gives the n-th --as to the n-th file when there are as many of both, else each to the file before it", () =>
    inFolder(async (at) => {
      writeFileSync(at("town.osm"), createTown().bytes());
      await runMain("import", at("town.osm"), "--out", at("town.mscircle"));
      writeFileSync(at("a.csv"), "id,lon,lat\n1,113.002,40.002\n");
      writeFileSync(at("b.csv"), "id,lon,lat\n2,113.002,40.002\n");
      const roles = (text: string): string[] =>
        JSON.parse(text).files.map((file: { roles: string[] }) => file.roles.join());
      const paired = await runMain(
        ...["import", at("a.csv"), at("b.csv"), at("town.mscircle"), "--json", "--out", at("x.mscircle")],
        ...["--as", "facilities:library", "--as", "facilities:clinic", "--as", "streets"],
      );
      expect(paired.stderr).toContain("There are no communities");
      const mixed = await runMain(
        "import",
        at("town.osm"),
        ...[
          at("a.csv"),
          "--as",
          "facilities:library",
          at("b.csv"),
          "--as",
          "facilities:clinic",
          "--json",
          "--out",
          at("y.mscircle"),
        ],
      );
      expect(roles(mixed.stdout)).toEqual(["osm", "facilities:library", "facilities:clinic"]);
    }));

  it("gives each --crs to its file as it does --as, and names the system in the summary", () =>
    inFolder(async (at) => {
      writeFileSync(at("town.osm"), createTown().bytes());
      const rows = { gcj02: GCJ02.fromDegrees(113.002, 40.002), plain: [113.002, 40.002] };
      writeFileSync(at("a.csv"), `id,lon,lat\n1,${rows.gcj02.join()}\n`);
      writeFileSync(at("b.csv"), `id,lon,lat\n1,${rows.plain.join()}\n`);
      const { status, stdout } = await runMain(
        ...["import", at("town.osm"), at("a.csv"), "--as", "facilities:library", "--crs", "gcj02"],
        ...[at("b.csv"), "--as", "facilities:clinic", "--json", "--out", at("x.mscircle")],
      );
      expect(status).toBe(0);
      const datums = JSON.parse(stdout).files.map((file: { datum: string }) => file.datum);
      expect(datums).toEqual(["WGS84 (EPSG:4326)", "GCJ-02 (Amap, Tencent) (gcj02, stated)", "WGS84 (assumed)"]);
      const { facilities } = await readStudyFile(bytesOf(at("x.mscircle")));
      const [a, b] = ["library", "clinic"].map(
        (id) => facilities.find(({ serviceId }) => serviceId === id)?.coordinates,
      );
      for (const axis of [0, 1]) expect(Math.abs((a?.[axis] ?? 0) - (b?.[axis] ?? 0))).toBeLessThan(1e-9);
      const study = await runMain("import", "datong", "--crs", "gcj02", "--out", at("y.mscircle"));
      expect(study.stderr).toContain("brings its own coordinate system");
    }));

  it("lists every problem with its arguments at once and writes nothing", () =>
    inFolder(async (at) => {
      writeFileSync(at("old.mscircle"), "kept");
      const { status, stderr } = await runMain(
        ...["import", at("missing.osm"), "--out", at("old.mscircle"), "--as", "sheep", "--crs", "EPSG:4326001"],
        ...["--encoding", "latin1", "--admin-level", "ten", "--colour", "red"],
      );
      expect(status).toBe(2);
      for (const part of [
        "missing.osm does not exist",
        "--force",
        "--as sheep",
        "--crs EPSG:4326001",
        "latin1",
        '"ten"',
        "--colour",
      ]) {
        expect(stderr, part).toContain(part);
      }
      expect(readFileSync(at("old.mscircle"), "utf8")).toBe("kept");
    }));

  it("refuses bad input with file, row, field and what to do, exit 2, and leaves no file behind", () =>
    inFolder(async (at) => {
      writeFileSync(at("town.osm"), createTown().bytes());
      writeFileSync(at("clinic.csv"), "id,lon,lat\n1,NaN,40\n2,120,40\n");
      writeFileSync(at("empty.csv"), "");
      const files = [at("town.osm"), at("clinic.csv"), at("empty.csv")];
      const { status, stdout, stderr } = await runMain("import", ...files, "--json", "--out", at("out.mscircle"));
      expect(status).toBe(2);
      expect(stderr).toContain('clinic.csv, row 2, field lon, lat, value "NaN, 40"');
      expect(stderr).toContain("clinic.csv, row 3");
      expect(stderr).toContain("empty.csv");
      expect(JSON.parse(stdout)).toMatchObject({ error: true, exitCode: 2 });
      expect(readdirSync(dirname(at("x"))).sort()).toEqual(["clinic.csv", "empty.csv", "town.osm"]);
    }));

  it("names the levels that there are when the asked one is not", () =>
    inFolder(async (at) => {
      writeFileSync(at("town.osm"), createTown().bytes());
      const { status, stderr } = await runMain(
        "import",
        at("town.osm"),
        "--admin-level",
        "4",
        "--out",
        at("t.mscircle"),
      );
      expect(status).toBe(2);
      expect(stderr).toContain("8 (1), 10 (2)");
      expect(existsSync(at("t.mscircle"))).toBe(false);
    }));

  it("replaces an output with --force, and takes a study as a base", () =>
    inFolder(async (at) => {
      writeFileSync(at("town.osm"), createTown().bytes());
      writeFileSync(at("pharmacy.csv"), "id,lon,lat\n1,113.002,40.002\n");
      await runMain("import", at("town.osm"), "--out", at("t.mscircle"));
      const again = await runMain("import", at("t.mscircle"), at("pharmacy.csv"), "--force", "--out", at("t.mscircle"));
      expect(again.status).toBe(0);
      const study = await readStudyFile(bytesOf(at("t.mscircle")));
      expect(study.services.map(({ id }) => id)).toEqual(["school", "pharmacy"]);
    }));

  it("lays out communities known as points, and compares their people with a control total", () =>
    inFolder(async (at) => {
      writeFileSync(at("town.osm"), createTown().bytes());
      const points = "id,name,lon,lat\na,甲社区,113.002,40.002\nb,乙社区,113.012,40.002\n";
      writeFileSync(at("points.csv"), points);
      writeFileSync(at("people.csv"), "社区名称,常住人口,60岁及以上\n甲社区,1200,300\n乙社区,800,100\n");
      const args = [
        ...["import", at("town.osm"), at("points.csv"), "--as", "communities", at("people.csv")],
        ...["--control-total", "2100", "--control-total", "60+=400", "--out", at("t.mscircle")],
      ];
      const { status, stdout, stderr } = await runMain(...args);
      expect(status).toBe(0);
      expect(stdout).toContain("demand unit: people, total 2000.0");
      expect(stderr).toContain("the study has 2000 people, the control total is 2100; they differ");
      expect(stderr).not.toContain("60+:");
      const study = await readStudyFile(bytesOf(at("t.mscircle")));
      expect(study.communities).toMatchObject({ names: ["甲社区", "乙社区"], approximate: true });
      const scaled = await runMain(...args, "--force", "--scale-to-control");
      expect(scaled.stdout).toContain("total 2100.0");
      const said = [
        "--control-source",
        "七普公报",
        "--control-source",
        "60+=民政局台账",
        "--control-date",
        "2020-11-01",
      ];
      const sourced = await runMain(...args, "--force", ...said);
      expect(sourced.stdout).toContain("  all: 2000 ↔ 2100 (七普公报, 2020-11-01)\n");
      expect(sourced.stdout).toContain("  60+: 400 ↔ 400 (民政局台账, 2020-11-01)\n");
      const kept = (await readStudyFile(bytesOf(at("t.mscircle")))).assumptions.map(({ zh }) => zh);
      expect(kept).toContain("60+ 岁人口为 400 人，与控制总数（民政局台账，2020-11-01） 400 人相符");
    }));

  it("refuses control totals that are none", () =>
    inFolder(async (at) => {
      writeFileSync(at("town.osm"), createTown().bytes());
      const refuse = async (...options: readonly string[]): Promise<string> =>
        (await runMain("import", at("town.osm"), "--out", at("t.mscircle"), ...options)).stderr;
      expect(await refuse("--control-total", "many")).toContain("no number of people");
      expect(await refuse("--control-total", "70+=5")).toContain("70+ is no group");
      expect(await refuse("--control-total", "5", "--control-total", "all=6")).toContain("already");
      expect(await refuse("--scale-to-control")).toContain("needs a --control-total");
      const total = ["--control-total", "5"];
      expect(await refuse(...total, "--control-source", "60+=a")).toContain("needs a --control-total of 60+");
      expect(await refuse(...total, "--control-date", "70+=a")).toContain("70+ is no group");
      expect(await refuse(...total, "--control-date", "2020", "--control-date", "2021")).toContain("have one already");
      expect(await refuse(...total, "--control-date", "all=1", "--control-date", "all=2")).toContain(
        "all has one already",
      );
    }));

  it("adds a list to the facilities that are there where that is asked for, without its doubles", () =>
    inFolder(async (at) => {
      writeFileSync(at("town.osm"), createTown().bytes());
      writeFileSync(at("first.csv"), "编号,名称,经度,纬度\n1,一院,113.002,40.002\n2,二院,113.004,40.002\n");
      writeFileSync(at("more.csv"), "编号,名称,经度,纬度\n1,一院,113.0021,40.002\n2,三院,113.006,40.002\n");
      const role = ["--as", "facilities:clinic"];
      await runMain("import", at("town.osm"), at("first.csv"), ...role, "--out", at("t.mscircle"));
      const bring = async (...options: readonly string[]) => {
        const args = ["import", at("t.mscircle"), at("more.csv"), ...role, "--out", at("x.mscircle"), "--force"];
        const { status, stderr } = await runMain(...args, ...options);
        expect(status).toBe(0);
        const study = await readStudyFile(bytesOf(at("x.mscircle")));
        const clinics = study.facilities.find(({ serviceId }) => serviceId === "clinic");
        return { stderr, ids: clinics?.ids, names: clinics?.names, assumptions: study.assumptions };
      };
      const replaced = await bring();
      expect(replaced.names).toEqual(["一院", "三院"]);
      expect(replaced.stderr).toContain("2 before, 2 now");
      const added = await bring("--add", "clinic");
      expect(added.names).toEqual(["一院", "二院", "一院", "三院"]);
      expect(added.ids).toEqual(["1", "2", "1~2", "2~2"]);
      expect(added.stderr).toContain("1 of them probable duplicates");
      const skipped = await bring("--add", "clinic", "--skip-duplicates");
      expect(skipped.names).toEqual(["一院", "二院", "三院"]);
      expect(skipped.assumptions.map(({ zh }) => zh).join()).toContain("原有 2 处，加入 2 处，其中 1 处疑似重复，未计");
      // Once a list takes the place of both, nothing is said of two lists any more.
      await runMain("import", at("x.mscircle"), at("first.csv"), ...role, "--out", at("y.mscircle"));
      const again = await readStudyFile(bytesOf(at("y.mscircle")));
      expect(again.assumptions.map(({ zh }) => zh).join()).not.toContain("两份");
      expect((await bring("--add", "school")).stderr).toContain("--add school");
    }));

  it("refuses what cannot be added, and control facts without a total", () =>
    inFolder(async (at) => {
      writeFileSync(at("town.osm"), createTown().bytes());
      const refuse = async (...options: readonly string[]): Promise<string> =>
        (await runMain("import", at("town.osm"), "--out", at("t.mscircle"), ...options)).stderr;
      expect(await refuse("--skip-duplicates")).toContain("needs an --add");
      expect(await refuse("--add", "幼儿园")).toContain("is no service");
      expect(await refuse("--control-source", "census")).toContain("--control-source needs a --control-total");
    }));

  it("writes a form to fill in, and refuses what is none", () =>
    inFolder(async (at) => {
      const { status } = await runMain("import", "--template", "communities", "--out", at("form.csv"));
      expect(status).toBe(0);
      expect(readFileSync(at("form.csv"), "utf8")).toMatch(/^\uFEFF社区名称,统计用区划代码,/);
      const again = await runMain("import", "--template", "communities", "--out", at("form.csv"));
      expect(again.status).toBe(2);
      const wrong = await runMain(
        "import",
        "--template",
        "streets",
        "x.csv",
        "--add",
        "clinic",
        "--out",
        at("form.pdf"),
      );
      expect(wrong.status).toBe(2);
      for (const what of ["streets is no form", "written as .xlsx or .csv", "reads no files", "--add has no meaning"])
        expect(wrong.stderr).toContain(what);
    }));
});
