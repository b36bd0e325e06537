/** A column of a sheet that names the coordinate system of its rows: 坐标系, crs. It counts as the file's own word. */
import { findCoordinateSystem } from "../crs/find-coordinate-system.ts";
import { plainHeader } from "../tables/column-names.ts";
import { type Column, textAt } from "../tables/feature-table.ts";
import { shown } from "../tables/labelled-table.ts";
import type { LaidOutLayer } from "./lay-out-layer.ts";
import { areMetres } from "./settle-system.ts";

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

/** What a column says of the system of all rows. */
interface NamedSystem {
  readonly id: string;
  readonly column: Column;
}

/** The text that all rows of a column have, blanks aside; several where they differ. */
function textsOf(column: Column, count: number): readonly string[] {
  const texts = new Set<string>();
  for (let row = 0; row < count; row++) texts.add(textAt(column, row).normalize("NFKC").trim());
  texts.delete("");
  return [...texts];
}

/** The system that all rows name; null where none does, or where what they name cannot be used, which is told. */
export function readSystemColumn({ labelled, sheet, isPlaced, issues }: LaidOutLayer): NamedSystem | null {
  if (!sheet || !isPlaced) return null;
  const { table, layer } = labelled;
  const unit = sheet.positions?.unit ?? (areMetres(table) ? "metres" : "degrees");
  const named = table.columns.flatMap((column) => {
    if (!HEADERS.has(plainHeader(column.name))) return [];
    const texts = textsOf(column, table.count);
    return texts.length === 0 ? [] : [{ column, texts }];
  });
  for (const { column, texts } of named) {
    const id = texts.length === 1 ? systemOf(texts[0] as string) : null;
    if (id !== null && findCoordinateSystem(id)?.unit === unit) return { id, column };
  }
  const [first] = named;
  if (!first) return null;
  const what = first.texts.length === 1 ? "system-column-unread" : "system-column-mixed";
  const value = shown(first.texts.slice(0, 3).join("，"));
  issues.warn("assumed", layer, { field: first.column.name, value, details: { what } });
  return null;
}

/** The layer without the column that has been read: what it says holds of the file's numbers, not of the study's. */
export function withoutColumn(laid: LaidOutLayer, column: Column): LaidOutLayer {
  const { labelled } = laid;
  const columns = labelled.table.columns.filter((other) => other !== column);
  return { ...laid, labelled: { ...labelled, table: { ...labelled.table, columns } } };
}
