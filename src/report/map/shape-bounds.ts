/** Boxes around shapes and sets of communities, in degrees. */
import type { AreaGeometry, Bounds, LinearGeometry, Position } from "../../core/model/geometry.ts";
import type { Study } from "../../core/model/study.ts";

type AnyGeometry = AreaGeometry | LinearGeometry | { readonly type: "Point"; readonly coordinates: Position };

const NOWHERE: Bounds = [Infinity, Infinity, -Infinity, -Infinity];

/** Smallest box around a shape. */
export function shapeBounds(geometry: AnyGeometry): Bounds {
  const bounds: Bounds = [...NOWHERE];
  const visit = (positions: readonly Position[]): void => {
    for (const [lon, lat] of positions) extendBounds(bounds, lon, lat);
  };
  if (geometry.type === "Point") visit([geometry.coordinates]);
  else if (geometry.type === "LineString") visit(geometry.coordinates);
  else if (geometry.type === "MultiPolygon") for (const polygon of geometry.coordinates) polygon.forEach(visit);
  else geometry.coordinates.forEach(visit);
  return bounds;
}

function extendBounds(bounds: Bounds, lon: number, lat: number): void {
  if (!Number.isFinite(lon + lat)) return;
  if (lon < bounds[0]) bounds[0] = lon;
  if (lat < bounds[1]) bounds[1] = lat;
  if (lon > bounds[2]) bounds[2] = lon;
  if (lat > bounds[3]) bounds[3] = lat;
}

function joinBounds(bounds: Bounds, other: Bounds): void {
  extendBounds(bounds, other[0], other[1]);
  extendBounds(bounds, other[2], other[3]);
}

/** Box around these communities, by their outlines or else their centres; null where none of them has a place. */
export function boundsOfCommunities(
  { communities }: Pick<Study, "communities">,
  indexes: Iterable<number>,
): Bounds | null {
  const { areas, centres } = communities;
  const bounds: Bounds = [...NOWHERE];
  for (const index of indexes) {
    const area = areas[index];
    if (area) joinBounds(bounds, shapeBounds(area));
    else extendBounds(bounds, centres[2 * index] ?? Number.NaN, centres[2 * index + 1] ?? Number.NaN);
  }
  return bounds[0] <= bounds[2] ? bounds : null;
}

/**
 * Box around a whole study: its communities, with people and facilities where no community has an outline, or what else it
 * has; null for a study without a single position.
 */
export function boundsOfStudy(study: Study): Bounds | null {
  const communities = boundsOfCommunities(study, study.communities.areas.keys());
  if (communities && study.communities.areas.some((area) => area !== null)) return communities;
  const bounds: Bounds = communities ?? [...NOWHERE];
  for (const { coordinates } of [study.demand, ...study.facilities])
    for (let at = 0; at + 1 < coordinates.length; at += 2) extendBounds(bounds, coordinates[at]!, coordinates[at + 1]!);
  if (bounds[0] <= bounds[2]) return bounds;
  const { coordinates } = study.streets;
  for (let at = 0; at + 1 < coordinates.length; at += 2) extendBounds(bounds, coordinates[at]!, coordinates[at + 1]!);
  for (const { geometry } of [...study.barriers, ...study.context]) joinBounds(bounds, shapeBounds(geometry));
  return bounds[0] <= bounds[2] ? bounds : null;
}
