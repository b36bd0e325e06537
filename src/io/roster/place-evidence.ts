/** What all fields of a row together say of the county and township that it lies in, and how a community stands to that. */
import { countyKey, isZone, type PlaceNames, townshipKey } from "./gazetteer.ts";
import type { MatchTarget } from "./match-targets.ts";

export interface PlaceEvidence {
  /** Counties that the row may lie in; empty where it names none. */
  readonly counties: ReadonlySet<string>;
  readonly townships: ReadonlySet<string>;
  readonly isFormer: boolean;
  /** True where fields name places that exclude each other; all of them then stand in the sets. */
  readonly isContradictory: boolean;
}

/** From agreeing to excluding. */
export type Relation = "township" | "county" | "former-county" | "unknown" | "other-township" | "other-county";

/** Joins what several fields say: places that all of them allow. */
export function joinEvidence(fields: readonly PlaceNames[]): PlaceEvidence {
  const counties = joinSets(fields.map(({ counties: keys }) => keys));
  const named = new Set(fields.flatMap(({ townships }) => townships));
  const sharedTownships = joinSets(fields.map(({ townships }) => within(townships, counties.keys)));
  // A township outside the counties named: 古城镇 where the column says 平城区.
  const isOutside = named.size > 0 && sharedTownships.keys.size === 0;
  const certain = fields.filter((field) => field.counties.length > 0);
  return {
    counties: counties.keys,
    townships: isOutside ? named : sharedTownships.keys,
    isFormer: certain.length > 0 && certain.every(({ isFormer }) => isFormer),
    isContradictory: counties.isContradictory || sharedTownships.isContradictory || isOutside,
  };
}

function within(townships: readonly string[], counties: ReadonlySet<string>): readonly string[] {
  if (counties.size === 0 || [...counties].every(isZone)) return townships;
  return townships.filter((key) => counties.has(key.slice(0, key.indexOf("/"))) || isZone(key));
}

function joinSets(sets: readonly (readonly string[])[]): {
  readonly keys: ReadonlySet<string>;
  readonly isContradictory: boolean;
} {
  let keys = new Set<string>();
  let isContradictory = false;
  for (const set of sets) {
    if (set.length === 0) continue;
    if (keys.size === 0) keys = new Set(set);
    else {
      const shared = set.filter((key) => keys.has(key));
      if (shared.length > 0) keys = new Set(shared);
      else if (set.every(isZone)) continue;
      else if ([...keys].every(isZone)) keys = new Set(set);
      else {
        isContradictory = true;
        for (const key of set) keys.add(key);
      }
    }
  }
  return { keys, isContradictory };
}

/** How a community stands to what its row says. */
export function relateToEvidence(target: MatchTarget, { counties, townships, isFormer }: PlaceEvidence): Relation {
  const county = countyKey(target);
  const township = townshipKey(target);
  if (township !== "" && townships.has(township)) return "township";
  const isNamed = counties.has(county);
  const isOfZone = isZone(county);
  if (isOfZone && !isNamed) return "unknown";
  const onlyZones = counties.size > 0 && [...counties].every(isZone);
  if (counties.size > 0 && county !== "" && !isNamed && !onlyZones) return "other-county";
  if (townships.size > 0 && township !== "") return isOfZone ? "county" : "other-township";
  if (!isNamed) return "unknown";
  return isFormer ? "former-county" : "county";
}
