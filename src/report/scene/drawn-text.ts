/**
 * What is drawn of a text. The typeface has no thin spaces, and files of drawings allow no control characters, so that
 * measuring and all painters must agree on what stands in their place.
 */

const NARROW_SPACES = /[\u2007-\u200a\u202f\u205f]/g;
const HALF_CHARACTERS = /\p{Surrogate}/gu;
const BREAKING_CONTROLS = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;
const UNDRAWN = /\p{Cc}|\p{Cf}|\p{Variation_Selector}|\p{Noncharacter_Code_Point}/gu;

/** A line as painters draw it: narrow spaces as no-break spaces, line ends as a space, nothing invisible, no half characters. */
export function toDrawnText(text: string): string {
  return text
    .replace(HALF_CHARACTERS, "\ufffd")
    .replace(NARROW_SPACES, "\u00a0")
    .replace(BREAKING_CONTROLS, " ")
    .replace(UNDRAWN, "");
}
