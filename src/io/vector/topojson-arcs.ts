/**
 * The arcs of a topology (TopoJSON 1.0) and the shapes that are put together of them, as geometries of GeoJSON. An arc may stand in any
 * number of shapes, so a small file can ask for any number of positions: their count is bounded.
 */
import { isObject, type JsonObject } from "./json-document.ts";

/** Positions of all shapes together. */
export const MOST_TOPOLOGY_POSITIONS = 10_000_000;
const DEEPEST_COLLECTION = 50;

/** Thrown where arcs or shapes are none, or (`isTooLarge`) ask for too much. */
export class TopologyFault extends Error {
  readonly isTooLarge: boolean;
  constructor(isTooLarge = false) {
    super(isTooLarge ? "too large" : "broken");
    this.isTooLarge = isTooLarge;
  }
}

type Place = readonly number[];

/** Scale and origin of quantized positions; null where they are plain. */
interface Transform {
  readonly scale: readonly [number, number];
  readonly translate: readonly [number, number];
}

function pairOf(value: unknown): readonly [number, number] {
  const [x, y]: unknown[] = Array.isArray(value) ? value : [];
  if (!Number.isFinite(x) || !Number.isFinite(y)) throw new TopologyFault();
  return [x as number, y as number];
}

function transformOf(transform: unknown): Transform | null {
  if (transform === undefined || transform === null) return null;
  if (!isObject(transform)) throw new TopologyFault();
  return { scale: pairOf(transform.scale), translate: pairOf(transform.translate) };
}

function listOf(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new TopologyFault();
  return value;
}

export class Topology {
  private readonly transform: Transform | null;
  private readonly arcs: readonly (readonly Place[])[];
  private taken = 0;

  /** Throws TopologyFault where the document has no arcs. */
  constructor({ transform, arcs }: JsonObject) {
    this.transform = transformOf(transform);
    this.arcs = listOf(arcs).map((arc) => this.readArc(arc));
  }

  private placeOf([x, y]: readonly [number, number]): Place {
    const { transform } = this;
    if (!transform) return [x, y];
    const { scale, translate } = transform;
    return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
  }

  /** Quantized arcs hold the way from each position to the next. */
  private readArc(arc: unknown): readonly Place[] {
    let [sumX, sumY] = [0, 0];
    return listOf(arc).map((position) => {
      const [x, y] = pairOf(position);
      [sumX, sumY] = this.transform ? [sumX + x, sumY + y] : [x, y];
      return this.placeOf([sumX, sumY]);
    });
  }

  private take(count: number): void {
    this.taken += count;
    if (this.taken > MOST_TOPOLOGY_POSITIONS) throw new TopologyFault(true);
  }

  private point(position: unknown): Place {
    this.take(1);
    return this.placeOf(pairOf(position));
  }

  /** Arcs one behind the other; a number below zero is one that runs backwards. */
  private line(indices: unknown): Place[] {
    const line: Place[] = [];
    for (const index of listOf(indices)) {
      if (typeof index !== "number") throw new TopologyFault();
      const isBackwards = index < 0;
      const arc = this.arcs[isBackwards ? ~index : index];
      if (!arc) throw new TopologyFault();
      this.take(arc.length);
      const places = isBackwards ? arc.toReversed() : arc;
      // The first position of an arc is the last of the one before it.
      for (let at = line.length > 0 ? 1 : 0; at < places.length; at++) line.push(places[at] as Place);
    }
    return line;
  }

  /** A closed line; one arc of two positions and its way back have fewer than a ring must. */
  private ring(indices: unknown): Place[] {
    const ring = this.line(indices);
    const [first] = ring;
    while (first && ring.length < 4) ring.push(first);
    return ring;
  }

  /** An object of the topology as a geometry of GeoJSON; null where it has none. Throws TopologyFault. */
  geometryOf(object: JsonObject, depth = 0): JsonObject | null {
    const { type, arcs, coordinates, geometries } = object;
    const lines = (each: unknown): Place[][] => listOf(each).map((line) => this.line(line));
    const rings = (each: unknown): Place[][] => listOf(each).map((ring) => this.ring(ring));
    switch (type) {
      case null:
      case undefined:
        return null;
      case "Point":
        return { type, coordinates: this.point(coordinates) };
      case "MultiPoint":
        return { type, coordinates: listOf(coordinates).map((each) => this.point(each)) };
      case "LineString":
        return { type, coordinates: this.line(arcs) };
      case "MultiLineString":
        return { type, coordinates: lines(arcs) };
      case "Polygon":
        return { type, coordinates: rings(arcs) };
      case "MultiPolygon":
        return { type, coordinates: listOf(arcs).map(rings) };
      case "GeometryCollection": {
        if (depth > DEEPEST_COLLECTION) throw new TopologyFault();
        const members = listOf(geometries).filter(isObject);
        return { type, geometries: members.flatMap((each) => this.geometryOf(each, depth + 1) ?? []) };
      }
      default:
        throw new TopologyFault();
    }
  }
}
