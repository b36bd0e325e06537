/**
 * The text of a drawing in UTF-8: as it is where all of it is UTF-8 (R2007 and later, whatever code page they name), else in the code page
 * that it names, else GB18030. A drawing that names Windows-1252 as programs do that know no better is read as GBK where its letters stand in
 * pairs of GB 2312 alone. Letters written as `\U+5E7C` or `\M+5D3D7` become letters.
 */
import { chooseEncoding, encodingOfCodePage } from "./text-encoding.ts";

export interface DrawingText {
  readonly bytes: Uint8Array;
  readonly encoding: string;
  /** False where it is not what the drawing names. */
  readonly isAsNamed: boolean;
}

const HEADER_BYTES = 65536;
const CODE_PAGE = /\$DWGCODEPAGE\s+3\s+(\S+)/;
const HIGH = /[\x80-\xff]+/g;
const GB2312_PAIRS = /^(?:[\xa1-\xf7][\xa1-\xfe])+$/;
const LEAST_PAIRS = 4;
/** Code pages by the digit of `\M+`. */
const PAGES: Readonly<Record<string, string>> = { 1: "shift_jis", 2: "big5", 3: "euc-kr", 5: "gb18030" };

function isPaired(bytes: Uint8Array): boolean {
  const runs = new TextDecoder("latin1").decode(bytes).match(HIGH) ?? [];
  const isGb = runs.every((run) => GB2312_PAIRS.test(run));
  return isGb && runs.reduce((sum, { length }) => sum + length, 0) >= 2 * LEAST_PAIRS;
}

function chooseDrawingEncoding(bytes: Uint8Array): Omit<DrawingText, "bytes"> {
  const header = new TextDecoder("latin1").decode(bytes.subarray(0, HEADER_BYTES));
  const page = CODE_PAGE.exec(header)?.[1];
  const named = page === undefined ? null : encodingOfCodePage(page);
  if (chooseEncoding([bytes], "utf-8").isAsNamed) return { encoding: "utf-8", isAsNamed: true };
  if (named === "windows-1252" && isPaired(bytes)) return { encoding: "gb18030", isAsNamed: false };
  return chooseEncoding([bytes], named);
}

function mendEscapes(text: string): string {
  return text
    .replace(/(?<!\\)\\U\+([0-9A-F]{4})/gi, (whole, code: string) =>
      Number.parseInt(code, 16) < 0x20 ? whole : String.fromCharCode(Number.parseInt(code, 16)),
    )
    .replace(
      /(?<!\\)\\M\+([1-5])([89A-F][0-9A-F])([0-9A-F]{2})/gi,
      (whole, page: string, lead: string, trail: string) => {
        const encoding = PAGES[page];
        if (encoding === undefined) return whole;
        const letter = new TextDecoder(encoding).decode(
          Uint8Array.of(Number.parseInt(lead, 16), Number.parseInt(trail, 16)),
        );
        return letter.length === 1 && letter !== "\uFFFD" ? letter : whole;
      },
    );
}

/** The drawing with all of its text in UTF-8. */
export function decodeDrawing(bytes: Uint8Array): DrawingText {
  const chosen = chooseDrawingEncoding(bytes);
  const text = new TextDecoder(chosen.encoding).decode(bytes);
  return { bytes: new TextEncoder().encode(mendEscapes(text)), ...chosen };
}
