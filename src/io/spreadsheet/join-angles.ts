/** Angles that stand in two or three columns (经度 › 度, 分, 秒), put together as text in one column more. */
import { isFilled } from "./row-meanings.ts";
import type { SheetColumn } from "./sheet-columns.ts";

const PART = /^(.+?)[\s›_（([]*(度|分|秒|°|′|″)[)）\]]?$/;
const MARKS: Readonly<Record<string, string>> = { 度: "°", "°": "°", 分: "′", "′": "′", 秒: "″", "″": "″" };
const AXIS = /[经纬]|lon|lng|lat/i;

/** The columns that are made, each called as its parts are; none where no angle is in parts. */
export function joinAngles(columns: readonly SheetColumn[]): readonly SheetColumn[] {
  const parts = new Map<string, Map<string, SheetColumn>>();
  for (const column of columns) {
    const [, stem, sign] = PART.exec(column.name) ?? [];
    const mark = MARKS[sign ?? ""];
    if (stem === undefined || mark === undefined || !AXIS.test(stem)) continue;
    const own = parts.get(stem) ?? new Map<string, SheetColumn>();
    if (!own.has(mark)) own.set(mark, column);
    parts.set(stem, own);
  }
  const taken = new Set(columns.map(({ name }) => name));
  return [...parts].flatMap(([stem, own]): SheetColumn[] => {
    const [degrees, minutes, seconds] = [own.get("°"), own.get("′"), own.get("″")];
    if (!degrees || !minutes || taken.has(stem)) return [];
    const texts = degrees.texts.map((text, row) => {
      const minute = minutes.texts[row] ?? "";
      const second = seconds?.texts[row] ?? "";
      if (!isFilled(text) || !isFilled(minute)) return "";
      return `${text}°${minute}′${second === "" ? "" : `${second}″`}`;
    });
    const values = { name: stem, type: "String", values: texts.map((text) => text || null) } as const;
    return [{ name: stem, kind: "text", unit: "°", texts, values }];
  });
}
