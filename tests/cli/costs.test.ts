import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { serialize } from "flatgeobuf/lib/mjs/geojson.js";
import { describe, expect, it } from "vitest";
import { GCJ02 } from "../../src/io/crs/china-offsets.ts";
import { systemOfEpsg } from "../../src/io/crs/find-coordinate-system.ts";
import { createTown } from "../io/toy-osm.ts";
import { readTable } from "./read-table.ts";
import { inFolder, runMain, type Spoken } from "./run-main.ts";

type Place = readonly number[];
type At = (name: string) => string;

/** Lines as GeoJSON, each with its properties. */
function createLines(
  lines: readonly { readonly path: readonly Place[]; readonly properties?: Readonly<Record<string, unknown>> }[],
  crs?: string,
): string {
  return JSON.stringify({
    type: "FeatureCollection",
    ...(crs ? { crs: { type: "name", properties: { name: crs } } } : {}),
    features: lines.map(({ path, properties }) => ({
      type: "Feature",
      properties: properties ?? {},
      geometry: { type: "LineString", coordinates: path },
    })),
  });
}

function writePoints(path: string, points: Readonly<Record<string, Place>>, header = "id,x,y"): string {
  const rows = Object.entries(points).map(([id, place]) => `${id},${place.join(",")}\n`);
  writeFileSync(path, `${header}\n${rows.join("")}`);
  return path;
}

/** `from → to: metres` of each row. */
function readCosts(path: string): string[] {
  return readTable(readFileSync(path, "utf8")).map(({ fromId, toId, metres }) => `${fromId} → ${toId}: ${metres}`);
}

interface PairsAsked {
  readonly lines: string;
  readonly from: Readonly<Record<string, Place>>;
  readonly to?: Readonly<Record<string, Place>>;
  readonly options?: readonly string[];
}

/** Runs `costs` on a plane and reads the rows. */
async function runPairs(at: At, { lines, from, to, options = [] }: PairsAsked): Promise<string[]> {
  writeFileSync(at("lines.geojson"), lines);
  const limit = options.some((option) => option.startsWith("--limit")) ? [] : ["--limit-metres", "10000"];
  const { status, stderr } = await runMain(
    ...["costs", at("lines.geojson"), "--crs", "local", "--from", writePoints(at("from.csv"), from)],
    ...["--to", writePoints(at("to.csv"), to ?? from), "--out", at("out.csv"), "--force", ...limit, ...options],
  );
  expect(stderr).not.toContain("error");
  expect(status).toBe(0);
  return readCosts(at("out.csv"));
}

/**
 *   d ─── c       100 m a side; a → b → c may be walked in that direction only,
 *   │     ↑       c – d – a both ways
 *   a ──→ b
 */
const ONE_WAY_SQUARE = createLines([
  {
    path: [
      [0, 0],
      [100, 0],
      [100, 100],
    ],
    properties: { "oneway:foot": "yes" },
  },
  {
    path: [
      [100, 100],
      [0, 100],
      [0, 0],
    ],
  },
]);
const CORNERS = { a: [0, 0], b: [100, 0], c: [100, 100], d: [0, 100] };

