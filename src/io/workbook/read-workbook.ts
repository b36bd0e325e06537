/** XLSX files → one layer of cells for each sheet that has any. Other kinds of workbook are named and refused. */
import type { WorkControl } from "../../core/analysis-result.ts";
import { BadDataError, type Issue } from "../../core/errors.ts";
import { IssueList } from "../tables/labelled-table.ts";
import { type CellLayer, titleOfSource } from "../tables/source-layer.ts";
import { nameForeignWorkbook } from "./foreign-workbook.ts";
import { readSheetCells } from "./sheet-cells.ts";
import { openWorkbook } from "./workbook-parts.ts";

/**
 * Reads a workbook. A sheet that breaks off keeps the rows before the break and an error among its issues; the others stay whole.
 * @throws BadDataError (empty-file, truncated-file, too-large, unreadable-file, unknown-format with `found` and `what` =
 * `save-as-xlsx`, `protected` or `no-workbook`), AnalysisError("cancelled")
 */
export async function readWorkbook(
  bytes: Uint8Array,
  file: string,
  control: WorkControl = {},
): Promise<readonly CellLayer[]> {
  const refuse = (code: Issue["code"], details: NonNullable<Issue["details"]>): never => {
    throw new BadDataError([{ code, severity: "error", layer: file, details }]);
  };
  if (bytes.length === 0) refuse("empty-file", { format: "XLSX", rows: 0 });
  const foreign = nameForeignWorkbook(bytes);
  if (foreign) refuse("unknown-format", { found: foreign.found, what: foreign.what, expected: "Excel (.xlsx)" });
  const book = await openWorkbook(bytes, file, control);
  const layers: CellLayer[] = [];
  for (const { name, path, isHidden } of book.sheets) {
    const layer = titleOfSource({ file, name, format: "XLSX", encoding: "", issues: [] });
    const issues = new IssueList();
    const part = book.parts.get(path);
    if (!part) {
      issues.error("unreadable-file", layer, { field: "sheet", details: { format: "XLSX" } });
      layers.push({ kind: "cells", file, name, format: "XLSX", encoding: "", issues: issues.all(), grid: NO_GRID });
      continue;
    }
    const grid = await readSheetCells(part, book, layer, issues, control);
    book.parts.delete(path);
    if (grid.rows.length === 0 && !issues.hasErrors) continue;
    if (isHidden) issues.warn("assumed", layer, { field: "sheet", details: { what: "hidden-sheet" } });
    layers.push({ kind: "cells", file, name, format: "XLSX", encoding: "", issues: issues.all(), grid });
  }
  if (book.sheets.length === 0 && [...book.parts.keys()].some((path) => /(^|\/)worksheets\//.test(path)))
    refuse("unreadable-file", { format: "XLSX", what: "no-sheets" });
  if (layers.length === 0) refuse("empty-file", { format: "XLSX", rows: 0 });
  return layers;
}

const NO_GRID = { rows: [], merges: [] };
