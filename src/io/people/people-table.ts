/**
 * Tables without positions that state people by community: each row names its community by code or, where no code fits, by name, exactly as
 * the study writes it, or a whole township or county. A row that fits none, or two, is an issue; nothing is guessed.
 */
import type { Communities } from "../../core/model/community.ts";
import type { GroupId } from "../../core/model/demand.ts";
import { foldText, splitName } from "../roster/community-name.ts";
import { columnFor, exampleNames, groupColumnChoices } from "../tables/column-names.ts";
import { type Column, textAt } from "../tables/feature-table.ts";
import { readGroupHeader } from "../tables/group-headers.ts";
import { type IssueList, type LabelledTable, shown } from "../tables/labelled-table.ts";
import { findUnit, findUnitColumns, placeNamedIn, type UnitIndex } from "./find-unit.ts";
import type { UnitStatement } from "./share-unit-totals.ts";
import type { CommunityTotals } from "./spread-people.ts";

/** Columns that number rows or features, not communities. */
const RUNNING_NUMBERS = /^(?:序号|fid|gid|objectid|osm_?id)$/i;
/** Headers that speak of ages. */
const AGES = /\d\s*(?:周?岁)|岁\s*(?:及其?)?以[上下]/;
/** A row that sums up others. */
const SUMS = /^(?:合计|总计|小计|总数|共计|全市合计|全区合计|全县合计|合\s+计|总\s+计|小\s+计|total|sum|subtotal)$/i;

function plainName(name: string): string {
  return name.normalize("NFKC").replace(/\s/g, "");
}

interface CommunityNames {
  readonly byId: ReadonlyMap<string, number>;
  /** All communities of a name. */
  readonly byName: ReadonlyMap<string, readonly number[]>;
  /** Those that are called so without 社区, 居委会, 村委会 …, which lists and layers write as they like. */
  readonly byBody: ReadonlyMap<string, readonly number[]>;
}

/** A name without the words that say what kind of unit it is; urban and village committees stay apart. */
function bodyOf(name: string): string {
  const { core, kind } = splitName(foldText(name));
  return `${kind.endsWith("village") ? "村" : ""}${core}`;
}

function namesOf({ ids, names }: Communities): CommunityNames {
  const byName = new Map<string, number[]>();
  const byBody = new Map<string, number[]>();
  const put = (map: Map<string, number[]>, key: string, community: number): void => {
    const same = map.get(key);
    if (same) same.push(community);
    else map.set(key, [community]);
  };
  names.forEach((name, community) => {
    put(byName, plainName(name), community);
    put(byBody, bodyOf(name), community);
  });
  return { byId: new Map(ids.map((id, community) => [id.normalize("NFKC").trim(), community])), byName, byBody };
}

interface RowKeys {
  readonly id: Column | null;
  readonly name: Column | null;
}

/** @param namesUnits whether rows may be told by the unit above communities. */
function keysOf(
  { table, layer }: LabelledTable,
  { byId }: CommunityNames,
  namesUnits: boolean,
  issues: IssueList,
): RowKeys | null {
  const id = columnFor(table, "id");
  const name = columnFor(table, "name");
  const isRunning = id !== null && (name !== null || namesUnits) && RUNNING_NUMBERS.test(id.name);
  // Codes of another scheme fit nothing: then names decide.
  const fits =
    id !== null &&
    Array.from({ length: table.count }, (_, row) => row).some((row) =>
      byId.has(textAt(id, row).normalize("NFKC").trim()),
    );
  const keys = { id: isRunning || !(fits || name === null) ? null : id, name };
  if (keys.id || keys.name || namesUnits) return keys;
  issues.error("missing-column", layer, {
    field: "id",
    details: { names: `${exampleNames("id")}, ${exampleNames("name")}` },
  });
  return null;
}

/** Whether a row names a community, be it one of several alike. */
function isOfCommunity({ id, name }: RowKeys, row: number, { byId, byName }: CommunityNames): boolean {
  return byId.has(textAt(id, row).normalize("NFKC").trim()) || byName.has(plainName(textAt(name, row)));
}

