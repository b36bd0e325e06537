/**
 * Drawn streets → streets that share vertices where they meet. Cuts what may not
 * cross water or the railway, joins loose ends that lie within a few metres of
 * another street, splits at crossings, opens walls where a street passes.
 */
import type { Position } from "../../src/core/model/geometry.ts";
import { distance, interpolate, isInside, type Point, toDegrees } from "./plane.ts";
import type { DrawnStreet, StreetCanvas } from "./street-canvas.ts";

export interface NodedStreet {
  readonly positions: readonly Position[];
  readonly kind: string;
  readonly name: string | null;
}

const CELL = 120;
const LOOSE_END_METRES = 5;
const RAILWAY_GAP_METRES = 7;

interface Segment {
  readonly line: number;
  readonly index: number;
  readonly a: Point;
  readonly b: Point;
}

/** Crossing point of two segments as shares of each, or null. */
function crossSegments(a: Point, b: Point, c: Point, d: Point): { s: number; t: number } | null {
  const rx = b[0] - a[0];
  const ry = b[1] - a[1];
  const sx = d[0] - c[0];
  const sy = d[1] - c[1];
  const denominator = rx * sy - ry * sx;
  if (Math.abs(denominator) < 1e-9) return null;
  const s = ((c[0] - a[0]) * sy - (c[1] - a[1]) * sx) / denominator;
  const t = ((c[0] - a[0]) * ry - (c[1] - a[1]) * rx) / denominator;
  return s >= 0 && s <= 1 && t >= 0 && t <= 1 ? { s, t } : null;
}

class SegmentCells {
  private readonly cells = new Map<number, Segment[]>();

  add(segment: Segment): void {
    this.visit(segment.a, segment.b, 0, (key) => {
      const list = this.cells.get(key);
      if (list) list.push(segment);
      else this.cells.set(key, [segment]);
    });
  }

  near(a: Point, b: Point, margin: number): Set<Segment> {
    const found = new Set<Segment>();
    this.visit(a, b, margin, (key) => {
      for (const segment of this.cells.get(key) ?? []) found.add(segment);
    });
    return found;
  }

  private visit(a: Point, b: Point, margin: number, call: (key: number) => void): void {
    const steps = Math.max(1, Math.ceil(distance(a, b) / CELL));
    const seen = new Set<number>();
    for (let step = 0; step < steps; step++) {
      const p = interpolate(a, b, step / steps);
      const q = interpolate(a, b, (step + 1) / steps);
      const x1 = Math.floor((Math.max(p[0], q[0]) + margin) / CELL);
      const y1 = Math.floor((Math.max(p[1], q[1]) + margin) / CELL);
      for (let x = Math.floor((Math.min(p[0], q[0]) - margin) / CELL); x <= x1; x++) {
        for (let y = Math.floor((Math.min(p[1], q[1]) - margin) / CELL); y <= y1; y++) {
          const key = (x + 20000) * 40000 + (y + 20000);
          if (!seen.has(key)) {
            seen.add(key);
            call(key);
          }
        }
      }
    }
  }
}

function segmentsOf(lines: readonly (readonly Point[])[]): SegmentCells {
  const cells = new SegmentCells();
  lines.forEach((points, line) => {
    for (let i = 1; i < points.length; i++) {
      cells.add({ line, index: i - 1, a: points[i - 1] as Point, b: points[i] as Point });
    }
  });
  return cells;
}

const closed = (ring: readonly Point[]): Point[] => [...ring, ring[0] as Point];

/** Splits a line at shares along its segments and keeps the parts that `keeps` agrees to (asked at their middles). */
function splitLine(
  points: readonly Point[],
  cuts: readonly { index: number; share: number }[],
  gapMetres: number,
  keeps: (middle: Point) => boolean,
): Point[][] {
  const ordered = [...cuts].sort((a, b) => a.index - b.index || a.share - b.share);
  const parts: Point[][] = [];
  let part: Point[] = [points[0] as Point];
  let next = 0;
  for (let i = 0; i + 1 < points.length; i++) {
    const a = points[i] as Point;
    const b = points[i + 1] as Point;
    const length = distance(a, b);
    while (next < ordered.length && ordered[next]?.index === i) {
      const share = ordered[next]?.share as number;
      const gap = length > 0 ? gapMetres / length : 0;
      part.push(interpolate(a, b, Math.max(0, share - gap)));
      parts.push(part);
      part = [interpolate(a, b, Math.min(1, share + gap))];
      next++;
    }
    part.push(b);
  }
  parts.push(part);
  return parts.filter((candidate) => {
    let length = 0;
    for (let i = 1; i < candidate.length; i++) length += distance(candidate[i - 1] as Point, candidate[i] as Point);
    if (length < 4) return false;
    const middle = candidate[Math.floor(candidate.length / 2)] as Point;
    const before = candidate[Math.floor(candidate.length / 2) - 1] as Point;
    return keeps(interpolate(before, middle, 0.5));
  });
}

function cutAt(
  street: DrawnStreet,
  cells: SegmentCells,
  gap: number,
  keeps: (middle: Point) => boolean,
): DrawnStreet[] {
  const cuts: { index: number; share: number }[] = [];
  for (let i = 0; i + 1 < street.points.length; i++) {
    const a = street.points[i] as Point;
    const b = street.points[i + 1] as Point;
    for (const segment of cells.near(a, b, 0)) {
      const crossing = crossSegments(a, b, segment.a, segment.b);
      if (crossing) cuts.push({ index: i, share: crossing.s });
    }
  }
  if (cuts.length === 0)
    return keeps(interpolate(street.points[0] as Point, street.points[1] as Point, 0.5)) ? [street] : [];
  return splitLine(street.points, cuts, gap, keeps).map((points) => ({ ...street, points }));
}

