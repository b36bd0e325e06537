/** What readers of any JSON share: parts of a long text parsed by themselves, and what is said where the text is none or stops. */
import type { IssueList } from "../tables/labelled-table.ts";
import { parseJson } from "./parse-json.ts";
import { JsonFault } from "./split-json.ts";

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A feature, or a document that is no list of features, is parsed in one go; a longer one would keep others waiting for seconds. */
const MOST_BYTES_AT_ONCE = 1 << 27;
const DECODER = new TextDecoder();

/** Parses a part of the bytes. Throws SyntaxError, and RangeError where it is too long. */
export function parseSpan(bytes: Uint8Array, start: number, end: number): ReturnType<typeof parseJson> {
  if (end - start > MOST_BYTES_AT_ONCE) throw new RangeError("too long");
  return parseJson(DECODER.decode(bytes.subarray(start, end)));
}

/** Parses what is left of a document without its list. Throws as `parseSpan` does. */
export function parseRest(rest: string): ReturnType<typeof parseJson> {
  if (rest.length > MOST_BYTES_AT_ONCE) throw new RangeError("too long");
  return parseJson(rest);
}

/** Length of the mark of UTF-8 at the beginning. */
export function markLengthOf(bytes: Uint8Array): number {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}

/** Tells how often NaN or Infinity stood where a value should. */
export function noteNoNumbers(count: number, layer: string, issues: IssueList, row?: number): void {
  if (count > 0) issues.warn("bad-value", layer, { row, field: "JSON", details: { what: "no-numbers", count } });
}

/** Tells that a service gave no more than its limit, where the document says so (ArcGIS does, in its own JSON and in GeoJSON). */
export function noteTransferLimit(root: JsonObject, count: number, layer: string, issues: IssueList): void {
  const { exceededTransferLimit, properties } = root;
  const isCut = exceededTransferLimit === true || (isObject(properties) && properties.exceededTransferLimit === true);
  if (isCut) issues.warn("assumed", layer, { field: "features", details: { what: "transfer-limit", count } });
}

/** Tells what ended the reading of a text; throws again what is no fault of the text. */
export function tellJsonFault(error: unknown, layer: string, issues: IssueList, format: string): void {
  if (error instanceof RangeError) issues.error("too-large", layer, { details: { format, limit: MOST_BYTES_AT_ONCE } });
  else if (error instanceof JsonFault || error instanceof SyntaxError) {
    const isCut = error instanceof JsonFault && error.isCut;
    issues.error(isCut ? "truncated-file" : "unreadable-file", layer, { details: { format: "JSON" } });
  } else throw error;
}
