/**
 * The column that says of which service each row of a table is, and what its cells name. A school of several levels is a facility of
 * each: whoever counts primary schools counts the nine-year schools too.
 */
import { columnFor, plainHeader } from "../tables/column-names.ts";
import { type Column, findColumn, textAt } from "../tables/feature-table.ts";
import type { LabelledTable } from "../tables/labelled-table.ts";
import {
  areDevices,
  isServiceId,
  KNOWN_SERVICE_IDS,
  recogniseService,
  recogniseServiceOfLayer,
} from "./known-services.ts";

const [PRIMARY, JUNIOR, SENIOR] = ["primary-school", "junior-high-school", "senior-high-school"] as const;

/** Kinds of schools that hold several levels, the first that is found in a text. */
const SEVERAL_LEVELS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/十二年(?:一贯|制)/, [PRIMARY, JUNIOR, SENIOR]],
  [/九年(?:一贯|制)|一贯制/, [PRIMARY, JUNIOR]],
  [/完全中学|完中/, [JUNIOR, SENIOR]],
];

/** Words beside a kind of school in a title that name no other. */
const PLAIN_WORDS = /学校|中小学/g;

/** The levels of the kind of school that a layer is called after (a sheet 九年一贯制); none where it is called after none, or after more. */
export function levelsOfLayer({ layer, calledAfter }: Pick<LabelledTable, "layer" | "calledAfter">): readonly string[] {
  for (const part of (calledAfter ?? layer).split(" › ").reverse()) {
    const title = part.replace(/^.*[\\/]/, "");
    const found = SEVERAL_LEVELS.filter(([pattern]) => pattern.test(title));
    const [kind, another] = found;
    if (!kind && recogniseService(title) === null) continue;
    // 九年一贯制及完全中学, 非一贯制, 小学和九年一贯制.
    if (!kind || another || /非.{0,2}一贯/.test(title)) return [];
    const rest = title.replaceAll(new RegExp(kind[0], "g"), "").replace(/^制?/, "").replace(PLAIN_WORDS, "");
    return recogniseService(rest) === null ? kind[1] : [];
  }
  return [];
}

/** Services whose facilities are of several kinds that are services themselves: a layer called after one may say more of its rows. */
const UMBRELLAS: ReadonlySet<string> = new Set(["school"]);

/** Cells that are looked at, spread over all rows. */
const SAMPLED_CELLS = 5000;
/** How much of a column that is not called after services must name them for it to tell what rows are. */
const CLEAR_SHARE = 0.9;
/** Words for a kind are few, short, and stand in many rows. */
const MOST_KINDS = 24;
const LONGEST_KIND = 16;
const FEWEST_ROWS_A_KIND = 2;

/** The services that a cell names, by id or by words; none where it names none that is known. */
export function servicesOfCell(cell: string): readonly string[] {
  if (KNOWN_SERVICE_IDS.includes(cell)) return [cell];
  const several = SEVERAL_LEVELS.find(([pattern]) => pattern.test(cell));
  if (several) return several[1];
  const only = recogniseService(cell) ?? (isServiceId(cell) ? cell : null);
  return only === null ? [] : [only];
}

/** The service that a layer is called after; null where its name says nothing, or too much. */
export function serviceOfLayer({ layer, calledAfter }: Pick<LabelledTable, "layer" | "calledAfter">): string | null {
  return recogniseServiceOfLayer(calledAfter ?? layer);
}

/** What rows are that no cell says more of; null where the layer is called after no service of several kinds. */
export function umbrellaOf(labelled: Pick<LabelledTable, "layer" | "calledAfter">): string | null {
  const named = serviceOfLayer(labelled);
  return named !== null && UMBRELLAS.has(named) ? named : null;
}

function sampleOf(column: Column | null, count: number): readonly string[] {
  const step = Math.max(1, Math.floor(count / SAMPLED_CELLS));
  const rows = Array.from({ length: Math.ceil(count / step) }, (_, index) => index * step);
  return rows.map((row) => textAt(column, row)).filter((text) => text !== "");
}

/** The share of texts that name a service. */
function namingShare(texts: readonly string[]): number {
  return texts.length === 0 ? 0 : texts.filter((text) => recogniseService(text) !== null).length / texts.length;
}

/** Whether a column holds kinds of facilities (小学、初级中学 …): at least two services, in a few words that most rows share. */
function holdsKinds(column: Column, count: number): boolean {
  if (column.type !== "String") return false;
  const texts = sampleOf(column, count);
  const kinds = new Set(texts);
  if (kinds.size < 2 || kinds.size > MOST_KINDS || texts.length < FEWEST_ROWS_A_KIND * kinds.size) return false;
  if ([...kinds].some((kind) => kind.length > LONGEST_KIND) || texts.length < CLEAR_SHARE * count) return false;
  return namingShare(texts) >= CLEAR_SHARE && new Set([...kinds].flatMap(servicesOfCell)).size > 1;
}

/** `场地类型`, `机构类别 › 名称`, `机构分类`. */
const KIND_HEADER = /(?:类型|类别|种类|分类)(?:›.*)?$/;
/** How much of a column that is called after kinds must name services: an office's list holds kinds that are no service of ours. */
const HEADED_SHARE = 0.5;

/** The column called after kinds that names services oftenest; null where none does in half of its cells. */
function findHeadedKinds(columns: readonly Column[], count: number): Column | null {
  let best: Column | null = null;
  let bestShare = 0;
  for (const column of columns) {
    if (column.type !== "String" || !KIND_HEADER.test(plainHeader(column.name))) continue;
    const share = namingShare(sampleOf(column, count));
    if (share < HEADED_SHARE || share <= bestShare) continue;
    best = column;
    bestShare = share;
  }
  return best;
}

/**
 * The column that says what each row is: one that is called so (of a layer called after a service it may as well hold grades), else,
 * where the layer is called after no service or after one of several kinds, a column of kinds or the facilities' own names (`向阳幼儿园`).
 * Null where none does.
 */
export function findServiceColumn(labelled: Pick<LabelledTable, "table" | "layer" | "calledAfter">): Column | null {
  const { table } = labelled;
  const { count } = table;
  const named = serviceOfLayer(labelled);
  const called = columnFor(table, "service");
  const names = (column: Column): boolean =>
    Array.from({ length: count }, (_, row) => row).some((row) => servicesOfCell(textAt(column, row)).length > 0);
  if (called && (named === null || names(called))) return called;
  if (areDevices(labelled.calledAfter ?? labelled.layer)) return null;
  // Folders of map programs are what their author calls the kinds.
  const ofKinds = [columnFor(table, "kind"), findColumn(table, "folder")];
  // What only some rows say of themselves leaves the others untold.
  const kind = ofKinds.find((column) => {
    const texts = sampleOf(column, count);
    return texts.length >= CLEAR_SHARE * Math.min(count, SAMPLED_CELLS) && namingShare(texts) >= CLEAR_SHARE;
  });
  if (kind) return kind;
  if (named !== null && umbrellaOf(labelled) === null) return null;
  const name = columnFor(table, "name");
  const taken = [name, columnFor(table, "id"), columnFor(table, "parentId")];
  const kinds = table.columns.find(
    (column) => column.meaning === undefined && !taken.includes(column) && holdsKinds(column, count),
  );
  if (kinds) return kinds;
  const headed = named === null ? findHeadedKinds(table.columns, count) : null;
  if (headed) return headed;
  return namingShare(sampleOf(name, count)) >= CLEAR_SHARE ? name : null;
}
