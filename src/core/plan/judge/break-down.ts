/**
 * A value of the whole city, county by county: what the plan does not ask for and a planner asks next.
 * A facility belongs to the county of the community that it stands in. Amounts of length are not broken
 * down, for a line may run through several counties.
 */
import type { AnalysisSession } from "../../analysis-session.ts";
import { sumCompensated } from "../../compensated-sum.ts";
import { locateLayer } from "./facility-needs.ts";
import { type AmountRule, measureAmong, peopleOf } from "./measure-amount.ts";
import { unitsOf } from "./target-units.ts";

export interface BreakdownRow {
  /** A county, district or development zone; "" for facilities that stand in none. */
  readonly unitId: string;
  readonly facilities: number;
  readonly amount: number;
  /** What the amount is divided by; null for amounts added. */
  readonly whole: number | null;
  /** In the measure of the target; null where there is nothing to divide by. */
  readonly value: number | null;
}

/** Rows in the study's order of counties; empty where it has none, or the rule measures lengths. */
export function breakDown(session: AnalysisSession, rule: AmountRule): BreakdownRow[] {
  const units = [...unitsOf(session, "county"), ...unitsOf(session, "development-zone")];
  const amounts = [rule.amount, ...(rule.kind === "share-with-property" && rule.partAmount ? [rule.partAmount] : [])];
  if (rule.need === null || units.length === 0 || amounts.some(({ of }) => of === "length")) return [];
  const countyOf = new Int32Array(session.study.communities.count).fill(-1);
  units.forEach(({ communityIndexes }, unit) => {
    for (const index of communityIndexes) countyOf[index] = unit;
  });
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
  return outside.facilities > 0 ? [...rows, outside] : rows;
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
