/**
 * A sheet as a planning atlas prints it: framed, a title with the answer and 口径 over the map, the legend beside it (under
 * it on a portrait page), small print below. Everything is measured before it is placed, so nothing overlaps.
 */
import type { MapLayout } from "../../core/model/presentation.ts";
import { isInChina } from "../map/china-box.ts";
import type { PaperBox } from "../map/cut-geometry.ts";
import type { FrameSubject, MapFrame } from "../map/map-frame.ts";
import type { PlacedName } from "../map/place-names.ts";
import type { Mark, MeasureText, Scene } from "../scene/scene.ts";
import { footerBlock } from "./footer-block.ts";
import { headerBlock, type SheetStamp } from "./header-block.ts";
import { layBody } from "./lay-body.ts";
import { type LegendTable, listLegendTables } from "./legend-rows.ts";
import { layMapCells } from "./map-cells.ts";
import { findScope, prepareMaps } from "./sheet-maps.ts";
import type { SheetSource } from "./sheet-source.ts";
import { createSheetStyle, rule, SHEET_COLOURS, type SheetStyle } from "./sheet-style.ts";
import * as words from "./sheet-words.ts";

export interface NamedBox extends PaperBox {
  readonly name: string;
}

export interface LaidSheet {
  readonly scene: Scene;
  /** What the sheet is called at its head. */
  readonly title: string;
  /** The same for all its maps. */
  readonly frame: MapFrame;
  /** Each map's own rectangle on the sheet, with the names on it in its own coordinates. */
  readonly maps: readonly { readonly box: PaperBox; readonly names: readonly PlacedName[] }[];
  readonly legend: readonly LegendTable[];
  /** Header, maps, legend, inset, scale, footer. */
  readonly furniture: readonly NamedBox[];
}

/** A study without a single position is laid out about this one, and says that it shows nothing. */
const NO_PLACE: FrameSubject = { kind: "view", center: [0, 0], metresPerMillimetre: 100 };

/** @param check asked between maps; throws to stop */
export function layoutSheet(
  source: SheetSource,
  layout: MapLayout,
  measureText: MeasureText,
  check: () => void = () => {},
): LaidSheet {
  const style = createSheetStyle(layout, measureText);
  const { study } = source;
  const scope = findScope(study, layout.extent);
  const maps = prepareMaps(source, layout, scope);
  const legend = layout.withLegend ? listLegendTables(maps, scope.subject?.kind === "view") : [];
  const { unit, widthMm, heightMm } = style;
  const margin = 10 * unit;
  const content: PaperBox = { x: margin, y: 9 * unit, width: widthMm - 2 * margin, height: heightMm - 18 * unit };
  const title = words.sheetTitle(study, layout, maps, scope);
  const header = headerBlock(
    { title, answer: words.sheetAnswer(study, maps), basis: words.sheetBasis(study, maps) },
    listStamps(source, layout),
    content.width,
    style,
  );
  const subject = scope.subject ?? NO_PLACE;
  const inChina = scope.subject !== null && isInChina(centreOf(subject));
  const footerOf = (system: string) =>
    footerBlock(
      {
        system,
        notice: inChina ? "图上界线仅供示意，不作为划界依据" : "",
        sources: words.sourceWords(study),
        organisation: layout.organisation.trim(),
        date: words.dateWords(source.date),
      },
      content.width,
      style,
    );
  // Its lines are counted before the frame is known; the meridian's own words are as long as these.
  const footerHeight = footerOf(
    words.systemWords(layMapCells(subject, 1, { x: 0, y: 0, width: 100, height: 100 }, 0, 0, 0).frame),
  ).height;
  const gap = 4 * unit;
  const body: PaperBox = {
    x: content.x,
    y: content.y + header.height + gap,
    width: content.width,
    height: content.height - header.height - footerHeight - 2 * gap,
  };
  const laid = layBody({ study, layout, maps, legend, scope, subject, style, check }, body);
  const { frame } = laid.cells;
  const footer = footerOf(scope.subject ? words.systemWords(frame) : "未知（研究里没有位置）");
  const footerTop = content.y + content.height - footerHeight;
  const marks: Mark[] = [
    ...drawPlateFrame(style),
    { kind: "group", name: "header", x: 0, y: 0, marks: header.draw(content.x, content.y) },
    ...laid.marks,
    rule(
      content.x,
      footerTop - gap / 2,
      content.x + content.width,
      footerTop - gap / 2,
      0.12 * unit,
      SHEET_COLOURS.hairline,
    ),
    { kind: "group", name: "footer", x: 0, y: 0, marks: footer.draw(content.x, footerTop) },
  ];
  return {
    scene: { widthMm, heightMm, background: SHEET_COLOURS.paper, marks },
    title,
    frame,
    maps: laid.cells.cells.map(({ inner }, index) => ({ box: inner, names: laid.drawn[index]?.names ?? [] })),
    legend,
    furniture: [
      { name: "header", x: content.x, y: content.y, width: content.width, height: header.height },
      ...laid.cells.cells.map(({ outer }) => ({ name: "map", ...outer })),
      ...laid.blocks.map(({ block, x, y, width, height }) => ({ name: block.name, x, y, width, height })),
      { name: "footer", x: content.x, y: footerTop, width: content.width, height: footer.height },
    ],
  };
}

function centreOf(subject: FrameSubject): [number, number] {
  if (subject.kind === "view") return subject.center;
  const [west, south, east, north] = subject.bounds;
  return [(west + east) / 2, (south + north) / 2];
}

function listStamps({ study }: SheetSource, { stamp, withBasemap }: MapLayout): SheetStamp[] {
  return [
    ...(study.demonstration ? [{ text: "演示数据", kind: "notice" } as const] : []),
    ...(withBasemap ? [] : [{ text: words.SCHEMATIC, kind: "notice" } as const]),
    { text: words.stampWords(stamp), kind: "rule" },
  ];
}

/** A heavy line and a fine one around the sheet. */
function drawPlateFrame({ widthMm, heightMm, unit }: SheetStyle): Mark[] {
  const frameAt = (inset: number, width: number, colour: string): Mark => ({
    kind: "rect",
    x: inset,
    y: inset,
    width: widthMm - 2 * inset,
    height: heightMm - 2 * inset,
    stroke: { colour, widthMm: width },
  });
  return [frameAt(4.6 * unit, 0.55 * unit, SHEET_COLOURS.ink), frameAt(5.7 * unit, 0.14 * unit, SHEET_COLOURS.ink)];
}
