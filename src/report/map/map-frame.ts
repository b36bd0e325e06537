/**
 * The part of the world that a map shows, and its place on paper: a rectangle in millimetres from its upper left corner,
 * a scale that is true at its middle, north upwards along the central meridian.
 */
import type { Bounds, Position } from "../../core/model/geometry.ts";
import { createMapProjection, type MapProjection } from "./map-projection.ts";
import { keepDenominator, roundDenominator } from "./round-scale.ts";

export interface MapFrame {
  readonly widthMm: number;
  readonly heightMm: number;
  /** n of 1:n. */
  readonly denominator: number;
  readonly centre: Position;
  readonly projection: MapProjection;
  /** Millimetres on paper. */
  readonly place: (lon: number, lat: number) => Position;
  readonly toDegrees: (x: number, y: number) => Position;
  /** A box around all that the frame shows. */
  readonly bounds: Bounds;
}

/** What is to be shown: a box in degrees, or a position at a chosen scale. */
export type FrameSubject =
  | { readonly kind: "bounds"; readonly bounds: Bounds }
  | { readonly kind: "view"; readonly center: Position; readonly metresPerMillimetre: number };

/** Subjects are not shown larger than this across: a single point has no extent of its own. */
const SMALLEST_METRES = 600;
/** Of the frame on each side of the subject. */
const MARGIN = 0.025;
const BOUNDS_STEPS = 8;
/** The whole earth on a postcard: what lies in and out of reach of the projection at once needs some end. */
const MOST_METRES_PER_MM = 200_000;
/** A view may come from anywhere; beyond these its scale means nothing on paper. */
const [LARGEST_SCALE, SMALLEST_SCALE] = [100, 50_000_000];

/** Lays a subject into a rectangle, in the next round scale that leaves room for it. */
export function createMapFrame(subject: FrameSubject, widthMm: number, heightMm: number): MapFrame {
  if (subject.kind === "view") {
    const wanted = Math.min(SMALLEST_SCALE, Math.max(LARGEST_SCALE, subject.metresPerMillimetre * 1000));
    return layFrame(createMapProjection(subject.center), [0, 0], keepDenominator(wanted), widthMm, heightMm, true);
  }
  const [west, south, east, north] = subject.bounds;
  const projection = createMapProjection([(west + east) / 2, (south + north) / 2]);
  const box = planeBox(subject.bounds, projection);
  const [width, height] = [box[2] - box[0], box[3] - box[1]].map((metres) => Math.max(SMALLEST_METRES, metres)) as [
    number,
    number,
  ];
  const room = 1 - 2 * MARGIN;
  const metresPerMm = Math.min(MOST_METRES_PER_MM, Math.max(width / (widthMm * room), height / (heightMm * room)));
  const middle: Position = box[0] <= box[2] ? [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2] : [0, 0];
  return layFrame(projection, middle, roundDenominator(metresPerMm * 1000), widthMm, heightMm, false);
}

/** @param middle metres; for a view its own centre, which the projection was made for */
function layFrame(
  projection: MapProjection,
  middle: Position,
  denominator: number,
  widthMm: number,
  heightMm: number,
  isView: boolean,
): MapFrame {
  const metresPerMm = denominator / 1000;
  const [east0, north0] = isView ? [0, 0] : middle;
  const place = (lon: number, lat: number): Position => {
    const [east, north] = projection.toMetres(lon, lat);
    return [widthMm / 2 + (east - east0) / metresPerMm, heightMm / 2 - (north - north0) / metresPerMm];
  };
  const toDegrees = (x: number, y: number): Position =>
    projection.toDegrees(east0 + (x - widthMm / 2) * metresPerMm, north0 + (heightMm / 2 - y) * metresPerMm);
  const frame = { widthMm, heightMm, denominator, projection, place, toDegrees };
  return { ...frame, centre: toDegrees(widthMm / 2, heightMm / 2), bounds: boundsOfEdge(frame) };
}

function planeBox([west, south, east, north]: Bounds, projection: MapProjection): Bounds {
  const box: Bounds = [Infinity, Infinity, -Infinity, -Infinity];
  for (let step = 0; step <= BOUNDS_STEPS; step++) {
    const lon = west + ((east - west) * step) / BOUNDS_STEPS;
    const lat = south + ((north - south) * step) / BOUNDS_STEPS;
    for (const [x, y] of [
      [lon, south],
      [lon, north],
      [west, lat],
      [east, lat],
    ] as const)
      extend(box, projection.toMetres(x, y));
  }
  return box;
}

function boundsOfEdge({ widthMm, heightMm, toDegrees }: Pick<MapFrame, "widthMm" | "heightMm" | "toDegrees">): Bounds {
  const bounds: Bounds = [Infinity, Infinity, -Infinity, -Infinity];
  for (let step = 0; step <= BOUNDS_STEPS; step++) {
    const [x, y] = [(widthMm * step) / BOUNDS_STEPS, (heightMm * step) / BOUNDS_STEPS];
    for (const [atX, atY] of [
      [x, 0],
      [x, heightMm],
      [0, y],
      [widthMm, y],
    ] as const)
      extend(bounds, toDegrees(atX, atY));
  }
  return bounds;
}

/** Positions that the projection does not reach extend nothing. */
function extend(box: Bounds, [x, y]: Position): void {
  if (!Number.isFinite(x + y)) return;
  box[0] = Math.min(box[0], x);
  box[1] = Math.min(box[1], y);
  box[2] = Math.max(box[2], x);
  box[3] = Math.max(box[3], y);
}
