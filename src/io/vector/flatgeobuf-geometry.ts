/**
 * Geometries of FlatGeobuf: tables of flatbuffers, walked here with bounds checks. Of a collection the members of the highest
 * dimension become one shape. Of surfaces in space the faces are given, as polygons; curves are told as shapes that are not read.
 */
import {
  type GeometryCollector,
  LINE,
  MULTI_LINE,
  MULTI_POINT,
  MULTI_POLYGON,
  NO_GEOMETRY,
  OTHER_GEOMETRY,
  POINT,
  POLYGON,
} from "../tables/feature-table.ts";

/** Position of a table's field, 0 where it is absent; flatbuffers tables hold a vtable of 16-bit offsets. */
export function fieldOffset(view: DataView, table: number, slot: number): number {
  const vtable = table - view.getInt32(table, true);
  if (slot >= view.getUint16(vtable, true)) return 0;
  const offset = view.getUint16(vtable + slot, true);
  return offset === 0 ? 0 : table + offset;
}

/** Where the offset that stands at a position leads. */
export function follow(view: DataView, position: number): number {
  return position + view.getUint32(position, true);
}

const SLOT_ENDS = 4;
const SLOT_XY = 6;
const SLOT_Z = 8;
const SLOT_TYPE = 16;
const SLOT_PARTS = 18;

const COLLECTION = 7;
const POLYHEDRAL_SURFACE = 15;
const TIN = 16;
const TRIANGLE = 17;
const DEEPEST_COLLECTION = 50;
const MOST_MEMBERS = 1e6;

/** 1 for points, 2 for lines, 3 for areas. */
function dimensionOf(type: number): number {
  return type > POLYGON ? type - POLYGON : type;
}

/** Copies geometries of one file, checked against its bounds (RangeError beyond them), into a collector. */
export class GeometryWalker {
  private readonly view: DataView;
  private readonly into: GeometryCollector;
  /** Heights by position, null where the file has none. */
  readonly elevations: number[] | null;
  /** Features that were collections of which only some members were kept. */
  readonly mixedRows: number[] = [];
  /** Features that are surfaces in space, whose polygons are their faces. */
  readonly surfaceRows: number[] = [];

  constructor(view: DataView, into: GeometryCollector, hasZ: boolean) {
    this.view = view;
    this.into = into;
    this.elevations = hasZ ? [] : null;
  }

  /** Copies the positions of a geometry table; answers how many. */
  private copyPositions(geometry: number): number {
    const field = fieldOffset(this.view, geometry, SLOT_XY);
    if (field === 0) return 0;
    const vector = follow(this.view, field);
    const count = this.view.getUint32(vector, true) >> 1;
    // Read the last byte first: a damaged length must fail here, not after gigabytes of growth.
    if (count > 0) this.view.getUint8(vector + 4 + 16 * count - 1);
    let at = vector + 4;
    for (let index = 0; index < count; index++, at += 16) {
      this.into.positions.push(this.view.getFloat64(at, true), this.view.getFloat64(at + 8, true));
    }
    if (this.elevations) this.copyElevations(geometry, count, this.elevations);
    return count;
  }

  private copyElevations(geometry: number, count: number, elevations: number[]): void {
    const field = fieldOffset(this.view, geometry, SLOT_Z);
    const vector = field === 0 ? 0 : follow(this.view, field);
    const given = field === 0 ? 0 : this.view.getUint32(vector, true);
    for (let index = 0; index < count; index++) {
      elevations.push(index < given ? this.view.getFloat64(vector + 4 + 8 * index, true) : Number.NaN);
    }
  }

  private readEnds(geometry: number, total: number, from: number, ends: number[]): void {
    const field = fieldOffset(this.view, geometry, SLOT_ENDS);
    const vector = field === 0 ? 0 : follow(this.view, field);
    const count = field === 0 ? 0 : this.view.getUint32(vector, true);
    if (count === 0) {
      if (total > 0) ends.push(from + total);
      return;
    }
    this.view.getUint8(vector + 4 + 4 * count - 1);
    for (let index = 0; index < count; index++) {
      const end = this.view.getUint32(vector + 4 + 4 * index, true);
      if (end > total) throw new RangeError("ring ends beyond its positions");
      ends.push(from + end);
    }
  }

  private partTables(geometry: number): number[] {
    const field = fieldOffset(this.view, geometry, SLOT_PARTS);
    if (field === 0) return [];
    const vector = follow(this.view, field);
    const count = this.view.getUint32(vector, true);
    if (count > 0) this.view.getUint8(vector + 4 + 4 * count - 1);
    return Array.from({ length: count }, (_, index) => follow(this.view, vector + 4 + 4 * index));
  }

