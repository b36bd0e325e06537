/**
 * A map as a picture for slides and reports, which say title, 口径 and sources themselves: the map with its legend, scale,
 * arrow and a line of stamps.
 */
import type { MapLayout, SheetMap, ShownExtent, Stamp } from "../../core/model/presentation.ts";
import type { PaperBox } from "../map/cut-geometry.ts";
import type { FrameSubject } from "../map/map-frame.ts";
import type { Mark, MeasureText, Scene } from "../scene/scene.ts";
import { defaultLayout } from "./default-layout.ts";
import { layBody } from "./lay-body.ts";
import { listLegendTables } from "./legend-rows.ts";
import { findScope, prepareMaps } from "./sheet-maps.ts";
import type { SheetSource } from "./sheet-source.ts";
import { createPictureStyle, LINE_HEIGHT, SHEET_COLOURS, type SheetStyle, textLine } from "./sheet-style.ts";
import { stampWords } from "./sheet-words.ts";

export interface PictureWishes {
  readonly widthMm: number;
  readonly heightMm: number;
  readonly stamp: Stamp;
  /** The whole study where left out. */
  readonly extent?: ShownExtent;
}

const NO_PLACE: FrameSubject = { kind: "view", center: [0, 0], metresPerMillimetre: 100 };

/** @param maps 1 to 6, in the same classes and extent */
export function layoutPicture(
  source: SheetSource,
  maps: readonly SheetMap[],
  wishes: PictureWishes,
  measureText: MeasureText,
): Scene {
  const { widthMm, heightMm } = wishes;
  const style = createPictureStyle(widthMm, heightMm, measureText);
  const { unit } = style;
  const layout: MapLayout = {
    ...defaultLayout(source.study, maps[0]?.serviceId ?? ""),
    maps,
    stamp: wishes.stamp,
    extent: wishes.extent ?? { kind: "study" },
    isPortrait: heightMm > widthMm,
    withGrid: false,
    withInset: false,
  };
  const scope = findScope(source.study, layout.extent);
  const prepared = prepareMaps(source, layout, scope);
  const edge = 0.4 * unit;
  const footHeight = LINE_HEIGHT * style.small + 1.2 * unit;
  const body: PaperBox = { x: edge, y: edge, width: widthMm - 2 * edge, height: heightMm - 2 * edge - footHeight };
  const { marks } = layBody(
    {
      study: source.study,
      layout,
      maps: prepared,
      legend: listLegendTables(prepared, scope.subject?.kind === "view"),
      scope,
      subject: scope.subject ?? NO_PLACE,
      style,
      check: () => {},
    },
    body,
  );
  const foot = drawFoot(source, layout, edge, heightMm - footHeight + 0.8 * unit, style);
  return { widthMm, heightMm, background: SHEET_COLOURS.paper, marks: [...marks, foot] };
}

function drawFoot({ study }: SheetSource, { stamp }: MapLayout, x: number, y: number, { small }: SheetStyle): Mark {
  const words = [...(study.demonstration ? ["演示数据"] : []), stampWords(stamp)].join(" · ");
  return textLine(words, x, y, { sizeMm: small, colour: SHEET_COLOURS.stamp });
}
