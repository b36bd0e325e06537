/** Which of the figures behind a circle's result nobody chose: they are the tool's defaults, and the sentence says so. */
import type { LocalizedText } from "../../model/facility.ts";
import { type AnalysisParameters, DEFAULT_PARAMETERS, PROFILES, type Profile } from "../../model/parameters.ts";
import type { Assumption } from "../assumption.ts";
import type { Rule } from "../target.ts";

type ServiceAreaRule = Extract<Rule, { kind: "service-area" }>;

interface ChosenFigure extends LocalizedText {
  readonly isDefault: boolean;
}

/** Up to two sentences: what is a default, what the user set. `profile` is who travels under the rule, as the run has it; `other` whoever may travel by its other way. */
export function describeDefaults(
  rule: ServiceAreaRule,
  profile: Profile,
  parameters: AnalysisParameters,
  other: Profile | null = null,
): Assumption[] {
  const figures = listFigures(rule, profile, parameters, other);
  const sentences: Assumption[] = [];
  const say = (isDefault: boolean, zh: string, en: string): void => {
    const named = figures.filter((figure) => figure.isDefault === isDefault);
    if (named.length > 0)
      sentences.push({
        zh: `${zh}：${named.map((figure) => figure.zh).join("、")}`,
        en: `${en}: ${named.map((figure) => figure.en).join(", ")}`,
        isDefault,
      });
  };
  say(true, "取默认值（可改）", "Defaults, which can be changed");
  say(false, "由使用者设定", "Set by the user");
  return sentences;
}

function listFigures(
  { reach, passShare }: ServiceAreaRule,
  profile: Profile,
  parameters: AnalysisParameters,
  other: Profile | null,
): ChosenFigure[] {
  const figures: ChosenFigure[] = [];
  const add = (isDefault: boolean, zh: string, en: string): void => {
    figures.push({ isDefault, zh, en });
  };
  const isAlongStreets = reach.kind === "time" || reach.measure === "network";
  if (reach.kind === "time") {
    const speed = profile.speedMetresPerSecond;
    add(speed === PROFILES[profile.id].speedMetresPerSecond, `速度 ${speed} m/s`, `speed ${speed} m/s`);
    if (other !== null) {
      const pace = other.speedMetresPerSecond;
      add(true, `另一种方式速度 ${pace} m/s`, `speed of the other way ${pace} m/s`);
    }
  }
  const share = passShare ?? parameters.passShare;
  const percent = Math.round(share * 1000) / 10;
  const isDefaultShare = passShare === null && share === DEFAULT_PARAMETERS.passShare;
  add(isDefaultShare, `达标比例 ${percent} %`, `pass mark ${percent} %`);
  if (!isAlongStreets) return figures;
  const { snapRadiusMetres, slope, stairsFactor, crossingSeconds, night } = parameters;
  add(
    snapRadiusMetres === DEFAULT_PARAMETERS.snapRadiusMetres,
    `离街道不超过 ${snapRadiusMetres} 米`,
    `at most ${snapRadiusMetres} m off the street`,
  );
  add(
    night === DEFAULT_PARAMETERS.night,
    night ? "夜间通行" : "白天通行",
    night ? "streets as at night" : "streets as by day",
  );
  if (reach.kind === "distance") return figures;
  add(
    slope === DEFAULT_PARAMETERS.slope,
    slope ? "计坡度" : "不计坡度",
    slope ? "slopes counted" : "slopes not counted",
  );
  add(
    stairsFactor === DEFAULT_PARAMETERS.stairsFactor,
    stairsFactor === 1 ? "台阶与平路同速" : `台阶用时 ${stairsFactor} 倍`,
    stairsFactor === 1 ? "steps as level street" : `steps ${stairsFactor} times as long`,
  );
  add(
    crossingSeconds === DEFAULT_PARAMETERS.crossingSeconds,
    crossingSeconds === 0 ? "不计过街等候" : `每次过街 ${crossingSeconds} 秒`,
    crossingSeconds === 0 ? "no wait at crossings" : `${crossingSeconds} s at each crossing`,
  );
  return figures;
}
