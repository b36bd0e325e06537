/** What things are called in this study: a study may have no plan, no counties, and floor or streets in the place of people. */
import type { DemandUnit } from "../../core/model/demand.ts";
import type { Study } from "../../core/model/study.ts";
import { unitTree } from "../../core/model/unit-tree.ts";

/** What the judged targets are called: the plan's, or those that stand in the place of a plan that the study does not have. */
export function planWord({ targets }: Pick<Study, "targets">): string {
  return targets.length > 0 ? "规划目标" : "默认目标";
}

/** 区县, or 分区 where the districts of the report are no counties. */
export function districtWord(study: Pick<Study, "units" | "communities">): string {
  return unitTree(study).counties.length > 0 ? "区县" : "分区";
}

/** 人口覆盖率; floor area and street length are never called people. */
export function shareWord(unit: DemandUnit): string {
  return unit === "people" ? "人口覆盖率" : "覆盖率";
}

/** 缺口人数, or the gap of what stands for people. */
export function shortWord(unit: DemandUnit): string {
  return unit === "people" ? "缺口人数" : "缺口";
}

/** Names of a place from the outside in; a space between them where both are Latin. */
export function joinNames(names: readonly string[]): string {
  return names
    .filter((name) => name !== "")
    .reduce((joined, name) => (/\w$/.test(joined) && /^\w/.test(name) ? `${joined} ${name}` : joined + name), "");
}
