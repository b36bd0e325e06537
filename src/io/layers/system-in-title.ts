/**
 * The shifted coordinate system that a layer's own name says: `日间照料中心（高德）.kml`, `poi_gcj02.csv`. Streets, schools and townships are called
 * 高德, too: the word counts where it ends the name's part or stands before 地图, 坐标 and the like. Names that speak of a change say nothing.
 */
import type { FeatureTable } from "../tables/feature-table.ts";
import { type ShapeLayer, titleOfSource } from "../tables/source-layer.ts";

const CHINESE =
  /(高德|腾讯|百度)(?=(?:地图|坐标|开放平台|导出|下载|抓取|采集|拾取|爬取|点位|POI|版)|[)\]】、和与_\-.\s›]|$)/giu;
const LATIN = /(?<![a-z])(gcj-?_?02|amap|gaode|bd-?_?09|baidu)(?![a-z0-9])/gi;
const CHANGED = /转|纠偏|纠正|改正|还原|wgs|84|2000|4490|4326/i;

/** @returns `gcj02`, `bd09`, or "" where the name says neither, or both. */
export function systemInTitle(title: string): string {
  const name = title
    .normalize("NFKC")
    .replace(/^.*[\\/]/, "")
    .replace(/\.(?:xlsx|csv|tsv|txt|kmz|kml|zip|shp|geojson|json|gpkg)(?=$| ›)/gi, "");
  if (CHANGED.test(name)) return "";
  const words = [...name.matchAll(CHINESE), ...name.matchAll(LATIN)].map(([word]) => word.toLowerCase());
  const named = new Set(words.map((word) => (/^(?:百度|bd|baidu)/.test(word) ? "bd09" : "gcj02")));
  return named.size === 1 ? ([...named][0] ?? "") : "";
}

/** Formats that are in degrees of WGS 84 by their own rule, whatever was written into them. */
const OF_WGS84: ReadonlySet<string> = new Set(["KML", "GPX", "GeoJSON"]);

/** Shapes with the system that their file, else their name, says. */
export function withSystem(source: ShapeLayer): FeatureTable {
  const { table, crsText, format } = source;
  if (crsText !== "") return { ...table, crsText };
  const isOpen = table.crsCode === 0 || OF_WGS84.has(format);
  const areDegrees = Math.abs(table.coordinates[0] ?? Number.NaN) <= 180;
  const named = isOpen && areDegrees ? systemInTitle(titleOfSource(source)) : "";
  return named === "" ? table : { ...table, crsCode: 0, crsText: named };
}