/** What ends so is no community, whatever stands before it. */
const UNITS_ABOVE = /(?:街道|镇|乡|街道办事处|区|县|市)$/;

/** Communities that a name means though one of the two says 社区 or 居委会 and the other does not; a township that the row names must be theirs. */
function communitiesOfBody(name: string, parent: string, { byBody }: CommunityNames, { parentIds }: Communities) {
  if (name === "" || UNITS_ABOVE.test(name)) return [];
  const body = bodyOf(name);
  const isBare = splitName(foldText(name)).kind === "none";
  const found = [...(byBody.get(body) ?? []), ...(isBare ? (byBody.get(`村${body}`) ?? []) : [])];
  return found.filter((community) => {
    const own = plainName(parentIds[community] ?? "");
    return parent === "" || own === "" || /\d/.test(own) || own === parent;
  });
}

/** The community of a row; -1 with an issue where there is none. @param bodies takes the names that are not written as the study's. */
function findCommunity(
  keys: RowKeys,
  labelled: LabelledTable,
  row: number,
  known: CommunityNames,
  communities: Communities,
  named: { readonly field?: string; readonly value: string },
  bodies: string[],
  issues: IssueList,
): number {
  const { layer, labels, table } = labelled;
  const code = textAt(keys.id, row).normalize("NFKC").trim();
  const name = plainName(textAt(keys.name, row));
  const byCode = known.byId.get(code);
  const parent = plainName(textAt(columnFor(table, "parentId"), row));
  const same = known.byName.get(name) ?? [];
  const within =
    same.length > 1 && parent !== ""
      ? same.filter((community) => plainName(communities.parentIds[community] ?? "") === parent)
      : same;
  const place = { row: labels[row] };
  if (byCode !== undefined) {
    if (same.length > 0 && !same.includes(byCode)) {
      const details = { what: "code-and-name", name: communities.names[byCode] ?? "" };
      issues.error("bad-value", layer, { ...place, field: keys.name?.name, value: shown(name), details });
      return -1;
    }
    return byCode;
  }
  const [only] = within;
  if (only !== undefined && within.length === 1) return only;
  const [alike, ...others] = same.length === 0 ? communitiesOfBody(name, parent, known, communities) : [];
  if (alike !== undefined && others.length === 0) {
    bodies.push(name);
    return alike;
  }
  const field = (name === "" ? keys.id : keys.name)?.name ?? keys.id?.name;
  if (within.length > 1) {
    const details = { what: "several-communities", count: within.length };
    issues.error("bad-value", layer, { ...place, field, value: shown(name), details });
  } else
    issues.error("unknown-id", layer, {
      ...place,
      ...named,
      details: { what: "community", file: "communities" },
    });
  return -1;
}

