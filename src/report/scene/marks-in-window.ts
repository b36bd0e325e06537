/** The marks of a drawing that can touch a window of it, so that a strip of pixels is made of no more than it shows; clips are not looked at. */
import type { CircleMark, GroupMark, Mark, PathMark, RectMark, Stroke, TextMark } from "./scene.ts";

/** In millimetres. */
export interface SceneWindow {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Keeps whole parts of paths and the order of marks: what is left out would not have been seen. */
export function selectInWindow(marks: readonly Mark[], window: SceneWindow): Mark[] {
  return marks.flatMap((mark) => {
    if (mark.kind === "group") return selectInGroup(mark, window);
    if (mark.kind === "path") return selectParts(mark, window);
    return isSeen(mark, window) ? [mark] : [];
  });
}

function selectInGroup(group: GroupMark, window: SceneWindow): Mark[] {
  const { x, y } = group;
  const inner = { left: window.left - x, top: window.top - y, right: window.right - x, bottom: window.bottom - y };
  const marks = selectInWindow(group.marks, inner);
  return marks.length > 0 ? [{ ...group, marks }] : [];
}

/** Mitred corners reach up to four widths beyond a line, half of it inside. */
const reachOf = (stroke: Stroke | undefined): number => (stroke ? 2 * stroke.widthMm : 0);

function meets(box: SceneWindow, window: SceneWindow, reach: number): boolean {
  return (
    box.bottom + reach >= window.top &&
    box.top - reach <= window.bottom &&
    box.right + reach >= window.left &&
    box.left - reach <= window.right
  );
}

function isSeen(mark: RectMark | CircleMark | TextMark, window: SceneWindow): boolean {
  if (mark.kind === "text") {
    const spot = { left: window.left, right: window.right, top: mark.y, bottom: mark.y };
    return meets(spot, window, reachOfText(mark));
  }
  const reach = reachOf(mark.stroke);
  const { x, y } = mark;
  if (mark.kind === "rect")
    return meets({ left: x, top: y, right: x + mark.width, bottom: y + mark.height }, window, reach);
  const radius = mark.radiusMm;
  return meets({ left: x - radius, top: y - radius, right: x + radius, bottom: y + radius }, window, reach);
}

/** Above and below a line of text, and where it is turned all its length; no glyph is wider than two ems. */
function reachOfText(mark: TextMark): number {
  const length = mark.angle ? 2 * mark.text.length : 0;
  return (2 + length) * mark.sizeMm + 2 * (mark.halo?.widthMm ?? 0);
}

function selectParts(mark: PathMark, window: SceneWindow): Mark[] {
  const reach = reachOf(mark.stroke);
  const parts = mark.parts.filter((part) => {
    const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
    for (let at = 0; at + 1 < part.length; at += 2) {
      const x = part[at]!;
      const y = part[at + 1]!;
      if (x < box.left) box.left = x;
      if (x > box.right) box.right = x;
      if (y < box.top) box.top = y;
      if (y > box.bottom) box.bottom = y;
    }
    return meets(box, window, reach);
  });
  return parts.length > 0 ? [{ ...mark, parts }] : [];
}
