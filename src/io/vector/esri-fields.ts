/** What Esri's JSON says of its fields (`fields`, `fieldAliases`): types, aliases, coded-value domains. Moments are counted in milliseconds since 1970, UTC. */
import type { AttributeValue } from "../../core/model/facility.ts";
import type { Column } from "../tables/feature-table.ts";
import type { IssueList } from "../tables/labelled-table.ts";
import { isObject, type JsonObject } from "./json-document.ts";
import type { StatedField } from "./name-fields.ts";

export interface EsriField extends StatedField {
  readonly isDate: boolean;
}

const DAY_MS = 86_400_000;
/** Midnight in Beijing (UTC+8) by the clock of UTC. */
const BEIJING_MIDNIGHT_MS = 57_600_000;
const LATEST_MS = 8.64e15;

function wordsOf(domain: unknown): ReadonlyMap<string, string> | null {
  if (!isObject(domain) || !Array.isArray(domain.codedValues)) return null;
  const words = new Map<string, string>();
  for (const coded of domain.codedValues) {
    const { code, name } = isObject(coded) ? coded : {};
    const isCode = typeof code === "string" || typeof code === "number";
    if (isCode && typeof name === "string" && name.trim() !== "") words.set(String(code).trim(), name.trim());
  }
  return words;
}

/** The fields of a document, in its order. */
export function readEsriFields({ fields, fieldAliases }: JsonObject): readonly EsriField[] {
  const aliases = isObject(fieldAliases) ? fieldAliases : {};
  return (Array.isArray(fields) ? fields : []).filter(isObject).map((field): EsriField => {
    const name = String(field.name ?? "");
    const alias = field.alias ?? aliases[name];
    return {
      name,
      alias: typeof alias === "string" ? alias.trim() : "",
      words: wordsOf(field.domain),
      isDate: field.type === "esriFieldTypeDate",
    };
  });
}

function isMoment(value: AttributeValue): value is number {
  return typeof value === "number" && Math.abs(value) <= LATEST_MS;
}

function isoOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

/**
 * A column of moments as ISO text: days where every moment is a midnight of UTC, or every one a midnight of Beijing, which is told; else
 * with its hour in UTC. What is no moment stays.
 */
export function datesOf(column: Column, layer: string, issues: IssueList): Column {
  const values = Array.from(column.values);
  const moments = values.filter(isMoment);
  if (moments.length === 0) return column;
  const isEach = (clock: number): boolean => moments.every((time) => ((time % DAY_MS) + DAY_MS) % DAY_MS === clock);
  const isBeijing = isEach(BEIJING_MIDNIGHT_MS);
  const isDays = isBeijing || isEach(0);
  if (isBeijing) issues.warn("assumed", layer, { field: column.name, details: { what: "days-of-beijing" } });
  const textOf = (time: number): string =>
    isDays
      ? isoOf(isBeijing ? time + DAY_MS - BEIJING_MIDNIGHT_MS : time).slice(0, 10)
      : `${isoOf(time).slice(0, 19)}Z`;
  return { ...column, type: "String", values: values.map((value) => (isMoment(value) ? textOf(value) : value)) };
}
