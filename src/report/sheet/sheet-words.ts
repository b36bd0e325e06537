/** The words of a sheet: titles, captions, class labels, scale, coordinate system. */
import { formatCount } from "../../core/model/format-number.ts";
import type { MapLayout, SheetMap, Stamp } from "../../core/model/presentation.ts";
import { BASELINE_NAME } from "../../core/model/scenario.ts";
import type { Study } from "../../core/model/study.ts";
import { isInChina } from "../map/china-box.ts";
import type { ColourClass } from "../map/colour-classes.ts";
import type { MapFrame } from "../map/map-frame.ts";
import { communityWord, wholeName } from "../words/answer-sentence.ts";
import { basisLine, travelVerb, writePlain } from "../words/basis-lines.ts";
import { afterHan, demandName, writeDemand, writeShareOf } from "../words/demand-words.ts";
import { isChangeMap, type PreparedMap, type SheetScope } from "./sheet-maps.ts";

export const SCHEMATIC = "示意图";
const CIRCLED = ["①", "②", "③", "④", "⑤", "⑥"];

/** ①, ② … for the maps of a sheet. */
export function circledNumber(index: number): string {
  return CIRCLED[index] ?? String(index + 1);
}

export function scenarioTitle(name: string): string {
  return name === BASELINE_NAME ? "现状" : name;
}

function serviceTitle({ service, asked }: PreparedMap): string {
  return service?.title.zh || asked.serviceId;
}

function minutesOf({ coverage, run }: PreparedMap): string {
  return writePlain((coverage?.cutoffSeconds ?? run.result.parameters.cutoffSeconds) / 60);
}

const MEASURE_TITLES: Readonly<Record<PreparedMap["asked"]["measure"], string>> = {
  peopleShare: "覆盖率",
  landShare: "居住用地覆盖率",
  verdict: "达标情况",
  straightShare: "直线覆盖率",
  difference: "覆盖率差异",
};

/** What a map shows, where maps of a sheet show different things. */
export function measureName(asked: SheetMap): string {
  if (asked.measure !== "difference") return MEASURE_TITLES[asked.measure];
  return isChangeMap(asked) ? "与现状之差" : "路网与直线之差";
}

/** The title that a layout asks for, or one made of its maps. */
export function sheetTitle(study: Study, layout: MapLayout, maps: readonly PreparedMap[], scope: SheetScope): string {
  if (layout.title.trim() !== "") return layout.title.trim();
  const whole = wholeName(study);
  const place = apart(scope.unitName === "" || scope.unitName === whole ? whole : `${apart(whole)}${scope.unitName}`);
  const suffix = layout.withBasemap ? "图" : `${SCHEMATIC}`;
  const [first] = maps;
  if (!first) return `${place}公共服务设施覆盖${suffix}`;
  const services = new Set(maps.map(({ asked }) => asked.serviceId));
  const scenarios = new Set(maps.map(({ asked }) => asked.scenarioName));
  const verb = first.coverage ? travelVerb(first.coverage.profileId).replace(/^乘/, "") : "步行";
  const reach = `${minutesOf(first)}分钟${verb}圈`;
  const what = services.size === 1 ? serviceTitle(first) : "公共服务设施";
  if (scenarios.size > 1) return `${place}${what}${reach}方案比较${suffix}`;
  const measures = new Set(maps.map(({ asked }) => asked.measure));
  return `${place}${what}${reach}${measures.size === 1 ? MEASURE_TITLES[first.asked.measure] : "覆盖情况"}${suffix}`;
}

/** Letters and figures stand apart from the Chinese text that follows them. */
function apart(name: string): string {
  return /[\dA-Za-z]$/.test(name) ? `${name} ` : name;
}

/** What the colours of a measure mean. Groups of several maps are not listed. */
export function measureTitle(maps: readonly PreparedMap[]): string {
  const first = maps[0]!;
  const { asked, coverage, run } = first;
  const unit = run.study.demand.unit;
  const groups = new Set(maps.map((map) => map.coverage?.groupId));
  const group =
    groups.size === 1 && coverage ? demandName(coverage.groupId, unit) : unit === "people" ? "各服务对象" : "服务对象";
  const minutes = minutesOf(first);
  switch (asked.measure) {
    case "peopleShare":
      return `${group} ${minutes} 分钟覆盖率`;
    case "landShare":
      return `居住用地 ${minutes} 分钟覆盖率`;
    case "verdict":
      return `${minutes} 分钟圈是否达标`;
    case "straightShare":
      return coverage && groups.size === 1
        ? `${group}直线 ${formatCount(coverage.straightRadiusMetres)} 米内占比`
        : `${group}直线距离内占比`;
    case "difference":
      return isChangeMap(asked) ? `${group}覆盖率：与现状之差` : `${group}覆盖率：路网与直线之差`;
  }
}

/** What has to be known to read the colours; "" where nothing. */
export function measureNote({ asked }: PreparedMap): string {
  if (asked.measure === "straightShare") return "直线结果，未计绕行";
  if (asked.measure !== "difference") return "";
  return isChangeMap(asked) ? "百分点；正值为方案提高" : "百分点；负值为直线法高估";
}

function perCent(share: number): string {
  return String(Number((share * 100).toFixed(1)));
}

function signedPoints(difference: number): string {
  const points = Number((difference * 100).toFixed(1));
  return points < 0 ? `−${-points}` : points > 0 ? `+${points}` : "0";
}

