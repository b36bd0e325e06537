/**
 * The map of one service as slides and papers show it: the answer, its legend and scale beside it, and no title, for the
 * document says that in its own words. As large as the room allows; the bar tells the scale, which is not a round one.
 */
import type { MapLayout } from "../../core/model/presentation.ts";
import { type DrawnMap, drawMap, type MapMemory } from "../map/draw-map.ts";
import { createMapFrame, type FrameSubject, type MapFrame } from "../map/map-frame.ts";
import { createPaperScale } from "../map/paper-zoom.ts";
import type { Mark, MeasureText, Scene } from "../scene/scene.ts";
import { fitText } from "../scene/wrap-text.ts";
import { arrangeColumn, type PlacedBlock } from "../sheet/arrange-blocks.ts";
import { defaultLayout } from "../sheet/default-layout.ts";
import { listSigns } from "../sheet/layout-sheet.ts";
import { listLegendTables } from "../sheet/legend-rows.ts";
import { scaleBlock } from "../sheet/scale-block.ts";
import { findScope, type PreparedMap, prepareMaps } from "../sheet/sheet-maps.ts";
import type { SheetSource } from "../sheet/sheet-source.ts";
import { createSheetStyle, LINE_HEIGHT, SHEET_COLOURS, type SheetStyle, textLine } from "../sheet/sheet-style.ts";
import { stampWords } from "../sheet/sheet-words.ts";

/** As wide as the map's place on a slide, so that its text has the size that it was set in. */
export const PICTURE_MM = { width: 176, height: 131 } as const;
const COLUMN_MM = 46;
const MARGIN_MM = 3;
/** Of the frame on each side of the study. */
const AIR = 0.03;

/** Null where the study has no position at all. `memory` keeps what the maps of a study share. */
export function mapPicture(
  source: SheetSource,
  serviceId: string,
  stamp: MapLayout["stamp"],
  measureText: MeasureText,
  memory: MapMemory,
): Scene | null {
  const { study } = source;
  const layout: MapLayout = { ...defaultLayout(study, serviceId), stamp };
  const scope = findScope(study, layout.extent);
  const [map] = prepareMaps(source, layout, scope);
  if (scope.subject === null || !map) return null;
  const style: SheetStyle = {
    ...createSheetStyle({ page: "A3", isPortrait: false }, measureText),
    widthMm: PICTURE_MM.width,
    heightMm: PICTURE_MM.height,
  };
  const width = PICTURE_MM.width - COLUMN_MM - 2 * MARGIN_MM;
  const frame = tightFrame(scope.subject, width, PICTURE_MM.height);
  const scale = createPaperScale(frame.denominator, frame.centre[1], style.pixelMm);
  const { run, classes, newFacilities } = map;
  const content = { study: run.study, serviceId, classes, scope: null, newFacilities };
  const drawn = drawMap(content, layout, frame, scale, measureText, memory);
  const column = { x: width + MARGIN_MM, y: MARGIN_MM, width: COLUMN_MM, height: PICTURE_MM.height - 2 * MARGIN_MM };
  const stamped = stampLine(study.demonstration, stamp, column, style);
  const blocks = legendOf(map, drawn, frame, { ...column, height: column.height - stamped.height }, style);
  const edge = { colour: SHEET_COLOURS.hairline, widthMm: 0.2 };
  return {
    widthMm: PICTURE_MM.width,
    heightMm: PICTURE_MM.height,
    background: SHEET_COLOURS.paper,
    marks: [
      drawn.group,
      { kind: "path", parts: [[width, 0, width, PICTURE_MM.height]], isClosed: false, stroke: edge },
      ...blocks.map(
        ({ block, x, y }): Mark => ({ kind: "group", name: block.name, x: 0, y: 0, marks: block.draw(x, y) }),
      ),
      ...stamped.marks,
    ],
  };
}

/** The frame in which the subject fills the room, not in a round scale. */
function tightFrame(subject: FrameSubject, widthMm: number, heightMm: number): MapFrame {
  const loose = createMapFrame(subject, widthMm, heightMm);
  if (subject.kind === "view") return loose;
  const [west, south, east, north] = subject.bounds;
  const corners = [
    [west, south],
    [west, north],
    [east, south],
    [east, north],
    [(west + east) / 2, south],
    [(west + east) / 2, north],
  ].map(([lon, lat]) => loose.place(lon as number, lat as number));
  const spread = (values: readonly number[]): number => Math.max(...values) - Math.min(...values);
  const used = Math.max(
    spread(corners.map(([x]) => x)) / (widthMm * (1 - 2 * AIR)),
    spread(corners.map(([, y]) => y)) / (heightMm * (1 - 2 * AIR)),
  );
  // A single place has no extent of its own.
  if (used < 0.05) return loose;
  const metresPerMillimetre = (loose.denominator / 1000) * used;
  return createMapFrame({ kind: "view", center: loose.centre, metresPerMillimetre }, widthMm, heightMm);
}

function legendOf(
  map: PreparedMap,
  drawn: DrawnMap,
  frame: MapFrame,
  box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  style: SheetStyle,
): PlacedBlock[] {
  return arrangeColumn(
    {
      tables: listLegendTables([map]),
      signs: listSigns([map], [drawn]),
      mapCount: 1,
      makeInset: () => null,
      makeScale: (width, own) => scaleBlock(frame, width, own, { withBar: true, withArrow: true }),
    },
    box,
    style,
  );
}

function stampLine(
  isDemonstration: boolean,
  stamp: MapLayout["stamp"],
  box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  { small, measureText }: SheetStyle,
): { readonly marks: readonly Mark[]; readonly height: number } {
  const lines = [...(isDemonstration ? ["演示数据"] : []), stampWords(stamp)];
  const height = lines.length * LINE_HEIGHT * small + 1.5;
  const top = box.y + box.height - lines.length * LINE_HEIGHT * small;
  const marks = lines.map((line, at) => {
    const text = fitText(line, { widthMm: box.width, sizeMm: small, weight: 400, measureText });
    return textLine(text, box.x, top + at * LINE_HEIGHT * small, { sizeMm: small, colour: SHEET_COLOURS.stamp });
  });
  return { marks, height };
}
