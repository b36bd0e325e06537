/**
 * A sheet as a planning atlas prints it: framed, a title with the answer and 口径 over the map, the legend beside it (under
 * it on a portrait page), small print below. Everything is measured before it is placed, so nothing overlaps.
 */
import type { MapLayout } from "../../core/model/presentation.ts";
import { isInChina } from "../map/china-box.ts";
import type { PaperBox } from "../map/cut-geometry.ts";
import { type DrawnMap, drawMap, type MapMemory } from "../map/draw-map.ts";
import { capacityScales } from "../map/facility-marks.ts";
import type { FrameSubject, MapFrame } from "../map/map-frame.ts";
import { createPaperScale } from "../map/paper-zoom.ts";
import type { PlacedName } from "../map/place-names.ts";
import type { Mark, MeasureText, Scene } from "../scene/scene.ts";
import { fitText } from "../scene/wrap-text.ts";
import { arrangeBand, arrangeColumn, columnWidth, type Furniture, type PlacedBlock } from "./arrange-blocks.ts";
import { drawGrid, gridBandMm } from "./draw-grid.ts";
import { footerBlock } from "./footer-block.ts";
import { headerBlock, type SheetStamp } from "./header-block.ts";
import { insetBlock } from "./inset-block.ts";
import type { FacilitySign, SignList } from "./legend-blocks.ts";
import { type LegendTable, listLegendTables } from "./legend-rows.ts";
import { layMapCells, type MapCell } from "./map-cells.ts";
import { scaleBlock } from "./scale-block.ts";
import { findScope, type PreparedMap, prepareMaps, type SheetScope } from "./sheet-maps.ts";
import type { SheetSource } from "./sheet-source.ts";
import { createSheetStyle, LINE_HEIGHT, rule, SHEET_COLOURS, type SheetStyle, textLine } from "./sheet-style.ts";
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
/** Of the content's height that the band of a portrait sheet may take. */
const BAND_SHARE = 0.34;

