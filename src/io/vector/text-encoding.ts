/**
 * In which encoding the text of an old format is written: as its code page file, its language byte or the user says, where
 * the bytes agree; else UTF-8 where all of them are, else GB18030, else Windows-1252, which no bytes contradict.
 */

/** Names and numbers of code pages as files give them → what a TextDecoder takes. */
const CODE_PAGES: readonly (readonly [pattern: RegExp, encoding: string])[] = [
  [/^(utf-?8|65001)$/, "utf-8"],
  [/^(gb-?18030|54936|x-gbk|gbk|gb_?-?2312(-80)?|euc-?cn|936)$/, "gb18030"],
  [/^(big-?5|big5-?hkscs|950)$/, "big5"],
  [/^(euc-?kr|949|ks_?c_?5601.*)$/, "euc-kr"],
  [/^(shift[_-]?jis|sjis|932)$/, "shift_jis"],
  [/^(iso-?8859-?1|8859-?1|88591|latin-?1|28591|1252|us-ascii|ascii)$/, "windows-1252"],
  [/^(iso-?8859-?|8859-?)(\d{1,2})$/, "iso-8859-"],
  [/^(125[0-8]|874)$/, "windows-"],
  [/^866$/, "ibm866"],
];

/** Language driver bytes of dBASE and FoxPro; the many for western Europe come out as Windows-1252. */
const LANGUAGE_BYTES: Readonly<Record<number, string>> = {
  3: "windows-1252",
  19: "shift_jis",
  77: "gb18030",
  78: "euc-kr",
  79: "big5",
  80: "windows-874",
  88: "windows-1252",
  89: "windows-1252",
  101: "ibm866",
  120: "big5",
  121: "euc-kr",
  122: "gb18030",
  123: "shift_jis",
  124: "windows-874",
  200: "windows-1250",
  201: "windows-1251",
  202: "windows-1254",
  203: "windows-1253",
  204: "windows-1257",
};

/** The encoding that a code page's name or number means, as a TextDecoder names it; null where it is not known. */
export function encodingOfCodePage(name: string): string | null {
  const plain = name
    .replace(/[\0\uFEFF]/g, "")
    .trim()
    .toLowerCase()
    .replace(/^(ansi|oem|ms|cp|windows|ibm|dbase)[\s_-]*(?=\d)/, "");
  for (const [pattern, encoding] of CODE_PAGES) {
    const match = pattern.exec(plain);
    if (match) return encoding.endsWith("-") && encoding !== "utf-" ? encoding + (match[2] ?? match[1]) : encoding;
  }
  return null;
}

/** The encoding that the language byte of a DBF names; null where it names none, or only "the one of this computer". */
export function encodingOfLanguage(language: number): string | null {
  return LANGUAGE_BYTES[language] ?? null;
}

function isAscii(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte > 127) return false;
  return true;
}

/** Whether the bytes are text of that encoding, the last letter perhaps cut in two by the width of its field. */
function isText(bytes: Uint8Array, encoding: string): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function isKnown(encoding: string): boolean {
  try {
    return new TextDecoder(encoding).encoding !== "";
  } catch {
    return false;
  }
}

export interface ChosenEncoding {
  readonly encoding: string;
  /** False where an encoding was named and the bytes are not in it. */
  readonly isAsNamed: boolean;
}

/** Chooses the encoding of many short texts. `named` is what the file says of itself, null where it does not. */
export function chooseEncoding(samples: Iterable<Uint8Array>, named: string | null): ChosenEncoding {
  const isNamed = named !== null && isKnown(named);
  const candidates = [...new Set([...(isNamed ? [named] : []), "utf-8", "gb18030", "windows-1252"])];
  const isPossible = candidates.map(() => true);
  for (const sample of samples) {
    if (isAscii(sample)) continue;
    candidates.forEach((encoding, index) => {
      if (isPossible[index] && !isText(sample, encoding)) isPossible[index] = false;
    });
  }
  const first = isPossible.indexOf(true);
  return { encoding: candidates[first] ?? "windows-1252", isAsNamed: named === null || (isNamed && first === 0) };
}

/** Decodes short texts of fixed width; a last letter that was cut in two is left out. */
export class FieldDecoder {
  private readonly encoding: string;
  private readonly decoder: TextDecoder;

  constructor(encoding: string) {
    this.encoding = encoding;
    this.decoder = new TextDecoder(encoding);
  }

  /** The text without the blanks and zeros that fill its field. */
  decode(bytes: Uint8Array, from: number, to: number): string {
    let end = to;
    while (end > from && (bytes[end - 1] === 0x20 || bytes[end - 1] === 0)) end--;
    let isPlain = true;
    let text = "";
    for (let at = from; at < end; at++) {
      const byte = bytes[at] ?? 0;
      if (byte === 0) {
        end = at;
        break;
      }
      if (byte > 127) isPlain = false;
      else if (isPlain && end - from <= 24) text += String.fromCharCode(byte);
    }
    if (isPlain && end - from <= 24) return text;
    const field = bytes.subarray(from, end);
    const whole = this.decoder.decode(field);
    if (!whole.endsWith("\uFFFD")) return whole;
    return new TextDecoder(this.encoding).decode(field, { stream: true });
  }
}
