import { describe, expect, it } from "vitest";
import { createRandom } from "../../../geodata/build/random.ts";
import { listFacilityPoints } from "../../../src/core/coverage/facility-points.ts";
import type { Facilities } from "../../../src/core/model/facility.ts";
import type { Barrier } from "../../../src/core/model/study.ts";
import { type CostSources, searchCostField } from "../../../src/core/routing/cost-field.ts";
import { measurePointCosts } from "../../../src/core/routing/point-costs.ts";
import { createRandomCity } from "../../support/random-city.ts";
import { createStreets, createTown, type Place, placeAt, type Town } from "../../support/street-lines.ts";

const at = (x: number, y: number): Place => placeAt(x * 100, y * 100);
const RADIUS = 200;

function createTrails(lines: readonly (readonly Place[])[], attributes: Facilities["attributes"] = {}): Facilities {
  const starts = [0];
  for (const line of lines) starts.push((starts.at(-1) as number) + line.length);
  return {
    serviceId: "trail",
    count: lines.length,
    ids: lines.map((_, i) => `t${i}`),
    names: lines.map(() => ""),
    coordinates: Float64Array.from(lines.flat(2)),
    starts: Uint32Array.from(starts),
    attributes,
  };
}

function sourcesOf(town: Town, layer: Facilities): CostSources {
  const points = listFacilityPoints(layer, { streets: town.index, radiusMetres: RADIUS, barriers: town.barriers });
  const snaps = town.index.snap(points.coordinates, RADIUS, town.barriers);
  return { snaps, sourceOfPoint: points.facilityOfPoint, evenToNext: points.evenToNext };
}

/** The oracle: the line as a crowd of points, each attached by itself. */
function crowdOf(town: Town, layer: Facilities, stepMetres: number): CostSources {
  const coordinates: number[] = [];
  const owners: number[] = [];
  for (let facility = 0; facility < layer.count; facility++) {
    for (
      let position = layer.starts[facility] as number;
      position < (layer.starts[facility + 1] as number) - 1;
      position++
    ) {
      const [ax = 0, ay = 0, bx = 0, by = 0] = layer.coordinates.subarray(2 * position, 2 * position + 4);
      const steps = Math.ceil((Math.hypot(bx - ax, by - ay) * 111_000) / stepMetres);
      for (let step = 0; step <= steps; step++) {
        coordinates.push(ax + ((bx - ax) * step) / steps, ay + ((by - ay) * step) / steps);
        owners.push(facility);
      }
    }
  }
  const snaps = town.index.snap(Float64Array.from(coordinates), RADIUS, town.barriers);
  return { snaps, sourceOfPoint: Int32Array.from(owners) };
}

function secondsTo(town: Town, sources: CostSources, homes: readonly Place[]): Float64Array {
  const field = searchCostField(town.graph, sources, 20_000);
  return measurePointCosts(field, sources, town.snap(homes), 20_000).seconds;
}

