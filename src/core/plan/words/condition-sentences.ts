/** What a run adds to level streets by day, as sentences: only what differs from that. */
import type { LocalizedText } from "../../model/facility.ts";
import type { AnalysisParameters, Profile } from "../../model/parameters.ts";
import type { Measure } from "../../network/edge-factors.ts";

const percent = (share: number): string => `${Math.round(share * 1000) / 10} %`;

/** The conditions under which a profile travels; a distance has closures only, no slope and no penalty. */
export function describeConditions(
  hasElevation: boolean,
  profile: Profile,
  parameters: AnalysisParameters,
  measure: Measure,
): LocalizedText[] {
  const { slope, stairsFactor, crossingSeconds, night, steepestIncline } = parameters;
  const sentences: LocalizedText[] = [];
  const say = (zh: string, en: string): void => {
    sentences.push({ zh, en });
  };
  if (night)
    say(
      "夜间（22:00–6:00）关闭的街道和出入口不通行",
      "Streets and gates that are closed at night (22:00–06:00) are closed",
    );
  if (profile.id === "wheelchair") {
    say(
      "轮椅不走台阶，不走标明轮椅不可通行的街道和出入口",
      "A wheelchair uses no steps and nothing marked as closed to wheelchairs",
    );
    if (hasElevation && steepestIncline !== null)
      say(
        `坡度超过 ${percent(steepestIncline)} 的街道轮椅不走`,
        `A wheelchair uses no street steeper than ${percent(steepestIncline)}`,
      );
  }
  if (measure === "distance") return sentences;
  const isWalk = profile.mode === "walk";
  if (slope) {
    if (!hasElevation) say("没有高程数据：坡度未计入", "No elevation data: slopes are not counted");
    else if (isWalk)
      say("坡度按 Tobler 函数计入，相对于平地", "Slopes count by Tobler's function, relative to level ground");
    else say("骑行不计坡度", "Slopes are not counted for cycling");
  }
  if (stairsFactor !== 1 && isWalk && profile.id !== "wheelchair")
    say(`走台阶的时间为平路的 ${stairsFactor} 倍`, `Steps take ${stairsFactor} times as long as level street`);
  if (crossingSeconds > 0) say(`每次过街多用 ${crossingSeconds} 秒`, `Each crossing takes ${crossingSeconds} s more`);
  return sentences;
}
