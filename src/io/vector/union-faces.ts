/** Flat faces that may touch and overlap → the area that they cover together. Apart from its caller, so that it is loaded where it is needed. */
import { featureCollection, multiPolygon, union } from "@turf/turf";
import type { PolygonRings, Position } from "../../core/model/geometry.ts";

/** The polygons of the area, none of which touches another in more than corners. Throws where the faces cannot be put together. */
export function unionFaces(faces: readonly PolygonRings[]): PolygonRings[] {
  const features = faces.map((rings) => multiPolygon([rings]));
  const united = union(featureCollection(features))?.geometry;
  const polygons = united?.type === "Polygon" ? [united.coordinates] : (united?.coordinates ?? []);
  return polygons.map((rings) => rings.map((ring) => ring.map(([x, y]) => [x as number, y as number] as Position)));
}
