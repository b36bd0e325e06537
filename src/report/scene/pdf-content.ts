/**
 * The marks of a scene as operators of a PDF page, in millimetres with y downwards (the page's matrix turns them). What the
 * page already has set — colours, widths, dashes — is not set again.
 */
import { toDrawnText } from "./drawn-text.ts";
import type { PdfFont } from "./pdf-font.ts";
import type { CircleMark, Fill, FontWeight, GroupMark, Mark, RectMark, Stroke, TextMark } from "./scene.ts";
import { writeNumber } from "./svg-path.ts";

/** What is set on the page; undefined: not yet. */
interface PenState {
  fill?: string;
  stroke?: string;
  width?: string;
  dash?: string;
  cap?: string;
  join?: string;
  opacity?: string;
}

export interface PdfPen {
  readonly paint: (marks: readonly Mark[]) => void;
  readonly content: () => string;
  /** Name of each pair of opacities (of fills, of strokes) that the page uses. */
  readonly opacities: ReadonlyMap<string, readonly [fill: number, stroke: number]>;
}

const CAPS = { butt: "0 J", round: "1 J", square: "2 J" } as const;
const JOINS = { miter: "0 j", round: "1 j" } as const;
/** Of a quarter circle drawn as a Bézier curve. */
const CURVE = 0.5522847498;

/** Opacities are of the document, so that pages share their names. */
export function createPdfPen(
  fonts: Readonly<Record<FontWeight, PdfFont>>,
  opacities: Map<string, readonly [fill: number, stroke: number]>,
): PdfPen {
  const operators: string[] = [];
  let state: PenState = {};

  const set = (key: keyof PenState, operator: string): void => {
    if (state[key] === operator) return;
    state[key] = operator;
    operators.push(operator);
  };

  const setOpacity = (fill: number, stroke: number): void => {
    const name = `G${Math.round(fill * 100)}_${Math.round(stroke * 100)}`;
    // Until something is translucent nothing needs to be said.
    if (state.opacity === undefined && name === "G100_100") return;
    opacities.set(name, [Math.round(fill * 100) / 100, Math.round(stroke * 100) / 100]);
    set("opacity", `/${name} gs`);
  };

  const setLook = (fill: Fill | undefined, stroke: Stroke | undefined): string | null => {
    const flat = fill && !("hatch" in fill) ? fill : undefined;
    if (!flat && !stroke) return null;
    setOpacity(flat?.opacity ?? 1, stroke?.opacity ?? 1);
    if (flat) set("fill", `${writeColour(flat.colour)} rg`);
    if (stroke) {
      set("stroke", `${writeColour(stroke.colour)} RG`);
      set("width", `${writeFine(stroke.widthMm)} w`);
      set("dash", `[${(stroke.dashMm ?? []).map(writeFine).join(" ")}] 0 d`);
      set("cap", CAPS[stroke.cap ?? "butt"]);
      set("join", JOINS[stroke.join ?? "miter"]);
    }
    if (flat) return stroke ? "B*" : "f*";
    return "S";
  };

  const paintText = (mark: TextMark): void => {
    const text = toDrawnText(mark.text);
    if (text === "") return;
    const font = fonts[mark.weight];
    const radians = ((mark.angle ?? 0) * Math.PI) / 180;
    const [cos, sin] = [Math.cos(radians), Math.sin(radians)];
    const share = mark.anchor === "start" ? 0 : mark.anchor === "middle" ? 0.5 : 1;
    const back = share === 0 ? 0 : share * font.measure(text) * mark.sizeMm;
    const place = [cos, sin, sin, -cos].map(writeTurn).join(" ");
    const shown = `/F${mark.weight} ${writeFine(mark.sizeMm)} Tf ${place} ${writeNumber(mark.x - back * cos)} ${writeNumber(mark.y - back * sin)} Tm ${font.encode(text)} Tj`;
    setOpacity(1, 1);
    if (mark.halo) {
      set("stroke", `${writeColour(mark.halo.colour)} RG`);
      set("width", `${writeFine(2 * mark.halo.widthMm)} w`);
      set("dash", "[] 0 d");
      set("join", JOINS.round);
      // The letters' outlines below the letters are no text of their own.
      operators.push(`/Span <</ActualText ()>> BDC BT 1 Tr ${shown} 0 Tr ET EMC`);
    }
    set("fill", `${writeColour(mark.colour)} rg`);
    operators.push(`BT ${shown} ET`);
  };

  const paintGroup = (group: GroupMark): void => {
    const outer = { ...state };
    operators.push("q");
    if (group.x !== 0 || group.y !== 0) operators.push(`1 0 0 1 ${writeNumber(group.x)} ${writeNumber(group.y)} cm`);
    if (group.clip) operators.push(`${writeBox(group.clip)} re W n`);
    for (const mark of group.marks) paintMark(mark);
    operators.push("Q");
    state = outer;
  };

  const paintShape = (mark: Exclude<Mark, TextMark | GroupMark>): void => {
    const path =
      mark.kind === "path"
        ? writeParts(mark.parts, mark.isClosed)
        : mark.kind === "rect"
          ? writeRect(mark)
          : writeCircle(mark);
    if (path === "") return;
    const finish = setLook(mark.fill, mark.stroke);
    if (finish !== null) operators.push(path, finish);
  };

  const paintMark = (mark: Mark): void => {
    if (mark.kind === "text") paintText(mark);
    else if (mark.kind === "group") paintGroup(mark);
    else paintShape(mark);
  };

  return {
    paint: (marks) => {
      for (const mark of marks) paintMark(mark);
    },
    content: () => operators.join("\n"),
    opacities,
  };
}

