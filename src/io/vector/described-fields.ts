/**
 * What placemarks say in their descriptions, as map programs write it for people: a table of two columns, or lines `所属街道：高山镇`. Only
 * descriptions that are nothing but such pairs are taken apart; prose stays as it is. Cost: linear in the text.
 */

/** Longer descriptions are pages, not fields. */
const LONGEST = 20_000;
const LONGEST_KEY = 24;
const MOST_PAIRS = 200;
/** A title over the table, say. */
const MOST_OTHER_LINES = 1;

const ENTITIES: Readonly<Record<string, string>> = { nbsp: " ", amp: "&", lt: "<", gt: ">", quot: '"' };

/** Cells by lines, without markup. */
function linesOf(html: string): string[][] {
  return html
    .replace(/[\r\n\t]+/g, /<(?:table|br|p|div|tr)\b/i.test(html) ? " " : "\n")
    .replace(/<\/t[dh]\s*>/gi, "\t")
    .replace(/<(?:br|\/?p|\/?div|\/?li|\/?tr|\/?table)\b[^<>]*>/gi, "\n")
    .replace(/<[^<>]*>/g, "")
    .replace(/&(nbsp|amp|lt|gt|quot);/g, (whole, name: string) => ENTITIES[name] ?? whole)
    .split("\n")
    .map((line) => line.split("\t").map((cell) => cell.replace(/[\s\u00a0]+/g, " ").trim()))
    .map((cells) => (cells.at(-1) === "" && cells.length > 1 ? cells.slice(0, -1) : cells))
    .filter((cells) => cells.some((cell) => cell !== ""));
}

function pairOf(cells: readonly string[]): readonly [key: string, value: string] | null {
  const [first = "", second] = cells;
  const [, key = "", value = ""] =
    cells.length === 2
      ? ["", first.replace(/[:：]$/, ""), second]
      : cells.length === 1
        ? (/^([^:：]{1,24}?)\s*[:：]\s*(?!\/\/)(.*)$/.exec(first) ?? [])
        : [];
  const isKey = key !== "" && key.length <= LONGEST_KEY && !/^[\d.,\s]+$/.test(key) && !/[。！？；，]/.test(key);
  return isKey ? [key, value] : null;
}

/** The pairs of a description; null where it holds anything else, or says one thing twice. */
export function readDescribedFields(description: string): ReadonlyMap<string, string> | null {
  if (description.length > LONGEST) return null;
  const fields = new Map<string, string>();
  let others = 0;
  for (const cells of linesOf(description)) {
    const pair = pairOf(cells);
    if (pair === null) {
      if (++others > MOST_OTHER_LINES || cells.length > 1) return null;
    } else if (fields.has(pair[0]) || fields.size === MOST_PAIRS) return null;
    else fields.set(...pair);
  }
  return fields.size > others ? fields : null;
}