describe("walks between points", () => {
  it("go from each point to each point, in the direction that one-way streets allow", () =>
    inFolder(async (at) => {
      expect(await runPairs(at, { lines: ONE_WAY_SQUARE, from: CORNERS })).toEqual([
        ...["a → a: 0.000", "a → b: 100.000", "a → c: 200.000", "a → d: 100.000"],
        ...["b → a: 300.000", "b → b: 0.000", "b → c: 100.000", "b → d: 200.000"],
        ...["c → a: 200.000", "c → b: 300.000", "c → c: 0.000", "c → d: 100.000"],
        ...["d → a: 100.000", "d → b: 200.000", "d → c: 100.000", "d → d: 0.000"],
      ]);
    }));

  it("leave a junction by every street, whichever street the point was attached to", () =>
    inFolder(async (at) => {
      // a ←─ m ─→ b, both drawn towards m and to be walked against the drawing.
      const lines = createLines([
        {
          path: [
            [0, 0],
            [50, 0],
          ],
          properties: { "oneway:foot": "-1" },
        },
        {
          path: [
            [100, 0],
            [50, 0],
          ],
          properties: { "oneway:foot": "-1" },
        },
      ]);
      const from = { m: [50, 0] };
      const to = { a: [0, 0], b: [100, 0] };
      expect(await runPairs(at, { lines, from, to })).toEqual(["m → a: 50.000", "m → b: 50.000"]);
      expect(await runPairs(at, { lines, from: to, to: from })).toEqual([]);
    }));

  it("go straight along the street that both points are on, legs off the street at both ends", () =>
    inFolder(async (at) => {
      const lines = createLines([
        {
          path: [
            [0, 0],
            [100, 0],
          ],
        },
      ]);
      const from = { p: [10, 5] };
      const to = { q: [70, -3] };
      expect(await runPairs(at, { lines, from, to })).toEqual(["p → q: 68.000"]);
      expect(await runPairs(at, { lines, from, to, options: ["--no-snap-legs"] })).toEqual(["p → q: 60.000"]);
      expect(await runPairs(at, { lines, from, to: from })).toEqual(["p → p: 10.000"]);
    }));

  it("may not go against a one-way street between two points on it", () =>
    inFolder(async (at) => {
      const from = { p: [20, 0], q: [70, 0] };
      expect(await runPairs(at, { lines: ONE_WAY_SQUARE, from })).toEqual([
        ...["p → p: 0.000", "p → q: 50.000", "q → p: 350.000", "q → q: 0.000"],
      ]);
    }));

  it("take a limit of metres or of seconds inclusively", () =>
    inFolder(async (at) => {
      const lines = createLines([
        {
          path: [
            [0, 0],
            [100, 0],
          ],
        },
      ]);
      const ask = { lines, from: { p: [10, 5] }, to: { q: [70, -3] } };
      const rowsWithin = async (...options: string[]) => (await runPairs(at, { ...ask, options })).length;
      expect(await rowsWithin("--limit-metres", "68")).toBe(1);
      expect(await rowsWithin("--limit-metres", "67.999")).toBe(0);
      expect(await rowsWithin("--limit-seconds", "68", "--speed", "1")).toBe(1);
      expect(await rowsWithin("--limit-seconds", "67.999", "--speed", "1")).toBe(0);
      expect(await rowsWithin("--limit-seconds", "56.667")).toBe(1);
      expect(await rowsWithin("--limit-seconds", "56.666")).toBe(0);
      expect(await rowsWithin("--limit-seconds", "85", "--profile", "elderly")).toBe(1);
      expect(await rowsWithin("--limit-seconds", "84.999", "--profile", "elderly")).toBe(0);
      expect(await rowsWithin("--limit-metres", "60", "--no-snap-legs")).toBe(1);
    }));

  it("are exact on a lattice of whole metres, and of tenths", () =>
    inFolder(async (at) => {
      for (const unit of [1, 0.1]) {
        const row = (y: number): Place[] => Array.from({ length: 6 }, (_, x) => [x * unit, y * unit]);
        const column = (x: number): Place[] => Array.from({ length: 6 }, (_, y) => [x * unit, y * unit]);
        const numbers = [0, 1, 2, 3, 4, 5];
        const lines = createLines(numbers.flatMap((n) => [{ path: row(n) }, { path: column(n) }]));
        const from = Object.fromEntries(numbers.flatMap((x) => numbers.map((y) => [`${x}${y}`, [x * unit, y * unit]])));
        const rows = await runPairs(at, { lines, from });
        expect(rows).toHaveLength(36 * 36);
        for (const text of rows) {
          const [a, b, c, d] = [text[0], text[1], text[5], text[6]].map(Number) as [number, number, number, number];
          expect(text.slice(9)).toBe((unit * (Math.abs(a - c) + Math.abs(b - d))).toFixed(3));
        }
      }
    }));

  it("are sorted by the text of their ids, which stay as they are", () =>
    inFolder(async (at) => {
      writeFileSync(
        at("lines.geojson"),
        createLines([
          {
            path: [
              [0, 0],
              [100, 0],
            ],
          },
        ]),
      );
      const ids = ["10", "9", "007", "a", "B", "é", "=1+1", '"x, ""y"""', "社区"];
      const text = `id,x,y\n${ids.map((id, index) => `${id},${index},0`).join("\n")}\n`;
      writeFileSync(at("from.csv"), text);
      writeFileSync(at("to.csv"), "id,x,y\nt,0,0\n");
      await runMain(
        ...["costs", at("lines.geojson"), "--crs", "local", "--from", at("from.csv"), "--to", at("to.csv")],
        ...["--limit-metres", "50", "--out", at("out.csv")],
      );
      const told = readTable(readFileSync(at("out.csv"), "utf8")).map(({ fromId }) => fromId);
      expect(told).toEqual(["007", "10", "9", "=1+1", "B", "a", 'x, "y"', "é", "社区"]);
    }));

  it("do not depend on the order of the points", () =>
    inFolder(async (at) => {
      const entries = Object.entries(CORNERS);
      await runPairs(at, { lines: ONE_WAY_SQUARE, from: CORNERS });
      const first = readFileSync(at("out.csv"), "utf8");
      await runPairs(at, { lines: ONE_WAY_SQUARE, from: Object.fromEntries(entries.reverse()) });
      expect(readFileSync(at("out.csv"), "utf8")).toBe(first);
    }));
});

