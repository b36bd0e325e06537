/**
 * A typeface in a PDF file, cut down to the characters that were drawn with it: a composite font of TrueType glyphs whose
 * codes are those of the cut typeface, with a table back to characters, so that text can be searched and copied.
 */
import { type PDFContext, type PDFRef, PDFString } from "@cantoo/pdf-lib";
import { createSubset, type TrueTypeSubset } from "./subset-true-type.ts";
import { readTrueType, type TrueType } from "./true-type.ts";

export interface PdfFont {
  /** A string of codes for `Tj`. */
  readonly encode: (text: string) => string;
  /** Width in ems. */
  readonly measure: (text: string) => number;
  readonly isUsed: () => boolean;
  /** Writes the typeface into the document; call it after all texts. */
  readonly embed: (context: PDFContext) => PDFRef;
}

interface DrawnGlyph {
  readonly code: number;
  /** Thousandths of an em. */
  readonly advance: number;
}

/** `isBold` only tells readers what the glyphs look like. */
export function createPdfFont(bytes: Uint8Array, baseName: string, isBold: boolean): PdfFont {
  let cut: { readonly font: TrueType; readonly subset: TrueTypeSubset } | null = null;
  const glyphs = new Map<string, DrawnGlyph>();
  /** The character that a code stands for: the first that was drawn with it. */
  const characters = new Map<number, string>();
  const advances = new Map<number, number>();

  const openFont = (): { readonly font: TrueType; readonly subset: TrueTypeSubset } => {
    const font = readTrueType(bytes);
    return { font, subset: createSubset(font) };
  };

  const find = (character: string): DrawnGlyph => {
    const kept = glyphs.get(character);
    if (kept) return kept;
    cut ??= openFont();
    const { font, subset } = cut;
    const source = font.glyphOf(character.codePointAt(0)!);
    const glyph = { code: subset.include(source), advance: (font.advanceOf(source) * 1000) / font.unitsPerEm };
    glyphs.set(character, glyph);
    if (glyph.code !== 0 && !characters.has(glyph.code)) characters.set(glyph.code, character);
    advances.set(glyph.code, glyph.advance);
    return glyph;
  };

  return {
    encode: (text) => `<${[...text].map((character) => writeHex(find(character).code)).join("")}>`,
    measure: (text) => [...text].reduce((sum, character) => sum + find(character).advance, 0) / 1000,
    isUsed: () => cut !== null,
    embed: (context) => {
      if (!cut) throw new Error("a typeface is embedded only where it was drawn with");
      const { font, subset } = cut;
      const name = `${nameSubset([...characters.values()].join(""))}+${baseName}`;
      const scale = 1000 / font.unitsPerEm;
      const descriptor = context.obj({
        Type: "FontDescriptor",
        FontName: name,
        Flags: 4,
        FontBBox: font.box.map((value) => Math.round(value * scale)),
        ItalicAngle: 0,
        Ascent: Math.round(font.ascent * scale),
        Descent: Math.round(font.descent * scale),
        CapHeight: Math.round(font.capHeight * scale),
        StemV: isBold ? 140 : 80,
        FontFile2: context.register(context.flateStream(subset.write())),
      });
      const codes = [...advances.keys()].sort((a, b) => a - b);
      const descendant = context.obj({
        Type: "Font",
        Subtype: "CIDFontType2",
        BaseFont: name,
        CIDToGIDMap: "Identity",
        CIDSystemInfo: { Registry: PDFString.of("Adobe"), Ordering: PDFString.of("Identity"), Supplement: 0 },
        FontDescriptor: context.register(descriptor),
        DW: 1000,
        W: codes.flatMap((code) => [code, [Math.round(advances.get(code)! * 100) / 100]]),
      });
      const toUnicode = context.flateStream(writeCharacterMap([...characters].sort(([a], [b]) => a - b)));
      return context.register(
        context.obj({
          Type: "Font",
          Subtype: "Type0",
          BaseFont: name,
          Encoding: "Identity-H",
          DescendantFonts: [context.register(descendant)],
          ToUnicode: context.register(toUnicode),
        }),
      );
    },
  };
}

/** Six capitals that tell one cut typeface from another, out of the characters in it: the same file from the same text. */
function nameSubset(text: string): string {
  let hash = 2166136261;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 16777619) >>> 0;
  return Array.from({ length: 6 }, () => {
    const letter = String.fromCharCode(65 + (hash % 26));
    hash = Math.floor(hash / 26);
    return letter;
  }).join("");
}

function writeHex(code: number): string {
  return code.toString(16).padStart(4, "0").toUpperCase();
}

function writeUtf16(character: string): string {
  return Array.from({ length: character.length }, (_, at) => writeHex(character.charCodeAt(at))).join("");
}

/** What each code means, in blocks of the hundred entries that the format allows. */
function writeCharacterMap(entries: readonly (readonly [code: number, character: string])[]): string {
  const blocks: string[] = [];
  for (let at = 0; at < entries.length; at += 100) {
    const block = entries.slice(at, at + 100);
    const lines = block.map(([code, character]) => `<${writeHex(code)}> <${writeUtf16(character)}>`);
    blocks.push(`${block.length} beginbfchar\n${lines.join("\n")}\nendbfchar`);
  }
  return `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
${blocks.join("\n")}
endcmap
CMapName currentdict /CMap defineresource pop
end
end`;
}
