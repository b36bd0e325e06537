/**
 * The problem ledger (问题台账): every unit that was tested and not met under every judged
 * target, and every value of the whole that is short of what is asked, each with what is
 * lacking and why. Units of targets without a number are listed too: the plan sets no
 * number for how many of them may be short.
 */

import type { AnalysisSession } from "../../analysis-session.ts";
import { sumCompensated } from "../../compensated-sum.ts";
import { VERDICT_NOT_MET } from "../../coverage/coverage-result.ts";
import { sumByCommunity } from "../../coverage/sum-by-community.ts";
import { GROUP_IDS, type GroupId } from "../../model/demand.ts";
import type { AnalysisParameters } from "../../model/parameters.ts";
import { type AmountRule, measureAmount } from "../judge/measure-amount.ts";
import { unitsOf } from "../judge/target-units.ts";
import { judgedTargets } from "../judged-targets.ts";
import type { PlanEdits } from "../plan-edits.ts";
import { isShareTarget } from "../stated-value.ts";
import type { Target, TargetResult } from "../target.ts";
import { judgedAmounts } from "../unit-figures.ts";
import { withUserEntries } from "../user-entries.ts";
import { isCountable } from "../words/amount-words.ts";
import { problemsOfCounties } from "./county-problems.ts";
import { type Diagnose, diagnoseAtLeast, diagnoseServiceArea } from "./diagnose-units.ts";
import type { Gap, Ledger, Problem, UnitPeople } from "./ledger-problem.ts";
import { comparePlaces, placeUnits, wholeUnitId } from "./unit-places.ts";

/** Problems of a study under the targets that its plan and edits make; `results` are those of `judgeTargets` for the same. */
export function listProblems(
  session: AnalysisSession,
  edits: PlanEdits,
  results: readonly TargetResult[],
  parameters: AnalysisParameters,
): Ledger {
  const { study } = session;
  const targets = judgedTargets(study, edits);
  const targetsById = new Map(targets.map((target, index) => [target.id, { target, index }]));
  const places = placeUnits(study);
  const keyed = withUserEntries(results, targets, edits).flatMap((result) => {
    const known = targetsById.get(result.targetId);
    if (!known) return [];
    const { target, index } = known;
    return problemsOfTarget(session, target, result, parameters).map((problem) => ({ problem, index }));
  });
  keyed.sort((a, b) => comparePlaces(places.get(a.problem.unitId), places.get(b.problem.unitId)) || a.index - b.index);
  const groupIds = GROUP_IDS.filter((groupId) => study.demand.people[groupId] !== undefined);
  return { problems: keyed.map(({ problem }) => problem), groupIds, peopleByUnit: countPeople(session, groupIds) };
}

function problemsOfTarget(
  session: AnalysisSession,
  target: Target,
  result: TargetResult,
  parameters: AnalysisParameters,
): Problem[] {
  if (result.units.ids.length === 0) {
    return [...problemOfWhole(session, target, result), ...problemsOfCounties(target, result)];
  }
  const { rule } = target;
  if (rule.kind !== "service-area" && rule.kind !== "at-least-per-unit") return [];
  const { ids, people, peopleShort, verdicts } = result.units;
  if (!verdicts.includes(VERDICT_NOT_MET)) return [];
  const units = unitsOf(session, target.unit);
  const isCircle = rule.kind === "service-area";
  const diagnose: Diagnose = isCircle
    ? diagnoseServiceArea(session, rule, units, parameters)
    : diagnoseAtLeast(session, rule, units, parameters);
  const groupId: GroupId = isCircle && session.study.demand.people[rule.groupId] ? rule.groupId : "all";
  const neededShare = isCircle ? (rule.passShare ?? parameters.passShare) : null;
  return ids.flatMap((unitId, unit): Problem[] => {
    if (verdicts[unit] !== VERDICT_NOT_MET) return [];
    const counted = { people: people[unit] as number, peopleShort: peopleShort[unit] as number };
    const { all, short } = judgedAmounts(result.units, unit);
    const share = isCircle ? (all - short) / all : null;
    return [{ targetId: target.id, unitId, groupId, ...counted, share, neededShare, ...diagnose(unit) }];
  });
}

