/** The sentences that say on what a target's figure rests, out of the rule and the run. */
import { findCapacity } from "../../access/facility-capacity.ts";
import { describeApproximate } from "../../model/approximate-places.ts";
import { columnWords } from "../../model/column-words.ts";
import type { DemandUnit, GroupId } from "../../model/demand.ts";
import type { LocalizedText, Service } from "../../model/facility.ts";
import { type AnalysisParameters, PROFILES, type Profile, type ProfileId } from "../../model/parameters.ts";
import type { Study } from "../../model/study.ts";
import { resolveProfile } from "../../service-search.ts";
import type { Assumption } from "../assumption.ts";
import type { FacilityNeed, Rule, TargetUnit } from "../target.ts";
import { describeConditions } from "./condition-sentences.ts";
import { describeDefaults } from "./default-sentences.ts";
import { filterWords } from "./filter-words.ts";

type ServiceAreaRule = Extract<Rule, { kind: "service-area" }>;

export const PROFILE_WORDS: Readonly<Record<ProfileId, LocalizedText>> = {
  adult: { zh: "成人步行", en: "adult on foot" },
  elderly: { zh: "老年人步行", en: "older person on foot" },
  child: { zh: "儿童由成人陪同步行", en: "child on foot with an adult" },
  wheelchair: { zh: "轮椅出行（不走台阶）", en: "wheelchair, without steps" },
  cycle: { zh: "骑行", en: "cycling" },
};

export const GROUP_WORDS: Readonly<Record<string, LocalizedText>> = {
  all: { zh: "全体居民", en: "all people" },
  "0-2": { zh: "0–2 岁", en: "aged 0–2" },
  "3-6": { zh: "3–6 岁", en: "aged 3–6" },
  "6-15": { zh: "6–15 岁", en: "aged 6–15" },
  "60+": { zh: "60 岁及以上", en: "aged 60 and over" },
  "65+": { zh: "65 岁及以上", en: "aged 65 and over" },
  "80+": { zh: "80 岁及以上", en: "aged 80 and over" },
};

export const UNIT_WORDS: Readonly<Record<TargetUnit, LocalizedText>> = {
  "urban-community": { zh: "城市社区", en: "urban communities" },
  village: { zh: "行政村", en: "villages" },
  community: { zh: "社区和行政村", en: "communities and villages" },
  township: { zh: "街道、镇、乡", en: "townships" },
  county: { zh: "县区（不含开发区）", en: "counties and districts without the development zone" },
  "county-proper": { zh: "县（不含区）", en: "counties proper" },
  "county-and-zone": { zh: "县区和开发区", en: "counties, districts and the development zone" },
  "development-zone": { zh: "开发区", en: "development zones" },
  city: { zh: "全市", en: "the city" },
  facility: { zh: "设施", en: "facilities" },
  listed: { zh: "名单内单位", en: "listed units" },
};

const ADMINISTRATIVE_AREAS: LocalizedText = { zh: "行政单元", en: "administrative areas" };
const OPEN_IN_PLAN: LocalizedText = { zh: "计划未规定", en: "not set by the plan" };
const DEFAULT_CHOICE: LocalizedText = { zh: "默认值", en: "a default" };

function nameServices(serviceIds: readonly string[], services: readonly Service[]): LocalizedText[] {
  return serviceIds.map((id) => services.find((service) => service.id === id)?.title ?? { zh: id, en: id });
}

export function nameNeed(need: FacilityNeed, services: readonly Service[]): LocalizedText {
  const named = nameServices(need.serviceIds, services);
  const filters = filterWords(need.filters ?? []);
  const zh = named.map((name) => name.zh).join("或") + (filters.zh === "" ? "" : `（${filters.zh}）`);
  return { zh, en: named.map((name) => name.en).join(" or ") + (filters.en === "" ? "" : ` (${filters.en})`) };
}

const say = (zh: string, en: string): LocalizedText => ({ zh, en });
const percent = (share: number): string => `${Math.round(share * 1000) / 10} %`;
const minutes = (seconds: number): string => `${Math.round(seconds / 6) / 10}`;

const DEMAND_WORDS: Readonly<Record<DemandUnit, LocalizedText>> = {
  people: { zh: "人群", en: "Group" },
  "residential-floor-m2": {
    zh: "需求为住宅建筑面积（m²），不是人口",
    en: "Demand is residential floor area (m²), not people",
  },
  "residential-street-m": {
    zh: "需求为居住街道长度（m），不是人口",
    en: "Demand is metres of residential street, not people",
  },
};

