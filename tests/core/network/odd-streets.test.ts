import { describe, expect, it } from "vitest";
import { BadDataError } from "../../../src/core/errors.ts";
import { distanceMetres } from "../../../src/core/geodesy.ts";
import { CYCLE_BOTH, WALK_BACKWARD, WALK_BOTH, WALK_FORWARD } from "../../../src/core/model/streets.ts";
import { buildNetwork } from "../../../src/core/network/build-network.ts";
import { REFUSED_TOO_FAR } from "../../../src/core/network/snap.ts";
import { createStreets, createTown, NO_BLOCKS, type Place, placeAt } from "../../support/street-lines.ts";

const at = (x: number, y: number): Place => placeAt(x * 100, y * 100);

describe("lines that are odd", () => {
  it("a line of one position or of none is no street", () => {
    const town = createTown(createStreets([[at(0, 0)], [], [at(0, 0), at(1, 0)], [at(0.5, 0)]]));
    expect(town.network.edgeCount).toBe(1);
    expect(town.network.nodeCount).toBe(2);
  });

  it("a line that stays where it is leads nowhere and harms nothing", () => {
    const town = createTown(
      createStreets([
        [at(0, 0), at(0, 0), at(0, 0)],
        [at(0, 0), at(2, 0)],
      ]),
    );
    expect(town.network.edgeCount).toBe(1);
    expect(town.matrix([at(0.5, 0)], [at(1.5, 0)])[0]?.[0]).toBeCloseTo(100, 1);
  });

  it("doubled positions at the start, inside and at the end change no length", () => {
    const plain = createTown(createStreets([[at(0, 0), at(1, 0), at(2, 0)]]));
    const doubled = createTown(
      createStreets([
        [at(0, 0), at(0, 0), at(1, 0), at(1, 0), at(1, 0), at(2, 0), at(2, 0)],
        [at(1, 0), at(1, 1)],
      ]),
    );
    expect(doubled.network.edgeCount).toBe(3);
    expect(doubled.matrix([at(0, 0)], [at(2, 0)])[0]?.[0]).toBeCloseTo(plain.network.edgeMetres[0] as number, 3);
    expect([...doubled.network.edgeMetres].every((metres) => metres > 99)).toBe(true);
  });

  it("a line that goes out and back the same way is walked straight between any two of its places", () => {
    //  a--b--c and back to a: the tip is a node, both ways are one street
    const town = createTown(createStreets([[at(0, 0), at(1, 0), at(2, 0), at(1, 0), at(0, 0)]]));
    expect(town.matrix([at(0.2, 0)], [at(1.9, 0.1)])[0]?.[0]).toBeCloseTo(170 + 10, 1);
    expect(town.matrix([at(1.9, -0.1)], [at(1.8, 0.1)])[0]?.[0]).toBeCloseTo(10 + 20, 1);
  });

  it("a line that crosses itself at a vertex may be left there for its other arm", () => {
    //      d
    //      |
    //  a---x---b   drawn a x b c d x e: the loop of 400 m may be skipped
    //      |
    //      e
    const line = [at(0, 0), at(1, 0), at(2, 0), at(2, 1), at(1, 1), at(1, 0), at(1, -1)];
    const town = createTown(createStreets([line]));
    expect(town.matrix([at(0, 0)], [at(1, -1)])[0]?.[0]).toBeCloseTo(200, 1);
    const oneWay = createTown(createStreets([line], [WALK_FORWARD]));
    expect(oneWay.matrix([at(0, 0)], [at(1, -1)])[0]?.[0]).toBeCloseTo(200, 1);
    expect(oneWay.matrix([at(1, -1)], [at(0, 0)])[0]?.[0]).toBe(Infinity);
  });

  it("lines that cross without a shared vertex do not meet", () => {
    const town = createTown(
      createStreets([
        [at(0, 0), at(10, 0)],
        [at(5, -5), at(5, 5)],
      ]),
    );
    expect(town.matrix([at(1, 0)], [at(5, 4)])[0]?.[0]).toBe(Infinity);
  });

  it("two loops that share a side are walked over whichever side is shorter", () => {
    //  d---c---f
    //  |   |   |     one loop a b c d, one b e f c, the side b-c drawn twice
    //  a---b---e
    const town = createTown(
      createStreets([
        [at(0, 0), at(1, 0), at(1, 1), at(0, 1), at(0, 0)],
        [at(1, 0), at(2, 0), at(2, 1), at(1, 1), at(1, 0)],
      ]),
    );
    expect(town.matrix([at(0, 0.5)], [at(2, 0.5)])[0]?.[0]).toBeCloseTo(300, 1);
    expect(town.matrix([at(1.02, 0.3)], [at(0.98, 0.6)])[0]?.[0]).toBeCloseTo(30 + 4, 1);
  });
});