export function classLabel(
  { from = 0, to = 1, verdict }: ColourClass,
  measure: PreparedMap["asked"]["measure"],
): string {
  if (verdict) return verdict === "met" ? "达标" : "未达标";
  return measure === "difference" ? `${signedPoints(from)} 至 ${signedPoints(to)}` : `${perCent(from)}–${perCent(to)}%`;
}

/** What of a map's answer stands under its name, where several stand on a sheet. */
export function captionFigures(map: PreparedMap): string {
  const { coverage, sums, run } = map;
  if (!coverage || !sums) return reasonWithout(map);
  if (coverage.facilityCount === 0) return "没有设施，不可检验";
  if (sums.tested === 0) return `没有${afterHan(demandName(coverage.groupId, run.study.demand.unit))}，不可检验`;
  const group = demandName(coverage.groupId, run.study.demand.unit);
  const untested = sums.notTestable > 0 ? ` · 不可检验 ${formatCount(sums.notTestable)}` : "";
  return `${group}覆盖 ${writeShareOf(sums.peopleCovered, sums.people)} · 达标 ${formatCount(sums.met)} · 未达标 ${formatCount(sums.notMet)}${untested}`;
}

function reasonWithout({ service }: PreparedMap): string {
  return service ? "本次评估未计算该项服务" : "研究里没有该项服务";
}

/** The answer of a sheet of one map; what is compared on a sheet of several. */
export function sheetAnswer(study: Study, maps: readonly PreparedMap[]): string {
  const [first] = maps;
  if (!first) return "没有可显示的地图。";
  if (maps.length > 1) {
    const scenarios = [...new Set(maps.map(({ asked }) => scenarioTitle(asked.scenarioName)))];
    const services = [...new Set(maps.map(serviceTitle))];
    return scenarios.length > 1 ? `${services.join("、")}：${scenarios.join("、")}` : services.join("、");
  }
  const { coverage, sums, asked } = first;
  const name = asked.scenarioName === BASELINE_NAME ? "" : `方案“${asked.scenarioName}”：`;
  if (!coverage || !sums || sums.tested === 0 || coverage.facilityCount === 0)
    return `${name}${captionFigures(first)}。`;
  const unit = study.demand.unit;
  const untested = sums.notTestable > 0 ? `，不可检验 ${formatCount(sums.notTestable)} 个` : "";
  const group = demandName(coverage.groupId, unit);
  return `${name}${group} ${writeDemand(sums.people, unit)}，${travelVerb(coverage.profileId)} ${minutesOf(first)} 分钟覆盖 ${writeShareOf(sums.peopleCovered, sums.people)}；${formatCount(sums.tested)} 个${communityWord(study)}中达标 ${formatCount(sums.met)} 个、未达标 ${formatCount(sums.notMet)} 个${untested}`;
}

/** 口径. Of a sheet of several services only what all of them share is said of groups and speeds. */
export function sheetBasis(study: Study, maps: readonly PreparedMap[]): string {
  const lines = new Set(
    maps.flatMap(({ coverage, run }) => (coverage ? [basisLine(study, run.result, coverage)] : [])),
  );
  if (lines.size === 1) return [...lines][0]!;
  const [first] = maps;
  if (!first || lines.size === 0) return `口径：数据日期 ${study.date || "未注明"}。`;
  const parts = [
    `各项服务按各自对象和出行速度，沿街道 ${minutesOf(first)} 分钟`,
    `社区有 ${writePlain(first.run.result.parameters.passShare * 100)}% 以上在范围内为达标`,
    `数据日期 ${study.date || "未注明"}`,
    ...(study.demonstration ? ["演示数据"] : []),
  ];
  return `口径：${parts.join("；")}。`;
}

/** 1:5万, 1:5 000. */
export function scaleWords(denominator: number): string {
  return denominator >= 10_000 ? `1:${Number((denominator / 10_000).toFixed(4))}万` : `1:${formatCount(denominator)}`;
}

/** 113°18′E. */
export function degreeWords(degrees: number, hemispheres: "EW" | "NS"): string {
  const letter = degrees < 0 ? hemispheres[1] : hemispheres[0];
  const minutes = Math.round(Math.abs(degrees) * 60);
  return `${Math.floor(minutes / 60)}°${String(minutes % 60).padStart(2, "0")}′${letter}`;
}

export function systemWords({ centre, projection }: MapFrame): string {
  const meridian = degreeWords(projection.centralMeridian, "EW");
  return isInChina(centre)
    ? `CGCS2000，高斯-克吕格投影，中央经线 ${meridian}`
    : `WGS84，横轴墨卡托投影，中央经线 ${meridian}`;
}

export function stampWords(stamp: Stamp): string {
  return stamp.kind === "internal" ? "内部资料 · 未经审图" : `审图号：${stamp.number.trim() || "________"}`;
}

/** Where the layers come from, each source once, the licence where one binds. */
export function sourceWords({ sources }: Study): string {
  const named = new Map<string, boolean>();
  for (const { source, licence, simulated } of sources) {
    const binds = /ODbL|CC BY/i.test(licence) && !source.includes(licence) ? `（${licence}）` : "";
    const words = `${source}${binds}`;
    if (source.trim() !== "") named.set(words, simulated || (named.get(words) ?? false));
  }
  const list = [...named].map(([words, simulated]) => (simulated ? `${words}（模拟）` : words));
  return list.length > 0 ? list.join("；") : "未注明";
}

/** 2026年11月29日; what is not a date is left as it is. */
export function dateWords(date: string): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(date);
  return match ? `${match[1]}年${Number(match[2])}月${Number(match[3])}日` : date;
}
