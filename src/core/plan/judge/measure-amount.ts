/**
 * Values of the whole study that need no routing: a ratio to people, a share with a
 * property, an amount added since a day. Facilities whose attribute is empty are counted
 * and told; a layer or an attribute that is absent makes a rule untestable, never 0.
 */
import type { AnalysisSession } from "../../analysis-session.ts";
import { sumCompensated } from "../../compensated-sum.ts";
import { lineMetres } from "../../geodesy.ts";
import type { GroupId } from "../../model/demand.ts";
import type { AttributeValue, Facilities } from "../../model/facility.ts";
import type { Amount, AttributeFilter, FacilityNeed, Rule } from "../target.ts";
import { passesFilters } from "./facility-needs.ts";
import { listMissingAttributes, type Obstacle, obstacle } from "./obstacles.ts";

export type AmountRule = Extract<Rule, { kind: "ratio" | "share-with-property" | "added-since" }>;

export interface MeasuredValue {
  readonly value: number;
  /** What the value is made of: the amount and, for ratios and shares, what it is divided by. */
  readonly amount: number;
  readonly whole: number | null;
  readonly facilities: number;
  /** Facilities without a value (or a date), counted as 0 (or as not added). */
  readonly facilitiesWithoutValue: number;
}

const METRES_PER_KILOMETRE = 1000;

/** The value of a rule over all of a study, or why it has none. */
export function measureAmount(session: AnalysisSession, rule: AmountRule): MeasuredValue | Obstacle {
  const { need } = rule;
  if (need === null) return obstacle("needs-other-data");
  const missingServiceIds = need.serviceIds.filter((id) => session.facilities(id) === undefined);
  if (missingServiceIds.length > 0) return obstacle("no-facility-layer", { missingServiceIds });
  const missingAttributes = listMissingAttributes(session, need, [...new Set(attributesOf(rule, need))]);
  if (missingAttributes.length > 0) return obstacle("needs-other-data", { missingAttributes });
  if (rule.kind === "added-since" && session.study.date <= rule.since) return obstacle("data-too-old");
  const people = rule.kind === "ratio" ? peopleOf(session, rule.groupId) : null;
  if (rule.kind === "ratio" && people === null) return obstacle("no-people");
  const measured = measureAmong(session, rule, people && sumCompensated(people), EVERYWHERE);
  const { value } = measured;
  return value === null ? obstacle(rule.kind === "ratio" ? "no-people" : "no-such-facilities") : { ...measured, value };
}

/** As a measured value; without one where it would be divided by nothing. */
export type PartialValue = Omit<MeasuredValue, "value"> & { readonly value: number | null };

/** Whether a facility is one of those that are looked at. */
export type Among = (serviceId: string, facilityIndex: number) => boolean;

const EVERYWHERE: Among = () => true;

/**
 * The value over some of a rule's facilities. The layers must have what the rule reads.
 * @param people of the group of a ratio; null for other rules
 */
export function measureAmong(
  session: AnalysisSession,
  rule: AmountRule,
  people: number | null,
  among: Among,
): PartialValue {
  const need = rule.need as FacilityNeed;
  switch (rule.kind) {
    case "ratio": {
      const counted = sumAmount(session, need, rule.amount, among);
      const value = people !== null && people > 0 ? (counted.amount * rule.per) / people : null;
      return { ...counted, value, whole: people };
    }
    case "share-with-property": {
      const all = sumAmount(session, need, rule.amount, among);
      const part = sumAmount(session, need, rule.partAmount ?? rule.amount, among, rule.having);
      const facilitiesWithoutValue = Math.max(all.facilitiesWithoutValue, part.facilitiesWithoutValue);
      return {
        value: all.amount > 0 ? part.amount / all.amount : null,
        amount: part.amount,
        whole: all.amount,
        facilities: all.facilities,
        facilitiesWithoutValue,
      };
    }
    case "added-since": {
      const added = sumAmount(session, need, rule.amount, among, [], (layer, index) =>
        isAfter(layer.attributes[rule.dateAttribute]?.[index] ?? null, rule.since),
      );
      return { ...added, value: added.amount, whole: null };
    }
  }
}

/** People of a group by demand point; null where the study does not know the group, or demand is not people. */
export function peopleOf({ study }: AnalysisSession, groupId: GroupId): Float64Array | null {
  return study.demand.unit === "people" ? (study.demand.people[groupId] ?? null) : null;
}

function attributesOf(rule: AmountRule, { filters = [] }: FacilityNeed): string[] {
  const amounts = [rule.amount, ...(rule.kind === "share-with-property" && rule.partAmount ? [rule.partAmount] : [])];
  return [
    ...filters.map(({ attribute }) => attribute),
    ...amounts.flatMap((amount) => (amount.of === "sum" ? [amount.attribute] : [])),
    ...(rule.kind === "share-with-property" ? rule.having.map(({ attribute }) => attribute) : []),
    ...(rule.kind === "added-since" ? [rule.dateAttribute] : []),
  ];
}

type Counted = Pick<MeasuredValue, "amount" | "facilities" | "facilitiesWithoutValue">;

/** Sums the facilities of a need that pass further filters; `counts` answers null where a facility does not say. */
function sumAmount(
  session: AnalysisSession,
  need: FacilityNeed,
  amount: Amount,
  among: Among,
  having: readonly AttributeFilter[] = [],
  counts: (layer: Facilities, index: number) => boolean | null = () => true,
): Counted {
  const values: number[] = [];
  let facilities = 0;
  let facilitiesWithoutValue = 0;
  for (const serviceId of need.serviceIds) {
    const layer = session.facilities(serviceId) as Facilities;
    for (let index = 0; index < layer.count; index++) {
      if (!among(serviceId, index) || !passesFilters(layer, index, need.filters ?? [])) continue;
      facilities++;
      const isCounted = counts(layer, index);
      const value = amountOf(layer, index, amount);
      if (isCounted === null || value === null) facilitiesWithoutValue++;
      else if (isCounted && passesFilters(layer, index, having)) values.push(value);
    }
  }
  return { amount: sumCompensated(values), facilities, facilitiesWithoutValue };
}

function amountOf(layer: Facilities, index: number, amount: Amount): number | null {
  if (amount.of === "count") return 1;
  if (amount.of === "sum") {
    const value = layer.attributes[amount.attribute]?.[index] ?? null;
    return typeof value === "number" && Number.isFinite(value) ? value : null;
  }
  const [first, end] = [layer.starts[index] as number, layer.starts[index + 1] as number];
  return lineMetres(layer.coordinates, first, end - 1) / METRES_PER_KILOMETRE;
}

/** Whether a year or a day lies after a day (of a year alone: whether all of it does); null where it is neither. */
export function isAfter(value: AttributeValue, day: string): boolean | null {
  if (typeof value === "number" && Number.isInteger(value)) return value > Number(day.slice(0, 4));
  if (typeof value !== "string") return null;
  const text = value.trim();
  if (/^\d{4}$/.test(text)) return Number(text) > Number(day.slice(0, 4));
  const date = /^(\d{4})-(\d{1,2})(?:-(\d{1,2}))?/.exec(text);
  if (date === null) return null;
  const [, year, month, last] = date;
  return `${year}-${month?.padStart(2, "0")}-${(last ?? "01").padStart(2, "0")}` > day;
}
