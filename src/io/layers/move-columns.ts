/** Positions that stand in the columns of an exported layer, in the file's own system like its shapes: labels of communities, entrances of parks. */
import { ENTRANCES_ATTRIBUTE } from "../../core/model/facility.ts";
import type { CoordinateSystem } from "../crs/coordinate-system.ts";
import { type Column, type FeatureTable, findColumn, numberAt, textAt } from "../tables/feature-table.ts";
import { LABEL_COLUMNS } from "../tables/own-columns.ts";

/** A millimetre: what is written in another system and read back has the digits that it had. */
const DECIMALS = 8;

/** The layer with those columns in degrees of WGS84, under their names for degrees. */
export function moveColumnsToDegrees(table: FeatureTable, system: CoordinateSystem): FeatureTable {
  const pairs = LABEL_COLUMNS.map(({ lon, lat }) => [findColumn(table, lon), findColumn(table, lat)] as const);
  const [x, y] = pairs.find(([one, other]) => one !== null && other !== null) ?? [null, null];
  const [{ lon, lat }] = LABEL_COLUMNS;
  const axis = (of: 0 | 1): Float64Array =>
    Float64Array.from({ length: table.count }, (_, row) => placeOf(numberAt(x, row), numberAt(y, row), system)[of]);
  const columns = table.columns.map((column): Column => {
    if (column === x) return { name: lon, type: "Double", values: axis(0) };
    if (column === y) return { name: lat, type: "Double", values: axis(1) };
    if (column.name !== ENTRANCES_ATTRIBUTE || system.id === "EPSG:4326") return column;
    const texts = Array.from({ length: table.count }, (_, row) => entrancesOf(textAt(column, row), system));
    return { ...column, type: "String", values: texts };
  });
  return { ...table, columns };
}

function placeOf(x: number, y: number, system: CoordinateSystem): readonly [number, number] {
  return system.faultOf(x, y) === "" ? system.toDegrees(x, y) : [Number.NaN, Number.NaN];
}

/** "x y; x y" as "lon lat; lon lat"; what is no such text stays as it is, "" is none. */
function entrancesOf(text: string, system: CoordinateSystem): string | null {
  const pairs = text.split(";").map((pair) => pair.trim().split(/\s+/).map(Number));
  if (!pairs.every((pair) => pair.length === 2 && pair.every(Number.isFinite))) return text === "" ? null : text;
  const places = pairs.map(([x, y]) => placeOf(x as number, y as number, system));
  if (places.some(([lon]) => Number.isNaN(lon))) return text;
  return places.map((place) => place.map((value) => Number(value.toFixed(DECIMALS))).join(" ")).join("; ");
}
