/** Sizes and colours of a sheet: one measure that grows with the page, quiet greys, one dark ink. Millimetres. */
import { type MapLayout, PAGE_MILLIMETRES, type PageName } from "../../core/model/presentation.ts";
import type { Mark, MeasureText } from "../scene/scene.ts";

/** Of the furniture: 1 on A3. */
const PAGE_SCALES: Readonly<Record<PageName, number>> = { A4: 0.78, A3: 1, A2: 1.3, A1: 1.72, A0: 2.3, "16:9": 0.92 };
/** Of a pixel of the page on the map of an A3 sheet; larger sheets are seen from farther away. */
const PIXEL_MM = 0.2;
const DETAIL_GROWTH = 0.65;
/** The scale of a picture of the size that a page of text takes. */
const PICTURE_SCALE = 0.78;
const [PICTURE_WIDTH, PICTURE_HEIGHT] = [156, 105];

/** No line of a sheet or of a picture is set smaller than 6 points: print below that is not read. */
const SMALLEST_TEXT_MM = (6 * 25.4) / 72;

export const SHEET_COLOURS = {
  ink: "#22282f",
  quiet: "#6b675e",
  line: "#8a867c",
  hairline: "#cfcbc1",
  paper: "#ffffff",
  notice: "#fdf3d7",
  noticeLine: "#d8c27a",
  noticeText: "#7a5b00",
  stamp: "#a3450f",
} as const;

export interface SheetStyle {
  readonly widthMm: number;
  readonly heightMm: number;
  /** What 1 mm of furniture on A3 is on this page. */
  readonly unit: number;
  readonly pixelMm: number;
  /** False: the picture will be drawn at other sizes than its own, where a 1:n would be untrue; the bar stays true. */
  readonly hasTrueSize: boolean;
  readonly measureText: MeasureText;
  /** Heights of an em, none below `SMALLEST_TEXT_MM`. */
  readonly title: number;
  readonly answer: number;
  readonly heading: number;
  readonly text: number;
  readonly small: number;
}

export function createSheetStyle(
  { page, isPortrait }: Pick<MapLayout, "page" | "isPortrait">,
  measureText: MeasureText,
): SheetStyle {
  const [long, short] = PAGE_MILLIMETRES[page];
  const unit = PAGE_SCALES[page];
  const size = (pointsOnA3: number): number => Math.max(SMALLEST_TEXT_MM, (pointsOnA3 * 25.4 * unit) / 72);
  return {
    hasTrueSize: true,
    widthMm: isPortrait ? short : long,
    heightMm: isPortrait ? long : short,
    unit,
    pixelMm: PIXEL_MM * unit ** DETAIL_GROWTH,
    measureText,
    title: size(23),
    answer: size(11),
    heading: size(10),
    text: size(8.5),
    small: size(7.2),
  };
}

/** Of a picture in a document, whose text stands beside the document's own. */
export function createPictureStyle(widthMm: number, heightMm: number, measureText: MeasureText): SheetStyle {
  const style = createSheetStyle({ page: "A3", isPortrait: false }, measureText);
  const unit = Math.min(
    1.6,
    Math.max(0.45, PICTURE_SCALE * Math.sqrt((widthMm * heightMm) / (PICTURE_WIDTH * PICTURE_HEIGHT))),
  );
  return {
    ...resizeStyle(style, unit),
    hasTrueSize: false,
    widthMm,
    heightMm,
    pixelMm: PIXEL_MM * unit ** DETAIL_GROWTH,
  };
}

/** Everything smaller or larger, texts no smaller than can be read. */
export function resizeStyle(style: SheetStyle, factor: number): SheetStyle {
  const { unit, title, answer, heading, text, small } = style;
  const size = (sizeMm: number): number => Math.max(SMALLEST_TEXT_MM, sizeMm * factor);
  return {
    ...style,
    unit: unit * factor,
    title: size(title),
    answer: size(answer),
    heading: size(heading),
    text: size(text),
    small: size(small),
  };
}

export const LINE_HEIGHT = 1.42;
/** Of the baseline under the top of a line, in ems. */
const BASELINE = 1.05;

export interface LineLook {
  readonly sizeMm: number;
  readonly weight?: 400 | 700;
  readonly colour?: string;
  readonly anchor?: "start" | "middle" | "end";
}

/** A line of text by the top of its line box, which is `LINE_HEIGHT` ems high. */
export function textLine(text: string, x: number, top: number, look: LineLook): Mark {
  const { sizeMm, weight = 400, colour = SHEET_COLOURS.ink, anchor = "start" } = look;
  return { kind: "text", x, y: top + BASELINE * sizeMm, text, sizeMm, weight, colour, anchor };
}

/** A straight line. */
export function rule(x1: number, y1: number, x2: number, y2: number, widthMm: number, colour: string): Mark {
  return { kind: "path", parts: [[x1, y1, x2, y2]], isClosed: false, stroke: { colour, widthMm } };
}

/** A piece of furniture of a known size that can be put anywhere. */
export interface Block {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly draw: (x: number, y: number) => readonly Mark[];
}
