/**
 * Lines of Chinese text within a width: no line begins with a closing mark or ends with an opening one (避头尾), Latin words
 * and numbers with their units stay whole. Lines are filled one after the other; one pass over the text.
 */
import type { FontWeight, MeasureText } from "./scene.ts";

export interface TextBlock {
  readonly widthMm: number;
  readonly sizeMm: number;
  readonly weight: FontWeight;
  readonly measureText: MeasureText;
  /** Text beyond it ends in an ellipsis; no limit where left out. */
  readonly maxLines?: number;
}

const ELLIPSIS = "…";
const OPENING = /[（《〈「『【〔〖“‘([{￥¥$]/;
const CLOSING = /[，。、；：？！）》〉」』】〕〗”’·…—～,.;:?!)\]}%‰℃°]/;
const SPACE = /^[ \t\u3000]$/;
/** Letters and figures that stand together without a break; a no-break or narrow space holds them too. */
const WORD =
  /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{N}\p{M}_'#&@+\-−±×/\\.,:%‰°~=<>≤≥²³\u00a0\u2007\u2009\u202f]/u;
const FIGURE_END = /\d[%‰+]?$/;
const UNIT =
  /^(?:平方公里|平方千米|平方米|公里|千米|厘米|毫米|公顷|分钟|小时|百分点|个百分点|万人次|人次|万人|亿人|千人|万元|亿元|万|亿|人|个|处|所|家|座|张|条|项|户|岁|周岁|年|月|日|天|元|米|秒|度|倍|级|类|层|床|名|位|次|页|号|册|版)(?:以上|以下|以内|及以上|\/[千万]?人)?/;

/** Pieces of a paragraph between which a line may end; a space that may vanish at a line's end is a piece of its own. */
function splitPieces(paragraph: string): string[] {
  const pieces: string[] = [];
  let isGlued = false;
  let rest = paragraph;
  while (rest !== "") {
    const first = String.fromCodePoint(rest.codePointAt(0)!);
    let piece = first;
    if (!OPENING.test(first) && !SPACE.test(first) && WORD.test(first)) {
      for (const next of rest.slice(first.length)) {
        if (!WORD.test(next)) break;
        piece += next;
      }
      piece += takeUnit(piece, rest.slice(piece.length));
    }
    rest = rest.slice(piece.length);
    const last = pieces.length - 1;
    const before = pieces[last];
    const clings = before !== undefined && !SPACE.test(before) && CLOSING.test(first) && !OPENING.test(first);
    if (before !== undefined && (isGlued || clings)) pieces[last] = before + piece;
    else pieces.push(piece);
    isGlued = OPENING.test(first) && piece === first;
  }
  return pieces;
}

/** The unit after a number, with the space before it; "" where none follows. */
function takeUnit(word: string, rest: string): string {
  if (!FIGURE_END.test(word)) return "";
  const space = /^[ \u2009\u00a0]?/.exec(rest)![0];
  const after = rest.slice(space.length);
  const unit = UNIT.exec(after)?.[0] ?? /^(?:km²|km|m²|m|mm|cm|ha|min|dpi|kB|MB|GB)(?![\p{L}])/u.exec(after)?.[0];
  return unit === undefined ? "" : space + unit;
}

/** Breaks one paragraph; `measure` tells a width in millimetres. */
function wrapParagraph(paragraph: string, widthMm: number, measure: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = "";
  const pieces = splitPieces(paragraph);
  for (const piece of pieces) {
    if (SPACE.test(piece) && line === "") continue;
    if (measure(line + piece) <= widthMm) {
      line += piece;
      continue;
    }
    if (SPACE.test(piece)) {
      if (line !== "") lines.push(line);
      line = "";
      continue;
    }
    if (line !== "") lines.push(line.trimEnd());
    line = piece;
    while (measure(line) > widthMm) {
      const head = cutToWidth(line, widthMm, measure);
      if (head === line) break;
      lines.push(head);
      line = line.slice(head.length);
    }
  }
  if (line.trimEnd() !== "" || lines.length === 0) lines.push(line.trimEnd());
  return lines;
}

/** The longest beginning that fits, of at least one character. */
function cutToWidth(text: string, widthMm: number, measure: (text: string) => number): string {
  let head = "";
  for (const character of text) {
    if (head !== "" && measure(head + character) > widthMm) return head;
    head += character;
  }
  return head;
}

/** Lines of the text, each at most as wide as the block; line ends in the text are kept. A single character may stick out. */
export function wrapText(text: string, block: TextBlock): string[] {
  const measure = (line: string): number => block.measureText(line, block.sizeMm, block.weight);
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/).flatMap((part) => wrapParagraph(part, block.widthMm, measure));
  const most = block.maxLines ?? Number.POSITIVE_INFINITY;
  if (lines.length <= most) return lines;
  const kept = lines.slice(0, most);
  const last = kept.pop();
  if (last === undefined) return [];
  const head = cutToWidth(last, block.widthMm - measure(ELLIPSIS), measure);
  return [...kept, head.replace(/[\s，。、；：（《“]+$/, "") + ELLIPSIS];
}

/** One line of the text, ending in an ellipsis where it is too long. */
export function fitText(text: string, block: Omit<TextBlock, "maxLines">): string {
  const whole = text.replace(/\s*[\r\n]+\s*/g, " ");
  const measure = (line: string): number => block.measureText(line, block.sizeMm, block.weight);
  if (measure(whole) <= block.widthMm) return whole;
  return cutToWidth(whole, block.widthMm - measure(ELLIPSIS), measure).trimEnd() + ELLIPSIS;
}
