/** Random features for properties: towns of valid shapes of one kind, some without one. */
import fc from "fast-check";
import type { Pair, Shape, ShapeFeature } from "./shape-texts.ts";

const degrees = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true });
const position: fc.Arbitrary<Pair> = fc.tuple(degrees(112, 114), degrees(39, 41));
const line = fc.array(position, { minLength: 2, maxLength: 12 });

/** A square, clockwise; counter-clockwise where `isHole`. */
function square([west, south]: Pair, size: number, isHole: boolean): Pair[] {
  const [east, north] = [west + size, south + size];
  const ring: Pair[] = [
    [west, south],
    [west, north],
    [east, north],
    [east, south],
    [west, south],
  ];
  return isHole ? ring.reverse() : ring;
}

/** A square with up to four holes, and islands in some of them as polygons of their own. */
const polygons = fc
  .tuple(position, degrees(0.5, 1), fc.array(fc.boolean(), { maxLength: 4 }))
  .map(([corner, size, islands]): Pair[][][] => {
    const at = (index: number): Pair => [
      corner[0] + size * (0.1 + 0.5 * (index % 2)),
      corner[1] + size * (0.1 + 0.5 * Math.floor(index / 2)),
    ];
    const holes = islands.map((_, index) => square(at(index), size * 0.3, true));
    const inner = islands.flatMap((isIsland, index) => {
      const [x, y] = at(index);
      return isIsland ? [[square([x + size * 0.1, y + size * 0.1], size * 0.1, false)]] : [];
    });
    return [[square(corner, size, false), ...holes], ...inner];
  });

/** Shapes of each of the kinds that one layer of a shapefile may hold. */
export const SHAPES: Readonly<Record<"point" | "multipoint" | "line" | "area", fc.Arbitrary<Shape>>> = {
  point: position.map((coordinates): Shape => ({ type: "Point", coordinates })),
  multipoint: fc
    .array(position, { minLength: 1, maxLength: 6 })
    .map((coordinates): Shape => ({ type: "MultiPoint", coordinates })),
  line: fc
    .array(line, { minLength: 1, maxLength: 4 })
    .map(
      (parts): Shape =>
        parts.length === 1
          ? { type: "LineString", coordinates: parts[0] as Pair[] }
          : { type: "MultiLineString", coordinates: parts },
    ),
  area: polygons.map(
    (parts): Shape =>
      parts.length === 1
        ? { type: "Polygon", coordinates: parts[0] as Pair[][] }
        : { type: "MultiPolygon", coordinates: parts },
  ),
};

const LETTERS = [..."平城区云冈镇第一小学卫生站社abc XYZ-0１（）·"];

/** Names as people write them, without blanks at the ends, which tables of fixed width do not keep. */
export const names = fc
  .array(fc.constantFrom(...LETTERS), { minLength: 1, maxLength: 12 })
  .map((letters) => letters.join("").trim() || "名");

/** Features of one kind, a tenth of them without a shape. */
export function features(kind: keyof typeof SHAPES): fc.Arbitrary<ShapeFeature[]> {
  const feature = fc
    .tuple(fc.option(SHAPES[kind], { freq: 10 }), fc.option(names), fc.option(fc.integer({ min: -1e6, max: 1e6 })))
    .map(([geometry, 名称, 人口]): ShapeFeature => ({ geometry, properties: { 名称, 人口 } }));
  return fc.array(feature, { minLength: 1, maxLength: 12 });
}
