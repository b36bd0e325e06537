/** The unit above communities (街道, 乡镇, 区县) that a row of people names, by code or by name. */
import type { AdministrativeUnit, Communities } from "../../core/model/community.ts";
import { findListColumns } from "../roster/list-columns.ts";
import { columnFor, isRunningNumber } from "../tables/column-names.ts";
import { type Column, type FeatureTable, textAt } from "../tables/feature-table.ts";
import { shown } from "../tables/labelled-table.ts";

/** What a row says of its place, the narrowest first. */
export interface UnitColumns {
  readonly id: Column | null;
  readonly name: Column | null;
  readonly township: Column | null;
  readonly district: Column | null;
}

export interface UnitIndex {
  readonly units: readonly AdministrativeUnit[];
  /** Communities of each unit, those of units below it included. */
  readonly members: readonly (readonly number[])[];
  /** How many units lie above a unit. */
  readonly depths: readonly number[];
  readonly byId: ReadonlyMap<string, number>;
  readonly byName: ReadonlyMap<string, readonly number[]>;
}

/** A chain of units is no longer than this; a ring of them ends here, too. */
const MOST_LEVELS = 8;

function plainUnit(name: string): string {
  return name
    .normalize("NFKC")
    .replace(/\s/g, "")
    .replace(/办事处$|人民政府$/, "");
}

/** A statistical code of twelve digits ends in noughts for what is above communities. */
function plainCode(code: string): string {
  return code.replace(/(?:000)+$/, "");
}

export function indexUnits(units: readonly AdministrativeUnit[], communities: Communities): UnitIndex {
  const byId = new Map(units.map(({ id }, unit) => [plainCode(id), unit]));
  const own = new Map(units.map(({ id }, unit) => [id, unit]));
  const byName = new Map<string, number[]>();
  units.forEach(({ name }, unit) => {
    const key = plainUnit(name);
    byName.set(key, [...(byName.get(key) ?? []), unit]);
  });
  const chainOf = (first: string): number[] => {
    const chain: number[] = [];
    for (let id = first; chain.length < MOST_LEVELS; ) {
      const unit = own.get(id);
      if (unit === undefined || chain.includes(unit)) break;
      chain.push(unit);
      id = units[unit]?.parentId ?? "";
    }
    return chain;
  };
  const members: number[][] = units.map(() => []);
  communities.parentIds.forEach((parentId, community) => {
    for (const unit of chainOf(parentId)) members[unit]?.push(community);
  });
  return { units, members, depths: units.map(({ id }) => chainOf(id).length), byId, byName };
}

export function findUnitColumns(table: Pick<FeatureTable, "columns">): UnitColumns {
  const id = columnFor(table, "id");
  const name = columnFor(table, "name");
  const { township, district } = findListColumns(table);
  return { id, name, township: township ?? columnFor(table, "parentId"), district };
}

/** The narrowest place that a row names: its column and what stands there. */
export function placeNamedIn(
  { id, name, township, district }: UnitColumns,
  row: number,
): { field?: string; value: string } {
  const numbersRows = (one: Column | null): boolean => one !== null && isRunningNumber(one.name);
  const column = [name, id, township, district].find((one) => textAt(one, row) !== "" && !numbersRows(one));
  return column ? { field: column.name, value: shown(textAt(column, row)) } : { value: "" };
}

/** The unit of a row; null where it names none, or one of several alike. */
export function findUnit(columns: UnitColumns, row: number, index: UnitIndex): number | null {
  const code = plainCode(textAt(columns.id, row).normalize("NFKC").trim());
  const byCode = code === "" ? undefined : index.byId.get(code);
  if (byCode !== undefined) return byCode;
  const district = plainUnit(textAt(columns.district, row));
  const names = [columns.name, columns.township, columns.district].map((column) => plainUnit(textAt(column, row)));
  const name = names.find((text) => text !== "");
  if (name === undefined) return null;
  const same = index.byName.get(name) ?? [];
  const within = same.length > 1 && district !== "" ? same.filter((unit) => isWithin(unit, district, index)) : same;
  return within.length === 1 ? (within[0] as number) : null;
}

function isWithin(unit: number, district: string, { units }: UnitIndex): boolean {
  let at = units[unit];
  for (let level = 0; at !== undefined && level < MOST_LEVELS; level++) {
    if (plainUnit(at.name) === district) return true;
    const { parentId }: AdministrativeUnit = at;
    at = units.find(({ id }) => id === parentId);
  }
  return false;
}
