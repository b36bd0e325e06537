/**
 * Names of main streets, set quietly along their lines where a map is large enough to be walked with. Each street is named on
 * its straightest stretch that holds the name, where neither a name nor an icon stands; greedy, main roads first.
 */
import type { Streets } from "../../core/model/streets.ts";
import type { MeasureText, TextMark } from "../scene/scene.ts";
import { cutLine, type PaperBox } from "./cut-geometry.ts";
import { joinLines, type LineStretch } from "./join-lines.ts";
import type { MapFrame } from "./map-frame.ts";
import { type PaperScale, widthAtZoom } from "./paper-zoom.ts";
import { boxesMeet } from "./place-names.ts";
import { streetRank } from "./street-ranks.ts";

/** The widest view in which streets of each rank are named; lanes and paths are not. */
const NAMED_FROM = [12.5, 13, 13.5, 14.2] as const;
const SMALLEST_MM = 2.12;
const COLOUR = "#77726a";
/** From the line to the letters' baseline, in ems: letters stand on the line's middle. */
const BASELINE = 0.36;
/** A stretch may bend away from its chord by so many ems, and is longer than the name by this factor. */
const MOST_BEND = 0.35;
const SPARE = 1.15;
const EDGE_MM = 1.5;

type Point = readonly [x: number, y: number];

/** @param taken boxes of names and icons, which no street name covers */
export function nameStreets(
  streets: Streets,
  frame: MapFrame,
  scale: PaperScale,
  taken: readonly PaperBox[],
  measureText: MeasureText,
): TextMark[] {
  const sizeMm = Math.max(SMALLEST_MM, widthAtZoom(scale, [12, 8.5, 15, 11]));
  const occupied = [...taken];
  const marks: TextMark[] = [];
  for (const { name, lines } of listNamed(streets, scale)) {
    const length = measureText(name, sizeMm, 400);
    const stretch = longestStretch(placeChains(streets, lines, frame), SPARE * length, MOST_BEND * sizeMm);
    if (!stretch) continue;
    const boxes = boxesAlong(stretch, length, sizeMm);
    if (boxes.some((box) => !isInside(box, frame) || occupied.some((other) => boxesMeet(box, other)))) continue;
    occupied.push(...boxes);
    marks.push(textAlong(name, stretch, sizeMm));
  }
  return marks;
}

/** Streets that the scale names, main roads first, each name once with all its lines. */
function listNamed(streets: Streets, { zoom }: PaperScale) {
  const { names, classes, count, starts } = streets;
  const byName = new Map<string, { readonly name: string; rank: number; readonly lines: LineStretch[] }>();
  for (let line = 0; line < count; line++) {
    const rank = streetRank(classes[line] ?? "");
    const name = (names[line] ?? "").trim();
    const [first, last] = [starts[line] as number, (starts[line + 1] as number) - 1];
    if (name === "" || last <= first || zoom < (NAMED_FROM[rank] ?? Number.POSITIVE_INFINITY)) continue;
    const found = byName.get(name) ?? { name, rank, lines: [] };
    found.rank = Math.min(found.rank, rank);
    found.lines.push({ first, last });
    byName.set(name, found);
  }
  return [...byName.values()].sort((a, b) => a.rank - b.rank);
}

function placeChains({ coordinates }: Streets, lines: readonly LineStretch[], frame: MapFrame): Point[][] {
  const window = { x: 0, y: 0, width: frame.widthMm, height: frame.heightMm };
  return joinLines(lines, coordinates).flatMap((chain) => {
    const path: number[] = [];
    chain.forEach(({ line, isReversed }, link) => {
      const { first, last } = lines[line] as LineStretch;
      for (let step = link === 0 ? 0 : 1; step <= last - first; step++) {
        const at = isReversed ? last - step : first + step;
        path.push(...frame.place(coordinates[2 * at] as number, coordinates[2 * at + 1] as number));
      }
    });
    return cutLine(path, window).map((part) =>
      Array.from({ length: part.length / 2 }, (_, at): Point => [part[2 * at] as number, part[2 * at + 1] as number]),
    );
  });
}

interface Stretch {
  readonly from: Point;
  readonly to: Point;
}

/** The longest chord from which the line between its ends bends no more than allowed. */
function longestStretch(chains: readonly Point[][], leastMm: number, bendMm: number): Stretch | null {
  let best: Stretch | null = null;
  let longest = leastMm;
  for (const chain of chains) {
    for (let first = 0, last = 1; last < chain.length; last++) {
      while (first + 1 < last && !isStraight(chain, first, last, bendMm)) first++;
      const [from, to] = [chain[first] as Point, chain[last] as Point];
      const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
      if (length < longest) continue;
      [best, longest] = [{ from, to }, length];
    }
  }
  return best;
}

function isStraight(chain: readonly Point[], first: number, last: number, bendMm: number): boolean {
  const [[x1, y1], [x2, y2]] = [chain[first] as Point, chain[last] as Point];
  const length = Math.hypot(x2 - x1, y2 - y1);
  if (length === 0) return false;
  for (let at = first + 1; at < last; at++) {
    const [x, y] = chain[at] as Point;
    if (Math.abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length > bendMm) return false;
  }
  return true;
}

/** Small squares along the name, whatever its direction. */
function boxesAlong({ from, to }: Stretch, lengthMm: number, sizeMm: number): PaperBox[] {
  const whole = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const count = Math.ceil(lengthMm / sizeMm);
  return Array.from({ length: count }, (_, at) => {
    const share = 0.5 + ((at + 0.5) / count - 0.5) * (lengthMm / whole);
    const [x, y] = [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])];
    return { x: x - 0.6 * sizeMm, y: y - 0.6 * sizeMm, width: 1.2 * sizeMm, height: 1.2 * sizeMm };
  });
}

function isInside({ x, y, width, height }: PaperBox, { widthMm, heightMm }: MapFrame): boolean {
  return x >= EDGE_MM && y >= EDGE_MM && x + width <= widthMm - EDGE_MM && y + height <= heightMm - EDGE_MM;
}

/** Read from the left, or from below where the street runs straight up. */
function textAlong(text: string, { from, to }: Stretch, sizeMm: number): TextMark {
  const [left, right] = from[0] < to[0] || (from[0] === to[0] && from[1] > to[1]) ? [from, to] : [to, from];
  const turn = Math.atan2(right[1] - left[1], right[0] - left[0]);
  return {
    kind: "text",
    x: (left[0] + right[0]) / 2 - Math.sin(turn) * BASELINE * sizeMm,
    y: (left[1] + right[1]) / 2 + Math.cos(turn) * BASELINE * sizeMm,
    text,
    sizeMm,
    weight: 400,
    colour: COLOUR,
    anchor: "middle",
    angle: (turn * 180) / Math.PI,
    halo: { colour: "#ffffff", widthMm: 0.12 * sizeMm },
  };
}
