import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../geodata/build/random.ts";
import type { StreetBlocks, Streets } from "../../src/core/model/streets.ts";
import { createRandomCity } from "../support/random-city.ts";
import { createStreets, createTown, type Place, type Town } from "../support/street-lines.ts";

/** Streets drawn another way are the same streets: no time may change. */
const RUNS = 25;

interface Drawn {
  readonly lines: Place[][];
  readonly permissions: number[];
  readonly blocks: StreetBlocks;
}

interface City extends Drawn {
  readonly homes: Place[];
  readonly facilities: Place[];
}

function pairsOf(values: Float64Array): Place[] {
  return Array.from(
    { length: values.length / 2 },
    (_, i): Place => [values[2 * i] as number, values[2 * i + 1] as number],
  );
}

function linesOfStreets({ count, starts, coordinates }: Streets): Place[][] {
  const positions = pairsOf(coordinates);
  return Array.from({ length: count }, (_, street) => positions.slice(starts[street], starts[street + 1]));
}

function createCity(seed: number): City {
  const city = createRandomCity(seed);
  return {
    lines: linesOfStreets(city.streets),
    permissions: [...city.streets.permissions],
    blocks: city.streetBlocks,
    homes: pairsOf(city.homes),
    facilities: pairsOf(city.facilities),
  };
}

const MIRRORED = [0, 2, 1, 3];
const turnedBits = (bits: number): number => (MIRRORED[bits & 3] as number) | ((MIRRORED[bits >> 2] as number) << 2);

function shuffled(drawn: Drawn, seed: number): Drawn {
  const random = createRandom(seed);
  const order = drawn.lines.map((_, i) => [random(), i] as const).sort((a, b) => a[0] - b[0]);
  return {
    ...drawn,
    lines: order.map(([, i]) => drawn.lines[i] as Place[]),
    permissions: order.map(([, i]) => drawn.permissions[i] as number),
  };
}

function turned(drawn: Drawn, seed: number): Drawn {
  const random = createRandom(seed);
  const turns = drawn.lines.map(() => random() < 0.5);
  return {
    ...drawn,
    lines: drawn.lines.map((line, i) => (turns[i] ? [...line].reverse() : line)),
    permissions: drawn.permissions.map((bits, i) => (turns[i] ? turnedBits(bits) : bits)),
  };
}

/** Cuts streets at inner vertices; the vertex is then shared by both parts. */
function split(drawn: Drawn, seed: number): Drawn {
  const random = createRandom(seed);
  const lines: Place[][] = [];
  const permissions: number[] = [];
  drawn.lines.forEach((line, i) => {
    const at = 1 + Math.floor(random() * (line.length - 2));
    const parts = random() < 0.6 ? [line.slice(0, at + 1), line.slice(at)] : [line];
    for (const part of parts) {
      lines.push(part);
      permissions.push(drawn.permissions[i] as number);
    }
  });
  return { ...drawn, lines, permissions };
}

/** Cuts streets in the middle of a straight part, at a place that was no vertex. */
function cut(drawn: Drawn, seed: number): Drawn {
  const random = createRandom(seed);
  const lines: Place[][] = [];
  const permissions: number[] = [];
  drawn.lines.forEach((line, i) => {
    const at = Math.floor(random() * (line.length - 1));
    const [a, b] = [line[at] as Place, line[at + 1] as Place];
    const share = 0.05 + 0.9 * random();
    const place: Place = [a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])];
    for (const part of [
      [...line.slice(0, at + 1), place],
      [place, ...line.slice(at + 1)],
    ]) {
      lines.push(part);
      permissions.push(drawn.permissions[i] as number);
    }
  });
  return { ...drawn, lines, permissions };
}

/** Doubles positions and draws some streets a second time, turned. */
function doubled(drawn: Drawn, seed: number): Drawn {
  const random = createRandom(seed);
  const lines = drawn.lines.map((line) => line.flatMap((place) => (random() < 0.3 ? [place, place] : [place])));
  const permissions = [...drawn.permissions];
  drawn.lines.forEach((line, i) => {
    if (random() > 0.2) return;
    lines.push([...line].reverse());
    permissions.push(turnedBits(drawn.permissions[i] as number));
  });
  return { ...drawn, lines, permissions };
}