describe("a trail is reached anywhere along it", () => {
  it("beside a street it is as far as its own distance from the street, at every home", () => {
    const town = createTown(createStreets([[at(0, 0), at(10, 0)]]), { radiusMetres: RADIUS });
    const sources = sourcesOf(town, createTrails([[at(2, 0.3), at(8, 0.5)]]));
    const homes = Array.from({ length: 23 }, (_, i) => at(2.07 + i * 0.25, -0.1));
    const seconds = secondsTo(town, sources, homes);
    homes.forEach((_, i) => {
      const x = 2.07 + i * 0.25;
      expect(seconds[i]).toBeCloseTo(10 + 30 + (20 * (x - 2)) / 6, 0);
    });
    expect(secondsTo(town, sources, [at(1, 0)])[0]).toBeCloseTo(100 + 30, 1);
    expect(secondsTo(town, sources, [at(9, 0)])[0]).toBeCloseTo(100 + 50, 1);
  });

  it("where a street crosses it nothing is walked off the street", () => {
    const town = createTown(
      createStreets([
        [at(3.333, -5), at(3.333, 5)],
        [at(0, -5), at(3.333, -5)],
      ]),
      {
        radiusMetres: RADIUS,
      },
    );
    const sources = sourcesOf(town, createTrails([[at(0, 0.217), at(7, 0.217)]]));
    expect(secondsTo(town, sources, [at(3.333, -1)])[0]).toBeCloseTo(121.7, 1);
    expect(secondsTo(town, sources, [at(3.333, 0.217)])[0]).toBeLessThan(0.02);
  });

  it("where a street ends before it the shortest leg over is taken", () => {
    const town = createTown(createStreets([[at(3.27, -5), at(3.27, -0.4)]]), { radiusMetres: RADIUS });
    const sources = sourcesOf(town, createTrails([[at(0, 0), at(7, 0)]]));
    expect(secondsTo(town, sources, [at(3.27, -1.4)])[0]).toBeCloseTo(140, 1);
  });

  it("a lane of a few metres between two others is not missed", () => {
    //  two long streets along a trail, and a lane from elsewhere that ends beside it for 3 m
    const town = createTown(
      createStreets([
        [at(0, 0), at(10, 0)],
        [at(5.013, 0.22), at(5.043, 0.22), at(5.043, 8), at(20, 8), at(20, 0), at(10, 0)],
      ]),
      { radiusMetres: RADIUS },
    );
    const layer = createTrails([[at(1, 0.12), at(9, 0.12)]]);
    const homes = [at(5.043, 0.6), at(5.043, 3), at(5.03, 0.22)];
    const exact = secondsTo(town, sourcesOf(town, layer), homes);
    const crowd = secondsTo(town, crowdOf(town, layer, 0.01), homes);
    homes.forEach((_, i) => {
      expect(exact[i]).toBeCloseTo(crowd[i] as number, 1);
    });
    expect(exact[0]).toBeLessThan(60);
  });

  for (let seed = 1; seed <= 12; seed++) {
    it(`costs equal those of a crowd of points along it (seed ${seed})`, () => {
      const city = createRandomCity(seed);
      const random = createRandom(seed + 400);
      const positions = Array.from(
        { length: city.streets.coordinates.length / 2 },
        (_, i): Place => [city.streets.coordinates[2 * i] as number, city.streets.coordinates[2 * i + 1] as number],
      );
      const lines = [...city.streets.permissions].map((_, street) =>
        positions.slice(city.streets.starts[street], city.streets.starts[street + 1]),
      );
      const streets = createStreets(lines, [...city.streets.permissions]);
      const town = createTown(streets, { blocks: city.streetBlocks, radiusMetres: RADIUS });
      const place = (): Place => [113.3 + random() * 0.012, 40.08 + random() * 0.012];
      const layer = createTrails([
        [place(), place()],
        [place(), place(), place()],
      ]);
      const homes = Array.from({ length: 60 }, place);
      const exact = secondsTo(town, sourcesOf(town, layer), homes);
      const crowd = secondsTo(town, crowdOf(town, layer, 0.2), homes);
      homes.forEach((_, i) => {
        if (crowd[i] === Infinity) expect(exact[i]).toBe(Infinity);
        else {
          expect(exact[i] as number).toBeLessThanOrEqual((crowd[i] as number) + 0.01);
          expect(exact[i] as number).toBeGreaterThanOrEqual((crowd[i] as number) - 0.3);
        }
      });
    });
  }

  it("a barrier beside it is walked round, where it ends to a millimetre", () => {
    const wall: Barrier = {
      kind: "wall",
      name: "",
      geometry: { type: "LineString", coordinates: [at(1, 0.2), at(4.321, 0.2)] },
    };
    const town = createTown(createStreets([[at(0, 0), at(10, 0)]]), { barriers: [wall], radiusMetres: RADIUS });
    const sources = sourcesOf(town, createTrails([[at(2, 0.4), at(8, 0.4)]]));
    expect(secondsTo(town, sources, [at(3, 0)])[0]).toBeCloseTo(132.1 + 40, 1);
    expect(secondsTo(town, sources, [at(5, 0)])[0]).toBeCloseTo(40, 1);
  });

  it("a gap of 3 m in a wall beside it is found", () => {
    const walls: Barrier[] = [
      [at(1, 0.2), at(4.3, 0.2)],
      [at(4.33, 0.2), at(9, 0.2)],
    ].map((coordinates) => ({ kind: "wall", name: "", geometry: { type: "LineString", coordinates } }));
    const town = createTown(createStreets([[at(0, 0), at(10, 0)]]), { barriers: walls, radiusMetres: RADIUS });
    const sources = sourcesOf(town, createTrails([[at(2, 0.4), at(8, 0.4)]]));
    expect(secondsTo(town, sources, [at(3, 0)])[0]).toBeCloseTo(130 + 40, 1);
    expect(secondsTo(town, sources, [at(6.33, 0)])[0]).toBeCloseTo(200 + 40, 1);
  });

  it.each(Array.from({ length: 10 }, (_, i) => i + 1))(
    "among walls it costs what a crowd of points costs (seed %d)",
    (seed) => {
      const random = createRandom(seed + 900);
      const place = (): Place => at(random() * 10, random() * 10);
      const lines = Array.from({ length: 6 }, (_, i): Place[] => [at(0, 2 * i), at(10, 2 * i)]).concat([
        [at(0, 0), at(0, 2), at(0, 4), at(0, 6), at(0, 8), at(0, 10)],
      ]);
      const barriers = Array.from({ length: 12 }, (): Barrier => {
        const [x, y] = [random() * 10, random() * 10];
        const [dx, dy] = [(random() - 0.5) * 3, (random() - 0.5) * 3];
        return {
          kind: "wall",
          name: "",
          geometry: { type: "LineString", coordinates: [at(x, y), at(x + dx, y + dy)] },
        };
      });
      const town = createTown(createStreets(lines), { barriers, radiusMetres: RADIUS });
      const layer = createTrails([[place(), place(), place()]]);
      const homes = Array.from({ length: 60 }, place);
      const exact = secondsTo(town, sourcesOf(town, layer), homes);
      const crowd = secondsTo(town, crowdOf(town, layer, 0.1), homes);
      homes.forEach((_, i) => {
        if (crowd[i] === Infinity) expect(exact[i]).toBe(Infinity);
        else expect(Math.abs((exact[i] as number) - (crowd[i] as number))).toBeLessThan(0.25);
      });
    },
  );

  it("across the antimeridian it is one line", () => {
    const town = createTown(
      createStreets([
        [
          [179.99, 0],
          [-179.99, 0],
        ],
      ]),
      { radiusMetres: RADIUS },
    );
    const sources = sourcesOf(
      town,
      createTrails([
        [
          [179.995, 0.0005],
          [-179.995, 0.0005],
        ],
      ]),
    );
    for (const home of [
      [179.998, 0],
      [180, 0],
      [-180, 0],
      [-179.998, 0],
    ] as Place[])
      expect(secondsTo(town, sources, [home])[0]).toBeCloseTo(55.3, 0);
  });

  it("of a trail of one position, of one that stays in place and of one beyond the radius", () => {
    const town = createTown(createStreets([[at(0, 0), at(10, 0)]]), { radiusMetres: RADIUS });
    expect(secondsTo(town, sourcesOf(town, createTrails([[at(2, 0.5)]])), [at(3, 0)])[0]).toBeCloseTo(150, 1);
    expect(secondsTo(town, sourcesOf(town, createTrails([[at(2, 0.5), at(2, 0.5)]])), [at(3, 0)])[0]).toBeCloseTo(
      150,
      1,
    );
    expect(secondsTo(town, sourcesOf(town, createTrails([[at(2, 5), at(8, 5)]])), [at(3, 0)])[0]).toBe(Infinity);
  });
});