describe("loops from a vertex to itself", () => {
  const ring = [at(0, 0), at(1, 0), at(1, 1), at(0, 1), at(0, 0)];

  it("are walked either way round, from the vertex or along the ring", () => {
    const town = createTown(createStreets([ring]));
    expect(town.network.edgeFromNodes[0]).toBe(town.network.edgeToNodes[0]);
    const places = [at(0.5, 0), at(1, 0.5), at(0.5, 1), at(0, 0.5)];
    const expected = [
      [0, 100, 200, 100],
      [100, 0, 100, 200],
      [200, 100, 0, 100],
      [100, 200, 100, 0],
    ];
    const found = town.matrix(places, places);
    found.flat().forEach((metres, i) => {
      expect(metres).toBeCloseTo(expected.flat()[i] as number, 1);
    });
    expect(town.costs(places, [at(0, 0)]).seconds[1]).toBeCloseTo(150, 1);
  });

  it("that are one-way are walked round to the place behind", () => {
    const town = createTown(createStreets([ring], [WALK_FORWARD]));
    expect(town.matrix([at(0.2, 0)], [at(0.8, 0)])[0]?.[0]).toBeCloseTo(60, 1);
    expect(town.matrix([at(0.8, 0)], [at(0.2, 0)])[0]?.[0]).toBeCloseTo(340, 1);
    expect(town.costs([at(0.8, 0)], [at(0.2, 0)]).seconds[0]).toBeCloseTo(340, 1);
    expect(town.costs([at(0.2, 0)], [at(0.8, 0)]).seconds[0]).toBeCloseTo(60, 1);
  });

  it("are reached from both ends of the street that they hang on", () => {
    const town = createTown(createStreets([ring, [at(-2, 0), at(0, 0), at(0, -2)]]));
    expect(town.matrix([at(-1, 0)], [at(0, 0.5)])[0]?.[0]).toBeCloseTo(150, 1);
    expect(town.matrix([at(-1, 0)], [at(0.5, 0)])[0]?.[0]).toBeCloseTo(150, 1);
    expect(town.matrix([at(0, -1)], [at(1, 1)])[0]?.[0]).toBeCloseTo(300, 1);
  });
});

describe("a street drawn twice", () => {
  const line = [at(0, 0), at(1, 0), at(2, 0)];
  it("is one street: places on it are as near as on one line", () => {
    const town = createTown(createStreets([line, [...line].reverse(), line]));
    expect(town.matrix([at(0.3, 0.1)], [at(0.4, -0.1)])[0]?.[0]).toBeCloseTo(10 + 20, 1);
    expect(town.costs([at(0.3, 0.1)], [at(0.4, -0.1)]).seconds[0]).toBeCloseTo(30, 1);
  });

  it("as one line for each direction is open both ways", () => {
    const town = createTown(createStreets([line, [...line].reverse()], [WALK_FORWARD, WALK_FORWARD]));
    expect(town.matrix([at(0.2, 0)], [at(1.8, 0)])[0]?.[0]).toBeCloseTo(160, 1);
    expect(town.matrix([at(1.8, 0)], [at(0.2, 0)])[0]?.[0]).toBeCloseTo(160, 1);
    expect(town.matrix([at(0.8, 0)], [at(0.2, 0)])[0]?.[0]).toBeCloseTo(60, 1);
  });

  it("once against and once along one direction stays one-way", () => {
    const town = createTown(createStreets([line, [...line].reverse()], [WALK_FORWARD, WALK_BACKWARD]));
    expect(town.matrix([at(0.2, 0)], [at(1.8, 0)])[0]?.[0]).toBeCloseTo(160, 1);
    expect(town.matrix([at(1.8, 0)], [at(0.2, 0)])[0]?.[0]).toBe(Infinity);
  });

  it("once for cycles and once for walkers is open to both", () => {
    const streets = createStreets([line, line], [CYCLE_BOTH, WALK_BOTH]);
    for (const mode of ["walk", "cycle"] as const) {
      const town = createTown(streets, { mode });
      expect(town.matrix([at(0.2, 0)], [at(1.8, 0)])[0]?.[0]).toBeCloseTo(160, 1);
    }
  });

  it("its length is counted as it is drawn, and both ways between two corners stay two streets", () => {
    const town = createTown(createStreets([line, line]));
    expect(town.components.metres).toBeCloseTo(400, 0);
    const lens = createTown(
      createStreets([
        [at(0, 0), at(1, 0.5), at(2, 0)],
        [at(0, 0), at(1, -0.5), at(2, 0)],
      ]),
    );
    expect([...lens.network.edgeTwins]).toEqual([0, 1]);
    expect(lens.matrix([at(1, 0.5)], [at(1, -0.5)])[0]?.[0]).toBeCloseTo(2 * 111.8, 0);
  });
});