function townOf({ lines, permissions, blocks }: Drawn): Town {
  return createTown(createStreets(lines, permissions), { blocks, radiusMetres: 150 });
}

function expectSameTimes(before: City, after: Drawn): void {
  const costs = [before, after].map((drawn) => townOf(drawn).costs(before.homes, before.facilities));
  const matrices = [before, after].map((drawn) => townOf(drawn).matrix(before.homes, before.facilities));
  before.homes.forEach((_, home) => {
    const [was, is] = costs.map(({ seconds }) => seconds[home] as number) as [number, number];
    if (was === Infinity) expect(is).toBe(Infinity);
    else expect(Math.abs(is - was)).toBeLessThan(1e-3);
    before.facilities.forEach((_, facility) => {
      const pair = matrices.map((matrix) => matrix[home]?.[facility] as number) as [number, number];
      if (pair[0] === Infinity) expect(pair[1]).toBe(Infinity);
      else expect(Math.abs(pair[1] - pair[0])).toBeLessThan(1e-3);
    });
    const row = matrices[0]?.[home] as number[];
    const best = Math.min(...row);
    const rivals = row.filter((metres) => metres - best < 1e-3).length;
    if (best < Infinity && rivals === 1) expect(costs[1]?.sourceIndexes[home]).toBe(costs[0]?.sourceIndexes[home]);
  });
}

const CHANGES = { shuffled, turned, split, cut, doubled };

describe("streets drawn another way give the same times", () => {
  for (const [name, change] of Object.entries(CHANGES)) {
    it(name, () => {
      fc.assert(
        fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
          const city = createCity(seed);
          expectSameTimes(city, change(city, seed + 1));
        }),
        { numRuns: RUNS },
      );
    });
  }

  it("all of it at once", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
        const city = createCity(seed);
        const changed = Object.values(CHANGES).reduce<Drawn>((drawn, change, i) => change(drawn, seed + i), city);
        expectSameTimes(city, changed);
      }),
      { numRuns: RUNS },
    );
  });
});

describe("costs", () => {
  it("from one place to another are those of the way back with every one-way street turned", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
        const city = createCity(seed);
        const back = townOf({ ...city, permissions: city.permissions.map(turnedBits) });
        const there = townOf(city).matrix(city.homes, city.facilities);
        const here = back.matrix(city.facilities, city.homes);
        city.homes.forEach((_, home) => {
          city.facilities.forEach((_, facility) => {
            const [a, b] = [there[home]?.[facility] as number, here[facility]?.[home] as number];
            if (a === Infinity) expect(b).toBe(Infinity);
            else expect(Math.abs(a - b)).toBeLessThan(1e-3);
          });
        });
      }),
      { numRuns: RUNS },
    );
  });

  it("never rise with another facility, and each home's cost is the least of its row", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
        const city = createCity(seed);
        const town = townOf(city);
        const all = town.costs(city.homes, city.facilities);
        const fewer = town.costs(city.homes, city.facilities.slice(1));
        const rows = town.matrix(city.homes, city.facilities);
        city.homes.forEach((_, home) => {
          expect(all.seconds[home] as number).toBeLessThanOrEqual((fewer.seconds[home] as number) + 1e-9);
          const least = Math.min(...(rows[home] as number[]));
          if (least === Infinity) expect(all.seconds[home]).toBe(Infinity);
          else expect(Math.abs((all.seconds[home] as number) - least)).toBeLessThan(1e-3);
          expect(all.seconds[home]).not.toBeNaN();
        });
      }),
      { numRuns: RUNS },
    );
  });

  it("equal to the last sum go to the facility listed first", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 0, max: 4 }), (seed, again) => {
        const city = createCity(seed);
        const twice = [...city.facilities, city.facilities[again] as Place];
        const { sourceIndexes } = townOf(city).costs(city.homes, twice);
        expect(sourceIndexes.includes(5)).toBe(false);
      }),
      { numRuns: RUNS },
    );
  });
});
