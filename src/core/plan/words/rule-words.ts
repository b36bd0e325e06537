/** Parts of a rule in words: how far, who, how many, of what. */

import { columnWords } from "../../model/column-words.ts";
import type { LocalizedText, Service } from "../../model/facility.ts";
import type { ProfileId } from "../../model/parameters.ts";
import { isShareTarget } from "../stated-value.ts";
import type { Amount, FacilityNeed, Reach, Rule, Target } from "../target.ts";
import { nameNeed, PROFILE_WORDS } from "./assumption-sentences.ts";

const say = (zh: string, en: string): LocalizedText => ({ zh, en });

export const KIND_WORDS: Readonly<Record<Rule["kind"], LocalizedText>> = {
  "service-area": say("服务圈", "circle"),
  "at-least-per-unit": say("每单位至少几处", "at least so many in each unit"),
  ratio: say("人均或千人比率", "ratio to people"),
  "share-with-property": say("设施占比", "share with a property"),
  "added-since": say("期内新增", "added since a day"),
  "listed-projects": say("项目名单", "listed projects"),
  reported: say("人工填报数值", "value entered by hand"),
};

export function percentOf(share: number): string {
  return `${Math.round(share * 1000) / 10} %`;
}

/** At most four decimals, the same on every machine. */
export function writeNumber(value: number): string {
  return String(Math.round(value * 10_000) / 10_000);
}

export function reachWords(reach: Reach): LocalizedText {
  if (reach.kind === "time") {
    const minutes = writeNumber(Math.round(reach.seconds / 6) / 10);
    return say(`沿道路 ${minutes} 分钟`, `${minutes} minutes along streets`);
  }
  return reach.measure === "straight"
    ? say(`直线 ${writeNumber(reach.metres)} 米`, `${writeNumber(reach.metres)} m in a straight line`)
    : say(`沿道路 ${writeNumber(reach.metres)} 米`, `${writeNumber(reach.metres)} m along streets`);
}

export function profileWords(profileId: ProfileId | null): LocalizedText {
  return profileId === null ? say("（未指明）", "not said") : PROFILE_WORDS[profileId];
}

export function needsWords(needs: readonly FacilityNeed[], services: readonly Service[]): LocalizedText {
  const named = needs.map((need) => nameNeed(need, services));
  return say(named.map(({ zh }) => zh).join("；且 "), named.map(({ en }) => en).join("; and "));
}

export function amountWords(amount: Amount): LocalizedText {
  if (amount.of === "count") return say("处数", "number of facilities");
  if (amount.of === "length") return say("线路公里数", "kilometres of line");
  const column = columnWords(amount.attribute);
  return say(`“${column.zh}”列合计`, `sum of the column “${column.en}”`);
}

/** A number of a target in its measure: a share as per cent. */
export function figureWords(target: Target, value: number | null): LocalizedText {
  if (value === null) return say("计划未给数值", "no number");
  const words = isShareTarget(target) ? percentOf(value) : writeNumber(value);
  return say(words, words);
}
