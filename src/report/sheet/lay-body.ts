/**
 * The middle of a sheet, and all of a picture: maps in cells, legend, inset and scale beside or under them. What is drawn
 * decides what the legend lists, so the maps are drawn before it is placed.
 */
import type { MapLayout } from "../../core/model/presentation.ts";
import type { Study } from "../../core/model/study.ts";
import type { PaperBox } from "../map/cut-geometry.ts";
import { knownBasemapKinds } from "../map/draw-basemap.ts";
import { type DrawnMap, drawMap, type MapMemory } from "../map/draw-map.ts";
import { capacityScales } from "../map/facility-marks.ts";
import type { FrameSubject, MapFrame } from "../map/map-frame.ts";
import { createPaperScale } from "../map/paper-zoom.ts";
import type { Mark } from "../scene/scene.ts";
import { arrangeBand, arrangeColumn, columnWidth, type Furniture, type PlacedBlock } from "./arrange-blocks.ts";
import { drawCell } from "./draw-cell.ts";
import { gridBandMm } from "./draw-grid.ts";
import { insetBlock } from "./inset-block.ts";
import type { FacilitySign, SignList } from "./legend-blocks.ts";
import type { LegendTable } from "./legend-rows.ts";
import { layMapCells, type MapCells } from "./map-cells.ts";
import { scaleBlock } from "./scale-block.ts";
import type { PreparedMap, SheetScope } from "./sheet-maps.ts";
import { LINE_HEIGHT, type SheetStyle } from "./sheet-style.ts";

export interface BodyContent {
  readonly study: Study;
  readonly layout: MapLayout;
  readonly maps: readonly PreparedMap[];
  readonly legend: readonly LegendTable[];
  readonly scope: SheetScope;
  /** Where to look if the study has no place at all. */
  readonly subject: FrameSubject;
  readonly style: SheetStyle;
  /** Asked between maps; throws to stop. */
  readonly check: () => void;
}

export interface LaidBody {
  readonly cells: MapCells;
  readonly drawn: readonly DrawnMap[];
  readonly blocks: readonly PlacedBlock[];
  readonly marks: readonly Mark[];
}

/** Of the body's height that the band of a portrait sheet may take. */
const BAND_SHARE = 0.38;
/** Of a sheet, that its only map covers. */
const FULL_MAP_SHARE = 0.5;
const SMALLEST_DETAIL = 0.6;

export function layBody(content: BodyContent, body: PaperBox): LaidBody {
  const { study, layout, maps, legend, scope, subject, style } = content;
  const { unit } = style;
  const gap = 4 * unit;
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
  const paint = (frame: MapFrame): DrawnMap[] => drawMaps(content, frame);
  if (isBand) {
    // Measured before anything is drawn, with every sign that may be on the map: what is drawn needs no more room.
    const { frame } = lay({ ...body, height: body.height * (1 - BAND_SHARE) });
    const expected = layout.withLegend ? expectSigns(content) : null;
    const { height } = arrangeBand(furnitureFor(frame, expected), body.width, BAND_SHARE * body.height, style);
    const laid = lay({ ...body, height: body.height - height - (height > 0 ? gap : 0) });
    const drawn = paint(laid.frame);
    const signs = layout.withLegend ? listSigns(maps, drawn) : null;
    const band = arrangeBand(furnitureFor(laid.frame, signs), body.width, Math.max(height, 1), style);
    const blocks = band.columns.map((column) => ({
      ...column,
      x: body.x + column.x,
      y: body.y + body.height - height,
    }));
    return finish(content, laid, drawn, blocks);
  }
  const side = columnWidth(furnitureFor(lay(body).frame, null), style);
  const laid = lay({ ...body, width: body.width - side - 1.4 * gap });
  const drawn = paint(laid.frame);
  const signs = layout.withLegend ? listSigns(maps, drawn) : null;
  const column = { x: body.x + body.width - side, y: body.y, width: side, height: body.height };
  return finish(content, laid, drawn, arrangeColumn(furnitureFor(laid.frame, signs), column, style));
}

function finish(
  { maps, layout, style }: BodyContent,
  cells: MapCells,
  drawn: readonly DrawnMap[],
  blocks: readonly PlacedBlock[],
): LaidBody {
  const marks: Mark[] = [
    ...cells.cells.flatMap((cell, index) =>
      drawCell(cell, maps[index], drawn[index], index, maps.length, cells.frame, layout, style),
    ),
    ...blocks.map(
      ({ block, x, y }): Mark => ({ kind: "group", name: block.name, x: 0, y: 0, marks: block.draw(x, y) }),
    ),
  ];
  return { cells, drawn, blocks, marks };
}

function drawMaps({ maps, layout, scope, style, check }: BodyContent, frame: MapFrame): DrawnMap[] {
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

/** All signs that maps may show, before they are drawn. */
function expectSigns({ maps, study, layout }: BodyContent): SignList {
  const shown = layout.withFacilities ? maps : [];
  const kinds = knownBasemapKinds(study);
  const services = new Map(shown.map((map) => [map.asked.serviceId, map]));
  return {
    facilities: [...services.values()].map(({ asked, service }) => ({
      title: service?.title.zh || asked.serviceId,
      domain: service?.domain ?? "other",
      form: "ring",
      count: 0,
    })),
    hasNewFacilities: shown.some(({ newFacilities }) => newFacilities.size > 0),
    isSized: shown.length > 0,
    hasPoints: study.communities.areas.some((area) => area === null),
    basemap: layout.withBasemap ? ["street", ...kinds] : kinds.filter((kind) => kind.endsWith("-border")),
  };
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
    hasPoints: drawn.some(({ hasPoints }) => hasPoints),
    basemap: [...(drawn.some(({ hasStreets }) => hasStreets) ? (["street"] as const) : []), ...kinds],
  };
}
