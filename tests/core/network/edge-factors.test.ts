import { describe, expect, it } from "vitest";
import { distanceMetres } from "../../../src/core/geodesy.ts";
import {
  CONDITION_CROSSING,
  CONDITION_NIGHT_NO_CYCLE,
  CONDITION_NIGHT_NO_WALK,
  CONDITION_NO_WHEELCHAIR,
  CONDITION_SPAN,
  CONDITION_STEPS,
  CYCLE_BOTH,
  type Streets,
  WALK_BOTH,
} from "../../../src/core/model/streets.ts";
import { buildNetwork } from "../../../src/core/network/build-network.ts";
import { keyOfFactors, LEVEL, makeEdgeFactors } from "../../../src/core/network/edge-factors.ts";
import { findSteepestIncline, toblerFactor } from "../../../src/core/network/incline.ts";
import { findPresentConditions, type StreetUse, WALKING } from "../../../src/core/network/street-use.ts";

const NO_BLOCKS = { count: 0, coordinates: new Float64Array(0), stops: new Uint8Array(0) };
const METRES_PER_DEGREE = distanceMetres(113, 40, 113.001, 40) * 1000;

interface Line {
  /** Metres east of 113° E. */
  readonly at: readonly number[];
  readonly heights?: readonly number[];
  readonly conditions?: number;
  readonly permissions?: number;
}

function createStreets(...lines: readonly Line[]): Streets {
  const starts = [0];
  for (const { at } of lines) starts.push((starts.at(-1) as number) + at.length);
  const metres = lines.flatMap(({ at, heights }) => heights ?? at.map(() => 0));
  return {
    count: lines.length,
    coordinates: Float64Array.from(
      lines.flatMap(({ at }) => at.flatMap((east) => [113 + east / METRES_PER_DEGREE, 40])),
    ),
    starts: Uint32Array.from(starts),
    permissions: Uint8Array.from(lines, ({ permissions }) => permissions ?? WALK_BOTH | CYCLE_BOTH),
    classes: lines.map(() => "footway"),
    names: lines.map(() => ""),
    ids: lines.map((_, index) => `w${index}`),
    conditions: Uint8Array.from(lines, ({ conditions }) => conditions ?? 0),
    ...(lines.some(({ heights }) => heights)
      ? { elevations: { metres: Float64Array.from(metres), ofPosition: Uint32Array.from(metres.keys()) } }
      : {}),
  };
}

const EFFORT = { slope: true, stairsFactor: 2, crossingSeconds: 0 };
const WHEELS: StreetUse = { mode: "walk", stepFree: true, steepestIncline: 1 / 12, timeOfDay: "day" };

function factorsOf(streets: Streets, use: StreetUse = WALKING, effort = EFFORT, metresPerSecond = 1) {
  const network = buildNetwork(streets, NO_BLOCKS);
  const factors = makeEdgeFactors(network, streets, use, effort, metresPerSecond, findPresentConditions(network));
  return factors && { forward: [...factors.forward], backward: [...factors.backward] };
}

describe("Tobler's hiking function relative to level ground", () => {
  it("is 1 on the level, least at 5 % down, and Tobler's own ratio elsewhere", () => {
    const speed = (slope: number): number => 6 * Math.exp(-3.5 * Math.abs(slope + 0.05));
    for (const slope of [-1, -0.5, -0.2, -0.05, -0.01, 0, 0.03, 0.1, 0.3, 1]) {
      expect(toblerFactor(slope)).toBeCloseTo(speed(0) / speed(slope), 11);
      expect(toblerFactor(slope)).toBeGreaterThanOrEqual(toblerFactor(-0.05));
    }
    expect(toblerFactor(0)).toBe(1);
  });
});