describe("islands", () => {
  it("take no points unless they are kept", () =>
    inFolder(async (at) => {
      const lines = createLines([
        {
          path: [
            [0, 0],
            [1000, 0],
          ],
        },
        {
          path: [
            [0, 50],
            [5, 50],
          ],
        },
      ]);
      const ask = { lines, from: { i: [2, 50], m: [2, 0] } };
      expect(await runPairs(at, ask)).toContain("i → m: 50.000");
      expect(await runPairs(at, { ...ask, options: ["--keep-islands"] })).toEqual(["i → i: 0.000", "m → m: 0.000"]);
    }));
});

describe("who may walk where", () => {
  const oneWay = (properties: Readonly<Record<string, unknown>>): string =>
    createLines([
      {
        path: [
          [0, 0],
          [100, 0],
        ],
        properties,
      },
    ]);
  const ends = { a: [0, 0], b: [100, 0] };
  const both = ["a → a: 0.000", "a → b: 100.000", "b → a: 100.000", "b → b: 0.000"];
  const onwards = both.filter((row) => !row.startsWith("b → a"));

  it("oneway=yes alone does not bind walkers, oneway:foot does", () =>
    inFolder(async (at) => {
      expect(await runPairs(at, { lines: oneWay({ highway: "residential", oneway: "yes" }), from: ends })).toEqual(
        both,
      );
      expect(await runPairs(at, { lines: oneWay({ highway: "footway", "oneway:foot": "yes" }), from: ends })).toEqual(
        onwards,
      );
    }));

  it.each([["yes"], [true], [1], ["FT"]])("--one-way names the column that binds them (%s)", (value) =>
    inFolder(async (at) => {
      const lines = oneWay({ direction: value });
      expect(await runPairs(at, { lines, from: ends })).toEqual(both);
      expect(await runPairs(at, { lines, from: ends, options: ["--one-way", "direction"] })).toEqual(onwards);
    }),
  );

  it("streets that nobody may walk are no streets", () =>
    inFolder(async (at) => {
      writeFileSync(at("lines.geojson"), oneWay({ highway: "residential", foot: "no" }));
      const { status, stderr } = await runMain(
        ...["costs", at("lines.geojson"), "--crs", "local", "--from", writePoints(at("from.csv"), ends)],
        ...["--limit-metres", "50", "--out", at("out.csv")],
      );
      expect(status).toBe(2);
      expect(stderr).toContain("no streets that can be walked");
    }));

  it("lines meet only where they share a vertex, the parts of one line too", () =>
    inFolder(async (at) => {
      // The cross has no vertex in its middle.
      const cross = createLines([
        {
          path: [
            [0, 0],
            [100, 100],
          ],
        },
        {
          path: [
            [0, 100],
            [100, 0],
          ],
        },
      ]);
      expect(await runPairs(at, { lines: cross, from: { a: [0, 0] }, to: { b: [0, 100] } })).toEqual([]);
      const parts = JSON.stringify({
        type: "Feature",
        properties: {},
        geometry: {
          type: "MultiLineString",
          coordinates: [
            [
              [0, 0, 7],
              [50, 0, 8],
            ],
            [
              [50, 0, 9],
              [50, 50, 1],
            ],
          ],
        },
      });
      expect(await runPairs(at, { lines: parts, from: { a: [0, 0] }, to: { b: [50, 50] } })).toEqual([
        "a → b: 100.000",
      ]);
    }));
});

