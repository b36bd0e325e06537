/**
 * A value of the whole city, county by county: what the plan does not ask for and a planner asks next.
 * A facility belongs to the county of the community that it stands in. Amounts of length are not broken
 * down, for a line may run through several counties.
 */
import type { AnalysisSession } from "../../analysis-session.ts";
import { sumCompensated } from "../../compensated-sum.ts";
import type { Rule } from "../target.ts";
import { locateLayer } from "./facility-needs.ts";
import { type AmountRule, measureAmong, peopleOf } from "./measure-amount.ts";
import { type CountedUnit, unitsOf } from "./target-units.ts";

export interface BreakdownRow {
  /** A county, district or development zone; "" for facilities that stand in none. */
  readonly unitId: string;
  /** Null where the value was entered by hand. */
  readonly facilities: number | null;
  readonly amount: number | null;
  /** What the amount is divided by; null for amounts added. */
  readonly whole: number | null;
  /** In the measure of the target; null where there is nothing to divide by. */
  readonly value: number | null;
}

export interface CountyPeople {
  readonly unitId: string;
  /** Of the rule's group; null where nothing is divided by people, or the study does not know them. */
  readonly people: number | null;
}

/** The counties of a value of the whole, with what a ratio divides by; empty for rules that count units. */
export function listCounties(session: AnalysisSession, rule: Rule): CountyPeople[] {
  if (rule.kind === "service-area" || rule.kind === "at-least-per-unit") return [];
  const units = [...unitsOf(session, "county"), ...unitsOf(session, "development-zone")];
  const people =
    rule.kind === "ratio"
      ? peopleByCounty(session, rule.groupId, countyOfCommunities(session, units), units.length)
      : null;
  return units.map(({ id }, unit) => ({ unitId: id, people: people?.[unit] ?? null }));
}

function countyOfCommunities(session: AnalysisSession, units: readonly CountedUnit[]): Int32Array {
  const countyOf = new Int32Array(session.study.communities.count).fill(-1);
  units.forEach(({ communityIndexes }, unit) => {
    for (const index of communityIndexes) countyOf[index] = unit;
  });
  return countyOf;
}

/** Rows in the study's order of counties; empty where it has none, or the rule measures lengths. */
export function breakDown(session: AnalysisSession, rule: AmountRule): BreakdownRow[] {
  const units = [...unitsOf(session, "county"), ...unitsOf(session, "development-zone")];
  const amounts = [rule.amount, ...(rule.kind === "share-with-property" && rule.partAmount ? [rule.partAmount] : [])];
  if (rule.need === null || units.length === 0 || amounts.some(({ of }) => of === "length")) return [];
  const countyOf = countyOfCommunities(session, units);
  const countiesOf = new Map(
    rule.need.serviceIds.map((serviceId) => [
      serviceId,
      locateLayer(session, serviceId).map(([first]) => (first === undefined ? -1 : (countyOf[first] as number))),
    ]),
  );
  const people = rule.kind === "ratio" ? peopleByCounty(session, rule.groupId, countyOf, units.length) : null;
  const rows = units.map(
    ({ id }, unit): BreakdownRow => rowOf(session, rule, id, people?.[unit] ?? null, countiesOf, unit),
  );
  const outside = rowOf(session, rule, "", null, countiesOf, -1);
  return (outside.facilities ?? 0) > 0 ? [...rows, outside] : rows;
}

function rowOf(
  session: AnalysisSession,
  rule: AmountRule,
  unitId: string,
  people: number | null,
  countiesOf: ReadonlyMap<string, readonly number[]>,
  county: number,
): BreakdownRow {
  const among = (serviceId: string, index: number): boolean => countiesOf.get(serviceId)?.[index] === county;
  const { facilities, amount, whole, value } = measureAmong(session, rule, people, among);
  return { unitId, facilities, amount, whole, value };
}

function peopleByCounty(
  session: AnalysisSession,
  groupId: Extract<AmountRule, { kind: "ratio" }>["groupId"],
  countyOf: Int32Array,
  count: number,
): number[] | null {
  const people = peopleOf(session, groupId);
  if (people === null) return null;
  const parts: number[][] = Array.from({ length: count }, () => []);
  session.study.demand.communityIndexes.forEach((community, point) => {
    const county = community < 0 ? -1 : (countyOf[community] as number);
    if (county >= 0) parts[county]?.push(people[point] as number);
  });
  return parts.map(sumCompensated);
}
