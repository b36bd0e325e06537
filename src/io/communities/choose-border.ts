/**
 * How far communities reach that are known as points alone: to the boundary that a file brings, else to the borders of
 * the study's counties or its city, else to the edge of the streets, widened. Counties keep their communities apart.
 */
import { AreaIndex, areaSquareMetres, pointInside } from "../../core/areas.ts";
import { metresPerDegreeOfLatitude, metresPerDegreeOfLongitude } from "../../core/geodesy.ts";
import type { AreaGeometry, Position } from "../../core/model/geometry.ts";
import type { ContextShape } from "../../core/model/study.ts";
import { type CellArea, ringsOfAreas } from "./lay-cells.ts";

export type BorderBasis = "boundary" | "county-border" | "city-border" | "streets";

export interface Border {
  readonly basis: BorderBasis;
  /** Only those that hold a point, each with its points; an area within another is taken out of it. */
  readonly areas: readonly CellArea[];
  /** Points farther outside than `NEAR_METRES`; they belong to no area. */
  readonly outside: readonly number[];
  /** Areas without a point: nobody's. */
  readonly emptyAreas: number;
}

/** A point this little outside the border still belongs to it: borders are drawn roughly. */
export const NEAR_METRES = 1_000;
/** What is added around the streets where there is no border. */
export const STREETS_MARGIN_METRES = 500;
const DIRECTIONS = 32;

/** An area, or a line that comes back to where it began; null for anything else. */
export function areaOfShape(geometry: ContextShape["geometry"]): AreaGeometry | null {
  if (geometry.type === "Polygon" || geometry.type === "MultiPolygon") return geometry;
  if (geometry.type !== "LineString" || geometry.coordinates.length < 4) return null;
  const [first, last] = [geometry.coordinates[0], geometry.coordinates.at(-1)];
  return first?.[0] === last?.[0] && first?.[1] === last?.[1]
    ? { type: "Polygon", coordinates: [geometry.coordinates] }
    : null;
}

function metresToRings(rings: readonly (readonly Position[])[], lon: number, lat: number): number {
  const [across, up] = [metresPerDegreeOfLongitude(lat), metresPerDegreeOfLatitude(lat)];
  let nearest = Number.POSITIVE_INFINITY;
  for (const ring of rings) {
    for (let at = 0; at + 1 < ring.length; at++) {
      const [[lon1, lat1], [lon2, lat2]] = [ring[at] as Position, ring[at + 1] as Position];
      const [x, y, dx, dy] = [(lon1 - lon) * across, (lat1 - lat) * up, (lon2 - lon1) * across, (lat2 - lat1) * up];
      const length = dx * dx + dy * dy;
      const share = length === 0 ? 0 : Math.max(0, Math.min(1, -(x * dx + y * dy) / length));
      const [besideX, besideY] = [x + share * dx, y + share * dy];
      nearest = Math.min(nearest, besideX * besideX + besideY * besideY);
    }
  }
  return Math.sqrt(nearest);
}

/** Which areas hold which points: the smallest that holds it, else the nearest within `NEAR_METRES`. */
function shareOut(basis: BorderBasis, areas: readonly AreaGeometry[], coordinates: Float64Array): Border {
  const sorted = areas.map((area) => ({ area, size: areaSquareMetres(area) })).sort((a, b) => a.size - b.size);
  const rings = sorted.map(({ area }) => ringsOfAreas([area]));
  const index = new AreaIndex(sorted.map(({ area }) => area));
  const members: number[][] = sorted.map(() => []);
  const outside: number[] = [];
  for (let point = 0; point < coordinates.length / 2; point++) {
    const [lon, lat] = [coordinates[2 * point] as number, coordinates[2 * point + 1] as number];
    let owner = index.find(lon, lat);
    if (owner < 0) {
      const metres = rings.map((ownRings) => metresToRings(ownRings, lon, lat));
      const nearest = Math.min(...metres);
      if (nearest <= NEAR_METRES) owner = metres.indexOf(nearest);
    }
    if (owner < 0) outside.push(point);
    else members[owner]?.push(point);
  }
  const used = sorted.map(({ area }, at) => ({ area, at })).filter(({ at }) => (members[at] as number[]).length > 0);
  const holders = used.map(({ area }) => index.findAll(...pointInside(area)));
  const cellAreas = used.map(({ at }): CellArea => {
    // What lies directly within: held by this area and by no used one between the two.
    const within = used.filter(
      (inner, nth) =>
        inner.at < at &&
        (holders[nth] as number[]).includes(at) &&
        !used.some(
          (middle, m) =>
            middle.at > inner.at &&
            middle.at < at &&
            (holders[nth] as number[]).includes(middle.at) &&
            (holders[m] as number[]).includes(at),
        ),
    );
    return {
      rings: [...(rings[at] as Position[][]), ...within.flatMap((inner) => rings[inner.at] as Position[][])],
      members: members[at] as number[],
    };
  });
  return { basis, areas: cellAreas, outside, emptyAreas: sorted.length - used.length };
}

/** A polygon of few sides around positions (interleaved lon, lat), at least `metres` away from each. */
function surround(positions: Float64Array, metres: number): AreaGeometry {
  const count = positions.length / 2;
  let [lon0, lat0] = [0, 0];
  for (let at = 0; at < positions.length; at += 2) {
    lon0 += (positions[at] as number) / count;
    lat0 += (positions[at + 1] as number) / count;
  }
  const [across, up] = [metresPerDegreeOfLongitude(lat0), metresPerDegreeOfLatitude(lat0)];
  const sides = Array.from({ length: DIRECTIONS }, (_, side) => {
    const [ux, uy] = [Math.cos((2 * Math.PI * side) / DIRECTIONS), Math.sin((2 * Math.PI * side) / DIRECTIONS)];
    let farthest = Number.NEGATIVE_INFINITY;
    for (let at = 0; at < positions.length; at += 2) {
      const reach = ((positions[at] as number) - lon0) * across * ux + ((positions[at + 1] as number) - lat0) * up * uy;
      if (reach > farthest) farthest = reach;
    }
    return { ux, uy, far: farthest + metres };
  });
  const ring = sides.map((one, side): Position => {
    const other = sides[(side + 1) % DIRECTIONS] as typeof one;
    const turn = one.ux * other.uy - one.uy * other.ux;
    const x = (one.far * other.uy - other.far * one.uy) / turn;
    const y = (one.ux * other.far - other.ux * one.far) / turn;
    return [lon0 + x / across, lat0 + y / up];
  });
  return { type: "Polygon", coordinates: [[...ring, ring[0] as Position]] };
}

/** The border of communities known as points (interleaved lon, lat). Borders of the study count only where they hold all points. */
export function chooseBorder(
  boundaries: readonly AreaGeometry[],
  context: readonly ContextShape[],
  streetPositions: Float64Array,
  coordinates: Float64Array,
): Border {
  if (boundaries.length > 0) return shareOut("boundary", boundaries, coordinates);
  for (const basis of ["county-border", "city-border"] as const) {
    const areas = context.flatMap(({ kind, geometry }) => (kind === basis ? (areaOfShape(geometry) ?? []) : []));
    if (areas.length === 0) continue;
    const border = shareOut(basis, areas, coordinates);
    if (border.outside.length === 0) return border;
  }
  return shareOut("streets", [surround(streetPositions, STREETS_MARGIN_METRES)], coordinates);
}
