/**
 * A TrueType file cut down to some of its glyphs, numbered anew in the order in which they are given; the empty box is
 * always glyph 0. Parts of compound glyphs come along. It has no table of characters: who embeds it brings one.
 */
import type { TrueType } from "./true-type.ts";

export interface TrueTypeSubset {
  /** Number of the glyph in the cut file; the same each time for the same glyph. */
  readonly include: (glyph: number) => number;
  readonly write: () => Uint8Array;
}

/** Copied as they are: instructions and their constants, which outlines may use. */
const COPIED = ["cvt ", "fpgm", "prep"];

const ARGS_ARE_WORDS = 0x0001;
const HAS_SCALE = 0x0008;
const MORE_PARTS = 0x0020;
const HAS_TWO_SCALES = 0x0040;
const HAS_MATRIX = 0x0080;

export function createSubset(font: TrueType): TrueTypeSubset {
  const glyphs = [0];
  const numbers = new Map<number, number>([[0, 0]]);
  const include = (glyph: number): number => {
    const kept = numbers.get(glyph);
    if (kept !== undefined) return kept;
    numbers.set(glyph, glyphs.length);
    glyphs.push(glyph);
    return glyphs.length - 1;
  };
  return {
    include,
    write: () => {
      const outlines: Uint8Array[] = [];
      // Grows while parts of compound glyphs are found.
      for (let at = 0; at < glyphs.length; at++) outlines.push(renumberParts(font.outlineOf(glyphs[at]!), include));
      return writeFile(font, glyphs, outlines);
    },
  };
}

/** A copy of an outline whose parts, if it is made of other glyphs, go by their new numbers. */
function renumberParts(outline: Uint8Array, include: (glyph: number) => number): Uint8Array {
  const copy = outline.slice();
  if (copy.length < 10) return copy;
  const view = new DataView(copy.buffer);
  if (view.getInt16(0) >= 0) return copy;
  let at = 10;
  for (;;) {
    const flags = view.getUint16(at);
    view.setUint16(at + 2, include(view.getUint16(at + 2)));
    at += 4 + (flags & ARGS_ARE_WORDS ? 4 : 2);
    if (flags & HAS_SCALE) at += 2;
    else if (flags & HAS_TWO_SCALES) at += 4;
    else if (flags & HAS_MATRIX) at += 8;
    if (!(flags & MORE_PARTS)) return copy;
  }
}

function writeFile(font: TrueType, glyphs: readonly number[], outlines: readonly Uint8Array[]): Uint8Array {
  const starts = new DataView(new ArrayBuffer(4 * (glyphs.length + 1)));
  const metrics = new DataView(new ArrayBuffer(4 * glyphs.length));
  let length = 0;
  for (const [index, glyph] of glyphs.entries()) {
    starts.setUint32(4 * index, length);
    length += padded(outlines[index]!.length);
    metrics.setUint16(4 * index, font.advanceOf(glyph));
    metrics.setInt16(4 * index + 2, font.bearingOf(glyph));
  }
  starts.setUint32(4 * glyphs.length, length);
  const glyf = new Uint8Array(length);
  for (const [index, outline] of outlines.entries()) glyf.set(outline, starts.getUint32(4 * index));

  const head = font.tables.get("head")!.slice();
  const headView = new DataView(head.buffer);
  headView.setUint32(8, 0);
  headView.setInt16(50, 1);
  const hhea = font.tables.get("hhea")!.slice();
  new DataView(hhea.buffer).setUint16(34, glyphs.length);
  const maxp = font.tables.get("maxp")!.slice();
  new DataView(maxp.buffer).setUint16(4, glyphs.length);

  const tables = new Map<string, Uint8Array>([
    ["glyf", glyf],
    ["head", head],
    ["hhea", hhea],
    ["hmtx", new Uint8Array(metrics.buffer)],
    ["loca", new Uint8Array(starts.buffer)],
    ["maxp", maxp],
  ]);
  for (const tag of COPIED) {
    const table = font.tables.get(tag);
    if (table) tables.set(tag, table);
  }
  return joinTables(tables);
}

function padded(length: number): number {
  return (length + 3) & ~3;
}

function joinTables(tables: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const sorted = [...tables].sort(([a], [b]) => (a < b ? -1 : 1));
  const directory = 12 + 16 * sorted.length;
  const whole = new Uint8Array(sorted.reduce((sum, [, table]) => sum + padded(table.length), directory));
  const view = new DataView(whole.buffer);
  const power = 2 ** Math.floor(Math.log2(sorted.length));
  view.setUint32(0, 0x00010000);
  view.setUint16(4, sorted.length);
  view.setUint16(6, 16 * power);
  view.setUint16(8, Math.log2(power));
  view.setUint16(10, 16 * (sorted.length - power));
  let offset = directory;
  let headOffset = 0;
  for (const [index, [tag, table]] of sorted.entries()) {
    whole.set(table, offset);
    const at = 12 + 16 * index;
    for (let letter = 0; letter < 4; letter++) whole[at + letter] = tag.charCodeAt(letter);
    view.setUint32(at + 4, sumWords(view, offset, padded(table.length)));
    view.setUint32(at + 8, offset);
    view.setUint32(at + 12, table.length);
    if (tag === "head") headOffset = offset;
    offset += padded(table.length);
  }
  view.setUint32(headOffset + 8, (0xb1b0afba - sumWords(view, 0, whole.length)) >>> 0);
  return whole;
}

function sumWords(view: DataView, from: number, length: number): number {
  let sum = 0;
  for (let at = from; at < from + length; at += 4) sum = (sum + view.getUint32(at)) >>> 0;
  return sum;
}
