/** A reading of the circle as a rule: which services it tests how, and the rule that a target takes from it. */
import type { LocalizedText } from "../model/facility.ts";
import type { ServiceAreaRule } from "./judge/judge-service-area.ts";
import { type NormReading, reachInReading } from "./norm-readings.ts";
import type { FacilityNeed, Reach, Target } from "./target.ts";

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
  // A circle that is drawn straight asks for no places.
  const { withPlaces: _, ...withoutPlaces } = rule;
  const isStraight = first.kind === "distance" && first.measure === "straight";
  return {
    ...(isStraight ? withoutPlaces : rule),
    reach: first,
    profileId: reading.reaches === null ? rule.profileId : reading.profileId,
    needs: rule.needs.map((need, index) => ({
      ...need,
      serviceIds: (needs[index] ?? []).flatMap((kind) => kind.need.serviceIds),
    })),
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

const TAKEN: LocalizedText = { zh: "口径取自", en: "Rule taken from " };

function describeTaken({ title, test, needsVerifying, judgedBy, defaults }: NormReading): LocalizedText {
  const [verify, land] = [
    needsVerifying ? { zh: "（待核实）", en: " (to be verified)" } : { zh: "", en: "" },
    judgedBy === "residential-land"
      ? {
          zh: "；该标准按居住用地判定，本目标仍按人口判定",
          en: "; the norm judges residential land, this target still people",
        }
      : { zh: "", en: "" },
  ];
  return {
    zh: `${TAKEN.zh}${title.zh}${verify.zh}：${test.zh}；${defaults.map(({ zh }) => zh).join("；")}${land.zh}`,
    en: `${TAKEN.en}${title.en}${verify.en}: ${test.en}; ${defaults.map(({ en }) => en).join("; ")}${land.en}`,
  };
}
