/** The words of a problem: what is lacking, why, and what is proposed, each made out of figures by one rule. */
import type { CommunityKind } from "../../model/community.ts";
import type { LocalizedText } from "../../model/facility.ts";
import type { AnalysisParameters } from "../../model/parameters.ts";
import type { Study } from "../../model/study.ts";
import type { FacilityNeed, Rule, Target, TargetUnit } from "../target.ts";
import { amountUnit, subjectOf } from "../words/amount-words.ts";
import { hectaresWords } from "../words/circle-words.ts";
import { nameFilteredNeed, nameKinds } from "../words/need-words.ts";
import type { Cause, Gap, NearestFacility, Problem } from "./ledger-problem.ts";

/** What the sentences need to know besides the problem. */
export interface SentenceContext {
  readonly study: Pick<Study, "services" | "facilities"> & { readonly demand: Pick<Study["demand"], "unit"> };
  readonly parameters: Pick<AnalysisParameters, "searchLimitSeconds" | "snapRadiusMetres">;
  /** Kind of the community that the unit is; null for units above. */
  readonly kind: CommunityKind | null;
}

type Sentence = LocalizedText;

const INSIDE: Readonly<Record<TargetUnit, LocalizedText>> = {
  "urban-community": { zh: "本社区", en: "this community" },
  village: { zh: "本村", en: "this village" },
  community: { zh: "本单元", en: "this unit" },
  township: { zh: "本乡镇（街道）", en: "this township" },
  county: { zh: "本县区", en: "this district" },
  "county-proper": { zh: "本县", en: "this county" },
  "development-zone": { zh: "本开发区", en: "this development zone" },
  "county-and-zone": { zh: "本县区", en: "this district" },
  city: { zh: "全市", en: "the city" },
  facility: { zh: "本单元", en: "this unit" },
  listed: { zh: "本单元", en: "this unit" },
};

function insideOf(target: Target, kind: CommunityKind | null): LocalizedText {
  if (kind === "urban") return INSIDE["urban-community"];
  if (kind === "village") return INSIDE.village;
  return INSIDE[target.unit];
}

function needsOf(rule: Rule): readonly FacilityNeed[] {
  return rule.kind === "service-area" || rule.kind === "at-least-per-unit" ? rule.needs : [];
}

const THOUSANDS = /\B(?=(\d{3})+(?!\d))/g;

/** A whole number with commas at thousands. */
function writeCount(value: number): string {
  return String(Math.round(value)).replace(THOUSANDS, ",");
}

/** At most two decimals, with commas at thousands. */
function writeAmount(value: number): string {
  const [whole = "0", decimals = ""] = value
    .toFixed(2)
    .replace(/\.?0+$/, "")
    .split(".");
  return whole.replace(THOUSANDS, ",") + (decimals === "" ? "" : `.${decimals}`);
}

/** So many people; floor and street length are never called people. */
function writePeople(value: number, { study }: SentenceContext): LocalizedText {
  const count = writeCount(value);
  if (study.demand.unit === "residential-floor-m2") return { zh: `${count} m² 住宅`, en: `${count} m² of homes` };
  if (study.demand.unit === "residential-street-m")
    return { zh: `${count} 米居住街道`, en: `${count} m of residential street` };
  return { zh: `${count} 人`, en: `${count} people` };
}

/** What is beyond reach: people, or hectares where land is judged. */
function writeShort({ gap, peopleShort }: Problem, context: SentenceContext): LocalizedText {
  return gap.kind === "land" ? hectaresWords(gap.shortSquareMetres) : writePeople(peopleShort, context);
}

/** A share that is short of what is asked, rounded down so that it never looks met. */
export function writeShare(share: number): string {
  return `${Math.floor(share * 1000 + 1e-6) / 10}%`;
}

function writeMetres(metres: number): LocalizedText {
  if (metres >= 10_000)
    return {
      zh: `${writeAmount(Math.round(metres / 100) / 10)} 公里`,
      en: `${writeAmount(Math.round(metres / 100) / 10)} km`,
    };
  return { zh: `${writeCount(metres)} 米`, en: `${writeCount(metres)} m` };
}

function writeMinutes(seconds: number): string {
  return (seconds / 60).toFixed(1);
}