/** Joins the canvas's streets into a network of shared vertices. */
export function nodeStreets(canvas: StreetCanvas): NodedStreet[] {
  const water = segmentsOf(canvas.waters.map(({ ring }) => closed(ring)));
  const rails = segmentsOf(canvas.railways.map(({ points }) => points));
  const inWater = (point: Point): boolean => canvas.waters.some(({ ring }) => isInside(point, ring));
  const streets = canvas.streets
    .flatMap((street) => (street.bridge ? [street] : cutAt(street, water, 6, (middle) => !inWater(middle))))
    .flatMap((street) => (street.crossing ? [street] : cutAt(street, rails, RAILWAY_GAP_METRES, () => true)));

  const ground = streets.map((street) => (street.kind === "motorway" ? [] : street.points));
  const cells = segmentsOf(ground);
  const inserts = ground.map(() => new Map<number, { share: number; position: Position }[]>());
  const insert = (line: number, index: number, share: number, position: Position): void => {
    const list = inserts[line]?.get(index);
    if (list) list.push({ share, position });
    else inserts[line]?.set(index, [{ share, position }]);
  };

  ground.forEach((points, line) => {
    for (let index = 0; index + 1 < points.length; index++) {
      const a = points[index] as Point;
      const b = points[index + 1] as Point;
      for (const other of cells.near(a, b, 0)) {
        if (other.line < line || (other.line === line && other.index <= index + 1)) continue;
        const crossing = crossSegments(a, b, other.a, other.b);
        if (!crossing) continue;
        const position = toDegrees(interpolate(a, b, crossing.s));
        insert(line, index, crossing.s, position);
        insert(other.line, other.index, crossing.t, position);
      }
    }
    if (points.length === 0) return;
    for (const [index, end] of [
      [0, points[0] as Point],
      [points.length - 2, points.at(-1) as Point],
    ] as const) {
      joinLooseEnd(cells, line, index, end, insert);
    }
  });

  return streets.map((street, line) => ({
    kind: street.kind,
    name: street.name,
    positions: weave(street.points, inserts[line] ?? new Map()),
  }));
}

/** A loose end close to another street is led onto it. */
function joinLooseEnd(
  cells: SegmentCells,
  line: number,
  index: number,
  end: Point,
  insert: (line: number, index: number, share: number, position: Position) => void,
): void {
  let best: { segment: Segment; share: number; metres: number } | null = null;
  for (const segment of cells.near(end, end, LOOSE_END_METRES)) {
    if (segment.line === line) continue;
    const dx = segment.b[0] - segment.a[0];
    const dy = segment.b[1] - segment.a[1];
    const squared = dx * dx + dy * dy;
    if (squared === 0) continue;
    const along = ((end[0] - segment.a[0]) * dx + (end[1] - segment.a[1]) * dy) / squared;
    const share = Math.min(1, Math.max(0, along));
    const metres = distance(end, interpolate(segment.a, segment.b, share));
    if (metres <= LOOSE_END_METRES && (best === null || metres < best.metres)) best = { segment, share, metres };
  }
  if (best === null) return;
  const position = toDegrees(interpolate(best.segment.a, best.segment.b, best.share));
  insert(best.segment.line, best.segment.index, best.share, position);
  insert(line, index, index === 0 ? 0 : 1, position);
}

/** The line's own vertices and what was inserted, in order; an insert within half a metre takes the vertex's place. */
function weave(
  points: readonly Point[],
  inserts: ReadonlyMap<number, readonly { share: number; position: Position }[]>,
): Position[] {
  const positions: Position[] = [];
  const push = (position: Position): void => {
    const last = positions.at(-1);
    if (!last || last[0] !== position[0] || last[1] !== position[1]) positions.push(position);
  };
  for (let i = 0; i < points.length; i++) {
    const here = points[i] as Point;
    const starting = (inserts.get(i) ?? []).filter(({ share }) => share <= 1e-6);
    const ending = (inserts.get(i - 1) ?? []).filter(({ share }) => share >= 1 - 1e-6);
    for (const { position } of ending) push(position);
    if (starting.length + ending.length === 0) push(toDegrees(here));
    for (const { position } of starting) push(position);
    const inner = (inserts.get(i) ?? []).filter(({ share }) => share > 1e-6 && share < 1 - 1e-6);
    for (const { position } of [...inner].sort((a, b) => a.share - b.share)) push(position);
  }
  return positions;
}

/** Walls as lines, with a gap of some metres wherever a street passes. */
export function openWalls(canvas: StreetCanvas): { name: string; points: Point[] }[] {
  const cells = segmentsOf(canvas.streets.filter(({ kind }) => kind !== "motorway").map(({ points }) => points));
  return canvas.walls.flatMap(({ name, ring }) => {
    const wall: DrawnStreet = { points: closed(ring), kind: "wall", name, bridge: true, crossing: true };
    return cutAt(wall, cells, 5, () => true).map(({ points }) => ({ name, points: [...points] }));
  });
}
