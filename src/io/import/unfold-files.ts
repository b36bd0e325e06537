/**
 * Files as they came from somebody else's folder → those that may hold data. An archive with tables in it is a folder too: each of its files
 * counts by itself, with its path. What lies in a folder beside the data was not named by anybody: letters and pictures are passed over
 * and listed, never refused.
 */
import type { WorkControl } from "../../core/analysis-result.ts";
import type { Issue } from "../../core/errors.ts";
import { isLeftover } from "../../core/model/folder-entries.ts";
import { isZip, listZip } from "../archive/bounded-zip.ts";
import { LEGEND_FILE } from "../vector/field-legend.ts";
import { unpackArchive } from "../vector/unpack-archive.ts";
import { nameForeignWorkbook } from "../workbook/foreign-workbook.ts";
import type { SourceFile } from "./open-sources.ts";

/** Entries that may be tables or rasters, beside those of shapes. */
const TABLES = /\.(?:csv|tsv|txt|xlsx|xlsm|xls|et|ods|gpx|tiff?|tfw|osm|pbf)$/i;
/** Entries for which an archive is opened as a folder; text alone may be a note beside shapes. */
const TELLING = /\.(?:csv|tsv|xlsx|xlsm|xls|et|ods|gpx)$/i;
/** Between an archive and the path of what is in it. */
const WITHIN = " › ";

/** Whether a file lay in a folder or an archive that was brought, so that nobody asked for it by name. */
export function isFound(name: string): boolean {
  return (name.includes("/") || name.includes(WITHIN)) && !/\.gdb\//i.test(name);
}

/** The archive of a file that was unpacked here, and its path in it; null for others. */
export function archiveOf(name: string): { readonly archive: string; readonly path: string } | null {
  const [archive = "", ...path] = name.split(WITHIN);
  return path.length === 0 ? null : { archive, path: path.join(WITHIN) };
}

/** Whether an archive holds tables, and is no document itself. */
function isFolder({ bytes }: SourceFile): boolean {
  if (!isZip(bytes) || nameForeignWorkbook(bytes)) return false;
  const entries = listZip(bytes) ?? [];
  const isDocument = entries.some((name) => /^(?:xl|word|ppt|META-INF)\//.test(name) || name === "manifest.json");
  const isTable = (name: string): boolean =>
    TELLING.test(name) && !isLeftover(name) && !name.toLowerCase().endsWith(LEGEND_FILE);
  return !isDocument && entries.some(isTable);
}

export interface UnfoldedFiles {
  readonly files: readonly SourceFile[];
  readonly issues: readonly Issue[];
}

/** Opens archives of tables and drops what systems leave beside files. Throws AnalysisError("cancelled"). */
export async function unfoldFiles(files: readonly SourceFile[], control: WorkControl): Promise<UnfoldedFiles> {
  const issues: Issue[] = [];
  const unfolded: SourceFile[] = [];
  // Whoever takes all files of a folder takes those too; one that is brought alone is meant.
  const isAmongOthers = files.some(({ name }) => !isLeftover(name));
  for (const file of files) {
    if (isLeftover(file.name) && (isAmongOthers || isFound(file.name))) continue;
    if (!isFolder(file)) {
      unfolded.push(file);
      continue;
    }
    const inner = await unpackArchive(file, control, undefined, TABLES);
    issues.push(...inner.issues);
    unfolded.push(...inner.files.map(({ name, bytes }) => ({ ...file, name: file.name + WITHIN + name, bytes })));
    issues.push(...listUnread([...inner.passedOver].map((path) => file.name + WITHIN + path)));
  }
  return { files: unfolded, issues };
}

const NAMED = 5;

/** One note about files that are no data: how many, and the first of them. */
export function listUnread(names: readonly string[]): Issue[] {
  const [first] = names;
  if (first === undefined) return [];
  const layer = archiveOf(first)?.archive ?? first.split("/", 1)[0] ?? first;
  const plain = names.slice(0, NAMED).map((name) => name.replace(/^.*[/›]\s*/, ""));
  const value = plain.join(", ") + (names.length > NAMED ? " …" : "");
  return [
    {
      code: "assumed",
      severity: "warning",
      layer,
      field: "files",
      value,
      details: { what: "files-passed-over", count: names.length },
    },
  ];
}
