/**
 * Where legend, inset and scale go: a column at the right of a landscape sheet, a band under the map of a portrait one. What
 * finds no room is left out in order of worth: the signs of the basemap, the inset, then all is set smaller.
 */
import type { PaperBox } from "../map/cut-geometry.ts";
import { COUNT_COLUMN, classesBlock, headingBlock, type SignList, signsBlock, stackBlocks } from "./legend-blocks.ts";
import type { LegendTable } from "./legend-rows.ts";
import type { Block, SheetStyle } from "./sheet-style.ts";

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
}

const VARIANTS: readonly Variant[] = [
  { size: 1, withBasemap: true, withInset: true, withSigns: true },
  { size: 1, withBasemap: false, withInset: true, withSigns: true },
  { size: 1, withBasemap: false, withInset: false, withSigns: true },
  { size: 0.86, withBasemap: false, withInset: false, withSigns: true },
  { size: 0.74, withBasemap: false, withInset: false, withSigns: true },
  { size: 0.62, withBasemap: false, withInset: false, withSigns: false },
  { size: 0.5, withBasemap: false, withInset: false, withSigns: false },
  { size: 0.36, withBasemap: false, withInset: false, withSigns: false },
];

/** On A3. */
const NARROWEST_COLUMN = 64;
const LABEL_ROOM = 33;
const BLOCK_GAP = 5;
/** Of the page. */
const WIDEST_SHARE = 0.32;

function resize(style: SheetStyle, size: number): SheetStyle {
  const { unit, heading, text, small } = style;
  return { ...style, unit: unit * size, heading: heading * size, text: text * size, small: small * size };
}

/** Width of the column of a landscape sheet, by the number of counts in a row of its legend. */
export function columnWidth({ tables }: Furniture, { unit, widthMm }: SheetStyle): number {
  const counts = Math.max(1, ...tables.map(({ mapIndexes }) => mapIndexes.length));
  return Math.min(WIDEST_SHARE * widthMm, Math.max(NARROWEST_COLUMN, 9.2 + LABEL_ROOM + counts * COUNT_COLUMN) * unit);
}

function legendBlocks(
  furniture: Furniture,
  width: number,
  style: SheetStyle,
  variant: Variant,
): { tables: Block[]; signs: Block[] } {
  const tables = furniture.tables.map((table) => classesBlock(table, width, style, furniture.mapCount));
  const list = variant.withSigns ? furniture.signs : null;
  const signs = list && signsBlock({ ...list, basemap: variant.withBasemap ? list.basemap : [] }, width, style);
  return { tables, signs: signs && signs.height > 0 ? [signs] : [] };
}

function place(block: Block, x: number, y: number): PlacedBlock {
  return { block, x, y, width: block.width, height: block.height };
}

/** Blocks in a column: the legend from its top, inset and scale at its bottom. */
export function arrangeColumn(furniture: Furniture, box: PaperBox, style: SheetStyle): PlacedBlock[] {
  for (const variant of VARIANTS) {
    const own = resize(style, variant.size);
    const gap = BLOCK_GAP * own.unit;
    const { tables, signs } = legendBlocks(furniture, box.width, own, variant);
    const top = [...(tables.length + signs.length > 0 ? [legendTitle(box.width, own)] : []), ...tables, ...signs];
    const inset = variant.withInset ? furniture.makeInset(box.width, own) : null;
    const bottom = [inset, furniture.makeScale(box.width, own)].filter((block) => block !== null);
    const blocks = [...top, ...bottom];
    const isLast = variant === VARIANTS.at(-1);
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

/** Blocks side by side in a band; its height is what they need, at most what is given. */
export function arrangeBand(
  furniture: Furniture,
  width: number,
  mostHeight: number,
  style: SheetStyle,
): { readonly height: number; readonly columns: readonly PlacedBlock[] } {
  for (const variant of VARIANTS) {
    const own = resize(style, variant.size);
    const gap = BLOCK_GAP * own.unit;
    const columnGap = 8 * style.unit;
    const widths = BAND_SHARES.map((share) => share * (width - 2 * columnGap));
    const tables = titled("图例", legendBlocks(furniture, widths[0]!, own, variant).tables, widths[0]!, own);
    const signs = titled("符号", legendBlocks(furniture, widths[1]!, own, variant).signs, widths[1]!, own);
    const inset = variant.withInset ? furniture.makeInset(widths[2]!, own) : null;
    const last = [inset, furniture.makeScale(widths[2]!, own)].filter((block) => block !== null);
    const columns = [tables, signs, last].map((blocks) =>
      stackBlocks(blocks.map(({ name }) => name).join("+"), blocks, gap),
    );
    const height = Math.max(...columns.map((column) => column.height));
    if (height > mostHeight && variant !== VARIANTS.at(-1)) continue;
    let x = 0;
    const placed = columns.flatMap((column, index) => {
      const at = x;
      x += widths[index]! + columnGap;
      return column.height > 0 ? [place(column, at, 0)] : [];
    });
    return { height: Math.min(height, mostHeight), columns: placed };
  }
  return { height: 0, columns: [] };
}
