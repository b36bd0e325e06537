/**
 * Tables that count people in classes of age (`0-4岁`, `5-9岁` … `85岁及以上`, as censuses do) get the model's groups put together of them, where
 * no column states a group itself. Only classes of at most six years (those of primary schools) are divided; classes that share a year (0–3 and 3–6), or stand alone, say nothing.
 */
import { groupColumns } from "../tables/column-names.ts";
import { type Column, type FeatureTable, textAt } from "../tables/feature-table.ts";
import { GROUP_COLUMNS } from "../tables/group-columns.ts";
import { readAgeHeader, readGroupHeader } from "../tables/group-headers.ts";
import type { IssueList, LabelledTable } from "../tables/labelled-table.ts";
import { type AgeGroup, describeDivided, describeParts, groupsOfAges, isDivided } from "./age-groups.ts";
import { parsePeople } from "./parse-people.ts";

interface ClassColumn {
  readonly column: Column;
  readonly first: number;
  readonly last: number;
  readonly sex: "" | "male" | "female";
}

/** Headers that speak of ages. */
const AGES = /\d\s*(?:周?岁)|岁\s*(?:及其?)?以[上下]/;
/** The widest class that people of all its ages may be taken to be spread over evenly. */
const MOST_YEARS_DIVIDED = 6;

/** Single years of men, women and both, of residents and registered, are fewer; more columns are no table of ages. */
const MOST_CLASSES = 1000;

/** Whether two classes share the year where one ends and the other begins: nobody knows whose its people are. */
function areTouching(a: ClassColumn, b: ClassColumn): boolean {
  const [lower, upper] = a.first < b.first ? [a, b] : [b, a];
  return lower.last === upper.first && lower.first < upper.first && upper.last > lower.last;
}

/** Whether one class begins the year after the other ends, which shows that both mean completed years: `0-3岁` alone may mean those below 3. */
function areAdjoining(a: ClassColumn, b: ClassColumn): boolean {
  return a.sex === b.sex && (a.last + 1 === b.first || b.last + 1 === a.first);
}

/** The classes that tell: where the same are stated twice those of who is registered give way, and what is then still told twice, shares a year with its neighbour or has none, is left. */
function usableClasses(columns: readonly Column[]): ClassColumn[] {
  const all = columns.flatMap((column): ClassColumn[] => {
    const header = column.meaning === undefined ? readAgeHeader(column.name) : null;
    return header ? [{ column, ...header }] : [];
  });
  if (all.length > MOST_CLASSES) return [];
  const isSame = (a: ClassColumn, b: ClassColumn): boolean =>
    a !== b && a.first === b.first && a.last === b.last && a.sex === b.sex;
  const isRegistered = ({ column }: ClassColumn): boolean => column.name.includes("户籍");
  const resident = all.filter(
    (one) => !(isRegistered(one) && all.some((other) => isSame(one, other) && !isRegistered(other))),
  );
  const once = resident.filter((one) => !resident.some((other) => isSame(one, other)));
  const isClear = (one: ClassColumn): boolean =>
    !once.some((other) => areTouching(one, other)) && once.some((other) => areAdjoining(one, other));
  return once.filter(isClear);
}

/** Whether a group is put together of several classes, or of a part of one. */
function isMade({ parts }: AgeGroup): boolean {
  return parts.length > 1 || parts.some(({ sources, width }) => sources.length > 1 || width > 1);
}

function isFine({ parts }: AgeGroup): boolean {
  return parts.every(({ years, width }) => years === width || width <= MOST_YEARS_DIVIDED);
}

/** One cell of a group: the sum of its parts; null where one is not stated, the text of a part that is no number. */
function sumParts({ parts }: AgeGroup, classes: readonly ClassColumn[], row: number): number | string | null {
  let sum = 0;
  for (const { sources, years, width } of parts)
    for (const source of sources) {
      const { column } = classes[source] as ClassColumn;
      const text = textAt(column, row);
      const value = parsePeople(text);
      if (text.trim() === "") return null;
      // It keeps its text, so that it is found and told as any other.
      if (!(value >= 0)) return text;
      sum += (value * years) / width;
    }
  return sum;
}

