/**
 * Where legend, inset and scale go: a column at the right of a landscape sheet, a band under the map of a portrait one. What
 * finds no room is left out in order of worth: the signs of the basemap, the inset, then all is set closer, texts no smaller
 * than can be read; where that is not enough, the signs and tables of the legend from its end, and a line says that they are missing.
 */
import type { PaperBox } from "../map/cut-geometry.ts";
import {
  classesBlock,
  countWidth,
  headingBlock,
  noteBlock,
  type SignList,
  signsBlock,
  stackBlocks,
} from "./legend-blocks.ts";
import type { LegendTable } from "./legend-rows.ts";
import { type Block, resizeStyle, type SheetStyle } from "./sheet-style.ts";

export interface Furniture {
  readonly tables: readonly LegendTable[];
  /** Null without a legend. */
  readonly signs: SignList | null;
  readonly mapCount: number;
  /** Null where there is nothing to show. */
  readonly makeInset: (width: number, style: SheetStyle) => Block | null;
  readonly makeScale: (width: number, style: SheetStyle) => Block | null;
}

export interface PlacedBlock extends PaperBox {
  readonly block: Block;
}

interface Variant {
  readonly size: number;
  readonly withBasemap: boolean;
  readonly withInset: boolean;
  readonly withSigns: boolean;
  /** Tables of the legend that are left out, from its end. */
  readonly tablesLeftOut: number;
}

const WHOLE: Variant = { size: 1, withBasemap: true, withInset: true, withSigns: true, tablesLeftOut: 0 };

/** From all of it to as little as is left. */
function listVariants({ tables }: Furniture): Variant[] {
  const bare = { ...WHOLE, withBasemap: false, withInset: false };
  const least = { ...bare, size: 0.36, withSigns: false };
  return [
    WHOLE,
    { ...WHOLE, withBasemap: false },
    bare,
    { ...bare, size: 0.86 },
    { ...bare, size: 0.74 },
    { ...bare, size: 0.62, withSigns: false },
    { ...bare, size: 0.5, withSigns: false },
    ...[0, ...tables.keys()].map((_, tablesLeftOut) => ({ ...least, tablesLeftOut })),
  ];
}

/** On A3. */
const NARROWEST_COLUMN = 64;
const LABEL_ROOM = 33;
const BLOCK_GAP = 5;
/** Of the page. */
const WIDEST_SHARE = 0.32;

/** Width of the column of a landscape sheet, by the number of counts in a row of its legend. */
export function columnWidth({ tables }: Furniture, style: SheetStyle): number {
  const { unit, widthMm } = style;
  const counts = Math.max(1, ...tables.map(({ mapIndexes }) => mapIndexes.length));
  const needed = (9.2 + LABEL_ROOM) * unit + counts * countWidth(style);
  return Math.min(WIDEST_SHARE * widthMm, Math.max(NARROWEST_COLUMN * unit, needed));
}

function legendBlocks(
  furniture: Furniture,
  width: number,
  style: SheetStyle,
  variant: Variant,
): { tables: Block[]; signs: Block[] } {
  const kept = furniture.tables.slice(0, furniture.tables.length - variant.tablesLeftOut);
  const tables = kept.map((table) => classesBlock(table, width, style, furniture.mapCount));
  const missing = [
    ...(variant.tablesLeftOut > 0 ? [`${variant.tablesLeftOut} 个指标的图例`] : []),
    ...(furniture.signs && !variant.withSigns ? ["符号说明"] : []),
  ];
  if (missing.length > 0) tables.push(noteBlock(`版面放不下${missing.join("和")}，未列出。`, width, style));
  const list = variant.withSigns ? furniture.signs : null;
  const signs = list && signsBlock({ ...list, basemap: variant.withBasemap ? list.basemap : [] }, width, style);
  return { tables, signs: signs && signs.height > 0 ? [signs] : [] };
}

function place(block: Block, x: number, y: number): PlacedBlock {
  return { block, x, y, width: block.width, height: block.height };
}