async function runVertices(at: At, from: Readonly<Record<string, Place>>, ...options: readonly string[]) {
  const { status } = await runMain(
    ...["costs", at("lines.geojson"), "--crs", "local", "--from", writePoints(at("from.csv"), from)],
    ...["--out", at("out.csv"), "--force", ...options],
  );
  expect(status).toBe(0);
  return readFileSync(at("out.csv"), "utf8").trimEnd().split("\n");
}

describe("the nearest source of every vertex", () => {
  it("is walked from the source to the vertex, shape points included", () =>
    inFolder(async (at) => {
      writeFileSync(at("lines.geojson"), ONE_WAY_SQUARE);
      expect(await runVertices(at, { s: [100, 50], t: [0, 100] }, "--limit-metres", "150")).toEqual([
        "nodeId,x,y,fromId,metres,seconds",
        "0,0,0,t,100.000,83.333",
        // From s one may not walk back to b; from t it is too far.
        "2,100,100,s,50.000,41.667",
        "3,0,100,t,0.000,0.000",
      ]);
      expect(await runVertices(at, { s: [100, 50], t: [0, 100] }, "--limit-metres", "150", "--junctions")).toEqual([
        "nodeId,x,y,fromId,metres,seconds",
        "0,0,0,t,100.000,83.333",
        "2,100,100,s,50.000,41.667",
      ]);
    }));

  it("goes to the first id among equals", () =>
    inFolder(async (at) => {
      writeFileSync(
        at("lines.geojson"),
        createLines([
          {
            path: [
              [0, 0],
              [50, 0],
              [100, 0],
            ],
          },
        ]),
      );
      const told = await runVertices(at, { z: [0, 0], y: [100, 0] }, "--limit-seconds", "50", "--speed", "1");
      expect(told.slice(1)).toEqual(["0,0,0,z,0.000,0.000", "1,50,0,y,50.000,50.000", "2,100,0,y,0.000,0.000"]);
    }));

  it("bears the id of the OSM node", () =>
    inFolder(async (at) => {
      const bytes = createTown().bytes();
      writeFileSync(at("town.osm"), bytes);
      const nodes = new Map(
        [...new TextDecoder().decode(bytes).matchAll(/<node id="(\d+)"[^>]*?lon="([\d.]+)" lat="([\d.]+)"/g)].map(
          ([, id, lon, lat]) => [id, [Number(lon), Number(lat)]],
        ),
      );
      const [lon, lat] = [...nodes.values()][0] as [number, number];
      const { status } = await runMain(
        ...["costs", at("town.osm"), "--from", writePoints(at("from.csv"), { s: [lon, lat] }, "id,lon,lat")],
        ...["--limit-metres", "5000", "--snap-radius", "5000", "--out", at("out.csv")],
      );
      expect(status).toBe(0);
      const rows = readTable(readFileSync(at("out.csv"), "utf8"));
      expect(rows.length).toBeGreaterThan(3);
      for (const row of rows) {
        const place = nodes.get(row.nodeId) ?? [];
        expect(Number(row.lon)).toBeCloseTo(place[0] as number, 7);
        expect(Number(row.lat)).toBeCloseTo(place[1] as number, 7);
      }
      expect(rows.map(({ nodeId }) => Number(nodeId))).toEqual(
        rows.map(({ nodeId }) => Number(nodeId)).sort((a, b) => a - b),
      );
    }));
});

