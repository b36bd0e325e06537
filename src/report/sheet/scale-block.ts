/** The scale as a bar in round lengths and as 1:n, with the arrow to the north beside it. */
import type { MapFrame } from "../map/map-frame.ts";
import { roundLength } from "../map/round-scale.ts";
import type { Mark } from "../scene/scene.ts";
import { type Block, LINE_HEIGHT, SHEET_COLOURS, type SheetStyle, textLine } from "./sheet-style.ts";
import { scaleWords } from "./sheet-words.ts";

interface ScaleBarLengths {
  /** Of the whole bar. */
  readonly metres: number;
  readonly millimetres: number;
  /** Equal parts of the bar. */
  readonly parts: number;
}

/** The longest bar of round length that fits. */
function scaleBarLengths({ denominator }: Pick<MapFrame, "denominator">, widestMm: number): ScaleBarLengths {
  const metres = roundLength((widestMm / 1000) * denominator);
  const figure = Number(String(metres)[0]);
  return { metres, millimetres: (metres / denominator) * 1000, parts: figure === 5 ? 5 : figure === 2 ? 4 : 2 };
}

function lengthWords(metres: number, isInKilometres: boolean): string {
  return String(Number((isInKilometres ? metres / 1000 : metres).toFixed(3)));
}

/** @param withBar 比例尺  @param withArrow 指北针 */
export function scaleBlock(
  frame: MapFrame,
  width: number,
  style: SheetStyle,
  { withBar, withArrow }: { readonly withBar: boolean; readonly withArrow: boolean },
): Block {
  const { unit, small, heading } = style;
  const arrowWidth = withArrow ? 13 * unit : 0;
  // Words, figures and bar under one another.
  const height = Math.max(17 * unit, 0.6 * unit + LINE_HEIGHT * (heading + small) + 4.4 * unit);
  const draw = (x: number, y: number): Mark[] => {
    const marks: Mark[] = withArrow ? northArrow(x + 4.6 * unit, y, height, style) : [];
    if (!withBar) return marks;
    const left = x + arrowWidth;
    const { metres, millimetres, parts } = scaleBarLengths(frame, width - arrowWidth - Math.max(8 * unit, 3.4 * small));
    marks.push(
      textLine(style.hasTrueSize ? `比例尺 ${scaleWords(frame.denominator)}` : "比例尺", left, y + 0.6 * unit, {
        sizeMm: heading,
        weight: 700,
      }),
    );
    const barTop = y + height - 3.6 * unit;
    const barHeight = 1.3 * unit;
    const isInKilometres = metres >= 1000;
    for (let part = 0; part < parts; part++) {
      marks.push({
        kind: "rect",
        x: left + (millimetres * part) / parts,
        y: barTop,
        width: millimetres / parts,
        height: barHeight,
        fill: { colour: part % 2 === 0 ? SHEET_COLOURS.ink : SHEET_COLOURS.paper },
        stroke: { colour: SHEET_COLOURS.ink, widthMm: 0.15 * unit },
      });
    }
    const top = barTop - LINE_HEIGHT * small - 0.2 * unit;
    const look = { sizeMm: small, colour: SHEET_COLOURS.ink } as const;
    marks.push(textLine("0", left, top, look));
    const half = lengthWords(metres / 2, isInKilometres);
    if (parts !== 5) marks.push(textLine(half, left + millimetres / 2, top, { ...look, anchor: "middle" }));
    const last = `${lengthWords(metres, isInKilometres)}\u2009${isInKilometres ? "km" : "m"}`;
    const lastWidth = style.measureText(lengthWords(metres, isInKilometres), small, 400);
    marks.push(textLine(last, left + millimetres - lastWidth / 2, top, look));
    return marks;
  };
  return { name: "scale", width, height, draw };
}

/** A slim needle, its western half open, under an N. */
function northArrow(middle: number, y: number, height: number, { unit, heading }: SheetStyle): Mark[] {
  const top = y + LINE_HEIGHT * heading;
  const bottom = y + height - 2.2 * unit;
  const half = 2.6 * unit;
  const notch = bottom - 2.6 * unit;
  const edge = { colour: SHEET_COLOURS.ink, widthMm: 0.2 * unit, join: "miter" } as const;
  return [
    textLine("N", middle, y, { sizeMm: heading, weight: 700, anchor: "middle" }),
    {
      kind: "path",
      parts: [[middle, top, middle - half, bottom, middle, notch]],
      isClosed: true,
      fill: { colour: SHEET_COLOURS.paper },
      stroke: edge,
    },
    {
      kind: "path",
      parts: [[middle, top, middle + half, bottom, middle, notch]],
      isClosed: true,
      fill: { colour: SHEET_COLOURS.ink },
      stroke: edge,
    },
  ];
}
