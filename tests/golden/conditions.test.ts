/** Towns with steps, crossings, gates and hills, and the times that each must give, worked out by hand at 1 m/s. */
import { describe, expect, it } from "vitest";
import { AnalysisSession } from "../../src/core/analysis-session.ts";
import { findWalkedRoute } from "../../src/core/find-walked-route.ts";
import { type AnalysisParameters, DEFAULT_PARAMETERS } from "../../src/core/model/parameters.ts";
import { CONDITION_SPAN } from "../../src/core/model/streets.ts";
import type { Study } from "../../src/core/model/study.ts";
import { runAnalysis } from "../../src/core/run-analysis.ts";
import { searchOf } from "../../src/core/service-search.ts";
import { createDrawnStudy } from "../support/drawn-study.ts";

const TOWN = { spacingMetres: 100 };

/** Seconds of every home to its clinic, whole; Infinity where it reaches none. */
function timeHomes(study: Study, parameters: Partial<AnalysisParameters> = {}): number[] {
  const asked = { ...DEFAULT_PARAMETERS, speedMetresPerSecond: 1, ...parameters };
  const session = new AnalysisSession(study);
  runAnalysis(study, asked, session);
  const [service] = study.services;
  if (!service) throw new Error("no service");
  const { demand } = session.costs(searchOf(service, asked));
  return [...demand.seconds].map((seconds) => (Number.isFinite(seconds) ? Math.round(seconds * 10) / 10 : seconds));
}

/** Heights of the drawing's columns, along every street between them. */
function onHill(study: Study, heightOfColumn: (column: number) => number): Study {
  const { streets } = study;
  const west = 113.3;
  const lons = [...streets.coordinates].filter((_, index) => index % 2 === 0);
  const step = Math.min(...lons.filter((lon) => lon > west).map((lon) => lon - west));
  const metres = Float64Array.from(lons, (lon) => heightOfColumn(Math.round((lon - west) / step)));
  return { ...study, streets: { ...streets, elevations: { metres, ofPosition: Uint32Array.from(lons.keys()) } } };
}

describe("steps", () => {
  const town = () => createDrawnStudy("1--+==+--A", TOWN);

  it("take twice the time of level ground, and what the user says", () => {
    // 300 m level, 300 m of steps, 300 m level.
    expect(timeHomes(town())).toEqual([1200]);
    expect(timeHomes(town(), { stairsFactor: 1 })).toEqual([900]);
    expect(timeHomes(town(), { stairsFactor: 3.5 })).toEqual([1650]);
  });

  it("are gone round where that is quicker, and always by a wheelchair", () => {
    const study = createDrawnStudy(
      `
1--+==+--A
...|..|...
...+--+...
`,
      TOWN,
    );
    // Over the steps 600 + 300 × factor; round by the south 600 + 200 + 300 + 200.
    expect(timeHomes(study)).toEqual([1200]);
    expect(timeHomes(study, { stairsFactor: 3 })).toEqual([1300]);
    expect(timeHomes(study, { stairsFactor: 1, profileId: "wheelchair" })).toEqual([1300]);
    expect(timeHomes(study, { profileId: "wheelchair", speedMetresPerSecond: null })).toEqual([1625]);
  });

  it("are no street to a wheelchair: nobody is attached to them, and what lies beyond is out of reach", () => {
    const study = createDrawnStudy("1--+=2=+--A", TOWN);
    // 2 lives on the steps: on foot 200 × 2 + 300; with a wheelchair the nearest street is 100 m off.
    expect(timeHomes(study)).toEqual([1400, 700]);
    expect(timeHomes(study, { profileId: "wheelchair", speedMetresPerSecond: 1 })).toEqual([Infinity, Infinity]);
    const near = timeHomes(study, { profileId: "wheelchair", speedMetresPerSecond: 1, snapRadiusMetres: 99 });
    expect(near).toEqual([Infinity, Infinity]);
  });

  it("that are all there is leave a wheelchair without a street, and no error", () => {
    expect(timeHomes(createDrawnStudy("1=A", TOWN), { profileId: "wheelchair" })).toEqual([Infinity]);
  });

  it("cost nothing to cycles, which may not use them anyway", () => {
    expect(timeHomes(createDrawnStudy("1--+--A", TOWN), { profileId: "cycle", stairsFactor: 5 })).toEqual([600]);
  });
});

