/**
 * The five readings of “the circle”: the plan's own and four norms, as data. Source: the method note on
 * norms (seen second-hand where marked 待核实: defaults that a plan may change, `plan-reading.ts`; never law). Metres and minutes are the norms'
 * own; a distance is never slowed again. A service to which a reading gives no value is not tested in it.
 * Norms name levels of 5, 10 and 15 minutes: 300, 500 and 1000 m.
 */
import type { LocalizedText } from "../model/facility.ts";
import type { ProfileId } from "../model/parameters.ts";
import type { Reach } from "./target.ts";

export const NORM_READING_IDS = ["plan", "gb-50180", "tdt-1062", "tdt-1063", "fitness-circle"] as const;
export type NormReadingId = (typeof NORM_READING_IDS)[number];

/** What a community is judged by: its people within reach, or its residential land. */
export type JudgedBy = "people" | "residential-land";
/** Which share the reading's own figure is. */
export type Denominator = "communities" | "people" | "residential-land";

export interface NormReading {
  /** A preset's, or that of a reading that a planner added to this plan. */
  readonly id: string;
  readonly title: LocalizedText;
  readonly source: LocalizedText;
  /** What is tested, in a sentence. */
  readonly test: LocalizedText;
  /** True where it was seen only second-hand. */
  readonly needsVerifying: boolean;
  readonly judgedBy: JudgedBy;
  readonly denominator: Denominator;
  /** Who travels; null: the target's own profile, or the service's. */
  readonly profileId: ProfileId | null;
  /** Who may travel instead, within the same limit; absent where the norm names one way. */
  readonly otherProfileId?: ProfileId;
  /** True where it speaks of urban residential areas only: villages are not tested in it. */
  readonly urbanOnly: boolean;
  /** By service; null for the plan's own, whose reach is the target's (15 minutes for a service alone). */
  readonly reaches: Readonly<Record<string, Reach>> | null;
  /** The reach of every service without one of its own; absent where such a service is not tested. */
  readonly otherReach?: Reach;
  /** Share of a community's people (or land) with which it is met; absent where it is the rule's or the run's. */
  readonly passShare?: number;
  /** True where a planner set it for this plan. */
  readonly isOfPlan?: boolean;
  /** What this reading leaves open and is a default here. */
  readonly defaults: readonly LocalizedText[];
}

const straight = (metres: number): Reach => ({ kind: "distance", metres, measure: "straight" });
const walked = (metres: number): Reach => ({ kind: "distance", metres, measure: "network" });
const WITHIN_15_MINUTES: Reach = { kind: "time", seconds: 900 };

/** The levels of the circle in metres, as the norms give them. */
const LEVEL_5 = 300;
const LEVEL_10 = 500;
const LEVEL_15 = 1000;

const PASS_MARK: LocalizedText = {
  zh: "达标比例没有规定，取本次运行的默认值",
  en: "no pass mark is given: the run's default",
};
const STRAIGHT_DEFAULT: LocalizedText = {
  zh: "服务半径按直线量（默认）",
  en: "the service radius is measured straight (a default)",
};
const PEOPLE_DEFAULT: LocalizedText = { zh: "分母按人口（默认）", en: "people are the denominator (a default)" };