/** What the unit is short of: people, facilities by kind, or an amount. */
export function describeGap(target: Target, problem: Problem, context: SentenceContext): Sentence {
  const { gap } = problem;
  if (gap.kind === "people" || gap.kind === "land") {
    const people = writeShort(problem, context);
    const [share, needed] = [writeShare(problem.share ?? 0), writeShare(problem.neededShare ?? 0)];
    return {
      zh: `${people.zh}不在范围内，范围内 ${share}，要求 ${needed}`,
      en: `${people.en} out of reach; ${share} within reach, ${needed} asked for`,
    };
  }
  if (gap.kind === "facilities") {
    const needs = needsOf(target.rule);
    const each = gap.lacking.map(({ needIndex, missing }) => {
      const name = nameFilteredNeed(needs[needIndex] as FacilityNeed, context.study.services);
      return { zh: `${missing} 处${name.zh}`, en: `${missing} × ${name.en}` };
    });
    return { zh: `缺 ${each.map(({ zh }) => zh).join("、")}`, en: `Lacks ${each.map(({ en }) => en).join(", ")}` };
  }
  return describeAmountGap(target, gap);
}

function describeAmountGap(target: Target, { value, asked, short }: Extract<Gap, { kind: "amount" }>): Sentence {
  const { rule } = target;
  const isShare = rule.kind === "share-with-property" || target.target.measure.startsWith("share");
  const write = (figure: number): string => (isShare ? writeShare(figure) : writeAmount(figure));
  const level = {
    zh: `现状 ${write(value)}，要求 ${write(asked)}`,
    en: `${write(value)} now, ${write(asked)} asked for`,
  };
  if (short === null) return level;
  if (rule.kind !== "ratio" && rule.kind !== "share-with-property" && rule.kind !== "added-since")
    return { zh: `${level.zh}，差 ${writeAmount(short)}`, en: `${level.en}, ${writeAmount(short)} short` };
  const unit = amountUnit(rule);
  return {
    zh: `${subjectOf(rule)}差 ${writeAmount(short)} ${unit.zh}：${level.zh}`,
    en: `${writeAmount(short)} ${unit.en} short (${subjectOf(rule)}): ${level.en}`,
  };
}

/** Why, with its evidence. */
export function describeCause(target: Target, problem: Problem, context: SentenceContext): Sentence {
  const { cause, gap } = problem;
  const { study, parameters } = context;
  if (cause.kind === "value-short") return describeArithmetic(target, gap);
  const need = needsOf(target.rule)[cause.needIndex] as FacilityNeed;
  const [kinds, name] = [nameKinds(need, study.services), nameFilteredNeed(need, study.services)];
  const inside = insideOf(target, context.kind);
  switch (cause.kind) {
    case "not-attached": {
      const isLand = gap.kind === "land";
      const people = isLand ? hectaresWords(cause.people) : writePeople(cause.people, context);
      return {
        zh: `${isLand ? "居住用地" : "住处"}接不上路网：${people.zh}${isLand ? "" : "的住处"} ${parameters.snapRadiusMetres} 米内没有可走的道路，或隔着水面、铁路、围墙`,
        en: `${isLand ? "Residential land" : "Homes"} off the streets: no usable street within ${parameters.snapRadiusMetres} m, or only behind water, railway or wall, for ${people.en}`,
      };
    }
    case "near-miss": {
      const points = Math.ceil(((problem.neededShare ?? 0) - (problem.share ?? 0)) * 1000 - 1e-6) / 10;
      return join(
        {
          zh: `接近达标：只差 ${points} 个百分点（${name.zh}）`,
          en: `Missed by little: ${points} percentage points (${name.en})`,
        },
        nearestWords(cause.nearest, context, whoOf(gap)),
      );
    }
    case "detour": {
      const [share, factor] = [writeShare(cause.straightShare), cause.factor.toFixed(1)];
      return join(
        {
          zh: `绕路：按直线可覆盖 ${share}，走路网要绕 ${factor} 倍（${name.zh}）`,
          en: `Detour: ${share} within reach in a straight line, ${factor} times as far on streets (${name.en})`,
        },
        nearestWords(cause.nearest, context, whoOf(gap)),
      );
    }
    case "too-far":
      return join(
        cause.inUnit > 0
          ? {
              zh: `太远：${inside.zh}有 ${cause.inUnit} 处${name.zh}，${gap.kind === "land" ? "多数用地" : "多数人"}仍够不着`,
              en: `Too far: ${inside.en} has ${cause.inUnit} (${name.en}), still out of reach for most of ${gap.kind === "land" ? "the land" : "those"} short`,
            }
          : { zh: `太远：${inside.zh}没有${name.zh}`, en: `Too far: no ${name.en} in ${inside.en}` },
        nearestWords(cause.nearest, context, whoOf(gap)),
      );
    case "none-in-unit":
      return join(
        { zh: `${inside.zh}没有${name.zh}`, en: `No ${name.en} in ${inside.en}` },
        nearestWords(cause.nearest, context, EVERYBODY),
      );
    case "too-few-in-unit": {
      const lacking =
        gap.kind === "facilities" ? gap.lacking.find(({ needIndex }) => needIndex === cause.needIndex) : null;
      const [found, missing] = [lacking?.found ?? 0, lacking?.missing ?? 0];
      return {
        zh: `${inside.zh}有 ${found} 处${name.zh}，要求 ${found + missing} 处`,
        en: `${found} × ${name.en} in ${inside.en}, ${found + missing} asked for`,
      };
    }
    case "not-qualifying":
      return {
        zh: `${inside.zh}有 ${cause.others} 处${kinds.zh}，都不符合条件（要求${name.zh}）`,
        en: `${cause.others} × ${kinds.en} in ${inside.en}, none of them ${name.en}`,
      };
  }
}

