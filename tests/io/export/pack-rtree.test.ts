import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type BoundedRow, MOST_CELLS_OF_NODE, packRtree } from "../../../src/io/export/pack-rtree.ts";

interface Cell {
  readonly id: number;
  /** Minimum x, maximum x, minimum y, maximum y. */
  readonly box: readonly number[];
}

function cellsOf(node: Uint8Array): Cell[] {
  const view = new DataView(node.buffer, node.byteOffset);
  return Array.from({ length: view.getUint16(2) }, (_, index) => ({
    id: Number(view.getBigInt64(4 + 24 * index)),
    box: [8, 12, 16, 20].map((at) => view.getFloat32(4 + 24 * index + at)),
  }));
}

function contains([west, east, south, north]: readonly number[], inner: readonly number[]): boolean {
  const [a, b, c, d] = inner as [number, number, number, number];
  return (west as number) <= a && (east as number) >= b && (south as number) <= c && (north as number) >= d;
}

/** Walks the tree as SQLite does: rows by number, each with its box in the tree. */
function walk(nodes: readonly Uint8Array[], parents: readonly number[]): Map<number, readonly number[]> {
  const found = new Map<number, readonly number[]>();
  const depth = new DataView((nodes[0] as Uint8Array).buffer).getUint16(0);
  const visit = (number: number, level: number): void => {
    for (const { id, box } of cellsOf(nodes[number - 1] as Uint8Array)) {
      if (level === 0) {
        expect(found.has(id)).toBe(false);
        found.set(id, box);
        continue;
      }
      expect(parents[id - 1]).toBe(number);
      for (const inner of cellsOf(nodes[id - 1] as Uint8Array)) expect(contains(box, inner.box)).toBe(true);
      visit(id, level - 1);
    }
  };
  visit(1, depth);
  return found;
}

const coordinate = fc.double({ min: -2e7, max: 2e7, noNaN: true });
const someRows = fc.array(fc.tuple(coordinate, coordinate, coordinate, coordinate), { maxLength: 400 }).map((corners) =>
  corners.map(([x1, x2, y1, y2], index): BoundedRow => {
    const box = [Math.min(x1, x2), Math.max(x1, x2), Math.min(y1, y2), Math.max(y1, y2)] as const;
    return { id: 3 * index + 1, box };
  }),
);

describe("a packed tree", () => {
  it("finds every row once, in a box that holds its own, under nodes that hold theirs", () => {
    fc.assert(
      fc.property(someRows, (rows) => {
        const { nodes, parents, leafOfRow } = packRtree(rows);
        const found = walk(nodes, parents);
        expect([...found.keys()].sort((a, b) => a - b)).toEqual(rows.map(({ id }) => id));
        for (const { id, box } of rows) expect(contains(found.get(id) ?? [], box)).toBe(true);
        for (const [id, leaf] of leafOfRow)
          expect(cellsOf(nodes[leaf - 1] as Uint8Array).some((cell) => cell.id === id)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it("of many rows has three levels of well-filled nodes", () => {
    const rows = Array.from({ length: 20_000 }, (_, index): BoundedRow => {
      const [x, y] = [(index * 7919) % 1000, (index * 104_729) % 997];
      return { id: index + 1, box: [x, x, y, y] };
    });
    const { nodes, parents } = packRtree(rows);
    expect(walk(nodes, parents).size).toBe(20_000);
    expect(new DataView((nodes[0] as Uint8Array).buffer).getUint16(0)).toBe(2);
    const leastFill = Math.min(...nodes.slice(1).map((node) => cellsOf(node).length));
    expect(leastFill).toBeGreaterThan(MOST_CELLS_OF_NODE / 3);
  });

  it("without rows is one empty root", () => {
    const { nodes, parents, leafOfRow } = packRtree([]);
    expect([nodes.map((node) => cellsOf(node).length), parents, leafOfRow]).toEqual([[0], [0], []]);
  });
});
