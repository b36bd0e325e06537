import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { DEFAULT_PARAMETERS } from "../../src/core/model/parameters.ts";
import type { Study } from "../../src/core/model/study.ts";
import type { Finding } from "../../src/core/questions/check-up/finding.ts";
import { findingCsv } from "../../src/io/outputs/check-up-csv.ts";
import { writeStudyFile } from "../../src/io/study/study-file.ts";
import { createInProcessClient } from "../../src/worker/in-process-client.ts";
import { createRandomStudy } from "../support/random-study.ts";
import { inFolder, runMain } from "./run-main.ts";

const random = createRandomStudy(7);
const [clinics] = random.facilities;
/** One clinic was entered twice, under a name that a spreadsheet would run; a scenario closes the second. */
const STUDY: Study = {
  ...random,
  facilities: clinics
    ? [
        {
          ...clinics,
          names: clinics.names.map((name, index) => (index < 2 ? "=1+1" : name)),
          coordinates: clinics.coordinates.map((value, at) =>
            at === 2 || at === 3 ? (clinics.coordinates[at - 2] as number) : value,
          ),
        },
      ]
    : [],
  scenarios: [
    {
      id: "s1",
      name: "数据修正",
      edits: [{ id: "edit-1", isOff: false, kind: "close-facility", serviceId: "clinic", facilityId: "clinic-1" }],
    },
  ],
};

describe("minsheng check", () => {
  it("lists every finding, ends with 0, and writes a table for each that found something", async () => {
    await inFolder(async (at) => {
      writeFileSync(at("town.mscircle"), await writeStudyFile(STUDY));
      const { status, stdout } = await runMain("check", at("town.mscircle"), "--out", at("out"));
      expect(status).toBe(0);
      expect(stdout).toContain("设施重复录入 facilities entered twice: 1 / ");
      expect(stdout).toContain("演示数据");
      const csv = readFileSync(at("out/check-facility-duplicate.csv"), "utf8");
      expect(csv.split("\n")[0]).toBe("layer,row,id,name,lon,lat,figure,unit,beside,detail,remedy,note");
      expect(csv).toContain("facilities:clinic,2,clinic-1,'=1+1,");
      expect(csv).toContain(",clinic-0,,drop-duplicates,演示数据");
      expect(existsSync(at("out/check-facility-duplicate-id.csv"))).toBe(false);
      expect((await runMain("check", at("town.mscircle"), "--out", at("out"))).status).toBe(2);
    });
  });

  it("with --force leaves no table of an earlier check that no longer finds anything, and no other file is touched", async () => {
    await inFolder(async (at) => {
      writeFileSync(at("town.mscircle"), await writeStudyFile(STUDY));
      writeFileSync(at("sound.mscircle"), await writeStudyFile(random));
      await runMain("check", at("town.mscircle"), "--out", at("out"));
      writeFileSync(at("out/check-notes.csv"), "mine");
      expect(existsSync(at("out/check-facility-duplicate.csv"))).toBe(true);
      const { status } = await runMain("check", at("sound.mscircle"), "--out", at("out"), "--force");
      expect(status).toBe(0);
      expect(existsSync(at("out/check-facility-duplicate.csv"))).toBe(false);
      expect(readFileSync(at("out/check-notes.csv"), "utf8")).toBe("mine");
    });
  });

  it("prints where layers came from, and finds those whose system was assumed", async () => {
    await inFolder(async (at) => {
      const system = {
        id: "EPSG:4326",
        title: "WGS84",
        basis: "assumed",
        medianMetres: 40,
        isConfirmed: false,
        weighed: [],
        isApproximate: false,
      } as const;
      const origin = { layer: "facilities:clinic", file: "clinics.csv", part: "", format: "CSV", encoding: "gb18030" };
      const origins = [{ ...origin, system, rows: 9, leftOut: [], importedOn: "2026-11-29" }];
      writeFileSync(at("town.mscircle"), await writeStudyFile({ ...random, origins }));
      const { stdout } = await runMain("check", at("town.mscircle"), "--out", at("out"));
      expect(stdout).toContain(
        "facilities:clinic: clinics.csv（CSV, gb18030）；坐标系 WGS84 (EPSG:4326)（文件未注明，推定",
      );
      expect(stdout).toContain("layers whose coordinate system was assumed or is approximate: 1 / 1");
      expect(readFileSync(at("out/check-layer-system.csv"), "utf8")).toContain(
        "facilities:clinic,,clinics.csv,WGS84,,,40.00,metres,EPSG:4326,assumed",
      );
    });
  });

  it("says the same as the page's worker, to the byte of the tables", async () => {
    await inFolder(async (at) => {
      const bytes = await writeStudyFile(STUDY);
      writeFileSync(at("town.mscircle"), bytes);
      const { stdout } = await runMain("check", at("town.mscircle"), "--json", "--out", at("out"));
      const told = JSON.parse(stdout) as { findings: Finding[]; found: number; files: string[] };
      const client = createInProcessClient({ fetchBytes: async () => null });
      await client.request("openFiles", { files: [{ name: "town.mscircle", bytes }], adminLevel: null });
      const findings = await client.request("checkUp", { parameters: DEFAULT_PARAMETERS });
      expect(told.findings).toEqual(findings);
      // The data is checked, whatever scenario is on screen: remedies name its rows.
      const [scenario] = STUDY.scenarios;
      expect(await client.request("checkUp", { parameters: DEFAULT_PARAMETERS }, { scenario })).toEqual(findings);
      const found = findings.filter(({ state }) => state === "found");
      expect(told.files).toHaveLength(found.length);
      for (const finding of found)
        expect(readFileSync(at(`out/check-${finding.id}.csv`), "utf8")).toBe(findingCsv(STUDY, finding));
    });
  });

  it("finds nothing to mend under the scenario of corrections", async () => {
    await inFolder(async (at) => {
      writeFileSync(at("town.mscircle"), await writeStudyFile(STUDY));
      const { status, stdout } = await runMain("check", at("town.mscircle"), "--scenario", "数据修正");
      expect(status).toBe(0);
      expect(stdout).toContain("✓  设施重复录入");
      const unknown = await runMain("check", at("town.mscircle"), "--scenario", "没有");
      expect(unknown.status).toBe(2);
      expect(unknown.stderr).toContain("没有");
    });
  });
});
