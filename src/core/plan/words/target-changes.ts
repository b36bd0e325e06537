/** What differs between a target of the plan and the same target as it is judged, field by field, in words. */
import type { LocalizedText, Service } from "../../model/facility.ts";
import type { Assumption } from "../assumption.ts";
import type { Confirmation, FacilityNeed, Rule, Target, TargetUnit } from "../target.ts";
import { GROUP_WORDS, nameNeed, UNIT_WORDS } from "./assumption-sentences.ts";
import { denominatorWords, otherWayWords } from "./circle-words.ts";
import { filterWords } from "./filter-words.ts";
import {
  amountWords,
  figureWords,
  KIND_WORDS,
  needsWords,
  percentOf,
  profileWords,
  reachWords,
  writeNumber,
} from "./rule-words.ts";

export interface TargetChange {
  /** What changed. Neither who answers for a target nor what stands beside its rule decides how it is judged. */
  readonly of: "rule" | "bureau" | "reading";
  readonly label: LocalizedText;
  readonly before: LocalizedText;
  readonly after: LocalizedText;
}

interface Fact {
  readonly label: LocalizedText;
  readonly words: LocalizedText;
}

const say = (zh: string, en: string): LocalizedText => ({ zh, en });
const same = (text: string): LocalizedText => say(text, text);
const ABSENT = say("无", "none");
const BUREAU = "bureau";
const READING = "reading ";

/** Whether two targets are the same data, whatever the order of their fields. */
export function isSameTarget(first: Target, second: Target): boolean {
  return isSameData(first, second);
}

/** Whether two targets are judged alike: who answers for one and who confirmed it do not matter, nor the sentences beside it. */
export function isJudgedAlike(first: Target, second: Target): boolean {
  const { bureau: _bureau, confirmation: _confirmed, assumptions: _sentences, ...own } = first;
  const { bureau: _other, confirmation: _by, assumptions: _words, ...others } = second;
  return isSameData(own, others);
}

/** Whether a changed target has the rule of another: what stands beside it may differ, as long as every reading is still there. */
export function isSameRule(own: Target, changed: Target): boolean {
  const kept = new Set(changed.readings.map(({ id }) => id));
  return isJudgedAlike(own, { ...changed, readings: own.readings }) && own.readings.every(({ id }) => kept.has(id));
}

function isSameData(first: unknown, second: unknown): boolean {
  if (Object.is(first, second)) return true;
  if (typeof first !== "object" || typeof second !== "object" || first === null || second === null) return false;
  const keys = Object.keys(first);
  return (
    Array.isArray(first) === Array.isArray(second) &&
    keys.length === Object.keys(second).length &&
    keys.every((key) => Object.hasOwn(second, key) && isSameData(Reflect.get(first, key), Reflect.get(second, key)))
  );
}

/** Fields that say something else than before, in the order of a rule; who confirmed it is no change. */
export function listTargetChanges(before: Target, after: Target, services: readonly Service[]): TargetChange[] {
  const first = listFacts(before, services);
  const second = listFacts(after, services);
  return [...new Set([...first.keys(), ...second.keys()])].flatMap((field): TargetChange[] => {
    const [old, now] = [first.get(field), second.get(field)];
    const label = (now ?? old)?.label ?? same(field);
    const [from, to] = [old?.words ?? ABSENT, now?.words ?? ABSENT];
    const of = field === BUREAU ? "bureau" : field.startsWith(READING) ? "reading" : "rule";
    return from.zh === to.zh && from.en === to.en ? [] : [{ of, label, before: from, after: to }];
  });
}

/** The changes as sentences for the list of assumptions. */
export function describeChanges(before: Target, after: Target, services: readonly Service[]): Assumption[] {
  return listTargetChanges(before, after, services).map(({ of, label, before: from, after: to }) => ({
    ...say(
      of === "bureau"
        ? `已改责任单位：原为 ${from.zh}，现为 ${to.zh}`
        : `${of === "reading" ? "已改读法（不影响判定）" : "已改口径"} · ${label.zh}：计划为 ${from.zh}，现为 ${to.zh}`,
      of === "bureau"
        ? `Who answers for it was changed: ${from.en} before, ${to.en} now`
        : `Changed from the plan${of === "reading" ? " (beside the rule)" : ""} · ${label.en}: ${from.en} in the plan, ${to.en} now`,
    ),
    isDefault: false,
  }));
}

export function describeConfirmation(confirmation: Confirmation | undefined): Assumption {
  return confirmation === undefined
    ? { ...say("口径未经确认（默认值）", "Nobody has confirmed this rule (a default)"), isDefault: true }
    : {
        ...say(
          `口径由${confirmation.by}于 ${confirmation.date} 确认`,
          `The rule was confirmed by ${confirmation.by} on ${confirmation.date}`,
        ),
        isDefault: false,
      };
}

