import { describe, expect, it } from "vitest";
import { distanceMetres } from "../../../src/core/geodesy.ts";
import {
  CROSSING,
  CYCLE_BOTH,
  NIGHT_CLOSED,
  NIGHT_CLOSED_CYCLE,
  NO_WHEELCHAIR,
  OFF_GROUND,
  STEPS,
  type StreetBlocks,
  type Streets,
  WALK_BOTH,
} from "../../../src/core/model/streets.ts";
import { buildNetwork } from "../../../src/core/network/build-network.ts";
import { dependOnSpeed, type Measure, measureEdgeFactors } from "../../../src/core/network/edge-factors.ts";
import { placeSamples } from "../../../src/core/network/sample-elevations.ts";
import { steepestSlope, toblerFactor } from "../../../src/core/network/slope.ts";
import { findClosedEdges, type Travel, travelLevel } from "../../../src/core/network/travel.ts";
import { raiseStreets } from "../../support/hilly.ts";

const WEST = 113.3;
const LAT = 40.1;
const METRE = 0.001 / distanceMetres(WEST, LAT, WEST + 0.001, LAT);

interface Line {
  /** Metres east along one parallel. */
  readonly east: readonly number[];
  readonly conditions?: number;
  readonly kind?: string;
  readonly permissions?: number;
}

function createStreets(lines: readonly Line[]): Streets {
  const starts = [0];
  for (const { east } of lines) starts.push((starts.at(-1) as number) + east.length);
  return {
    count: lines.length,
    coordinates: Float64Array.from(lines.flatMap(({ east }) => east.flatMap((metres) => [WEST + metres * METRE, LAT]))),
    starts: Uint32Array.from(starts),
    permissions: Uint8Array.from(lines, ({ permissions }) => permissions ?? WALK_BOTH | CYCLE_BOTH),
    classes: lines.map(({ kind }) => kind ?? "residential"),
    names: lines.map(() => ""),
    ids: lines.map((_, index) => `w${index}`),
    conditions: Uint8Array.from(lines, ({ conditions }) => conditions ?? 0),
  };
}

const NO_BLOCKS: StreetBlocks = { count: 0, coordinates: new Float64Array(0), stops: new Uint8Array(0) };
const WALK: Travel = travelLevel("walk");
const WHEELCHAIR: Travel = { ...WALK, isWheelchair: true, steepestIncline: 1 / 12 };

function factorsOf(streets: Streets, travel: Travel, measure: Measure = "time", metresPerSecond = 1) {
  const network = buildNetwork(streets, NO_BLOCKS);
  const closed = findClosedEdges(network, streets.elevations ?? null, travel);
  const pace = { mode: travel.mode, metresPerSecond };
  const factors = measureEdgeFactors(network, streets, travel, pace, measure, closed);
  return factors && { forward: [...factors.forward], backward: [...factors.backward] };
}

const risingEast = (slope: number) => (lon: number) => ((lon - WEST) / METRE) * slope;

describe("Tobler's function relative to level ground", () => {
  it("is 1 on the flat and least, e^-0.175, at five per cent down", () => {
    expect(toblerFactor(0)).toBe(1);
    expect(toblerFactor(-0.05)).toBeCloseTo(Math.exp(-0.175), 14);
    for (const slope of [-1, -0.3, -0.06, -0.04, 0.02, 0.5])
      expect(toblerFactor(slope)).toBeGreaterThan(toblerFactor(-0.05));
  });

  it("is the exponential to the last few bits", () => {
    for (let slope = -1; slope <= 1; slope += 0.01) {
      const exact = Math.exp(3.5 * (Math.abs(slope + 0.05) - 0.05));
      expect(Math.abs(toblerFactor(slope) / exact - 1)).toBeLessThan(1e-14);
    }
  });

  it("counts a cliff as 45°", () => {
    expect(toblerFactor(20)).toBe(toblerFactor(1));
    expect(toblerFactor(-20)).toBe(toblerFactor(-1));
  });
});

