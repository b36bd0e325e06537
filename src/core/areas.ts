/**
 * Questions asked of polygons while a study is built: how large, where is a
 * point inside, which area holds a point. Areas are planar on the local metres
 * of the WGS84 ellipsoid (error below 1e-4 for a building or a quarter); inside
 * is even-odd over all rings, so holes and parts need no special care.
 */
import { metresPerDegreeOfLatitude, metresPerDegreeOfLongitude } from "./geodesy.ts";
import type { AreaGeometry, Bounds, PolygonRings, Position } from "./model/geometry.ts";

/** The polygons of an area. */
export function polygonsOf(area: AreaGeometry): readonly PolygonRings[] {
  return area.type === "Polygon" ? [area.coordinates] : area.coordinates;
}

function ringsOf(area: AreaGeometry): readonly (readonly Position[])[] {
  return area.type === "Polygon" ? area.coordinates : area.coordinates.flat();
}

/** Twice the signed area of a ring in square degrees, about its first position to keep digits. */
function signedDegrees(ring: readonly Position[]): number {
  const [origin] = ring;
  if (!origin) return 0;
  let sum = 0;
  for (let index = 1; index + 1 < ring.length; index++) {
    const [x1, y1] = ring[index] ?? origin;
    const [x2, y2] = ring[index + 1] ?? origin;
    sum += (x1 - origin[0]) * (y2 - origin[1]) - (x2 - origin[0]) * (y1 - origin[1]);
  }
  return sum;
}

/** Area in m²: outer rings less holes. */
export function areaSquareMetres(area: AreaGeometry): number {
  let total = 0;
  for (const polygon of polygonsOf(area)) {
    const latitude = polygon[0]?.[0]?.[1] ?? 0;
    const scale = metresPerDegreeOfLongitude(latitude) * metresPerDegreeOfLatitude(latitude);
    polygon.forEach((ring, index) => {
      const size = (Math.abs(signedDegrees(ring)) / 2) * scale;
      total += index === 0 ? size : -size;
    });
  }
  return Math.max(0, total);
}

/** Bounds of some rings. */
function boundsOfRings(rings: readonly (readonly Position[])[]): Bounds {
  const bounds: Bounds = [Infinity, Infinity, -Infinity, -Infinity];
  for (const ring of rings) {
    for (const [lon, lat] of ring) {
      if (lon < bounds[0]) bounds[0] = lon;
      if (lat < bounds[1]) bounds[1] = lat;
      if (lon > bounds[2]) bounds[2] = lon;
      if (lat > bounds[3]) bounds[3] = lat;
    }
  }
  return bounds;
}

/** Bounds of an area. */
export function boundsOfArea(area: AreaGeometry): Bounds {
  return boundsOfRings(ringsOf(area));
}

export function boundsMeet(a: Bounds, b: Bounds): boolean {
  return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];
}

/** Longitudes at which a parallel crosses the rings, in order. */
function crossings(rings: readonly (readonly Position[])[], latitude: number): number[] {
  const found: number[] = [];
  for (const ring of rings) {
    for (let index = 0; index + 1 < ring.length; index++) {
      const [x1, y1] = ring[index] as Position;
      const [x2, y2] = ring[index + 1] as Position;
      if (y1 > latitude !== y2 > latitude) found.push(x1 + ((latitude - y1) / (y2 - y1)) * (x2 - x1));
    }
  }
  return found.sort((a, b) => a - b);
}

function isInside(rings: readonly (readonly Position[])[], lon: number, lat: number): boolean {
  let inside = false;
  for (const crossing of crossings(rings, lat)) if (crossing > lon) inside = !inside;
  return inside;
}

function centroidOf(ring: readonly Position[]): Position {
  const origin = ring[0] ?? [0, 0];
  let [sum, sumX, sumY] = [0, 0, 0];
  for (let index = 0; index + 1 < ring.length; index++) {
    const [lon1, lat1] = ring[index] ?? origin;
    const [lon2, lat2] = ring[index + 1] ?? origin;
    const [x1, y1, x2, y2] = [lon1 - origin[0], lat1 - origin[1], lon2 - origin[0], lat2 - origin[1]];
    const cross = x1 * y2 - x2 * y1;
    sum += cross;
    sumX += (x1 + x2) * cross;
    sumY += (y1 + y2) * cross;
  }
  return sum === 0 ? [origin[0], origin[1]] : [origin[0] + sumX / (3 * sum), origin[1] + sumY / (3 * sum)];
}

/** A point inside an area: the centroid of its largest part, or the middle of a wide span where that lies outside. */
export function pointInside(area: AreaGeometry): Position {
  let largest: PolygonRings = [];
  let size = -1;
  for (const polygon of polygonsOf(area)) {
    const degrees = Math.abs(signedDegrees(polygon[0] ?? []));
    if (degrees > size) {
      largest = polygon;
      size = degrees;
    }
  }
  const centroid = centroidOf(largest[0] ?? []);
  if (isInside(largest, centroid[0], centroid[1])) return centroid;
  const [, south, , north] = boundsOfRings(largest);
  let best: Position = centroid;
  let widest = 0;
  for (const share of [0.5, 0.25, 0.75, 0.4, 0.6]) {
    const latitude = south + share * (north - south);
    const found = crossings(largest, latitude);
    for (let index = 0; index + 1 < found.length; index += 2) {
      const [west, east] = [found[index] ?? 0, found[index + 1] ?? 0];
      if (east - west <= widest) continue;
      widest = east - west;
      best = [(west + east) / 2, latitude];
    }
  }
  return best;
}