describe("an area", () => {
  const square = [at(2, 1), at(4, 1), at(4, 3), at(2, 3), at(2, 1)];
  const AREA = { outline: [true] };
  //  a street below the square, one past its right side, and a path that runs in from above
  const around = [[at(0, 0), at(8, 0), at(8, 5), at(3, 5)]];
  const inwards = [...around, [at(3, 5), at(3, 2)]];

  it("is reached where a street runs in over its outline, and only there", () => {
    const town = createTown(createStreets(inwards), { radiusMetres: RADIUS });
    const points = listFacilityPoints(createTrails([square], AREA), {
      streets: town.index,
      radiusMetres: RADIUS,
      barriers: null,
    });
    expect(points.coordinates).toHaveLength(2);
    expect(points.coordinates[0]).toBeCloseTo(at(3, 3)[0], 6);
    expect(points.coordinates[1]).toBeCloseTo(at(3, 3)[1], 6);
    const sources = sourcesOf(town, createTrails([square], AREA));
    expect(secondsTo(town, sources, [at(8, 5)])[0]).toBeCloseTo(500 + 200, 1);
    expect(secondsTo(town, sources, [at(3, 0)])[0]).toBeCloseTo(500 + 500 + 500 + 200, 1);
  });

  it("without a street that enters is reached anywhere along its outline", () => {
    const town = createTown(createStreets(around), { radiusMetres: RADIUS });
    const sources = sourcesOf(town, createTrails([square], AREA));
    expect(secondsTo(town, sources, [at(3, 0)])[0]).toBeCloseTo(100, 1);
  });

  it("a path that shares a vertex with the outline and goes in is an entrance; one that runs along it is not", () => {
    const shared = [at(2, 1), at(3, 1), at(4, 1), at(4, 3), at(2, 3), at(2, 1)];
    const lines = [
      [at(3, 0), at(3, 1), at(3, 2)],
      [at(0, 0), at(3, 0)],
      [at(0, 3), at(2, 3), at(4, 3), at(6, 3)],
      [at(0, 0), at(0, 3)],
    ];
    const town = createTown(createStreets(lines), { radiusMetres: RADIUS });
    const points = listFacilityPoints(createTrails([shared], AREA), {
      streets: town.index,
      radiusMetres: RADIUS,
      barriers: null,
    });
    expect(points.coordinates).toHaveLength(2);
    expect(points.coordinates[1]).toBeCloseTo(at(3, 1)[1], 6);
  });

  it("is reached through the entrances that its data names", () => {
    const town = createTown(createStreets(around), { radiusMetres: RADIUS });
    const [lon, lat] = at(2, 1.2);
    const attributes = { ...AREA, entrances: [`${lon} ${lat}`] };
    const sources = sourcesOf(town, createTrails([square], attributes));
    expect(secondsTo(town, sources, [at(3, 0)])[0]).toBeCloseTo(100 + 120, 1);
  });

  it("a closed trail is no area", () => {
    const town = createTown(createStreets(inwards), { radiusMetres: RADIUS });
    const sources = sourcesOf(town, createTrails([square]));
    expect(secondsTo(town, sources, [at(3, 0)])[0]).toBeCloseTo(100, 1);
  });
});