/** #rrggbb as three shares. */
function writeColour(colour: string): string {
  const value = Number.parseInt(colour.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255].map((channel) => writeThousandths(channel / 255)).join(" ");
}

function writeFine(value: number): string {
  return writeThousandths(value);
}

function writeTurn(value: number): string {
  return String(Number(value.toFixed(5)) + 0);
}

function writeThousandths(value: number): string {
  return String(Math.round(value * 1000) / 1000).replace(/^(-?)0\./, "$1.");
}

function writeBox(box: {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}): string {
  return [box.x, box.y, box.width, box.height].map(writeNumber).join(" ");
}

/** Vertices that fall on the same hundredth are written once; a part of one spot is a stroke without length. */
function writeParts(parts: readonly ArrayLike<number>[], isClosed: boolean): string {
  const pieces: string[] = [];
  for (const part of parts) {
    const count = Math.floor(part.length / 2);
    if (count === 0) continue;
    let x = writeNumber(part[0]!);
    let y = writeNumber(part[1]!);
    pieces.push(`${x} ${y} m`);
    const before = pieces.length;
    for (let vertex = 1; vertex < count; vertex++) {
      const nextX = writeNumber(part[2 * vertex]!);
      const nextY = writeNumber(part[2 * vertex + 1]!);
      if (nextX === x && nextY === y) continue;
      x = nextX;
      y = nextY;
      pieces.push(`${x} ${y} l`);
    }
    if (pieces.length === before) pieces.push(`${x} ${y} l`);
    if (isClosed) pieces.push("h");
  }
  return pieces.join("\n");
}

function writeRect(mark: RectMark): string {
  const radius = Math.min(mark.radiusMm ?? 0, mark.width / 2, mark.height / 2);
  if (radius <= 0) return `${writeBox(mark)} re`;
  const [left, top, right, bottom] = [mark.x, mark.y, mark.x + mark.width, mark.y + mark.height];
  const bend = radius * (1 - CURVE);
  const at = (...values: number[]): string => values.map(writeNumber).join(" ");
  return [
    `${at(left + radius, top)} m`,
    `${at(right - radius, top)} l`,
    `${at(right - bend, top, right, top + bend, right, top + radius)} c`,
    `${at(right, bottom - radius)} l`,
    `${at(right, bottom - bend, right - bend, bottom, right - radius, bottom)} c`,
    `${at(left + radius, bottom)} l`,
    `${at(left + bend, bottom, left, bottom - bend, left, bottom - radius)} c`,
    `${at(left, top + radius)} l`,
    `${at(left, top + bend, left + bend, top, left + radius, top)} c`,
    "h",
  ].join("\n");
}

function writeCircle({ x, y, radiusMm: radius }: CircleMark): string {
  const arm = radius * CURVE;
  const at = (...values: number[]): string => values.map(writeThousandths).join(" ");
  return [
    `${at(x + radius, y)} m`,
    `${at(x + radius, y + arm, x + arm, y + radius, x, y + radius)} c`,
    `${at(x - arm, y + radius, x - radius, y + arm, x - radius, y)} c`,
    `${at(x - radius, y - arm, x - arm, y - radius, x, y - radius)} c`,
    `${at(x + arm, y - radius, x + radius, y - arm, x + radius, y)} c`,
    "h",
  ].join("\n");
}
