/**
 * Boxes → the nodes of an SQLite r-tree (sqlite.org/rtree), packed full: sorted into tiles (Leutenegger, Lopez and Edgington 1997), then
 * grouped from the leaves up. A node is 1,228 bytes: two for the depth (in the root), two for its number of cells, then up to 51 cells of a row
 * or node number and four 32-bit bounds, rounded outwards so that no box loses its own position.
 */

/** What SQLite makes nodes of at pages of 4096 bytes and two axes. */
export const MOST_CELLS_OF_NODE = 51;
const CELL_BYTES = 24;
const NODE_BYTES = 4 + MOST_CELLS_OF_NODE * CELL_BYTES;

export interface PackedTree {
  /** By node number minus one; the root is number 1. */
  readonly nodes: readonly Uint8Array[];
  /** Of each node its parent's number; 0 for the root. */
  readonly parents: readonly number[];
  /** Rows in ascending order, each with the number of its leaf. */
  readonly leafOfRow: readonly (readonly [rowId: number, node: number])[];
}

/** A row's or node's number and its box; minimum x, maximum x, minimum y, maximum y. */
export interface BoundedRow {
  readonly id: number;
  readonly box: readonly [number, number, number, number];
}

const float = new Float32Array(1);
const bits = new Int32Array(float.buffer);

/** The nearest 32-bit float below (`-1`) or above (`1`) a number, or itself where it is one. */
function roundTowards(value: number, direction: -1 | 1): number {
  float[0] = value;
  const rounded = float[0] as number;
  if (direction < 0 ? rounded <= value : rounded >= value) return rounded;
  if (rounded === 0) return direction * 1.401298464324817e-45;
  bits[0] = (bits[0] as number) + (rounded > 0 === direction > 0 ? 1 : -1);
  return float[0] as number;
}

function joinBoxes(rows: readonly BoundedRow[]): BoundedRow["box"] {
  const joined: [number, number, number, number] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { box } of rows) {
    joined[0] = Math.min(joined[0], box[0]);
    joined[1] = Math.max(joined[1], box[1]);
    joined[2] = Math.min(joined[2], box[2]);
    joined[3] = Math.max(joined[3], box[3]);
  }
  return joined;
}

/** Runs of nearly equal length, none longer than a limit. */
function divide<Value>(values: readonly Value[], most: number): Value[][] {
  const runs = Math.ceil(values.length / most);
  const at = (run: number): number => Math.floor((values.length * run) / runs);
  return Array.from({ length: runs }, (_, run) => values.slice(at(run), at(run + 1)));
}

/** Rows grouped for nodes: slices by x, each cut by y. Equal places keep the order of their numbers, so that the same rows give the same tree. */
function tile(rows: readonly BoundedRow[]): BoundedRow[][] {
  const nodes = Math.ceil(rows.length / MOST_CELLS_OF_NODE);
  const slice = MOST_CELLS_OF_NODE * Math.ceil(Math.sqrt(nodes));
  const sortBy = (some: readonly BoundedRow[], centre: (row: BoundedRow) => number): BoundedRow[] =>
    [...some].sort((a, b) => centre(a) - centre(b) || a.id - b.id);
  return divide(
    sortBy(rows, ({ box }) => box[0] + box[1]),
    slice,
  ).flatMap((some) =>
    divide(
      sortBy(some, ({ box }) => box[2] + box[3]),
      MOST_CELLS_OF_NODE,
    ),
  );
}

function writeNode(cells: readonly BoundedRow[], depth: number): Uint8Array {
  const bytes = new Uint8Array(NODE_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, depth);
  view.setUint16(2, cells.length);
  cells.forEach(({ id, box }, index) => {
    const at = 4 + CELL_BYTES * index;
    view.setBigInt64(at, BigInt(id));
    view.setFloat32(at + 8, roundTowards(box[0], -1));
    view.setFloat32(at + 12, roundTowards(box[1], 1));
    view.setFloat32(at + 16, roundTowards(box[2], -1));
    view.setFloat32(at + 20, roundTowards(box[3], 1));
  });
  return bytes;
}

/** Packs rows, each with its own number. No row gives a tree of one empty root. */
export function packRtree(rows: readonly BoundedRow[]): PackedTree {
  const levels: BoundedRow[][][] = [rows.length <= MOST_CELLS_OF_NODE ? [[...rows]] : tile(rows)];
  for (let groups = levels[0] as BoundedRow[][]; groups.length > 1; groups = levels.at(-1) as BoundedRow[][]) {
    const above = groups.map((group, index): BoundedRow => ({ id: index, box: joinBoxes(group) }));
    levels.push(above.length <= MOST_CELLS_OF_NODE ? [above] : tile(above));
  }
  const nodes: Uint8Array[] = [];
  const parents: number[] = [];
  const leafOfRow: [number, number][] = [];
  /** Numbers nodes from the root on: a node before those below it. */
  const lay = (level: number, group: number, parent: number): number => {
    const cells = levels[level]?.[group] as BoundedRow[];
    const number = nodes.push(new Uint8Array(0));
    parents.push(parent);
    const numbered = level === 0 ? cells : cells.map(({ id, box }) => ({ id: lay(level - 1, id, number), box }));
    if (level === 0) for (const { id } of cells) leafOfRow.push([id, number]);
    nodes[number - 1] = writeNode(numbered, parent === 0 ? levels.length - 1 : 0);
    return number;
  };
  lay(levels.length - 1, 0, 0);
  leafOfRow.sort(([a], [b]) => a - b);
  return { nodes, parents, leafOfRow };
}
