/**
 * CSV as RFC 4180 wants it, UTF-8 with LF: quoted only where needed, a point as
 * the decimal sign. Text that a spreadsheet would run as a formula is defused
 * with a leading apostrophe; numbers are left alone.
 */

/** A cell: text is guarded and quoted, a number is text already fixed to its decimals. */
export type CsvCell = string | { readonly number: string };

const FORMULA_START = /^[=+\-@\t\r]/;
const PLAIN_NUMBER = /^[+-]?(\d+(\.\d+)?|\.\d+)(e[+-]?\d+)?$/i;

/** Whether a spreadsheet would run a text; such text is written with an apostrophe before it. */
export function isFormula(text: string): boolean {
  return FORMULA_START.test(text) && !PLAIN_NUMBER.test(text);
}

/** Text that looks guarded already gets one apostrophe more: whoever takes one off has what was meant. */
const LOOKS_GUARDED = /^'+[=+\-@\t\r\d０-９]/;

/** A text as it stands in a cell, before quotes. */
export function guardText(text: string): string {
  return isFormula(text) || LOOKS_GUARDED.test(text) ? `'${text}` : text;
}

/** One cell as it stands in the file. */
function formatCell(cell: CsvCell): string {
  if (typeof cell !== "string") return cell.number;
  const safe = guardText(cell);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A header and its rows as CSV text; under a scenario a last column names it. */
export function formatCsv(
  header: readonly string[],
  rows: readonly (readonly CsvCell[])[],
  scenarioName?: string,
): string {
  const write = (row: readonly CsvCell[], last: string): string =>
    `${(scenarioName === undefined ? row : [...row, last]).map(formatCell).join(",")}\n`;
  return [write(header, "scenario"), ...rows.map((row) => write(row, scenarioName ?? ""))].join("");
}

/** A number with fixed decimals, empty where it is undefined or beyond every limit (NaN, infinite); never "-0". */
export function fixed(value: number | null, decimals: number): { readonly number: string } {
  if (value === null || !Number.isFinite(value)) return { number: "" };
  const text = value.toFixed(decimals);
  return { number: Number(text) === 0 ? text.replace("-", "") : text };
}
