/** The few GeoJSON shapes the model keeps. Positions are `[lon, lat]` in WGS84 degrees (CGCS2000 is treated as equal). */

export type Position = [lon: number, lat: number];
export type Ring = Position[];
export type PolygonRings = Ring[];

export interface LineGeometry {
  readonly type: "LineString";
  readonly coordinates: Position[];
}
export interface MultiLineGeometry {
  readonly type: "MultiLineString";
  readonly coordinates: Position[][];
}
export interface PolygonGeometry {
  readonly type: "Polygon";
  readonly coordinates: PolygonRings;
}
export interface MultiPolygonGeometry {
  readonly type: "MultiPolygon";
  readonly coordinates: PolygonRings[];
}
export type AreaGeometry = PolygonGeometry | MultiPolygonGeometry;
export type LinearGeometry = LineGeometry | MultiLineGeometry;

/** `[west, south, east, north]` in degrees. */
export type Bounds = [west: number, south: number, east: number, north: number];
