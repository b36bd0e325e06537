/**
 * How many people of its group one unit of a service's capacity stands for. A school place
 * is one child's; a day-care bed or a family doctor is there for many. What the tool assumes is
 * data that says where it comes from; what a planner states in its place is part of the plan's
 * edits, with a source, a day and a name. Either prints with every figure that rests on it.
 */
import { isDay } from "../model/calendar-day.ts";
import { columnWords } from "../model/column-words.ts";
import type { LocalizedText } from "../model/facility.ts";

/** How a norm is worded: so many people a bed, or so many beds for every 1,000 people. */
export const NORM_MEASURES = ["people-per-unit", "units-per-thousand"] as const;
export type NormMeasure = (typeof NORM_MEASURES)[number];

/** A norm that a planner put in the place of the default; at most one a service and column. */
export interface StatedNorm {
  readonly serviceId: string;
  /** The column of capacity that it speaks of. */
  readonly attribute: string;
  /** As it is worded: people for one unit, or units for 1,000 people. */
  readonly value: number;
  readonly measure: NormMeasure;
  readonly source: string;
  /** The day on which it was confirmed, ISO 8601. */
  readonly date: string;
  readonly confirmedBy: string;
}

export interface CapacityNorm {
  readonly serviceId: string;
  readonly peoplePerUnit: number;
  /** Where it comes from and that it is a default, or who confirmed it and when. */
  readonly source: LocalizedText;
  /** null for a default of the tool. */
  readonly stated: StatedNorm | null;
}

interface DefaultNorm extends CapacityNorm {
  /** Names of the column as compared: lower case, without blanks, underscores and hyphens. */
  readonly attributes: readonly string[];
}

const DEFAULT_NORMS: readonly DefaultNorm[] = [
  {
    serviceId: "elderly-day-care",
    attributes: ["beds", "床位", "床位数"],
    // 35 beds for 1,000 people aged 60 and over.
    peoplePerUnit: 1000 / 35,
    source: {
      zh: "规划目标每千名老年人 35 张床位，折合每张床位对应 28.6 名老年人（默认值）",
      en: "The plan's 35 beds per 1,000 older people: one bed for 28.6 of them (a default)",
    },
    stated: null,
  },
  {
    serviceId: "clinic",
    attributes: ["doctors", "physicians", "医生", "医生数", "医师数"],
    peoplePerUnit: 2000,
    source: {
      zh: "每名家庭医生签约不超过 2000 人（默认值，二手资料，待核）",
      en: "At most 2,000 people signed with one family doctor (a default, secondary source, to be verified)",
    },
    stated: null,
  },
];

/** A column's name as compared: lower case, without blanks, underscores and hyphens. */
export function plainName(name: string): string {
  return name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s_-]/g, "");
}

/** The norm of a service's column: the plan's own where one is stated, else the tool's; null where there is none. */
export function findCapacityNorm(
  serviceId: string,
  attribute: string,
  stated: readonly StatedNorm[],
): CapacityNorm | null {
  const name = plainName(attribute);
  const usual = DEFAULT_NORMS.find((norm) => norm.serviceId === serviceId && norm.attributes.includes(name)) ?? null;
  const own = stated.find((norm) => norm.serviceId === serviceId && isSameColumn(norm.attribute, name, usual));
  return own ? { serviceId, peoplePerUnit: peoplePerUnitOf(own), source: describeStatedNorm(own), stated: own } : usual;
}

/** Beds are beds, whatever language the column's name is in. */
function isSameColumn(attribute: string, name: string, usual: DefaultNorm | null): boolean {
  const other = plainName(attribute);
  return other === name || (usual?.attributes.includes(other) ?? false);
}

export function peoplePerUnitOf({ value, measure }: Pick<StatedNorm, "value" | "measure">): number {
  return measure === "people-per-unit" ? value : 1000 / value;
}

/** Two norms are of the same unit, so that one stands in the place of the other. */
export function isSameNorm(first: StatedNorm, second: Pick<StatedNorm, "serviceId" | "attribute">): boolean {
  return first.serviceId === second.serviceId && plainName(first.attribute) === plainName(second.attribute);
}

export type NormFaultCode = "bad-norm" | "unknown-measure" | "no-source" | "bad-day" | "nobody-confirmed";

export interface NormFault {
  readonly field: keyof StatedNorm;
  readonly code: NormFaultCode;
  readonly value: string;
}

const LEAST_PEOPLE_PER_UNIT = 0.01;
const MOST_PEOPLE_PER_UNIT = 1_000_000;

/** Every fault of a stated norm, in the order of its fields. */
export function findNormFaults(norm: StatedNorm): NormFault[] {
  const faults: NormFault[] = [];
  const report = (field: keyof StatedNorm, code: NormFaultCode): void => {
    const value = norm[field];
    faults.push({ field, code, value: Number.isNaN(value) ? "" : String(value).slice(0, 80) });
  };
  const isKnown = (NORM_MEASURES as readonly string[]).includes(norm.measure);
  const people = peoplePerUnitOf(norm);
  if (!(norm.value > 0 && people >= LEAST_PEOPLE_PER_UNIT && people <= MOST_PEOPLE_PER_UNIT))
    report("value", "bad-norm");
  if (!isKnown) report("measure", "unknown-measure");
  if (norm.source.trim() === "") report("source", "no-source");
  if (!isDay(norm.date)) report("date", "bad-day");
  if (norm.confirmedBy.trim() === "") report("confirmedBy", "nobody-confirmed");
  return faults;
}

/** At most four decimals, the same on every machine. */
function write(value: number): string {
  return String(Math.round(value * 10_000) / 10_000);
}

/** A stated norm as the sentence that prints with its figures: not a default, by whom, when, out of what. */
function describeStatedNorm(norm: StatedNorm): LocalizedText {
  const { attribute, value, measure, source, date, confirmedBy } = norm;
  const column = columnWords(attribute);
  const people = write(peoplePerUnitOf(norm));
  const worded =
    measure === "people-per-unit"
      ? { zh: "", en: "" }
      : { zh: `每千人 ${write(value)} 个，折合`, en: `${write(value)} for every 1,000 people, that is ` };
  return {
    zh: `“${column.zh}”${worded.zh}每 1 个对应 ${people} 人，来源：${source.trim()}；${confirmedBy.trim()}于 ${date} 确认（已改，非默认值）`,
    en: `“${column.en}”: ${worded.en}one for ${people} people, source: ${source.trim()}; confirmed by ${confirmedBy.trim()} on ${date} (changed, not a default)`,
  };
}

/** What a column without a norm stands for: a place is one person's, staff says nothing until a norm is stated. */
export function describeUnitWithoutNorm(attribute: string, kind: "places" | "staff"): LocalizedText {
  const column = columnWords(attribute);
  return kind === "places"
    ? { zh: `“${column.zh}”每 1 个对应 1 人（默认值）`, en: `“${column.en}”: one for one person (a default)` }
    : {
        zh: `“${column.zh}”是人员数，没有每人服务多少人的口径：有没有位不可测`,
        en: `“${column.en}” counts staff, and no norm says for how many people one stands: places are not testable`,
      };
}