interface AgesOfTable {
  readonly classes: readonly ClassColumn[];
  /** Groups that no single column states. */
  readonly made: readonly AgeGroup[];
}

function agesOf(table: Pick<FeatureTable, "columns">, sumsSexes: boolean): AgesOfTable {
  const classes = usableClasses(table.columns).filter(({ sex }) => sumsSexes || sex === "");
  const made = classes.length < 2 ? [] : groupsOfAges(classes).groups.filter((group) => isMade(group) && isFine(group));
  return { classes, made };
}

/** Whether a table counts everybody, class by class. */
export function countsAllAges(table: Pick<FeatureTable, "columns">): boolean {
  return agesOf(table, true).made.some(({ groupId }) => groupId === "all");
}

/**
 * The table with a column for each group that its classes make up and no column states. A row without one of the classes has no number for the group.
 * @param sumsSexes whether columns of men and women may be added up; where they may not, but would make up groups, that is told.
 */
export function addAgeGroups(labelled: LabelledTable, sumsSexes: boolean, issues: IssueList): LabelledTable {
  const { table, layer } = labelled;
  const stated = groupColumns(table);
  const open = (groups: readonly AgeGroup[]): readonly AgeGroup[] =>
    groups.filter(({ groupId }) => !stated.has(groupId));
  const { classes, made: all } = agesOf(table, sumsSexes);
  const made = open(all);
  const both = sumsSexes ? made : open(agesOf(table, true).made);
  if (both.length > made.length) tellSexes(table, layer, issues);
  tellUnread(table, layer, both, issues);
  if (made.length === 0) return labelled;
  for (const group of made) {
    const details = {
      what: isDivided(group) ? "age-columns-divided" : "age-columns-added",
      group: group.groupId,
      parts: describeParts(group),
    };
    issues.warn("assumed", layer, { field: GROUP_COLUMNS[group.groupId], details });
  }
  const columns = made.map(
    (group): Column => ({
      name: GROUP_COLUMNS[group.groupId],
      meaning: group.groupId === "all" ? "people" : `group:${group.groupId}`,
      type: "String",
      values: Array.from({ length: table.count }, (_, row) => sumParts(group, classes, row)),
    }),
  );
  return {
    ...labelled,
    table: { ...table, columns: [...table.columns, ...columns] },
    assumptions: [...(labelled.assumptions ?? []), ...describeDivided(made, { zh: `“${layer}”`, en: `“${layer}”` })],
  };
}

function tellSexes({ columns }: Pick<FeatureTable, "columns">, layer: string, issues: IssueList): void {
  const classes = usableClasses(columns);
  const [man, woman] = (["male", "female"] as const).map((sex) => classes.find((one) => one.sex === sex)?.column.name);
  issues.warn("assumed", layer, { field: man, details: { what: "sexes-apart", columns: `${man}, ${woman} …` } });
}

/** Columns that speak of ages and are neither a group nor part of one. */
function tellUnread(
  { columns }: Pick<FeatureTable, "columns">,
  layer: string,
  groups: readonly AgeGroup[],
  issues: IssueList,
): void {
  const classes = usableClasses(columns);
  const parts = new Set(groups.flatMap(({ parts: all }) => all.flatMap(({ ages }) => `${ages.first}-${ages.last}`)));
  const used = new Set(classes.filter(({ first, last }) => parts.has(`${first}-${last}`)).map(({ column }) => column));
  const unread = columns.filter(
    (column) => AGES.test(column.name.normalize("NFKC")) && readGroupHeader(column.name) === null && !used.has(column),
  );
  if (unread.length === 0) return;
  const details = { what: "ages-unread", others: unread.map(({ name }) => name).join(", ") };
  issues.warn("assumed", layer, { field: unread[0]?.name, value: unread[0]?.name, details });
}
