/** What charts say in Chinese. */
import { EDIT_VERBS } from "../../../core/model/edit-words.ts";
import { formatDemand } from "../../../core/model/format-number.ts";
import { BASELINE_WORD } from "../../words/baseline-word.ts";
import { basisParts, DEMONSTRATION, dateLine, travelVerb, writePlain } from "../../words/basis-lines.ts";
import { afterHan, demandName, demandUnitName } from "../../words/demand-words.ts";
import { NO_DISTRICT_WORD } from "../../words/no-district-word.ts";
import { scopeLine } from "../../words/scope-line.ts";
import type { ChartWords } from "./chart-words.ts";

export const chartWordsZhCn: ChartWords = {
  local: ({ zh, en }) => zh || en,
  group: demandName,
  demonstration: DEMONSTRATION,
  notTestable: "不可检验",
  followed: (title, sentence) => `${title}。${sentence}`,

  number: {
    amount: (value, unit) => formatDemand(value, unit, "zh-CN"),
    label: (value, unit) => formatDemand(value, unit, "zh-CN"),
    tickScale: (largest) => {
      if (largest < 10_000) return null;
      return largest >= 100_000_000 ? { factor: 100_000_000, word: "亿" } : { factor: 10_000, word: "万" };
    },
    atMinutes: (minutes) => `${minutes} 分钟 `,
  },

  basis: {
    line: (parts) => `口径：${parts.join("；")}。`,
    parts: basisParts,
    date: dateLine,
    scope: scopeLine,
    scenario: (name) => `方案“${name}”`,
    siting: (name) => `选址的最近一次求解，在${name === null ? BASELINE_WORD : `方案“${name}”`}之上`,
    sitingScope: (count) => `范围为选址所问的 ${count} 个社区（村）`,
    services: "各设施服务人群沿街道在该时间内可达的比例；人群和速度按各设施自身",
    reachedOnly: "只计搜索范围内能到达设施的人。",
    byHome: "新增与减少按住处逐一比较，不相抵。",
    stepByStep: "各项按先后次序叠加，每项是它带来的净变化；换一个次序，各项会不同，合计不变。",
    unmoved: (count) => `另有 ${count} 项不改变此范围内这项设施的覆盖。`,
  },

  districts: {
    title: ({ service, group }) => `${service}：${group}覆盖率（按分区）`,
    column: "分区",
    none: NO_DISTRICT_WORD,
    total: "合计",
    reached: "沿街道可达",
    reachedStraight: "直线可达",
    passMark: (passShare) => `社区达标线 ${writePlain(passShare * 100)}%`,
    nothing: "各分区都没有这项设施的服务人群，不可检验。",
    only: ({ name, value }) => `${name} ${value}。`,
    sentence: (count, best, worst, below) => {
      const told = below ? `；${below.count === 0 ? "没有一个" : `${below.count} 个`}低于${below.mark.name}` : "";
      return `${count} 个分区中，最高为${best.name}，${best.value}；最低为${worst.name}，${worst.value}${told}。`;
    },
  },

  minutes: {
    title: ({ service, group }, profileId) => `${service}：${travelVerb(profileId)}时间与可达的${afterHan(group)}`,
    axis: (profileId) => `${travelVerb(profileId)}时间（分钟）`,
    share: "累计比例",
    onStreets: "沿街道",
    straight: "直线距离",
    cutoff: (minutes) => `时限 ${writePlain(minutes)} 分钟`,
    servicesTitle: "出行时间与各类设施可达的服务人群",
    servicesAxis: "出行时间（分钟）",
    half: (minutes) => (minutes === undefined ? "不到一半的人能在图示时间内到达" : `一半的人 ${minutes} 分钟内能到`),
    sentence: (minutes, share, promised, half) =>
      `${minutes} 分钟内 ${share} 可达，按直线会算成 ${promised}；${half}。`,
    halfAlone: (half) => `${half}。`,
    nothing: "没有可以比较的设施。",
    servicesSentence: (minutes, best, worst) =>
      `${minutes} 分钟内，${best.name}可达的人最多，${best.value}；${worst.name}最少，${worst.value}。`,
  },

  lorenz: {
    title: ({ service }, profileId, gini) =>
      `${service}：${travelVerb(profileId)}时间的基尼系数 ${gini}（0 为人人相同，1 为最不均）`,
    people: (group) => `${group}累计比例（由近到远）`,
    time: (profileId) => `${travelVerb(profileId)}时间累计比例`,
    even: "人人相同",
    actual: "实际分布",
    sentence: (half, farthest) => `路最短的一半人，只走了全部时间的 ${half}；路最长的一成人，走了 ${farthest}。`,
  },

  changes: {
    title: ({ service, group }, what) => `${service}覆盖的${afterHan(group)}：${what}`,
    byScenario: (name) => `“${name}”带来的增减`,
    byStage: "分阶段增减",
    bySteps: (name) => `“${name}”各项带来的增减`,
    baseline: BASELINE_WORD,
    allDone: "全部实施后",
    gained: "新增覆盖",
    arrived: "新迁入且已覆盖",
    lost: "不再覆盖",
    departed: "迁出的原覆盖人口",
    step: (kind, name) => `${EDIT_VERBS[kind]} ${name}`,
    others: (count) => `其余 ${count} 项合计`,
    item: "项",
    change: "增减",
    level: "累计覆盖",
    sentence: (from, to, net, largest) =>
      `由 ${from}到 ${to}，净变化 ${net}；影响最大的是“${largest.name}”，${largest.value}。`,
    nothing: (level) => `方案不改变这项设施的覆盖，仍为 ${level}。`,
    axisFrom: (start) => `纵轴从 ${start}起，不从 0 起`,
  },

  gains: {
    title: ({ service, group }) => `${service}：每增设一处，新增覆盖的${afterHan(group)}`,
    sites: "新增设施（处）",
    gained: (group) => `新增覆盖的${afterHan(group)}`,
    line: "累计新增覆盖",
    sentence: (first, last) => `第 ${first.site} 处新增 ${first.more}，到第 ${last.site} 处只多 ${last.more}。`,
  },

  notListed: (count) => `另有 ${count} 项未列出`,

  csv: {
    share: (column) => `${column}（0–1）`,
    amount: (column, unit) => `${column}（${demandUnitName(unit)}）`,
    basis: "口径",
  },
};
