/**
 * The straight-line service radius as drawn on the map: Turf's geodesic circle
 * around a point; around a line the edge of everything within the radius, put
 * together from pieces parallel to it and arcs around its vertices (pieces that
 * lie nearer to another part of the line are left out). For drawing: counting
 * measures each distance.
 */
import { circle } from "@turf/turf";
import type { Facilities } from "../../core/model/facility.ts";
import type { Position } from "../../core/model/geometry.ts";
import type { Shape } from "./study-shapes.ts";

const CIRCLE_STEPS = 72;
/** Points along a parallel piece for each radius of its length: how finely pieces are cut where they meet. */
const STEPS_PER_RADIUS = 40;
const METRES_PER_DEGREE = 111_195;
/** Pieces of the edge may be nearer than the radius by this share before they count as inside. */
const TOLERANCE = 0.995;

function circleShape(centre: Position, radiusMetres: number, facilityIndex: number): Shape {
  const { geometry } = circle(centre, radiusMetres / 1000, { steps: CIRCLE_STEPS, units: "kilometers" });
  const rings = geometry.coordinates.map((ring) => ring.map(([lon = 0, lat = 0]): Position => [lon, lat]));
  return { type: "Feature", geometry: { type: "Polygon", coordinates: rings }, properties: { facilityIndex } };
}

function distanceToSegment(point: Position, from: Position, to: Position): number {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : ((point[0] - from[0]) * dx + (point[1] - from[1]) * dy) / length;
  const share = Math.max(0, Math.min(1, along));
  return Math.hypot(point[0] - from[0] - share * dx, point[1] - from[1] - share * dy);
}

function edgePieces(path: readonly Position[], radius: number): Position[][] {
  const pieces: Position[][] = [];
  for (const [index, from] of path.entries()) {
    pieces.push(
      Array.from({ length: CIRCLE_STEPS + 1 }, (_, step): Position => {
        const angle = (2 * Math.PI * step) / CIRCLE_STEPS;
        return [from[0] + radius * Math.cos(angle), from[1] + radius * Math.sin(angle)];
      }),
    );
    const to = path[index + 1];
    if (!to) continue;
    const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
    const steps = Math.max(1, Math.ceil((length / radius) * STEPS_PER_RADIUS));
    for (const side of [radius, -radius]) {
      const [nx, ny] =
        length === 0 ? [0, side] : [(-(to[1] - from[1]) / length) * side, ((to[0] - from[0]) / length) * side];
      pieces.push(
        Array.from({ length: steps + 1 }, (_, step): Position => {
          const share = step / steps;
          return [from[0] + (to[0] - from[0]) * share + nx, from[1] + (to[1] - from[1]) * share + ny];
        }),
      );
    }
  }
  return pieces;
}

function outerParts(piece: readonly Position[], path: readonly Position[], radius: number): Position[][] {
  const parts: Position[][] = [];
  let part: Position[] = [];
  for (const point of piece) {
    const inside = path.some(
      (from, index) => distanceToSegment(point, from, path[index + 1] ?? from) < radius * TOLERANCE,
    );
    if (!inside) part.push(point);
    else if (part.length > 0) {
      parts.push(part);
      part = [];
    }
  }
  parts.push(part);
  return parts.filter((points) => points.length > 1);
}

function lineEdgeShape(path: readonly Position[], radiusMetres: number, facilityIndex: number): Shape {
  const latitude = path[0]?.[1] ?? 0;
  const squeeze = Math.cos((latitude * Math.PI) / 180);
  const flat = path.map(([lon, lat]): Position => [lon * squeeze * METRES_PER_DEGREE, lat * METRES_PER_DEGREE]);
  const coordinates = edgePieces(flat, radiusMetres)
    .flatMap((piece) => outerParts(piece, flat, radiusMetres))
    .map((part) => part.map(([x, y]): Position => [x / squeeze / METRES_PER_DEGREE, y / METRES_PER_DEGREE]));
  return { type: "Feature", geometry: { type: "MultiLineString", coordinates }, properties: { facilityIndex } };
}

/** The radius around each of these facilities: a polygon for points, lines of its edge for lines. */
export function radiusShapes(facilities: Facilities, indexes: readonly number[], radiusMetres: number): Shape[] {
  if (!(radiusMetres > 0)) return [];
  return indexes.flatMap((index) => {
    const path: Position[] = [];
    for (let position = facilities.starts[index] ?? 0; position < (facilities.starts[index + 1] ?? 0); position++) {
      path.push([facilities.coordinates[2 * position] ?? 0, facilities.coordinates[2 * position + 1] ?? 0]);
    }
    const [centre] = path;
    if (!centre) return [];
    return [path.length === 1 ? circleShape(centre, radiusMetres, index) : lineEdgeShape(path, radiusMetres, index)];
  });
}
