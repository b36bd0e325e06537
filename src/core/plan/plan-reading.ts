/**
 * Readings of the circle that a planner sets for one plan: a preset with other values, or one of the
 * plan's own. Part of the plan's edits; the presets themselves stay as they are. Checked as rules are.
 */
import type { LocalizedText } from "../model/facility.ts";
import type { ProfileId } from "../model/parameters.ts";
import {
  checkConfirmation,
  checkMode,
  checkPassShare,
  checkReach,
  printValue,
  type TargetFault,
} from "./check-target.ts";
import { type Denominator, NORM_READINGS, type NormReading } from "./norm-readings.ts";
import type { Confirmation, Reach } from "./target.ts";
import { percentOf, profileWords, reachWords } from "./words/rule-words.ts";
import { describeConfirmation } from "./words/target-changes.ts";

export const DENOMINATORS = ["communities", "people", "residential-land"] as const satisfies readonly Denominator[];
/** The reading that is a target's own rule: it is edited there. */
export const OWN_RULE_READING_ID = "plan";

export interface PlanReading {
  /** A preset's: it stands in its place. Any other: one of the plan's own. */
  readonly id: string;
  readonly title: string;
  readonly source: string;
  /** Who travels; null where every reach is a straight line. */
  readonly profileId: ProfileId | null;
  /** The reach of every kind of facility that has none of its own; null: such kinds are not tested. */
  readonly reach: Reach | null;
  /** By service. */
  readonly reaches: Readonly<Record<string, Reach>>;
  /** Which share is its figure; by residential land communities are judged by it too. */
  readonly denominator: Denominator;
  /** 0–1; null takes the rule's, or the run's. */
  readonly passShare: number | null;
  /** True where it speaks of urban residential areas only. */
  readonly urbanOnly: boolean;
  readonly confirmation?: Confirmation;
}

/** The presets, those that the plan changed in its way, then the plan's own in the order in which they were added. */
export function readingsOfPlan(stated: readonly PlanReading[]): readonly NormReading[] {
  const byId = new Map(stated.map((reading) => [reading.id, reading]));
  const presets = NORM_READINGS.map((preset): NormReading => {
    const own = preset.id === OWN_RULE_READING_ID ? undefined : byId.get(preset.id);
    return own ? asReading(own, preset) : preset;
  });
  const others = stated.filter(({ id }) => NORM_READINGS.every((preset) => preset.id !== id));
  return [...presets, ...others.map((own) => asReading(own, null))];
}

/** A preset as a planner begins to change it. */
export function planReadingOf(reading: NormReading, language: "zh" | "en"): PlanReading {
  const { id, title, source, profileId, reaches, otherReach, denominator, passShare, urbanOnly } = reading;
  return {
    id,
    title: title[language],
    source: source[language],
    profileId,
    reach: otherReach ?? null,
    reaches: reaches ?? {},
    denominator,
    passShare: passShare ?? null,
    urbanOnly,
  };
}

/** An id that no reading has yet. */
export function newReadingId(stated: readonly PlanReading[]): string {
  const taken = new Set(stated.map(({ id }) => id));
  let number = 1;
  while (taken.has(`own-${number}`)) number++;
  return `own-${number}`;
}

function asReading(own: PlanReading, preset: NormReading | null): NormReading {
  const { id, profileId, reach, reaches, denominator, passShare, urbanOnly, confirmation } = own;
  // A name that was left as it was keeps both its languages.
  const keep = (written: string, shipped: LocalizedText | undefined): LocalizedText =>
    shipped && (written === shipped.zh || written === shipped.en) ? shipped : { zh: written, en: written };
  return {
    id,
    title: keep(own.title, preset?.title),
    source: keep(own.source, preset?.source),
    test: describeReach(own),
    needsVerifying: confirmation === undefined && (preset?.needsVerifying ?? false),
    judgedBy: denominator === "residential-land" ? "residential-land" : "people",
    denominator,
    profileId,
    urbanOnly,
    reaches,
    ...(reach === null ? {} : { otherReach: reach }),
    ...(preset?.otherProfileId && profileId === preset.profileId ? { otherProfileId: preset.otherProfileId } : {}),
    ...(passShare === null ? {} : { passShare }),
    isOfPlan: true,
    defaults: [
      preset ? CHANGED : ADDED,
      passShare === null
        ? { zh: "达标比例没有规定，取本次运行的默认值", en: "no pass mark is given: the run's default" }
        : { zh: `达标比例 ${percentOf(passShare)}`, en: `pass mark ${percentOf(passShare)}` },
      describeConfirmation(confirmation),
    ],
  };
}

