/** Where the marks of a scene lie on its page, for tests that nothing sticks out or is printed over. */
import type { Mark, MeasureText, Scene, TextMark } from "../../src/report/scene/scene.ts";

export interface MarkBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly mark: Mark;
  /** Names of the groups around it, outermost first. */
  readonly groups: readonly string[];
}

type Edges = Pick<MarkBox, "left" | "top" | "right" | "bottom">;

const EVERYWHERE: Edges = { left: -Infinity, top: -Infinity, right: Infinity, bottom: Infinity };

/** Boxes of all marks in page coordinates, what is clipped away taken off; marks that are clipped away whole are left out. */
export function listMarkBoxes(scene: Scene, measureText: MeasureText): MarkBox[] {
  const boxes: MarkBox[] = [];
  const visit = (mark: Mark, x: number, y: number, clip: Edges, groups: readonly string[]): void => {
    if (mark.kind === "group") {
      const [left, top] = [x + mark.x, y + mark.y];
      const own = mark.clip;
      const inner = own
        ? meet(clip, {
            left: left + own.x,
            top: top + own.y,
            right: left + own.x + own.width,
            bottom: top + own.y + own.height,
          })
        : clip;
      for (const each of mark.marks) visit(each, left, top, inner, mark.name ? [...groups, mark.name] : groups);
      return;
    }
    const edges = meet(clip, shift(edgesOf(mark, measureText), x, y));
    if (edges.left <= edges.right && edges.top <= edges.bottom) boxes.push({ ...edges, mark, groups });
  };
  for (const mark of scene.marks) visit(mark, 0, 0, EVERYWHERE, []);
  return boxes;
}

/** All texts of a scene in the order in which they are painted. */
export function listTexts(scene: Scene): string[] {
  const texts: string[] = [];
  const visit = (mark: Mark): void => {
    if (mark.kind === "text") texts.push(mark.text);
    else if (mark.kind === "group") mark.marks.forEach(visit);
  };
  scene.marks.forEach(visit);
  return texts;
}

function meet(a: Edges, b: Edges): Edges {
  return {
    left: Math.max(a.left, b.left),
    top: Math.max(a.top, b.top),
    right: Math.min(a.right, b.right),
    bottom: Math.min(a.bottom, b.bottom),
  };
}

function shift({ left, top, right, bottom }: Edges, x: number, y: number): Edges {
  return { left: left + x, top: top + y, right: right + x, bottom: bottom + y };
}

function edgesOf(mark: Exclude<Mark, { kind: "group" }>, measureText: MeasureText): Edges {
  if (mark.kind === "text") return edgesOfText(mark, measureText);
  const half = (mark.stroke?.widthMm ?? 0) / 2;
  const grow = ({ left, top, right, bottom }: Edges): Edges => ({
    left: left - half,
    top: top - half,
    right: right + half,
    bottom: bottom + half,
  });
  if (mark.kind === "rect")
    return grow({ left: mark.x, top: mark.y, right: mark.x + mark.width, bottom: mark.y + mark.height });
  if (mark.kind === "circle") {
    const { x, y, radiusMm } = mark;
    return grow({ left: x - radiusMm, top: y - radiusMm, right: x + radiusMm, bottom: y + radiusMm });
  }
  const edges = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const part of mark.parts)
    for (let at = 0; at < part.length; at += 2) {
      edges.left = Math.min(edges.left, part[at]!);
      edges.right = Math.max(edges.right, part[at]!);
      edges.top = Math.min(edges.top, part[at + 1]!);
      edges.bottom = Math.max(edges.bottom, part[at + 1]!);
    }
  return grow(edges);
}

function edgesOfText({ x, y, text, sizeMm, weight, anchor, angle = 0 }: TextMark, measureText: MeasureText): Edges {
  const width = measureText(text, sizeMm, weight);
  const from = anchor === "start" ? 0 : anchor === "middle" ? -width / 2 : -width;
  const turn = (angle * Math.PI) / 180;
  const corners = [
    [from, -0.88 * sizeMm],
    [from + width, -0.88 * sizeMm],
    [from, 0.12 * sizeMm],
    [from + width, 0.12 * sizeMm],
  ].map(([dx = 0, dy = 0]) => [
    x + dx * Math.cos(turn) - dy * Math.sin(turn),
    y + dx * Math.sin(turn) + dy * Math.cos(turn),
  ]);
  const [xs, ys] = [corners.map((corner) => corner[0]!), corners.map((corner) => corner[1]!)];
  return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
}
