/**
 * Hatched areas as the strokes and dots themselves: lines are cut with the area's edges (even-odd, one sweep over the edges),
 * so they stay sharp in print and need no pattern of a reader. They lie exactly where SVG's pattern of the same hatch lies.
 * Dots are kept where their middle is inside.
 */
import type { Hatch, Mark, PathMark, Scene } from "./scene.ts";

/** The grid of dots is turned, so that they stand in quincunx. */
export const DOT_ANGLE = 45;

const CIRCLE_CORNERS = 72;
const SHORTEST_MM = 0.02;

/** The same drawing without a hatched fill. */
export function flattenHatches(scene: Scene): Scene {
  return { ...scene, marks: scene.marks.flatMap(flattenMark) };
}

function flattenMark(mark: Mark): Mark[] {
  if (mark.kind === "group") return [{ ...mark, marks: mark.marks.flatMap(flattenMark) }];
  if (mark.kind === "text" || !mark.fill || !("hatch" in mark.fill)) return [mark];
  const { fill, ...bare } = mark;
  const strokes = strokeHatch(outlineOf(mark), fill.hatch);
  const outline: Mark[] = bare.stroke ? [bare as Mark] : [];
  return strokes.parts.length > 0 ? [strokes, ...outline] : outline;
}

function outlineOf(mark: Exclude<Mark, { kind: "text" | "group" }>): readonly ArrayLike<number>[] {
  if (mark.kind === "path") return mark.parts;
  if (mark.kind === "circle") return [ring(mark.x, mark.y, mark.radiusMm, mark.radiusMm)];
  const { x, y, width, height } = mark;
  return [[x, y, x + width, y, x + width, y + height, x, y + height]];
}

function ring(x: number, y: number, radiusX: number, radiusY: number): number[] {
  return Array.from({ length: CIRCLE_CORNERS }, (_, corner) => {
    const angle = (2 * Math.PI * corner) / CIRCLE_CORNERS;
    return [x + radiusX * Math.cos(angle), y + radiusY * Math.sin(angle)];
  }).flat();
}

/** Strokes of a hatch over an area as one path; dots are strokes without length and with round ends. */
export function strokeHatch(outline: readonly ArrayLike<number>[], hatch: Hatch): PathMark {
  const isDotted = hatch.kind === "dots";
  const radians = ((isDotted ? DOT_ANGLE : hatch.angle) * Math.PI) / 180;
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)];
  const step = hatch.spacingMm;
  const parts: number[][] = [];
  const place = (along: number, across: number): [number, number] => [
    along * cos - across * sin,
    along * sin + across * cos,
  ];
  for (const [line, crossings] of crossLines(outline, cos, sin, step)) {
    const across = (line + 0.5) * step;
    crossings.sort((a, b) => a - b);
    for (let at = 0; at + 1 < crossings.length; at += 2) {
      const [from, to] = [crossings[at]!, crossings[at + 1]!];
      if (isDotted) {
        for (let dot = Math.ceil(from / step - 0.5); (dot + 0.5) * step < to; dot++) {
          const [x, y] = place((dot + 0.5) * step, across);
          parts.push([x, y, x, y]);
        }
      } else if (to - from >= SHORTEST_MM) parts.push([...place(from, across), ...place(to, across)]);
    }
  }
  return {
    kind: "path",
    parts,
    isClosed: false,
    stroke: {
      colour: hatch.colour,
      widthMm: hatch.widthMm,
      opacity: hatch.opacity,
      cap: isDotted ? "round" : "butt",
    },
  };
}

/** Where each hatch line meets the edges, as distances along it. */
function crossLines(
  outline: readonly ArrayLike<number>[],
  cos: number,
  sin: number,
  step: number,
): [line: number, crossings: number[]][] {
  const lines = new Map<number, number[]>();
  for (const part of outline) {
    const count = Math.floor(part.length / 2);
    for (let vertex = 0; vertex < count; vertex++) {
      const next = vertex + 1 === count ? 0 : vertex + 1;
      const [ax, ay, bx, by] = [part[2 * vertex]!, part[2 * vertex + 1]!, part[2 * next]!, part[2 * next + 1]!];
      const [alongA, acrossA] = [ax * cos + ay * sin, ay * cos - ax * sin];
      const [alongB, acrossB] = [bx * cos + by * sin, by * cos - bx * sin];
      const [low, high] = acrossA < acrossB ? [acrossA, acrossB] : [acrossB, acrossA];
      // Half open, so that a corner on a line counts once.
      for (let line = Math.ceil(low / step - 0.5); (line + 0.5) * step < high; line++) {
        const share = ((line + 0.5) * step - acrossA) / (acrossB - acrossA);
        const along = alongA + share * (alongB - alongA);
        const crossings = lines.get(line);
        if (crossings) crossings.push(along);
        else lines.set(line, [along]);
      }
    }
  }
  return [...lines].sort((a, b) => a[0] - b[0]);
}
