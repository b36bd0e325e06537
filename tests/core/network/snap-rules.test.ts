import { describe, expect, it } from "vitest";
import { AnalysisError } from "../../../src/core/errors.ts";
import { WALK_BOTH, WALK_FORWARD } from "../../../src/core/model/streets.ts";
import type { Barrier } from "../../../src/core/model/study.ts";
import { REFUSED_BEHIND_BARRIER } from "../../../src/core/network/snap.ts";
import { createStreets, createTown, type Place, placeAt } from "../../support/street-lines.ts";

const at = (x: number, y: number): Place => placeAt(x * 100, y * 100);
const wall = (...coordinates: Place[]): Barrier => ({
  kind: "wall",
  name: "",
  geometry: { type: "LineString", coordinates },
});
const STREET = [at(0, 0), at(4, 0)];

function isStopped(home: Place, barriers: readonly Barrier[], street: Place[] = STREET): boolean {
  const town = createTown(createStreets([street]), { barriers });
  return town.snap([home]).refusals[0] === REFUSED_BEHIND_BARRIER;
}

describe("a leg off the street and a barrier", () => {
  it("across its inside is stopped", () => {
    expect(isStopped(at(2, 1), [wall(at(1, 0.5), at(3, 0.5))])).toBe(true);
    expect(isStopped(at(2, 1), [wall(at(2.2, 0.5), at(3, 0.5))])).toBe(false);
  });

  it("through a vertex of the barrier is stopped all the same", () => {
    expect(isStopped(at(2, 1), [wall(at(1, 0.5), at(2, 0.5), at(3, 0.5))])).toBe(true);
    expect(isStopped(at(2, 1), [wall(at(1, 0.2), at(2, 0.5), at(3, 0.8))])).toBe(true);
    expect(isStopped(at(2, 1), [wall(at(2, 0.5), at(3, 0.5)), wall(at(1, 0.5), at(2, 0.5))])).toBe(true);
  });

  it("past a corner that stays on one side, or past the end of a wall, goes through", () => {
    expect(isStopped(at(2, 1), [wall(at(1, 0.3), at(2, 0.5), at(1, 0.7))])).toBe(false);
    expect(isStopped(at(2, 1), [wall(at(3, 0.3), at(2, 0.5), at(3, 0.7))])).toBe(false);
    expect(isStopped(at(2, 1), [wall(at(2, 0.5), at(3, 0.5))])).toBe(false);
  });

  it("along the barrier goes through, over a barrier that joins it from both sides does not", () => {
    expect(isStopped(at(2, 1), [wall(at(2, 0.2), at(2, 0.8))])).toBe(false);
    expect(isStopped(at(2, 1), [wall(at(1, 0.3), at(2, 0.3), at(2, 0.7), at(1, 0.7))])).toBe(false);
    expect(isStopped(at(2, 1), [wall(at(1, 0.3), at(2, 0.3), at(2, 0.7), at(3, 0.7))])).toBe(true);
  });

  it("that only touches the barrier with its foot or its home goes through", () => {
    expect(isStopped(at(2, 1), [wall(at(0, 0), at(4, 0))])).toBe(false);
    expect(isStopped(at(2, -1), [wall(at(0, 0), at(4, 0))])).toBe(false);
    expect(isStopped(at(2, 1), [wall(at(1, 1), at(3, 1))])).toBe(false);
    expect(isStopped(at(2, 1), [wall(at(1, 0.99), at(3, 0.99))])).toBe(true);
  });

  it("of no length crosses nothing", () => {
    expect(isStopped(at(2, 0), [wall(at(2, -1), at(2, 1))])).toBe(false);
  });

  it("out of a walled yard is stopped on every side, and from a home on the street beside it is not", () => {
    const yard: Barrier = {
      kind: "water",
      name: "",
      geometry: { type: "Polygon", coordinates: [[at(1, 0.5), at(3, 0.5), at(3, 1.5), at(1, 1.5), at(1, 0.5)]] },
    };
    for (const x of [1.001, 1.5, 2, 2.5, 2.999]) expect(isStopped(at(x, 1), [yard])).toBe(true);
    expect(isStopped(at(2, 0.4), [yard])).toBe(false);
  });
});

