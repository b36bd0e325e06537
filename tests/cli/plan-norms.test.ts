import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import type { StatedNorm } from "../../src/core/access/capacity-norms.ts";
import { DEFAULT_PARAMETERS } from "../../src/core/model/parameters.ts";
import { createDefaultTargets } from "../../src/core/plan/default-targets.ts";
import { NO_EDITS, type PlanEdits } from "../../src/core/plan/plan-edits.ts";
import type { PlanReading } from "../../src/core/plan/plan-reading.ts";
import { writePlan } from "../../src/io/study/plan-file.ts";
import { writeStudyFile } from "../../src/io/study/study-file.ts";
import { createInProcessClient } from "../../src/worker/in-process-client.ts";
import { createStudy } from "../io/create-study.ts";
import { SAMPLE_NORM, SAMPLE_READING } from "../support/sample-edits.ts";
import { inFolder, runMain } from "./run-main.ts";

type Row = Record<string, string>;

const rowsOf = (path: string): Row[] => Papa.parse<Row>(readFileSync(path, "utf8").trim(), { header: true }).data;
const study = createStudy();
const [circle] = createDefaultTargets(study.services);
const plan = { targets: circle ? [circle] : [], inconsistencies: [] };

const NORM: StatedNorm = {
  ...SAMPLE_NORM,
  serviceId: "clinic",
  attribute: "places",
  value: 500,
  source: "=卫健委函",
};
const READING: PlanReading = { ...SAMPLE_READING, passShare: null };
const EDITS: PlanEdits = { ...NO_EDITS, capacityNorms: [NORM], circleReadings: [READING] };

async function analyse(at: (name: string) => string, planText: string, ...options: string[]) {
  writeFileSync(at("toy.mscircle"), await writeStudyFile(study));
  writeFileSync(at("plan.json"), planText);
  const given = ["--plan", at("plan.json"), "--out", at("out"), ...options];
  return await runMain("analyze", at("toy.mscircle"), ...given);
}

describe("a plan's norms and readings on the command line", () => {
  it("change what is counted, and say whose they are; what is a default says so", () =>
    inFolder(async (at) => {
      const { status, stderr } = await analyse(at, writePlan({ ...plan, edits: EDITS }), "--access");
      expect(status, stderr).toBe(0);
      const [clinic] = rowsOf(join(at("out"), "access.csv")) as [Row];
      // 500 places for 1,000 people: one for two. The one clinic in reach has 1.5 places, for 3 people.
      expect(clinic).toMatchObject({ service: "clinic", capacityAttribute: "places", peoplePerUnit: "2" });
      expect(Number(clinic.peopleServed)).toBe(3);
      const assumptions = rowsOf(join(at("out"), "assumptions.csv"));
      expect(assumptions.find(({ scope }) => scope === "capacity")).toMatchObject({
        ...{ name: "peoplePerUnit.clinic", value: "2", unit: "people / places", default: "no" },
        zh: "“学位 places”每千人 500 个，折合每 1 个对应 2 人，来源：=卫健委函；王工于 2026-03-01 确认（已改，非默认值）",
      });
      expect(assumptions.find(({ scope }) => scope === "reading")).toMatchObject({
        ...{ name: "own-1", default: "no" },
        zh: expect.stringContaining("口径“800 米”：沿道路 800 米，老年人步行；来源：市民政局函；本计划自定"),
      });
      expect(JSON.parse(readFileSync(join(at("out"), "run.json"), "utf8")).edits.capacityNorms).toEqual([NORM]);
    }));

  it("without them a place is one person's, and that is said to be a default", () =>
    inFolder(async (at) => {
      await analyse(at, writePlan({ ...plan, edits: NO_EDITS }), "--access");
      const assumptions = rowsOf(join(at("out"), "assumptions.csv"));
      expect(assumptions.filter(({ scope }) => scope === "capacity")).toMatchObject([
        { name: "peoplePerUnit.clinic", value: "1", default: "yes", zh: "“学位 places”每 1 个对应 1 人（默认值）" },
      ]);
      expect(assumptions.filter(({ scope }) => scope === "reading")).toEqual([]);
    }));

  it("page and command line write the same files with them", () =>
    inFolder(async (at) => {
      const client = createInProcessClient({ fetchBytes: async () => null });
      const bytes = await writeStudyFile({ ...study, ...plan });
      await client.request("openFiles", { files: [{ name: "toy.mscircle", bytes }], adminLevel: null });
      const saved = await client.request("savePlan", { edits: EDITS });
      const exported = await client.request("exportRun", { parameters: DEFAULT_PARAMETERS, edits: EDITS });
      expect((await analyse(at, new TextDecoder().decode(saved.bytes))).status).toBe(0);
      for (const name of ["assumptions.csv", "targets.csv", "scoreboard.csv", "ledger.csv"]) {
        const byPage = exported.find((file) => file.name === name);
        expect(readFileSync(join(at("out"), name), "utf8"), name).toBe(new TextDecoder().decode(byPage?.bytes));
      }
      client.dispose();
    }));

  it("a circle along streets without who travels is refused with the field to add, in words that can be followed", () =>
    inFolder(async (at) => {
      const without = { ...circle, rule: { ...circle?.rule, profileId: null } };
      const text = JSON.stringify({ targets: [without], inconsistencies: [] });
      const { status, stderr } = await analyse(at, text);
      expect(status).toBe(2);
      expect(stderr).toContain(`row ${circle?.id}, field rule.profileId`);
      expect(stderr).toContain('请在 rule.profileId 填上 "adult"、"elderly"、"child"、"wheelchair"、"cycle" 之一');
      expect(stderr).toContain('"profileId": "adult"');
      expect(stderr).toContain('rule.reach.measure 写成 "straight"');
      const edited = JSON.stringify({ ...plan, edits: { targets: [without] } });
      expect((await analyse(at, edited, "--force")).stderr).toContain("请在 edits.rule.profileId 填上");
    }));

  it("a norm that nobody confirmed is refused with its field", () =>
    inFolder(async (at) => {
      const edits = { ...EDITS, capacityNorms: [{ ...NORM, confirmedBy: " " }] };
      const { status, stderr } = await analyse(at, writePlan({ ...plan, edits }));
      expect(status).toBe(2);
      expect(stderr).toContain("row clinic places, field edits.capacityNorms.0.confirmedBy");
      expect(stderr).toContain("还没有填确认人");
    }));
});
