/**
 * A part of a workbook as XML events, in steps and within bounds: no document types (entities could blow up), no deep
 * nesting, attributes of at most 64 kB. Prefixes of names are left off, as some programs write `x:row`.
 */
import sax from "sax";
import type { WorkControl } from "../../core/analysis-result.ts";
import { BadDataError, type IssueCode } from "../../core/errors.ts";
import { breathe } from "../breathe.ts";

export interface XmlVisitor {
  readonly open: (name: string, attributes: XmlAttributes) => void;
  readonly close?: (name: string) => void;
  /** May come in pieces. */
  readonly text?: (text: string) => void;
}

export type XmlAttributes = Readonly<Record<string, string | undefined>>;

const PIECE_BYTES = 1 << 18;
const PIECES_A_BREATH = 4;
const MOST_DEPTH = 64;

/** Visits the elements of a part. Throws BadDataError (truncated-file, unreadable-file) and whatever the visitor throws. */
export async function parseXml(
  bytes: Uint8Array,
  layer: string,
  visitor: XmlVisitor,
  control: WorkControl = {},
): Promise<void> {
  const parser = sax.parser(true, { position: false });
  // Errors are kept and thrown outside the parser, which would otherwise wrap them.
  let failure: Error | null = null;
  let depth = 0;
  const fail = (code: IssueCode, value: string): void => {
    const details = { format: "XLSX" };
    failure ??= new BadDataError([{ code, severity: "error", layer, value: value.slice(0, 80), details }]);
  };
  const guard = (work: () => void): void => {
    if (failure !== null) return;
    try {
      work();
    } catch (error) {
      failure = error as Error;
    }
  };
  parser.onerror = (error) => {
    fail("unreadable-file", error.message.split("\n")[0] ?? "");
    parser.resume();
  };
  parser.ondoctype = () => fail("unreadable-file", "DOCTYPE");
  parser.onopentag = ({ name, attributes }) => {
    if (++depth > MOST_DEPTH) fail("unreadable-file", "nesting");
    guard(() => visitor.open(localName(name), attributes as XmlAttributes));
  };
  parser.onclosetag = (name) => {
    depth--;
    if (visitor.close) guard(() => visitor.close?.(localName(name)));
  };
  if (visitor.text) parser.ontext = parser.oncdata = (text) => guard(() => visitor.text?.(text));
  const decoder = new TextDecoder(bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : "utf-8");
  for (let at = 0, pieces = 0; at < bytes.length && failure === null; at += PIECE_BYTES, pieces++) {
    if (pieces % PIECES_A_BREATH === 0) {
      control.onProgress?.({ stage: "reading", done: at, total: bytes.length });
      await breathe(control);
    }
    parser.write(decoder.decode(bytes.subarray(at, at + PIECE_BYTES), { stream: true }));
  }
  if (failure === null && depth > 0) fail("truncated-file", "XML");
  if (failure === null) parser.close();
  if (failure !== null) throw failure;
}

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}
