/** How much of something is read at most, in words; those of tables stand with their other words (`io/spreadsheet/sheet-words`). */
import type { LocalizedText } from "./facility.ts";

const UNITS: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  bytes: ["字节", "bytes"],
  ways: ["条线（道路、建筑和边界）", "ways (streets, buildings and borders)"],
  nodes: ["个节点", "nodes"],
  positions: ["个坐标", "positions"],
  files: ["个文件", "files"],
  metres: ["米道路", "metres of street"],
};

/** The limit of an issue `too-large`: `unit` as its details have it, bytes where they name none. */
export function describeLimit(limit: number, unit: string | number | undefined): LocalizedText {
  const [zh, en] = UNITS[String(unit ?? "bytes")] ?? ["", String(unit)];
  const amount = limit.toLocaleString("en");
  return { zh: `${amount} ${zh}`, en: `${amount} ${en}` };
}
