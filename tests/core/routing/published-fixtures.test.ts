/**
 * Towns that other routers publish with their expected numbers, drawn again. Facts only: the geometry and the
 * figures. OSRM: github.com/Project-OSRM/osrm-backend, features/testbot; spaghetti: github.com/pysal/spaghetti, tests.
 * OSRM draws 100 m a cell in its tables, and 50 m a character by 100 m a row in its texts. Its figures are metres at
 * 10 m/s without turns and without legs off the street, which are taken off ours.
 */
import { describe, expect, it } from "vitest";
import { WALK_BACKWARD, WALK_BOTH, WALK_FORWARD } from "../../../src/core/model/streets.ts";
import {
  createStreets,
  createTown,
  linesOf,
  type Place,
  placeAt,
  readPlaces,
  type Town,
} from "../../support/street-lines.ts";

type Table = Record<string, Record<string, number>>;

const readText = (...rows: string[]): Record<string, Place> => readPlaces(rows.join("\n"), 50, 100);
const readCells = (...rows: string[]): Record<string, Place> => readPlaces(rows.join("\n"), 100);

function townOf(places: Record<string, Place>, ways: Record<string, number>): Town {
  return createTown(createStreets(linesOf(places, Object.keys(ways)), Object.values(ways)), { radiusMetres: 1000 });
}

/** Compares both ways of asking: many to many away from the starts, and one field towards the ends. */
function expectTable(town: Town, places: Record<string, Place>, table: Table, within: number): void {
  for (const [from, row] of Object.entries(table)) {
    for (const [to, expected] of Object.entries(row)) {
      const [start, end] = [places[from] as Place, places[to] as Place];
      const legs = town.snap([start, end]).offStreetMetres.reduce((sum, leg) => sum + leg, 0);
      const pair = (town.matrix([start], [end])[0] as number[])[0] as number;
      const field = town.costs([start], [end]).seconds[0] as number;
      if (expected === Infinity) expect([pair, field], `${from} to ${to}`).toEqual([Infinity, Infinity]);
      else {
        expect(Math.abs(pair - legs - expected), `${from} to ${to}: ${pair - legs}`).toBeLessThanOrEqual(within);
        expect(field, `${from} to ${to}`).toBeCloseTo(pair, 3);
      }
    }
  }
}

describe("OSRM's distance matrices", () => {
  it("a small grid", () => {
    const places = readCells("abc", "def");
    const town = townOf(places, { abc: WALK_BOTH, def: WALK_BOTH, ad: WALK_BOTH, be: WALK_BOTH, cf: WALK_BOTH });
    const table = {
      a: { a: 0, b: 100, e: 200, f: 300 },
      b: { a: 100, b: 0, e: 100, f: 200 },
      e: { a: 200, b: 100, e: 0, f: 100 },
      f: { a: 300, b: 200, e: 100, f: 0 },
    };
    expectTable(town, places, table, 0.1);
  });

  it("a one-way ring that begins and ends at one vertex, with a street at two of its corners", () => {
    const places = readCells("xaby", " de ");
    const town = townOf(places, { abeda: WALK_FORWARD, xa: WALK_BOTH, by: WALK_BOTH });
    const table = {
      x: { x: 0, y: 300, d: 400, e: 300 },
      y: { x: 500, y: 0, d: 300, e: 200 },
      d: { x: 200, y: 300, d: 0, e: 300 },
      e: { x: 300, y: 400, d: 100, e: 0 },
    };
    expectTable(town, places, table, 0.1);
  });

  it("a one-way street alone", () => {
    const places = readCells("ab");
    expectTable(townOf(places, { ab: WALK_FORWARD }), places, { a: { a: 0, b: 100 }, b: { a: Infinity, b: 0 } }, 0.1);
  });
});

describe("OSRM's one-way street with a start and an end on it (issue 5788)", () => {
  it("one walks on to the place ahead and round the block to the place behind", () => {
    const places = readText("d  c", "", "a12b");
    const town = townOf(places, { ab: WALK_FORWARD, bc: WALK_BOTH, cd: WALK_BOTH, da: WALK_BOTH });
    const table = {
      1: { 1: 0, 2: 50, c: 300 },
      2: { 1: 650, 2: 0, c: 250 },
      c: { 1: 400, 2: 450, c: 0 },
    };
    expectTable(town, places, table, 0.2);
  });
});

