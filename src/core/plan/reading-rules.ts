/** Readings as rules: which services one of the circle tests how, the rule that a target takes from it, and the alternatives that stand beside a target's rule. */
import type { LocalizedText } from "../model/facility.ts";
import type { Assumption } from "./assumption.ts";
import type { ServiceAreaRule } from "./judge/judge-service-area.ts";
import { type NormReading, reachInReading } from "./norm-readings.ts";
import type { FacilityNeed, Reach, Reading, Target } from "./target.ts";

/** One need in a reading: facilities that count, each kind within its own reach. */
export type ReadingNeed = readonly { readonly need: FacilityNeed; readonly reach: Reach }[];

/** The needs of a rule as a reading tests them; null where it gives no value for any kind of one of them. */
export function needsInReading(rule: ServiceAreaRule, reading: NormReading): readonly ReadingNeed[] | null {
  const needs = rule.needs.map((need) =>
    need.serviceIds.flatMap((serviceId) => {
      const reach = reachInReading(reading, serviceId, rule.reach);
      return reach === null ? [] : [{ need: { ...need, serviceIds: [serviceId] }, reach }];
    }),
  );
  return needs.some((kinds) => kinds.length === 0) ? null : needs;
}

/** Kinds of a rule to which a reading gives no value. */
export function kindsNotGiven(rule: ServiceAreaRule, reading: NormReading): string[] {
  const ids = rule.needs.flatMap(({ serviceIds }) => serviceIds);
  return [...new Set(ids)].filter((id) => reachInReading(reading, id, rule.reach) === null);
}

/** One rule that says the same as a reading; null where it gives no value, or a different reach for each kind. */
export function ruleOfReading(rule: ServiceAreaRule, reading: NormReading): ServiceAreaRule | null {
  const needs = needsInReading(rule, reading);
  const first = needs?.[0]?.[0]?.reach;
  if (!needs || !first) return null;
  const sameReach = needs.flat().every(({ reach }) => JSON.stringify(reach) === JSON.stringify(first));
  if (!sameReach) return null;
  const counted = rule.needs.map((need, index) => ({
    ...need,
    serviceIds: (needs[index] ?? []).flatMap((kind) => kind.need.serviceIds),
  }));
  if (reading.reaches === null) return { ...rule, needs: counted };
  const { denominator: _denominator, otherWay: _otherWay, withPlaces, ...base } = rule;
  const isStraight = first.kind === "distance" && first.measure === "straight";
  // A circle that is drawn straight or judges land asks for no places.
  const keepsPlaces = withPlaces === true && !isStraight && reading.judgedBy === "people";
  return {
    ...base,
    ...(keepsPlaces ? { withPlaces } : {}),
    reach: first,
    profileId: reading.profileId,
    passShare: reading.passShare ?? rule.passShare,
    needs: counted,
    ...(reading.otherProfileId ? { otherWay: { profileId: reading.otherProfileId, reach: null } } : {}),
    // Land belongs to no group.
    ...(reading.judgedBy === "residential-land" ? { denominator: "land" as const, groupId: "all" as const } : {}),
  };
}

/** The target with a reading as its rule, saying so; null where one rule cannot hold the reading. */
export function takeNormReading(target: Target, reading: NormReading): Target | null {
  if (target.rule.kind !== "service-area") return null;
  const rule = ruleOfReading(target.rule, reading);
  if (rule === null) return null;
  const others = target.assumptions.filter(({ zh }) => !zh.startsWith(TAKEN.zh));
  return { ...target, rule, assumptions: [...others, describeTaken(reading)] };
}

/** An alternative that says what the rule says, to be changed; `nameOf` names it by its number. */
export function addAlternative(target: Target, nameOf: (number: number) => string): Target {
  const taken = new Set(target.readings.map(({ id }) => id));
  let number = 1;
  while (taken.has(`own-${number}`)) number++;
  const name = nameOf(number);
  const added: Reading = { id: `own-${number}`, title: { zh: name, en: name }, rule: target.rule };
  return { ...target, readings: [...target.readings, added] };
}

/** The id under which a rule stands among the readings once an alternative took its place. */
const RULE_BEFORE_EDIT = "before-edit";

/** An alternative becomes the rule; the rule that it replaces stands in its place. */
export function takeAlternative(target: Target, reading: Reading): Target {
  const kept = new Set(target.readings.flatMap(({ id }) => (id === reading.id ? [] : [id])));
  let id = RULE_BEFORE_EDIT;
  for (let number = 2; kept.has(id); number++) id = `${RULE_BEFORE_EDIT}-${number}`;
  const before: Reading = {
    id,
    title: { zh: "换用前的口径", en: "The rule before" },
    rule: target.rule,
    ...(reading.unit === undefined || reading.unit === target.unit ? {} : { unit: target.unit }),
  };
  return {
    ...target,
    rule: reading.rule,
    unit: reading.unit ?? target.unit,
    // Alternatives without a unit of their own counted those of the target, and still do.
    readings: target.readings.map((each) => {
      if (each.id === reading.id) return before;
      return reading.unit === undefined || each.unit !== undefined ? each : { ...each, unit: target.unit };
    }),
  };
}

const TAKEN: LocalizedText = { zh: "口径取自", en: "Rule taken from " };

function describeTaken({ title, source, test, needsVerifying, isOfPlan, defaults }: NormReading): Assumption {
  const verify = needsVerifying ? { zh: "（待核实）", en: " (to be verified)" } : { zh: "", en: "" };
  const whence = isOfPlan ? { zh: `；来源：${source.zh}`, en: `; source: ${source.en}` } : { zh: "", en: "" };
  return {
    zh: `${TAKEN.zh}${title.zh}${verify.zh}：${test.zh}${whence.zh}；${defaults.map(({ zh }) => zh).join("；")}`,
    en: `${TAKEN.en}${title.en}${verify.en}: ${test.en}${whence.en}; ${defaults.map(({ en }) => en).join("; ")}`,
    isDefault: false,
  };
}
