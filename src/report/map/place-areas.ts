/** Areas and lines of a study on the paper of a frame: projected, cut to the frame with a little beyond it, simplified. */
import { polygonsOf } from "../../core/areas.ts";
import type { AreaGeometry, Bounds, LinearGeometry, Position } from "../../core/model/geometry.ts";
import { cutLine, cutRing, type PaperBox, ringSize, simplifyLine, simplifyRing } from "./cut-geometry.ts";
import type { MapFrame } from "./map-frame.ts";

export interface PlacedArea {
  readonly parts: readonly (readonly number[])[];
  /** Around the parts, in millimetres. */
  readonly box: Bounds;
}

/** Strokes along the cut itself lie this far outside the frame, where they are clipped away. */
const BEYOND_MM = 4;

export function boxBeyond({ widthMm, heightMm }: MapFrame): PaperBox {
  return { x: -BEYOND_MM, y: -BEYOND_MM, width: widthMm + 2 * BEYOND_MM, height: heightMm + 2 * BEYOND_MM };
}

function projectPath(path: readonly Position[], { place }: MapFrame): number[] {
  const placed: number[] = [];
  for (const [lon, lat] of path) {
    const [x, y] = place(lon, lat);
    if (Number.isFinite(x + y)) placed.push(x, y);
  }
  return placed;
}

function isInView(path: readonly Position[], { bounds }: MapFrame): boolean {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lon, lat] of path) {
    if (lon < west) west = lon;
    if (lon > east) east = lon;
    if (lat < south) south = lat;
    if (lat > north) north = lat;
  }
  const [lonMargin, latMargin] = [(bounds[2] - bounds[0]) / 20, (bounds[3] - bounds[1]) / 20];
  // Beyond ±180° the frame's bounds are not those of longitudes in files: all is looked at there.
  if (bounds[0] < -180 || bounds[2] > 180 || bounds[0] > bounds[2]) return true;
  return (
    east >= bounds[0] - lonMargin &&
    west <= bounds[2] + lonMargin &&
    north >= bounds[1] - latMargin &&
    south <= bounds[3] + latMargin
  );
}

/** Null where nothing of the area lies in the frame. */
export function placeArea(area: AreaGeometry, frame: MapFrame, smallestMm2 = 0): PlacedArea | null {
  const window = boxBeyond(frame);
  const parts: number[][] = [];
  const box: Bounds = [Infinity, Infinity, -Infinity, -Infinity];
  for (const polygon of polygonsOf(area)) {
    if (!polygon[0] || !isInView(polygon[0], frame)) continue;
    for (const ring of polygon) {
      const cut = cutRing(simplifyRing(projectPath(ring, frame)), window);
      if (cut.length < 6 || (smallestMm2 > 0 && ringSize(cut) < smallestMm2)) continue;
      parts.push(cut);
      for (let at = 0; at < cut.length; at += 2) {
        box[0] = Math.min(box[0], cut[at]!);
        box[1] = Math.min(box[1], cut[at + 1]!);
        box[2] = Math.max(box[2], cut[at]!);
        box[3] = Math.max(box[3], cut[at + 1]!);
      }
    }
  }
  return parts.length > 0 ? { parts, box } : null;
}

/** Stretches of a line inside the frame. */
export function placeLine(path: readonly Position[], frame: MapFrame): number[][] {
  if (!isInView(path, frame)) return [];
  return cutLine(projectPath(path, frame), boxBeyond(frame)).map((part) => simplifyLine(part));
}

/** Stretches of all lines of a shape, or of its outlines. */
export function placeLines(geometry: AreaGeometry | LinearGeometry, frame: MapFrame): number[][] {
  if (geometry.type === "LineString") return placeLine(geometry.coordinates, frame);
  const paths = geometry.type === "MultiPolygon" ? geometry.coordinates.flat() : geometry.coordinates;
  return paths.flatMap((path) => placeLine(path, frame));
}

/** Cells of the plan that tells which areas may share a path. */
const CELL_MM = 1.5;

/**
 * Areas in batches within which none comes near another: each can be one path under the even-odd rule without two that
 * overlap cutting holes into each other, so that thousands of areas take tens of paths.
 */
export function batchAreas(areas: readonly PlacedArea[], { widthMm, heightMm }: MapFrame): PlacedArea[][] {
  const [columns, rows] = [
    Math.ceil((widthMm + 2 * BEYOND_MM) / CELL_MM),
    Math.ceil((heightMm + 2 * BEYOND_MM) / CELL_MM),
  ];
  const batches: { readonly areas: PlacedArea[]; readonly taken: Uint8Array }[] = [];
  const cell = (millimetres: number, count: number): number =>
    Math.min(count - 1, Math.max(0, Math.floor((millimetres + BEYOND_MM) / CELL_MM)));
  for (const area of areas) {
    const [left, top] = [cell(area.box[0], columns), cell(area.box[1], rows)];
    const [right, bottom] = [cell(area.box[2], columns), cell(area.box[3], rows)];
    const isFree = (taken: Uint8Array): boolean => {
      for (let row = top; row <= bottom; row++)
        for (let column = left; column <= right; column++) if (taken[row * columns + column] === 1) return false;
      return true;
    };
    let batch = batches.find(({ taken }) => isFree(taken));
    if (!batch) {
      batch = { areas: [], taken: new Uint8Array(columns * rows) };
      batches.push(batch);
    }
    batch.areas.push(area);
    for (let row = top; row <= bottom; row++) batch.taken.fill(1, row * columns + left, row * columns + right + 1);
  }
  return batches.map((batch) => batch.areas);
}
