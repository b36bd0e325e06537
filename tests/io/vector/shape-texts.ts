/** Shapes as plain values, to build files from and to compare what was read with. */
import type { FeatureTable } from "../../../src/io/tables/feature-table.ts";
import type { ShapeLayer, SourceLayer } from "../../../src/io/tables/source-layer.ts";

export type Pair = readonly [number, number];

/** GeoJSON's geometries, each with one type for its coordinates. */
export type Shape =
  | { readonly type: "Point"; readonly coordinates: Pair }
  | { readonly type: "MultiPoint" | "LineString"; readonly coordinates: readonly Pair[] }
  | { readonly type: "MultiLineString" | "Polygon"; readonly coordinates: readonly (readonly Pair[])[] }
  | { readonly type: "MultiPolygon"; readonly coordinates: readonly (readonly (readonly Pair[])[])[] };

export interface ShapeFeature {
  readonly geometry: Shape | null;
  readonly properties: Readonly<Record<string, string | number | boolean | null>>;
}

const TYPES = ["None", "Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon", "Other"];

/** A feature of a table as GeoJSON writes it. */
function shapeAt(table: FeatureTable, row: number): Shape | null {
  const start = table.starts[row] ?? 0;
  const end = table.starts[row + 1] ?? start;
  const pair = (at: number): Pair => [table.coordinates[2 * at] as number, table.coordinates[2 * at + 1] as number];
  const between = (from: number, to: number): Pair[] => Array.from({ length: to - from }, (_, at) => pair(from + at));
  const parts = (table.ringEnds[row] ?? [end - start]).map((close, index, all) =>
    between(start + (index === 0 ? 0 : (all[index - 1] as number)), start + close),
  );
  const type = TYPES[table.kinds[row] ?? 0];
  switch (type) {
    case "Point":
      return { type, coordinates: pair(start) };
    case "MultiPoint":
    case "LineString":
      return { type, coordinates: between(start, end) };
    case "MultiLineString":
    case "Polygon":
      return { type, coordinates: parts };
    case "MultiPolygon":
      return {
        type,
        coordinates: (table.polygonEnds[row] ?? []).map((close, index, all) =>
          parts.slice(index === 0 ? 0 : (all[index - 1] as number), close),
        ),
      };
    default:
      return null;
  }
}

/** The only layer of a reading, which must be one of shapes. */
export function onlyShapes(layers: readonly SourceLayer[]): ShapeLayer {
  const [layer] = layers;
  if (layers.length !== 1 || layer?.kind !== "shapes") throw new Error(`expected one layer, got ${layers.length}`);
  return layer;
}

/** All features of a layer. */
export function featuresOf({ table }: ShapeLayer): ShapeFeature[] {
  return Array.from({ length: table.count }, (_, row) => ({
    geometry: shapeAt(table, row),
    properties: Object.fromEntries(
      table.columns.map(({ name, values }) => {
        const value = values[row] ?? null;
        return [name, typeof value === "number" && Number.isNaN(value) ? null : value];
      }),
    ),
  }));
}

export function geojsonOf(features: readonly ShapeFeature[]): string {
  return JSON.stringify({
    type: "FeatureCollection",
    features: features.map((feature) => ({ type: "Feature", ...feature })),
  });
}

/** All positions of a shape, in an order that no writer changes. */
export function sortedPositions(geometry: Shape | null, decimals = 12): string[] {
  const nested = (geometry?.coordinates ?? []) as readonly unknown[];
  const numbers = nested.flat(3) as number[];
  const pairs = Array.from({ length: numbers.length / 2 }, (_, at) => [numbers[2 * at], numbers[2 * at + 1]] as Pair);
  return pairs.map(([x, y]) => `${x.toFixed(decimals)} ${y.toFixed(decimals)}`).sort();
}
