/** Pages of an SQLite file and the b-trees on them, built from the leaves up. */
import { BadDataError } from "../../core/errors.ts";
import { type SqlValue, varint } from "./sqlite-record.ts";

const PAGE_BYTES = 4096;
const FILE_HEADER_BYTES = 100;
const LEAF_HEADER_BYTES = 8;
const INTERIOR_HEADER_BYTES = 12;
const POINTER_BYTES = 2;
const CHILD_BYTES = 4;
const TABLE_LEAF = 0x0d;
const TABLE_INTERIOR = 0x05;
const INDEX_LEAF = 0x0a;
const INDEX_INTERIOR = 0x02;
/** SQLite keeps a page at this place of larger files for locks. */
const MOST_BYTES = 1 << 30;
/** Payload that stays on its page: U - 35 of tables, a quarter of a page of indexes; the rest goes to pages of its own. */
const MOST_LOCAL_IN_TABLE = PAGE_BYTES - 35;
const MOST_LOCAL_IN_INDEX = Math.floor(((PAGE_BYTES - 12) * 64) / 255) - 23;
const LEAST_LOCAL = Math.floor(((PAGE_BYTES - 12) * 32) / 255) - 23;
const OVERFLOW_BYTES = PAGE_BYTES - 4;

interface Child {
  readonly page: number;
  /** The largest row number below it. */
  readonly lastRowId: number;
}

/** Entries of an index in its order, by their columns; the last is the row number. */
export function sortedEntries(entries: readonly (readonly SqlValue[])[]): (readonly SqlValue[])[] {
  const encoder = new TextEncoder();
  const compareText = (a: string, b: string): number => {
    const [one, other] = [encoder.encode(a), encoder.encode(b)];
    for (let at = 0; at < Math.min(one.length, other.length); at++)
      if (one[at] !== other[at]) return (one[at] as number) - (other[at] as number);
    return one.length - other.length;
  };
  const compare = (a: SqlValue, b: SqlValue): number => {
    if (typeof a === "string" && typeof b === "string") return compareText(a, b);
    if (typeof a === "number" && typeof b === "number") return a - b;
    return (a === null ? 0 : 1) - (b === null ? 0 : 1);
  };
  return [...entries].sort((a, b) => {
    for (let at = 0; at < a.length; at++) {
      const order = compare(a[at] as SqlValue, b[at] as SqlValue);
      if (order !== 0) return order;
    }
    return 0;
  });
}

export class SqlitePages {
  static readonly pageBytes = PAGE_BYTES;
  private bytes = new Uint8Array(64 * PAGE_BYTES);
  /** The first page holds the file's header and the schema's root. */
  private count = 1;

  /** The number of a new page, from 1. */
  private newPage(): number {
    this.count++;
    if (this.count * PAGE_BYTES >= MOST_BYTES)
      throw new BadDataError([
        { code: "too-large", severity: "error", layer: "GeoPackage", details: { limit: MOST_BYTES } },
      ]);
    if (this.count * PAGE_BYTES > this.bytes.length) {
      const larger = new Uint8Array(2 * this.bytes.length);
      larger.set(this.bytes);
      this.bytes = larger;
    }
    return this.count;
  }

  private page(number: number): Uint8Array {
    return this.bytes.subarray((number - 1) * PAGE_BYTES, number * PAGE_BYTES);
  }

  /** Lays cells on a page: the header, pointers in order, the cells from the end of the page. */
  private layPage(number: number, type: number, cells: readonly Uint8Array[], rightmost: number | null): void {
    const page = this.page(number);
    const start = number === 1 ? FILE_HEADER_BYTES : 0;
    const view = new DataView(page.buffer, page.byteOffset, PAGE_BYTES);
    let end = PAGE_BYTES;
    const pointers = start + (rightmost === null ? LEAF_HEADER_BYTES : INTERIOR_HEADER_BYTES);
    cells.forEach((cell, index) => {
      end -= cell.length;
      page.set(cell, end);
      view.setUint16(pointers + POINTER_BYTES * index, end);
    });
    view.setUint8(start, type);
    view.setUint16(start + 3, cells.length);
    view.setUint16(start + 5, end);
    if (rightmost !== null) view.setUint32(start + 8, rightmost);
  }

  /** What of a record stays on its page, with the number of the page where the rest begins. */
  private spill(record: Uint8Array, mostLocal: number): Uint8Array {
    if (record.length <= mostLocal) return record;
    const even = LEAST_LOCAL + ((record.length - LEAST_LOCAL) % OVERFLOW_BYTES);
    const local = even <= mostLocal ? even : LEAST_LOCAL;
    const kept = new Uint8Array(local + 4);
    kept.set(record.subarray(0, local));
    let place: { readonly page: number } | null = null;
    for (let at = local; at < record.length; at += OVERFLOW_BYTES) {
      const page = this.newPage();
      if (place === null) new DataView(kept.buffer).setUint32(local, page);
      else new DataView(this.bytes.buffer, (place.page - 1) * PAGE_BYTES).setUint32(0, page);
      this.page(page).set(record.subarray(at, at + OVERFLOW_BYTES), 4);
      place = { page };
    }
    return kept;
  }

