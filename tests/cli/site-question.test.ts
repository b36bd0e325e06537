import { writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { DEFAULT_PARAMETERS } from "../../src/core/model/parameters.ts";
import { NO_EDITS } from "../../src/core/plan/plan-edits.ts";
import {
  DEFAULT_FORM,
  pickSiteParameters,
  type SiteForm,
  type SiteQuestion,
  wishesOf,
} from "../../src/core/plan/site-form.ts";
import { parsePlan, writePlan } from "../../src/io/study/plan-file.ts";
import { writeStudyFile } from "../../src/io/study/study-file.ts";
import { createRandomStudy } from "../support/random-study.ts";
import { openSitingStudy } from "../support/siting-study.ts";
import { inFolder, runMain } from "./run-main.ts";

const study = createRandomStudy(7);
const parameters = { ...DEFAULT_PARAMETERS, cutoffSeconds: 300 };

function keep(name: string, form: Partial<SiteForm>): SiteQuestion {
  const asked = { ...DEFAULT_FORM, newSites: 2, gridMetres: 200, timeLimitSeconds: 30, ...form };
  return { name, serviceId: "clinic", parameters: pickSiteParameters(parameters), form: asked };
}

async function writeKept(questions: readonly SiteQuestion[]): Promise<Uint8Array> {
  return await writeStudyFile({ ...study, edits: { ...NO_EDITS, siteQuestions: questions } });
}

describe("a siting question kept with a study", () => {
  it.each<Partial<SiteForm>>([
    { areaKind: "communities", areaCommunityIds: [study.communities.ids[1] as string] },
    { isBacked: true },
    { model: "p-median", isEquity: true, aversion: 1.5 },
    { model: "p-median", hasBudget: true, siteCost: 3, budget: 7 },
    {
      candidateKind: "drawn",
      drawnSites: [
        [113.304, 40.084],
        [113.307, 40.086],
        [113.302, 40.088],
      ],
    },
  ])("is asked by name on the command line, as in the page: %o", async (change) => {
    const question = keep("甲", change);
    const opened = await openSitingStudy(7);
    const { form } = question;
    const report = await opened.ask(wishesOf(form), { ...form, parameters, serviceId: "clinic" });
    const bytes = await writeKept([question]);
    await inFolder(async (at) => {
      writeFileSync(at("r.mscircle"), bytes);
      const { stdout, status } = await runMain("site", at("r.mscircle"), "--question", "甲", "--json");
      expect(status).toBe(0);
      const json = JSON.parse(stdout);
      expect([report.chosenIds, report.objective, report.bound]).toEqual([json.chosen, json.objective, json.bound]);
      expect(json.question).toBe("甲");
    });
  });

  it("is named where it is not kept, and nothing else may be said beside it", async () => {
    const bytes = await writeKept([keep("甲", {}), keep("", {})]);
    await inFolder(async (at) => {
      writeFileSync(at("r.mscircle"), bytes);
      const run = await runMain("site", at("r.mscircle"), "--question", "乙", "--sites", "3");
      expect(run.status).toBe(2);
      expect(run.stderr).toContain("--question 乙 is not kept in the study. Kept: 甲, form.");
      expect(run.stderr).toContain("--sites is of no use with --question");
      const form = await runMain("site", at("r.mscircle"), "--question", "form", "--json");
      expect(JSON.parse(form.stdout).status).toBe("optimal");
    });
  });

  it("comes back from a plan file as it was written", () => {
    const questions = [
      keep("甲", {
        drawnAreas: [
          [
            [0, 0],
            [1, 0],
            [1, 1],
          ],
        ],
        budget: 5,
      }),
      keep("", {}),
    ];
    const plan = { targets: [], inconsistencies: [], edits: { ...NO_EDITS, siteQuestions: questions } };
    expect(parsePlan(writePlan(plan)).edits.siteQuestions).toEqual(questions);
  });

  it.each<[string, object]>([
    ["form.newSites", { newSites: 0 }],
    ["form.newSites", { newSites: 2.5 }],
    ["form.gridMetres", { gridMetres: 1 }],
    ["form.model", { model: "p-hub" }],
    ["form.budget", { budget: -1 }],
    ["form.drawnSites.0.1", { drawnSites: [[113, 95]] }],
    [
      "form.excludedFile.areas.0.coordinates.0",
      { excludedFile: { name: "f", areas: [{ type: "Polygon", coordinates: [[[0, 0]]] }] } },
    ],
    [
      "form.candidateFile",
      {
        candidateFile: {
          name: "f",
          ids: ["a", "a"],
          positions: [
            [1, 1],
            [2, 2],
          ],
          columns: {},
        },
      },
    ],
    ["form.unheardOf", { unheardOf: 1 }],
  ])("is refused with the field named: %s", (field, change) => {
    const edits = { ...NO_EDITS, siteQuestions: [keep("甲", change)] };
    const content = JSON.stringify({ targets: [], inconsistencies: [], edits });
    try {
      parsePlan(content);
      expect.unreachable();
    } catch (error) {
      const { issues } = error as { issues: readonly { field?: string }[] };
      expect(issues.map((issue) => issue.field)).toContain(`edits.siteQuestions.0.${field}`);
    }
  });

  it("is refused where two have a name", () => {
    const edits = { ...NO_EDITS, siteQuestions: [keep("甲", {}), keep("甲", {})] };
    expect(() => parsePlan(JSON.stringify({ targets: [], inconsistencies: [], edits }))).toThrow("duplicate-id");
  });
});
