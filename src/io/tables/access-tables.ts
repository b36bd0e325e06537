/**
 * The three tables on which access is measured: demand (`id,people`), supply
 * (`id,capacity`) and costs (`demandId,siteId,cost`), as streams of bytes → flat arrays.
 * Every fault is found: unknown and doubled ids, doubled pairs, values that are
 * no number ≥ 0, missing columns, empty files.
 */
import { buildCostRows, type CostRows } from "../../core/access/cost-rows.ts";
import type { Issue, IssueCode } from "../../core/errors.ts";
import { cellNumber, cellText, scanBareRecords } from "./csv-cells.ts";
import type { CsvRecord } from "./csv-scanner.ts";
import { decodeChunks } from "./decode-text.ts";
import { IdIndex } from "./id-index.ts";
import { IssueList, shown } from "./labelled-table.ts";

export interface TableSource {
  /** The file's name, as issues call it. */
  readonly layer: string;
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** A table of ids with a number each, and further columns as text. */
export interface IdTable {
  readonly ids: IdIndex;
  readonly values: Float64Array;
  /** Row of each id in its file. */
  readonly rows: readonly number[];
  /** One list for each column asked for, in that order. */
  readonly texts: readonly (readonly string[])[];
}

/** Names by which a column goes, the first one found is taken. */
const ID_NAMES = ["id"];
const PEOPLE_NAMES = ["people", "population", "pop", "demand"];
const CAPACITY_NAMES = ["capacity", "supply", "places", "beds"];
const DEMAND_ID_NAMES = ["demandId", "fromId", "origin"];
const SITE_ID_NAMES = ["siteId", "toId", "destination", "dest"];

const NOT_NEGATIVE = "≥ 0";

/** Demand points: `id,people`, and columns to rank or group by. Null where the table cannot be used. */
export function readDemandTable(
  source: TableSource,
  extraColumns: readonly string[],
  issues: IssueList,
): Promise<IdTable | null> {
  return readIdTable(source, PEOPLE_NAMES, extraColumns, issues);
}

/** Sites: `id,capacity`; without `needsCapacity` each site counts as 1. */
export function readSupplyTable(
  source: TableSource,
  needsCapacity: boolean,
  issues: IssueList,
): Promise<IdTable | null> {
  return readIdTable(source, needsCapacity ? CAPACITY_NAMES : null, [], issues);
}

async function readIdTable(
  source: TableSource,
  valueNames: readonly string[] | null,
  extraColumns: readonly string[],
  issues: IssueList,
): Promise<IdTable | null> {
  const faults = new RowFaults(source.layer, issues);
  const ids = new IdIndex();
  const rows: number[] = [];
  const values: number[] = [];
  const texts: string[][] = extraColumns.map(() => []);
  const names = [ID_NAMES, ...(valueNames ? [valueNames] : []), ...extraColumns.map((name) => [name])];
  const whole = await readRecords(source, names, faults, (record, cells) => {
    const [idCell, ...rest] = cells as [number, ...number[]];
    const valueCell = valueNames ? rest.shift() : undefined;
    const value = valueCell === undefined ? 1 : takeNumber(record, valueCell, valueNames?.[0] as string, faults);
    if (isEmptyCell(record, idCell)) {
      faults.error("bad-value", record.row, ID_NAMES[0] as string, "", { expected: "id" });
      return;
    }
    const start = record.innerStarts[idCell] as number;
    const end = record.innerEnds[idCell] as number;
    const known = ids.find(record.bytes, start, end);
    if (known >= 0) {
      const id = shown(cellText(record, idCell));
      faults.error("duplicate-id", record.row, ID_NAMES[0] as string, id, { first: rows[known] as number });
      return;
    }
    ids.add(record.bytes, start, end);
    rows.push(record.row);
    values.push(value);
    rest.forEach((cell, column) => {
      texts[column]?.push(cellText(record, cell));
    });
  });
  faults.finish();
  return whole ? { ids, values: Float64Array.from(values), rows, texts } : null;
}

/** A table of ids that costs refer to. */
export interface NamedIds {
  readonly layer: string;
  /** Null where the table could not be read: its ids are then taken on trust, to find the other faults of the costs. */
  readonly table: IdTable | null;
}

/** Costs between known demand points and sites. Null where this table or one that it refers to cannot be used. */
export async function readCostTable(
  source: TableSource,
  costColumn: string,
  demand: NamedIds,
  supply: NamedIds,
  issues: IssueList,
): Promise<CostRows | null> {
  const faults = new RowFaults(source.layer, issues);
  let size = 1 << 16;
  let count = 0;
  let demandIndexes = new Int32Array(size);
  let siteIndexes = new Int32Array(size);
  let rows = new Int32Array(size);
  let costs = new Float64Array(size);
  const grow = (): void => {
    size *= 2;
    const [d, s, r, c] = [demandIndexes, siteIndexes, rows, costs];
    demandIndexes = new Int32Array(size);
    siteIndexes = new Int32Array(size);
    rows = new Int32Array(size);
    costs = new Float64Array(size);
    demandIndexes.set(d);
    siteIndexes.set(s);
    rows.set(r);
    costs.set(c);
  };
  const find = (record: CsvRecord, cell: number, { table, layer }: NamedIds, field: string): number => {
    if (isEmptyCell(record, cell)) {
      faults.error("bad-value", record.row, field, "", { expected: "id" });
      return -1;
    }
    if (table === null) return -1;
    const index = table.ids.find(record.bytes, record.innerStarts[cell] as number, record.innerEnds[cell] as number);
    if (index < 0 && faults.count("unknown-id", field))
      faults.error("unknown-id", record.row, field, shown(cellText(record, cell)), { file: layer });
    return index;
  };
  const names = [DEMAND_ID_NAMES, SITE_ID_NAMES, [costColumn]];
  const whole = await readRecords(source, names, faults, (record, cells) => {
    const [demandCell, siteCell, costCell] = cells as [number, number, number];
    const demandIndex = find(record, demandCell, demand, DEMAND_ID_NAMES[0] as string);
    const siteIndex = find(record, siteCell, supply, SITE_ID_NAMES[0] as string);
    const cost = takeNumber(record, costCell, costColumn, faults);
    if (demandIndex < 0 || siteIndex < 0) return;
    if (count === size) grow();
    demandIndexes[count] = demandIndex;
    siteIndexes[count] = siteIndex;
    rows[count] = record.row;
    costs[count++] = cost;
  });
  if (!whole || demand.table === null || supply.table === null) {
    faults.finish();
    return null;
  }
  const [demandIds, siteIds] = [demand.table.ids, supply.table.ids];
  const pairs = { count, demandIndexes, siteIndexes, costs };
  const built = buildCostRows(pairs, demandIds.count, siteIds.count, (first, again) => {
    const pair = `${demandIds.text(demandIndexes[again] as number)}, ${siteIds.text(siteIndexes[again] as number)}`;
    faults.error("duplicate-pair", rows[again] as number, "demandId, siteId", shown(pair), {
      first: rows[first] as number,
    });
  });
  faults.finish();
  return built;
}

function isEmptyCell(record: CsvRecord, cell: number): boolean {
  return cell >= record.count || record.innerStarts[cell] === record.innerEnds[cell];
}

/** A number ≥ 0; a fault is told and NaN given. */
function takeNumber(record: CsvRecord, cell: number, field: string, faults: RowFaults): number {
  const value = cellNumber(record, cell);
  if (value >= 0 && value < Infinity) return value;
  faults.error("bad-value", record.row, field, shown(cellText(record, cell)), { expected: NOT_NEGATIVE });
  return Number.NaN;
}

/** Finds the named columns in the header, then hands over each record with their cells. False where the table cannot be used. */
async function readRecords(
  source: TableSource,
  names: readonly (readonly string[])[],
  faults: RowFaults,
  take: (record: CsvRecord, cells: readonly number[]) => void,
): Promise<boolean> {
  let cells: readonly number[] | null = null;
  let width = 0;
  let records = 0;
  const scanner = scanBareRecords((record) => {
    if (cells === null) {
      width = record.count;
      cells = findColumns(record, names, faults);
      return;
    }
    records++;
    for (let cell = width; cell < record.count; cell++) {
      if (isEmptyCell(record, cell)) continue;
      faults.error("bad-value", record.row, "columns", String(record.count), { expected: width });
      break;
    }
    if (cells.length === names.length) take(record, cells);
  });
  for await (const chunk of decodeChunks(source.chunks)) {
    scanner.push(chunk);
    if (scanner.isOverlong) {
      faults.wholeFile("unreadable-file", { format: "CSV" });
      return false;
    }
  }
  scanner.finish();
  if (scanner.openQuoteRow > 0) faults.error("bad-value", scanner.openQuoteRow, "quotes", '"', { expected: '"…"' });
  const found = cells as readonly number[] | null;
  if (found === null || (records === 0 && found.length === names.length)) {
    faults.wholeFile("empty-file", { format: "CSV", rows: 0 });
    return false;
  }
  return found.length === names.length;
}

/** The cell of each column; shorter than `names` where one is missing. */
function findColumns(header: CsvRecord, names: readonly (readonly string[])[], faults: RowFaults): number[] {
  const plain = Array.from({ length: header.count }, (_, cell) => plainName(cellText(header, cell)));
  return names.flatMap((choices) => {
    for (const name of choices) {
      const cell = plain.indexOf(plainName(name));
      if (cell >= 0) return [cell];
    }
    faults.error("missing-column", header.row, choices[0] as string, undefined, { names: choices.join(", ") });
    return [];
  });
}

/** Column names are compared in lower case without blanks, underscores and hyphens. */
function plainName(name: string): string {
  return name
    .normalize("NFKC")
    .replace(/[\s_\-\uFEFF]/g, "")
    .toLowerCase();
}

/** Faults of one kind and field beyond this number are only counted. */
const LISTED_PER_KIND = 500;

interface CountedFault {
  readonly code: IssueCode;
  readonly field: string;
  /** Of the first such fault. */
  readonly details: Issue["details"];
  count: number;
}

/** Tells faults of one table; a table with millions of them costs no more than one with hundreds. */
class RowFaults {
  private readonly layer: string;
  private readonly issues: IssueList;
  private readonly counts = new Map<string, CountedFault>();

