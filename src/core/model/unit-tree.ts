/** Which township and county each community belongs to. */
import type { AdministrativeUnit, Communities } from "./community.ts";

/** Type of a township-level unit inside a city, as the study writes it. */
const SUBDISTRICT_TYPE = "街道";

/** The units of a study and what its communities say of them. */
export interface PlacedCommunities {
  readonly communities: Pick<Communities, "ids" | "names" | "parentIds">;
  readonly units: readonly AdministrativeUnit[];
}

export interface UnitTree {
  readonly unitsById: ReadonlyMap<string, AdministrativeUnit>;
  /** Counties that hold communities, in the study's order. */
  readonly counties: readonly AdministrativeUnit[];
  /** By community; "" where unknown. */
  readonly townshipIds: readonly string[];
  readonly countyIds: readonly string[];
  readonly indexById: ReadonlyMap<string, number>;
}

const trees = new WeakMap<object, UnitTree>();

/** The tree of a study, built once. */
export function unitTree(study: PlacedCommunities): UnitTree {
  const known = trees.get(study);
  if (known) return known;
  const unitsById = new Map(study.units.map((unit) => [unit.id, unit]));
  const above = (id: string, level: AdministrativeUnit["level"]): string => {
    const seen = new Set<string>();
    let unit = unitsById.get(id);
    while (unit && !seen.has(unit.id)) {
      if (unit.level === level) return unit.id;
      seen.add(unit.id);
      unit = unitsById.get(unit.parentId);
    }
    return "";
  };
  const { parentIds, ids } = study.communities;
  const townshipIds = parentIds.map((id) => above(id, "township"));
  const countyIds = parentIds.map((id) => above(id, "county"));
  const held = new Set(countyIds);
  const tree: UnitTree = {
    unitsById,
    counties: study.units.filter(({ id, level }) => level === "county" && held.has(id)),
    townshipIds,
    countyIds,
    indexById: new Map(ids.map((id, index) => [id, index])),
  };
  trees.set(study, tree);
  return tree;
}

/** What units above communities are: subdistricts, towns, both; `unit` where one of them is neither or unknown. */
export type UnitsKind = "street" | "town" | "township" | "unit";

/** By their ids. */
export function kindOfUnits(study: PlacedCommunities, ids: readonly string[]): UnitsKind {
  const { unitsById } = unitTree(study);
  const units = ids.map((id) => unitsById.get(id));
  if (!units.every((unit) => unit?.level === "township")) return "unit";
  const subdistricts = units.filter((unit) => unit?.type === SUBDISTRICT_TYPE).length;
  if (subdistricts === units.length) return "street";
  return subdistricts > 0 ? "township" : "town";
}

/** Name of the unit directly above a community, "" where the study does not know it. */
export function parentName(study: PlacedCommunities, communityIndex: number): string {
  const id = study.communities.parentIds[communityIndex] ?? "";
  return unitTree(study).unitsById.get(id)?.name ?? "";
}

/** Names from the unit above the community up to the county, outermost first. */
export function parentPath(study: PlacedCommunities, communityIndex: number): string[] {
  const tree = unitTree(study);
  const ids = [tree.countyIds[communityIndex] ?? "", tree.townshipIds[communityIndex] ?? ""];
  const names = ids.flatMap((id) => tree.unitsById.get(id)?.name ?? []);
  if (names.length > 0) return names;
  const parent = parentName(study, communityIndex);
  return parent === "" ? [] : [parent];
}
