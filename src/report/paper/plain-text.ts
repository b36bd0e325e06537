/** Text as a document takes it. */

/** Control characters and halves of characters, which XML does not allow. */
const NOT_ALLOWED = /[^\P{Cc}\t]|\p{Cs}|[\ufffe\uffff]/gu;

/** On one line, without what XML does not allow. */
export function plainText(text: string): string {
  return text.replace(/\s*\n\s*/g, " ").replace(NOT_ALLOWED, "");
}
