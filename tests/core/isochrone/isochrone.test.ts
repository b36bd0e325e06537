import { booleanValid, area as turfArea } from "@turf/turf";
import { describe, expect, it } from "vitest";
import { AnalysisError } from "../../../src/core/errors.ts";
import type { Isochrone, IsochroneBand } from "../../../src/core/isochrone/isochrone.ts";
import { createRandomCity } from "../../support/random-city.ts";
import type { Metres } from "../../support/toy-isochrone.ts";
import { createStreets, createWall, createWater, drawBand, openTown } from "../../support/toy-isochrone.ts";

const bandOf = (isochrone: Isochrone, index = 0): IsochroneBand => isochrone.bands[index] as IsochroneBand;

function draw(isochrone: Isochrone, from: Metres, to: Metres, index = 0): string {
  return `\n${drawBand(bandOf(isochrone, index).geometry, from, to, 25)}\n`;
}

const LONG_STREET: Metres[] = [
  [0, 0],
  [200, 0],
  [400, 0],
  [450, 0],
  [550, 0],
  [800, 0],
];

describe("isochrone", () => {
  it("along one street: a band as wide as the off-street limit, round where time runs out", () => {
    const town = openTown({ streets: createStreets([LONG_STREET]) });
    expect(draw(town.isochrone([[400, 0]], [300]), [0, -125], [800, 125])).toBe(STREET);
  });

  it("a river is crossed on the bridge alone, and the bridge is drawn as a ribbon", () => {
    const streets = createStreets([LONG_STREET]);
    const river = createWater([
      [450, -400],
      [550, -400],
      [550, 400],
      [450, 400],
    ]);
    const town = openTown({ streets, barriers: [river] });
    expect(draw(town.isochrone([[350, 0]], [400]), [200, -125], [800, 125])).toBe(RIVER);
    // Without the bridge nothing lies beyond the river.
    const broken = openTown({
      streets: createStreets([LONG_STREET.slice(0, 4), LONG_STREET.slice(4)]),
      barriers: [river],
    });
    expect(draw(broken.isochrone([[350, 0]], [400]), [200, -125], [800, 125])).toBe(BROKEN);
  });

  it("a thin diagonal wall is passed through its gap only, along the street", () => {
    const streets = createStreets([
      LONG_STREET,
      [
        [400, -200],
        [400, 0],
        [400, 200],
      ],
    ]);
    const walls = [createWall([300, -300], [497, -3]), createWall([503, 3], [700, 300])];
    const open = openTown({ streets, barriers: walls });
    expect(draw(open.isochrone([[400, 0]], [200]), [200, -200], [700, 200])).toBe(GAP);
    // The same wall without the street through it.
    const shut = openTown({
      streets: createStreets([
        [
          [0, 0],
          [400, 0],
          [490, 0],
        ],
        [
          [400, -200],
          [400, 0],
          [400, 200],
        ],
        [
          [510, 0],
          [800, 0],
        ],
      ]),
      barriers: [createWall([300, -300], [500, 0], [700, 300])],
    });
    expect(draw(shut.isochrone([[400, 0]], [200]), [200, -200], [700, 200])).toBe(SHUT);
  });

  it("keeps holes and parts", () => {
    const square: Metres[] = [
      [0, 0],
      [500, 0],
      [500, 500],
      [0, 500],
      [0, 0],
    ];
    const far: Metres[] = [
      [1200, 0],
      [1300, 0],
    ];
    const town = openTown({ streets: createStreets([square, far]), ground: { offStreetMetres: 100 } });
    const isochrone = town.isochrone(
      [
        [0, 0],
        [1250, 0],
      ],
      [2000],
    );
    const { coordinates } = bandOf(isochrone).geometry;
    expect(coordinates.map((rings) => rings.length)).toEqual([2, 1]);
    const area = 700 * 700 - (4 - Math.PI) * 100 * 100 - 300 * 300 + 100 * 200 + Math.PI * 100 * 100;
    expect(bandOf(isochrone).areaSquareMetres / area).toBeCloseTo(1, 2);
    expect(bandOf(isochrone).reachMetres / 2100).toBeCloseTo(1, 2);
  });

  it("answers who can walk to a place, or where one can walk from it", () => {
    const streets = createStreets([LONG_STREET], [1]);
    const towards = openTown({ streets }).isochrone([[400, 0]], [240]);
    const onwards = openTown({ streets, direction: "onwards" }).isochrone([[400, 0]], [240]);
    expect(drawBand(bandOf(towards).geometry, [0, 0], [800, 0], 50)).toBe("....######.......");
    expect(drawBand(bandOf(onwards).geometry, [0, 0], [800, 0], 50)).toBe(".......######....");
  });

  it("a cutoff below the leg to the street gives an empty band, never a failure", () => {
    const town = openTown({ streets: createStreets([LONG_STREET]), ground: { cellMetres: 5 } });
    const [short, long] = town.isochrone([[400, 90]], [60, 120]).bands as [IsochroneBand, IsochroneBand];
    expect(short).toMatchObject({ reachMetres: 0, areaSquareMetres: 0, geometry: { coordinates: [] } });
    expect(long.reachMetres).toBeCloseTo(60, 1);
    // 30 s are left at the foot: a disc of 30 m.
    expect(long.areaSquareMetres / (Math.PI * 900)).toBeCloseTo(1, 1);
  });

  it("places attached to nothing give empty bands", () => {
    const town = openTown({ streets: createStreets([LONG_STREET]) });
    const [band] = town.isochrone([[400, 2000]], [600]).bands as [IsochroneBand];
    expect(band).toMatchObject({ reachMetres: 0, areaSquareMetres: 0, geometry: { coordinates: [] } });
  });

  it("each of many places by itself is what it is alone, whatever order they are drawn in; refused ones are left out", () => {
    const city = createRandomCity(5, 5);
    const town = openTown({ streets: city.streets });
    const places = Float64Array.from(city.streets.coordinates.subarray(0, 60));
    places.set([12, 34], 20);
    const snaps = town.snap(places);
    const sources = { snaps, sourceOfPoint: Int32Array.from(snaps.edgeIndexes.keys()) };
    const cutoffs = [200, 500];
    const drawn = new Map<number, Isochrone>();
    town.maker.makeEach(sources, sources.sourceOfPoint, cutoffs, (point, isochrone) => drawn.set(point, isochrone));
    expect(snaps.edgeIndexes[10]).toBe(-1);
    expect([...drawn.keys()].sort((a, b) => a - b)).toEqual(
      [...sources.sourceOfPoint].filter((point) => (snaps.edgeIndexes[point] as number) >= 0),
    );
    for (const [point, isochrone] of drawn)
      expect(isochrone).toEqual(town.maker.make(sources, Int32Array.of(point), cutoffs));
  });

  it("limits off the street far beyond the usual keep their shape", () => {
    const town = openTown({
      streets: createStreets([
        [
          [0, 0],
          [40, 0],
        ],
      ]),
      ground: { offStreetMetres: 900, cellMetres: 20 },
    });
    const { areaSquareMetres } = bandOf(town.isochrone([[20, 0]], [920]));
    // Half discs of 900 m about both ends and a strip between, their rims bent by what is left of the time.
    expect(areaSquareMetres / (Math.PI * 900 * 900 + 40 * 1800)).toBeCloseTo(1, 2);
  });

  it("refuses cutoffs that are no ascending numbers", () => {
    const town = openTown({ streets: createStreets([LONG_STREET]) });
    for (const cutoffs of [[], [0], [-60], [Number.NaN], [Infinity], [300, 300], [600, 300]]) {
      expect(() => town.isochrone([[400, 0]], cutoffs)).toThrow(AnalysisError);
    }
  });

  it("area and rings agree with Turf; a disc is a disc", () => {
    const town = openTown({ streets: createStreets([LONG_STREET]) });
    const band = bandOf(town.isochrone([[400, 0]], [100]));
    expect(band.areaSquareMetres / (Math.PI * 100 * 100)).toBeCloseTo(1, 1);
    expect(band.areaSquareMetres / turfArea(band.geometry)).toBeCloseTo(1, 2);
    expect(booleanValid({ type: "Feature", properties: {}, geometry: band.geometry })).toBe(true);
    const fine = bandOf(
      openTown({ streets: createStreets([LONG_STREET]), ground: { cellMetres: 5 } }).isochrone([[400, 0]], [100]),
    );
    expect(fine.areaSquareMetres / (Math.PI * 100 * 100)).toBeCloseTo(1, 2);
  });

  it("a street that ends at a wall does not leak through it, nor one that runs along it into the water", () => {
    const deadEnd = openTown({
      streets: createStreets([
        [
          [0, 0],
          [300, 0],
        ],
      ]),
      barriers: [createWall([300, -200], [300, 0], [300, 200])],
    });
    expect(drawBand(bandOf(deadEnd.isochrone([[200, 0]], [500])).geometry, [200, 0], [400, 0], 20)).toBe("#####......");
    const quay = openTown({
      streets: createStreets([
        [
          [0, 0],
          [100, 0],
          [300, 0],
        ],
      ]),
      barriers: [
        createWater([
          [0, 0],
          [100, 0],
          [300, 0],
          [300, 200],
          [0, 200],
        ]),
      ],
    });
    const band = bandOf(quay.isochrone([[150, 0]], [150]));
    expect(drawBand(band.geometry, [150, 60], [150, 60], 20)).toBe(".");
    expect(drawBand(band.geometry, [150, -60], [150, -60], 20)).toBe("#");
  });
});

const STREET = `
.................................
.................................
......#####################......
.....#######################.....
.....#######################.....
.....#######################.....
.....#######################.....
.....#######################.....
......#####################......
.........###############.........
.................................
`;
const RIVER = `
.........................
.........................
##########....#######....
##########....########...
##########....########...
######################...
##########....########...
##########....########...
##########....#######....
##########.....###.......
.........................
`;
const BROKEN = `
.........................
.........................
##########...............
##########...............
##########...............
##########...............
##########...............
##########...............
##########...............
##########...............
.........................
`;
const GAP = `
.....................
......#####..........
.....#######.........
.....#######.........
....#########........
..#############......
.###############.....
.###############.....
.###############.....
.###############.....
.###############.....
..#########.###......
....######...........
.....#####...........
.....#####...........
......####...........
.....................
`;
const SHUT = `
.....................
......#####..........
.....#######.........
.....#######.........
....#########........
..############.......
.#############.......
.############........
.###########.........
.###########.........
.##########..........
..########...........
....######...........
.....#####...........
.....#####...........
......####...........
.....................
`;
