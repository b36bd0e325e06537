/** A gallery of small towns with the answer that each must give, worked out by hand. */
import { describe, expect, it } from "vitest";
import { type AnalysisParameters, DEFAULT_PARAMETERS } from "../../src/core/model/parameters.ts";
import { runAnalysis } from "../../src/core/run-analysis.ts";
import { writeRunFiles } from "../../src/io/outputs/run-files.ts";
import { createDrawnStudy, type DrawnStudyOptions } from "../support/drawn-study.ts";

/** The columns of communities.csv that the town decides, one line a community. At 1 m/s, seconds are metres. */
async function coverTown(
  drawing: string,
  options: DrawnStudyOptions,
  parameters: Partial<AnalysisParameters> = {},
): Promise<string> {
  const study = createDrawnStudy(drawing, options);
  const result = runAnalysis(study, {
    ...DEFAULT_PARAMETERS,
    speedMetresPerSecond: 1,
    cutoffSeconds: 500,
    ...parameters,
  });
  const [file] = await writeRunFiles(study, result, { inputs: {} });
  const [header = "", ...lines] = new TextDecoder().decode(file?.bytes).trim().split(/\r?\n/);
  const columns = header.split(",");
  const shown = [
    "name",
    "people",
    "peopleCovered",
    "straightLineShare",
    "medianSeconds",
    "nearestFacilityId",
    "verdict",
  ];
  return [
    shown.join(" "),
    ...lines.map((line) => {
      const cells = line.split(",");
      return shown.map((name) => tidy(name, cells[columns.indexOf(name)] ?? "")).join(" ");
    }),
  ].join("\n");
}

/** Whole seconds and plain numbers; an empty cell is a dash. */
function tidy(name: string, cell: string): string {
  if (cell === "") return "–";
  if (name === "medianSeconds") return Number(cell).toFixed(0);
  return Number.isNaN(Number(cell)) ? cell : String(Number(cell));
}

describe("drawn towns", () => {
  it("one street: who lives within the cutoff counts, on either side of the clinic, and nobody beyond it", async () => {
    const options = { spacingMetres: 100, communityColumns: [8, 12] };
    const answer = await coverTown("1----A----2-3", options, { cutoffSeconds: 501 });
    expect(answer).toBe(
      [
        "name people peopleCovered straightLineShare medianSeconds nearestFacilityId verdict",
        "甲 100 100 1 500 A met",
        "乙 200 200 1 500 A met",
        "丙 300 0 0 700 A not-met",
      ].join("\n"),
    );
  });

  it("a river: the far bank is near in a straight line and far by the only bridge", async () => {
    const answer = await coverTown(
      `
4-A-----+
        |
~~~~~~~~|
        |
5-6-----+
`,
      { spacingMetres: 100 },
    );
    // Straight, all 1,500 live within 500 m of A. By the bridge the far bank walks 1,600 and 1,400 m.
    expect(answer).toBe(
      [
        "name people peopleCovered straightLineShare medianSeconds nearestFacilityId verdict",
        "甲 1500 400 1 1600 A not-met",
      ].join("\n"),
    );
  });

  it("the nearest street over the water is not the way to go", async () => {
    const answer = await coverTown(
      `
---A---
~~~~~~~
...3...
.......
+--+--+
`,
      { spacingMetres: 50 },
    );
    // The home is 100 m from the clinic's street, across water, and as far from a street that leads nowhere.
    expect(answer).toBe(
      [
        "name people peopleCovered straightLineShare medianSeconds nearestFacilityId verdict",
        "甲 300 0 1 – – not-met",
      ].join("\n"),
    );
  });

  it("a one-way walk counts in the direction in which people go to the clinic", async () => {
    const answer = await coverTown(
      `
2>>>A>>>3
|.......|
+-------+
`,
      { spacingMetres: 100, communityColumns: [5] },
    );
    // The west walks 400 m along the arrows; the east has to go round: 200 + 800 + 200 + 400 m.
    expect(answer).toBe(
      [
        "name people peopleCovered straightLineShare medianSeconds nearestFacilityId verdict",
        "甲 200 200 1 400 A met",
        "乙 300 0 1 1600 A not-met",
      ].join("\n"),
    );
  });

  it("two clinics share the town out at the middle of the street", async () => {
    const answer = await coverTown(
      "A-1-2--3-4-B",
      { spacingMetres: 100, communityColumns: [6] },
      { cutoffSeconds: 350 },
    );
    expect(answer).toBe(
      [
        "name people peopleCovered straightLineShare medianSeconds nearestFacilityId verdict",
        "甲 300 100 0.333333 400 A not-met",
        "乙 700 400 0.571429 200 B not-met",
      ].join("\n"),
    );
  });
});
