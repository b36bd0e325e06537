import { describe, expect, it } from "vitest";
import { createSubset } from "../../../src/report/scene/subset-true-type.ts";
import { readTrueType } from "../../../src/report/scene/true-type.ts";
import { readReportTools } from "../../support/read-report-tools.ts";

const font = readTrueType(readReportTools().fonts.regular);

function sumWords(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 4) sum = (sum + view.getUint32(at)) >>> 0;
  return sum;
}

describe("readTrueType", () => {
  it("finds glyphs of characters, and the empty box for what the typeface lacks", () => {
    expect(font.unitsPerEm).toBe(1000);
    expect(font.advanceOf(font.glyphOf("同".codePointAt(0)!))).toBe(1000);
    expect(font.glyphOf("同".codePointAt(0)!)).not.toBe(font.glyphOf("大".codePointAt(0)!));
    expect(font.glyphOf(0x1f600)).toBe(0);
    expect(font.glyphOf(0x10ffff)).toBe(0);
  });

  it("refuses bytes that are no typeface", () => {
    expect(() => readTrueType(new Uint8Array())).toThrow(RangeError);
    expect(() => readTrueType(new TextEncoder().encode("<svg>大同市平城区</svg>"))).toThrow(RangeError);
  });
});

describe("createSubset", () => {
  it("keeps outlines and widths of the glyphs in it, and little else", () => {
    const subset = createSubset(font);
    const characters = [..."大同市平城区81.3%Ωé"];
    const pairs = characters.map((character) => {
      const glyph = font.glyphOf(character.codePointAt(0)!);
      return [glyph, subset.include(glyph)] as const;
    });
    expect(subset.include(pairs[0]![0])).toBe(pairs[0]![1]);
    const bytes = subset.write();
    expect(bytes.length).toBeLessThan(20_000);
    const cut = new Map<string, Uint8Array>();
    const view = new DataView(bytes.buffer);
    for (let at = 12; at < 12 + 16 * view.getUint16(4); at += 16)
      cut.set(
        String.fromCharCode(...bytes.subarray(at, at + 4)),
        bytes.subarray(view.getUint32(at + 8), view.getUint32(at + 8) + view.getUint32(at + 12)),
      );
    const loca = new DataView(cut.get("loca")!.buffer, cut.get("loca")!.byteOffset);
    const hmtx = new DataView(cut.get("hmtx")!.buffer, cut.get("hmtx")!.byteOffset);
    for (const [glyph, number] of pairs) {
      const outline = font.outlineOf(glyph);
      const start = loca.getUint32(4 * number);
      expect(hmtx.getUint16(4 * number)).toBe(font.advanceOf(glyph));
      if (outline.length > 0 && new DataView(outline.slice().buffer).getInt16(0) >= 0)
        expect(cut.get("glyf")!.slice(start, start + outline.length)).toEqual(outline.slice());
      expect(loca.getUint32(4 * number + 4)).toBeGreaterThanOrEqual(start + outline.length);
    }
  });

  it("sums up to the number that the format asks of a whole file", () => {
    const subset = createSubset(font);
    subset.include(font.glyphOf("福".codePointAt(0)!));
    expect(sumWords(subset.write())).toBe(0xb1b0afba);
  });

  it("brings the parts of a compound glyph along", () => {
    const isCompound = (glyph: number): boolean => {
      const outline = font.outlineOf(glyph).slice();
      return outline.length > 0 && new DataView(outline.buffer).getInt16(0) < 0;
    };
    const compound = Array.from({ length: font.glyphCount }, (_, glyph) => glyph).find(isCompound);
    if (compound === undefined) return;
    const subset = createSubset(font);
    subset.include(compound);
    const bytes = subset.write();
    const view = new DataView(bytes.buffer);
    const maxp = Array.from({ length: view.getUint16(4) }, (_, table) => 12 + 16 * table).find(
      (at) => String.fromCharCode(...bytes.subarray(at, at + 4)) === "maxp",
    )!;
    expect(view.getUint16(view.getUint32(maxp + 8) + 4)).toBeGreaterThan(2);
  });
});