/** A crooked little network near Datong, in degrees. */
function createCrooked(): Place[][] {
  return Array.from({ length: 12 }, (_, line) =>
    Array.from({ length: 9 }, (_, step) => {
      const [across, upward] = line < 6 ? [step, 1 + line] : [line - 5, step];
      const wobble = Math.sin(across * 12.9 + upward * 78.2) * 0.0004;
      return [113.29 + across * 0.0021 + wobble, 40.07 + upward * 0.0017 - wobble];
    }),
  );
}

const POINTS_4547 = systemOfEpsg(4547);

describe("coordinate systems", () => {
  const crooked = createCrooked();
  const project = ([lon, lat]: Place): Place => POINTS_4547?.fromDegrees(lon as number, lat as number) ?? [];
  const sources = { s: crooked[2]?.[3] as Place, t: crooked[7]?.[7] as Place };
  const projected = { s: project(sources.s), t: project(sources.t) };

  async function runIn(at: At, lines: string, points: string, ...options: string[]): Promise<Spoken> {
    writeFileSync(at("lines.geojson"), lines);
    const base = ["costs", at("lines.geojson"), "--from", points, "--limit-metres", "2500", "--out", at("out.csv")];
    return runMain(...base, "--force", ...options);
  }

  it("a layer in EPSG:4547 gives the same metres as its twin in degrees, and its own x and y", () =>
    inFolder(async (at) => {
      const degrees = createLines(crooked.map((path) => ({ path })));
      const metres = crooked.map((path) => ({ path: path.map(project) }));
      expect((await runIn(at, degrees, writePoints(at("p.csv"), sources, "id,lon,lat"))).status).toBe(0);
      const expected = readTable(readFileSync(at("out.csv"), "utf8"));
      expect(expected.length).toBeGreaterThan(40);

      const stated = await runIn(at, createLines(metres), writePoints(at("q.csv"), projected), "--crs", "EPSG:4547");
      expect(stated.status).toBe(0);
      expect(stated.stderr).toContain("stated by --crs");
      const byCrs = readTable(readFileSync(at("out.csv"), "utf8"));

      const own = await runIn(
        at,
        createLines(metres, "urn:ogc:def:crs:EPSG::4547"),
        writePoints(at("p.csv"), sources, "id,lon,lat"),
        "--json",
      );
      expect(JSON.parse(own.stdout).crs).toMatchObject({ streets: "EPSG:4547", basis: "file", from: "EPSG:4326" });
      const byFile = readTable(readFileSync(at("out.csv"), "utf8"));

      for (const told of [byCrs, byFile]) {
        expect(told.map(({ nodeId, fromId }) => `${nodeId} ${fromId}`)).toEqual(
          expected.map(({ nodeId, fromId }) => `${nodeId} ${fromId}`),
        );
        told.forEach((row, index) => {
          expect(Math.abs(Number(row.metres) - Number(expected[index]?.metres))).toBeLessThanOrEqual(1.001e-3);
          const [x, y] = project([Number(expected[index]?.lon), Number(expected[index]?.lat)]);
          expect(Number(row.x)).toBeCloseTo(x as number, 3);
          expect(Number(row.y)).toBeCloseTo(y as number, 3);
        });
      }
    }));

  it("a FlatGeobuf file is read in the system of its header", () =>
    inFolder(async (at) => {
      const metres: Parameters<typeof serialize>[0] = JSON.parse(
        createLines(crooked.map((path) => ({ path: path.map(project) }))),
      );
      writeFileSync(at("lines.fgb"), serialize(metres, 4547));
      const points = writePoints(at("p.csv"), sources, "id,lon,lat");
      const base = ["costs", at("lines.fgb"), "--from", points, "--limit-metres", "2500", "--out", at("out.csv")];
      const { status, stdout } = await runMain(...base, "--json");
      expect(status).toBe(0);
      const found = JSON.parse(stdout);
      expect(found.crs).toMatchObject({ streets: "EPSG:4547", basis: "file" });
      expect(found.from).toMatchObject({ attached: 2 });
      expect(found.rows).toBeGreaterThan(40);
    }));

  it("numbers that are no degrees and name no system are plane metres, and it is said", () =>
    inFolder(async (at) => {
      const metres = createLines(crooked.map((path) => ({ path: path.map(project) })));
      const { status, stderr, stdout } = await runIn(at, metres, writePoints(at("q.csv"), projected), "--json");
      expect(status).toBe(0);
      expect(stderr).toContain("plane metres");
      expect(JSON.parse(stdout).crs).toMatchObject({ streets: "local", basis: "assumed", plane: true, from: "local" });
      const degrees = await runIn(at, metres, writePoints(at("p.csv"), sources, "id,lon,lat"));
      expect(degrees.status).toBe(2);
      expect(degrees.stderr).toContain("plane metres without a coordinate system");
    }));

  it("--crs is for the points where the layer is in degrees; columns lon,lat stay degrees", () =>
    inFolder(async (at) => {
      const degrees = createLines(crooked.map((path) => ({ path })));
      for (const points of [writePoints(at("q.csv"), projected), writePoints(at("p.csv"), sources, "id,lon,lat")]) {
        const { status, stdout } = await runIn(at, degrees, points, "--crs", "EPSG:4547", "--json");
        expect(status).toBe(0);
        expect(JSON.parse(stdout)).toMatchObject({ crs: { streets: "EPSG:4326" }, from: { attached: 2 } });
      }
    }));

  it("--crs local holds against the file's own system, and nothing else does unless the numbers contradict it", () =>
    inFolder(async (at) => {
      const lattice = createLines(
        [
          {
            path: [
              [0, 0],
              [4, 0],
            ],
          },
        ],
        "EPSG:4490",
      );
      const points = writePoints(at("p.csv"), { s: [1, 0] });
      const plane = await runIn(at, lattice, points, "--crs", "local");
      expect(plane.status).toBe(0);
      expect(readTable(readFileSync(at("out.csv"), "utf8")).map(({ metres }) => metres)).toEqual(["1.000", "3.000"]);
      const wrong = createLines([{ path: crooked[0]?.map(project) ?? [] }], "EPSG:4490");
      const near = writePoints(at("q.csv"), { s: project(crooked[0]?.[2] ?? []) });
      const mended = await runIn(at, wrong, near, "--crs", "EPSG:4547", "--json");
      expect(JSON.parse(mended.stdout).crs).toMatchObject({ streets: "EPSG:4547", basis: "stated" });
      expect((await runIn(at, wrong, near)).stderr).toContain("metres of a plane system");
    }));

  it("vertices of a plane that are nearer than the grain are joined, and it is said", () =>
    inFolder(async (at) => {
      const fine = createLines([
        {
          path: [
            [0, 0],
            [0.001, 0],
            [5, 0],
          ],
        },
      ]);
      const { stderr } = await runIn(at, fine, writePoints(at("p.csv"), { s: [1, 0] }), "--crs", "local");
      expect(stderr).toContain("1 vertices lie within 1 cm of another");
    }));

  it("points in GCJ-02 are moved to where they are", () =>
    inFolder(async (at) => {
      const degrees = createLines(
        crooked.map((path) => ({ path })),
        "EPSG:4326",
      );
      await runIn(at, degrees, writePoints(at("p.csv"), sources, "id,lon,lat"));
      const expected = readFileSync(at("out.csv"), "utf8");
      const shifted = {
        s: GCJ02.fromDegrees(...(sources.s as [number, number])),
        t: GCJ02.fromDegrees(...(sources.t as [number, number])),
      };
      await runIn(at, degrees, writePoints(at("q.csv"), shifted, "id,lon,lat"), "--points-crs", "GCJ-02");
      expect(readFileSync(at("out.csv"), "utf8")).toBe(expected);
    }));

  it("an unknown system is refused with those that are known, wherever it is named", () =>
    inFolder(async (at) => {
      const degrees = createLines(crooked.map((path) => ({ path })));
      const points = writePoints(at("p.csv"), sources, "id,lon,lat");
      const stated = await runIn(at, degrees, points, "--crs", "EPSG:27700");
      expect(stated.status).toBe(2);
      expect(stated.stderr).toContain("EPSG:4490");
      expect((await runIn(at, degrees, points, "--points-crs", "mars")).status).toBe(2);
      const own = await runIn(
        at,
        createLines(
          [
            {
              path: [
                [38439704, 4438159],
                [38439804, 4438159],
              ],
            },
          ],
          "EPSG:27700",
        ),
        points,
      );
      expect(own.status).toBe(2);
      expect(own.stderr).toContain("EPSG:27700");
      expect(existsSync(at("out.csv"))).toBe(false);
    }));

  it("northing and easting the wrong way round are told, feature by feature", () =>
    inFolder(async (at) => {
      const turned = crooked.map((path) => ({ path: path.map((place) => [...project(place)].reverse()) }));
      const points = writePoints(at("q.csv"), { s: [...projected.s].reverse() });
      const { status, stderr } = await runIn(at, createLines(turned), points, "--crs", "EPSG:4547");
      expect(status).toBe(2);
      expect(stderr.match(/look swapped in EPSG:4547/g)).toHaveLength(crooked.length);
    }));
});

