/**
 * Sentences on what closes or slows the streets of a run. Only what bears on the study is said:
 * steps where it has steps, slope where it has elevation, the night where it is asked.
 */
import type { AnalysisResult } from "../analysis-result.ts";
import type { LocalizedText } from "../model/facility.ts";
import { type AnalysisParameters, PROFILES, type Profile } from "../model/parameters.ts";
import {
  CONDITION_CROSSING,
  CONDITION_NIGHT_NO_CYCLE,
  CONDITION_NIGHT_NO_WALK,
  CONDITION_NO_WHEELCHAIR,
  CONDITION_STEPS,
  conditionsOfStreet,
  STOPS_CYCLE_AT_NIGHT,
  STOPS_WALK_AT_NIGHT,
  STOPS_WHEELCHAIR,
  type StreetBlocks,
  type Streets,
} from "../model/streets.ts";
import type { Study } from "../model/study.ts";

type StreetLayers = Pick<Study, "streets" | "streetBlocks">;

/** What of the conditions a study's streets have. */
export interface PresentConditions {
  readonly steps: boolean;
  /** Something is known to stop wheels: steps, stiles, `wheelchair=no`. */
  readonly wheelBarriers: boolean;
  readonly crossings: boolean;
  readonly nightClosures: boolean;
  readonly elevations: boolean;
}

const known = new WeakMap<Streets, { readonly streetBlocks: StreetBlocks; readonly present: PresentConditions }>();

/** Looks through the streets and gates of a study, once. */
export function listPresentConditions({ streets, streetBlocks }: StreetLayers): PresentConditions {
  const before = known.get(streets);
  if (before?.streetBlocks === streetBlocks) return before.present;
  const present = findPresent(streets, streetBlocks);
  known.set(streets, { streetBlocks, present });
  return present;
}

function findPresent(streets: Streets, streetBlocks: StreetBlocks): PresentConditions {
  let bits = 0;
  for (let street = 0; street < streets.count; street++) bits |= conditionsOfStreet(streets, street);
  const stops = streetBlocks.stops.reduce((all, one) => all | one, 0);
  return {
    steps: (bits & CONDITION_STEPS) !== 0,
    wheelBarriers: (bits & CONDITION_NO_WHEELCHAIR) !== 0 || (stops & STOPS_WHEELCHAIR) !== 0,
    crossings: (bits & CONDITION_CROSSING) !== 0,
    nightClosures:
      (bits & (CONDITION_NIGHT_NO_WALK | CONDITION_NIGHT_NO_CYCLE)) !== 0 ||
      (stops & (STOPS_WALK_AT_NIGHT | STOPS_CYCLE_AT_NIGHT)) !== 0,
    elevations: streets.elevations !== undefined,
  };
}

const percent = (share: number): string => `${Math.round(share * 1000) / 10} %`;

/** What closes or slows the streets in a run, over the profiles of all its services; each sentence once. */
export function describeRunConditions(study: StreetLayers, { services, parameters }: AnalysisResult): LocalizedText[] {
  const sentences = new Map<string, LocalizedText>();
  for (const profileId of new Set(services.map((coverage) => coverage.profileId))) {
    for (const text of describeConditions(study, PROFILES[profileId], "time", parameters)) sentences.set(text.en, text);
  }
  return [...sentences.values()];
}

/** A norm in metres knows closed streets but neither slope, steps nor waits. */
export function describeConditions(
  study: StreetLayers,
  profile: Profile,
  measure: "time" | "distance",
  parameters: AnalysisParameters,
): LocalizedText[] {
  const present = listPresentConditions(study);
  const { stairsFactor, crossingSeconds, slope, steepestIncline, timeOfDay } = parameters;
  const walks = profile.mode === "walk";
  const sentences: LocalizedText[] = [];
  const say = (zh: string, en: string): void => {
    sentences.push({ zh, en });
  };
  if (profile.stepFree) {
    if (present.wheelBarriers) {
      say(
        "台阶、旋转栅门等轮椅不能通过处不走",
        "Steps, turnstiles and other places that a wheelchair cannot pass are closed",
      );
    } else {
      say(
        "研究没有台阶等障碍的数据，轮椅与步行只差速度",
        "The study knows of no steps or other barriers to wheels: a wheelchair differs by its speed alone",
      );
    }
    if (present.elevations) {
      say(
        `坡度超过 ${percent(steepestIncline)} 的街道不走（默认值，可改）`,
        `Streets steeper than ${percent(steepestIncline)} are closed (a default, editable)`,
      );
    }
  }
  if (measure === "time") {
    if (present.steps && walks && !profile.stepFree) {
      say(
        `台阶耗时为平路的 ${stairsFactor} 倍（工具的假设，可改）`,
        `Steps take ${stairsFactor} times level time (the tool's assumption, editable)`,
      );
    }
    if (present.crossings) {
      say(
        `每处过街通道等候 ${crossingSeconds} 秒（工具的假设，可改）`,
        `Each mapped crossing costs ${crossingSeconds} s (the tool's assumption, editable)`,
      );
    }
    if (present.elevations) {
      if (!walks) say("骑行不计坡度", "Slope does not count for cycling");
      else if (slope) say("坡度按 Tobler 徒步函数计入时间", "Slope counts in time by Tobler's hiking function");
      else say("本次不计坡度", "Slope does not count in this run");
    }
  }
  if (timeOfDay === "night") {
    say(
      "夜间（工作日 2:00）：夜间关闭的街道和门不走",
      "At night (02:00 on a weekday): streets and gates shut at night are closed",
    );
  } else if (present.nightClosures) {
    say("白天：夜间关闭的街道和门都开放", "By day: streets and gates that are shut at night are open");
  }
  return sentences;
}
