/**
 * Surfaces in space (MultiPatch, PolyhedralSurface, TIN), of which readers give the faces as they lie on the plane → the area that each covers
 * seen from above, as a building's footprint. Walls are lines from there and left out; a roof over a floor counts once.
 */

import { polygonsOf } from "../../core/areas.ts";
import type { PolygonRings } from "../../core/model/geometry.ts";
import { type FeatureTable, GeometryCollector, geometryAt, OTHER_GEOMETRY } from "../tables/feature-table.ts";
import type { IssueList } from "../tables/labelled-table.ts";

/** Faces of one shape beyond which it is no building but a terrain, and of a layer beyond which nobody would wait for it. */
const MOST_FACES = 2000;
const MOST_FACES_OF_LAYER = 200_000;
/** A face narrower than so much of its length is a wall. */
const THINNEST = 1e-9;

/** The doubled area within a ring, and the square of how far it reaches. */
function measure(ring: readonly (readonly [number, number])[]): { readonly area: number; readonly reach: number } {
  const [originX, originY] = ring[0] ?? [0, 0];
  let [area, reach] = [0, 0];
  ring.forEach(([x, y], index) => {
    const [nextX, nextY] = ring[index + 1] ?? [originX, originY];
    area += (x - originX) * (nextY - originY) - (nextX - originX) * (y - originY);
    reach = Math.max(reach, (x - originX) ** 2 + (y - originY) ** 2);
  });
  return { area: Math.abs(area), reach };
}

/** Faces that cover anything from above, each once: a flat roof lies over its floor, corner by corner. */
function facesFromAbove(polygons: readonly PolygonRings[]): PolygonRings[] {
  const faces = new Map<string, PolygonRings>();
  for (const rings of polygons) {
    const [outer] = rings;
    if (!outer || outer.length < 4) continue;
    const { area, reach } = measure(outer);
    if (!(area > THINNEST * reach)) continue;
    const corners = rings.map((ring) => [...new Set(ring.map(([x, y]) => `${x} ${y}`))].sort().join(","));
    faces.set(corners.join(";"), rings);
  }
  return [...faces.values()];
}

function copyRow(table: FeatureTable, row: number, into: GeometryCollector): void {
  for (let at = table.starts[row] as number; at < (table.starts[row + 1] as number); at++)
    into.positions.push(table.coordinates[2 * at] as number, table.coordinates[2 * at + 1] as number);
  into.finish(table.kinds[row] as number, table.ringEnds[row] ?? null, table.polygonEnds[row] ?? null);
}

type Unite = (faces: readonly PolygonRings[]) => PolygonRings[];

/** The outline of one surface; null where it covers nothing, or its faces are too many or cannot be put together. */
function outlineOf(polygons: readonly PolygonRings[], unite: Unite): PolygonRings[] | null {
  if (polygons.length > MOST_FACES) return null;
  const faces = facesFromAbove(polygons);
  if (faces.length < 2) return faces.length === 0 ? null : faces;
  try {
    const united = unite(faces);
    return united.length === 0 ? null : united;
  } catch {
    return null;
  }
}

/**
 * The table with the outlines of its surfaces, which is told once; a surface that has none keeps no shape.
 * @param rows that are surfaces, their faces as polygons
 */
export async function outlineSurfaces<Table extends FeatureTable>(
  table: Table,
  rows: readonly number[],
  layer: string,
  issues: IssueList,
): Promise<Table> {
  if (rows.length === 0) return table;
  const { unionFaces } = await import("./union-faces.ts");
  const surfaces = new Set(rows);
  const collector = new GeometryCollector();
  let [faces, outlined] = [0, 0];
  for (let row = 0; row < table.count; row++) {
    const geometry = geometryAt(table, row);
    if (!surfaces.has(row) || geometry === null) {
      copyRow(table, row, collector);
      continue;
    }
    const polygons = geometry.type === "Polygon" || geometry.type === "MultiPolygon" ? polygonsOf(geometry) : [];
    faces += polygons.length;
    const outline = faces > MOST_FACES_OF_LAYER ? null : outlineOf(polygons, unionFaces);
    if (outline === null) collector.finish(OTHER_GEOMETRY, null, null);
    else {
      outlined++;
      const [only] = outline;
      if (only && outline.length === 1) collector.add({ type: "Polygon", coordinates: only });
      else collector.add({ type: "MultiPolygon", coordinates: outline });
    }
  }
  if (outlined > 0)
    issues.warn("assumed", layer, { field: "geometry", details: { what: "surfaces-outlined", count: outlined } });
  const { coordinates, starts, kinds, ringEnds, polygonEnds } = collector.toTable([]);
  const { elevations: _, ...flat } = table;
  return { ...flat, coordinates, starts, kinds, ringEnds, polygonEnds } as Table;
}
