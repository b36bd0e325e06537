/** The legend as blocks: classes with their counts, and the signs of facilities and basemap. */

import type { ServiceDomain } from "../../core/model/facility.ts";
import { formatCount } from "../../core/model/format-number.ts";
import { BASEMAP_COLOURS } from "../map/basemap-colours.ts";
import type { BasemapKind } from "../map/draw-basemap.ts";
import { textureHatch } from "../map/draw-communities.ts";
import { drawIcon, newRing, type PaperIconForm } from "../map/draw-facilities.ts";
import { NO_DATA_DOTS, NOT_MET_STROKES } from "../map/map-textures.ts";
import type { Mark } from "../scene/scene.ts";
import { fitText, wrapText } from "../scene/wrap-text.ts";
import type { LegendRow, LegendTable } from "./legend-rows.ts";
import { type Block, LINE_HEIGHT, rule, SHEET_COLOURS, type SheetStyle, textLine } from "./sheet-style.ts";
import { circledNumber } from "./sheet-words.ts";

/** Width of a column of counts on A3. */
const COUNT_COLUMN = 10.2;
const SWATCH_WIDTH = 7;
const SWATCH_HEIGHT = 3.5;

/** Of a row of the legend: swatch and text fit into it. */
function rowHeightOf({ unit, text }: SheetStyle): number {
  return Math.max(5.1 * unit, LINE_HEIGHT * text);
}

/** Width of a column of counts. */
export function countWidth({ unit, text }: SheetStyle): number {
  return Math.max(COUNT_COLUMN * unit, 3.4 * text);
}

/** A line in small print, broken where it must be. */
export function noteBlock(words: string, width: number, style: SheetStyle): Block {
  const { small, measureText } = style;
  const lines = wrapText(words, { widthMm: width, sizeMm: small, weight: 400, measureText });
  return {
    name: "note",
    width,
    height: lines.length * LINE_HEIGHT * small,
    draw: (x, y) =>
      lines.map((line, row) =>
        textLine(line, x, y + row * LINE_HEIGHT * small, { sizeMm: small, colour: SHEET_COLOURS.quiet }),
      ),
  };
}

/** A heading with what it is made of under it. */
export function headingBlock(text: string, width: number, style: SheetStyle): Block {
  const lines = wrapText(text, {
    widthMm: width,
    sizeMm: style.heading,
    weight: 700,
    measureText: style.measureText,
    maxLines: 2,
  });
  const height = lines.length * LINE_HEIGHT * style.heading;
  return {
    name: "heading",
    width,
    height,
    draw: (x, y) =>
      lines.map((line, row) =>
        textLine(line, x, y + row * LINE_HEIGHT * style.heading, { sizeMm: style.heading, weight: 700 }),
      ),
  };
}

/** Blocks under one another, closer under a heading. */
export function stackBlocks(name: string, blocks: readonly Block[], gap: number): Block {
  const gapAfter = (block: Block): number => (block.name === "heading" ? 0.2 * gap : gap);
  return {
    name,
    width: Math.max(0, ...blocks.map(({ width }) => width)),
    height: blocks.reduce(
      (sum, block, index) => sum + block.height + (index > 0 ? gapAfter(blocks[index - 1]!) : 0),
      0,
    ),
    draw: (x, y) => {
      let top = y;
      return blocks.flatMap((block) => {
        const marks = block.draw(x, top);
        top += block.height + gapAfter(block);
        return marks;
      });
    },
  };
}

function swatch({ colour, texture }: LegendRow, x: number, y: number, { unit, pixelMm }: SheetStyle): Mark[] {
  const box = { kind: "rect", x, y, width: SWATCH_WIDTH * unit, height: SWATCH_HEIGHT * unit } as const;
  const edge = { colour: SHEET_COLOURS.line, widthMm: 0.12 * unit };
  if (texture === "none") return [{ ...box, fill: { colour }, stroke: edge }];
  const hatch =
    texture === "strokes" ? textureHatch(NOT_MET_STROKES, "up", pixelMm) : textureHatch(NO_DATA_DOTS, "dots", pixelMm);
  return [
    { ...box, fill: { colour } },
    { ...box, fill: { hatch }, stroke: edge },
  ];
}

