/**
 * Positions as people write them: decimal degrees, degrees-minutes-seconds with any of the usual signs, metres, and both
 * numbers in one cell (113.29,40.07 · 东经113°17′，北纬40°4′ · POINT(113.2 40.0)).
 */

export interface WrittenAngle {
  /** Degrees, or metres where the number is larger than an angle. */
  readonly value: number;
  readonly axis: "lon" | "lat" | "";
  /** With minutes, and perhaps seconds. */
  readonly isSexagesimal: boolean;
}

const LONGEST = 120;
const DECIMAL = /^[+-]?\d+(\.\d*)?$/;
/** A comma is the sign of decimals where what stands before it may be degrees, or what stands behind it are no thousands. */
const DECIMAL_COMMA = /^([+-]?(?:1[0-7]\d|\d{1,2}|\d{4,8})),(\d+)$/;
const MARK_BEFORE = /^(东经|西经|北纬|南纬|经度|纬度|[EWNS])\s?[:=]?\s?/i;
const MARK_BEHIND = /\s?(东经|西经|北纬|南纬|[EWNS东西南北])$/;
const MINUTES = /^([+-]?)(\d{1,3})[°度:dD-](\d{1,2}(?:\.\d*)?)(?:['分:m-](?:(\d{1,2}(?:\.\d*)?)(?:"|''|秒|s)?)?)?$/;
const BLANK_MINUTES = /^([+-]?)(\d{1,3}) (\d{1,2}(?:\.\d*)?)(?: (\d{1,2}(?:\.\d*)?))?$/;

/** All signs for degrees, minutes and seconds as °, ' and ". */
function plainSigns(text: string): string {
  return text
    .replace(/[º˚⁰]/g, "°")
    .replace(/''|′′|’’|[″“”〃＂]/g, '"')
    .replace(/[′‘’´`ʹ＇]/g, "'")
    .replace(/[−–—]/g, "-")
    .normalize("NFKC")
    .trim();
}

/** One coordinate; null where the text is none. */
export function parseAngle(text: string): WrittenAngle | null {
  if (text.length > LONGEST) return null;
  if (DECIMAL.test(text)) return { value: Number(text), axis: "", isSexagesimal: false };
  let bare = plainSigns(text).replace(/(?<=\d) ?([°度'分"秒]) ?/g, "$1");
  const mark = MARK_BEFORE.exec(bare) ?? MARK_BEHIND.exec(bare);
  const name = mark?.[1] ?? "";
  if (mark) bare = mark.index === 0 ? bare.slice(mark[0].length) : bare.slice(0, mark.index);
  const axis = name === "" ? "" : /[EW经东西]/i.test(name) ? "lon" : "lat";
  const isNegative = /[WS西南]/i.test(name);
  const decimal = bare.replace(/[°度]$/, "").replace(DECIMAL_COMMA, "$1.$2");
  if (DECIMAL.test(decimal)) return { value: Number(decimal) * (isNegative ? -1 : 1), axis, isSexagesimal: false };
  const found = MINUTES.exec(bare) ?? BLANK_MINUTES.exec(bare);
  if (!found) return null;
  const [minutes, seconds] = [Number(found[3]), Number(found[4] ?? 0)];
  // 59.97″ that was rounded is 60.0″.
  if (minutes >= 60 || seconds > 60) return null;
  const size = Number(found[2]) + minutes / 60 + seconds / 3600;
  return { value: size * (found[1] === "-" || isNegative ? -1 : 1), axis, isSexagesimal: true };
}

export interface WrittenPair {
  readonly first: WrittenAngle;
  readonly second: WrittenAngle;
  readonly isWkt: boolean;
}

const WKT_POINT = /^(?:SRID=\d+;)?\s*POINT\s*(?:Z|M|ZM)?\s*\(\s*(\S+)\s+(\S+?)(?:\s+\S+){0,2}\s*\)$/i;
/** Where one coordinate may end and the next begin without a sign between: before the mark of an axis, or behind it. */
const BETWEEN = /(?!^)(?=东经|西经|北纬|南纬|经度|纬度|[EWNS] ?\d)|(?<=[EWNS东西南北])(?=\d)/g;
const JSON_POINT = /"coordinates"\s*:\s*\[\s*([-+\d.eE]+)\s*,\s*([-+\d.eE]+)/;

/** Both coordinates of a cell in the order in which they stand; null where it does not hold two. */
export function parsePair(text: string): WrittenPair | null {
  if (text.length < 3 || text.length > LONGEST) return null;
  const known = WKT_POINT.exec(text) ?? JSON_POINT.exec(text);
  if (known) return pairOf(known[1] as string, known[2] as string, true);
  const bare = plainSigns(text)
    .replace(/^[([{]+|[)\]}]+$/g, "")
    .trim();
  const parts = bare.split(/[,;、|/]/);
  if (parts.length === 2) return pairOf(parts[0] as string, parts[1] as string, false);
  if (parts.length > 2) return null;
  for (const { index } of bare.matchAll(BETWEEN)) {
    const halves = pairOf(bare.slice(0, index), bare.slice(index), false);
    if (halves) return halves;
  }
  for (let at = bare.indexOf(" "); at >= 0; at = bare.indexOf(" ", at + 1)) {
    const halves = pairOf(bare.slice(0, at), bare.slice(at + 1), false);
    if (halves && halves.first.isSexagesimal === halves.second.isSexagesimal) return halves;
  }
  return null;
}

function pairOf(left: string, right: string, isWkt: boolean): WrittenPair | null {
  const first = parseAngle(left.trim());
  const second = parseAngle(right.trim());
  return first && second ? { first, second, isWkt } : null;
}