const RESIDENTIAL_LAND: LocalizedText = {
  zh: "分母：居住用地面积，不按人口；用地按需求点逐点计，不切割多边形",
  en: "Denominator: area of residential land, not people; counted by demand point, never cut out of polygons",
};

/** Whom or what the rule counts. */
function describeDemand(study: Study, groupId: GroupId): LocalizedText {
  const words = DEMAND_WORDS[study.demand.unit];
  if (study.demand.unit !== "people") return words;
  const group = (study.demand.people[groupId] ? GROUP_WORDS[groupId] : GROUP_WORDS.all) as LocalizedText;
  return { zh: `${words.zh}：${group.zh}`, en: `${words.en}: ${group.en}` };
}

/** What the rule counts and how, as sentences. */
export function describeRule(
  study: Study,
  unit: TargetUnit,
  unitsTested: number,
  rule: Rule,
  parameters: AnalysisParameters,
): LocalizedText[] {
  if (rule.kind !== "service-area" && rule.kind !== "at-least-per-unit") return [];
  const needs = rule.needs.map((need) => nameNeed(need, study.services));
  const units = study.communities.kinds.every((kind) => kind === "unit") ? ADMINISTRATIVE_AREAS : UNIT_WORDS[unit];
  const open = study.targets.length > 0 ? OPEN_IN_PLAN : DEFAULT_CHOICE;
  const sentences: LocalizedText[] = [
    {
      zh: `统计单位：${units.zh}，共 ${unitsTested} 个`,
      en: `Units: ${units.en}, ${unitsTested} tested`,
    },
    {
      zh: `计入设施：${needs.map(({ zh }) => zh).join("；且 ")}`,
      en: `Facilities that count: ${needs.map(({ en }) => en).join("; and ")}`,
    },
  ];
  const absent = rule.needs
    .flatMap(({ serviceIds }) => serviceIds)
    .filter((id) => !study.facilities.some((layer) => layer.serviceId === id));
  if (absent.length > 0) {
    const named = nameServices(absent, study.services);
    sentences.push({
      zh: `没有图层、未计入：${named.map(({ zh }) => zh).join("、")}`,
      en: `Without a layer and not counted: ${named.map(({ en }) => en).join(", ")}`,
    });
  }
  sentences.push(...describeEmptyCells(study, rule.needs));
  sentences.push(
    ...describeApproximate(
      study,
      rule.needs.flatMap(({ serviceIds }) => serviceIds),
    ),
  );
  if (rule.kind === "at-least-per-unit") {
    sentences.push({ zh: `每个单位至少 ${rule.count} 处`, en: `At least ${rule.count} in each unit` });
    if (rule.minimumPeople) {
      sentences.push({
        zh: `只统计人口 ${rule.minimumPeople} 人及以上的单位`,
        en: `Only units of ${rule.minimumPeople} people or more`,
      });
    }
    return sentences;
  }
  const passShare = rule.passShare ?? parameters.passShare;
  const demand = rule.denominator === "land" ? RESIDENTIAL_LAND : describeDemand(study, rule.groupId);
  const other = rule.otherWay ? PROFILES[rule.otherWay.profileId] : null;
  sentences.push(
    describeReach(study, rule, parameters, open),
    ...(other ? [describeOtherWay(rule, other)] : []),
    ...describeTravel(study, rule, parameters, other),
    {
      zh: `${demand.zh}；单位内 ≥ ${percent(passShare)} 在范围内即算达标（${open.zh}）`,
      en: `${demand.en}; a unit is met when ≥ ${percent(passShare)} is within reach (${open.en})`,
    },
    ...(rule.withPlaces ? describePlaces(study, rule) : []),
  );
  sentences.push(...describeDefaults(rule, profileOfRule(study, rule, parameters), parameters, other));
  sentences.push({
    zh: "范围是本目标自己的，不随本次运行的时间滑块改变",
    en: "The reach is the target's own: the run's time slider does not change it",
  });
  return sentences;
}

const EITHER_PLACES: Assumption = {
  zh: "两种方式任一能到的设施都可以分到位子；远近按占各自时限（或距离）的比例比较",
  en: "A place may be had at any facility that either way reaches; of two costs the nearer is the smaller part of its own way's limit",
  isDefault: true,
};

