import { describe, expect, it } from "vitest";
import { AnalysisSession } from "../../src/core/analysis-session.ts";
import { VERDICT_MET, VERDICT_NOT_MET, VERDICT_NOT_TESTABLE } from "../../src/core/coverage/coverage-result.ts";
import { AnalysisError } from "../../src/core/errors.ts";
import { distanceMetres } from "../../src/core/geodesy.ts";
import { type AnalysisParameters, DEFAULT_PARAMETERS } from "../../src/core/model/parameters.ts";
import { WALK_BOTH } from "../../src/core/model/streets.ts";
import type { Study } from "../../src/core/model/study.ts";
import { findWalkedRoute } from "../../src/core/questions/find-walked-route.ts";
import { runAnalysis } from "../../src/core/run-analysis.ts";
import { createPointFacilities, createRandomStudy } from "../support/random-study.ts";

/**
 * One street along a parallel, homes and a clinic on it, metres from its west end:
 *
 *   0      100        500         900        1300
 *   |---- home a ---- clinic ---- home b ---- home c      a, b in c0; c in c1; nobody in c2, c3
 */
function createStreetStudy(): Study {
  const west = 113.3;
  const south = 40;
  const metresPerDegree = distanceMetres(west, south, west + 1e-3, south) * 1000;
  const along = (metres: number): number => west + metres / metresPerDegree;
  const base = createRandomStudy(1);
  return {
    ...base,
    streets: {
      count: 1,
      coordinates: Float64Array.of(along(0), south, along(1400), south),
      starts: Uint32Array.of(0, 2),
      permissions: Uint8Array.of(WALK_BOTH),
      classes: ["residential"],
      names: [""],
      ids: ["w1"],
    },
    streetBlocks: { count: 0, coordinates: new Float64Array(0), stops: new Uint8Array(0) },
    demand: {
      count: 3,
      coordinates: Float64Array.of(along(100), south, along(900), south, along(1300), south),
      communityIndexes: Int32Array.of(0, 0, 1),
      unit: "people",
      people: { all: Float64Array.of(30, 70, 50), "60+": Float64Array.of(10, 10, 10) },
      landSquareMetres: Float64Array.of(100, 300, 200),
    },
    facilities: [createPointFacilities("clinic", Float64Array.of(along(500), south))],
  };
}

const run = (study: Study, parameters: Partial<AnalysisParameters> = {}) =>
  runAnalysis(study, { ...DEFAULT_PARAMETERS, serviceIds: ["clinic"], speedMetresPerSecond: 1, ...parameters });

describe("running an analysis", () => {
  it("gives the people, land, median and verdict worked out by hand", () => {
    // Walks: a 400 s, b 400 s, c 800 s. At 500 s a and b are covered, c is not.
    const coverage = run(createStreetStudy(), { cutoffSeconds: 500 }).services[0];
    expect([...(coverage?.people ?? [])]).toEqual([100, 50, 0, 0]);
    expect([...(coverage?.peopleCovered ?? [])]).toEqual([100, 0, 0, 0]);
    expect([...(coverage?.landShare ?? [])]).toEqual([1, 0, Number.NaN, Number.NaN]);
    expect(coverage?.medianSeconds[0]).toBeCloseTo(400, 3);
    expect(coverage?.medianSeconds[1]).toBeCloseTo(800, 3);
    expect(coverage?.medianSeconds[2]).toBeNaN();
    expect([...(coverage?.nearestFacilityIndexes ?? [])]).toEqual([0, 0, -1, -1]);
    expect([...(coverage?.verdicts ?? [])]).toEqual([
      VERDICT_MET,
      VERDICT_NOT_MET,
      VERDICT_NOT_TESTABLE,
      VERDICT_NOT_TESTABLE,
    ]);
    // 100 of 150 people within 7 minutes, all within 14.
    expect(coverage?.curve.network[6]).toBe(0);
    expect(coverage?.curve.network[7]).toBeCloseTo(2 / 3, 12);
    expect(coverage?.curve.network[14]).toBe(1);
  });

  it("the pass share decides at equality", () => {
    // A cutoff between the walks of a (30 people, 400 s) and b moved to 450 s covers 30 of 100.
    const study = createStreetStudy();
    const moved = { ...study, demand: { ...study.demand, coordinates: study.demand.coordinates.slice() } };
    moved.demand.coordinates[2] = (study.demand.coordinates[2] as number) + 0.0006;
    expect(run(moved, { cutoffSeconds: 420, passShare: 0.3 }).services[0]?.verdicts[0]).toBe(VERDICT_MET);
    expect(run(moved, { cutoffSeconds: 420, passShare: 0.31 }).services[0]?.verdicts[0]).toBe(VERDICT_NOT_MET);
  });

  it("a service without a layer cannot be tested and is not given 0 %", () => {
    const result = run(createStreetStudy(), { serviceIds: ["elderly-day-care"] });
    expect([...(result.services[0]?.verdicts ?? [])]).toEqual([0, 0, 0, 0]);
    expect(result.services[0]?.facilityCount).toBe(0);
  });

  it("a cost beyond the search limit is not a cost", () => {
    const coverage = run(createStreetStudy(), { cutoffSeconds: 300, searchLimitSeconds: 500 }).services[0];
    expect(coverage?.medianSeconds[1]).toBe(Infinity);
    expect(coverage?.nearestFacilityIndexes[1]).toBe(-1);
  });

  it("the walked route of a community follows the street and is as long as its time says", () => {
    const session = new AnalysisSession(createStreetStudy());
    const parameters = { ...DEFAULT_PARAMETERS, speedMetresPerSecond: 1 };
    const route = findWalkedRoute(session, parameters, "clinic", 1);
    expect(route?.facilityIndex).toBe(0);
    expect(route?.metres).toBeCloseTo(800, 2);
    expect(lengthOf(route?.path ?? [])).toBeCloseTo(800, 2);
    expect(findWalkedRoute(session, parameters, "clinic", 2)).toBeNull();
  });

  it("every traced route through a random city is as long as its time says", () => {
    let traced = 0;
    for (let seed = 1; seed <= 25; seed++) {
      const session = new AnalysisSession(createRandomStudy(seed));
      for (let community = 0; community < 4; community++) {
        const route = findWalkedRoute(session, DEFAULT_PARAMETERS, "clinic", community);
        if (!route) continue;
        expect(Math.abs(lengthOf(route.path) - route.metres)).toBeLessThan(0.01 + route.metres * 1e-5);
        traced++;
      }
    }
    expect(traced).toBeGreaterThan(50);
  });

  it("names what is impossible in a request", () => {
    const study = createStreetStudy();
    expect(() => run(study, { serviceIds: ["ice-rink"] })).toThrowError(AnalysisError);
    expect(() => run(study, { groupId: "80+" })).toThrowError(/unknown-group/);
    expect(() => run(study, { cutoffSeconds: Number.NaN })).toThrowError(/cutoffSeconds/);
    expect(() => run(study, { passShare: 0 })).toThrowError(/passShare/);
    expect(() => run(study, { speedMetresPerSecond: -1 })).toThrowError(/speedMetresPerSecond/);
  });
});

function lengthOf(path: readonly [number, number][]): number {
  let metres = 0;
  for (let i = 1; i < path.length; i++) {
    const a = path[i - 1] as [number, number];
    const b = path[i] as [number, number];
    metres += distanceMetres(a[0], a[1], b[0], b[1]);
  }
  return metres;
}