function listFacts(target: Target, services: readonly Service[]): Map<string, Fact> {
  const facts = new Map<string, Fact>();
  const put = (field: string, zh: string, en: string, words: LocalizedText): void => {
    facts.set(field, { label: say(zh, en), words });
  };
  put("title", "名称", "Title", target.title);
  put("kind", "规则", "Rule", KIND_WORDS[target.rule.kind]);
  put("unit", "统计单位", "Unit", UNIT_WORDS[target.unit]);
  listRuleFacts(target.rule, services, put);
  put("target", "目标值", "Value asked for", figureWords(target, target.target.value));
  put("baseline", "基期值", "Baseline", figureWords(target, target.baseline.value));
  put(
    "year",
    "基期年份",
    "Year of the baseline",
    same(target.baseline.year === null ? "—" : `${target.baseline.year}`),
  );
  put("binding", "属性", "Nature", BINDING_WORDS[target.binding ?? "none"]);
  if (target.bureau) put(BUREAU, "责任单位", "Who answers for it", target.bureau);
  for (const { id, title, rule, unit } of target.readings) {
    put(`${READING}${id}`, `读法“${title.zh}”`, `Reading “${title.en}”`, readingWords(rule, unit, services));
  }
  return facts;
}

/** A reading's rule in a line. */
function readingWords(rule: Rule, unit: TargetUnit | undefined, services: readonly Service[]): LocalizedText {
  const parts: LocalizedText[] = [KIND_WORDS[rule.kind], ...(unit ? [UNIT_WORDS[unit]] : [])];
  listRuleFacts(rule, services, (_field, zh, en, words) => parts.push(say(`${zh} ${words.zh}`, `${en} ${words.en}`)));
  return say(parts.map(({ zh }) => zh).join("，"), parts.map(({ en }) => en).join(", "));
}

const BINDING_WORDS: Readonly<Record<"binding" | "expected" | "none", LocalizedText>> = {
  binding: say("约束性", "binding"),
  expected: say("预期性", "expected"),
  none: say("计划未注明", "not said"),
};

type Put = (field: string, zh: string, en: string, words: LocalizedText) => void;

function listRuleFacts(rule: Rule, services: readonly Service[], put: Put): void {
  const putNeed = (need: FacilityNeed | null): void =>
    put("needs", "计入设施", "Facilities", need === null ? say("没有相应图层", "no layer") : nameNeed(need, services));
  const putGroup = (groupId: string): void => put("group", "人群", "Group", GROUP_WORDS[groupId] ?? same(groupId));
  switch (rule.kind) {
    case "service-area":
      put("needs", "计入设施", "Facilities", needsWords(rule.needs, services));
      put("reach", "范围", "Reach", reachWords(rule.reach));
      put("profile", "出行方式", "Who travels", profileWords(rule.profileId));
      put("otherWay", "或另一种方式", "Or another way", otherWayWords(rule));
      put("denominator", "分母", "Denominator", denominatorWords(rule));
      putGroup(rule.groupId);
      put(
        "passShare",
        "达标比例",
        "Pass mark",
        rule.passShare === null ? say("随本次运行", "the run's") : same(percentOf(rule.passShare)),
      );
      if (rule.withPlaces) put("withPlaces", "位子", "Places", say("有位子才算", "only who finds one counts"));
      return;
    case "at-least-per-unit":
      put("needs", "计入设施", "Facilities", needsWords(rule.needs, services));
      put("count", "每单位至少", "At least", same(writeNumber(rule.count)));
      if (rule.minimumPeople !== undefined)
        put("minimumPeople", "人口门槛", "Least people", same(writeNumber(rule.minimumPeople)));
      return;
    case "ratio":
      putNeed(rule.need);
      put("amount", "数量", "Amount", amountWords(rule.amount));
      putGroup(rule.groupId);
      put("per", "每多少人", "For every so many people", same(writeNumber(rule.per)));
      return;
    case "share-with-property":
      putNeed(rule.need);
      put("amount", "数量", "Amount", amountWords(rule.amount));
      if (rule.having.length > 0) put("having", "符合条件", "Property", filterWords(rule.having));
      if (rule.partAmount) put("partAmount", "分子", "Part", amountWords(rule.partAmount));
      return;
    case "added-since":
      putNeed(rule.need);
      put("amount", "数量", "Amount", amountWords(rule.amount));
      put("since", "起算日", "Since", same(rule.since));
      put("dateAttribute", "时间列", "Column of the time", same(rule.dateAttribute));
      return;
    case "listed-projects":
    case "reported":
      put("what", "内容", "What", same(rule.what));
  }
}
