/** GeoPackage (OGC 12-128): every layer of shapes in it, and its tables without shapes as cells. */
import type { WorkControl } from "../../core/analysis-result.ts";
import { BadDataError } from "../../core/errors.ts";
import { GeometryCollector } from "../tables/feature-table.ts";
import { IssueList } from "../tables/labelled-table.ts";
import { type SourceLayer, titleOfSource } from "../tables/source-layer.ts";
import { applyJournal, isSpent } from "./apply-journal.ts";
import { applyWal, isInWalMode } from "./apply-wal.ts";
import { disarmViews, findEndlessViews } from "./judge-views.ts";
import { readWithGdal } from "./read-with-gdal.ts";

const FORMAT = "GeoPackage";
const MAGIC = "SQLite format 3\0";

/** True where the bytes begin as a database of SQLite does, which a GeoPackage is. */
function isSqlite(bytes: Uint8Array): boolean {
  return bytes.length >= MAGIC.length && Array.from(MAGIC).every((letter, at) => bytes[at] === letter.charCodeAt(0));
}

const IDS = new Set(["GPKG", "GP10", "GP11"]);

/** True where the bytes begin as a GeoPackage does: by its mark, or a database with that ending whose writer left it out. */
export function isGeopackage(bytes: Uint8Array, name: string): boolean {
  return isSqlite(bytes) && (IDS.has(String.fromCharCode(...bytes.subarray(68, 72))) || /\.gpkg$/i.test(name));
}

/** The files of one database as they were copied together. */
export interface GeopackageParts {
  readonly gpkg: Uint8Array;
  /** Its write-ahead log (`.gpkg-wal`), where a program had it open. */
  readonly log?: Uint8Array | undefined;
  /** Its rollback journal (`.gpkg-journal`), where a program was writing it. */
  readonly journal?: Uint8Array | undefined;
}

/** The database as it was before a change that was not finished, which is told; a journal that cannot be used makes all of it doubtful. */
function undoChange({ gpkg, journal }: GeopackageParts, file: string, issues: IssueList): Uint8Array {
  if (journal === undefined || isSpent(journal)) return gpkg;
  const whole = applyJournal(gpkg, journal);
  if (whole) issues.warn("assumed", file, { field: "-journal", details: { what: "journal-applied" } });
  else issues.error("unreadable-file", file, { field: "-journal", details: { what: "journal-unread" } });
  return whole ?? gpkg;
}

/** The database with its log; whether changes that it had may be missing is told. */
function joinLog({ gpkg, log }: GeopackageParts, file: string, issues: IssueList): Uint8Array {
  const isThere = log !== undefined && log.length > 0;
  const whole = isThere ? applyWal(gpkg, log) : null;
  if (whole) return whole;
  if (isThere) issues.warn("assumed", file, { field: "-wal", details: { what: "log-unread" } });
  else if (isInWalMode(gpkg) && log === undefined)
    issues.warn("assumed", file, { field: "-wal", details: { what: "log-missing" } });
  return gpkg;
}

/** A view that was not read, as a layer of nothing that says why. */
function unreadView(name: string, file: string): SourceLayer {
  const layer = titleOfSource({ file, name, format: FORMAT, encoding: "", issues: [] });
  const issues = new IssueList();
  issues.warn("assumed", layer, { details: { what: "endless-view" } });
  const table = new GeometryCollector().toTable([], name);
  const described = { file, name, format: FORMAT, encoding: "", issues: issues.all() };
  return { ...described, kind: "shapes", table, labels: [], crsText: "" };
}

/** Reads a whole GeoPackage. Throws BadDataError where nothing of it can be read. */
export async function readGeopackage(
  parts: GeopackageParts,
  file: string,
  control: WorkControl = {},
): Promise<SourceLayer[]> {
  const fail = (details: Readonly<Record<string, string>>): BadDataError =>
    new BadDataError([{ code: "unreadable-file", severity: "error", layer: file, details }]);
  if (!isSqlite(parts.gpkg)) throw fail({ format: FORMAT });
  const issues = new IssueList();
  const whole = joinLog({ ...parts, gpkg: undoChange(parts, file, issues) }, file, issues);
  const endless = findEndlessViews(whole);
  const bytes = endless.length === 0 ? whole : disarmViews(whole, endless);
  if (!bytes) throw fail({ what: "endless-view" });
  // GDAL believes the name's ending more than the content.
  const path = "/read/file.gpkg";
  const unread = new Set(endless.map(({ name }) => name));
  const isRead = (name: string): boolean => !unread.has(name);
  const source = { file, format: FORMAT, drivers: ["GPKG"], path, files: new Map([[path, bytes]]), isRead };
  const read = await readWithGdal(source, control);
  const layers = [...read, ...endless.map(({ name }) => unreadView(name, file))];
  return layers.map((layer, index) => (index === 0 ? { ...layer, issues: [...issues.all(), ...layer.issues] } : layer));
}