describe("what is nearest", () => {
  it("beside a bend is the bend's own corner, whichever part is asked", () => {
    const town = createTown(createStreets([[at(0, 0), at(2, 0), at(2, 2)]]));
    const snaps = town.snap([at(2.3, -0.4), at(1.9, 0.05), at(2.1, 0.5)]);
    expect(snaps.fromStartMetres[0]).toBeCloseTo(200, 1);
    expect(snaps.offStreetMetres[0]).toBeCloseTo(50, 1);
    expect(snaps.fromStartMetres[1]).toBeCloseTo(190, 1);
    expect(snaps.fromStartMetres[2]).toBeCloseTo(250, 1);
  });

  it("on a node or within a micrometre of it is the node itself", () => {
    const town = createTown(
      createStreets([
        [at(0, 0), at(1, 0)],
        [at(1, 0), at(2, 0)],
      ]),
    );
    const [lon, lat] = at(1, 0);
    const snaps = town.snap([
      [lon, lat],
      [lon + 1e-13, lat],
      [lon - 1e-13, lat],
      [lon, lat + 1e-5],
    ]);
    for (let point = 0; point < 4; point++) {
      const ends = [snaps.fromStartMetres[point], snaps.toEndMetres[point]];
      expect(ends).toContain(0);
    }
  });

  it("exactly at the radius is attached, beyond it is refused", () => {
    const probe = createTown(createStreets([STREET])).snap([at(2, 1)]).offStreetMetres[0] as number;
    expect(createTown(createStreets([STREET]), { radiusMetres: probe }).snap([at(2, 1)]).refusals[0]).toBe(0);
    expect(createTown(createStreets([STREET]), { radiusMetres: probe - 1e-9 }).snap([at(2, 1)]).refusals[0]).toBe(1);
  });

  it("at one distance from several streets does not depend on the order or direction in which they are drawn", () => {
    //  a home in the middle of a square of four streets, and one in a corner between two
    const sides = [
      [at(0, 0), at(2, 0)],
      [at(2, 0), at(2, 2)],
      [at(2, 2), at(0, 2)],
      [at(0, 2), at(0, 0)],
    ];
    const [west, south] = at(0, 0);
    const [east, north] = at(2, 2);
    const middle: Place = [(west + east) / 2, (south + north) / 2];
    const feet = [0, 1, 2, 3].flatMap((turn) =>
      [false, true].map((turned) => {
        const lines = sides.map((_, i) => sides[(i + turn) % 4] as Place[]);
        const town = createTown(createStreets(turned ? lines.map((line) => [...line].reverse()) : lines));
        const snaps = town.snap([middle, [middle[0], south], at(2.5, -0.5)]);
        return [0, 1, 2].map((point) => {
          const street = town.network.edgeStreetIndexes[snaps.edgeIndexes[point] as number] as number;
          const line = (turned ? [...(lines[street] as Place[])].reverse() : lines[street]) as Place[];
          return `${sides.indexOf(lines[street] as Place[])} ${line.length} ${(snaps.offStreetMetres[point] as number).toFixed(6)}`;
        });
      }),
    );
    for (const one of feet) expect(one).toEqual(feet[0]);
  });

  it("where two streets cross without meeting is the same street in whatever order and direction they are drawn", () => {
    const first = [at(0, 0), at(2, 2)];
    const second = [at(0, 2), at(2, 0)];
    const [a, b] = [first[0] as Place, first[1] as Place];
    const middle: Place = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
    const taken = [
      [first, second],
      [second, first],
      [[...first].reverse(), second],
      [[...second].reverse(), [...first].reverse()],
    ].map((lines) => {
      const town = createTown(createStreets(lines));
      const snaps = town.snap([middle]);
      if ((snaps.offStreetMetres[0] as number) > 1e-6) return "none";
      const line = lines[town.network.edgeStreetIndexes[snaps.edgeIndexes[0] as number] as number] as Place[];
      return [...line].sort((p, q) => p[0] - q[0]).join(" ");
    });
    expect(new Set(taken).size).toBe(1);
  });

  it("at a locked gate is the point's own side of it", () => {
    const lines = [[at(0, 0), at(1, 0), at(2, 0.5)]];
    const blocks = { count: 1, coordinates: Float64Array.from(at(1, 0)), stops: Uint8Array.of(WALK_BOTH) };
    for (const line of [lines[0] as Place[], [...(lines[0] as Place[])].reverse()]) {
      const town = createTown(createStreets([line]), { blocks });
      // Both homes are nearest to the gate itself, one leaning west, one leaning east.
      const costs = town.costs([at(1.02, -0.3), at(1.12, -0.28)], [at(0.5, 0)]).seconds;
      expect(costs[0]).toBeLessThan(100);
      expect(costs[1]).toBe(Infinity);
    }
  });
});