/** Of a sheet, that its only map covers. */
const FULL_MAP_SHARE = 0.5;
const SMALLEST_DETAIL = 0.6;

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
  const legend = layout.withLegend ? listLegendTables(maps) : [];
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
  const isBand = layout.isPortrait || (!layout.withLegend && !layout.withInset);
  const choices = { withBar: layout.withScaleBar && scope.subject !== null, withArrow: layout.withNorthArrow };
  const furnitureFor = (frame: MapFrame, signs: SignList | null): Furniture => ({
    tables: legend,
    signs,
    mapCount: maps.length,
    makeInset: (width, own) => (layout.withInset && scope.subject ? insetBlock(study, frame, width, own) : null),
    makeScale: (width, own) => (choices.withBar || choices.withArrow ? scaleBlock(frame, width, own, choices) : null),
  });
  const lay = (box: PaperBox) => {
    const captionHeight = maps.length > 1 ? LINE_HEIGHT * (style.heading + style.small) + 0.8 * unit : 0;
    return layMapCells(
      subject,
      Math.max(1, maps.length),
      box,
      5 * unit,
      captionHeight,
      layout.withGrid ? gridBandMm(style) : 0,
    );
  };
  const paint = (frame: MapFrame): DrawnMap[] => drawMaps(maps, layout, scope, frame, style, check);
  let blocks: PlacedBlock[];
  let laid: ReturnType<typeof lay>;
  let drawn: DrawnMap[];
  if (isBand) {
    // The band's height hardly depends on the frame: it is measured with a first one.
    const first = lay({ ...body, height: body.height * (1 - BAND_SHARE) });
    const firstSigns = layout.withLegend ? listSigns(maps, paint(first.frame)) : null;
    const most = BAND_SHARE * content.height;
    const { height } = arrangeBand(furnitureFor(first.frame, firstSigns), body.width, most, style);
    laid = lay({ ...body, height: body.height - height - (height > 0 ? gap : 0) });
    drawn = paint(laid.frame);
    const signs = layout.withLegend ? listSigns(maps, drawn) : null;
    const band = arrangeBand(furnitureFor(laid.frame, signs), body.width, Math.max(height, 1), style);
    blocks = band.columns.map((column) => ({ ...column, x: body.x + column.x, y: body.y + body.height - height }));
  } else {
    const side = columnWidth(furnitureFor(lay(body).frame, null), style);
    laid = lay({ ...body, width: body.width - side - 1.4 * gap });
    drawn = paint(laid.frame);
    const signs = layout.withLegend ? listSigns(maps, drawn) : null;
    const column = { x: body.x + body.width - side, y: body.y, width: side, height: body.height };
    blocks = arrangeColumn(furnitureFor(laid.frame, signs), column, style);
  }
  const footer = footerOf(scope.subject ? words.systemWords(laid.frame) : "未知（研究里没有位置）");
  const footerTop = content.y + content.height - footerHeight;
  const marks: Mark[] = [
    ...drawPlateFrame(style),
    { kind: "group", name: "header", x: 0, y: 0, marks: header.draw(content.x, content.y) },
    ...laid.cells.flatMap((cell, index) =>
      drawCell(cell, maps[index], drawn[index], index, maps.length, laid.frame, layout, style),
    ),
    ...blocks.map(
      ({ block, x, y }): Mark => ({ kind: "group", name: block.name, x: 0, y: 0, marks: block.draw(x, y) }),
    ),
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
    frame: laid.frame,
    maps: laid.cells.map(({ inner }, index) => ({ box: inner, names: drawn[index]?.names ?? [] })),
    legend,
    furniture: [
      { name: "header", x: content.x, y: content.y, width: content.width, height: header.height },
      ...laid.cells.map(({ outer }) => ({ name: "map", ...outer })),
      ...blocks.map(({ block, x, y, width, height }) => ({ name: block.name, x, y, width, height })),
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

function drawMaps(
  maps: readonly PreparedMap[],
  layout: MapLayout,
  scope: SheetScope,
  frame: MapFrame,
  style: SheetStyle,
  check: () => void,
): DrawnMap[] {
  const memory: MapMemory = new Map();
  // Several maps on a sheet are seen from as near as one: they are drawn finer, but not as much finer as they are smaller.
  const share = (frame.widthMm * frame.heightMm) / (style.widthMm * style.heightMm);
  const pixelMm = style.pixelMm * Math.min(1, Math.max(SMALLEST_DETAIL, (share / FULL_MAP_SHARE) ** 0.35));
  const scale = createPaperScale(frame.denominator, frame.centre[1], pixelMm);
  return maps.map(({ run, asked, classes, newFacilities }) => {
    check();
    const content = { study: run.study, serviceId: asked.serviceId, classes, scope: scope.indexes, newFacilities };
    return drawMap(content, layout, frame, scale, style.measureText, memory);
  });
}

/** Facilities are counted in the first map that shows them. */
function listSigns(maps: readonly PreparedMap[], drawn: readonly DrawnMap[]): SignList {
  const facilities = new Map<string, FacilitySign>();
  let isSized = false;
  maps.forEach(({ asked, service, run }, index) => {
    const own = drawn[index];
    if (!own || own.facilityCount === 0 || facilities.has(asked.serviceId)) return;
    const title = service?.title.zh || asked.serviceId;
    facilities.set(asked.serviceId, {
      title,
      domain: service?.domain ?? "other",
      form: own.facilityForm,
      count: own.facilityCount,
    });
    const layer = run.study.facilities.find(({ serviceId }) => serviceId === asked.serviceId);
    if (layer) isSized ||= capacityScales(layer).some((size) => size !== 0.5);
  });
  const kinds = new Set(drawn.flatMap(({ basemapKinds }) => basemapKinds));
  return {
    facilities: [...facilities.values()],
    hasNewFacilities: maps.some(({ newFacilities }) => newFacilities.size > 0) && facilities.size > 0,
    isSized,
    basemap: [...(drawn.some(({ hasStreets }) => hasStreets) ? (["street"] as const) : []), ...kinds],
  };
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

function drawCell(
  { outer, inner }: MapCell,
  map: PreparedMap | undefined,
  drawn: DrawnMap | undefined,
  index: number,
  mapCount: number,
  frame: MapFrame,
  layout: MapLayout,
  style: SheetStyle,
): Mark[] {
  const { unit, heading, small, measureText } = style;
  const marks: Mark[] = [];
  const grid = layout.withGrid ? drawGrid(frame, style) : null;
  if (drawn) marks.push({ ...drawn.group, x: inner.x, y: inner.y, name: `map:${index + 1}` });
  if (grid) {
    const clip = { x: 0, y: 0, width: inner.width, height: inner.height };
    marks.push({ kind: "group", name: "grid", x: inner.x, y: inner.y, clip, marks: grid.lines });
    marks.push({ kind: "group", name: "degrees", x: inner.x, y: inner.y, marks: grid.labels });
  }
  marks.push({ kind: "rect", ...inner, stroke: { colour: SHEET_COLOURS.ink, widthMm: 0.28 * unit } });
  if (!map?.classes) marks.push(...drawMessage(map ? words.captionFigures(map) : "没有可显示的地图", inner, style));
  if (!map || mapCount <= 1) return marks;
  const block = { widthMm: outer.width, measureText };
  const name = fitText(captionName(map, index, layout), { ...block, sizeMm: heading, weight: 700 });
  const figures = fitText(words.captionFigures(map), { ...block, sizeMm: small, weight: 400 });
  marks.push(textLine(name, outer.x, outer.y, { sizeMm: heading, weight: 700 }));
  const top = outer.y + LINE_HEIGHT * heading;
  marks.push(textLine(figures, outer.x, top, { sizeMm: small, colour: SHEET_COLOURS.quiet }));
  return marks;
}

function captionName({ service, asked }: PreparedMap, index: number, { maps }: MapLayout): string {
  const scenarios = new Set(maps.map(({ scenarioName }) => scenarioName));
  const services = new Set(maps.map(({ serviceId }) => serviceId));
  const parts = [
    ...(services.size > 1 || scenarios.size === 1 ? [service?.title.zh || asked.serviceId] : []),
    ...(scenarios.size > 1 ? [words.scenarioTitle(asked.scenarioName)] : []),
  ];
  return `${words.circledNumber(index)} ${parts.join(" · ")}`;
}

function drawMessage(text: string, { x, y, width }: PaperBox, { unit, answer, measureText }: SheetStyle): Mark[] {
  const line = fitText(text, { widthMm: width - 12 * unit, sizeMm: answer, weight: 400, measureText });
  const boxWidth = measureText(line, answer, 400) + 6 * unit;
  const height = LINE_HEIGHT * answer + 2 * unit;
  return [
    {
      kind: "rect",
      x: x + 3 * unit,
      y: y + 3 * unit,
      width: boxWidth,
      height,
      radiusMm: 0.8 * unit,
      fill: { colour: "#ffffff", opacity: 0.92 },
      stroke: { colour: SHEET_COLOURS.hairline, widthMm: 0.15 * unit },
    },
    textLine(line, x + 6 * unit, y + 4 * unit, { sizeMm: answer, colour: SHEET_COLOURS.quiet }),
  ];
}