/** Classes, textures and their counts: one column a map, called by the maps' numbers where there are several. */
export function classesBlock(table: LegendTable, width: number, style: SheetStyle, mapCount: number): Block {
  const { unit, text, small } = style;
  const rowHeight = rowHeightOf(style);
  const title = headingBlock(table.title, width, style);
  const noteHeight = table.note === "" ? 0 : LINE_HEIGHT * small;
  const headHeight = LINE_HEIGHT * small + 0.8 * unit;
  const column = countWidth(style);
  const labelX = (SWATCH_WIDTH + 2.2) * unit;
  const labelWidth = width - labelX - table.mapIndexes.length * column;
  const height = title.height + noteHeight + headHeight + table.rows.length * rowHeight + 1.6 * unit;
  const draw = (x: number, y: number): Mark[] => {
    const marks: Mark[] = [...title.draw(x, y)];
    let top = y + title.height;
    if (table.note !== "") {
      const note = fitText(table.note, { widthMm: width, sizeMm: small, weight: 400, measureText: style.measureText });
      marks.push(textLine(note, x, top, { sizeMm: small, colour: SHEET_COLOURS.quiet }));
      top += noteHeight;
    }
    table.mapIndexes.forEach((map, at) => {
      const right = x + width - (table.mapIndexes.length - 1 - at) * column;
      const head = mapCount > 1 ? circledNumber(map) : "个数";
      marks.push(textLine(head, right, top, { sizeMm: small, colour: SHEET_COLOURS.quiet, anchor: "end" }));
    });
    top += headHeight;
    for (const row of table.rows) {
      if (row.kind === "total") marks.push(rule(x + labelX, top, x + width, top, 0.12 * unit, SHEET_COLOURS.hairline));
      if (row.colour !== "") marks.push(...swatch(row, x, top + (rowHeight - SWATCH_HEIGHT * unit) / 2, style));
      const lineTop = top + (rowHeight - LINE_HEIGHT * text) / 2;
      const weight = row.kind === "total" ? 700 : 400;
      const label = fitText(row.label, { widthMm: labelWidth, sizeMm: text, weight, measureText: style.measureText });
      marks.push(textLine(label, x + labelX, lineTop, { sizeMm: text, weight }));
      row.counts.forEach((count, at) => {
        const right = x + width - (row.counts.length - 1 - at) * column;
        marks.push(textLine(formatCount(count), right, lineTop, { sizeMm: text, weight, anchor: "end" }));
      });
      top += rowHeight;
    }
    return marks;
  };
  return { name: "classes", width, height, draw };
}

export interface FacilitySign {
  readonly title: string;
  readonly domain: ServiceDomain;
  readonly form: PaperIconForm;
  /** In the frames of the maps that show it. */
  readonly count: number;
}

export interface SignList {
  readonly facilities: readonly FacilitySign[];
  readonly hasNewFacilities: boolean;
  /** Icons are of different sizes. */
  readonly isSized: boolean;
  /** Communities without an outline are shown. */
  readonly hasPoints: boolean;
  readonly basemap: readonly (BasemapKind | "street")[];
}

const BASEMAP_WORDS: Readonly<Record<BasemapKind | "street", string>> = {
  street: "道路",
  railway: "铁路",
  water: "水域",
  green: "绿地",
  "built-up": "建成区",
  wall: "城墙",
  "county-border": "区县界",
  "city-border": "市界",
};

