import { describe, expect, it } from "vitest";
import { checkParameters } from "../../src/core/check-parameters.ts";
import { AnalysisError } from "../../src/core/errors.ts";
import { type AnalysisParameters, DEFAULT_PARAMETERS } from "../../src/core/model/parameters.ts";
import { createRandomStudy } from "../support/random-study.ts";

function faultOf(change: Readonly<Record<string, unknown>>): AnalysisError | null {
  try {
    checkParameters(createRandomStudy(1), { ...DEFAULT_PARAMETERS, ...change } as AnalysisParameters);
    return null;
  } catch (error) {
    if (error instanceof AnalysisError) return error;
    throw error;
  }
}

describe("parameters of a run", () => {
  it("as they come are good", () => {
    expect(faultOf({})).toBe(null);
    expect(faultOf({ stairsFactor: 1, crossingSeconds: 600, steepestIncline: 1, timeOfDay: "night" })).toBe(null);
  });

  it.each([
    ["stairsFactor", 0.99],
    ["stairsFactor", 21],
    ["stairsFactor", Number.NaN],
    ["stairsFactor", "2"],
    ["crossingSeconds", -1],
    ["crossingSeconds", 601],
    ["crossingSeconds", Infinity],
    ["steepestIncline", 0],
    ["steepestIncline", 1.01],
    ["timeOfDay", "evening"],
    ["slope", "yes"],
    ["speedMetresPerSecond", 0],
    ["passShare", 1.5],
  ])("%s of %s is told by name", (field, value) => {
    expect(faultOf({ [field]: value })).toMatchObject({
      code: "bad-parameter",
      fields: { field, value: String(value) },
    });
  });

  it("with several faults are told with all of them", () => {
    const error = faultOf({ cutoffSeconds: 0, stairsFactor: 0, timeOfDay: "noon" });
    expect(error?.fields).toMatchObject({ field: "cutoffSeconds", faults: "cutoffSeconds, stairsFactor, timeOfDay" });
  });

  it("ask for slope only of a study with elevation", () => {
    expect(faultOf({ slope: true })?.fields).toMatchObject({ field: "slope", reason: "no-elevation" });
  });

  it("name a profile that exists", () => {
    expect(faultOf({ profileId: "pilot" })?.code).toBe("unknown-profile");
    expect(faultOf({ profileId: "toString" })?.code).toBe("unknown-profile");
    expect(faultOf({ profileId: "wheelchair" })).toBe(null);
  });
});
