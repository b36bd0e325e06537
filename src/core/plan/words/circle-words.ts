/** What a circle counts and how it may be travelled, in words: people or residential land, one way or either of two. */
import type { LocalizedText } from "../../model/facility.ts";
import type { Rule } from "../target.ts";
import { sumUnits, type UnitFigures } from "../unit-figures.ts";
import { profileWords, reachWords } from "./rule-words.ts";

type ServiceAreaRule = Extract<Rule, { kind: "service-area" }>;

const say = (zh: string, en: string): LocalizedText => ({ zh, en });

const DENOMINATOR_WORDS: Readonly<Record<"people" | "land", LocalizedText>> = {
  people: say("人口", "people"),
  land: say("居住用地", "residential land"),
};

export function denominatorWords({ denominator = "people" }: ServiceAreaRule): LocalizedText {
  return DENOMINATOR_WORDS[denominator];
}

const THOUSANDS = /\B(?=(\d{3})+(?!\d))/g;

/** An area as 12.3 公顷, one decimal, commas at thousands: never a number without its unit. */
export function hectaresWords(squareMetres: number): LocalizedText {
  const [whole = "0", decimal = "0"] = (squareMetres / 10_000).toFixed(1).split(".");
  const hectares = `${whole.replace(THOUSANDS, ",")}.${decimal}`;
  return say(`${hectares} 公顷居住用地`, `${hectares} ha of residential land`);
}

/** Land judged and land beyond reach, in hectares; nothing where people are judged. */
export function describeLand(figures: UnitFigures): LocalizedText[] {
  if (!figures.land) return [];
  const { landTested, landShort } = sumUnits(figures);
  const [all, short] = [hectaresWords(landTested), hectaresWords(landShort)];
  return [say(`共检验 ${all.zh}，其中 ${short.zh}不在范围内`, `${all.en} tested, of which ${short.en} out of reach`)];
}

/** The other way with its limit: 骑行，沿道路 15 分钟; “none” where a rule has one way only. */
export function otherWayWords({ reach, otherWay }: ServiceAreaRule): LocalizedText {
  if (otherWay === undefined) return say("无", "none");
  const [profile, far] = [profileWords(otherWay.profileId), reachWords(otherWay.reach ?? reach)];
  return say(`${profile.zh}，${far.zh}`, `${profile.en}, ${far.en}`);
}