describe("what is refused", () => {
  const lines = createLines([
    {
      path: [
        [0, 0],
        [100, 0],
      ],
    },
  ]);

  async function refuse(at: At, csv: string, ...options: string[]): Promise<Spoken> {
    writeFileSync(at("lines.geojson"), lines);
    writeFileSync(at("from.csv"), csv);
    const spoken = await runMain(
      ...["costs", at("lines.geojson"), "--crs", "local", "--from", at("from.csv"), "--limit-metres", "50"],
      ...["--out", at("out.csv"), "--json", ...options],
    );
    expect(existsSync(at("out.csv"))).toBe(false);
    expect(readdirSync(at(".")).filter((name) => name.endsWith(".tmp"))).toEqual([]);
    return spoken;
  }

  it("every bad row of the points, with row, field and value", () =>
    inFolder(async (at) => {
      const { status, stdout } = await refuse(at, "id,x,y\na,1,2\nb,,2\nc,1,NaN\na,3,4\n,5,6\ne,1e999,0\nf,1,2,3\n");
      expect(status).toBe(2);
      const issues: { code: string; row: number; field?: string; value?: string }[] = JSON.parse(stdout).issues;
      expect(issues.map(({ code, row, field, value }) => `${code} ${row} ${field} ${value}`).sort()).toEqual([
        "bad-coordinate 3 x ",
        "bad-coordinate 4 y NaN",
        "bad-coordinate 7 undefined Infinity, 0",
        "bad-value 6 id ",
        "bad-value 8 columns 4",
        "duplicate-id 5 id a",
      ]);
    }));

  it.each([
    ["an empty file", "", "empty-file"],
    ["a header alone", "id,x,y\n", "empty-file"],
    ["a missing id", "x,y\n1,2\n", "missing-column"],
    ["a missing coordinate", "id,x\na,1\n", "missing-column"],
  ])("%s", (_, csv, code) =>
    inFolder(async (at) => {
      const { status, stdout } = await refuse(at, csv);
      expect(status).toBe(2);
      expect(JSON.parse(stdout).issues.map((issue: { code: string }) => issue.code)).toEqual([code]);
    }),
  );

  it("headers may be in capitals, in quotes, behind a mark, with blanks, in any order, with other columns", () =>
    inFolder(async (at) => {
      writeFileSync(at("lines.geojson"), lines);
      writeFileSync(at("from.csv"), '\uFEFFname, Y ,"X",ID\r\nhome,0,10,p\r\n\r\n');
      const { status } = await runMain(
        ...["costs", at("lines.geojson"), "--crs", "local", "--from", at("from.csv"), "--to", at("from.csv")],
        ...["--limit-metres", "50", "--out", at("out.csv")],
      );
      expect(status).toBe(0);
      expect(readCosts(at("out.csv"))).toEqual(["p → p: 0.000"]);
    }));

  it("points too far from every street: some are told with their number, all are exit 1 with the reason", () =>
    inFolder(async (at) => {
      writeFileSync(at("lines.geojson"), lines);
      const ask = (points: Readonly<Record<string, Place>>, ...more: string[]): Promise<Spoken> =>
        runMain(
          ...["costs", at("lines.geojson"), "--crs", "local", "--from", writePoints(at("from.csv"), points)],
          ...["--limit-metres", "50", "--snap-radius", "20", "--out", at("out.csv"), ...more],
        );
      const none = await ask({ far: [0, 500] });
      expect(none.status).toBe(1);
      expect(none.stderr).toContain("too-far");
      expect(existsSync(at("out.csv"))).toBe(false);
      const some = await ask({ far: [0, 500], near: [30, 4] }, "--snaps", at("snaps.csv"));
      expect(some.status).toBe(0);
      expect(some.stderr).toContain("1 / 2");
      expect(readFileSync(at("snaps.csv"), "utf8")).toBe(
        "role,id,x,y,attached,streetId,offStreetMetres,alongMetres,footX,footY,refusal\n" +
          "from,far,0,500,false,,,,,,too-far\n" +
          "from,near,30,4,true,1,4.000,30.000,30,0,\n",
      );
    }));

  it("two limits, no limit, no points, an output that exists, an output that is an input", () =>
    inFolder(async (at) => {
      writeFileSync(at("lines.geojson"), lines);
      const points = writePoints(at("from.csv"), { a: [0, 0] });
      const base = ["costs", at("lines.geojson"), "--crs", "local", "--from", points, "--out", at("out.csv")];
      expect((await runMain(...base)).status).toBe(2);
      expect((await runMain(...base, "--limit-metres", "5", "--limit-seconds", "5")).status).toBe(2);
      expect((await runMain(...base, "--limit-metres", "-5")).status).toBe(2);
      expect((await runMain("costs", at("lines.geojson"), "--limit-metres", "5", "--out", at("o.csv"))).status).toBe(2);
      const same = ["costs", at("lines.geojson"), "--from", points, "--limit-metres", "5", "--out", points, "--force"];
      expect((await runMain(...same)).stderr).toContain("is an input");
      writeFileSync(at("out.csv"), "mine");
      expect((await runMain(...base, "--limit-metres", "5")).status).toBe(2);
      expect(readFileSync(at("out.csv"), "utf8")).toBe("mine");
      expect((await runMain(...base, "--limit-metres", "5", "--force")).status).toBe(0);
    }));

  it("files that are no streets, each with its own sentence", () =>
    inFolder(async (at) => {
      const points = writePoints(at("from.csv"), { a: [0, 0] });
      const ask = async (name: string, content: string | Uint8Array): Promise<Spoken> => {
        writeFileSync(at(name), content);
        return runMain("costs", at(name), "--from", points, "--limit-metres", "5", "--out", at("out.csv"), "--json");
      };
      const codes = async (name: string, content: string | Uint8Array): Promise<string[]> => {
        const { status, stdout } = await ask(name, content);
        expect(status).toBe(2);
        return JSON.parse(stdout).issues.map((issue: { code: string }) => issue.code);
      };
      expect(await codes("empty.geojson", "")).toEqual(["empty-file"]);
      expect(await codes("points.csv", "id,lon,lat\na,1,2\n")).toEqual(["unknown-format"]);
      expect(await codes("roads.zip", new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]))).toEqual(["truncated-file"]);
      expect(await codes("none.geojson", '{"type":"FeatureCollection","features":[]}')).toEqual(["empty-file"]);
      const point = { type: "Feature", properties: {}, geometry: { type: "Point", coordinates: [1, 2] } };
      expect(await codes("dots.geojson", JSON.stringify(point))).toEqual(["bad-value"]);
      expect(
        await codes(
          "wild.geojson",
          createLines([
            {
              path: [
                [0, 0],
                [1, Number.NaN],
              ],
            },
          ]),
        ),
      ).toEqual(["bad-coordinate"]);
    }));
});
