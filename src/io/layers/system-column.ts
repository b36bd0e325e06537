/** A column of a sheet that names the coordinate system of its rows: 坐标系, crs. It counts as the file's own word. */
import { findCoordinateSystem } from "../crs/find-coordinate-system.ts";
import { plainHeader } from "../tables/column-names.ts";
import { textAt } from "../tables/feature-table.ts";
import { shown } from "../tables/labelled-table.ts";
import type { LaidOutLayer } from "./lay-out-layer.ts";

const HEADERS = new Set(["坐标系", "坐标系统", "坐标系名称", "crs", "coordinatesystem"]);

/** As planners write them, blanks and hyphens left out. */
const NAMES: Readonly<Record<string, string>> = {
  cgcs2000: "EPSG:4490",
  国家2000: "EPSG:4490",
  大地2000: "EPSG:4490",
  "2000国家大地坐标系": "EPSG:4490",
  国家大地2000: "EPSG:4490",
  wgs84: "EPSG:4326",
  高德: "gcj02",
  腾讯: "gcj02",
  火星: "gcj02",
  火星坐标: "gcj02",
  gcj02: "gcj02",
  百度: "bd09",
  百度坐标: "bd09",
  bd09: "bd09",
};

function systemOf(text: string): string | null {
  const plain = text.toLowerCase().replace(/[-_\s]/g, "");
  const id = Object.hasOwn(NAMES, plain) ? (NAMES[plain] as string) : text;
  return findCoordinateSystem(id) ? id : null;
}

/** The system that all rows name; null where none does, or where what they name cannot be used, which is told. */
export function readSystemColumn({ labelled, sheet, issues }: LaidOutLayer): string | null {
  if (!sheet?.positions) return null;
  const { table, layer } = labelled;
  const column = table.columns.find(({ name }) => HEADERS.has(plainHeader(name)));
  if (!column) return null;
  const texts = new Set<string>();
  for (let row = 0; row < table.count; row++) texts.add(textAt(column, row).normalize("NFKC").trim());
  texts.delete("");
  const [text, another] = texts;
  if (text === undefined) return null;
  const id = systemOf(text);
  const unit = id && findCoordinateSystem(id)?.unit;
  if (another === undefined && id !== null && unit === sheet.positions.unit) return id;
  const what = another === undefined ? "system-column-unread" : "system-column-mixed";
  const value = shown([...texts].slice(0, 3).join("，"));
  issues.warn("assumed", layer, { field: column.name, value, details: { what } });
  return null;
}
