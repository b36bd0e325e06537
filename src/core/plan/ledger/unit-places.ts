/** Where a unit stands in the study: its district, its township, its name, and its place in the study's order. */
import type { AdministrativeUnit } from "../../model/community.ts";
import type { Study } from "../../model/study.ts";

type Places = Pick<Study, "id" | "title" | "units" | "communities">;

export interface UnitPlace {
  /** -1 for units above communities. */
  readonly communityIndex: number;
  /** "" where the study does not know it, and for units above it. */
  readonly countyId: string;
  readonly townshipId: string;
  readonly name: string;
  /** District, township, unit: those above come before those inside them, unknown ones last. */
  readonly rank: readonly [county: number, township: number, unit: number];
}

/** Id of the unit that stands for the whole study: its only city, else the study itself. */
export function wholeUnitId({ id, units }: Pick<Study, "id" | "units">): string {
  const cities = units.filter(({ level }) => level === "city");
  return cities.length === 1 ? (cities[0]?.id ?? id) : id;
}

/** Places of all communities, units and the whole, by id; a community goes before a unit of the same id. */
export function placeUnits(study: Places): ReadonlyMap<string, UnitPlace> {
  const { units, communities } = study;
  const order = new Map(units.map(({ id }, index) => [id, index]));
  const unitsById = new Map(units.map((unit) => [unit.id, unit]));
  const rankOf = (id: string): number => (id === "" ? units.length : (order.get(id) ?? units.length));
  const above = (id: string): { countyId: string; townshipId: string } => {
    const found = { countyId: "", townshipId: "" };
    const seen = new Set<string>();
    for (let unit = unitsById.get(id); unit && !seen.has(unit.id); unit = unitsById.get(unit.parentId)) {
      seen.add(unit.id);
      if (unit.level === "county") found.countyId ||= unit.id;
      if (unit.level === "township") found.townshipId ||= unit.id;
    }
    return found;
  };
  const places = new Map<string, UnitPlace>();
  const whole = wholeUnitId(study);
  places.set(whole, {
    communityIndex: -1,
    countyId: "",
    townshipId: "",
    name: unitsById.get(whole)?.name ?? study.title.zh,
    rank: [-1, -1, -1],
  });
  for (const unit of units) places.set(unit.id, placeUnit(unit, above(unit.id), rankOf));
  const memo = new Map<string, ReturnType<typeof above>>();
  communities.ids.forEach((id, communityIndex) => {
    const parentId = communities.parentIds[communityIndex] ?? "";
    const found = memo.get(parentId) ?? above(parentId);
    memo.set(parentId, found);
    places.set(id, {
      communityIndex,
      ...found,
      name: communities.names[communityIndex] || id,
      rank: [rankOf(found.countyId), rankOf(found.townshipId), communityIndex],
    });
  });
  return places;
}

function placeUnit(
  { id, name, level }: AdministrativeUnit,
  found: { readonly countyId: string; readonly townshipId: string },
  rankOf: (id: string) => number,
): UnitPlace {
  const base = { communityIndex: -1, ...found, name: name || id };
  if (level === "city") return { ...base, rank: [-1, -1, -1] };
  if (level === "county") return { ...base, rank: [rankOf(id), -1, -1] };
  return { ...base, rank: [rankOf(found.countyId), rankOf(id), -1] };
}

/** Order of two places: district, township, unit. */
export function comparePlaces(a: UnitPlace | undefined, b: UnitPlace | undefined): number {
  if (!a || !b) return a === b ? 0 : a ? -1 : 1;
  for (const [index, rank] of a.rank.entries()) {
    const difference = rank - (b.rank[index] as number);
    if (difference !== 0) return difference;
  }
  return 0;
}
