/** The parts of a shapefile's MultiPatch (ESRI 1998, type 31: buildings in space) → its faces as they lie on the plane. */
import type { PolygonRings, Position, Ring } from "../../core/model/geometry.ts";
import { groupRings } from "./group-rings.ts";

const TRIANGLE_STRIP = 0;
const TRIANGLE_FAN = 1;
const OUTER_RING = 2;
const INNER_RING = 3;
/** A ring of which nothing says whether it is a hole, and those that follow it. */
const FIRST_RING = 4;
const RING = 5;
const HEAD_BYTES = 44;

function triangle(a: Position, b: Position, c: Position): PolygonRings {
  return [[a, b, c, a]];
}

function closed(ring: Ring): Ring {
  const [first] = ring;
  const last = ring.at(-1);
  return first && last && (first[0] !== last[0] || first[1] !== last[1]) ? [...ring, first] : ring;
}

/** Rings of which their nesting tells the holes. */
function nested(rings: readonly Ring[]): PolygonRings[] {
  const ends: number[] = [];
  let length = 0;
  for (const ring of rings) {
    length += ring.length;
    ends.push(length);
  }
  const all = rings.flat();
  return groupRings(Float64Array.from(all.flat()), ends).map((spans) =>
    spans.map(([start, end]) => closed(all.slice(start, end))),
  );
}

class Faces {
  readonly all: PolygonRings[] = [];
  private open: Ring[] = [];
  private outer: PolygonRings | null = null;

  /** False for a kind that the format does not have. */
  add(kind: number, ring: Ring): boolean {
    if (kind !== RING) this.finish();
    switch (kind) {
      case TRIANGLE_STRIP:
      case TRIANGLE_FAN:
        for (let at = 2; at < ring.length; at++) {
          const first = kind === TRIANGLE_FAN ? 0 : at - 2;
          this.all.push(triangle(ring[first] as Position, ring[at - 1] as Position, ring[at] as Position));
        }
        this.outer = null;
        return true;
      case OUTER_RING:
        this.outer = [closed(ring)];
        this.all.push(this.outer);
        return true;
      case INNER_RING:
        // A hole without a ring around it is a face.
        if (this.outer) this.outer.push(closed(ring));
        else this.all.push([closed(ring)]);
        return true;
      case FIRST_RING:
      case RING:
        this.outer = null;
        this.open.push(ring);
        return true;
      default:
        return false;
    }
  }

  finish(): void {
    if (this.open.length > 0) this.all.push(...nested(this.open));
    this.open = [];
  }
}

/** Faces of the record between two places; null where it does not fit into them. */
export function readPatches(view: DataView, from: number, end: number): PolygonRings[] | null {
  if (from + HEAD_BYTES > end) return null;
  const [parts, count] = [view.getInt32(from + 36, true), view.getInt32(from + 40, true)];
  const kindsAt = from + HEAD_BYTES + 4 * parts;
  const at = kindsAt + 4 * parts;
  if (parts < 0 || count < 0 || at + 16 * count > end) return null;
  const faces = new Faces();
  for (let part = 0; part < parts; part++) {
    const start = view.getInt32(from + HEAD_BYTES + 4 * part, true);
    const close = part + 1 < parts ? view.getInt32(from + HEAD_BYTES + 4 * (part + 1), true) : count;
    if (start < 0 || start > close || close > count || (part === 0 && start !== 0)) return null;
    const ring = Array.from({ length: close - start }, (_, index): Position => {
      const place = at + 16 * (start + index);
      return [view.getFloat64(place, true), view.getFloat64(place + 8, true)];
    });
    if (ring.some(([x, y]) => !Number.isFinite(x) || !Number.isFinite(y))) return null;
    if (ring.length > 0 && !faces.add(view.getInt32(kindsAt + 4 * part, true), ring)) return null;
  }
  faces.finish();
  return faces.all;
}
