/** The best missing links of the demonstration, held to its streets with each of them drawn in and the target judged anew. */
import { describe, expect, it } from "vitest";
import { loadStudy } from "../../src/cli/load-study.ts";
import { AnalysisSession } from "../../src/core/analysis-session.ts";
import { DEFAULT_PARAMETERS } from "../../src/core/model/parameters.ts";
import { judgeTargets } from "../../src/core/plan/judge/judge-targets.ts";
import { findMissingLinks } from "../../src/core/questions/find-missing-links.ts";
import { finishSteps } from "../support/finish-steps.ts";
import { addStreetBetween } from "../support/street-study.ts";

const LONG = 120_000;

describe("the best missing links of Datong under T04", () => {
  it(
    "gain and turn what the city with each of them has in addition",
    async () => {
      const { study } = await loadStudy("geodata/datong");
      const target = study.targets.find(({ id }) => id === "T04");
      if (!target) throw new Error("no target");
      const session = new AnalysisSession(study);
      const [before] = judgeTargets(session, [target], DEFAULT_PARAMETERS);
      const question = {
        parameters: DEFAULT_PARAMETERS,
        serviceId: "",
        target,
        passShare: DEFAULT_PARAMETERS.passShare,
      };
      const links = finishSteps(findMissingLinks(session, question))?.links ?? [];
      const best = (["wall-gate", "railway-crossing", "road-crossing"] as const).map((kind) =>
        links.find((link) => link.kind === kind),
      );
      for (const link of best) {
        if (!link || !before) throw new Error("nothing found");
        const changed = new AnalysisSession(addStreetBetween(study, link.from, link.to));
        const [after] = judgeTargets(changed, [target], DEFAULT_PARAMETERS);
        expect(before.peopleShort - (after?.peopleShort ?? Number.NaN)).toBeCloseTo(link.peopleGained, 3);
        expect((after?.unitsMet ?? 0) - before.unitsMet).toBe(link.unitsTurned.length);
      }
    },
    LONG,
  );
});
