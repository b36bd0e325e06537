/** Which communities a question is about: an area and a kind. */

import type { Study } from "./study.ts";
import { unitTree } from "./unit-tree.ts";

export interface Scope {
  /** `all`, `core`, or the id of a county. */
  readonly areaId: string;
  readonly kind: "all" | "urban" | "village";
}

type Placed = Pick<Study, "communities" | "units">;

/** Datong's built-up core: 平城区 and 云冈区. */
export const CORE_COUNTY_IDS: readonly string[] = ["140213", "140214"];

export const WHOLE_STUDY: Scope = { areaId: "all", kind: "all" };

/** True where the study has both districts of the core. */
export function hasCore(study: Placed): boolean {
  const { counties } = unitTree(study);
  return CORE_COUNTY_IDS.every((id) => counties.some((county) => county.id === id));
}

/** Kinds of community that the study tells apart. */
export function hasKinds(study: Placed): boolean {
  const kinds = new Set(study.communities.kinds);
  return kinds.has("urban") && kinds.has("village");
}

export function defaultScope(study: Placed): Scope {
  return hasCore(study) ? { areaId: "core", kind: hasKinds(study) ? "urban" : "all" } : WHOLE_STUDY;
}

export function scopeExists(study: Placed, scope: Scope): boolean {
  if (scope.kind !== "all" && !hasKinds(study)) return false;
  if (scope.areaId === "all") return true;
  if (scope.areaId === "core") return hasCore(study);
  return unitTree(study).counties.some(({ id }) => id === scope.areaId);
}

/** Indexes of the communities in scope, ascending. */
export function communitiesInScope(study: Placed, scope: Scope): number[] {
  const { countyIds } = unitTree(study);
  const { kinds, count } = study.communities;
  const indexes: number[] = [];
  for (let index = 0; index < count; index++) {
    const countyId = countyIds[index] ?? "";
    const inArea =
      scope.areaId === "all" ||
      (scope.areaId === "core" ? CORE_COUNTY_IDS.includes(countyId) : countyId === scope.areaId);
    if (inArea && (scope.kind === "all" || kinds[index] === scope.kind)) indexes.push(index);
  }
  return indexes;
}