describe("crossings", () => {
  it("cost their seconds once each, at any speed, however the way over is cut", () => {
    // Two lines meet in the middle of the road, each a crossing of its own way: 2 × 20 s.
    const study = createDrawnStudy("1-+:+-A", TOWN);
    expect(timeHomes(study)).toEqual([600]);
    expect(timeHomes(study, { crossingSeconds: 20 })).toEqual([640]);
    expect(timeHomes(study, { crossingSeconds: 20, speedMetresPerSecond: 0.5 })).toEqual([1240]);
    const one: Study = {
      ...study,
      streets: {
        ...study.streets,
        count: 1,
        coordinates: Float64Array.from([
          ...study.streets.coordinates.subarray(0, 2),
          ...study.streets.coordinates.subarray(-2),
        ]),
        starts: Uint32Array.of(0, 2),
        conditions: (study.streets.conditions as Uint8Array).slice(2, 3),
      },
    };
    expect(timeHomes(one, { crossingSeconds: 20 })).toEqual([620]);
  });

  it("make people go round where that saves more", () => {
    const study = createDrawnStudy(
      `
1+:+A
.|.|.
.+-+.
`,
      { spacingMetres: 10 },
    );
    expect(timeHomes(study, { crossingSeconds: 5 })).toEqual([50]);
    expect(timeHomes(study, { crossingSeconds: 30 })).toEqual([80]);
  });
});

describe("the night", () => {
  it("shuts a gate: people go the long way round, or nowhere", () => {
    const study = createDrawnStudy(
      `
1-%-A
|...|
+---+
`,
      TOWN,
    );
    expect(timeHomes(study)).toEqual([400]);
    expect(timeHomes(study, { timeOfDay: "night" })).toEqual([800]);
    expect(timeHomes(createDrawnStudy("1-%-A", TOWN), { timeOfDay: "night" })).toEqual([Infinity]);
  });

  it("leaves the homes behind the gate at their own street rather than moving them over the wall", () => {
    // The yard is cut off at night; the street outside is 20 m from the home, the way by the gate is 40 + 20 m.
    const gate = createDrawnStudy(".......-\n.......%", { spacingMetres: 10 }).streetBlocks;
    const open = createDrawnStudy(
      `
...1---+
.......|
-------+----A
`,
      { spacingMetres: 10 },
    );
    const withGate = { ...open, streetBlocks: gate };
    expect(timeHomes(withGate)).toEqual([110]);
    expect(timeHomes(withGate, { timeOfDay: "night" })).toEqual([Infinity]);
  });
});

describe("isochrones", () => {
  it("reach as far as the conditions let people go within the time", () => {
    const study = createDrawnStudy("A--+==+--1", TOWN);
    const reach = (parameters: Partial<AnalysisParameters>): number => {
      const [service] = study.services;
      if (!service) throw new Error("no service");
      const search = searchOf(service, { ...DEFAULT_PARAMETERS, speedMetresPerSecond: 1, ...parameters });
      return new AnalysisSession(study).isochrone(search, [500]).bands[0]?.reachMetres as number;
    };
    // 300 m level, then 200 s on steps: 100 m at twice the time, 200 m at level time, none on wheels.
    expect(reach({})).toBeCloseTo(400, 1);
    expect(reach({ stairsFactor: 1 })).toBeCloseTo(500, 1);
    expect(reach({ profileId: "wheelchair" })).toBeCloseTo(300, 1);
  });
});

