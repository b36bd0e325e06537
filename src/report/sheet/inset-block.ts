/** Where the sheet's extent lies in the whole study: borders (or communities) small, the extent framed. */
import type { Study } from "../../core/model/study.ts";
import { BASEMAP_COLOURS } from "../map/basemap-colours.ts";
import { createMapFrame, type MapFrame } from "../map/map-frame.ts";
import { placeArea, placeLines } from "../map/place-areas.ts";
import { boundsOfStudy } from "../map/shape-bounds.ts";
import type { Mark } from "../scene/scene.ts";
import { type Block, LINE_HEIGHT, SHEET_COLOURS, type SheetStyle, textLine } from "./sheet-style.ts";

/** Frames that show more than this of the study across need no inset. */
const LARGEST_SHARE = 0.75;
/** Extents smaller than this are marked by a ring. */
const SMALLEST_MM = 2.4;

/** Null where the extent is most of the study, or the study has no place. */
export function insetBlock(study: Study, frame: MapFrame, width: number, style: SheetStyle): Block | null {
  const bounds = boundsOfStudy(study);
  if (!bounds) return null;
  const { unit, heading } = style;
  const titleHeight = LINE_HEIGHT * heading + 0.8 * unit;
  const boxHeight = Math.min(width * 0.72, 42 * unit);
  const inset = createMapFrame({ kind: "bounds", bounds }, width, boxHeight);
  const [west, south, east, north] = frame.bounds;
  const [studyWidth, studyHeight] = [bounds[2] - bounds[0], bounds[3] - bounds[1]];
  if (east - west > LARGEST_SHARE * studyWidth && north - south > LARGEST_SHARE * studyHeight) return null;
  const draw = (x: number, y: number): Mark[] => [
    textLine("位置示意", x, y, { sizeMm: heading, weight: 700 }),
    {
      kind: "group",
      name: "inset",
      x,
      y: y + titleHeight,
      clip: { x: 0, y: 0, width, height: boxHeight },
      marks: drawInset(study, inset, frame, style),
    },
    {
      kind: "rect",
      x,
      y: y + titleHeight,
      width,
      height: boxHeight,
      stroke: { colour: SHEET_COLOURS.line, widthMm: 0.18 * unit },
    },
  ];
  return { name: "inset", width, height: titleHeight + boxHeight, draw };
}

function drawInset(study: Study, inset: MapFrame, frame: MapFrame, { unit }: SheetStyle): Mark[] {
  const marks: Mark[] = [
    {
      kind: "rect",
      x: 0,
      y: 0,
      width: inset.widthMm,
      height: inset.heightMm,
      fill: { colour: BASEMAP_COLOURS.ground },
    },
  ];
  const borders = study.context.flatMap(({ kind, geometry }) =>
    (kind === "county-border" || kind === "city-border") && geometry.type !== "Point" ? [geometry] : [],
  );
  const land = borders.flatMap((geometry) =>
    geometry.type === "Polygon" || geometry.type === "MultiPolygon" ? (placeArea(geometry, inset)?.parts ?? []) : [],
  );
  const fill = { colour: "#ffffff" };
  if (land.length > 0) for (const part of land) marks.push({ kind: "path", parts: [part], isClosed: true, fill });
  const lines = borders.flatMap((geometry) => placeLines(geometry, inset));
  const line = { colour: BASEMAP_COLOURS.countyBorder, widthMm: 0.16 * unit, join: "round" } as const;
  if (lines.length > 0) marks.push({ kind: "path", parts: lines, isClosed: false, stroke: line });
  else marks.push(...drawCommunityPoints(study, inset, unit));
  const corners = [
    [0, 0],
    [frame.widthMm, 0],
    [frame.widthMm, frame.heightMm],
    [0, frame.heightMm],
  ].flatMap(([x = 0, y = 0]) => {
    const [lon, lat] = frame.toDegrees(x, y);
    return inset.place(lon, lat);
  });
  const [x, y] = [corners[0]!, corners[1]!];
  const [width, height] = [corners[4]! - x, corners[5]! - y];
  const stroke = { colour: SHEET_COLOURS.stamp, widthMm: 0.45 * unit };
  marks.push({
    kind: "path",
    parts: [corners],
    isClosed: true,
    fill: { colour: SHEET_COLOURS.stamp, opacity: 0.14 },
    stroke,
  });
  if (Math.max(width, height) < SMALLEST_MM * unit)
    marks.push({ kind: "circle", x: x + width / 2, y: y + height / 2, radiusMm: SMALLEST_MM * unit, stroke });
  return marks;
}

function drawCommunityPoints({ communities }: Study, inset: MapFrame, unit: number): Mark[] {
  const parts: number[][] = [];
  const half = 0.25 * unit;
  for (let index = 0; index < communities.count; index++) {
    const [x, y] = inset.place(communities.centres[2 * index]!, communities.centres[2 * index + 1]!);
    if (Number.isFinite(x + y)) parts.push([x - half, y, x + half, y]);
  }
  if (parts.length === 0) return [];
  return [
    { kind: "path", parts, isClosed: false, stroke: { colour: BASEMAP_COLOURS.countyBorder, widthMm: 2 * half } },
  ];
}
