/** Text as a document takes it. */

/** Control characters and halves of characters, which XML does not allow. */
const NOT_ALLOWED = /[^\P{Cc}\t]|\p{Cs}|[\ufffe\uffff]/gu;

/** Between thousands, where a line must not break. */
const NARROW_SPACE = "\u202f";

/** On one line, without what XML does not allow; figures are not broken between lines. */
export function plainText(text: string): string {
  return text
    .replace(/\s*\n\s*/g, " ")
    .replace(NOT_ALLOWED, "")
    .replaceAll("\u2009", NARROW_SPACE);
}
