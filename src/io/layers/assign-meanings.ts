/**
 * What each column of a layer is: as somebody decided, else as its header says, else as its cells tell. Columns keep their names.
 */
import { type Content, contentOf, distinctShare, IDENTIFYING_SHARE } from "../tables/column-content.ts";
import { type ColumnMeaning, columnFor, columnOfMeaning, isRunningNumber } from "../tables/column-names.ts";
import { type Column, type FeatureTable, textAt } from "../tables/feature-table.ts";
import { type IssueList, shown } from "../tables/labelled-table.ts";

export type DecidedMeanings = Readonly<Partial<Record<ColumnMeaning, string | null>>>;

function mark(columns: readonly Column[], column: Column, meaning: ColumnMeaning | null): Column[] {
  return columns.map((one) => (one === column ? { ...one, meaning } : one));
}

/** The same table; what was decided about is found under its meaning, and nothing else is. */
export function assignMeanings(table: FeatureTable, decided: DecidedMeanings): FeatureTable {
  let { columns } = table;
  for (const [meaning, name] of Object.entries(decided) as [ColumnMeaning, string | null][]) {
    const chosen = name === null ? -1 : columns.findIndex((column) => column.name === name);
    for (;;) {
      const found = columnOfMeaning({ columns }, meaning);
      if (!found || found === columns[chosen]) break;
      columns = mark(columns, found, null);
    }
    const present = columns[chosen];
    if (present && columnOfMeaning({ columns }, meaning) !== present) columns = mark(columns, present, meaning);
  }
  return columns === table.columns ? table : { ...table, columns };
}

/** Names tell rows apart; a name that stands in most rows is a place, not the row's own. */
const NAMING_SHARE = 0.5;

/** What cells may tell where no header does: for each meaning the contents that fit it, the best first. */
const TOLD_BY_CELLS: readonly (readonly [ColumnMeaning, readonly Content[], leastDistinct: number])[] = [
  ["id", ["codes"], IDENTIFYING_SHARE],
  ["name", ["facilities", "communities"], NAMING_SHARE],
  ["parentId", ["townships"], 0],
];

/** The same table; columns whose headers say nothing are taken for what their cells hold, and that is told. */
export function tellByContent(
  table: FeatureTable,
  decided: DecidedMeanings,
  layer: string,
  issues: IssueList,
): FeatureTable {
  let { columns } = table;
  for (const [meaning, contents, leastDistinct] of TOLD_BY_CELLS) {
    if (Object.hasOwn(decided, meaning)) continue;
    const headed = columnFor({ columns }, meaning as "id");
    const isOther =
      headed !== null && (meaning === "id" ? isRunning(headed) : meaning === "name" && namesUnits(headed));
    if (headed !== null && !isOther) continue;
    const headedColumns = findHeaded(columns);
    const open = columns.filter((column) => column.meaning === undefined && !headedColumns.has(column));
    const found = contents
      .flatMap((content) => open.filter((column) => contentOf(column) === content))
      .find((column) => distinctShare(column) >= leastDistinct);
    if (!found) continue;
    columns = mark(columns, found, meaning);
    const details = { what: "told-by-cells", meaning };
    issues.warn("assumed", layer, { field: found.name, value: shown(found.values[0]), details });
  }
  return columns === table.columns ? table : { ...table, columns };
}

/** Whether a column says of which township or county rows are, the same of many: it names no row. */
function namesUnits(column: Column): boolean {
  const content = contentOf(column);
  return (content === "townships" || content === "counties") && distinctShare(column) < NAMING_SHARE;
}

/** Whether a column numbers rows: codes beside it tell more. */
function isRunning(column: Column): boolean {
  if (isRunningNumber(column.name)) return true;
  const { length } = column.values;
  for (let row = 0; row < length; row++) if (!/^\d{0,7}$/.test(textAt(column, row))) return false;
  return true;
}

/** Columns whose headers say for themselves what they are. */
function findHeaded(columns: readonly Column[]): ReadonlySet<Column> {
  const found = (["id", "name", "parentId", "people", "kind", "service"] as const).map((meaning) =>
    columnFor({ columns }, meaning),
  );
  return new Set(found.filter((column) => column !== null && !isRunningNumber(column.name)) as Column[]);
}