  constructor(layer: string, issues: IssueList) {
    this.layer = layer;
    this.issues = issues;
  }

  /** True where one more fault of that kind would be listed; else it is counted. */
  count(code: IssueCode, field: string): boolean {
    const known = this.counts.get(`${code} ${field}`);
    if (known === undefined || known.count < LISTED_PER_KIND) return true;
    known.count++;
    return false;
  }

  error(
    code: IssueCode,
    row: number,
    field: string,
    value: string | undefined,
    details: Readonly<Record<string, string | number>>,
  ): void {
    const key = `${code} ${field}`;
    const known = this.counts.get(key) ?? { code, field, details, count: 0 };
    this.counts.set(key, known);
    if (++known.count <= LISTED_PER_KIND) this.issues.error(code, this.layer, { row, field, value, details });
  }

  wholeFile(code: IssueCode, details: Readonly<Record<string, string | number>>): void {
    this.issues.error(code, this.layer, { details });
  }

  /** Says how many faults of each kind were not listed. */
  finish(): void {
    for (const { code, field, details, count } of this.counts.values()) {
      if (count > LISTED_PER_KIND)
        this.issues.issues.push({
          code,
          severity: "error",
          layer: this.layer,
          field,
          details: { ...details, more: count - LISTED_PER_KIND },
        });
    }
  }
}

/** A number by id: the named column's, of those names the first one found. */
export function readNumberTable(
  source: TableSource,
  names: readonly string[],
  issues: IssueList,
): Promise<IdTable | null> {
  return readIdTable(source, names, [], issues);
}

/** The sites that a table of costs names, each once, in the order of their first rows; faults of the table are told by who reads its costs. */
export async function readCostSites(source: TableSource): Promise<IdTable> {
  const faults = new RowFaults(source.layer, new IssueList());
  const ids = new IdIndex();
  const rows: number[] = [];
  await readRecords(source, [SITE_ID_NAMES], faults, (record, cells) => {
    const cell = cells[0] as number;
    if (isEmptyCell(record, cell)) return;
    const [start, end] = [record.innerStarts[cell] as number, record.innerEnds[cell] as number];
    if (ids.find(record.bytes, start, end) >= 0) return;
    ids.add(record.bytes, start, end);
    rows.push(record.row);
  });
  return { ids, values: new Float64Array(ids.count).fill(1), rows, texts: [] };
}
