import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../../geodata/build/random.ts";
import { BoundedSearch, giveBackSearch, takeSearch, UNREACHED } from "../../../src/core/routing/bounded-search.ts";
import type { SearchGraph } from "../../../src/core/routing/search-graph.ts";

interface Arc {
  readonly from: number;
  readonly to: number;
  readonly ticks: number;
}

interface Start {
  readonly node: number;
  readonly ticks: number;
  readonly label: number;
}

/** A graph of arcs alone: all that a search reads. */
function createGraph(nodeCount: number, arcs: readonly Arc[], bucketShift = 6): SearchGraph {
  const arcStarts = new Int32Array(nodeCount + 1);
  for (const { from } of arcs) arcStarts[from + 1]! += 2;
  for (let node = 0; node < nodeCount; node++) arcStarts[node + 1]! += arcStarts[node] as number;
  const next = arcStarts.slice();
  const flat = new Int32Array(2 * arcs.length);
  for (const { from, to, ticks } of arcs) {
    flat[next[from] as number] = to;
    flat[(next[from] as number) + 1] = ticks;
    next[from]! += 2;
  }
  return { nodeCount, arcStarts, arcs: flat, bucketShift, ticksPerMetre: 1 } as unknown as SearchGraph;
}

/** The oracle: relax every arc until nothing changes; equal costs go to the lower label. */
function relax(nodeCount: number, arcs: readonly Arc[], starts: readonly Start[], limit: number) {
  const ticks = new Array<number>(nodeCount).fill(UNREACHED);
  const labels = new Array<number>(nodeCount).fill(-1);
  const better = (node: number, cost: number, label: number): boolean => {
    const known = ticks[node] as number;
    if (cost > limit || cost > known || (cost === known && label >= (labels[node] as number))) return false;
    ticks[node] = cost;
    labels[node] = label;
    return true;
  };
  for (const start of starts) better(start.node, start.ticks, start.label);
  for (let changed = true; changed; ) {
    changed = false;
    for (const { from, to, ticks: cost } of arcs) {
      if (ticks[from] === UNREACHED) continue;
      if (better(to, (ticks[from] as number) + cost, labels[from] as number)) changed = true;
    }
  }
  return { ticks, labels };
}

function searchAll(search: BoundedSearch, starts: readonly Start[], limit: number, startCount = starts.length) {
  search.clear();
  search.open(limit, startCount);
  for (const { node, ticks, label } of starts) if (ticks <= limit) search.start(node, ticks, label);
  search.run(limit);
  return { ticks: [...search.ticks], labels: [...search.labels] };
}

describe("bounded search", () => {
  it("equals relaxing every arc, with ties, loops, doubled and worthless arcs", () => {
    const node = fc.nat(14);
    const arc = fc.record({ from: node, to: node, ticks: fc.oneof(fc.nat(3), fc.nat(400)) });
    const start = fc.record({ node, ticks: fc.nat(50), label: fc.nat(4) });
    fc.assert(
      fc.property(
        fc.array(arc, { maxLength: 60 }),
        fc.array(start, { maxLength: 4 }),
        fc.nat(1500),
        (arcs, starts, limit) => {
          const search = new BoundedSearch(createGraph(15, arcs));
          expect(searchAll(search, starts, limit)).toEqual(relax(15, arcs, starts, limit));
        },
      ),
      { numRuns: 400 },
    );
  });

  /** Streets of a long ladder across several blocks of nodes, some one-way, some dead ends. */
  function createLadder(rungs: number): Arc[] {
    const random = createRandom(11);
    const arcs: Arc[] = [];
    const join = (a: number, b: number): void => {
      const ticks = 1 + Math.floor(random() * 200);
      if (random() > 0.1) arcs.push({ from: a, to: b, ticks });
      if (random() > 0.1) arcs.push({ from: b, to: a, ticks });
    };
    for (let rung = 0; rung < rungs; rung++) {
      if (rung + 1 < rungs) {
        join(3 * rung, 3 * rung + 3);
        join(3 * rung + 1, 3 * rung + 4);
      }
      join(3 * rung, 3 * rung + 1);
      join(3 * rung, 3 * rung + 2);
    }
    return arcs;
  }

  it("gives the same block by block as with one queue, and as relaxation", () => {
    const rungs = 9000;
    const arcs = createLadder(rungs);
    const random = createRandom(5);
    const starts = Array.from({ length: 200 }, (_, label) => ({
      node: Math.floor(random() * 3 * rungs),
      ticks: Math.floor(random() * 100),
      label,
    }));
    const search = new BoundedSearch(createGraph(3 * rungs, arcs));
    const limit = 20_000;
    const wide = searchAll(search, starts, limit);
    const near = searchAll(search, starts, limit, 1);
    expect(wide).toEqual(near);
    expect(near).toEqual(relax(3 * rungs, arcs, starts, limit));
    expect(searchAll(search, starts, limit)).toEqual(wide);
  });

  it("finds the same costs without labels, and leaves none behind for the next search", () => {
    const rungs = 900;
    const arcs = createLadder(rungs);
    const starts = [17, 800, 1900].map((node) => ({ node, ticks: node % 50, label: node }));
    const search = new BoundedSearch(createGraph(3 * rungs, arcs));
    const expected = searchAll(search, starts, 9000);
    search.clear();
    search.open(9000, starts.length, false);
    for (const { node, ticks, label } of starts) search.start(node, ticks, label);
    search.run(9000);
    expect([...search.ticks]).toEqual(expected.ticks);
    expect(search.touchedCount).toBe(expected.ticks.filter((ticks) => ticks !== UNREACHED).length);
    expect(searchAll(search, starts, 9000)).toEqual(expected);
  });

  it("goes on where it stood when its queue outgrows the memory", () => {
    const arms = 30_000;
    const arcs: Arc[] = [];
    for (let arm = 0; arm < arms; arm++) {
      arcs.push({ from: 0, to: 2 * arm + 1, ticks: 5 + (arm % 7) });
      arcs.push({ from: 2 * arm + 1, to: 2 * arm + 2, ticks: 1 });
      arcs.push({ from: 2 * arm + 2, to: (2 * arm + 3) % (2 * arms + 1), ticks: 1 });
    }
    const nodeCount = 2 * arms + 1;
    const starts = [{ node: 0, ticks: 0, label: 3 }];
    const expected = relax(nodeCount, arcs, starts, 1000);
    for (const startCount of [1, 100]) {
      const search = new BoundedSearch(createGraph(nodeCount, arcs));
      expect(searchAll(search, starts, 1000, startCount)).toEqual(expected);
      expect(search.touchedCount).toBe(nodeCount);
    }
    const bare = new BoundedSearch(createGraph(nodeCount, arcs));
    bare.open(1000, 1, false);
    bare.start(0, 0, 3);
    bare.run(1000);
    expect([...bare.ticks]).toEqual(expected.ticks);
  });

  it("a rested search knows nothing of the one before", () => {
    const graph = createGraph(3, [{ from: 0, to: 1, ticks: 4 }]);
    const first = takeSearch(graph);
    expect(searchAll(first, [{ node: 0, ticks: 0, label: 0 }], 10).ticks).toEqual([0, 4, UNREACHED]);
    giveBackSearch(first);
    const second = takeSearch(graph);
    expect(second).toBe(first);
    expect([...second.ticks]).toEqual([UNREACHED, UNREACHED, UNREACHED]);
    expect(takeSearch(graph)).not.toBe(first);
  });
});