/** How places are shared out, and for how many people a bed or a doctor stands. */
function describePlaces({ facilities, edits }: Study, { needs, otherWay }: ServiceAreaRule): Assumption[] {
  const norms = needs
    .flatMap(({ serviceIds }) => facilities.filter(({ serviceId }) => serviceIds.includes(serviceId)))
    .flatMap((layer) => findCapacity(layer, edits.capacityNorms)?.norm ?? []);
  return [
    {
      zh: "有位子才算达到：全市的人先近后远分位子，再调剂到有位子的人最多；土地和直线覆盖只看可达",
      en: "Who finds a place counts: places go to the nearest of the whole study first, then change hands until most are served; land and straight lines are of reach alone",
    },
    ...(otherWay === undefined ? [] : [EITHER_PLACES]),
    ...norms.map(({ source, stated }) => ({ ...source, isDefault: stated === null })),
  ];
}

/** Facilities that a filter cannot judge because their cell is empty. */
function describeEmptyCells(study: Study, needs: readonly FacilityNeed[]): LocalizedText[] {
  const counts = new Map<string, number>();
  for (const { serviceIds, filters = [] } of needs) {
    for (const { attribute } of filters) {
      for (const { serviceId, attributes } of study.facilities) {
        if (!serviceIds.includes(serviceId)) continue;
        const empty = (attributes[attribute] ?? []).filter((value) => value === null || value === "").length;
        counts.set(attribute, (counts.get(attribute) ?? 0) + empty);
      }
    }
  }
  return [...counts]
    .filter(([, empty]) => empty > 0)
    .map(([attribute, empty]) => ({
      zh: `${empty} 处设施没有填“${columnWords(attribute).zh}”，不计入`,
      en: `${empty} facilities say nothing of “${attribute}” and do not count`,
    }));
}

function profileOfRule(study: Study, rule: ServiceAreaRule, parameters: AnalysisParameters): Profile {
  const own = study.services.find(({ id }) => id === rule.needs[0]?.serviceIds[0])?.profileId ?? "adult";
  return resolveProfile(rule.profileId ?? own, parameters, study.profileSpeeds);
}

/** What the run adds to level streets by day, as far as it bears on the rule by any of its ways; each said once. */
function describeTravel(
  study: Study,
  rule: ServiceAreaRule,
  parameters: AnalysisParameters,
  other: Profile | null,
): LocalizedText[] {
  const { reach } = rule;
  if (reach.kind === "distance" && reach.measure === "straight") return [];
  const measure = reach.kind === "distance" ? "distance" : "time";
  const hasElevation = study.streets.elevations !== undefined;
  const profiles = [profileOfRule(study, rule, parameters), ...(other ? [other] : [])];
  const sentences = profiles.flatMap((profile) => describeConditions(hasElevation, profile, parameters, measure));
  return [...new Map(sentences.map((sentence) => [sentence.zh, sentence])).values()];
}

/** The second way of a rule, and how the two are counted together. */
function describeOtherWay({ reach, otherWay }: ServiceAreaRule, profile: Profile): LocalizedText {
  const words = PROFILE_WORDS[profile.id];
  const own = otherWay?.reach ?? reach;
  const same = otherWay?.reach ? say("", "") : say("，两种方式同一时限", ", the same limit for both");
  const far =
    own.kind === "time"
      ? say(
          `沿路网${words.zh} ${minutes(own.seconds)} 分钟，${profile.speedMetresPerSecond} m/s`,
          `${minutes(own.seconds)} minutes on streets, ${words.en}, ${profile.speedMetresPerSecond} m/s`,
        )
      : say(`${words.zh}沿道路 ${own.metres} 米以内`, `within ${own.metres} m along streets, ${words.en}`);
  return say(
    `或者：${far.zh}${same.zh}；各项设施以任一方式够得着即算，另一种方式不随本次运行的出行方式和速度改变`,
    `Or: ${far.en}${same.en}; each kind of facility may be reached either way, and this way keeps its own profile and speed whatever the run's`,
  );
}

function describeReach(
  study: Study,
  rule: ServiceAreaRule,
  parameters: AnalysisParameters,
  open: LocalizedText,
): LocalizedText {
  const { reach } = rule;
  if (reach.kind === "distance") {
    return reach.measure === "straight"
      ? { zh: `直线距离 ${reach.metres} 米以内`, en: `Within ${reach.metres} m in a straight line` }
      : { zh: `沿道路 ${reach.metres} 米以内`, en: `Within ${reach.metres} m along streets` };
  }
  const profile = profileOfRule(study, rule, parameters);
  const words = PROFILE_WORDS[profile.id];
  return {
    zh: `沿路网${words.zh} ${minutes(reach.seconds)} 分钟，${profile.speedMetresPerSecond} m/s（${open.zh}）`,
    en: `${minutes(reach.seconds)} minutes on streets, ${words.en}, ${profile.speedMetresPerSecond} m/s (${open.en})`,
  };
}
