/** Geometries of GeoJSON → the shapes of a table. Of a GeometryCollection the members of the highest dimension become one shape. */
import {
  GeometryCollector,
  LINE,
  MULTI_LINE,
  MULTI_POINT,
  MULTI_POLYGON,
  NO_GEOMETRY,
  OTHER_GEOMETRY,
  POINT,
  POLYGON,
} from "../tables/feature-table.ts";
import { isObject, type JsonObject } from "./json-document.ts";

const MULTI_TYPES = ["MultiPoint", "MultiLineString", "MultiPolygon"];
const DEEPEST_COLLECTION = 50;

/** Nesting of `coordinates` for each type: a position is 0 deep. */
const DEPTHS: Readonly<Record<string, readonly [kind: number, depth: number]>> = {
  Point: [POINT, 0],
  MultiPoint: [MULTI_POINT, 1],
  LineString: [LINE, 1],
  MultiLineString: [MULTI_LINE, 2],
  Polygon: [POLYGON, 2],
  MultiPolygon: [MULTI_POLYGON, 3],
};

/** Members of collections within collections, flat; null where something in it is no geometry. */
function flattenCollection(geometry: JsonObject, depth: number, into: JsonObject[]): boolean {
  if (geometry.type !== "GeometryCollection") {
    into.push(geometry);
    return DEPTHS[String(geometry.type)] !== undefined && Array.isArray(geometry.coordinates);
  }
  const { geometries } = geometry;
  if (!Array.isArray(geometries) || depth > DEEPEST_COLLECTION) return false;
  return geometries.every((member) => isObject(member) && flattenCollection(member, depth + 1, into));
}

/** A collection as one geometry of the members' highest dimension; null where there is nothing in it. */
function mergeCollection(members: readonly JsonObject[]): {
  readonly merged: JsonObject | null;
  readonly isMixed: boolean;
} {
  const dimensionOf = ({ type }: JsonObject): number => MULTI_TYPES.findIndex((multi) => multi.endsWith(String(type)));
  const dimensions = members.map((member) => dimensionOf({ type: String(member.type).replace("Multi", "") }));
  const highest = Math.max(...dimensions);
  const kept = members.filter((_, index) => dimensions[index] === highest);
  const [only] = kept;
  const isMixed = kept.length < members.length;
  if (!only || kept.length === 1) return { merged: only ?? null, isMixed };
  const coordinates = kept.flatMap((member) => {
    const own = member.coordinates as unknown[];
    return String(member.type).startsWith("Multi") ? own : [own];
  });
  return { merged: { type: MULTI_TYPES[highest], coordinates }, isMixed };
}

/** Takes geometries one by one. */
export class GeometryReader {
  readonly collector = new GeometryCollector();
  hasHeights = false;
  /** Whether the last geometry was a collection of which only some members were kept. */
  wasMixed = false;

  private pushPosition(value: unknown): boolean {
    if (!Array.isArray(value) || value.length < 2) return false;
    const [lon, lat, height]: unknown[] = value;
    if (height) this.hasHeights = true;
    this.collector.positions.push(
      typeof lon === "number" ? lon : Number.NaN,
      typeof lat === "number" ? lat : Number.NaN,
    );
    return true;
  }

  private pushPart(value: unknown): boolean {
    return Array.isArray(value) && value.every((position) => this.pushPosition(position));
  }

  private pushParts(value: unknown, start: number, ends: number[]): boolean {
    if (!Array.isArray(value)) return false;
    return value.every((part) => {
      const fits = this.pushPart(part);
      ends.push(this.collector.positions.length - start);
      return fits;
    });
  }

  /** Adds one geometry; false where its coordinates do not fit its type (it is then added without one). */
  add(geometry: unknown): boolean {
    this.wasMixed = false;
    if (isObject(geometry) && geometry.type === "GeometryCollection") return this.addCollection(geometry);
    return this.addOne(geometry);
  }

  private addCollection(geometry: JsonObject): boolean {
    const members: JsonObject[] = [];
    if (!flattenCollection(geometry, 0, members)) {
      this.collector.finish(NO_GEOMETRY, null, null);
      return false;
    }
    const { merged, isMixed } = mergeCollection(members);
    this.wasMixed = isMixed;
    return this.addOne(merged);
  }

  private addOne(geometry: unknown): boolean {
    const { collector } = this;
    const start = collector.positions.length;
    if (!isObject(geometry)) {
      collector.finish(NO_GEOMETRY, null, null);
      return geometry === null || geometry === undefined;
    }
    const [kind, depth] = DEPTHS[String(geometry.type)] ?? [OTHER_GEOMETRY, -1];
    const ringEnds: number[] = [];
    const polygonEnds: number[] = [];
    const { coordinates } = geometry;
    let fits = false;
    if (depth === 0) fits = this.pushPosition(coordinates);
    else if (depth === 1) fits = this.pushPart(coordinates);
    else if (depth === 2) fits = this.pushParts(coordinates, start, ringEnds);
    else if (depth === 3 && Array.isArray(coordinates)) {
      fits = coordinates.every((polygon) => {
        const partFits = this.pushParts(polygon, start, ringEnds);
        polygonEnds.push(ringEnds.length);
        return partFits;
      });
    }
    if (!fits) {
      collector.positions.length = start;
      collector.finish(kind === OTHER_GEOMETRY ? OTHER_GEOMETRY : NO_GEOMETRY, null, null);
      return false;
    }
    collector.finish(kind, depth >= 2 ? ringEnds : null, depth === 3 ? polygonEnds : null);
    return true;
  }
}
