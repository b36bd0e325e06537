import { describe, expect, it } from "vitest";
import { AnalysisSession } from "../../src/core/analysis-session.ts";
import { DEFAULT_PARAMETERS } from "../../src/core/model/parameters.ts";
import { runAnalysis } from "../../src/core/run-analysis.ts";
import { searchOf } from "../../src/core/service-search.ts";
import { createRandomStudy } from "../support/random-study.ts";

describe("an analysis session", () => {
  it("a new cutoff or pass share finds the cost field of the run before: nothing is routed again", () => {
    const study = createRandomStudy(3);
    const session = new AnalysisSession(study);
    const first = runAnalysis(study, DEFAULT_PARAMETERS, session);
    const fields = () => study.services.map((service) => session.costs(searchOf(service, DEFAULT_PARAMETERS)).field);
    const { network } = session;
    const before = fields();
    for (const change of [{ cutoffSeconds: 300 }, { cutoffSeconds: 1800 }, { passShare: 0.5 }]) {
      const result = runAnalysis(study, { ...DEFAULT_PARAMETERS, ...change }, session);
      expect(result.services[0]?.peopleCovered).not.toBe(first.services[0]?.peopleCovered);
    }
    fields().forEach((field, index) => {
      expect(field).toBe(before[index]);
    });
    expect(session.network).toBe(network);
  });

  it("a new speed gets a field of its own", () => {
    const study = createRandomStudy(3);
    const session = new AnalysisSession(study);
    const [service] = study.services;
    if (!service) throw new Error("no service");
    const walked = session.costs(searchOf(service, DEFAULT_PARAMETERS));
    const faster = session.costs(searchOf(service, { ...DEFAULT_PARAMETERS, speedMetresPerSecond: 1.5 }));
    expect(faster.field).not.toBe(walked.field);
    expect(session.costs(searchOf(service, DEFAULT_PARAMETERS))).toBe(walked);
  });
});