describe("streets of no length", () => {
  it("a street of one centimetre joins its two ends", () => {
    const near: Place = [at(1, 0)[0] + 1e-7, at(1, 0)[1]];
    const town = createTown(
      createStreets([
        [at(0, 0), at(1, 0)],
        [at(1, 0), near],
        [near, at(2, 0)],
      ]),
    );
    expect(town.network.edgeCount).toBe(3);
    expect(town.matrix([at(0, 0)], [at(2, 0)])[0]?.[0]).toBeCloseTo(200, 1);
  });

  it("positions that differ in their last bit are one vertex, on an edge of the grain too", () => {
    for (const [lon, lat] of [
      [113.12345675, 40.1],
      [113.1, 40.12345675],
      [113.12345675, 40.12345675],
      [-0.00000005, -0.00000005],
    ] as Place[]) {
      const last = 2 ** -46;
      const places: Place[] = [
        [lon + last, lat + last],
        [lon - last, lat - last],
        [lon + last, lat - last],
        [lon - last, lat + last],
      ];
      for (const other of places) {
        const town = createTown(
          createStreets([
            [[lon - 0.001, lat], places[0] as Place],
            [other, [lon + 0.001, lat]],
          ]),
        );
        expect(town.network.nodeCount).toBe(3);
      }
    }
  });

  it("positions within half a grain are one vertex", () => {
    const near: Place = [at(1, 0)[0] + 3e-8, at(1, 0)[1] - 3e-8];
    const town = createTown(
      createStreets([
        [at(0, 0), at(1, 0)],
        [near, at(2, 0)],
      ]),
    );
    expect(town.network.nodeCount).toBe(3);
    expect(town.matrix([at(0, 0)], [at(2, 0)])[0]?.[0]).toBeCloseTo(200, 1);
  });
});

describe("how many streets there are", () => {
  it("none at all reach nothing", () => {
    const town = createTown(createStreets([]));
    expect(town.network.nodeCount).toBe(0);
    expect([...town.costs([at(0, 0)], [at(0, 0)]).seconds]).toEqual([Infinity]);
    expect(town.matrix([at(0, 0)], [at(0, 0)])).toEqual([[Infinity]]);
  });

  it("a line of a million vertices is one edge of its whole length", () => {
    const count = 1_000_000;
    const coordinates = new Float64Array(2 * count);
    for (let i = 0; i < count; i++) coordinates.set([113 + (i % 1000) * 1e-5, 40 + Math.floor(i / 1000) * 1e-5], 2 * i);
    const streets = { ...createStreets([[at(0, 0), at(1, 0)]]), coordinates, starts: Uint32Array.of(0, count) };
    const network = buildNetwork(streets, NO_BLOCKS);
    expect([network.nodeCount, network.edgeCount]).toEqual([2, 1]);
    expect(network.edgeMetres[0]).toBeGreaterThan(1_500_000);
  });
});

