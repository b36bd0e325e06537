/**
 * A deck and the frame of its slides: title, what the numbers count (口径), stamps, page number and speaker notes stand in
 * the same places on every slide. Text stays editable and takes the typefaces of the theme.
 */
import PptxGenJS from "pptxgenjs";
import type { Stamp } from "../../core/model/presentation.ts";
import { toDrawnText } from "../scene/drawn-text.ts";
import type { MeasureText } from "../scene/scene.ts";
import { cleanText, type FittedText, fitToRoom, type TextRoom, widenMeasure } from "./fit-slide-text.ts";
import { ACTION, type Box, FOOTER, HAIRLINE, INK, KICKER, NOTICE, PAPER, QUIET, SLIDE, TITLE } from "./slide-look.ts";

export interface Deck {
  readonly writer: PptxGenJS;
  readonly measureText: MeasureText;
  readonly stampWords: string;
  readonly isDemonstration: boolean;
  /** ISO 8601. */
  readonly date: string;
  /** The sheet behind each chart, in the order in which charts were added. */
  readonly sheets: Uint8Array[];
}

export interface DeckProperties {
  readonly title: string;
  readonly organisation: string;
  readonly stamp: Stamp;
  readonly date: string;
  readonly isDemonstration: boolean;
}

export interface Frame {
  /** A short line above the title: which part of the story this is. */
  readonly kicker: string;
  readonly kickerColour?: string;
  /** The one message of the slide. */
  readonly title: string;
  /** Unit, group, reach and date of what is shown. */
  readonly basis: string;
  /** Paragraphs of the speaker notes: where each number comes from. */
  readonly notes: readonly string[];
}

const COVER_LAYOUT = "封面";
const CONTENT_LAYOUT = "正文";
const COVER_POINTS = [38, 36, 34, 32, 28, 24];

/** 内部资料 · 未经审图, or the number under which maps were reviewed. */
function stampWordsOf(stamp: Stamp): string {
  return stamp.kind === "reviewed" ? `审图号：${stamp.number}` : "内部资料 · 未经审图";
}

export function openDeck(properties: DeckProperties, measureText: MeasureText): Deck {
  const { stamp, date, isDemonstration } = properties;
  const widened = widenMeasure(measureText);
  const writer = new PptxGenJS();
  writer.layout = "LAYOUT_WIDE";
  writer.title = cleanText(properties.title);
  writer.subject = "公共服务覆盖评估";
  writer.author = cleanText(properties.organisation) || "民生圈 Minsheng Circle";
  // The writer puts the company into its file as it stands.
  writer.company = "";
  writer.theme = { headFontFace: "Microsoft YaHei", bodyFontFace: "Microsoft YaHei" };
  const titleText = { fontSize: 24, bold: true, color: INK, align: "left", valign: "middle", margin: 0 } as const;
  writer.defineSlideMaster({
    title: COVER_LAYOUT,
    background: { color: PAPER },
    objects: [
      { rect: { x: 0, y: 0, w: 0.22, h: SLIDE.height, fill: { color: ACTION } } },
      {
        placeholder: {
          options: { name: "title", type: "title", x: 0.9, y: 2.1, w: 5.6, h: 1.9, ...titleText, fontSize: 40 },
          text: "",
        },
      },
    ],
  });
  writer.defineSlideMaster({
    title: CONTENT_LAYOUT,
    background: { color: PAPER },
    objects: [
      { line: { x: FOOTER.x, y: FOOTER.y - 0.06, w: 12.133, h: 0, line: { color: HAIRLINE, width: 0.75 } } },
      { placeholder: { options: { name: "title", type: "title", ...place(TITLE), ...titleText }, text: "" } },
    ],
    slideNumber: {
      x: 12.133,
      y: FOOTER.y,
      w: 0.6,
      h: FOOTER.height,
      align: "right",
      valign: "middle",
      margin: 0,
      color: QUIET,
      fontSize: 9,
    },
  });
  return { writer, measureText: widened, stampWords: stampWordsOf(stamp), isDemonstration, date, sheets: [] };
}

export function place({ x, y, width, height }: Box): { x: number; y: number; w: number; h: number } {
  return { x, y, w: width, h: height };
}

