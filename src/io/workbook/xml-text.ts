/** Text as XML of a spreadsheet takes it. */

/** The longest text that a cell holds, in characters. */
export const LONGEST_TEXT = 32_767;
const CUT_MARK = "……（截断）";
/** Control characters and halves of characters, which XML does not allow. */
const NOT_ALLOWED = /[^\P{Cc}\t\n\r]|\p{Cs}|[\ufffe\uffff]/gu;
const MARKS = /[&<>"]/g;
const ESCAPED: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
/** Readers take _x000d_ for a carriage return: what only looks like that is written so that it stays itself. */
const LOOKS_ESCAPED = /_(?=x[0-9a-f]{4}_)/gi;

/** Whether a text holds characters that XML does not allow. */
export function hasForbiddenCharacters(text: string): boolean {
  return text.search(NOT_ALLOWED) >= 0;
}

/** Escaped, without characters that XML does not allow. */
export function escapeXml(text: string): string {
  return text.replace(NOT_ALLOWED, "").replace(MARKS, (mark) => ESCAPED[mark] as string);
}

/** The text of a cell, cut off where it is too long, the cut marked. */
export function cellText(text: string): string {
  const cut = text.length > LONGEST_TEXT ? text.slice(0, LONGEST_TEXT - CUT_MARK.length) + CUT_MARK : text;
  return escapeXml(cut.replace(LOOKS_ESCAPED, "_x005F_"));
}