/** A value that is short of what is asked; nobody in particular is short of it. */
function problemOfWhole(session: AnalysisSession, target: Target, result: TargetResult): Problem[] {
  const asked = target.target.value;
  if (result.verdict !== "not-met" || result.value === null || asked === null) return [];
  return [
    {
      targetId: target.id,
      unitId: wholeUnitId(session.study),
      groupId: target.rule.kind === "ratio" ? target.rule.groupId : "all",
      people: 0,
      peopleShort: 0,
      share: null,
      neededShare: null,
      gap: amountGap(session, target, result, result.value, asked),
      cause: { kind: "value-short" },
    },
  ];
}

/** How much is short: a ratio's over its people, a share's over its whole, an amount's by itself. */
function amountGap(session: AnalysisSession, target: Target, result: TargetResult, value: number, asked: number): Gap {
  const { rule } = target;
  const isStated = result.stated !== null;
  const base = { kind: "amount", value, asked, isStated } as const;
  if (rule.kind !== "ratio" && rule.kind !== "share-with-property" && rule.kind !== "added-since") {
    const short = isShareTarget(target) ? null : asked - value;
    return { ...base, short, found: null, needed: null, people: null };
  }
  const measured = isStated ? null : measureAmount(session, rule as AmountRule);
  const counted = measured && !("reason" in measured) ? measured : null;
  const round = (amount: number): number => (isCountable(rule) ? roundUp(amount) : amount);
  if (rule.kind === "added-since") {
    return { ...base, short: round(asked - value), found: value, needed: asked, people: null };
  }
  if (rule.kind === "share-with-property") {
    if (counted?.whole == null) return { ...base, short: null, found: null, needed: null, people: null };
    const needed = round(asked * counted.whole);
    return { ...base, short: needed - counted.amount, found: counted.amount, needed, people: null };
  }
  const { demand } = session.study;
  const group = demand.unit === "people" ? demand.people[rule.groupId] : undefined;
  if (!group) return { ...base, short: null, found: null, needed: null, people: null };
  const people = sumCompensated(group);
  const stated = (value * people) / rule.per;
  const found = counted?.amount ?? (isCountable(rule) ? Math.floor(stated) : stated);
  const needed = round((asked * people) / rule.per);
  return { ...base, short: round(needed - found), found, needed, people };
}

/** The next whole piece, the last bits of a product aside. */
function roundUp(amount: number): number {
  return Math.ceil(amount - 1e-9 * Math.max(1, Math.abs(amount)));
}

/** People of each group in every community, unit and the whole. Points outside every community are in the whole alone. */
function countPeople(session: AnalysisSession, groupIds: readonly GroupId[]): ReadonlyMap<string, UnitPeople> {
  return session.remember("people by unit", () => {
    const { study } = session;
    const { demand, communities, units } = study;
    const arrays = groupIds.map((groupId) => demand.people[groupId] as Float64Array);
    const byCommunity = arrays.map((people) => sumByCommunity(demand, communities.count, people));
    const counted = new Map<string, number[]>();
    const parents = new Map(units.map(({ id, parentId }) => [id, parentId]));
    communities.parentIds.forEach((parentId, community) => {
      const seen = new Set<string>();
      for (let id: string | undefined = parentId; id && !seen.has(id); id = parents.get(id)) {
        seen.add(id);
        const sums = counted.get(id) ?? groupIds.map(() => 0);
        counted.set(id, sums);
        byCommunity.forEach((values, group) => {
          sums[group]! += values[community] as number;
        });
      }
    });
    counted.set(
      wholeUnitId(study),
      arrays.map((people) => sumCompensated(people)),
    );
    communities.ids.forEach((id, community) => {
      counted.set(
        id,
        byCommunity.map((values) => values[community] as number),
      );
    });
    return counted;
  });
}
