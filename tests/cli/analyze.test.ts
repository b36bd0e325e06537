import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import type { Service } from "../../src/core/model/facility.ts";
import type { Scenario } from "../../src/core/model/scenario.ts";
import { createDefaultTargets } from "../../src/core/plan/default-targets.ts";
import type { Target } from "../../src/core/plan/target.ts";
import { writeStudyFile } from "../../src/io/study/study-file.ts";
import { writeStudyFolder } from "../../src/io/study/study-folder.ts";
import { createStudy } from "../io/create-study.ts";
import { createTown } from "../io/toy-osm.ts";
import { inFolder, runMain } from "./run-main.ts";

const CLINIC: Service = {
  id: "clinic",
  title: { zh: "卫生站", en: "Clinic" },
  domain: "health",
  groupId: "all",
  profileId: "adult",
  circle: true,
};

async function importTown(at: (name: string) => string): Promise<string> {
  writeFileSync(at("town.osm"), createTown().bytes());
  await runMain("import", at("town.osm"), "--out", at("town.mscircle"));
  return at("town.mscircle");
}

describe("minsheng analyze", () => {
  it("writes its files with the columns that scripts rely on", () =>
    inFolder(async (at) => {
      const { status, stdout } = await runMain("analyze", await importTown(at), "--out", at("out"));
      expect(status).toBe(0);
      expect(stdout).toContain("not people");
      const rows = Papa.parse<Record<string, string>>(readFileSync(join(at("out"), "communities.csv"), "utf8").trim(), {
        header: true,
      });
      expect(rows.meta.fields).toEqual([
        ...[
          "communityId",
          "name",
          "parentId",
          "service",
          "group",
          "people",
          "peopleCovered",
          "peopleShare",
          "landShare",
        ],
        ...["straightLineShare", "medianSeconds", "nearestFacilityId", "verdict"],
      ]);
      expect(rows.data.map(({ name, group, verdict }) => `${name} ${group} ${verdict}`)).toEqual([
        "东坊 residential-floor-m2 not-testable",
        "西坊 residential-floor-m2 met",
      ]);
      const run = JSON.parse(readFileSync(join(at("out"), "run.json"), "utf8"));
      expect(Object.keys(run.inputs)).toEqual(["town.mscircle"]);
      expect(run.timings).toBeDefined();
      expect(existsSync(join(at("out"), "targets.csv"))).toBe(true);
      expect(existsSync(join(at("out"), "communities.fgb"))).toBe(true);
    }));

  it("writes the street of every home and facility when asked, and nothing more without", () =>
    inFolder(async (at) => {
      const study = await importTown(at);
      await runMain("analyze", study, "--out", at("plain"));
      expect(existsSync(join(at("plain"), "snaps.csv"))).toBe(false);
      const { status, stdout } = await runMain("analyze", study, "--out", at("out"), "--snaps");
      expect(status).toBe(0);
      expect(stdout).toContain("snaps.csv");
      const { data, meta } = Papa.parse<Record<string, string>>(
        readFileSync(join(at("out"), "snaps.csv"), "utf8").trim(),
        { header: true },
      );
      expect(meta.fields?.join(",")).toBe(
        "layer,id,mode,lon,lat,streetId,streetName,edge,offStreetMetres,fromStartMetres,toEndMetres,footLon,footLat,refusal",
      );
      const layers = new Set(data.map(({ layer }) => layer));
      expect(layers.has("demand")).toBe(true);
      expect([...layers].some((layer) => layer?.startsWith("facilities:"))).toBe(true);
      for (const row of data) {
        if (row.refusal === "") expect(Number(row.offStreetMetres)).toBeLessThanOrEqual(300);
        else expect(row.streetId).toBe("");
      }
      for (const name of ["communities.csv", "targets.csv"])
        expect(readFileSync(join(at("out"), name), "utf8")).toBe(readFileSync(join(at("plain"), name), "utf8"));
      const again = await runMain("analyze", study, "--out", at("out"), "--snaps");
      expect(again.stderr).toContain("snaps.csv exists");
    }));

  it("gives the same CSV whether the study is a file or a folder, and every time", () =>
    inFolder(async (at) => {
      const study = createStudy();
      writeFileSync(at("toy.mscircle"), await writeStudyFile(study));
      mkdirSync(at("toy"));
      for (const [name, bytes] of await writeStudyFolder(study)) writeFileSync(join(at("toy"), name), bytes);
      await runMain("analyze", at("toy.mscircle"), "--out", at("one"));
      await runMain("analyze", at("toy"), "--out", at("two"));
      const csv = (folder: string) => readFileSync(join(at(folder), "communities.csv"), "utf8");
      expect(csv("one")).toBe(csv("two"));
      expect(csv("one").split("\n")).toHaveLength(8);
    }));

  it("takes service, profile, speed and minutes", () =>
    inFolder(async (at) => {
      const study = await importTown(at);
      const options = ["--service", "school", "--profile", "elderly", "--speed", "0.5", "--cutoff-minutes", "2.5"];
      const { stdout } = await runMain("analyze", study, "--out", at("out"), "--json", ...options);
      expect(JSON.parse(stdout).run.parameters).toMatchObject({
        serviceIds: ["school"],
        profileId: "elderly",
        speedMetresPerSecond: 0.5,
        cutoffSeconds: 150,
      });
    }));

  it("lists every problem at once: numbers, profile, service, scenario, options", () =>
    inFolder(async (at) => {
      const study = await importTown(at);
      const { status, stderr } = await runMain(
        ...["analyze", study, "--out", at("out"), "--speed", "-1", "--cutoff-minutes", "abc", "--profile", "hare"],
        ...["--service", "sheep", "--scenario", "2035", "--fast"],
      );
      expect(status).toBe(2);
      for (const part of ['"-1"', '"abc"', "hare", "sheep", "2035", "--fast"]) expect(stderr, part).toContain(part);
      expect(existsSync(at("out"))).toBe(false);
    }));

  it("runs a scenario by its name, and every output says it; an unknown one is answered with those that exist", () =>
    inFolder(async (at) => {
      const study = createStudy();
      const clinics = study.facilities.find(({ serviceId }) => serviceId === "clinic");
      const close = { id: "e1", isOff: false, kind: "close-facility", serviceId: "clinic" } as const;
      const scenarios: Scenario[] = [
        {
          id: "scenario-1",
          name: "关闭诊所",
          edits: [
            ...(clinics?.ids ?? []).map((facilityId, index) => ({ ...close, id: `e${index + 1}`, facilityId })),
            { ...close, id: "gone", facilityId: "gone" },
          ],
        },
        { id: "scenario-2", name: "空", edits: [] },
      ];
      writeFileSync(at("toy.mscircle"), await writeStudyFile({ ...study, scenarios }));
      const base = await runMain("analyze", at("toy.mscircle"), "--out", at("base"));
      expect(base.status).toBe(0);
      const named = await runMain("analyze", at("toy.mscircle"), "--out", at("named"), "--scenario", "关闭诊所");
      expect(named.status).toBe(0);
      expect(named.stdout).toContain("关闭诊所");
      expect(named.stderr).toContain("gone");
      const read = (folder: string, file: string): string => readFileSync(join(at(folder), file), "utf8");
      const run = JSON.parse(read("named", "run.json"));
      expect(run.scenario.name).toBe("关闭诊所");
      expect(run.scenario.edits).toEqual(scenarios[0]?.edits);
      expect(run.scenario.issues).toEqual([
        { editId: "gone", code: "unknown-facility", severity: "error", subject: "gone" },
      ]);
      expect(run.services.find(({ service }: { service: string }) => service === "clinic").facilities).toBe(0);
      expect(JSON.parse(read("base", "run.json")).scenario).toBeUndefined();
      for (const file of ["communities.csv", "targets.csv", "scoreboard.csv", "ledger.csv", "assumptions.csv"]) {
        const { data, meta } = Papa.parse<Record<string, string>>(read("named", file).trim(), { header: true });
        expect(meta.fields?.at(-1), file).toBe("scenario");
        expect(data.every(({ scenario }) => scenario === "关闭诊所")).toBe(true);
        expect(read("base", file).split("\n")[0]?.split(",")).not.toContain("scenario");
      }
      const empty = await runMain("analyze", at("toy.mscircle"), "--out", at("empty"), "--scenario", "空");
      expect(empty.status).toBe(0);
      expect(JSON.parse(read("empty", "run.json")).scenario.name).toBe("空");
      const asBaseline = await runMain("analyze", at("toy.mscircle"), "--out", at("again"), "--scenario", "baseline");
      expect(asBaseline.status).toBe(0);
      expect(read("again", "communities.csv")).toBe(read("base", "communities.csv"));
      const unknown = await runMain("analyze", at("toy.mscircle"), "--out", at("no"), "--scenario", "2035");
      expect(unknown.status).toBe(2);
      expect(unknown.stderr).toContain("baseline, 关闭诊所, 空");
      expect(existsSync(at("no"))).toBe(false);
    }));

  it("refuses a missing study, a file that is none, and outputs that exist, together", () =>
    inFolder(async (at) => {
      const missing = await runMain("analyze", at("none.mscircle"));
      expect(missing.status).toBe(2);
      expect(missing.stderr).toContain("does not exist");
      expect(missing.stderr).toContain("--out DIR is missing");
      writeFileSync(at("text.mscircle"), "hello");
      const wrong = await runMain("analyze", at("text.mscircle"), "--out", at("out"), "--speed", "x");
      expect(wrong.status).toBe(2);
      expect(wrong.stderr).toContain("text.mscircle");
      expect(wrong.stderr).toContain("--speed");
      writeFileSync(at("town.osm"), createTown().bytes());
      const raw = await runMain("analyze", at("town.osm"), "--out", at("out"));
      expect(raw.status).toBe(2);
      expect(raw.stderr).toContain("minsheng import");
      mkdirSync(at("out"));
      writeFileSync(join(at("out"), "run.json"), "kept");
      const standing = await runMain("analyze", await importTown(at), "--out", at("out"));
      expect(standing.status).toBe(2);
      expect(standing.stderr).toContain("run.json exists");
      expect(readFileSync(join(at("out"), "run.json"), "utf8")).toBe("kept");
      expect(existsSync(join(at("out"), "communities.csv"))).toBe(false);
      expect((await runMain("analyze", at("town.mscircle"), "--out", at("out"), "--force")).status).toBe(0);
    }));

  it("ends with exit 1 where a sound study has nothing to analyse", () =>
    inFolder(async (at) => {
      writeFileSync(at("bare.mscircle"), await writeStudyFile(createStudy({ services: [], facilities: [] })));
      const { status, stderr } = await runMain("analyze", at("bare.mscircle"), "--out", at("out"));
      expect(status).toBe(1);
      expect(stderr).toContain("no facilities");
    }));

  it("judges by the plan of another file, edits included, and refuses one with faults, all of them named", () =>
    inFolder(async (at) => {
      const study = await importTown(at);
      const circle = {
        ...(createDefaultTargets([CLINIC])[0] as Target),
        id: "N01",
        target: { value: 0.9, text: "", measure: "share" },
      };
      const source = "年报";
      const reported = { ...circle, id: "N02", unit: "city", rule: { kind: "reported", what: "床位" } };
      const edits = { statedValues: [{ targetId: "N02", value: 0.95, date: "2025-01-01", source, confirmedBy: "" }] };
      const plan = { targets: [circle, reported], inconsistencies: [], edits };
      writeFileSync(at("next.json"), JSON.stringify(plan));
      const { status } = await runMain("analyze", study, "--plan", at("next.json"), "--out", at("out"));
      expect(status).toBe(0);
      const rows = readFileSync(join(at("out"), "targets.csv"), "utf8")
        .trim()
        .split("\n");
      expect(rows.map((row) => row.split(",")[0])).toEqual(["targetId", "N01", "N02"]);
      expect(rows[2]).toContain("人工填报 95 %");
      expect(JSON.parse(readFileSync(join(at("out"), "run.json"), "utf8")).inputs).toHaveProperty("next.json");

      const rule = { ...circle.rule, passShare: 80 };
      writeFileSync(at("bad.json"), JSON.stringify({ ...plan, targets: [{ ...circle, rule, unit: "street" }] }));
      const bad = await runMain("analyze", study, "--plan", at("bad.json"), "--out", at("bad"));
      expect(bad.status).toBe(2);
      expect(bad.stderr).toContain('row N01, field unit, value "street"');
      expect(bad.stderr).toContain("row N01, field rule.passShare");
      expect(existsSync(at("bad"))).toBe(false);
      const none = await runMain("analyze", study, "--plan", at("none.json"), "--out", at("bad"));
      expect(none.status).toBe(2);
      expect(none.stderr).toContain("none.json");
    }));
});