function join(first: Sentence, second: Sentence | null): Sentence {
  return second === null ? first : { zh: `${first.zh}；${second.zh}`, en: `${first.en}; ${second.en}` };
}

const EVERYBODY: LocalizedText = { zh: "居民", en: "people" };
const THOSE_SHORT: LocalizedText = { zh: "未覆盖居民", en: "those short" };
const LAND_SHORT: LocalizedText = { zh: "未覆盖用地", en: "the land short" };

/** Whose median the distance is. */
function whoOf({ kind }: Gap): LocalizedText {
  return kind === "land" ? LAND_SHORT : THOSE_SHORT;
}

/** Where the median person short (or of the unit) would go, with minutes on streets and the straight line. */
function nearestWords(
  nearest: NearestFacility | null,
  { study, parameters }: SentenceContext,
  who: LocalizedText,
): Sentence | null {
  if (nearest === null) return null;
  const layer = study.facilities.find(({ serviceId }) => serviceId === nearest.serviceId);
  const name = layer?.names[nearest.facilityIndex] || layer?.ids[nearest.facilityIndex] || "";
  const limit = Math.round(parameters.searchLimitSeconds / 60);
  const go = nearest.mode === "cycle" ? { zh: "骑行", en: "by cycle" } : { zh: "步行", en: "on foot" };
  const metres = Number.isFinite(nearest.straightMetres) ? writeMetres(nearest.straightMetres) : null;
  const straight = metres
    ? { zh: `直线 ${metres.zh}`, en: `${metres.en} straight` }
    : { zh: "直线超过 20 公里", en: "more than 20 km straight" };
  if (nearest.seconds === null)
    return {
      zh: `${who.zh}到最近一处${straight.zh}（中位）`,
      en: `median of ${who.en}: ${straight.en} to the nearest`,
    };
  if (nearest.seconds === Infinity)
    return {
      zh: `${who.zh}${go.zh} ${limit} 分钟内没有，最近的${straight.zh}（中位）`,
      en: `median of ${who.en}: none within ${limit} min ${go.en}, nearest ${straight.en}`,
    };
  const minutes = writeMinutes(nearest.seconds);
  return {
    zh: `${who.zh}到最近一处${name === "" ? "" : `（${name}）`}${go.zh} ${minutes} 分钟，${straight.zh}（中位）`,
    en: `median of ${who.en}: ${minutes} min ${go.en}, ${straight.en} to the nearest${name === "" ? "" : ` (${name})`}`,
  };
}

function describeArithmetic(target: Target, gap: Gap): Sentence {
  if (gap.kind !== "amount") return { zh: "", en: "" };
  const { rule } = target;
  const { found, needed, people, asked, isStated } = gap;
  const stated = isStated ? { zh: "（填报值）", en: " (entered by hand)" } : { zh: "", en: "" };
  const isAmount = rule.kind === "ratio" || rule.kind === "share-with-property" || rule.kind === "added-since";
  if (!isAmount || found === null || needed === null)
    return { zh: `总量不足${stated.zh}`, en: `Too little in all${stated.en}` };
  const unit = amountUnit(rule);
  const there = {
    zh: `${isStated ? "折合现有" : "现有"} ${writeAmount(found)} ${unit.zh}`,
    en: `${writeAmount(found)} ${unit.en} now${isStated ? " by that value" : ""}`,
  };
  const must = { zh: `需 ${writeAmount(needed)} ${unit.zh}`, en: `${writeAmount(needed)} needed` };
  const base = ratioBase(rule, people, asked);
  return {
    zh: `总量不足${stated.zh}：${base.zh}${must.zh}，${there.zh}`,
    en: `Too little in all${stated.en}: ${base.en}${must.en}, ${there.en}`,
  };
}

