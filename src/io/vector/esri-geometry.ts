/**
 * Shapes of Esri's JSON (`x`, `y`; `points`; `paths`; `rings`) → the shapes of a table. Outer rings run clockwise, holes against. Curves
 * (`curvePaths`, `curveRings`) and envelopes are not read.
 */
import { GeometryCollector, MULTI_POINT, NO_GEOMETRY, OTHER_GEOMETRY, POINT } from "../tables/feature-table.ts";
import { collectAreas, collectLines } from "./collect-parts.ts";
import { isObject, type JsonObject } from "./json-document.ts";

const UNREAD = ["curvePaths", "curveRings", "xmin"];

/** Parts as one list of positions, and where each ends. */
interface FlatParts {
  readonly coordinates: number[];
  readonly ends: number[];
}

export class EsriGeometryReader {
  readonly collector = new GeometryCollector();
  hasHeights = false;
  /** Whether any feature has a shape, read or not. */
  hasShapes = false;

  /** Adds one geometry; false where it is none (the feature is then without one). */
  add(geometry: unknown): boolean {
    if (geometry === null || geometry === undefined) return this.finish(NO_GEOMETRY);
    if (!isObject(geometry)) return this.fail();
    if (UNREAD.some((name) => geometry[name] !== undefined)) return this.finish(OTHER_GEOMETRY);
    if ("x" in geometry) return this.addPoint(geometry);
    const { points, paths, rings } = geometry;
    if (points !== undefined) return this.addPoints(points);
    if (paths !== undefined) return this.addPaths(paths);
    return rings === undefined ? this.fail() : this.addRings(rings);
  }

  /** A shape of the positions that were pushed, or none. */
  private finish(kind: number): boolean {
    if (kind !== NO_GEOMETRY) this.hasShapes = true;
    this.collector.finish(kind, null, null);
    return true;
  }

  private fail(): boolean {
    this.hasShapes = true;
    this.collector.finish(NO_GEOMETRY, null, null);
    return false;
  }

  private addPoint({ x, y, z, m }: JsonObject): boolean {
    // An empty point, as the format writes it.
    if (x === null || x === "NaN") return this.finish(NO_GEOMETRY);
    if (!Number.isFinite(x) || !Number.isFinite(y)) return this.fail();
    if (z || m) this.hasHeights = true;
    this.collector.positions.push(x as number, y as number);
    return this.finish(POINT);
  }

  /** Null where something in the parts is no position. */
  private flatten(parts: unknown): FlatParts | null {
    if (!Array.isArray(parts)) return null;
    const coordinates: number[] = [];
    const ends: number[] = [];
    for (const part of parts) {
      if (!Array.isArray(part)) return null;
      for (const position of part) {
        if (!Array.isArray(position)) return null;
        const [x, y, height]: unknown[] = position;
        if (!Number.isFinite(x) || !Number.isFinite(y)) return null;
        if (height) this.hasHeights = true;
        coordinates.push(x as number, y as number);
      }
      if (part.length > 0) ends.push(coordinates.length / 2);
    }
    return { coordinates, ends };
  }

  private addPoints(points: unknown): boolean {
    const flat = this.flatten([points]);
    if (!flat) return this.fail();
    if (flat.ends.length === 0) return this.finish(NO_GEOMETRY);
    const { coordinates } = flat;
    for (let at = 0; at < coordinates.length; at += 2)
      this.collector.positions.push(coordinates[at] as number, coordinates[at + 1] as number);
    return this.finish(MULTI_POINT);
  }

  private addPaths(paths: unknown): boolean {
    const flat = this.flatten(paths);
    if (!flat) return this.fail();
    if (flat.ends.length === 0) return this.finish(NO_GEOMETRY);
    this.hasShapes = true;
    collectLines(this.collector, flat.coordinates, flat.ends);
    return true;
  }

  private addRings(rings: unknown): boolean {
    const flat = this.flatten(rings);
    if (!flat) return this.fail();
    if (flat.ends.length === 0) return this.finish(NO_GEOMETRY);
    this.hasShapes = true;
    collectAreas(this.collector, Float64Array.from(flat.coordinates), flat.ends);
    return true;
  }
}