  private typeOf(geometry: number): number {
    const field = fieldOffset(this.view, geometry, SLOT_TYPE);
    return field === 0 ? 0 : this.view.getUint8(field);
  }

  /** The members of collections within collections, flat; false where one is of a kind that is not read. */
  private flatten(geometry: number, type: number, depth: number, into: (readonly [number, number])[]): boolean {
    if (type !== COLLECTION) {
      into.push([geometry, type]);
      return type >= POINT && type <= MULTI_POLYGON;
    }
    if (depth > DEEPEST_COLLECTION || into.length > MOST_MEMBERS) return false;
    return this.partTables(geometry).every((part) => this.flatten(part, this.typeOf(part), depth + 1, into));
  }

  /** Of a collection the members of the highest dimension, as one shape of many parts. */
  private addCollection(geometry: number): void {
    const members: (readonly [geometry: number, type: number])[] = [];
    if (!this.flatten(geometry, COLLECTION, 0, members)) {
      this.into.finish(OTHER_GEOMETRY, null, null);
      return;
    }
    const dimension = Math.max(0, ...members.map(([, type]) => dimensionOf(type)));
    const kept = members.filter(([, type]) => dimensionOf(type) === dimension);
    if (kept.length < members.length) this.mixedRows.push(this.into.kinds.length);
    const ends: number[] = [];
    const polygonEnds: number[] = [];
    let total = 0;
    const copyPart = (part: number): void => {
      const count = this.copyPositions(part);
      this.readEnds(part, count, total, ends);
      total += count;
      polygonEnds.push(ends.length);
    };
    for (const [part, type] of kept) {
      if (type === MULTI_POLYGON) for (const polygon of this.partTables(part)) copyPart(polygon);
      else copyPart(part);
    }
    if (total === 0) this.into.finish(NO_GEOMETRY, null, null);
    else if (dimension === 1) this.into.finish(total === 1 ? POINT : MULTI_POINT, null, null);
    else if (dimension === 2) this.into.finish(ends.length === 1 ? LINE : MULTI_LINE, ends, null);
    else this.into.finish(MULTI_POLYGON, ends, polygonEnds);
  }

  private addPolygons(parts: readonly number[]): void {
    const ends: number[] = [];
    const polygonEnds: number[] = [];
    let total = 0;
    for (const part of parts) {
      const count = this.copyPositions(part);
      this.readEnds(part, count, total, ends);
      total += count;
      polygonEnds.push(ends.length);
    }
    this.into.finish(MULTI_POLYGON, ends, polygonEnds);
  }

  /** A point that is written as no number is an empty one. */
  private addPoint(geometry: number): void {
    const { positions } = this.into;
    const start = positions.length;
    const count = this.copyPositions(geometry);
    const isEmpty = count === 0 || positions.isNowhere(start);
    if (isEmpty) positions.length = start;
    if (isEmpty && this.elevations) this.elevations.length = start;
    this.into.finish(isEmpty ? NO_GEOMETRY : POINT, null, null);
  }

  /** Adds the geometry of one feature; `headerType` is that of the file, 0 where each has its own. */
  add(geometry: number, headerType: number): void {
    const type = headerType === 0 ? this.typeOf(geometry) : headerType;
    const ends: number[] = [];
    if (type === COLLECTION) this.addCollection(geometry);
    else if (type === POINT) this.addPoint(geometry);
    else if (type === MULTI_POINT || type === LINE) {
      this.copyPositions(geometry);
      this.into.finish(type, null, null);
    } else if (type === MULTI_LINE || type === POLYGON) {
      this.readEnds(geometry, this.copyPositions(geometry), 0, ends);
      this.into.finish(type, ends, null);
    } else if (type === MULTI_POLYGON) this.addPolygons(this.partTables(geometry));
    else if (type === POLYHEDRAL_SURFACE || type === TIN || type === TRIANGLE) {
      this.surfaceRows.push(this.into.kinds.length);
      const parts = this.partTables(geometry);
      if (parts.length > 0) this.addPolygons(parts);
      else {
        // Triangles may stand one after the other as rings.
        this.readEnds(geometry, this.copyPositions(geometry), 0, ends);
        if (ends.length === 0) this.into.finish(NO_GEOMETRY, null, null);
        else
          this.into.finish(
            MULTI_POLYGON,
            ends,
            ends.map((_, index) => index + 1),
          );
      }
    } else {
      this.into.finish(OTHER_GEOMETRY, null, null);
    }
  }
}