interface IndexedArea {
  readonly bounds: Bounds;
  /** Edges by band of latitude: x1, y1, x2, y2 each. */
  readonly bands: readonly Float64Array[];
}

function bandOf(bounds: Bounds, count: number, lat: number): number {
  const share = (lat - bounds[1]) / (bounds[3] - bounds[1] || 1);
  return Math.max(0, Math.min(count - 1, Math.floor(share * count)));
}

function indexArea(area: AreaGeometry): IndexedArea {
  const rings = ringsOf(area);
  const bounds = boundsOfRings(rings);
  const edgeCount = rings.reduce((sum, ring) => sum + ring.length, 0);
  const count = Math.max(1, Math.min(1024, edgeCount >> 3));
  const bands: number[][] = Array.from({ length: count }, () => []);
  for (const ring of rings) {
    for (let index = 0; index + 1 < ring.length; index++) {
      const [x1, y1] = ring[index] as Position;
      const [x2, y2] = ring[index + 1] as Position;
      const last = bandOf(bounds, count, Math.max(y1, y2));
      for (let band = bandOf(bounds, count, Math.min(y1, y2)); band <= last; band++) bands[band]?.push(x1, y1, x2, y2);
    }
  }
  return { bounds, bands: bands.map((band) => Float64Array.from(band)) };
}

function holds({ bounds, bands }: IndexedArea, lon: number, lat: number): boolean {
  if (lon < bounds[0] || lon > bounds[2] || lat < bounds[1] || lat > bounds[3]) return false;
  const band = bands[bandOf(bounds, bands.length, lat)] ?? new Float64Array(0);
  let inside = false;
  for (let at = 0; at < band.length; at += 4) {
    const y1 = band[at + 1] as number;
    const y2 = band[at + 3] as number;
    if (y1 > lat === y2 > lat) continue;
    const x1 = band[at] as number;
    if (x1 + ((lat - y1) / (y2 - y1)) * ((band[at + 2] as number) - x1) > lon) inside = !inside;
  }
  return inside;
}

const GRID_SIDE = 128;

/** Finds the areas that hold a point, by a grid of their bounds and bands of their edges. */
export class AreaIndex {
  private readonly areas: (IndexedArea | null)[];
  private readonly bounds: Bounds = [Infinity, Infinity, -Infinity, -Infinity];
  private readonly cells: number[][] = Array.from({ length: GRID_SIDE * GRID_SIDE }, () => []);

  constructor(areas: readonly (AreaGeometry | null)[]) {
    this.areas = areas.map((area) => area && indexArea(area));
    for (const area of this.areas) {
      if (!area) continue;
      this.bounds[0] = Math.min(this.bounds[0], area.bounds[0]);
      this.bounds[1] = Math.min(this.bounds[1], area.bounds[1]);
      this.bounds[2] = Math.max(this.bounds[2], area.bounds[2]);
      this.bounds[3] = Math.max(this.bounds[3], area.bounds[3]);
    }
    this.areas.forEach((area, index) => {
      if (!area) return;
      const lastColumn = this.column(area.bounds[2]);
      const lastRow = this.row(area.bounds[3]);
      for (let row = this.row(area.bounds[1]); row <= lastRow; row++) {
        for (let column = this.column(area.bounds[0]); column <= lastColumn; column++) {
          this.cells[row * GRID_SIDE + column]?.push(index);
        }
      }
    });
  }

  private column(lon: number): number {
    const share = (lon - this.bounds[0]) / (this.bounds[2] - this.bounds[0] || 1);
    return Math.max(0, Math.min(GRID_SIDE - 1, Math.floor(share * GRID_SIDE)));
  }

  private row(lat: number): number {
    const share = (lat - this.bounds[1]) / (this.bounds[3] - this.bounds[1] || 1);
    return Math.max(0, Math.min(GRID_SIDE - 1, Math.floor(share * GRID_SIDE)));
  }

  /** Index of the first area that holds the point, -1 where none does. */
  find(lon: number, lat: number): number {
    for (const index of this.cells[this.row(lat) * GRID_SIDE + this.column(lon)] ?? []) {
      const area = this.areas[index];
      if (area && holds(area, lon, lat)) return index;
    }
    return -1;
  }

  /** Indexes of all areas that hold the point, in order. */
  findAll(lon: number, lat: number): number[] {
    return (this.cells[this.row(lat) * GRID_SIDE + this.column(lon)] ?? []).filter((index) => {
      const area = this.areas[index];
      return area !== null && area !== undefined && holds(area, lon, lat);
    });
  }
}
