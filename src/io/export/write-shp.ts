/** Shapes of some rows of a table as .shp and .shx (ESRI, 1998): one type a file, features without a shape as null shapes. */
import { type FeatureTable, LINE, MULTI_LINE, MULTI_POINT, POINT } from "../tables/feature-table.ts";
import { closedRing, isArea, partsOfFeature, polygonsOfFeature, turnedRing } from "./feature-parts.ts";

export type ShapeKind = "point" | "multipoint" | "line" | "area";

const SHAPE_TYPES: Readonly<Record<ShapeKind, number>> = { point: 1, line: 3, area: 5, multipoint: 8 };
const NULL_SHAPE = 0;
const FILE_CODE = 9994;
const VERSION = 1000;
const HEADER_BYTES = 100;

/** Which file a feature belongs to; null for one without a shape, which goes anywhere. */
export function shapeKindOf(table: FeatureTable, row: number): ShapeKind | null {
  if ((table.starts[row + 1] ?? 0) === (table.starts[row] ?? 0)) return null;
  const kind = table.kinds[row];
  if (kind === POINT) return "point";
  if (kind === MULTI_POINT) return "multipoint";
  if (kind === LINE || kind === MULTI_LINE) return "line";
  return isArea(kind) ? "area" : null;
}

type Box = [number, number, number, number];

function boxOf(positions: readonly number[]): Box {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = 0; at < positions.length; at += 2) {
    const [x, y] = [positions[at] as number, positions[at + 1] as number];
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  }
  return box;
}

function setDoubles(view: DataView, at: number, values: readonly number[]): void {
  for (const [index, value] of values.entries()) view.setFloat64(at + 8 * index, value, true);
}

/** Parts of a feature, rings closed and turned as the format wants: outer ones clockwise. */
function partsToWrite(table: FeatureTable, row: number, kind: ShapeKind): readonly (readonly number[])[] {
  if (kind === "area")
    return polygonsOfFeature(table, row).flatMap((rings) =>
      rings.map((ring, index) => turnedRing(closedRing(table, ring), index > 0)),
    );
  return partsOfFeature(table, row).map(({ from, to }) => [...table.coordinates.subarray(2 * from, 2 * to)]);
}

/** The content of a record, without its header. */
function recordOf(
  table: FeatureTable,
  row: number,
  kind: ShapeKind,
): { readonly bytes: Uint8Array; readonly box: Box | null } {
  const own = shapeKindOf(table, row);
  if (own === null) {
    return { bytes: new Uint8Array(4), box: null };
  }
  const parts = partsToWrite(table, row, kind);
  const positions = parts.flat();
  const box = boxOf(positions);
  const count = positions.length / 2;
  const partCount = kind === "line" || kind === "area" ? parts.length : 0;
  const headLength = kind === "point" ? 4 : kind === "multipoint" ? 40 : 44 + 4 * partCount;
  const bytes = new Uint8Array(headLength + 16 * count);
  const view = new DataView(bytes.buffer);
  view.setInt32(0, SHAPE_TYPES[kind], true);
  if (kind !== "point") {
    setDoubles(view, 4, box);
    if (partCount > 0) view.setInt32(36, partCount, true);
    view.setInt32(partCount > 0 ? 40 : 36, count, true);
    let first = 0;
    parts.slice(0, partCount).forEach((part, index) => {
      view.setInt32(44 + 4 * index, first, true);
      first += part.length / 2;
    });
  }
  setDoubles(view, headLength, positions);
  return { bytes, box };
}

function writeHeader(bytes: Uint8Array, kind: ShapeKind | null, box: Box): void {
  const view = new DataView(bytes.buffer);
  view.setInt32(0, FILE_CODE);
  view.setInt32(24, bytes.length / 2);
  view.setInt32(28, VERSION, true);
  view.setInt32(32, kind === null ? NULL_SHAPE : SHAPE_TYPES[kind], true);
  setDoubles(
    view,
    36,
    box.map((value) => (Number.isFinite(value) ? value : 0)),
  );
}

export interface ShapeFiles {
  readonly shp: Uint8Array;
  readonly shx: Uint8Array;
}

/** @param kind of all rows that have a shape; null where none has one */
export function writeShapes(table: FeatureTable, rows: readonly number[], kind: ShapeKind | null): ShapeFiles {
  const records = rows.map((row) => recordOf(table, row, kind ?? "point"));
  const shp = new Uint8Array(records.reduce((sum, { bytes }) => sum + 8 + bytes.length, HEADER_BYTES));
  const shx = new Uint8Array(HEADER_BYTES + 8 * records.length);
  const [shpView, shxView] = [new DataView(shp.buffer), new DataView(shx.buffer)];
  const whole: Box = [Infinity, Infinity, -Infinity, -Infinity];
  let at = HEADER_BYTES;
  records.forEach(({ bytes, box }, index) => {
    shpView.setInt32(at, index + 1);
    shpView.setInt32(at + 4, bytes.length / 2);
    shp.set(bytes, at + 8);
    shxView.setInt32(HEADER_BYTES + 8 * index, at / 2);
    shxView.setInt32(HEADER_BYTES + 8 * index + 4, bytes.length / 2);
    at += 8 + bytes.length;
    if (!box) return;
    for (const side of [0, 1] as const) {
      whole[side] = Math.min(whole[side], box[side]);
      whole[side + 2] = Math.max(whole[side + 2] as number, box[side + 2] as number);
    }
  });
  writeHeader(shp, kind, whole);
  writeHeader(shx, kind, whole);
  return { shp, shx };
}