describe("factors of edges", () => {
  it("are none where all is level", () => {
    const streets = createStreets([{ east: [0, 100] }, { east: [100, 200], conditions: CROSSING | NO_WHEELCHAIR }]);
    expect(factorsOf(streets, WALK)).toBeNull();
    expect(
      factorsOf(
        raiseStreets(streets, () => 1000),
        { ...WALK, slope: true },
      ),
    ).toBeNull();
    expect(factorsOf(streets, { ...WALK, slope: true, stairsFactor: 2, atNight: true })).toBeNull();
  });

  it("tell up from down: 10 % up costs e^0.35, 10 % down nothing", () => {
    const streets = raiseStreets(createStreets([{ east: [0, 100] }, { east: [200, 100] }]), risingEast(0.1));
    const factors = factorsOf(streets, { ...WALK, slope: true });
    expect(factors?.forward[0]).toBeCloseTo(Math.exp(0.35), 4);
    expect(factors?.backward[0]).toBeCloseTo(1, 4);
    expect(factors?.forward[1]).toBeCloseTo(1, 4);
    expect(factors?.backward[1]).toBeCloseTo(Math.exp(0.35), 4);
  });

  it("see the hill between two vertices at one height", () => {
    const hill = (lon: number): number => 20 - Math.abs((lon - WEST) / METRE - 100) * 0.2;
    const factors = factorsOf(raiseStreets(createStreets([{ east: [0, 200] }]), hill), { ...WALK, slope: true });
    const expected = (Math.exp(3.5 * 0.2) + Math.exp(3.5 * 0.1)) / 2;
    expect(factors?.forward[0]).toBeCloseTo(expected, 3);
    expect(factors?.backward[0]).toBeCloseTo(expected, 3);
  });

  it("take unknown ground as level", () => {
    const half = (lon: number): number => (lon < WEST + 101 * METRE ? Number.NaN : ((lon - WEST) / METRE) * 0.1);
    const factors = factorsOf(raiseStreets(createStreets([{ east: [0, 100] }, { east: [100, 200] }]), half), {
      ...WALK,
      slope: true,
    });
    expect(factors?.forward[0]).toBe(1);
    expect(factors?.forward[1]).toBeGreaterThan(1.3);
    expect(factors?.forward[1]).toBeLessThan(Math.exp(0.35));
  });

  it("leave slopes out for cycles and where they are not asked for", () => {
    const streets = raiseStreets(createStreets([{ east: [0, 100] }]), risingEast(0.1));
    expect(factorsOf(streets, { ...travelLevel("cycle"), slope: true })).toBeNull();
    expect(factorsOf(streets, WALK)).toBeNull();
  });

  it("make steps cost the stairs factor, or the slope where that is more", () => {
    const streets = createStreets([{ east: [0, 100], kind: "steps" }, { east: [100, 200] }]);
    expect(factorsOf(streets, { ...WALK, stairsFactor: 2 })).toEqual({ forward: [2, 1], backward: [2, 1] });
    const steep = factorsOf(raiseStreets(streets, risingEast(0.4)), { ...WALK, slope: true, stairsFactor: 2 });
    expect(steep?.forward[0]).toBeCloseTo(Math.exp(1.4), 3);
    expect(steep?.backward[0]).toBeCloseTo(Math.max(2, Math.exp(3.5 * 0.3)), 3);
  });

  it("spread a crossing's seconds over its line: its parts add up, and speed turns them into metres", () => {
    // The second line meets the first in the middle and splits it.
    const streets = createStreets([{ east: [0, 15, 20], conditions: CROSSING }, { east: [15, 115] }]);
    const network = buildNetwork(streets, NO_BLOCKS);
    for (const speed of [1, 0.8, 3.5]) {
      const factors = factorsOf(streets, { ...WALK, crossingSeconds: 30 }, "time", speed);
      let seconds = 0;
      for (let edge = 0; edge < 2; edge++)
        seconds += ((network.edgeMetres[edge] as number) * (factors?.forward[edge] as number)) / speed;
      expect(seconds).toBeCloseTo(20 / speed + 30, 4);
      expect(factors?.forward[2]).toBe(1);
    }
    expect(dependOnSpeed(network, { ...WALK, crossingSeconds: 30 }, "time")).toBe(true);
    expect(dependOnSpeed(network, { ...WALK, crossingSeconds: 30 }, "distance")).toBe(false);
    expect(dependOnSpeed(network, { ...WALK, slope: true, stairsFactor: 3 }, "time")).toBe(false);
  });

  it("of a distance know only what is closed", () => {
    const streets = raiseStreets(
      createStreets([
        { east: [0, 100], conditions: CROSSING },
        { east: [100, 200], kind: "steps" },
        { east: [200, 300], conditions: NIGHT_CLOSED },
      ]),
      risingEast(0.02),
    );
    const hard = { ...WALK, slope: true, stairsFactor: 2, crossingSeconds: 30 };
    expect(factorsOf(streets, hard, "distance")).toBeNull();
    expect(factorsOf(streets, { ...hard, atNight: true }, "distance")?.forward).toEqual([1, 1, Infinity]);
    expect(factorsOf(streets, { ...hard, isWheelchair: true }, "distance")?.backward).toEqual([1, Infinity, 1]);
  });
});

