import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { loadStreets } from "../../src/cli/load-streets.ts";
import { distanceMetres } from "../../src/core/geodesy.ts";
import { WALK_BACKWARD, WALK_BOTH, WALK_FORWARD } from "../../src/core/model/streets.ts";
import { MONACO_PATH, readMonaco } from "../io/monaco.ts";
import { readTable } from "./read-table.ts";
import { inFolder, runMain } from "./run-main.ts";

interface WalkedVertices {
  readonly neighbours: ReadonlyMap<number, readonly (readonly [to: number, metres: number])[]>;
  readonly places: ReadonlyMap<number, readonly [lon: number, lat: number]>;
  /** Vertices that are reached but not passed. */
  readonly stops: ReadonlySet<number>;
}

/** Every vertex a node, every segment an arc: nothing of the engine's network is used. */
async function listVertices(): Promise<WalkedVertices> {
  const { streets, osmNodeIds, blocks } = await loadStreets(MONACO_PATH);
  const neighbours = new Map<number, [number, number][]>();
  const places = new Map<number, [number, number]>();
  const join = (from: number, to: number, metres: number): void => {
    const list = neighbours.get(from);
    if (list) list.push([to, metres]);
    else neighbours.set(from, [[to, metres]]);
  };
  const at = (position: number): [number, number] => [
    streets.coordinates[2 * position] as number,
    streets.coordinates[2 * position + 1] as number,
  ];
  for (let street = 0; street < streets.count; street++) {
    const bits = streets.permissions[street] as number;
    if ((bits & WALK_BOTH) === 0) continue;
    for (
      let position = streets.starts[street] as number;
      position < (streets.starts[street + 1] as number);
      position++
    ) {
      const id = osmNodeIds?.[position] as number;
      places.set(id, at(position));
      if (position === streets.starts[street]) continue;
      const before = osmNodeIds?.[position - 1] as number;
      const metres = distanceMetres(...at(position - 1), ...at(position));
      if (bits & WALK_FORWARD) join(before, id, metres);
      if (bits & WALK_BACKWARD) join(id, before, metres);
    }
  }
  const stops = new Set<number>();
  for (let block = 0; block < blocks.count; block++) {
    if (((blocks.stops[block] as number) & WALK_BOTH) === 0) continue;
    const [lon, lat] = [blocks.coordinates[2 * block], blocks.coordinates[2 * block + 1]];
    for (const [id, place] of places) if (place[0] === lon && place[1] === lat) stops.add(id);
  }
  return { neighbours, places, stops };
}

/** Dijkstra 1959 with a sorted insertion instead of a heap. */
function searchNaively({ neighbours, stops }: WalkedVertices, source: number, limit: number): Map<number, number> {
  const costs = new Map<number, number>([[source, 0]]);
  const open: [number, number][] = [[0, source]];
  while (open.length > 0) {
    const [cost, vertex] = open.pop() as [number, number];
    if (cost > (costs.get(vertex) as number) || (stops.has(vertex) && vertex !== source)) continue;
    for (const [to, metres] of neighbours.get(vertex) ?? []) {
      const reached = cost + metres;
      if (reached > limit || reached >= (costs.get(to) ?? Infinity)) continue;
      costs.set(to, reached);
      let low = 0;
      let high = open.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((open[middle] as [number, number])[0] > reached) low = middle + 1;
        else high = middle;
      }
      open.splice(low, 0, [reached, to]);
    }
  }
  return costs;
}

/** Vertices spread over the file, on the large piece of streets: points are not attached to islands. */
function chooseSources(vertices: WalkedVertices, count: number): number[] {
  const { places, stops } = vertices;
  let main = new Map<number, number>();
  for (const id of places.keys()) {
    main = searchNaively(vertices, id, Infinity);
    if (main.size > places.size / 2) break;
  }
  const ids = [...main.keys()].filter((id) => !stops.has(id)).sort((a, b) => a - b);
  return Array.from({ length: count }, (_, index) => ids[Math.floor(((index + 0.5) * ids.length) / count)] as number);
}

const LIMIT = 1800;
const TOLERANCE_METRES = 0.06;

describe.skipIf(readMonaco() === null)("minsheng costs on Monaco", () => {
  it("gives every vertex the cost that a naive search finds from its nearest source", { timeout: 60_000 }, () =>
    inFolder(async (at) => {
      const vertices = await listVertices();
      const sources = chooseSources(vertices, 12);
      const rows = sources.map((id) => [`s${id}`, ...(vertices.places.get(id) ?? [])].join(","));
      writeFileSync(at("from.csv"), `id,lon,lat\n${rows.join("\n")}\n`);
      const { status } = await runMain(
        ...["costs", MONACO_PATH, "--from", at("from.csv"), "--limit-metres", String(LIMIT)],
        ...["--no-snap-legs", "--out", at("out.csv")],
      );
      expect(status).toBe(0);
      const told = new Map(readTable(readFileSync(at("out.csv"), "utf8")).map((row) => [Number(row.nodeId), row]));
      const fields = sources.map((source) => searchNaively(vertices, source, LIMIT));
      let compared = 0;
      for (const id of vertices.places.keys()) {
        const costs = fields.map((field) => field.get(id) ?? Infinity);
        const best = Math.min(...costs);
        const row = told.get(id);
        if (best > LIMIT - TOLERANCE_METRES) continue;
        expect(Math.abs(Number(row?.metres) - best), `node ${id}`).toBeLessThan(TOLERANCE_METRES);
        const named = costs[sources.indexOf(Number(row?.fromId?.slice(1)))] as number;
        expect(named - best, `source of node ${id}`).toBeLessThan(TOLERANCE_METRES);
        compared++;
      }
      expect(compared).toBeGreaterThan(10_000);
      expect(told.size).toBeGreaterThanOrEqual(compared);
      expect([...told.keys()].filter((id) => !vertices.places.has(id))).toEqual([]);
    }),
  );

  it("gives pairs of vertices the naive costs in the direction from → to", { timeout: 60_000 }, () =>
    inFolder(async (at) => {
      const vertices = await listVertices();
      const [from, to] = [chooseSources(vertices, 8), chooseSources(vertices, 250)];
      const csv = (ids: readonly number[]): string =>
        `id,lon,lat\n${ids.map((id) => [id, ...(vertices.places.get(id) ?? [])].join(",")).join("\n")}\n`;
      writeFileSync(at("from.csv"), csv(from));
      writeFileSync(at("to.csv"), csv(to));
      const { status } = await runMain(
        ...["costs", MONACO_PATH, "--from", at("from.csv"), "--to", at("to.csv"), "--limit-seconds", "1500"],
        ...["--no-snap-legs", "--out", at("out.csv")],
      );
      expect(status).toBe(0);
      const told = new Map(
        readTable(readFileSync(at("out.csv"), "utf8")).map((row) => [`${row.fromId} ${row.toId}`, row]),
      );
      let compared = 0;
      for (const source of from) {
        const costs = searchNaively(vertices, source, 1900);
        for (const target of to) {
          const expected = costs.get(target) ?? Infinity;
          if (Math.abs(expected - 1800) < TOLERANCE_METRES) continue;
          const row = told.get(`${source} ${target}`);
          if (expected > 1800) expect(row).toBeUndefined();
          else {
            expect(Math.abs(Number(row?.metres) - expected), `${source} → ${target}`).toBeLessThan(TOLERANCE_METRES);
            compared++;
          }
        }
      }
      expect(compared).toBeGreaterThan(100);
    }),
  );
});
