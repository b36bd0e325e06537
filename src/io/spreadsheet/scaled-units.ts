/**
 * Units that count by hundreds, thousands or ten thousands (万人, 千户, 万平方米) → numbers in the plain unit. What is counted is people,
 * households, places and floors; money stays as it is written.
 */
import type { CellGrid } from "../tables/source-layer.ts";
import { plainText, unitOfHeader } from "./row-meanings.ts";

export interface ScaledUnit {
  /** 人, 户, 平方米 … */
  readonly unit: string;
  /** One of the scaled unit is ten to this power of the plain one. */
  readonly exponent: number;
}

const EXPONENTS: Readonly<Record<string, number>> = { 百: 2, 千: 3, 万: 4, 十万: 5, 百万: 6, 千万: 7, 亿: 8 };
const SCALED = /^(十万|百万|千万|[百千万亿])(人|人次|名|口|户|个|床|张|座|平方米|平米|m2|㎡)$/;
const STATED = /单位[:：]([^)）\]】]{1,40})/;
/** Rows above a header that are looked at. */
const EXAMINED_ROWS = 20;

/** What a unit counts by; null for plain units, and for those that keep their scale. */
export function readScaledUnit(text: string): ScaledUnit | null {
  const [, scale = "", unit = ""] = SCALED.exec(plainText(text)) ?? [];
  const exponent = EXPONENTS[scale];
  return exponent === undefined ? null : { unit, exponent };
}

/** A number times a power of ten, without the errors of binary fractions: 0.57 万 is 5700. */
export function scaleByTen(value: number, exponent: number): number {
  const [digits, own = "0"] = String(value).split("e");
  return Number(`${digits}e${Number(own) + exponent}`);
}

/** The unit of people that a line above the header states for the whole table (单位：万人); "" where none does, or several are stated. */
export function statedPeopleUnit({ rows }: CellGrid, headerRow: number): string {
  const units = new Set<string>();
  for (let row = Math.max(0, headerRow - EXAMINED_ROWS); row < headerRow; row++) {
    for (const cell of rows[row] ?? []) {
      if (typeof cell !== "string" || cell.length > 200) continue;
      const stated = STATED.exec(plainText(cell))?.[1] ?? "";
      for (const unit of stated.split(/[,，、;；/]/))
        if (/^(十万|百万|千万|[百千万亿])?[人口]$/.test(unit)) units.add(unit);
    }
  }
  const [unit = ""] = units;
  return units.size === 1 ? unit : "";
}

/** A header without its unit: 总人口（万人） → 总人口. */
export function withoutUnit(name: string): string {
  if (unitOfHeader(name) === "") return name;
  return name.replace(/\s*(?:[(（[][^()（）[\]]+[)）\]]|[/,，][^/,，]+)\s*$/, "");
}
