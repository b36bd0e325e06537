/**
 * What a workbook's number formats make of a number: a day, a time, or digits padded with zeros, as codes are. Numbers of the
 * built-in formats are ECMA-376 part 1, 18.8.30, with the Chinese ones.
 */

export type CellFormat =
  | { readonly kind: "plain" }
  | { readonly kind: "day" | "time" | "moment" }
  /** Whole numbers with at least so many digits. */
  | { readonly kind: "padded"; readonly digits: number };

export const PLAIN_FORMAT: CellFormat = { kind: "plain" };
const DAY: CellFormat = { kind: "day" };
const TIME: CellFormat = { kind: "time" };
const MOMENT: CellFormat = { kind: "moment" };

const DAY_MILLISECONDS = 86_400_000;
/** Last day that a spreadsheet knows: 9999-12-31. */
const LAST_DAY = 2_958_465;

/** A built-in format by its number. */
export function builtInFormat(id: number): CellFormat {
  if (id === 22) return MOMENT;
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id === 36) return DAY;
  if ((id >= 50 && id <= 54) || id === 57 || id === 58) return DAY;
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47) || id === 55 || id === 56) return TIME;
  return PLAIN_FORMAT;
}

/** A format by its code, such as `yyyy"年"m"月"d"日"`, `000000`, `#,##0.00`. */
export function customFormat(code: string): CellFormat {
  const [section = ""] = code
    .slice(0, 256)
    .replace(/"[^"]*"|\\.|_.|\*./g, "")
    .split(";");
  const plain = section.replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, "").toLowerCase();
  if (/^0{2,}$/.test(plain)) return { kind: "padded", digits: plain.length };
  if (/general|[#0?@]\.?[#0?]*e[+-]|常规/.test(plain)) return PLAIN_FORMAT;
  const hasTime = /[hs]/.test(plain);
  const hasDay = /[yd]/.test(plain) || (!hasTime && /m/.test(plain));
  if (hasDay) return hasTime ? MOMENT : DAY;
  return hasTime ? TIME : PLAIN_FORMAT;
}

/**
 * A number under its format: ISO text for days and times (`2024-05-01`, `2024-05-01T08:30:00`, `08:30:00`), padded text for
 * codes, else the number itself. `is1904` counts days from 1904, as some workbooks of Apple machines do.
 */
export function formatCell(value: number, format: CellFormat, is1904: boolean): number | string {
  if (format.kind === "plain") return value;
  if (format.kind === "padded")
    return Number.isInteger(value) && value >= 0 ? String(value).padStart(format.digits, "0") : value;
  const days = is1904 ? value + 1462 : value;
  if (!(days >= 0 && days < LAST_DAY + 1)) return value;
  // Spreadsheets count a 29 February 1900 that never was.
  const first = Date.UTC(1899, 11, days < 60 ? 31 : 30);
  const text = new Date(first + Math.round(days * 86_400) * 1000).toISOString();
  if (format.kind === "time" && days < 1) return text.slice(11, 19);
  const isWhole = (Math.round(days * 86_400) * 1000) % DAY_MILLISECONDS === 0;
  return format.kind === "day" || (format.kind === "moment" && isWhole) ? text.slice(0, 10) : text.slice(0, 19);
}