/** A number as tables of people write it: full-width digits, thousands set apart, 人 behind it; NaN for anything else. */
function numberOf(text: string): number {
  const plain = text.normalize("NFKC").replace(/\s/g, "").replace(/人$/, "");
  const isNumber = /^[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?(?:e[+-]?\d+)?$/i.test(plain);
  return isNumber && /\d/.test(plain) ? Number(plain.replaceAll(",", "")) : Number.NaN;
}

/** A cell of people: NaN where it is empty, an issue where it holds no number ≥ 0. */
export function readPeople(
  column: Column,
  row: number,
  layer: string,
  label: string | number,
  issues: IssueList,
): number {
  const text = textAt(column, row);
  if (text.trim() === "") return Number.NaN;
  const value = numberOf(text);
  if (value >= 0 && value < Number.POSITIVE_INFINITY) return value;
  const details = { expected: "0, 1, 2 …" };
  issues.error("bad-value", layer, { row: label, field: column.name, value: shown(text), details });
  return Number.NaN;
}

/** The columns of people of a table by group; where several could be meant, the one that is taken is told. */
export function peopleColumns({ table, layer }: LabelledTable, issues: IssueList): ReadonlyMap<GroupId, Column> {
  const found = new Map<GroupId, Column>();
  for (const [groupId, [taken, ...others]] of groupColumnChoices(table)) {
    if (!taken) continue;
    found.set(groupId, taken);
    if (others.length === 0) continue;
    const details = { what: "rival-columns", group: groupId, others: others.map(({ name }) => name).join(", ") };
    issues.warn("assumed", layer, { field: taken.name, value: taken.name, details });
  }
  const unread = table.columns.filter(
    ({ name }) => AGES.test(name.normalize("NFKC")) && readGroupHeader(name) === null,
  );
  if (unread.length > 0) {
    const details = { what: "ages-unread", others: unread.map(({ name }) => name).join(", ") };
    issues.warn("assumed", layer, { field: unread[0]?.name, value: unread[0]?.name, details });
  }
  return found;
}

/** What tables of people state. */
export interface StatedPeople {
  readonly totals: CommunityTotals;
  /** What they state for townships and counties as a whole. */
  readonly ofUnits: readonly UnitStatement[];
}

/** People by group and community of all such tables, over what the communities' own layer states; and people of units above them. */
export function peopleFromTables(
  tables: readonly LabelledTable[],
  communities: Communities,
  units: UnitIndex,
  own: CommunityTotals,
  issues: IssueList,
): StatedPeople {
  const totals = new Map([...own].map(([groupId, amounts]) => [groupId, amounts.slice()]));
  const known = namesOf(communities);
  const stated = new Map<GroupId, Map<number, string | number>>();
  const ofUnits: UnitStatement[] = [];
  for (const labelled of tables) {
    const { table, layer, labels } = labelled;
    const groups = peopleColumns(labelled, issues);
    if (groups.size === 0)
      issues.error("missing-column", layer, { field: "people", details: { names: exampleNames("people") } });
    const unitColumns = findUnitColumns(table);
    const keys = keysOf(labelled, known, Boolean(unitColumns.township || unitColumns.district), issues);
    if (groups.size === 0 || !keys) continue;
    const bodies: string[] = [];
    for (let row = 0; row < table.count; row++) {
      const label = labels[row] ?? row + 1;
      if ([keys.id, keys.name].some((column) => SUMS.test(textAt(column, row).trim()))) {
        issues.warn("assumed", layer, {
          row: label,
          field: "rows",
          value: shown(textAt(keys.name ?? keys.id, row)),
          details: { what: "sum-row" },
        });
        continue;
      }
      const amounts = new Map(
        [...groups].map(([groupId, column]) => [groupId, readPeople(column, row, layer, label, issues)]),
      );
      const unit = isOfCommunity(keys, row, known) ? null : findUnit(unitColumns, row, units);
      if (unit !== null) {
        for (const [groupId, people] of amounts)
          if (!Number.isNaN(people)) ofUnits.push({ unit, groupId, people, layer, label });
        continue;
      }
      const named = placeNamedIn(unitColumns, row);
      const community = findCommunity(keys, labelled, row, known, communities, named, bodies, issues);
      if (community < 0) continue;
      for (const [groupId, people] of amounts) {
        const column = groups.get(groupId);
        const firsts = stated.get(groupId) ?? new Map<number, string | number>();
        stated.set(groupId, firsts);
        const first = firsts.get(community);
        if (first !== undefined)
          issues.error("duplicate-id", layer, {
            row: label,
            field: column?.name,
            value: shown(communities.names[community]),
            details: { first },
          });
        else if (!Number.isNaN(people)) {
          firsts.set(community, label);
          const all = totals.get(groupId) ?? new Float64Array(communities.count).fill(Number.NaN);
          totals.set(groupId, all);
          all[community] = people;
        }
      }
    }
    if (bodies.length > 0) {
      const details = { what: "names-without-kind", count: bodies.length };
      issues.warn("assumed", layer, { field: keys.name?.name, value: shown(bodies[0]), details });
    }
  }
  return { totals, ofUnits };
}