const CHANGED: LocalizedText = { zh: "本计划已改，不是预设值", en: "changed for this plan, not the preset" };
const ADDED: LocalizedText = { zh: "本计划自定", en: "set for this plan" };

function describeReach({ reach, reaches, profileId, urbanOnly }: PlanReading): LocalizedText {
  const own = Object.entries(reaches);
  const words = reach === null ? null : reachWords(reach);
  const isStraight = [reach, ...own.map(([, each]) => each)].every(
    (each) => each === null || (each.kind === "distance" && each.measure === "straight"),
  );
  const who = isStraight ? { zh: "", en: "" } : profileWords(profileId);
  const parts = [
    ...(words ? [words] : []),
    ...(own.length > 0
      ? [
          words
            ? { zh: `另有 ${own.length} 类设施各自的范围`, en: `${own.length} kinds with a reach of their own` }
            : { zh: `${own.length} 类设施各自的范围`, en: `a reach for each of ${own.length} kinds` },
        ]
      : []),
    ...(who.zh === "" ? [] : [who]),
    ...(urbanOnly ? [{ zh: "只针对城市居住区", en: "urban residential areas only" }] : []),
  ];
  return { zh: parts.map(({ zh }) => zh).join("，"), en: parts.map(({ en }) => en).join(", ") };
}

/**
 * Every fault of a reading, fields as paths in it (`reach.metres`, `reaches.clinic.seconds`). `others`: the plan's other
 * readings; `serviceIds`: kinds that may be named, null where they are not asked, as in a plan file.
 */
export function findReadingFaults(
  reading: PlanReading,
  others: readonly PlanReading[],
  serviceIds: ReadonlySet<string> | null,
): TargetFault[] {
  const faults: TargetFault[] = [];
  const report = (field: string, code: TargetFault["code"], value: unknown): void => {
    // Several reaches may lack the same mode: it is one field.
    if (!faults.some((known) => known.field === field && known.code === code))
      faults.push({ field, code, value: printValue(value) });
  };
  const { id, title, source, reach, reaches, profileId, denominator, passShare, confirmation } = reading;
  if (id.trim() === "" || id === OWN_RULE_READING_ID || others.some((other) => other.id === id))
    report("id", "duplicate-reading", id);
  if (title.trim() === "") report("title", "no-name", title);
  if (source.trim() === "") report("source", "no-source", source);
  const all = Object.entries(reaches);
  if (reach === null && all.length === 0) report("reach", "no-reach", "");
  if (reach !== null) {
    checkReach(reach, "reach", report);
    checkMode({ profileId, reach }, "profileId", report);
  }
  for (const [serviceId, each] of all) {
    if (serviceIds !== null && !serviceIds.has(serviceId)) report(`reaches.${serviceId}`, "unknown-service", serviceId);
    checkReach(each, `reaches.${serviceId}`, report);
    checkMode({ profileId, reach: each }, "profileId", report);
  }
  if (!(DENOMINATORS as readonly string[]).includes(denominator))
    report("denominator", "unknown-denominator", denominator);
  checkPassShare(passShare, "passShare", report);
  checkConfirmation(confirmation, "confirmation", report);
  return faults;
}

/** A reading of the plan's own as the sentence that prints with every export. */
export function describePlanReading(reading: NormReading): LocalizedText {
  const { title, source, test, defaults, needsVerifying } = reading;
  const [zh, en] = needsVerifying ? ["（待核实）", " (to be verified)"] : ["", ""];
  return {
    zh: `口径“${title.zh}”${zh}：${test.zh}；来源：${source.zh}；${defaults.map((each) => each.zh).join("；")}`,
    en: `Reading “${title.en}”${en}: ${test.en}; source: ${source.en}; ${defaults.map((each) => each.en).join("; ")}`,
  };
}
