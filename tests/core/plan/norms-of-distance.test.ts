/** Norms in metres and norms in minutes: what bears on the one and not on the other. */
import { describe, expect, it } from "vitest";
import { AnalysisSession } from "../../../src/core/analysis-session.ts";
import { type AnalysisParameters, DEFAULT_PARAMETERS, PROFILES } from "../../../src/core/model/parameters.ts";
import type { Study } from "../../../src/core/model/study.ts";
import { createDefaultTargets } from "../../../src/core/plan/default-targets.ts";
import { judgeTargets } from "../../../src/core/plan/judge-targets.ts";
import type { Reach, Target, TargetResult } from "../../../src/core/plan/target.ts";
import { searchOf, streetUseOf } from "../../../src/core/service-search.ts";
import { createDrawnStudy } from "../../support/drawn-study.ts";

/** 500 m to the clinic: 100 level, 200 steps, 100 crossing, 100 level; all uphill at 10 %. */
function createHardStreet(): Study {
  const study = createDrawnStudy("1+=+:A", { spacingMetres: 100 });
  const { streets } = study;
  const lons = [...streets.coordinates].filter((_, index) => index % 2 === 0);
  const [west, east] = [Math.min(...lons), Math.max(...lons)];
  const metres = Float64Array.from(lons, (lon) => (50 * (lon - west)) / (east - west));
  return { ...study, streets: { ...streets, elevations: { metres, ofPosition: Uint32Array.from(lons.keys()) } } };
}

const HARD: Partial<AnalysisParameters> = {
  slope: true,
  stairsFactor: 10,
  crossingSeconds: 300,
  speedMetresPerSecond: 1,
};

function judge(study: Study, reach: Reach, parameters: Partial<AnalysisParameters>): TargetResult {
  const [circle] = createDefaultTargets(study);
  if (circle?.rule.kind !== "service-area") throw new Error("no circle");
  const target: Target = { ...circle, rule: { ...circle.rule, reach } };
  const judged: Study = { ...study, targets: [target] };
  const [result] = judgeTargets(new AnalysisSession(judged), { ...DEFAULT_PARAMETERS, ...parameters });
  return result as TargetResult;
}

describe("a norm in metres", () => {
  it("is held to true metres: no slope, no steps, no waits, no speed", () => {
    const study = createHardStreet();
    for (const parameters of [HARD, { ...HARD, speedMetresPerSecond: 0.2 }, {}]) {
      expect(judge(study, { kind: "distance", metres: 501, measure: "network" }, parameters).unitsMet).toBe(1);
      expect(judge(study, { kind: "distance", metres: 499, measure: "network" }, parameters).unitsMet).toBe(0);
    }
    expect(judge(study, { kind: "time", seconds: 501 }, HARD).unitsMet).toBe(0);
    expect(judge(study, { kind: "time", seconds: 501 }, { speedMetresPerSecond: 1, stairsFactor: 1 }).unitsMet).toBe(1);
  });

  it("still knows who may pass: metres that lead over steps are none to a wheelchair", () => {
    const study = createHardStreet();
    const wheels = { profileId: "wheelchair" } as const;
    expect(judge(study, { kind: "distance", metres: 5000, measure: "network" }, wheels).unitsMet).toBe(0);
    expect(judge(study, { kind: "distance", metres: 501, measure: "straight" }, wheels).unitsMet).toBe(1);
  });

  it("shares no search with a norm in seconds of the same number", () => {
    const study = createHardStreet();
    const session = new AnalysisSession(study);
    const parameters = { ...DEFAULT_PARAMETERS, ...HARD };
    const [service] = study.services;
    if (!service) throw new Error("no service");
    const timed = session.costs(searchOf(service, { ...parameters, searchLimitSeconds: 5000 })).demand.seconds;
    const metres = session.demandMetres({
      measure: "distance",
      serviceId: service.id,
      use: streetUseOf(PROFILES.adult, parameters),
      snapRadiusMetres: parameters.snapRadiusMetres,
      facilityIndexes: null,
      limitMetres: 5000,
    });
    expect(metres[0]).toBeCloseTo(500, 1);
    expect(timed[0]).toBeGreaterThan(2000);
  });

  it("says what bears on it and nothing of what does not", () => {
    const study = createHardStreet();
    const sentences = (reach: Reach, parameters: Partial<AnalysisParameters>): string =>
      judge(study, reach, parameters)
        .assumptions.map(({ en }) => en)
        .join("\n");
    const timed = sentences({ kind: "time", seconds: 900 }, HARD);
    expect(timed).toContain("Steps take 10 times level time");
    expect(timed).toContain("Each mapped crossing costs 300 s");
    expect(timed).toContain("Tobler");
    const far = sentences({ kind: "distance", metres: 500, measure: "network" }, { ...HARD, timeOfDay: "night" });
    expect(far).not.toMatch(/Steps take|crossing costs|Tobler/);
    expect(far).toContain("At night");
    const wheels = sentences({ kind: "time", seconds: 900 }, { ...HARD, profileId: "wheelchair" });
    expect(wheels).toContain("that a wheelchair cannot pass are closed");
    expect(wheels).toContain("steeper than 8.3 %");
    expect(sentences({ kind: "time", seconds: 900 }, { ...HARD, profileId: "cycle" })).toContain(
      "Slope does not count for cycling",
    );
  });
});
