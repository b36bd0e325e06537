/**
 * JSON as programs really write it: whole numbers longer than a double become text with all their digits (an identity number must not
 * change), and the words NaN and Infinity, which JSON does not know but Python writes, become nothing and are counted.
 */

export interface ParsedJson {
  readonly value: unknown;
  /** How often NaN or Infinity stood where a value should. */
  readonly noNumbers: number;
}

/** Texts are stepped over whole; of numbers only long ones without a fraction are met. */
const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"|(?<![\d.eE])-?\d{16,}(?![\d.eE])|-?\b(?:NaN|Infinity)\b/g;
const LONG_INTEGER = /(?<![\d.])\d{16,}(?![\d.eE])/;
const NO_NUMBER = /\b(?:NaN|Infinity)\b/;

/** Whether a text is a whole number that a double cannot hold. */
export function isLongInteger(text: string): boolean {
  return /^-?[1-9]\d{15,}$/.test(text) && !Number.isSafeInteger(Number(text));
}

/** Parses a document. Throws SyntaxError where it is no JSON even so. */
export function parseJson(text: string): ParsedJson {
  let noNumbers = 0;
  const mend = (token: string): string => {
    if (token.startsWith('"')) return token;
    if (NO_NUMBER.test(token)) {
      noNumbers++;
      return "null";
    }
    return isLongInteger(token) ? `"${token}"` : token;
  };
  if (LONG_INTEGER.test(text)) {
    const value: unknown = JSON.parse(text.replace(TOKENS, mend));
    return { value, noNumbers };
  }
  try {
    return { value: JSON.parse(text), noNumbers };
  } catch (error) {
    if (!NO_NUMBER.test(text)) throw error;
    const value: unknown = JSON.parse(text.replace(TOKENS, mend));
    return { value, noNumbers };
  }
}
