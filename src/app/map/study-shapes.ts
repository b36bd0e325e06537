/** The study's communities, surroundings and facilities as the GeoJSON that the map draws. */

import type { Facilities } from "../../core/model/facility.ts";
import type { Bounds, Position } from "../../core/model/geometry.ts";
import type { Study } from "../../core/model/study.ts";
import { capacityScales, facilityPath, facilityPoint } from "../../report/map/facility-marks.ts";
import { isCountyName, isGrandWall } from "../../report/map/surrounding-kinds.ts";

export type ShapeGeometry =
  | { readonly type: "Point"; readonly coordinates: Position }
  | { readonly type: "LineString"; readonly coordinates: Position[] }
  | { readonly type: "MultiLineString"; readonly coordinates: Position[][] }
  | { readonly type: "Polygon"; readonly coordinates: Position[][] }
  | { readonly type: "MultiPolygon"; readonly coordinates: Position[][][] };

export interface Shape {
  readonly type: "Feature";
  readonly id?: number;
  readonly geometry: ShapeGeometry;
  readonly properties: Readonly<Record<string, string | number>>;
}

export interface Shapes {
  readonly type: "FeatureCollection";
  readonly features: Shape[];
}

export function collectShapes(features: Shape[]): Shapes {
  return { type: "FeatureCollection", features };
}

export const NO_SHAPES: Shapes = { type: "FeatureCollection", features: [] };

/** Areas of all communities; a feature's id is the community's index. */
export function communityAreas(study: Pick<Study, "communities">): Shapes {
  return collectShapes(
    study.communities.areas.flatMap((geometry, index) =>
      geometry ? [{ type: "Feature", id: index, geometry, properties: {} }] : [],
    ),
  );
}

/** Name points of all communities, the larger ones first in line for a place (`order`). */
export function communityNames(study: Pick<Study, "communities">): Shapes {
  const { names, centres, kinds, areas } = study.communities;
  return collectShapes(
    names.map((name, index) => ({
      type: "Feature",
      geometry: { type: "Point", coordinates: [centres[2 * index] ?? 0, centres[2 * index + 1] ?? 0] },
      properties: { name, kind: kinds[index] ?? "unit", order: -boxSize(areas[index] ?? null) },
    })),
  );
}

function boxSize(geometry: ShapeGeometry | null): number {
  if (!geometry) return 0;
  const [west, south, east, north] = geometryBounds(geometry);
  return (east - west) * (north - south);
}

/** Water, railways, walls, borders, green and place names; what each is stands in `kind`. */
export function surroundings(study: Pick<Study, "barriers" | "context">): Shapes {
  return collectShapes(
    [...study.barriers, ...study.context].map(({ kind, name, geometry }) => ({
      type: "Feature",
      geometry,
      properties: {
        kind: isGrandWall(kind, name, geometryBounds(geometry)) ? "grand-wall" : kind,
        name,
        order: isCountyName(name) ? 0 : 1,
      },
    })),
  );
}

/** One point per facility; a feature's id is the facility's index. */
export function facilityPoints(facilities: Facilities): Shapes {
  const features: Shape[] = [];
  const sizes = capacityScales(facilities);
  for (let index = 0; index < facilities.count; index++) {
    const coordinates = facilityPoint(facilities, index);
    if (!coordinates) continue;
    const properties = { facilityIndex: index, size: sizes[index] ?? 0.5 };
    features.push({ type: "Feature", id: index, geometry: { type: "Point", coordinates }, properties });
  }
  return collectShapes(features);
}

/** The facilities that are lines (trails). */
export function facilityLines(facilities: Facilities): Shapes {
  const features: Shape[] = [];
  for (let index = 0; index < facilities.count; index++) {
    const coordinates = facilityPath(facilities, index);
    if (coordinates.length < 2) continue;
    const properties = { facilityIndex: index };
    features.push({ type: "Feature", id: index, geometry: { type: "LineString", coordinates }, properties });
  }
  return collectShapes(features);
}

function eachPosition(geometry: ShapeGeometry, visit: (position: Position) => void): void {
  if (geometry.type === "Point") visit(geometry.coordinates);
  else if (geometry.type === "LineString") geometry.coordinates.forEach(visit);
  else if (geometry.type === "MultiPolygon") {
    for (const polygon of geometry.coordinates) for (const ring of polygon) ring.forEach(visit);
  } else for (const path of geometry.coordinates) path.forEach(visit);
}

/** Smallest box around a shape; `[Infinity, Infinity, -Infinity, -Infinity]` where it has no position. */
function geometryBounds(geometry: ShapeGeometry): Bounds {
  const bounds: Bounds = [Infinity, Infinity, -Infinity, -Infinity];
  eachPosition(geometry, ([longitude, latitude]) => {
    bounds[0] = Math.min(bounds[0], longitude);
    bounds[1] = Math.min(bounds[1], latitude);
    bounds[2] = Math.max(bounds[2], longitude);
    bounds[3] = Math.max(bounds[3], latitude);
  });
  return bounds;
}

function joinBounds(a: Bounds, b: Bounds): Bounds {
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];
}

/** Box around these communities (all when null), or null where none of them has a place. */
export function communityBounds(study: Pick<Study, "communities">, indexes: readonly number[] | null): Bounds | null {
  const { areas, centres, count } = study.communities;
  let bounds: Bounds = [Infinity, Infinity, -Infinity, -Infinity];
  for (const index of indexes ?? areas.keys()) {
    if (index < 0 || index >= count) continue;
    const area = areas[index];
    const [longitude, latitude] = [centres[2 * index] ?? Number.NaN, centres[2 * index + 1] ?? Number.NaN];
    if (area) bounds = joinBounds(bounds, geometryBounds(area));
    else if (Number.isFinite(longitude + latitude))
      bounds = joinBounds(bounds, [longitude, latitude, longitude, latitude]);
  }
  return bounds[0] <= bounds[2] ? bounds : null;
}
