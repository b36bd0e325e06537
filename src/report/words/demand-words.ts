/** What is counted, in Chinese: people of a group, or what stands for people. Floor and street length are never called people. */
import type { DemandUnit, GroupId } from "../../core/model/demand.ts";
import { formatDemand, formatShare, NO_VALUE } from "../../core/model/format-number.ts";

const RESIDENTS: Readonly<Record<GroupId, string>> = {
  all: "居民",
  "0-2": "0–2 岁婴幼儿",
  "3-6": "3–6 岁儿童",
  "6-15": "6–15 岁少年儿童",
  "60+": "60 岁以上居民",
  "65+": "65 岁以上居民",
  "80+": "80 岁以上居民",
};

const INSTEAD: Readonly<Record<Exclude<DemandUnit, "people">, string>> = {
  "residential-floor-m2": "住宅建筑面积",
  "residential-street-m": "居住街道长度",
};

const UNITS: Readonly<Record<DemandUnit, string>> = {
  people: "人",
  "residential-floor-m2": "m²",
  "residential-street-m": "m",
};

/** 60 岁以上居民; 住宅建筑面积 in a study without people. */
export function demandName(groupId: GroupId, unit: DemandUnit): string {
  return unit === "people" ? RESIDENTS[groupId] : INSTEAD[unit];
}

/** A word as it follows Chinese text: a space before figures and Latin letters. */
export function afterHan(word: string): string {
  return /^[\dA-Za-z]/.test(word) ? ` ${word}` : word;
}

/** 人, m², m. */
export function demandUnitName(unit: DemandUnit): string {
  return UNITS[unit];
}

/** An amount with its unit: 12.9 万人, 4 820 m. */
export function writeDemand(value: number, unit: DemandUnit): string {
  return formatDemand(value, unit, "zh-CN");
}

/** Per cent with one decimal; a dash where there is nothing to divide by, never 0 %. */
export function writeShareOf(part: number, whole: number): string {
  return whole > 0 ? formatShare(part / whole) : NO_VALUE;
}