describe("slope", () => {
  // Tobler's factors relative to level ground: e^(3.5 (|slope + 0.05| − 0.05)).
  const UP_10 = Math.exp(0.35);
  const DOWN_10 = 1;
  const DOWN_5 = Math.exp(-0.175);

  it("makes the way up slower than the way down: people walk to the clinic, not from it", () => {
    const up = onHill(createDrawnStudy("1----A", TOWN), (column) => 10 * column);
    const down = onHill(createDrawnStudy("1----A", TOWN), (column) => 100 - 10 * column);
    const gentle = onHill(createDrawnStudy("1----A", TOWN), (column) => 100 - 5 * column);
    expect(timeHomes(up)).toEqual([500]);
    expect(timeHomes(up, { slope: true })[0]).toBeCloseTo(500 * UP_10, 0);
    expect(timeHomes(down, { slope: true })[0]).toBeCloseTo(500 * DOWN_10, 0);
    expect(timeHomes(gentle, { slope: true })[0]).toBeCloseTo(500 * DOWN_5, 0);
  });

  it("is nothing on the flat, where heights are unknown, and on a bike", () => {
    const flat = onHill(createDrawnStudy("1----A", TOWN), () => 1040);
    expect(timeHomes(flat, { slope: true })).toEqual([500]);
    const unknown = onHill(createDrawnStudy("1----A", TOWN), (column) => (column < 3 ? 1040 : Number.NaN));
    expect(timeHomes(unknown, { slope: true })).toEqual([500]);
    const hill = onHill(createDrawnStudy("1----A", TOWN), (column) => 10 * column);
    expect(timeHomes(hill, { slope: true, profileId: "cycle" })).toEqual([500]);
  });

  it("of a bridge is that between its ends, whatever the ground below does", () => {
    const valley = onHill(createDrawnStudy("1----A", TOWN), (column) => (column === 2 ? 960 : 1000));
    const wide = timeHomes(valley, { slope: true })[0] as number;
    expect(wide).toBeGreaterThan(600);
    const { streets } = valley;
    const bridge: Study = {
      ...valley,
      streets: {
        ...streets,
        count: 1,
        coordinates: Float64Array.from(
          [0, 1, 2, 3, 4, 5].flatMap((column) => [
            streets.coordinates[Math.max(0, 4 * column - 2)] as number,
            streets.coordinates[1] as number,
          ]),
        ),
        starts: Uint32Array.of(0, 6),
        conditions: Uint8Array.of(CONDITION_SPAN),
        elevations: {
          metres: Float64Array.of(1000, 1000, 960, 1000, 1000, 1000),
          ofPosition: Uint32Array.of(0, 1, 2, 3, 4, 5),
        },
      },
    };
    expect(timeHomes(bridge, { slope: true })).toEqual([500]);
  });

  it("closes what is too steep to a wheelchair, and gives it no help down", () => {
    const parameters = { slope: true, profileId: "wheelchair", speedMetresPerSecond: 1 } as const;
    const steep = onHill(createDrawnStudy("1----A", TOWN), (column) => 9 * column);
    expect(timeHomes(steep, parameters)).toEqual([Infinity]);
    expect(timeHomes(steep, { ...parameters, steepestIncline: 0.095 })[0]).toBeCloseTo(500 * Math.exp(0.315), 0);
    const gentleDown = onHill(createDrawnStudy("1----A", TOWN), (column) => 100 - 5 * column);
    expect(timeHomes(gentleDown, parameters)).toEqual([500]);
    // Without slope in the times, what is known to be too steep stays closed.
    expect(timeHomes(steep, { ...parameters, slope: false })).toEqual([Infinity]);
  });

  it("leaves a route's metres true: they are measured along the way, not out of the time", () => {
    const up = onHill(createDrawnStudy("1----A", TOWN), (column) => 10 * column);
    const asked = { ...DEFAULT_PARAMETERS, speedMetresPerSecond: 1, slope: true };
    const route = findWalkedRoute(new AnalysisSession(up), asked, "clinic", 0);
    expect(route?.metres).toBeCloseTo(500, 1);
    expect(route?.seconds).toBeCloseTo(500 * UP_10, 0);
  });
});