describe("edge factors", () => {
  it("are null where every street is level and open, so that the search keeps its fast layout", () => {
    expect(factorsOf(createStreets({ at: [0, 100] }))).toBe(null);
    expect(factorsOf(createStreets({ at: [0, 100] }), WHEELS)).toBe(null);
    const steps = createStreets({ at: [0, 100], conditions: CONDITION_STEPS | CONDITION_NO_WHEELCHAIR });
    expect(factorsOf(steps, WALKING, LEVEL)).toBe(null);
    expect(factorsOf(steps, { ...WALKING, mode: "cycle" })).toBe(null);
  });

  it("of a slope differ by direction and are the mean over the street's stretches", () => {
    // 100 m up at 10 %, 300 m down at 5 %.
    const { forward, backward } = factorsOf(createStreets({ at: [0, 100, 400], heights: [0, 10, -5] })) ?? {};
    expect(forward?.[0]).toBeCloseTo((100 * Math.exp(0.35) + 300 * Math.exp(-0.175)) / 400, 5);
    expect(backward?.[0]).toBeCloseTo((100 * 1 + 300 * Math.exp(0.175)) / 400, 5);
  });

  it("of a bridge that a path joins in its middle climb evenly from end to end, whatever lies below", () => {
    const bridge = { at: [0, 50, 100], heights: [20, 0, 20], conditions: CONDITION_SPAN };
    const ramp = { at: [0, 50, 100], heights: [20, 0, 30], conditions: CONDITION_SPAN };
    const path = { at: [50, 50.5], heights: [20, 20] };
    expect(factorsOf(createStreets(bridge, path))?.forward.slice(0, 2)).toEqual([1, 1]);
    for (const factor of factorsOf(createStreets(ramp, path))?.forward.slice(0, 2) ?? [])
      expect(factor).toBeCloseTo(Math.exp(0.35), 4);
  });

  it("take steps instead of the slope under them", () => {
    const conditions = CONDITION_STEPS | CONDITION_NO_WHEELCHAIR;
    const streets = createStreets({ at: [0, 100], heights: [0, 40], conditions });
    expect(factorsOf(streets)).toEqual({ forward: [2], backward: [2] });
    expect(factorsOf(streets, WHEELS)).toEqual({ forward: [Infinity], backward: [Infinity] });
  });

  it("spread a crossing's seconds over its whole way, however many edges that has", () => {
    const crossing = { at: [0, 5, 20], conditions: CONDITION_CROSSING };
    const effort = { ...EFFORT, crossingSeconds: 10 };
    const whole = factorsOf(createStreets(crossing), WALKING, effort, 1.2);
    // 12 level metres on 20 m of way.
    expect(whole?.forward[0]).toBeCloseTo(1.6, 5);
    const cut = factorsOf(createStreets(crossing, { at: [5, 5.001, 40] }), WALKING, effort, 1.2);
    expect(cut?.forward[0]).toBeCloseTo(1.6, 5);
    expect(cut?.forward[1]).toBeCloseTo(1.6, 5);
    expect(cut?.forward[2]).toBe(1);
  });

  it("of a crossing without any length are no fault, as it is no street", () => {
    const streets = createStreets({ at: [0, 0], conditions: CONDITION_CROSSING }, { at: [0, 10] });
    const factors = factorsOf(streets, WALKING, { ...EFFORT, crossingSeconds: 10 });
    expect(factors).toBe(null);
  });

  it("close at night what is shut to the mode that asks", () => {
    const streets = createStreets({ at: [0, 100], conditions: CONDITION_NIGHT_NO_WALK });
    expect(factorsOf(streets, { ...WALKING, timeOfDay: "night" })).toEqual({
      forward: [Infinity],
      backward: [Infinity],
    });
    expect(factorsOf(streets, { ...WALKING, mode: "cycle", timeOfDay: "night" })).toBe(null);
    expect(factorsOf(streets)).toBe(null);
  });

  it("of a street drawn twice are those of the easier one, unless its mode may not use that", () => {
    const steps = { at: [0, 100], conditions: CONDITION_STEPS | CONDITION_NO_WHEELCHAIR };
    expect(factorsOf(createStreets(steps, { at: [100, 0] }))).toBe(null);
    expect(factorsOf(createStreets(steps, { at: [100, 0], permissions: CYCLE_BOTH }))?.forward).toEqual([2, 2]);
    const shut = { at: [0, 100], conditions: CONDITION_NIGHT_NO_WALK | CONDITION_NIGHT_NO_CYCLE };
    const night: StreetUse = { ...WALKING, timeOfDay: "night" };
    const withTrack = createStreets(shut, { at: [0, 100], permissions: CYCLE_BOTH });
    expect(factorsOf(withTrack, night)?.forward).toEqual([Infinity, Infinity]);
    expect(factorsOf(withTrack, { ...night, mode: "cycle" })).toBe(null);
  });

  it("have one key where they are equal, and a speed in it only where seconds are lost", () => {
    const present = CONDITION_STEPS | CONDITION_CROSSING;
    const key = (effort: typeof EFFORT, speed: number, bits = present, heights = false): string =>
      keyOfFactors(WALKING, effort, speed, bits, heights);
    expect(key(EFFORT, 1)).toBe(key(EFFORT, 1.2));
    expect(key(EFFORT, 1)).toBe(key({ ...EFFORT, slope: false }, 1));
    expect(key(EFFORT, 1)).not.toBe(key({ ...EFFORT, stairsFactor: 3 }, 1));
    expect(key(EFFORT, 1, 0)).toBe(key({ ...EFFORT, stairsFactor: 3 }, 1, 0));
    const waiting = { ...EFFORT, crossingSeconds: 5 };
    expect(key(waiting, 1)).not.toBe(key(waiting, 1.2));
    expect(key(EFFORT, 1, present, true)).not.toBe(key({ ...EFFORT, slope: false }, 1, present, true));
  });
});

describe("the steepest stretch", () => {
  it("is told over 5 m at the least, so that two vertices a hand apart make no cliff", () => {
    const streets = createStreets({ at: [0, 50, 50.1, 100], heights: [0, 0, 0.1, 0.1] });
    const network = buildNetwork(streets, NO_BLOCKS);
    expect(findSteepestIncline(network, streets, 0)).toBeLessThan(0.01);
    const steep = createStreets({ at: [0, 50, 60, 100], heights: [0, 0, 2, 2] });
    expect(findSteepestIncline(buildNetwork(steep, NO_BLOCKS), steep, 0)).toBeCloseTo(0.2, 5);
  });
});