/** Blocks in a column: the legend from its top, inset and scale at its bottom. */
export function arrangeColumn(furniture: Furniture, box: PaperBox, style: SheetStyle): PlacedBlock[] {
  const variants = listVariants(furniture);
  for (const variant of variants) {
    const own = resizeStyle(style, variant.size);
    const gap = BLOCK_GAP * own.unit;
    const { tables, signs } = legendBlocks(furniture, box.width, own, variant);
    const top = [...(tables.length + signs.length > 0 ? [legendTitle(box.width, own)] : []), ...tables, ...signs];
    const inset = variant.withInset ? furniture.makeInset(box.width, own) : null;
    const bottom = [inset, furniture.makeScale(box.width, own)].filter((block) => block !== null);
    const blocks = [...top, ...bottom];
    const isLast = variant === variants.at(-1);
    const height = blocks.reduce((sum, block) => sum + block.height + gap, -gap);
    if (height > box.height && !isLast) continue;
    let y = box.y;
    const placed: PlacedBlock[] = [];
    for (const block of top) {
      placed.push(place(block, box.x, y));
      y += block.height + (block.name === "heading" ? 0.4 * gap : gap);
    }
    let end = box.y + box.height;
    for (const block of bottom.reverse()) {
      end -= block.height;
      placed.push(place(block, box.x, end));
      end -= gap;
    }
    return placed;
  }
  return [];
}

function legendTitle(width: number, style: SheetStyle, words = "图例"): Block {
  return headingBlock(words, width, { ...style, heading: style.heading * 1.15 });
}

function titled(words: string, blocks: readonly Block[], width: number, style: SheetStyle): Block[] {
  return blocks.length > 0 ? [legendTitle(width, style, words), ...blocks] : [];
}

/** Shares of a band's width: classes, signs, inset and scale. */
const BAND_SHARES = [0.4, 0.3, 0.3] as const;
/** Of a band too narrow for three columns: classes, all else. */
const NARROW_SHARES = [0.45, 0.55] as const;
/** In ems of its texts. */
const NARROW_BAND = 60;

/** Blocks side by side in a band; its height is what they need, at most what is given. */
export function arrangeBand(
  furniture: Furniture,
  width: number,
  mostHeight: number,
  style: SheetStyle,
): { readonly height: number; readonly columns: readonly PlacedBlock[] } {
  const variants = listVariants(furniture);
  const isNarrow = width < NARROW_BAND * style.text;
  const columnGap = (isNarrow ? 6 : 8) * style.unit;
  for (const variant of variants) {
    const own = resizeStyle(style, variant.size);
    const gap = BLOCK_GAP * own.unit;
    const shares = isNarrow ? NARROW_SHARES : BAND_SHARES;
    const widths = shares.map((share) => share * (width - (shares.length - 1) * columnGap));
    const [first = width, second = width, third = second] = widths;
    const tables = titled("图例", legendBlocks(furniture, first, own, variant).tables, first, own);
    const signs = titled("符号", legendBlocks(furniture, second, own, variant).signs, second, own);
    const inset = variant.withInset ? furniture.makeInset(third, own) : null;
    const last = [inset, furniture.makeScale(third, own)].filter((block) => block !== null);
    const columns = (isNarrow ? [tables, [...signs, ...last]] : [tables, signs, last]).map((blocks) =>
      stackBlocks(blocks.map(({ name }) => name).join("+"), blocks, gap),
    );
    const height = Math.max(...columns.map((column) => column.height));
    if (height > mostHeight && variant !== variants.at(-1)) continue;
    let x = 0;
    const placed = columns.flatMap((column, index) => {
      const at = x;
      x += (widths[index] ?? 0) + columnGap;
      return column.height > 0 ? [place(column, at, 0)] : [];
    });
    return { height: Math.min(height, mostHeight), columns: placed };
  }
  return { height: 0, columns: [] };
}