describe("islands", () => {
  const main = Array.from({ length: 40 }, (_, x): Place[] => [at(x, 0), at(x + 1, 0)]);
  const island = [at(3, 2), at(3.3, 2)];

  it("are passed over for the network, however near they are, and named where nothing else is near", () => {
    const town = createTown(createStreets([...main, island]), { radiusMetres: 300 });
    expect(town.components.islandCount).toBe(1);
    const snaps = town.snap([at(3.1, 1.9), at(3.1, 4.5)]);
    expect(town.network.edgeStreetIndexes[snaps.edgeIndexes[0] as number]).toBe(3);
    expect(snaps.offStreetMetres[0]).toBeCloseTo(190, 1);
    expect([...snaps.refusals]).toEqual([0, 3]);
  });

  it("the largest piece is kept whether it is drawn first or last, and another large piece with it", () => {
    const second = Array.from({ length: 30 }, (_, x): Place[] => [at(x, 50), at(x + 1, 50)]);
    for (const lines of [
      [island, ...main, ...second],
      [...second, ...main, island],
    ]) {
      const town = createTown(createStreets(lines));
      expect(town.components.islandCount).toBe(1);
      expect([...town.snap([at(5, 0.5), at(5, 50.5), at(3.1, 3.2)]).refusals]).toEqual([0, 0, 3]);
    }
  });

  it("are told for each mode by itself", () => {
    const lines = [...main, [at(3, 0), at(3, 1)], [at(3, 1), at(3.2, 1)]];
    const permissions = [...main.map(() => 15), WALK_BOTH, 15];
    expect(createTown(createStreets(lines, permissions)).components.islandCount).toBe(0);
    expect(createTown(createStreets(lines, permissions), { mode: "cycle" }).components.islandCount).toBe(1);
  });
});

describe("a place on a one-way street", () => {
  it("at the very place of a facility costs nothing but the two legs, whichever bit the sums end in", () => {
    // A street along a parallel: homes north and south of one place have one foot, but for the last bits.
    const town = createTown(createStreets([[at(0, 0), at(3, 0)]], [WALK_FORWARD]));
    for (let i = 1; i < 60; i++) {
      const x = i / 20;
      const legs = town.snap([at(x, 0.3), at(x, -0.5)]).offStreetMetres;
      const both = (legs[0] as number) + (legs[1] as number);
      expect(town.costs([at(x, 0.3)], [at(x, -0.5)]).seconds[0]).toBeCloseTo(both, 6);
      expect(town.costs([at(x, -0.5)], [at(x, 0.3)]).seconds[0]).toBeCloseTo(both, 6);
    }
  });
});

describe("a radius that cannot be", () => {
  it.each([0, -1, Number.NaN, Infinity])("%d is refused with its name", (radiusMetres) => {
    const { index } = createTown(createStreets([STREET]));
    try {
      index.snap(Float64Array.from(at(1, 1)), radiusMetres, null);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(AnalysisError);
      expect((error as AnalysisError).code).toBe("bad-parameter");
      expect((error as AnalysisError).fields).toEqual({ field: "snapRadiusMetres", value: String(radiusMetres) });
    }
  });
});
