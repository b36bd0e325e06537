/** The coordinate system that the headers of two position columns name: 高德经度, gcj02_lon, 百度坐标 › 经度. */
import type { PositionColumns } from "./find-positions.ts";
import type { SheetColumn } from "./sheet-columns.ts";

const NAMED: readonly (readonly [system: string, header: RegExp])[] = [
  ["gcj02", /gcj|高德|腾讯|火星|amap|gaode|tencent/i],
  ["bd09", /bd-?_?09|百度|baidu/i],
  ["EPSG:4326", /wgs-?_?84|天地图/i],
  ["EPSG:4490", /cgcs-?_?2000|国家2000|2000国家|大地2000/i],
];

/** The one system of positions in degrees that a text names; "" where it names none, or several. */
export function systemNamedIn(header: string): string {
  const named = NAMED.filter(([, pattern]) => pattern.test(header.normalize("NFKC")));
  return named.length === 1 ? (named[0]?.[0] ?? "") : "";
}

/** As `findCoordinateSystem` reads it; "" where the headers name none, or not the same, or hold no degrees. */
export function systemInHeaders(columns: readonly SheetColumn[], { east, north, unit }: PositionColumns): string {
  if (unit !== "degrees") return "";
  const [first, second] = [east, north].map((place) => systemNamedIn(columns[place]?.name ?? ""));
  return first !== undefined && first === second ? first : "";
}
