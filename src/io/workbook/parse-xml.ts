/** A part of a workbook as XML events, in steps: whoever waits for a message is not held up by a large sheet. */
import type { WorkControl } from "../../core/analysis-result.ts";
import { BadDataError, type IssueCode } from "../../core/errors.ts";
import { breathe } from "../breathe.ts";
import { XmlFault, XmlScanner, type XmlVisitor } from "./xml-scanner.ts";

const PIECE_BYTES = 1 << 18;
const PIECES_A_BREATH = 8;
/** Encodings besides UTF-8 and UTF-16 that a declaration may name. */
const DECLARED = /^(?:ï»¿)?<\?xml[^>]{0,100}encoding=["'](gb2312|gbk|gb18030|big5)["']/i;

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  return DECLARED.exec(new TextDecoder("latin1").decode(bytes.subarray(0, 200)))?.[1] ?? "utf-8";
}

/** Leaves out of a piece what need not be visited; it may begin and end anywhere. */
export type PieceFilter = (piece: string) => string;

/** Visits the elements of a part. Throws BadDataError (truncated-file, unreadable-file), AnalysisError("cancelled") and whatever the visitor throws. */
export async function parseXml(
  bytes: Uint8Array,
  layer: string,
  visitor: XmlVisitor,
  control: WorkControl = {},
  filter: PieceFilter = (piece) => piece,
): Promise<void> {
  const fail = (code: IssueCode, value: string): never => {
    throw new BadDataError([{ code, severity: "error", layer, value, details: { format: "XLSX" } }]);
  };
  const scanner = new XmlScanner(visitor);
  const decoder = new TextDecoder(encodingOf(bytes));
  try {
    for (let at = 0, pieces = 0; at < bytes.length; at += PIECE_BYTES, pieces++) {
      if (pieces % PIECES_A_BREATH === 0) {
        control.onProgress?.({ stage: "reading", done: at, total: bytes.length });
        await breathe(control);
      }
      scanner.push(filter(decoder.decode(bytes.subarray(at, at + PIECE_BYTES), { stream: true })));
    }
  } catch (error) {
    if (error instanceof XmlFault) fail("unreadable-file", error.message);
    throw error;
  }
  if (!scanner.finish()) fail("truncated-file", "XML");
}
