/** What choosing an option would change in a target, in words. */
import type { LocalizedText } from "../../model/facility.ts";
import { applyEffect } from "../apply-choices.ts";
import type { ChoiceEffect } from "../inconsistency-choice.ts";
import { isShareTarget } from "../stated-value.ts";
import type { Target } from "../target.ts";
import { GROUP_WORDS, PROFILE_WORDS, UNIT_WORDS } from "./assumption-sentences.ts";

/** One sentence, figures before and after; the target is the one before the choice. Empty where nothing would change. */
export function describeEffect(effect: ChoiceEffect, target: Target): LocalizedText {
  const after = applyEffect(target, effect);
  const parts: LocalizedText[] = [];
  const reading = target.readings.find(({ id }) => id === effect.readingId);
  if (reading) parts.push({ zh: `口径改为“${reading.title.zh}”`, en: `the rule becomes “${reading.title.en}”` });
  if (effect.unit !== undefined && effect.unit !== target.unit) {
    const [from, to] = [UNIT_WORDS[target.unit], UNIT_WORDS[effect.unit]];
    parts.push({ zh: `统计单位 ${from.zh} → ${to.zh}`, en: `units: ${from.en} → ${to.en}` });
  }
  parts.push(
    ...describeFigure(target, target.baseline, after.baseline, { zh: "基期", en: "baseline" }),
    ...describeFigure(target, target.target, after.target, { zh: "目标", en: "target" }),
  );
  if (effect.groupId !== undefined) {
    const group = GROUP_WORDS[effect.groupId] as LocalizedText;
    parts.push({ zh: `人群：${group.zh}`, en: `group: ${group.en}` });
  }
  if (effect.profileId !== undefined) {
    const profile = PROFILE_WORDS[effect.profileId];
    parts.push({ zh: `出行：${profile.zh}`, en: `travel: ${profile.en}` });
  }
  if (effect.minimumPeople !== undefined) {
    const least = effect.minimumPeople;
    parts.push(
      least === null
        ? { zh: "统计全部单位", en: "every unit counts" }
        : { zh: `只统计 ${least} 人及以上的单位`, en: `only units of ${least} people or more` },
    );
  }
  return { zh: parts.map(({ zh }) => zh).join("；"), en: parts.map(({ en }) => en).join("; ") };
}

type Figure = Target["target"] | Target["baseline"];

function describeFigure(target: Target, before: Figure, after: Figure, name: LocalizedText): LocalizedText[] {
  if (before.value === after.value && before.text === after.text) return [];
  const zh = `${name.zh} ${figureText(target, before).zh} → ${figureText(target, after).zh}`;
  return [{ zh, en: `${name.en} ${figureText(target, before).en} → ${figureText(target, after).en}` }];
}

/** The figure, else the plan's own words, which English quotes. */
function figureText(target: Target, { value, text }: Figure): LocalizedText {
  if (value === null) return text === "" ? { zh: "—", en: "—" } : { zh: text, en: `“${text}”` };
  const figure = isShareTarget(target) ? `${Math.round(value * 1000) / 10} %` : String(value);
  return { zh: figure, en: figure };
}
