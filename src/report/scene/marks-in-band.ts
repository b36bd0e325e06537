/** The marks of a drawing that can touch a band of it, so that a strip of pixels is made of no more than it shows. */
import type { CircleMark, GroupMark, Mark, PathMark, RectMark, Stroke, TextMark } from "./scene.ts";

/** From the first to the last millimetre downwards. */
export interface Band {
  readonly top: number;
  readonly bottom: number;
}

/** Mitred corners reach up to four widths beyond a line. */
const reachOf = (stroke: Stroke | undefined): number => (stroke ? 2 * stroke.widthMm : 0);

/** Keeps whole parts of paths and the order of marks: what is left out would not have been seen. */
export function selectInBand(marks: readonly Mark[], band: Band): Mark[] {
  return marks.flatMap((mark) => {
    if (mark.kind === "group") return selectInGroup(mark, band);
    if (mark.kind === "path") return selectParts(mark, band);
    return isSeen(mark, band) ? [mark] : [];
  });
}

function selectInGroup(group: GroupMark, band: Band): Mark[] {
  const inner = { top: band.top - group.y, bottom: band.bottom - group.y };
  if (group.clip && !meets(group.clip.y, group.clip.y + group.clip.height, inner)) return [];
  const marks = selectInBand(group.marks, inner);
  return marks.length > 0 ? [{ ...group, marks }] : [];
}

function isSeen(mark: RectMark | CircleMark | TextMark, band: Band): boolean {
  if (mark.kind === "text") return meets(mark.y, mark.y, band, reachOfText(mark));
  const reach = reachOf(mark.stroke);
  if (mark.kind === "rect") return meets(mark.y, mark.y + mark.height, band, reach);
  return meets(mark.y - mark.radiusMm, mark.y + mark.radiusMm, band, reach);
}

function meets(top: number, bottom: number, band: Band, reach = 0): boolean {
  return bottom + reach >= band.top && top - reach <= band.bottom;
}

/** A line of text, and where it is turned all its length; no glyph is wider than two ems. */
function reachOfText(mark: TextMark): number {
  const length = mark.angle ? 2 * mark.text.length : 0;
  return (2 + length) * mark.sizeMm + 2 * (mark.halo?.widthMm ?? 0);
}

function selectParts(mark: PathMark, band: Band): Mark[] {
  const reach = reachOf(mark.stroke);
  const parts = mark.parts.filter((part) => {
    let top = Number.POSITIVE_INFINITY;
    let bottom = Number.NEGATIVE_INFINITY;
    for (let at = 1; at < part.length; at += 2) {
      const y = part[at]!;
      if (y < top) top = y;
      if (y > bottom) bottom = y;
    }
    return meets(top, bottom, band, reach);
  });
  return parts.length > 0 ? [{ ...mark, parts }] : [];
}
