/** Files of a map sheet: PDF and SVG as vectors with real text, PNG at 300 dots per inch. The sheet is laid out once for all. */
import { AnalysisError, type Issue } from "../../core/errors.ts";
import type { MapLayout } from "../../core/model/presentation.ts";
import type { ReportFile } from "../report-request.ts";
import type { ReportTools } from "../report-tools.ts";
import { createTextCover } from "../scene/cover-text.ts";
import { createMeasureText } from "../scene/measure-text.ts";
import { paintPdf } from "../scene/paint-pdf.ts";
import { paintPng } from "../scene/paint-png.ts";
import { paintSvg } from "../scene/paint-svg.ts";
import type { MeasureText } from "../scene/scene.ts";
import { type LaidSheet, layoutSheet } from "./layout-sheet.ts";
import { sheetFileName } from "./sheet-file-name.ts";
import type { SheetSource } from "./sheet-source.ts";

export type SheetFormat = "pdf" | "png" | "svg";

/** What presses ask for. */
const PRINT_DOTS_PER_INCH = 300;

export interface SheetControl {
  /** Told of steps as they are done. */
  readonly onStep?: (done: number, total: number) => void;
  readonly signal?: { readonly aborted: boolean };
  /** Where the caller has one already; it is made of the typefaces otherwise. */
  readonly measureText?: MeasureText;
  /** Told once of all characters that could not be drawn. */
  readonly onIssue?: (issue: Issue) => void;
}

/**
 * The files of a sheet in the order of the formats.
 * @throws AnalysisError("cancelled") where the signal says so.
 */
export async function makeSheets(
  source: SheetSource,
  layout: MapLayout,
  formats: readonly SheetFormat[],
  tools: ReportTools,
  control: SheetControl = {},
): Promise<ReportFile[]> {
  const check = (): void => {
    if (control.signal?.aborted) throw new AnalysisError("cancelled");
  };
  const total = 1 + formats.length;
  const laid = layoutSheet(source, layout, control.measureText ?? createMeasureText(tools.fonts), check);
  const texts = createTextCover(tools.fonts);
  const covered = { ...laid, scene: texts.cover(laid.scene) };
  const issue = texts.issue(laid.title);
  if (issue) control.onIssue?.(issue);
  const files: ReportFile[] = [];
  for (const format of formats) {
    check();
    control.onStep?.(1 + files.length, total);
    const bytes = await paintSheet(covered, source, layout, format, tools, control);
    files.push({ name: sheetFileName(source.study, layout, source.date, format), bytes });
  }
  check();
  control.onStep?.(total, total);
  return files;
}

async function paintSheet(
  { scene, title }: LaidSheet,
  { study, date }: SheetSource,
  { organisation }: MapLayout,
  format: SheetFormat,
  tools: ReportTools,
  { signal }: SheetControl,
): Promise<Uint8Array> {
  if (format === "pdf")
    return paintPdf([scene], { title, author: organisation.trim(), subject: study.title.zh, date }, tools.fonts);
  if (format === "png") return paintPng(scene, PRINT_DOTS_PER_INCH, tools, signal ? { signal } : {});
  return new TextEncoder().encode(paintSvg(scene, title));
}
