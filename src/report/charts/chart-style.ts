/** How charts look: one accent, hairlines, no box; sizes grow with the chart. */
import { INK_COLOUR, SHORTFALL_COLOUR } from "../map/colour-ramps.ts";
import type { FontWeight, Hatch, Mark, MeasureText, RectMark, TextMark } from "../scene/scene.ts";

export const CHART_COLOURS = {
  ink: INK_COLOUR,
  quiet: "#6b675e",
  hairline: "#e6e3dc",
  axis: "#8a867c",
  accent: "#1d4672",
  pale: "#b3c4d1",
  shortfall: SHORTFALL_COLOUR,
  notice: "#fdf3d7",
  noticeLine: "#e9d9a1",
  noticeText: "#7a5b00",
  paper: "#ffffff",
} as const;

export interface ChartContext {
  readonly widthMm: number;
  readonly heightMm: number;
  /** Millimetres of a quarter of a line: all sizes are multiples of it. */
  readonly unit: number;
  readonly measureText: MeasureText;
  readonly isBare: boolean;
}

/** How a chart is drawn other than on paper. */
export interface ChartLook {
  /** Millimetres of a quarter of a line; grows with the chart where left out. */
  readonly unit?: number;
  /** Without title, basis and 演示数据, which whoever shows it has around it. */
  readonly isBare?: boolean;
}

/** Where the data are drawn. */
export interface PlotArea {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export const TITLE_SIZE = 4.4;
export const LABEL_SIZE = 2.9;
export const VALUE_SIZE = 3;
export const BASIS_SIZE = 2.4;

export function createContext(
  widthMm: number,
  heightMm: number,
  measureText: MeasureText,
  look: ChartLook = {},
): ChartContext {
  const grown = Math.min(2.4, Math.max(0.6, Math.min(widthMm / 160, heightMm / 90)));
  return { widthMm, heightMm, unit: look.unit ?? grown, measureText, isBare: look.isBare ?? false };
}

type TextLook = Partial<Pick<TextMark, "weight" | "colour" | "anchor" | "angle" | "halo">>;

export function drawText(x: number, y: number, text: string, sizeMm: number, look: TextLook = {}): TextMark {
  return { kind: "text", x, y, text, sizeMm, weight: 400, colour: CHART_COLOURS.ink, anchor: "start", ...look };
}

export function drawLine(points: readonly number[], colour: string, widthMm: number, dashMm?: readonly number[]): Mark {
  return {
    kind: "path",
    parts: [points],
    isClosed: false,
    stroke: { colour, widthMm, join: "round", ...(dashMm ? { dashMm } : {}) },
  };
}

export function drawBox(
  x: number,
  y: number,
  width: number,
  height: number,
  look: Pick<RectMark, "fill" | "stroke" | "radiusMm">,
): Mark {
  return { kind: "rect", x, y, width: Math.max(0, width), height: Math.max(0, height), ...look };
}

export function nameGroup(name: string, marks: readonly Mark[]): Mark {
  return { kind: "group", x: 0, y: 0, name, marks };
}

/** What is lost, told from what is gained in grey print too. */
export function lossHatch(unit: number): Hatch {
  return {
    kind: "strokes",
    colour: CHART_COLOURS.shortfall,
    opacity: 1,
    angle: 135,
    spacingMm: 1.3 * unit,
    widthMm: 0.35 * unit,
  };
}

/** The widest of some texts. */
export function widestOf(
  texts: readonly string[],
  sizeMm: number,
  weight: FontWeight,
  measureText: MeasureText,
): number {
  return texts.reduce((widest, text) => Math.max(widest, measureText(text, sizeMm, weight)), 0);
}
