/** Meridians and parallels in round minutes over a map, with their degrees around its frame. */
import type { MapFrame } from "../map/map-frame.ts";
import type { Mark, TextMark } from "../scene/scene.ts";
import { SHEET_COLOURS, type SheetStyle } from "./sheet-style.ts";
import { degreeWords } from "./sheet-words.ts";

/** Minutes between lines. */
const STEPS = [1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600];
/** About as many lines as this cross the longer side. */
const WANTED_LINES = 7;
const CURVE_STEPS = 16;

/** Room that the degrees take around a frame. */
export function gridBandMm({ unit }: SheetStyle): number {
  return 4.2 * unit;
}

export interface DrawnGrid {
  /** In the frame's own coordinates, to be clipped with it. */
  readonly lines: readonly Mark[];
  /** Around the frame, in its coordinates. */
  readonly labels: readonly Mark[];
}

/** Frames narrower than a minute have no grid. */
export function drawGrid(frame: MapFrame, style: SheetStyle): DrawnGrid {
  const [west, south, east, north] = frame.bounds;
  const span = Math.max(east - west, north - south) * 60;
  const step = (STEPS.find((each) => span / each <= WANTED_LINES) ?? 600) / 60;
  const lines: number[][] = [];
  const labels: Mark[] = [];
  const { unit, small } = style;
  const { widthMm, heightMm } = frame;
  const gap = 0.7 * unit;
  const write = (text: string, x: number, y: number, angle: number): void => {
    const look = { sizeMm: small, weight: 400, colour: SHEET_COLOURS.quiet, anchor: "middle" } as const;
    const mark: TextMark = { kind: "text", x, y, text, ...look };
    labels.push(angle === 0 ? mark : { ...mark, angle });
  };
  const margin = 9 * unit;
  for (let index = Math.ceil(west / step); index * step <= east; index++) {
    const lon = index * step;
    const line = trace((share) => frame.place(lon, south + share * (north - south)));
    lines.push(line);
    const words = degreeWords(lon, "EW");
    const [top, bottom] = [crossing(line, 1, 0), crossing(line, 1, heightMm)];
    if (top !== null && top > margin && top < widthMm - margin) write(words, top, -gap - 0.12 * small, 0);
    if (bottom !== null && bottom > margin && bottom < widthMm - margin)
      write(words, bottom, heightMm + gap + 0.8 * small, 0);
  }
  for (let index = Math.ceil(south / step); index * step <= north; index++) {
    const lat = index * step;
    const line = trace((share) => frame.place(west + share * (east - west), lat));
    lines.push(line);
    const words = degreeWords(lat, "NS");
    const [left, right] = [crossing(line, 0, 0), crossing(line, 0, widthMm)];
    if (left !== null && left > margin && left < heightMm - margin) write(words, -gap - 0.12 * small, left, -90);
    if (right !== null && right > margin && right < heightMm - margin)
      write(words, widthMm + gap + 0.12 * small, right, 90);
  }
  const stroke = { colour: "#4d6a7c", widthMm: 0.13 * unit, opacity: 0.4 };
  return { lines: lines.length > 0 ? [{ kind: "path", parts: lines, isClosed: false, stroke }] : [], labels };
}

function trace(at: (share: number) => readonly [number, number]): number[] {
  return Array.from({ length: CURVE_STEPS + 1 }, (_, step) => at(step / CURVE_STEPS)).flat();
}

/** Where a line crosses a level of one axis (0: x, 1: y), on the other axis; null where it does not. */
function crossing(line: readonly number[], axis: 0 | 1, level: number): number | null {
  for (let at = 0; at + 3 < line.length; at += 2) {
    const [from, to] = [line[at + axis]!, line[at + 2 + axis]!];
    if (from > level === to > level) continue;
    const share = (level - from) / (to - from);
    const [a, b] = [line[at + 1 - axis]!, line[at + 3 - axis]!];
    return a + share * (b - a);
  }
  return null;
}
