/** What will be tested, as one plain sentence out of the rule: what a planner reads before he trusts a verdict. */

import { columnWords } from "../../model/column-words.ts";
import type { LocalizedText, Service } from "../../model/facility.ts";
import type { AnalysisParameters } from "../../model/parameters.ts";
import { isShareTarget } from "../stated-value.ts";
import type { FacilityNeed, Rule, Target } from "../target.ts";
import { GROUP_WORDS, nameNeed, UNIT_WORDS } from "./assumption-sentences.ts";
import { denominatorWords } from "./circle-words.ts";
import { filterWords } from "./filter-words.ts";
import { amountWords, figureWords, needsWords, percentOf, profileWords, reachWords } from "./rule-words.ts";

const say = (zh: string, en: string): LocalizedText => ({ zh, en });

/** What of a run decides how a circle is tested: its pass mark where the rule has none, its way to travel where it names one. */
export type RunChoice = Pick<AnalysisParameters, "passShare" | "profileId">;

export function describeTest(target: Target, services: readonly Service[], run: RunChoice): LocalizedText {
  const { rule } = target;
  switch (rule.kind) {
    case "service-area":
      return describeCircle(target, rule, services, run);
    case "at-least-per-unit": {
      const unit = unitWords(target, rule.minimumPeople ?? null);
      const needs = rule.needs.map((need) => nameNeed(need, services));
      const zh = needs.map((need) => `至少 ${rule.count} 处${need.zh}`).join("、");
      const en = needs.map((need) => `${rule.count} or more of ${need.en}`).join(", ");
      return withGoal(target, `${unit.zh}内有${zh}，即为达标`, `A unit (${unit.en}) is met when it has ${en}`);
    }
    case "ratio": {
      const amount = amountWords(rule.amount);
      const group = GROUP_WORDS[rule.groupId] ?? (GROUP_WORDS.all as LocalizedText);
      const of = measuredWords(rule.need, rule.what, services);
      return withGoal(
        target,
        `${of.zh}的${amount.zh}，按每 ${rule.per} 人（${group.zh}）计，全市一个数值`,
        `${of.en}: ${amount.en} for every ${rule.per} people (${group.en}), one value of the whole`,
      );
    }
    case "share-with-property": {
      const of = measuredWords(rule.need, rule.of, services);
      const part = rule.partAmount ? amountWords(rule.partAmount) : null;
      const property = rule.having.length > 0 ? filterWords(rule.having) : say(rule.property, rule.property);
      const amount = amountWords(rule.amount);
      return part
        ? withGoal(
            target,
            `${of.zh}：${part.zh}占${amount.zh}的比例${rule.having.length > 0 ? `（${property.zh}）` : ""}`,
            `${of.en}: ${part.en} as a share of ${amount.en}${rule.having.length > 0 ? ` (${property.en})` : ""}`,
          )
        : withGoal(
            target,
            `${of.zh}中，符合“${property.zh}”的占比（按${amount.zh}计）`,
            `Of ${of.en}, the share with “${property.en}” (by ${amount.en})`,
          );
    }
    case "added-since": {
      const of = measuredWords(rule.need, rule.what, services);
      const amount = amountWords(rule.amount);
      const column = columnWords(rule.dateAttribute);
      return withGoal(
        target,
        `${rule.since} 之后新增的${of.zh}：${amount.zh}（时间看“${column.zh}”列）`,
        `${of.en} added after ${rule.since}: ${amount.en} (by the column “${column.en}”)`,
      );
    }
    case "listed-projects":
      return withGoal(
        target,
        `计划点名的项目（${rule.what}）：逐项登记进展，按建成数判定`,
        `Projects that the plan names (${rule.what}): registered one by one, judged by those done`,
      );
    case "reported":
      return withGoal(
        target,
        `${rule.what}：地图检验不了，按人工填报的数值判定`,
        `${rule.what}: no map can test it; a value entered by hand is judged`,
      );
  }
}

function describeCircle(
  target: Target,
  rule: Extract<Rule, { kind: "service-area" }>,
  services: readonly Service[],
  run: RunChoice,
): LocalizedText {
  const unit = unitWords(target, null);
  const isLand = rule.denominator === "land";
  const group = GROUP_WORDS[rule.groupId] ?? (GROUP_WORDS.all as LocalizedText);
  const people = rule.groupId === "all" ? group : say(`${group.zh}居民`, `people ${group.en}`);
  const who = isLand ? denominatorWords(rule) : people;
  const counted = isLand ? "的面积" : "的人";
  const share = percentOf(rule.passShare ?? run.passShare);
  const whose = rule.passShare === null ? say("（随本次运行）", " (the run's)") : say("", "");
  const needs = needsWords(rule.needs, services);
  const way = wayWords(rule, run);
  const places = rule.withPlaces ? say("并且有位子", " and find a place there") : say("", "");
  return withGoal(
    target,
    `${unit.zh}：${who.zh}中，至少 ${share}${whose.zh}${counted}${way.zh}${needs.zh}${places.zh}，即为达标`,
    `A unit (${unit.en}) is met when at least ${share}${whose.en} of ${who.en} ${isLand ? "is" : "are"} within ${way.en} of ${needs.en}${places.en}`,
  );
}

/** How the facilities are reached: a straight line asks for no way to travel. */
function wayWords(rule: Extract<Rule, { kind: "service-area" }>, run: RunChoice): LocalizedText {
  const { reach, profileId, otherWay } = rule;
  const far = reachWords(reach);
  if (reach.kind === "distance" && reach.measure === "straight") return say(`${far.zh}内有`, far.en);
  const profile = profileWords(run.profileId ?? profileId);
  const whose =
    run.profileId === null || run.profileId === profileId ? say("", "") : say("（随本次运行）", ", the run's");
  const own = say(`按${profile.zh}${whose.zh}${far.zh}内`, `${far.en} (${profile.en}${whose.en})`);
  if (otherWay === undefined) return say(`${own.zh}能到`, own.en);
  const [other, otherFar] = [profileWords(otherWay.profileId), reachWords(otherWay.reach ?? reach)];
  return say(`${own.zh}、或按${other.zh}${otherFar.zh}内能到`, `${own.en} or ${otherFar.en} (${other.en})`);
}

function unitWords({ unit }: Target, minimumPeople: number | null): LocalizedText {
  const words = UNIT_WORDS[unit];
  const zh = unit === "city" ? words.zh : `每个${words.zh}`;
  return minimumPeople === null
    ? say(zh, words.en)
    : say(`${zh}（只看 ${minimumPeople} 人及以上的）`, `${words.en} of ${minimumPeople} people or more`);
}

function measuredWords(need: FacilityNeed | null, what: string, services: readonly Service[]): LocalizedText {
  if (need === null)
    return say(`${what}（没有相应图层，需人工填报）`, `${what} (no layer holds them; to be entered by hand)`);
  return nameNeed(need, services);
}

/** Ends the sentence with what is asked for. */
function withGoal(target: Target, zh: string, en: string): LocalizedText {
  const { rule } = target;
  const { value } = target.target;
  if (value === null)
    return say(`${zh}。计划没有给出数值，只报结果。`, `${en}. The plan gives no number: the result alone is told.`);
  const asked = figureWords(target, value);
  if (rule.kind === "service-area" || rule.kind === "at-least-per-unit")
    return say(`${zh}；要求达标单位占 ${asked.zh}。`, `${en}; ${asked.en} of the units are asked for.`);
  const least = isShareTarget(target) ? "不低于" : "不少于";
  return say(`${zh}；要求${least} ${asked.zh}。`, `${en}; at least ${asked.en} is asked for.`);
}
