/** The answer of a service as a sentence, for the whole study or a district. */

import { formatCount } from "../../core/model/format-number.ts";
import type { Study } from "../../core/model/study.ts";
import { kindOfUnits, type UnitsKind, unitTree } from "../../core/model/unit-tree.ts";
import { wholeUnitId } from "../../core/plan/ledger/unit-places.ts";
import type { CoverageSums, DistrictFacts, ReportFacts, ServiceFacts } from "../facts/report-facts.ts";
import { travelVerb, writePlain } from "./basis-lines.ts";
import { afterHan, demandName, writeDemand, writeShareOf } from "./demand-words.ts";

type Placed = Pick<Study, "id" | "title" | "units" | "communities">;

/** 大同市, else the study's title. */
export function wholeName(study: Placed): string {
  const whole = wholeUnitId(study);
  return unitTree(study).unitsById.get(whole)?.name || study.title.zh || study.id;
}

/** 社区 where communities of towns and villages are told apart or not; 统计单元 where the study does not say what they are. */
export function communityWord({ communities }: Pick<Study, "communities">): string {
  return communities.kinds.includes("unit") ? "统计单元" : "社区";
}

/**
 * “平城区 155 个社区中，132 个有 80% 以上的居民能在步行 15 分钟内到达…”, without a value where there is none.
 * @param word what the communities are called
 */
export function answerSentence(
  { study, result }: Pick<ReportFacts, "study" | "result">,
  { service, coverage, whole, worstTownships }: ServiceFacts,
  district: (Pick<DistrictFacts, "name"> & CoverageSums) | null = null,
  word = communityWord(study),
): string {
  const sums: CoverageSums = district ?? whole;
  const scope = district ? district.name : wholeName(study);
  const title = service.title.zh;
  const group = demandName(coverage.groupId, study.demand.unit);
  const spaced = afterHan(group);
  if (coverage.facilityCount === 0) return `研究里没有${title}，无法检验覆盖。`;
  if (sums.tested === 0) return `${scope}没有可检验的${word}：${group}数量为零。`;
  const pass = `${writePlain(result.parameters.passShare * 100)}%`;
  const reach = `在${travelVerb(coverage.profileId)} ${writePlain(coverage.cutoffSeconds / 60)} 分钟内到达${title}`;
  const covered = `覆盖${spaced} ${writeShareOf(sums.peopleCovered, sums.people)}`;
  const untested =
    sums.notTestable > 0 ? `另有 ${formatCount(sums.notTestable)} 个${word}没有${spaced}，不可检验。` : "";
  const tested = `${scope} ${formatCount(sums.tested)} 个${word}`;
  if (sums.notMet === 0) return `${tested}全部达标：${pass} 以上的${spaced}都能${reach}，${covered}。${untested}`;
  const short = `缺口 ${writeDemand(sums.people - sums.peopleCovered, study.demand.unit)}`;
  const where = district ? "" : whereWords(study, worstTownships);
  return `${tested}中，${formatCount(sums.met)} 个有 ${pass} 以上的${spaced}能${reach}，${covered}；${short}${where}。${untested}`;
}

/** ，一半集中在 20 个街道乡镇; nothing where that says nothing. */
function whereWords(study: Placed, worst: ServiceFacts["worstTownships"]): string {
  const parents = new Set(study.communities.parentIds).size;
  if (worst.length === 0 || worst.length >= parents) return "";
  const kind = kindOfUnits(
    study,
    worst.map(({ id }) => id),
  );
  return `，一半集中在 ${formatCount(worst.length)} 个${PARENTS[kind]}`;
}

const PARENTS: Readonly<Record<UnitsKind, string>> = {
  street: "街道",
  town: "乡镇",
  township: "街道乡镇",
  unit: "上级单元",
};

/** The three figures of a service: share of people, share of communities, people short; in words. */
export function threeFigures(
  { study }: Pick<ReportFacts, "study">,
  { coverage, whole }: ServiceFacts,
): readonly { readonly value: string; readonly name: string }[] {
  const { unit } = study.demand;
  const group = demandName(coverage.groupId, unit);
  return [
    { value: writeShareOf(whole.peopleCovered, coverage.facilityCount > 0 ? whole.people : 0), name: `${group}覆盖率` },
    { value: writeShareOf(whole.met, whole.tested), name: `${communityWord(study)}达标率` },
    {
      value: coverage.facilityCount > 0 ? writeDemand(whole.people - whole.peopleCovered, unit) : "不可检验",
      name: unit === "people" ? "缺口人数" : "缺口",
    },
  ];
}