describe("positions that cannot be", () => {
  it.each([
    [Number.NaN, 40],
    [113, Number.NaN],
    [Infinity, 40],
    [113, -Infinity],
    [180.1, 40],
    [-181, 40],
    [113, 90.5],
    [113, 90],
    [113, -89.5],
  ])("%d, %d is told with its street, and so is every other one", (lon, lat) => {
    const streets = createStreets([
      [at(0, 0), [lon, lat]],
      [at(0, 0), at(1, 0)],
      [[lon, lat], at(1, 1)],
    ]);
    let thrown: unknown;
    try {
      buildNetwork(streets, NO_BLOCKS);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(BadDataError);
    expect((thrown as BadDataError).issues).toMatchObject([
      { code: "bad-coordinate", layer: "streets", row: 1, value: `${lon}, ${lat}` },
      { code: "bad-coordinate", layer: "streets", row: 3 },
    ]);
  });

  it("a thousand of them are told as fifty and a count", () => {
    const lines = Array.from({ length: 1000 }, (): Place[] => [at(0, 0), [Number.NaN, 0]]);
    expect(() => buildNetwork(createStreets(lines), NO_BLOCKS)).toThrow(BadDataError);
    try {
      buildNetwork(createStreets(lines), NO_BLOCKS);
    } catch (error) {
      const { issues } = error as BadDataError;
      expect(issues).toHaveLength(51);
      expect(issues.at(-1)?.details).toEqual({ more: 950 });
    }
  });

  it("a home or facility that is not on the globe is told with its number and layer", () => {
    const { index } = createTown(createStreets([[at(0, 0), at(1, 0)]]));
    const points = Float64Array.of(...at(0, 0), Number.NaN, 40, 500, 0);
    expect(() => index.snap(points, 300, null, "demand")).toThrow("demand");
    try {
      index.snap(points, 300, null, "demand");
    } catch (error) {
      expect((error as BadDataError).issues.map(({ row, layer }) => [row, layer])).toEqual([
        [2, "demand"],
        [3, "demand"],
      ]);
    }
  });

  it("a home at the pole is too far from any street", () => {
    const { index } = createTown(createStreets([[at(0, 0), at(1, 0)]]));
    expect([...index.snap(Float64Array.of(0, 90, 77, -90), 300, null).refusals]).toEqual([
      REFUSED_TOO_FAR,
      REFUSED_TOO_FAR,
    ]);
  });
});

describe("streets across the antimeridian", () => {
  const west: Place = [179.999, -16.5];
  const east: Place = [-179.999, -16.5];

  it("are as long as they are, and homes on either side are attached to them", () => {
    const town = createTown(createStreets([[west, east]]));
    expect(town.network.edgeMetres[0]).toBeCloseTo(distanceMetres(10, -16.5, 10.002, -16.5), 3);
    const homes: Place[] = [
      [179.9995, -16.4995],
      [-179.9995, -16.4995],
      [180, -16.4995],
      [-180, -16.4995],
    ];
    const snaps = town.snap(homes);
    expect([...snaps.edgeIndexes]).toEqual([0, 0, 0, 0]);
    for (let home = 0; home < 4; home++) expect(snaps.offStreetMetres[home]).toBeCloseTo(55.3, 0);
    expect(snaps.fromStartMetres[2]).toBe(snaps.fromStartMetres[3]);
    expect(snaps.fromStartMetres[0]).toBeCloseTo((town.network.edgeMetres[0] as number) / 4, 2);
    expect(town.matrix([homes[0] as Place], [homes[1] as Place])[0]?.[0]).toBeCloseTo(2 * 55.3 + 106.7, 0);
  });

  it("meet at 180 and -180 degrees", () => {
    const town = createTown(
      createStreets([
        [west, [180, -16.5]],
        [[-180, -16.5], east],
      ]),
    );
    expect(town.network.nodeCount).toBe(3);
    expect(town.matrix([west], [east])[0]?.[0]).toBeCloseTo(town.components.metres, 3);
  });

  it("a far side of the globe with streets of its own does not come into it", () => {
    const town = createTown(
      createStreets([
        [west, east],
        [
          [-0.001, 51.5],
          [0.001, 51.5],
        ],
      ]),
    );
    const snaps = town.snap([
      [179.9995, -16.4995],
      [-179.9995, -16.4995],
      [0.0005, 51.5005],
      [-0.0005, 51.5005],
    ]);
    expect([...snaps.edgeIndexes]).toEqual([0, 0, 1, 1]);
  });

  it("a barrier across the antimeridian stops a leg there", () => {
    const wall = {
      kind: "wall" as const,
      name: "",
      geometry: {
        type: "LineString" as const,
        coordinates: [[179.998, -16.4997] as Place, [-179.998, -16.4997] as Place],
      },
    };
    const town = createTown(createStreets([[west, east]]), { barriers: [wall] });
    expect([
      ...town.snap([
        [179.9995, -16.4995],
        [-179.9995, -16.4999],
      ]).edgeIndexes,
    ]).toEqual([-1, 0]);
  });

  it("streets in the far north are measured as they are", () => {
    const town = createTown(
      createStreets([
        [
          [15, 88.9],
          [15.05, 88.9],
        ],
      ]),
    );
    expect(town.network.edgeMetres[0]).toBeCloseTo(distanceMetres(15, 88.9, 15.05, 88.9), 6);
    const snaps = town.snap([[15.02, 88.9005]]);
    expect(snaps.offStreetMetres[0]).toBeCloseTo(55.8, 0);
  });
});