/** Adds a slide with its frame; the body is the caller's. */
export function addFramedSlide(deck: Deck, frame: Frame): PptxGenJS.Slide {
  const { writer, measureText, stampWords, isDemonstration } = deck;
  const slide = writer.addSlide({ masterName: CONTENT_LAYOUT });
  const title = fitTitle(frame.title, measureText);
  // The placeholder's size stands above that of the box, the text's own above both.
  slide.addText([{ text: title.text, options: { fontSize: title.points } }], { placeholder: "title" });
  addLine(deck, slide, frame.kicker, KICKER, { points: [11, 10], colour: frame.kickerColour ?? ACTION, bold: true });
  addBasis(deck, slide, frame.basis);
  const stamp = { x: 9.8, y: FOOTER.y, width: 2.3, height: FOOTER.height };
  addLine(deck, slide, stampWords, stamp, { points: [9, 8, 7], colour: QUIET, align: "right" });
  if (isDemonstration) addDemonstrationMark(slide, { x: 11.733, y: KICKER.y, width: 1, height: 0.28 });
  slide.addNotes(frame.notes.map(toDrawnText).join("\n"));
  return slide;
}

/** Large on one line, else on two that do not reach the line above. */
function fitTitle(text: string, measureText: MeasureText): FittedText {
  const room = { widthInches: TITLE.width, bold: true };
  const short = fitToRoom(text, { ...room, maxLines: 1, points: [24, 22] }, measureText);
  if (short.text === cleanText(text)) return short;
  return fitToRoom(text, { ...room, maxLines: 2, points: [20, 18, 16] }, measureText);
}

function addBasis(deck: Deck, slide: PptxGenJS.Slide, basis: string): void {
  const room: TextRoom = { widthInches: FOOTER.width, maxLines: 2, points: [9, 8] };
  const fitted = fitToRoom(basis, room, deck.measureText);
  slide.addText(fitted.text, {
    ...place(FOOTER),
    fontSize: fitted.points,
    color: QUIET,
    align: "left",
    valign: "middle",
    margin: 0,
  });
}

/** @param lines of the title; each may wrap */
export function addCoverSlide(deck: Deck, lines: readonly string[], notes: readonly string[]): PptxGenJS.Slide {
  const slide = deck.writer.addSlide({ masterName: COVER_LAYOUT });
  const room = { widthInches: 5.6, maxLines: lines.length > 1 ? 1 : 3, bold: true };
  const sizes = lines.map((line) => fitToRoom(line, { ...room, points: COVER_POINTS }, deck.measureText).points);
  const points = [Math.min(...sizes)];
  slide.addText(
    lines.map((line, at) => ({
      text: fitToRoom(line, { ...room, points }, deck.measureText).text,
      options: { breakLine: at < lines.length - 1, fontSize: points[0] ?? 24 },
    })),
    { placeholder: "title" },
  );
  slide.addNotes(notes.map(toDrawnText).join("\n"));
  return slide;
}

/** 演示数据 on yellow, wherever the study is a demonstration. */
export function addDemonstrationMark(slide: PptxGenJS.Slide, box: Box): void {
  slide.addText("演示数据", {
    ...place(box),
    shape: "roundRect",
    rectRadius: 0.05,
    fill: { color: NOTICE },
    fontSize: 10,
    bold: true,
    color: "6B4E00",
    align: "center",
    valign: "middle",
    margin: 0,
  });
}

export interface LineLook {
  readonly points: readonly number[];
  readonly colour: string;
  readonly bold?: boolean;
  readonly align?: "left" | "center" | "right";
  readonly valign?: "top" | "middle" | "bottom";
  readonly maxLines?: number;
  readonly isExact?: boolean;
}

/** Text in a box, shrunk and cut to fit; one line unless said otherwise. */
export function addLine(deck: Deck, slide: PptxGenJS.Slide, text: string, box: Box, look: LineLook): void {
  const room: TextRoom = {
    widthInches: box.width,
    maxLines: look.maxLines ?? 1,
    points: look.points,
    bold: look.bold ?? false,
    isExact: look.isExact ?? false,
  };
  const fitted = fitToRoom(text, room, deck.measureText);
  if (fitted.text === "") return;
  slide.addText(fitted.text, {
    ...place(box),
    fontSize: fitted.points,
    color: look.colour,
    bold: look.bold ?? false,
    align: look.align ?? "left",
    valign: look.valign ?? "middle",
    margin: 0,
    wrap: true,
  });
}
