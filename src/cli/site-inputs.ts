/** What `minsheng site` works on, read from files: people, sites and costs of a matrix, and figures of sites by id. */
import { createReadStream, existsSync, statSync } from "node:fs";
import { basename } from "node:path";
import type { CostRows } from "../core/access/cost-rows.ts";
import { orderIds, reorderRows } from "../core/siting/order-sites.ts";
import {
  type IdTable,
  readCostSites,
  readCostTable,
  readDemandTable,
  readNumberTable,
  type TableSource,
} from "../io/tables/access-tables.ts";
import type { IssueList } from "../io/tables/labelled-table.ts";
import { optionValue, type ParsedArguments } from "./parse-arguments.ts";

/** Demand and sites in the order of their ids (UTF-16 code units), so that the order of rows in files changes nothing. */
export interface SiteInputs {
  readonly demandIds: readonly string[];
  readonly people: Float64Array;
  readonly siteIds: readonly string[];
  /** Interleaved lon, lat by site; null where a matrix has none. */
  readonly positions: Float64Array | null;
  /** Sites that stand already, by index. */
  readonly standing: readonly number[];
  readonly rows: CostRows;
  /** Further facts for the answer. */
  readonly facts: Readonly<Record<string, unknown>>;
}

const CHUNK_BYTES = 1 << 20;
const CAPACITY_NAMES = ["capacity", "supply", "places", "beds"];
const COST_NAMES = ["cost", "price", "costs"];

/** The file that an option names, null where it is not given or cannot be read (which joins `problems`). */
export function tableOption(parsed: ParsedArguments, name: string, problems: string[]): string | null {
  const path = optionValue(parsed, name);
  if (path === null) return null;
  if (!existsSync(path)) problems.push(`--${name}: ${path} does not exist.`);
  else if (statSync(path).isDirectory()) problems.push(`--${name}: ${path} is a folder.`);
  else return path;
  return null;
}

function open(path: string): TableSource {
  return { layer: basename(path), chunks: createReadStream(path, { highWaterMark: CHUNK_BYTES }) };
}

function textsOf({ ids }: IdTable): string[] {
  return Array.from({ length: ids.count }, (_, index) => ids.text(index));
}

/** A matrix. Null where something is wrong; what it is has joined `problems` or `issues`. */
export async function readMatrix(
  parsed: ParsedArguments,
  problems: string[],
  issues: IssueList,
): Promise<SiteInputs | null> {
  for (const name of ["costs", "demand"])
    if (optionValue(parsed, name) === null) problems.push(`--${name} F.csv is missing.`);
  const costPath = tableOption(parsed, "costs", problems);
  const demandPath = tableOption(parsed, "demand", problems);
  const demand = demandPath === null ? null : await readDemandTable(open(demandPath), [], issues);
  if (costPath === null) return null;
  const sites = await readCostSites(open(costPath));
  const rows = await readCostTable(
    open(costPath),
    optionValue(parsed, "cost-column") ?? "cost",
    { layer: demandPath === null ? "" : basename(demandPath), table: demand },
    { layer: basename(costPath), table: sites },
    issues,
  );
  if (demand === null || rows === null) return null;
  const [demandTexts, siteTexts] = [textsOf(demand), textsOf(sites)];
  const [demandOrder, siteOrder] = [orderIds(demandTexts), orderIds(siteTexts)];
  return {
    demandIds: Array.from(demandOrder, (from) => demandTexts[from] as string),
    people: Float64Array.from(demandOrder, (from) => demand.values[from] as number),
    siteIds: Array.from(siteOrder, (from) => siteTexts[from] as string),
    positions: null,
    standing: [],
    rows: reorderRows(rows, demandOrder, siteOrder),
    facts: {},
  };
}

/**
 * A figure for each site: from the file of one option, and for ids that it lacks from another option. Ids of the file
 * that nobody reaches are no sites.
 * Null where neither is given; faults have joined `problems` or `issues`.
 */
export async function readSiteFigures(
  parsed: ParsedArguments,
  { file, each }: { readonly file: "capacity" | "site-costs"; readonly each: "capacity-each" | "site-cost" },
  siteIds: readonly string[],
  problems: string[],
  issues: IssueList,
): Promise<Float64Array | null> {
  const text = optionValue(parsed, each);
  const fallback = text === null ? null : Number(text);
  if (fallback !== null && !(fallback >= 0 && fallback < Infinity))
    problems.push(`--${each} must be a number of at least 0, not "${text}".`);
  const path = tableOption(parsed, file, problems);
  if (path === null) return fallback === null ? null : new Float64Array(siteIds.length).fill(fallback);
  const names = file === "capacity" ? CAPACITY_NAMES : COST_NAMES;
  const table = await readNumberTable(open(path), names, issues);
  if (table === null) return null;
  const known = new Map(textsOf(table).map((id, index) => [id, index]));
  const lacking = siteIds.filter((id) => !known.has(id));
  if (lacking.length > 0 && fallback === null)
    problems.push(
      `--${file}: ${basename(path)} has no row for ${lacking.length} sites (${lacking.slice(0, 5).join(", ")}${lacking.length > 5 ? ", …" : ""}). Add them, or give --${each} N for all that are missing.`,
    );
  return Float64Array.from(siteIds, (id) => {
    const index = known.get(id);
    return index === undefined ? (fallback ?? 0) : (table.values[index] as number);
  });
}
