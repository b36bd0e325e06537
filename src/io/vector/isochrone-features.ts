/**
 * Isochrone bands as features: GeoJSON text piece by piece, or a FlatGeobuf file.
 * Positions are WGS84 degrees with seven decimals, which is exactly what the outlines
 * are drawn in; of streets on a plane that is tied to no place, plane metres.
 */
import type { MultiPolygonGeometry } from "../../core/model/geometry.ts";
import { type Column, type FeatureTable, GeometryCollector } from "../tables/feature-table.ts";
import { PositionText } from "../tables/position-text.ts";

export interface IsochroneFeature {
  readonly id: string;
  readonly minutes: number;
  /** NaN where streets are not asked (straight circles). */
  readonly reachMetres: number;
  readonly areaSquareMetres: number;
  /** NaN where there is no lattice (straight circles). */
  readonly cellMetres: number;
  readonly geometry: MultiPolygonGeometry;
}

/** Moves degrees into the numbers that are written. */
export type WritePosition = (lon: number, lat: number) => readonly [x: number, y: number];

const degreesText = new PositionText(7);
const metresText = new PositionText(3);

function rounded(value: number, scale: number): number {
  return Math.round(value * scale) / scale;
}

export const GEOJSON_HEAD = '{"type":"FeatureCollection","features":[\n';
export const GEOJSON_TAIL = "\n]}\n";

/** One feature as GeoJSON text; lengths and areas with two decimals, absent where they do not apply. */
export function formatIsochrone(feature: IsochroneFeature, move: WritePosition | null): string {
  const { id, minutes, reachMetres, areaSquareMetres, cellMetres, geometry } = feature;
  const properties = {
    id,
    minutes,
    reachMetres: Number.isNaN(reachMetres) ? null : rounded(reachMetres, 100),
    areaSquareMetres: rounded(areaSquareMetres, 100),
    cellMetres: Number.isNaN(cellMetres) ? null : cellMetres,
  };
  const coordinates = (move === null ? degreesText : metresText).format(geometry, move);
  const head = JSON.stringify({ type: "Feature", properties });
  return `${head.slice(0, -1)},"geometry":{"type":"MultiPolygon","coordinates":${coordinates}}}`;
}

/** Gathers features for a FlatGeobuf file. */
export class IsochroneTable {
  private readonly geometry = new GeometryCollector();
  private readonly features: Omit<IsochroneFeature, "geometry">[] = [];

  add({ geometry, ...feature }: IsochroneFeature): void {
    this.geometry.add(geometry);
    this.features.push(feature);
  }

  toTable(title: string, description: string): FeatureTable {
    const numbers = (name: Exclude<keyof IsochroneFeature, "id" | "geometry">): Column => ({
      name,
      type: "Double",
      values: Float64Array.from(this.features, (feature) => feature[name]),
    });
    const ids: Column = { name: "id", type: "String", values: this.features.map(({ id }) => id) };
    const columns = [
      ids,
      numbers("minutes"),
      numbers("reachMetres"),
      numbers("areaSquareMetres"),
      numbers("cellMetres"),
    ];
    return this.geometry.toTable(columns, title, description, 4326);
  }
}