/** The plan's own, then GB 50180, TD/T 1062, TD/T 1063 and the national fitness circle. */
export const NORM_READINGS: readonly (NormReading & { readonly id: NormReadingId })[] = [
  {
    id: "plan",
    title: { zh: "规划原文", en: "The plan" },
    source: {
      zh: "本研究的规划；没有规划时为 15 分钟默认圈",
      en: "The study's own plan; a 15-minute circle where it has none",
    },
    test: {
      zh: "15 分钟圈（农村 10 公里）；出行方式、计入设施未给",
      en: "15-minute circles (10 km in the country); mode and kinds of facility are not given",
    },
    needsVerifying: false,
    judgedBy: "people",
    denominator: "communities",
    profileId: null,
    urbanOnly: false,
    reaches: null,
    defaults: [
      { zh: "步行及步速（默认）", en: "on foot at a default pace" },
      { zh: "沿路网（默认）", en: "along streets (a default)" },
      PASS_MARK,
    ],
  },
  {
    id: "gb-50180",
    title: { zh: "GB 50180-2018", en: "GB 50180-2018" },
    source: { zh: "城市居住区规划设计标准", en: "Standard for residential areas" },
    test: {
      zh: "按设施的服务半径，步行；各级不可互相替代",
      en: "the radius of each kind of facility, on foot; no level stands for another",
    },
    needsVerifying: true,
    judgedBy: "people",
    denominator: "people",
    profileId: "adult",
    urbanOnly: true,
    reaches: {
      kindergarten: straight(300),
      "primary-school": straight(500),
      "junior-high-school": straight(1000),
      "elderly-day-care": straight(300),
      clinic: straight(300),
      "health-centre": straight(1000),
      "culture-room": straight(500),
      "culture-centre": straight(1000),
      "fitness-square": straight(300),
      "community-service-station": straight(300),
      market: straight(500),
    },
    defaults: [STRAIGHT_DEFAULT, PEOPLE_DEFAULT, PASS_MARK],
  },
  {
    id: "tdt-1062",
    title: { zh: "TD/T 1062-2021", en: "TD/T 1062-2021" },
    source: { zh: "社区生活圈规划技术指南", en: "Guide for community life circles" },
    test: {
      zh: "15 分钟层级约 1 公里，步行；社区卫生服务站 500 米",
      en: "about 1 km at the 15-minute level, on foot; 500 m to a clinic",
    },
    needsVerifying: true,
    judgedBy: "people",
    denominator: "people",
    profileId: "adult",
    urbanOnly: true,
    reaches: {
      "elderly-day-care": walked(LEVEL_15),
      "culture-room": walked(LEVEL_15),
      "culture-centre": walked(LEVEL_15),
      "fitness-trail": walked(LEVEL_15),
      "fitness-square": walked(LEVEL_15),
      "health-centre": walked(LEVEL_15),
      clinic: walked(500),
    },
    defaults: [
      { zh: "按步行路网量（默认）", en: "measured along walked streets (a default)" },
      {
        zh: "养老、文化、体育均按 15 分钟层级（默认）",
        en: "elderly care, culture and sport at the 15-minute level (a default)",
      },
      PEOPLE_DEFAULT,
      PASS_MARK,
    ],
  },
  {
    id: "tdt-1063",
    title: { zh: "TD/T 1063-2021", en: "TD/T 1063-2021" },
    source: { zh: "国土空间规划城市体检评估规程", en: "Rules for the health check of cities" },
    test: {
      zh: "居住用地被直线缓冲区覆盖的比例：体育、文化、卫生、中学 15 分钟，小学、菜市场 10 分钟，养老 5 分钟",
      en: "the share of residential land within straight buffers: sport, culture, health and secondary schools 15 minutes, primary schools and markets 10, elderly care 5",
    },
    needsVerifying: true,
    judgedBy: "residential-land",
    denominator: "residential-land",
    profileId: "adult",
    urbanOnly: true,
    reaches: {
      "elderly-day-care": straight(LEVEL_5),
      "culture-room": straight(LEVEL_15),
      "culture-centre": straight(LEVEL_15),
      "fitness-trail": straight(LEVEL_15),
      "fitness-square": straight(LEVEL_15),
      clinic: straight(LEVEL_15),
      "health-centre": straight(LEVEL_15),
      "primary-school": straight(LEVEL_10),
      "junior-high-school": straight(LEVEL_15),
      market: straight(LEVEL_10),
      park: straight(LEVEL_5),
      hospital: straight(2000),
    },
    defaults: [
      {
        zh: "5、10、15 分钟折合 300、500、1000 米（默认）",
        en: "5, 10 and 15 minutes are 300, 500 and 1000 m (a default)",
      },
      PASS_MARK,
    ],
  },
  {
    id: "fitness-circle",
    title: { zh: "国家健身圈定义", en: "National fitness circle" },
    source: { zh: "全民健身“15 分钟健身圈”", en: "“15-minute fitness circle” of the national programme" },
    test: { zh: "离家步行或骑行 15 分钟以内", en: "within 15 minutes of home, on foot or by cycle" },
    needsVerifying: true,
    judgedBy: "people",
    denominator: "communities",
    profileId: "adult",
    otherProfileId: "cycle",
    urbanOnly: true,
    reaches: { "fitness-trail": WITHIN_15_MINUTES, "fitness-square": WITHIN_15_MINUTES },
    defaults: [
      {
        zh: "步行或骑行任一方式到得了即算，步行 1.2 m/s、骑行 3.5 m/s，同为 15 分钟，沿路网（默认）",
        en: "either way counts: 1.2 m/s on foot, 3.5 m/s by cycle, 15 minutes for both, along streets (a default)",
      },
      { zh: "分母按社区（默认）", en: "communities are the denominator (a default)" },
      PASS_MARK,
    ],
  },
];

/** A preset as the tool ships it. */
export function normReading(id: string): NormReading {
  return NORM_READINGS.find((reading) => reading.id === id) as NormReading;
}

/** How near a service has to be in a reading; null where the reading gives no value for it. */
export function reachInReading(reading: NormReading, serviceId: string, ownReach: Reach): Reach | null {
  return reading.reaches === null ? ownReach : (reading.reaches[serviceId] ?? reading.otherReach ?? null);
}