describe("closed edges", () => {
  const closedOf = (streets: Streets, travel: Travel): number[] | null => {
    const closed = findClosedEdges(buildNetwork(streets, NO_BLOCKS), streets.elevations ?? null, travel);
    return closed && [...closed];
  };

  it("are steps and what is marked, for a wheelchair", () => {
    const streets = createStreets([
      { east: [0, 100], kind: "steps" },
      { east: [100, 200], conditions: NO_WHEELCHAIR },
      { east: [200, 300], conditions: STEPS },
      { east: [300, 400] },
    ]);
    expect(closedOf(streets, WHEELCHAIR)).toEqual([1, 1, 1, 0]);
    expect(closedOf(streets, WALK)).toBeNull();
  });

  it("are those of the mode at night", () => {
    const streets = createStreets([{ east: [0, 100], conditions: NIGHT_CLOSED_CYCLE }, { east: [100, 200] }]);
    expect(closedOf(streets, { ...travelLevel("cycle"), atNight: true })).toEqual([1, 0]);
    expect(closedOf(streets, { ...WALK, atNight: true })).toBeNull();
  });

  it("are streets steeper than a wheelchair climbs, up or down, where the ground is known", () => {
    const bump = (lon: number): number => Math.max(0, (lon - WEST) / METRE - 150) * 0.09;
    const streets = raiseStreets(createStreets([{ east: [0, 100] }, { east: [100, 200] }]), bump);
    expect(closedOf(streets, WHEELCHAIR)).toEqual([0, 1]);
    expect(closedOf(streets, { ...WHEELCHAIR, steepestIncline: 0.1 })).toBeNull();
    expect(closedOf(streets, { ...WHEELCHAIR, steepestIncline: null })).toBeNull();
    expect(closedOf({ ...streets, elevations: undefined }, WHEELCHAIR)).toBeNull();
    expect(
      steepestSlope(buildNetwork(streets, NO_BLOCKS), streets.elevations as NonNullable<typeof streets.elevations>, 1),
    ).toBeCloseTo(0.09, 3);
  });

  it("are gates: nobody passes one shut at night, wheelchairs pass no turnstile, and others do", () => {
    const streets = createStreets([{ east: [0, 100, 200] }]);
    const blocks = {
      count: 1,
      coordinates: Float64Array.of(WEST + 100 * METRE, LAT),
      stops: Uint8Array.of(0),
      conditions: Uint8Array.of(NIGHT_CLOSED | NO_WHEELCHAIR),
    };
    const network = buildNetwork(streets, blocks);
    for (const [travel, isStopped] of [
      [WALK, false],
      [{ ...WALK, atNight: true }, true],
      [{ ...travelLevel("cycle"), atNight: true }, true],
      [WHEELCHAIR, true],
    ] as const) {
      const closed = findClosedEdges(network, null, travel);
      const ofLength = [...(closed ?? [])].filter((value, edge) => value === 1 && network.edgeMetres[edge] !== 0);
      expect(ofLength).toEqual([]);
      expect(closed !== null).toBe(isStopped);
    }
  });

  it("of a street drawn twice are those that both lines close", () => {
    const twice = (first: Partial<Line>, second: Partial<Line>): number[] | null =>
      closedOf(
        createStreets([
          { east: [0, 100], ...first },
          { east: [100, 0], ...second },
        ]),
        { ...WALK, atNight: true },
      );
    expect(twice({ conditions: NIGHT_CLOSED }, {})).toBeNull();
    expect(twice({ conditions: NIGHT_CLOSED }, { conditions: NIGHT_CLOSED })).toEqual([1, 1]);
    expect(twice({ conditions: NIGHT_CLOSED }, { permissions: CYCLE_BOTH })).toEqual([1, 1]);
    expect(twice({ permissions: CYCLE_BOTH }, { conditions: NIGHT_CLOSED })).toEqual([1, 1]);
  });
});

describe("samples of heights", () => {
  it("lie at every vertex and no farther apart than the step", () => {
    const streets = createStreets([{ east: [0, 5, 105] }, { east: [0, 0] }]);
    const { samples, coordinates } = placeSamples(streets, 30);
    expect([...samples]).toEqual([0, 1, 5, 6, 7]);
    expect(coordinates.length).toBe(16);
    expect((coordinates[4] as number) - WEST).toBeCloseTo(30 * METRE, 9);
  });

  it("run straight along a bridge", () => {
    const streets = createStreets([{ east: [0, 50, 200], conditions: OFF_GROUND }]);
    const valley = (lon: number): number => 100 - Math.min((lon - WEST) / METRE, 200 - (lon - WEST) / METRE);
    const { elevations } = raiseStreets(streets, valley);
    for (const metres of elevations?.metres ?? []) expect(metres).toBeCloseTo(100, 4);
  });
});
