/**
 * The shapes of a shapefile (.shp, ESRI 1998). Records are found through the index (.shx) where it is sound, which steps
 * over what editing left behind, else one after the other. Every count is checked against the record's own length, so that
 * damage is an issue of its record. Z and M are left out; of a MultiPatch the faces are given as polygons.
 */
import type { WorkControl } from "../../core/analysis-result.ts";
import { Pace } from "../breathe.ts";
import { GeometryCollector, MULTI_POINT, NO_GEOMETRY, POINT } from "../tables/feature-table.ts";
import type { IssueList } from "../tables/labelled-table.ts";
import { collectAreas, collectLines } from "./collect-parts.ts";
import { readPatches } from "./shp-patches.ts";

const HEADER_BYTES = 100;
const RECORD_HEADER_BYTES = 8;
const MAGIC = 9994;
/** Records between two looks at the clock. */
const RECORDS_AT_ONCE = 256;
const MULTI_PATCH = 31;

export interface ShpShapes {
  readonly collector: GeometryCollector;
  readonly hasHeights: boolean;
  /** Features that are surfaces in space, whose polygons are their faces. */
  readonly surfaceRows: readonly number[];
}

/** True where the bytes begin as a .shp, .shx does. */
export function isShp(bytes: Uint8Array): boolean {
  return bytes[0] === 0 && bytes[1] === 0 && bytes[2] === 0x27 && bytes[3] === 0x0a;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Where the index says that records begin; null where it does not fit the shapes. */
function offsetsFromIndex(shx: Uint8Array, shp: DataView): number[] | null {
  if (shx.length < HEADER_BYTES || !isShp(shx)) return null;
  const view = viewOf(shx);
  const count = Math.floor((shx.length - HEADER_BYTES) / 8);
  const offsets: number[] = [];
  for (let row = 0; row < count; row++) {
    const offset = 2 * view.getInt32(HEADER_BYTES + 8 * row, false);
    // The length in the index is often wrong in old files; the record has its own.
    if (offset < HEADER_BYTES || offset + RECORD_HEADER_BYTES > shp.byteLength) return null;
    if (row > 0 && offset === offsets[row - 1]) return null;
    offsets.push(offset);
  }
  return offsets;
}

const SHAPE_TYPES = new Set([0, 1, 3, 5, 8, 11, 13, 15, 18, 21, 23, 25, 28, MULTI_PATCH]);

/** Whether a whole record seems to begin there. */
function isRecord(shp: DataView, at: number): boolean {
  if (at + RECORD_HEADER_BYTES + 4 > shp.byteLength) return false;
  const length = 2 * shp.getInt32(at + 4, false);
  const type = shp.getInt32(at + RECORD_HEADER_BYTES, true);
  const isWithin = at + RECORD_HEADER_BYTES + length <= shp.byteLength;
  return SHAPE_TYPES.has(type) && (type === 0 || (length >= 4 && isWithin));
}

/** Where the record after this one begins. Some writers give null shapes, which are four bytes, the length of others. */
function endOfRecord(shp: DataView, at: number, number: number): number {
  const end = at + RECORD_HEADER_BYTES + 2 * shp.getInt32(at + 4, false);
  const shortest = at + RECORD_HEADER_BYTES + 4;
  if (shp.getInt32(at + RECORD_HEADER_BYTES, true) !== 0 || end === shortest) return end;
  const isShort = isRecord(shp, shortest) && shp.getInt32(shortest, false) === number + 1;
  return isShort || end < shortest || end > shp.byteLength ? shortest : end;
}

/** The next record of that number behind what is none; -1 where there is none. */
function seekRecord(shp: DataView, from: number, number: number): number {
  for (let at = from; at + RECORD_HEADER_BYTES < shp.byteLength; at += 2)
    if (shp.getInt32(at, false) === number && isRecord(shp, at)) return at;
  return -1;
}

function offsetsInOrder(shp: DataView, layer: string, issues: IssueList): number[] {
  const offsets: number[] = [];
  let at = HEADER_BYTES;
  while (at < shp.byteLength) {
    const number = offsets.length + 1;
    // Editing leaves gaps, which only the index tells of.
    if (!isRecord(shp, at)) at = seekRecord(shp, at, number);
    if (at < 0) {
      issues.error("unreadable-file", layer, { row: number, details: { format: "Shapefile" } });
      break;
    }
    offsets.push(at);
    at = endOfRecord(shp, at, number);
  }
  return offsets;
}

class ShapeReader {
  readonly collector = new GeometryCollector();
  hasHeights = false;
  readonly surfaceRows: number[] = [];
  private readonly view: DataView;

  constructor(view: DataView) {
    this.view = view;
  }

  /** Adds the record's shape. False where it does not fit into its record; it is then added without a shape. */
  add(offset: number): boolean {
    const from = offset + RECORD_HEADER_BYTES;
    const length = 2 * this.view.getInt32(offset + 4, false);
    const end = Math.min(from + length, this.view.byteLength);
    const { collector } = this;
    if (from + 4 > this.view.byteLength) return this.refuse();
    const type = this.view.getInt32(from, true);
    if (type === 0) {
      collector.finish(NO_GEOMETRY, null, null);
      return true;
    }
    if (length < 4 || from + length > this.view.byteLength) return this.refuse();
    if (type > 10) this.hasHeights = true;
    switch (type) {
      case MULTI_PATCH:
        return this.addPatches(from, end);
      case 1:
      case 11:
      case 21:
        return end - from < 20 ? this.refuse() : this.addPoint(from + 4);
      case 8:
      case 18:
      case 28:
        return this.addMultiPoint(from, end);
      case 3:
      case 13:
      case 23:
        return this.addParts(from, end, false);
      case 5:
      case 15:
      case 25:
        return this.addParts(from, end, true);
      default:
        return this.refuse();
    }
  }

  private refuse(): boolean {
    this.collector.finish(NO_GEOMETRY, null, null);
    return false;
  }

  private addPoint(at: number): boolean {
    const [x, y] = [this.view.getFloat64(at, true), this.view.getFloat64(at + 8, true)];
    // Some programs write an empty point as one that is no number.
    const isEmpty = Number.isNaN(x) && Number.isNaN(y);
    if (!isEmpty) this.collector.positions.push(x, y);
    this.collector.finish(isEmpty ? NO_GEOMETRY : POINT, null, null);
    return true;
  }

  private addMultiPoint(from: number, end: number): boolean {
    const count = from + 40 <= end ? this.view.getInt32(from + 36, true) : -1;
    if (count < 0 || from + 40 + 16 * count > end) return this.refuse();
    for (let at = from + 40; at < from + 40 + 16 * count; at += 16)
      this.collector.positions.push(this.view.getFloat64(at, true), this.view.getFloat64(at + 8, true));
    this.collector.finish(count === 0 ? NO_GEOMETRY : MULTI_POINT, null, null);
    return true;
  }

  private addParts(from: number, end: number, isArea: boolean): boolean {
    const { view } = this;
    const parts = from + 44 <= end ? view.getInt32(from + 36, true) : -1;
    const count = from + 44 <= end ? view.getInt32(from + 40, true) : -1;
    const at = from + 44 + 4 * parts;
    if (parts < 0 || count < 0 || at + 16 * count > end) return this.refuse();
    const ends: number[] = [];
    for (let part = 0; part < parts; part++) {
      const start = view.getInt32(from + 44 + 4 * part, true);
      const close = part + 1 < parts ? view.getInt32(from + 48 + 4 * part, true) : count;
      if (start < 0 || start > close || close > count || (part === 0 && start !== 0)) return this.refuse();
      // A part of no positions is none.
      if (close > start) ends.push(close);
    }
    if (ends.length === 0) {
      this.collector.finish(NO_GEOMETRY, null, null);
      return true;
    }
    const coordinates = new Float64Array(2 * count);
    for (let index = 0; index < 2 * count; index++) coordinates[index] = view.getFloat64(at + 8 * index, true);
    const collect = isArea ? collectAreas : collectLines;
    collect(this.collector, coordinates, ends);
    return true;
  }

  private addPatches(from: number, end: number): boolean {
    const faces = readPatches(this.view, from, end);
    if (faces === null) return this.refuse();
    if (faces.length === 0) {
      this.collector.finish(NO_GEOMETRY, null, null);
      return true;
    }
    this.surfaceRows.push(this.collector.kinds.length);
    this.collector.add({ type: "MultiPolygon", coordinates: faces });
    return true;
  }
}

/** Reads all shapes, a null shape as a feature without one. Null where the file is no shapefile; faults go to `issues`. Throws AnalysisError("cancelled"). */
export async function readShp(
  shp: Uint8Array,
  shx: Uint8Array | null,
  layer: string,
  issues: IssueList,
  control: WorkControl = {},
): Promise<ShpShapes | null> {
  const format = "Shapefile";
  if (shp.length < HEADER_BYTES) {
    issues.error("truncated-file", layer, { details: { format } });
    return null;
  }
  const view = viewOf(shp);
  if (view.getInt32(0, false) !== MAGIC) {
    issues.error("unknown-format", layer, { details: { expected: format } });
    return null;
  }
  const expected = 2 * view.getInt32(24, false);
  const isCut = shp.length < expected;
  if (isCut) issues.error("truncated-file", layer, { details: { format, bytes: shp.length, expected } });
  const indexed = shx && !isCut ? offsetsFromIndex(shx, view) : null;
  if (shx && !isCut && !indexed) issues.warn("assumed", layer, { field: "shx", details: { what: "index-ignored" } });
  const offsets = indexed ?? offsetsInOrder(view, layer, issues);
  const reader = new ShapeReader(view);
  const pace = new Pace(control);
  let points = 0;
  for (const [row, offset] of offsets.entries()) {
    if (row % RECORDS_AT_ONCE === 0) await pace.step(offset, shp.length);
    // Records that overlap would let a small file unfold into a large one; a corner of a strip is one of three triangles.
    const isBloated = points > shp.length / 5 + 1;
    if (isBloated || !reader.add(offset)) {
      if (isBloated) reader.collector.finish(NO_GEOMETRY, null, null);
      issues.error("bad-value", layer, { row: row + 1, field: "geometry", details: { what: "damaged-shape" } });
    }
    points = reader.collector.positions.length;
  }
  return { collector: reader.collector, hasHeights: reader.hasHeights, surfaceRows: reader.surfaceRows };
}
