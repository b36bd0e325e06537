/** A part of a workbook as XML events. */
import type { WorkControl } from "../../core/analysis-result.ts";
import { readXml } from "../xml/read-xml.ts";
import type { XmlVisitor } from "../xml/xml-scanner.ts";

const MOST_DEPTH = 64;

/** Visits the elements of a part. Throws BadDataError (truncated-file, unreadable-file), AnalysisError("cancelled") and whatever the visitor throws. */
export async function parseXml(
  bytes: Uint8Array,
  layer: string,
  visitor: XmlVisitor,
  control: WorkControl = {},
): Promise<void> {
  // A line of a part is none of a sheet: to name it would mislead.
  await readXml(bytes, { layer, format: "XLSX", mostDepth: MOST_DEPTH, tellsLines: false }, visitor, control);
}