function ratioBase(rule: Rule, people: number | null, asked: number): LocalizedText {
  if (rule.kind !== "ratio" || people === null) return { zh: "", en: "" };
  const group = rule.groupId === "all" ? "" : rule.groupId.replace("+", " 岁及以上").replace("-", "–");
  const ratio = `${writeAmount(asked)} / ${writeCount(rule.per)}`;
  return {
    zh: `${group === "" || group.includes("岁") ? group : `${group} 岁`} ${writeCount(people)} 人按 ${ratio} `.trimStart(),
    en: `${writeCount(people)} people${rule.groupId === "all" ? "" : ` aged ${rule.groupId}`} at ${ratio}: `,
  };
}

/** What is proposed, out of the cause. */
export function proposeMeasure(target: Target, problem: Problem, context: SentenceContext): Sentence {
  const { cause, gap } = problem;
  if (gap.kind === "amount") return proposeAmount(target, gap);
  const needs = needsOf(target.rule);
  const nameOf = (needIndex: number): LocalizedText =>
    nameFilteredNeed(needs[needIndex] as FacilityNeed, context.study.services);
  if (gap.kind === "facilities") return proposeFacilities(gap, cause, nameOf);
  const { zh, en } = cause.kind === "value-short" ? { zh: "", en: "" } : nameOf(cause.needIndex);
  const people = writeShort(problem, context);
  const serve = gap.kind === "land" ? "覆盖" : "服务";
  switch (cause.kind) {
    case "not-attached":
      return {
        zh: "核对住处点位，补齐道路资料后重算",
        en: "Check the homes' positions and complete the streets, then count again",
      };
    case "near-miss":
      return {
        zh: `核对点位和出入口；仍不足的就近增设${zh}`,
        en: `Check positions and entrances; if still short, add ${en} nearby`,
      };
    case "detour":
      return {
        zh: `打通步行通道（过街、桥、院墙出入口）；打不通的增设${zh}`,
        en: `Open a way through (crossing, bridge, gate); where that is impossible, add ${en}`,
      };
    default:
      return cause.kind === "too-far" && cause.inUnit > 0
        ? { zh: `增设${zh}，${serve} ${people.zh}`, en: `Add ${en} for ${people.en}` }
        : {
            zh: `新建或利用存量房屋设置${zh}，${serve} ${people.zh}`,
            en: `Build or convert a building for ${en}, for ${people.en}`,
          };
  }
}

function proposeFacilities(
  { lacking }: Extract<Gap, { kind: "facilities" }>,
  cause: Cause,
  nameOf: (needIndex: number) => LocalizedText,
): Sentence {
  if (cause.kind === "not-qualifying") {
    const { zh, en } = nameOf(cause.needIndex);
    return { zh: `将现有设施提升为${zh}，或新建 1 处`, en: `Raise one of them to ${en}, or build one` };
  }
  const verb = (found: number): LocalizedText => (found > 0 ? { zh: "增设", en: "Add" } : { zh: "新建", en: "Build" });
  const each = lacking.map(({ needIndex, found, missing }) => {
    const [{ zh, en }, word] = [nameOf(needIndex), verb(found)];
    return { zh: `${word.zh} ${missing} 处${zh}`, en: `${word.en} ${missing} × ${en}` };
  });
  return { zh: each.map((one) => one.zh).join("，"), en: each.map((one) => one.en).join(", ") };
}

function proposeAmount(target: Target, { short }: Extract<Gap, { kind: "amount" }>): Sentence {
  const { rule } = target;
  if (short === null || (rule.kind !== "ratio" && rule.kind !== "share-with-property" && rule.kind !== "added-since"))
    return { zh: "补齐差距，逐项落实到项目", en: "Make up the difference, project by project" };
  const unit = amountUnit(rule);
  const amount = writeAmount(short);
  if (rule.kind === "share-with-property")
    return {
      zh: `再使 ${amount} ${unit.zh}${rule.of}达到“${rule.property}”`,
      en: `Bring ${amount} more ${unit.en} (${rule.of}) to “${rule.property}”`,
    };
  if (rule.kind === "added-since")
    return { zh: `再新增${rule.what} ${amount} ${unit.zh}`, en: `Add ${amount} ${unit.en} (${rule.what})` };
  return { zh: `扩容：${rule.what}再增 ${amount} ${unit.zh}`, en: `Expand by ${amount} ${unit.en} (${rule.what})` };
}
