/** Of which communities figures are, in Chinese; the whole study needs no words. */
import { communitiesInScope, type Scope } from "../../core/model/scope.ts";
import type { Study } from "../../core/model/study.ts";
import { unitTree } from "../../core/model/unit-tree.ts";

const KINDS: Readonly<Record<Scope["kind"], string>> = { all: "社区（村）", urban: "城镇社区", village: "行政村" };
const CORE = "平城区、云冈区";

/** 范围为平城区、云冈区的 155 个城镇社区; 范围为全部 305 个社区（村）. */
export function scopeLine(study: Pick<Study, "communities" | "units">, scope: Scope): string {
  const { areaId, kind } = scope;
  const area = areaId === "core" ? CORE : (unitTree(study).unitsById.get(areaId)?.name ?? areaId);
  const where = areaId === "all" ? "全部" : `${area}的`;
  return `范围为${where} ${communitiesInScope(study, scope).length} 个${KINDS[kind]}`;
}
