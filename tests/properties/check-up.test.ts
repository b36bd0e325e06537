/** Laws of the check-up: it changes nothing, repeats itself, and what it offers mends what it found. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AnalysisSession } from "../../src/core/analysis-session.ts";
import { DEFAULT_PARAMETERS } from "../../src/core/model/parameters.ts";
import type { ScenarioEdit } from "../../src/core/model/scenario.ts";
import type { Study } from "../../src/core/model/study.ts";
import { checkStudy } from "../../src/core/questions/check-up/check-study.ts";
import { CHECK_IDS, type Finding } from "../../src/core/questions/check-up/finding.ts";
import { applyScenario } from "../../src/core/scenario/apply-scenario.ts";
import { checkDatums } from "../../src/io/crs/check-datums.ts";
import { finishSteps } from "../support/finish-steps.ts";
import { createRandomStudy } from "../support/random-study.ts";

const parameters = { ...DEFAULT_PARAMETERS, snapRadiusMetres: 60 };

/** A random city, some of whose facilities stand far off, twice or on a community's point. */
function createFaultyStudy(seed: number): Study {
  const study = createRandomStudy(seed);
  const [layer, ...others] = study.facilities;
  if (!layer) return study;
  const coordinates = layer.coordinates.slice();
  const names = [...layer.names];
  const { centres } = study.communities;
  // Two of a place and name; one north of the city, one far outside, two at the first community's point.
  coordinates.set(coordinates.slice(0, 2), 2);
  names[1] = names[0] as string;
  coordinates.set([113.306, 40.0935], 4);
  coordinates.set([114.5, 41], 6);
  if (layer.count > 5) coordinates.set([...centres.slice(0, 2), ...centres.slice(0, 2)], 8);
  return { ...study, facilities: [{ ...layer, coordinates, names }, ...others] };
}

function check(study: Study): readonly Finding[] {
  return finishSteps(checkStudy(new AnalysisSession(study), parameters, [checkDatums]));
}

describe("the laws of the check-up", () => {
  it("no check changes the study, and each answers the same again", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), (seed) => {
        const study = createFaultyStudy(seed);
        const before = structuredClone(study);
        const findings = check(study);
        expect(study).toEqual(before);
        expect(check(study)).toEqual(findings);
        expect(findings.map(({ id }) => id)).toEqual(CHECK_IDS);
        for (const { state, count, total, items } of findings) {
          expect(count).toBe(items.length);
          expect(count).toBeLessThanOrEqual(total);
          expect(state === "found").toBe(count > 0);
        }
      }),
      { numRuns: 12 },
    );
  });

  it("a study in which every remedy was applied has nothing left to mend", () => {
    let mended = 0;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), (seed) => {
        const study = createFaultyStudy(seed);
        const offered = check(study).flatMap(({ items }) => items.flatMap(({ edits }) => edits));
        // A facility that is closed for one reason is not moved for another.
        const closed = new Set(offered.flatMap((edit) => (edit.kind === "close-facility" ? [edit.facilityId] : [])));
        const wanted = offered.filter(({ kind, facilityId }) => kind === "close-facility" || !closed.has(facilityId));
        const edits = [...new Map(wanted.map((edit) => [JSON.stringify(edit), edit])).values()].map(
          (edit, index): ScenarioEdit => ({ ...edit, id: `edit-${index + 1}`, isOff: false }),
        );
        mended += edits.length;
        const applied = applyScenario(study, { id: "s", name: "数据修正", edits });
        expect(applied.issues.filter(({ severity }) => severity === "error")).toEqual([]);
        const left = check(applied.study).flatMap(({ items }) => items.filter((item) => item.edits.length > 0));
        expect(left).toEqual([]);
      }),
      { numRuns: 12 },
    );
    expect(mended).toBeGreaterThan(24);
  });
});
