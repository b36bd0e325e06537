/**
 * Barriers (water, railways, walls) and shapes for orientation (green, built-up
 * ground, places, borders) from an OSM file. Water that the extract cuts off is
 * kept as its shore line, which still stops an off-street walk.
 */

import { areaSquareMetres } from "../../core/areas.ts";
import type { AreaGeometry, LinearGeometry, Position } from "../../core/model/geometry.ts";
import type { Barrier, ContextShape } from "../../core/model/study.ts";
import type { CommunitiesFromOsm } from "./communities-from-osm.ts";
import type { OsmData, OsmRelation } from "./osm-data.ts";
import { barrierLineOf, contextAreaOf, isAreaByTags, isPlace, isWaterArea } from "./osm-kinds.ts";
import { assembleArea, polygonOfWay, positionsOfWay } from "./rings.ts";

/** Smaller green and built-up areas are left out of the basemap. */
const SMALLEST_CONTEXT_SQUARE_METRES = 2000;

function linesOfMembers(data: OsmData, relation: OsmRelation): LinearGeometry | null {
  const lines: Position[][] = [];
  for (const { wayId } of relation.members) {
    const way = data.memberWays.get(wayId);
    if (!way) continue;
    const { positions } = positionsOfWay(data, way);
    if (positions.length >= 2) lines.push(positions);
  }
  return lines.length > 0 ? { type: "MultiLineString", coordinates: lines } : null;
}

/** Everything that stops a walker off the street. */
export function barriersFromOsm(data: OsmData): Barrier[] {
  const barriers: Barrier[] = [];
  for (const way of data.ways) {
    const name = way.tags.get("name") ?? "";
    const lineKind = barrierLineOf(way.tags);
    const area = isWaterArea(way.tags) ? polygonOfWay(data, way) : null;
    if (area) {
      barriers.push({ kind: "water", name, geometry: area });
    } else if (lineKind !== null || isWaterArea(way.tags)) {
      const { positions } = positionsOfWay(data, way);
      const geometry: LinearGeometry = { type: "LineString", coordinates: positions };
      if (positions.length >= 2) barriers.push({ kind: lineKind ?? "water", name, geometry });
    }
  }
  for (const relation of data.relations) {
    if (!isWaterArea(relation.tags)) continue;
    const geometry: AreaGeometry | LinearGeometry | null =
      assembleArea(data, relation).area ?? linesOfMembers(data, relation);
    if (geometry) barriers.push({ kind: "water", name: relation.tags.get("name") ?? "", geometry });
  }
  return barriers;
}

/** Shapes for the basemap; borders are those of the units above the communities. */
export function contextFromOsm(data: OsmData, unitAreas: CommunitiesFromOsm["unitAreas"]): ContextShape[] {
  const shapes: ContextShape[] = [];
  const put = (kind: ContextShape["kind"] | null, name: string, area: AreaGeometry | null): void => {
    if (kind && area && areaSquareMetres(area) >= SMALLEST_CONTEXT_SQUARE_METRES)
      shapes.push({ kind, name, geometry: area });
  };
  for (const way of data.ways) {
    const kind = contextAreaOf(way.tags);
    if (kind && isAreaByTags(way.tags)) put(kind, way.tags.get("name") ?? "", polygonOfWay(data, way));
  }
  for (const relation of data.relations) {
    const kind = contextAreaOf(relation.tags);
    if (kind) put(kind, relation.tags.get("name") ?? "", assembleArea(data, relation).area);
  }
  for (const { lon, lat, tags } of data.points) {
    if (isPlace(tags))
      shapes.push({
        kind: "place",
        name: tags.get("name") ?? "",
        geometry: { type: "Point", coordinates: [lon, lat] },
      });
  }
  for (const { unit, area } of unitAreas) {
    shapes.push({ kind: unit.level === "city" ? "city-border" : "county-border", name: unit.name, geometry: area });
  }
  return shapes;
}