  /** Leaves of a table's tree; rows are added with ascending numbers, `close` gives the pages. */
  private openLeaves(): { add(rowId: number, record: Uint8Array): void; close(): readonly Child[] } {
    const leaves: Child[] = [];
    let cells: Uint8Array[] = [];
    let used = LEAF_HEADER_BYTES;
    let last = 0;
    const flush = (): void => {
      const page = this.newPage();
      this.layPage(page, TABLE_LEAF, cells, null);
      leaves.push({ page, lastRowId: last });
      cells = [];
      used = LEAF_HEADER_BYTES;
    };
    return {
      add: (rowId, record) => {
        const cell = cellOf(varint(record.length), varint(rowId), this.spill(record, MOST_LOCAL_IN_TABLE));
        if (used + cell.length + POINTER_BYTES > PAGE_BYTES) flush();
        cells.push(cell);
        used += cell.length + POINTER_BYTES;
        last = rowId;
      },
      close: () => {
        if (cells.length > 0 || leaves.length === 0) flush();
        return leaves;
      },
    };
  }

  /** A table's tree; rows are added with ascending numbers, `close` gives its root page. */
  openTable(): { add(rowId: number, record: Uint8Array): void; close(): number } {
    const leaves = this.openLeaves();
    return { add: leaves.add, close: () => this.joinLeaves(leaves.close()) };
  }

  /** Interior pages over children until one is left: the root. */
  private joinLeaves(leaves: readonly Child[]): number {
    let children = leaves;
    while (children.length > 1) children = groupsOf(children).map((group) => this.joinGroup(group, this.newPage()));
    return (children[0] as Child).page;
  }

  private joinGroup(group: readonly Child[], page: number): Child {
    const rightmost = group.at(-1) as Child;
    const cells = group.slice(0, -1).map(({ page: child, lastRowId }) => cellOf(pointer(child), varint(lastRowId)));
    this.layPage(page, TABLE_INTERIOR, cells, rightmost.page);
    return { page, lastRowId: rightmost.lastRowId };
  }

  /** An index of sorted records; gives its root page. Two levels hold some ten thousand entries, more than any catalogue has. */
  writeIndex(records: readonly Uint8Array[]): number {
    const cells = records.map((record) => cellOf(varint(record.length), this.spill(record, MOST_LOCAL_IN_INDEX)));
    const leaves: Uint8Array[][] = [[]];
    const dividers: Uint8Array[] = [];
    let used = LEAF_HEADER_BYTES;
    cells.forEach((cell, index) => {
      const isFull = used + cell.length + POINTER_BYTES > PAGE_BYTES;
      // An entry between two leaves stands above them; the last one has no leaf to its right.
      if (isFull && index < cells.length - 1) {
        dividers.push(cell);
        leaves.push([]);
        used = LEAF_HEADER_BYTES;
        return;
      }
      if (isFull) {
        const before = leaves.at(-1)?.pop() as Uint8Array;
        dividers.push(before);
        leaves.push([]);
        used = LEAF_HEADER_BYTES;
      }
      leaves.at(-1)?.push(cell);
      used += cell.length + POINTER_BYTES;
    });
    const pages = leaves.map((leaf) => {
      const page = this.newPage();
      this.layPage(page, INDEX_LEAF, leaf, null);
      return page;
    });
    if (pages.length === 1) return pages[0] as number;
    const root = this.newPage();
    const joined = dividers.map((divider, index) => cellOf(pointer(pages[index] as number), divider));
    this.layPage(root, INDEX_INTERIOR, joined, pages.at(-1) as number);
    return root;
  }

  /** The schema's tree, whose root is the first page; it has at least two leaves, so that the root is always of one kind. */
  writeSchema(records: readonly Uint8Array[]): void {
    const half = Math.ceil(records.length / 2);
    const children = [0, half].flatMap((first) => {
      const leaves = this.openLeaves();
      for (const [index, record] of records.slice(first, first + half).entries()) leaves.add(first + index + 1, record);
      return leaves.close();
    });
    this.joinGroup(children, 1);
  }

  /** The file's bytes, with its header filled in. */
  finish(writeHeader: (view: DataView, pageCount: number) => void): Uint8Array {
    const file = this.bytes.slice(0, this.count * PAGE_BYTES);
    file.set(new TextEncoder().encode("SQLite format 3\0"));
    writeHeader(new DataView(file.buffer), this.count);
    return file;
  }
}

/** Children an interior page takes at most, with the widest row numbers. */
const MOST_CHILDREN = Math.floor((PAGE_BYTES - INTERIOR_HEADER_BYTES) / (CHILD_BYTES + 9 + POINTER_BYTES));

/** Children in groups for interior pages, of nearly equal size, none of a single child. */
function groupsOf(children: readonly Child[]): Child[][] {
  const groups = Math.ceil(children.length / MOST_CHILDREN);
  return Array.from({ length: groups }, (_, group) =>
    children.slice(
      Math.floor((children.length * group) / groups),
      Math.floor((children.length * (group + 1)) / groups),
    ),
  );
}

function pointer(page: number): Uint8Array {
  const bytes = new Uint8Array(CHILD_BYTES);
  new DataView(bytes.buffer).setUint32(0, page);
  return bytes;
}

function cellOf(...parts: readonly ArrayLike<number>[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
