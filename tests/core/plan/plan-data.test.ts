import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { PROFILES } from "../../../src/core/model/parameters.ts";
import { parsePlan } from "../../../src/io/study/plan-file.ts";

const ROOT = resolve(import.meta.dirname, "../../..");
const SEED_FOLDER = join(ROOT, "../shared/seed");
const content = readFileSync(join(ROOT, "geodata/plan/plan.json"), "utf8");
const { targets, inconsistencies } = parsePlan(content);

/** Without white space, which alone may differ between a quotation and the printed lines. */
const squeeze = (text: string): string => text.replace(/\s/g, "");
/** A quotation's passages: “/” stands between sentences, “…” where words are left out. */
const passagesOf = (quotation: string): string[] =>
  quotation
    .split(/\s\/\s|…/)
    .map(squeeze)
    .filter((part) => part !== "");
const HAN = /\p{Script=Han}/u;

describe("the plan's data", () => {
  it("holds all 62 targets and 23 inconsistencies, each once and in order", () => {
    expect(targets.map(({ id }) => id)).toEqual(
      Array.from({ length: 62 }, (_, index) => `T${String(index + 1).padStart(2, "0")}`),
    );
    expect(inconsistencies.map(({ id }) => id)).toEqual(
      Array.from({ length: 23 }, (_, index) => `I${String(index + 1).padStart(2, "0")}`),
    );
  });

  it("every target says in both languages what it is and which data it needs", () => {
    for (const { title, serviceLabel, dataNeeded, quotation, chapter } of targets) {
      for (const text of [title.zh, title.en, serviceLabel.zh, serviceLabel.en, dataNeeded.zh, dataNeeded.en]) {
        expect(text.length).toBeGreaterThan(1);
      }
      expect(quotation.length).toBeGreaterThan(5);
      expect(chapter).toMatch(/^(公共|劳动|社会|医疗|残疾)/);
    }
  });

  it("thresholds and goals are in the quotation's own words", () => {
    const foreign = targets.flatMap(({ id, quotation, threshold, target }) =>
      [threshold ?? "", ...target.text.split("；")]
        .filter((words) => !squeeze(quotation).includes(squeeze(words)))
        .map((words) => `${id}: ${words}`),
    );
    expect(foreign).toEqual([]);
  });

  it("each language stands alone: English quotes Chinese only in quotation marks, and no mark-up is left", () => {
    const texts = [
      ...targets.flatMap(({ id, title, serviceLabel, dataNeeded, assumptions, readings }) =>
        [title, serviceLabel, dataNeeded, ...assumptions, ...readings.map((one) => one.title)].map((text) => ({
          id,
          ...text,
        })),
      ),
      ...inconsistencies.flatMap(({ id, title, evidence, treatment, options, arithmetic }) =>
        [
          ...[title, evidence, treatment],
          ...options.map((option) => option.title),
          ...(arithmetic?.lines ?? []).map(({ label }) => label),
        ].map((text) => ({ id, ...text })),
      ),
    ];
    for (const { id, zh, en } of texts) {
      expect(en.replace(/“[^”]*”/g, ""), id).not.toMatch(HAN);
      expect(zh, id).toMatch(HAN);
      expect(zh + en, id).not.toMatch(/\*\*|§/);
    }
    for (const { id, threshold, baseline, target, place } of targets) {
      expect([threshold, baseline.text, target.text, place].join(" "), id).not.toMatch(/[a-z]{2}|\*/i);
    }
  });

  it("every inconsistency names the lines where it can be seen", () => {
    expect(inconsistencies.filter(({ lines }) => lines.length === 0).map(({ id }) => id)).toEqual([]);
  });

  it("the circle targets are tested as service areas and name what the plan leaves open", () => {
    for (const id of ["T01", "T02", "T03", "T04", "T07"]) {
      const target = targets.find((candidate) => candidate.id === id);
      expect(target?.rule.kind).toBe("service-area");
      expect(target?.assumptions.length).toBeGreaterThan(1);
    }
    expect(targets.find(({ id }) => id === "T02")?.readings).toHaveLength(3);
  });

  it("what the plan gives no number for has none here", () => {
    for (const id of ["T01", "T02", "T03", "T04", "T57"]) {
      expect(targets.find((target) => target.id === id)?.target.value).toBeNull();
    }
  });

  it("links between targets and inconsistencies lead both ways", () => {
    for (const { id, inconsistencyIds } of targets) {
      for (const linked of inconsistencyIds) {
        expect(inconsistencies.find((other) => other.id === linked)?.targetIds).toContain(id);
      }
    }
    for (const { id, targetIds } of inconsistencies) {
      for (const linked of targetIds) {
        expect(targets.find((other) => other.id === linked)?.inconsistencyIds).toContain(id);
      }
    }
  });

  it("prints the arithmetic of the denominators and of the beds", () => {
    const evidence = (id: string): string => inconsistencies.find((one) => one.id === id)?.evidence.zh ?? "";
    expect(evidence("I11")).toContain(`${((100 * 231) / 277).toFixed(2)} %`);
    for (const older of [640_901, 437_083]) {
      expect(evidence("I17")).toContain(Math.round(older * 0.035).toLocaleString("en"));
    }
    expect(evidence("I02")).toContain("2.8 %");
    for (const [share, count] of [
      ["64.5 %", 358],
      ["57.6 %", 401],
    ] as const) {
      expect(`${((100 * 231) / count).toFixed(1)} %`).toBe(share);
      expect(evidence("I11")).toContain(share);
    }
    const radii = PROFILES.cycle.speedMetresPerSecond / PROFILES.adult.speedMetresPerSecond;
    expect(evidence("I23")).toContain(`半径约 ${radii.toFixed(1)} 倍、面积约 ${(radii ** 2).toFixed(1)} 倍`);
    expect((100_000 / ((2.8 - 1.63) * 3_105_591)) * 100).toBeCloseTo(2.75, 2);
  });

  it.skipIf(!existsSync(SEED_FOLDER))(
    "each quotation stands at its lines (skipped where ../shared/seed is absent)",
    () => {
      const [file] = readdirSync(SEED_FOLDER);
      const lines = readFileSync(join(SEED_FOLDER, file as string), "utf8").split("\n");
      const missing = targets.flatMap(({ id, quotation, lines: at }) => {
        const text = squeeze(at.map((line) => lines[line - 1] ?? "").join(""));
        return passagesOf(quotation)
          .filter((part) => !text.includes(part))
          .map((part) => `${id}: ${part}`);
      });
      expect(missing).toEqual([]);
    },
  );
});