describe("OSRM's snapping at crossings (issue 4465)", () => {
  const corner = readText("a   e   c", "", "    d", "", "    1");

  it("a start below a crossing leaves along any of its one-way streets", () => {
    const town = townOf(corner, { da: WALK_FORWARD, dc: WALK_FORWARD, de: WALK_FORWARD });
    expectTable(town, corner, { 1: { e: 200, a: 282.8, c: 282.8 }, e: { 1: Infinity } }, 0.2);
  });

  it("an end below a crossing is reached along any of its one-way streets", () => {
    const town = townOf(corner, { da: WALK_BACKWARD, dc: WALK_BACKWARD, de: WALK_BACKWARD });
    expectTable(town, corner, { e: { 1: 200 }, a: { 1: 282.8 }, c: { 1: 282.8 }, 1: { a: Infinity } }, 0.2);
  });

  it("streets open both ways are left and reached alike", () => {
    const places = readText("a   e", "", "d   c", "", "1");
    const town = townOf(places, { ad: WALK_BOTH, ed: WALK_BOTH, dc: WALK_BOTH });
    const table = { 1: { c: 200, a: 200, e: 282.8 }, c: { 1: 200 }, a: { 1: 200 }, e: { 1: 282.8 } };
    expectTable(town, places, table, 0.2);
  });

  it("a vertex inside a street is a start and an end in each open direction", () => {
    const line = readText("a   b   c");
    expectTable(townOf(line, { abc: WALK_BOTH }), line, { b: { c: 200, a: 200 }, a: { b: 200 }, c: { b: 200 } }, 0.1);
    const oneWay = { b: { c: 200, a: Infinity }, a: { b: 200 }, c: { b: Infinity } };
    expectTable(townOf(line, { abc: WALK_FORWARD }), line, oneWay, 0.1);
    const turned = { b: { a: 200, c: Infinity }, c: { b: 200 }, a: { b: Infinity } };
    expectTable(townOf(line, { abc: WALK_BACKWARD }), line, turned, 0.1);
  });

  it("a street whose next part is closed is reached up to there", () => {
    const line = readText("a   b   c   d   e");
    const inwards = townOf(line, { ab: WALK_FORWARD, bcd: WALK_BOTH, de: WALK_BACKWARD });
    expectTable(inwards, line, { a: { d: 600, e: Infinity }, e: { b: 600, a: Infinity } }, 0.2);
    const outwards = townOf(line, { ab: WALK_BACKWARD, bcd: WALK_BOTH, de: WALK_FORWARD });
    expectTable(outwards, line, { a: { e: Infinity }, e: { a: Infinity }, b: { e: 600 }, d: { a: 600 } }, 0.2);
  });

  it("of two places equally near one is taken, the same in whatever order the streets are drawn", () => {
    const square = readText("b       c", "", "", "a   1   d");
    const table = { 1: { b: 300, c: 700 } };
    expectTable(townOf(square, { ab: WALK_BOTH, bc: WALK_BOTH, cd: WALK_BOTH }), square, table, 0.5);
    expectTable(townOf(square, { dc: WALK_BOTH, cb: WALK_BOTH, ba: WALK_BOTH }), square, table, 0.5);
  });

  it("of several streets from one corner to another the shortest open one is taken", () => {
    const fan = readText("    b", "", "    c", "", "a   d   f", "", "    e");
    const town = townOf(fan, {
      ab: WALK_BOTH,
      ac: WALK_BOTH,
      ad: WALK_BOTH,
      ae: WALK_BOTH,
      bf: WALK_BOTH,
      cf: WALK_FORWARD,
      df: WALK_FORWARD,
      ef: WALK_BOTH,
    });
    expectTable(town, fan, { a: { a: 0, f: 400 }, f: { a: 565.7, f: 0 } }, 0.5);
  });
});

describe("OSRM's parallel streets and roundabouts", () => {
  it("a roundabout of two one-way halves is walked in its sense", () => {
    const places = readCells("  g  ", "ab df", "  c  ");
    const town = townOf(places, { ab: WALK_BOTH, bcd: WALK_FORWARD, df: WALK_BOTH, dgb: WALK_FORWARD });
    const half = 2 * Math.SQRT2 * 100;
    const table = { a: { f: 200 + half }, f: { a: 200 + half }, b: { d: half }, d: { b: half }, g: { c: half } };
    expectTable(town, places, table, 0.3);
  });
});

describe("OSRM's partial edges (cells of 10 m)", () => {
  it("a start and an end on one street, and one on the next", () => {
    const places = readPlaces(["a       b       c", "  s   t   e"].join("\n"), 5, 10);
    const table = { s: { t: 20, e: 40 }, t: { s: 20, e: 20 }, e: { s: 40, t: 20 } };
    expectTable(townOf(places, { abc: WALK_BOTH }), places, table, 0.05);
  });

  it("a start beside one street and an end beside the one round the corner", () => {
    const places = readPlaces(["  s", "", "a   b   c", "", "        d", "           t", "        e"].join("\n"), 5, 10);
    const town = townOf(places, { abc: WALK_BOTH, cde: WALK_BOTH });
    expectTable(town, places, { s: { t: 60, b: 10 } }, 0.05);
  });
});

describe("spaghetti's lattice", () => {
  it("two observations beside one inner line of a lattice of 3 by 3 are a tenth of a cell apart on it", () => {
    const at = (x: number, y: number): Place => placeAt(x * 100, y * 100);
    const lines = [1, 2].flatMap((k) => [
      [at(k, 0), at(k, 1), at(k, 2), at(k, 3)],
      [at(0, k), at(1, k), at(2, k), at(3, k)],
    ]);
    const town = createTown(createStreets(lines));
    // The published observation lies halfway between two lines; here a metre nearer to the one it is snapped to.
    const [home, facility] = [at(0.51, 0.5), at(0.75, 0.6)];
    expect(town.snap([home, facility]).offStreetMetres[0]).toBeCloseTo(49, 1);
    expect(town.snap([home, facility]).offStreetMetres[1]).toBeCloseTo(25, 1);
    expect(town.costs([home], [facility]).seconds[0]).toBeCloseTo(49 + 10 + 25, 1);
  });

  it("a triangle of 3, 4 and 5 is 12 round", () => {
    const [a, b, c] = [placeAt(0, 0), placeAt(0, 300), placeAt(400, 0)];
    const town = createTown(
      createStreets([
        [a, b],
        [b, c],
        [c, a],
      ]),
      {},
    );
    expect(town.network.edgeMetres.reduce((sum, metres) => sum + metres, 0)).toBeCloseTo(1200, 0);
    expect(town.matrix([b], [c])[0]?.[0]).toBeCloseTo(500, 1);
  });
});