/** Signs on the map: facilities one a line, the basemap in two columns. */
export function signsBlock(list: SignList, width: number, style: SheetStyle): Block {
  const { unit, text, small, measureText } = style;
  const rowHeight = rowHeightOf(style);
  const labelX = (SWATCH_WIDTH + 2.2) * unit;
  const facilityRows = list.facilities.length + (list.hasNewFacilities ? 1 : 0);
  const notes = [
    ...(list.isSized && list.facilities.length > 0 ? ["图标大小表示设施规模"] : []),
    ...(list.hasPoints ? ["圆点为没有边界的社区，赭边为未达标"] : []),
  ];
  const noteHeight = LINE_HEIGHT * small;
  const basemapRows = Math.ceil(list.basemap.length / 2);
  const draw = (x: number, y: number): Mark[] => {
    const marks: Mark[] = [];
    let top = y;
    const label = (words: string, from: number, widthMm: number): void => {
      const fitted = fitText(words, { widthMm, sizeMm: text, weight: 400, measureText });
      marks.push(textLine(fitted, from, top + (rowHeight - LINE_HEIGHT * text) / 2, { sizeMm: text }));
    };
    const middle = x + (SWATCH_WIDTH * unit) / 2;
    for (const { title, domain, form, count } of list.facilities) {
      const radius = (form === "pictogram" ? 2.1 : form === "ring" ? 1.5 : 0.8) * unit;
      marks.push(...drawIcon(domain, form, middle, top + rowHeight / 2, radius));
      const found = `图内 ${formatCount(count)} 处`;
      label(title, x + labelX, width - labelX - measureText(found, text, 400) - 0.8 * text);
      const lineTop = top + (rowHeight - LINE_HEIGHT * text) / 2;
      marks.push(textLine(found, x + width, lineTop, { sizeMm: text, anchor: "end" }));
      top += rowHeight;
    }
    if (list.hasNewFacilities) {
      const domain = list.facilities[0]?.domain ?? "other";
      marks.push(
        ...drawIcon(domain, "ring", middle, top + rowHeight / 2, 1.2 * unit),
        newRing(middle, top + rowHeight / 2, 1.2 * unit),
      );
      label("方案新增或迁建", x + labelX, width - labelX);
      top += rowHeight;
    }
    for (const note of notes) {
      const fitted = fitText(note, { widthMm: width - labelX, sizeMm: small, weight: 400, measureText });
      marks.push(textLine(fitted, x + labelX, top, { sizeMm: small, colour: SHEET_COLOURS.quiet }));
      top += noteHeight;
    }
    list.basemap.forEach((kind, index) => {
      const left = x + (index % 2) * (width / 2);
      marks.push(...basemapSign(kind, left, top + rowHeight / 2, unit));
      label(BASEMAP_WORDS[kind], left + labelX, width / 2 - labelX);
      if (index % 2 === 1) top += rowHeight;
    });
    return marks;
  };
  return { name: "signs", width, height: (facilityRows + basemapRows) * rowHeight + notes.length * noteHeight, draw };
}

function basemapSign(kind: BasemapKind | "street", x: number, middle: number, unit: number): Mark[] {
  const width = SWATCH_WIDTH * unit;
  const line = (widthMm: number, colour: string, more: object = {}): Mark => ({
    kind: "path",
    parts: [[x, middle, x + width, middle]],
    isClosed: false,
    stroke: { colour, widthMm: widthMm * unit, ...more },
  });
  const patch = (colour: string): Mark[] => [
    {
      kind: "rect",
      x,
      y: middle - (SWATCH_HEIGHT * unit) / 2,
      width,
      height: SWATCH_HEIGHT * unit,
      fill: { colour },
      stroke: { colour: SHEET_COLOURS.line, widthMm: 0.12 * unit },
    },
  ];
  switch (kind) {
    case "street":
      return [line(1.3, BASEMAP_COLOURS.streetEdge), line(0.8, "#ffffff")];
    case "railway":
      return [line(0.55, BASEMAP_COLOURS.railway), line(0.3, "#ffffff", { dashMm: [1.2 * unit, 1.2 * unit] })];
    case "water":
      return patch(BASEMAP_COLOURS.water);
    case "green":
      return patch(BASEMAP_COLOURS.green);
    case "built-up":
      return patch(BASEMAP_COLOURS.builtUp);
    case "wall":
      return [line(0.6, BASEMAP_COLOURS.wall)];
    case "county-border":
      return [
        line(1.2, BASEMAP_COLOURS.countyBorder, { opacity: 0.16 }),
        line(0.22, BASEMAP_COLOURS.countyBorder, { dashMm: [2 * unit, 0.7 * unit, 0.35 * unit, 0.7 * unit] }),
      ];
    case "city-border":
      return [line(0.42, BASEMAP_COLOURS.cityBorder)];
  }
}
