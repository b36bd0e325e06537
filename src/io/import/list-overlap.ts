/**
 * Several lists of one service that were brought together: this year's and last year's, the ledger and the map of the same facilities. All of
 * them count, but where many rows of two lists are probably the same facility, that is told with both lists' names. Cost: each row is
 * compared with those within a thousandth of a degree.
 */
import { distanceMetres } from "../../core/geodesy.ts";
import { APPROXIMATE_ATTRIBUTE } from "../../core/model/facility.ts";
import type { RoledTable } from "../roles/detect-roles.ts";
import { columnFor } from "../tables/column-names.ts";
import { findColumn, NO_GEOMETRY, textAt } from "../tables/feature-table.ts";
import type { IssueList } from "../tables/labelled-table.ts";

/** Of one name within this distance two are probably one, and of any name within the shorter one: two years' names differ by a word. */
const SAME_NAME_METRES = 50;
const ANY_NAME_METRES = 25;
/** A place may lie this far from where its community's people are. */
const SAME_COMMUNITY_METRES = 2000;
/** Shorter names are of kinds: 卫生室. */
const LEAST_NAME = 5;
/** From this share of the shorter list its rows are no longer neighbours by chance. */
const TELLING_SHARE = 0.3;
const FEWEST = 3;
/** More facilities of one service within a hundred metres are a heap, not places; those beyond are not compared. */
const MOST_A_CELL = 100;

interface Place {
  readonly name: string;
  readonly lon: number;
  readonly lat: number;
  /** Whether only its community is known: then its name must tell. */
  readonly isApproximate: boolean;
}

function placesOf({ labelled: { table }, rows }: RoledTable): Place[] {
  const name = columnFor(table, "name");
  const approximate = findColumn(table, APPROXIMATE_ATTRIBUTE);
  return rows.flatMap((row): Place[] => {
    const at = 2 * (table.starts[row] as number);
    if (table.kinds[row] === NO_GEOMETRY) return [];
    const [lon, lat] = [table.coordinates[at] as number, table.coordinates[at + 1] as number];
    const plain = textAt(name, row).normalize("NFKC").replace(/\s/g, "");
    return [{ name: plain, lon, lat, isApproximate: approximate?.values[row] === true }];
  });
}

const cellOf = (degrees: number): number => Math.floor(degrees * 1000);

function isProbablyOne(one: Place, other: Place): boolean {
  const metres = distanceMetres(one.lon, one.lat, other.lon, other.lat);
  if (one.name !== "" && one.name === other.name) return metres < SAME_NAME_METRES;
  return metres < ANY_NAME_METRES && !one.isApproximate && !other.isApproximate;
}

/** Places of a list by names that only one of them has, and that say more than a kind. */
function uniqueNames(list: readonly Place[]): ReadonlyMap<string, Place> {
  const places = new Map<string, Place | null>();
  for (const place of list)
    if (place.name.length >= LEAST_NAME) places.set(place.name, places.has(place.name) ? null : place);
  return new Map([...places].flatMap(([name, place]) => (place === null ? [] : [[name, place] as const])));
}

/** How many places of one list are probably in the other: one that only its community places may be called so a little farther away. */
function countShared(list: readonly Place[], other: readonly Place[]): number {
  const [own, named] = [uniqueNames(list), uniqueNames(other)];
  const isCalledSo = (place: Place): boolean => {
    const one = own.has(place.name) ? named.get(place.name) : undefined;
    if (!one || !(one.isApproximate || place.isApproximate)) return false;
    return distanceMetres(one.lon, one.lat, place.lon, place.lat) < SAME_COMMUNITY_METRES;
  };
  const cells = new Map<string, Place[]>();
  for (const place of other) {
    const key = `${cellOf(place.lon)} ${cellOf(place.lat)}`;
    const known = cells.get(key);
    if (known === undefined) cells.set(key, [place]);
    else if (known.length < MOST_A_CELL) known.push(place);
  }
  return list.filter((place) => {
    if (isCalledSo(place)) return true;
    for (let column = -1; column <= 1; column++)
      for (let row = -1; row <= 1; row++) {
        const near = cells.get(`${cellOf(place.lon) + column} ${cellOf(place.lat) + row}`) ?? [];
        if (near.some((one) => isProbablyOne(place, one))) return true;
      }
    return false;
  }).length;
}

/** Tells of each list of facilities that repeats much of one of the same service before it: of that with which it shares most. */
export function tellOverlaps(tables: readonly RoledTable[], issues: IssueList): void {
  const roles = new Set(tables.map(({ role }) => role).filter((role) => role.startsWith("facilities:")));
  for (const role of roles)
    tellOverlapsOf(
      tables.filter((table) => table.role === role),
      issues,
    );
}

function tellOverlapsOf(tables: readonly RoledTable[], issues: IssueList): void {
  const lists = tables.map((table) => ({ table, places: placesOf(table) }));
  for (const [at, { table, places }] of lists.entries()) {
    let most = { count: 0, rows: 0, layer: "" };
    for (const before of lists.slice(0, at)) {
      const [shorter, longer] =
        before.places.length < places.length ? [before.places, places] : [places, before.places];
      const count = countShared(shorter, longer);
      const isTelling = count >= FEWEST && count >= TELLING_SHARE * shorter.length;
      const { layer } = before.table.labelled;
      if (isTelling && count > most.count) most = { count, rows: shorter.length, layer };
    }
    if (most.count === 0) continue;
    const details = { what: "lists-overlap", count: most.count, total: most.rows };
    issues.warn("assumed", table.labelled.layer, { field: "facilities", value: most.layer, details });
  }
}
