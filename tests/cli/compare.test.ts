import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DEFAULT_PARAMETERS } from "../../src/core/model/parameters.ts";
import type { Scenario } from "../../src/core/model/scenario.ts";
import type { Study } from "../../src/core/model/study.ts";
import {
  COMPARISON_FILES,
  comparedCommunitiesCsv,
  comparedDistrictsCsv,
  comparedTargetsCsv,
} from "../../src/io/outputs/comparison-csv.ts";
import { writeStudyFile } from "../../src/io/study/study-file.ts";
import { createInProcessClient } from "../../src/worker/in-process-client.ts";
import { createAtLeast, createCircle } from "../support/drawn-targets.ts";
import { createRandomStudy } from "../support/random-study.ts";
import { inFolder, runMain } from "./run-main.ts";

const closing = (id: string, name: string, facilityId: string): Scenario => ({
  id,
  name,
  edits: [{ id: "edit-1", isOff: false, kind: "close-facility", serviceId: "clinic", facilityId }],
});
const STUDY: Study = {
  ...createRandomStudy(7),
  targets: [createCircle("T1", 300), createAtLeast("T2", 1)],
  scenarios: [closing("s1", "停用甲", "clinic-0"), closing("s2", "停用乙", "clinic-1")],
};

async function writeStudy(at: (name: string) => string): Promise<string> {
  writeFileSync(at("town.mscircle"), await writeStudyFile(STUDY));
  return at("town.mscircle");
}

/** The files as the page has them: its worker's answer, written by the writer that the page uses. */
async function writeAsPage(sides: readonly (Scenario | null)[]): Promise<Record<string, string>> {
  const client = createInProcessClient({ fetchBytes: async () => null });
  const files = [{ name: "town.mscircle", bytes: await writeStudyFile(STUDY) }];
  const { study } = await client.request("openFiles", { files, adminLevel: null });
  const parameters = { ...DEFAULT_PARAMETERS, cutoffSeconds: 300 };
  const comparison = await client.request("compareScenarios", {
    parameters,
    passShare: parameters.passShare,
    serviceId: "clinic",
    sides,
    communityIndexes: null,
    edits: STUDY.edits,
  });
  client.dispose();
  const written = {
    comparison,
    study,
    scenarios: STUDY.scenarios,
    targets: STUDY.targets,
    passShare: parameters.passShare,
    snapRadiusMetres: parameters.snapRadiusMetres,
    areaId: "all",
    kind: "all",
    communityIndexes: study.communities.ids.map((_, index) => index),
  };
  return {
    [COMPARISON_FILES.districts]: comparedDistrictsCsv(written),
    [COMPARISON_FILES.communities]: comparedCommunitiesCsv(written),
    [COMPARISON_FILES.targets]: comparedTargetsCsv(written),
  };
}

describe("minsheng compare", () => {
  it("writes the page's files to the last byte, the first scenario named as the reference", () =>
    inFolder(async (at) => {
      const asked = ["--service", "clinic", "--cutoff-minutes", "5", "--out", at("out")];
      const [one, other] = STUDY.scenarios as [Scenario, Scenario];
      const { status } = await runMain(
        ...["compare", await writeStudy(at), "--scenario", one.name, "--scenario", other.name],
        ...["--scenario", "baseline", ...asked],
      );
      expect(status).toBe(0);
      const files = await writeAsPage([one, other, null]);
      for (const [name, text] of Object.entries(files)) {
        expect(readFileSync(join(at("out"), name), "utf8"), name).toBe(text);
        expect(text).toContain("停用甲,停用乙,");
        expect(text).toContain("停用甲,现状,");
      }
    }));

  it("holds a scenario alone against the study as it is", () =>
    inFolder(async (at) => {
      const { status, stdout } = await runMain(
        ...[
          "compare",
          await writeStudy(at),
          "--scenario",
          "停用甲",
          "--service",
          "clinic",
          "--out",
          at("out"),
          "--json",
        ],
      );
      expect(status).toBe(0);
      const { reference, scenarios } = JSON.parse(stdout);
      expect(reference).toBe("baseline");
      expect(scenarios).toHaveLength(1);
      expect(scenarios[0]).toMatchObject({ name: "停用甲", gained: 0, issues: [] });
      expect(scenarios[0].coveredBefore - scenarios[0].lost).toBeCloseTo(scenarios[0].coveredAfter, 6);
    }));

  it("lists everything that is wrong with the question at once, and writes nothing", () =>
    inFolder(async (at) => {
      const { status, stderr } = await runMain(
        ...["compare", await writeStudy(at), "--scenario", "没有", "--scenario", "停用甲", "--scenario", "停用甲"],
        ...["--service", "school", "--out", at("out")],
      );
      expect(status).toBe(2);
      expect(stderr).toContain("--scenario 停用甲 is given more than once.");
      expect(stderr).toContain("--scenario 没有 is not in the study. Its scenarios: baseline, 停用甲, 停用乙.");
      expect(stderr).toContain("--service school is not in the study.");
      expect(existsSync(at("out"))).toBe(false);
    }));

  it("the study as it is alone, or nothing named, is no comparison", () =>
    inFolder(async (at) => {
      const study = await writeStudy(at);
      const asked = ["--service", "clinic", "--out", at("out")];
      const alone = await runMain("compare", study, "--scenario", "baseline", ...asked);
      expect([alone.status, alone.stderr]).toEqual([2, expect.stringContaining("nothing to be compared with")]);
      const none = await runMain("compare", study, ...asked);
      expect([none.status, none.stderr]).toEqual([2, expect.stringContaining("Name at least one --scenario")]);
    }));
});
