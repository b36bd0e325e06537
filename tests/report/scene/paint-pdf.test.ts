import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toDrawnText } from "../../../src/report/scene/drawn-text.ts";
import { type DocumentWords, paintPdf } from "../../../src/report/scene/paint-pdf.ts";
import { paintPng } from "../../../src/report/scene/paint-png.ts";
import { paintSvg } from "../../../src/report/scene/paint-svg.ts";
import type { Mark, Scene } from "../../../src/report/scene/scene.ts";
import { readPixels } from "../../support/read-pixels.ts";
import { readReportTools } from "../../support/read-report-tools.ts";
import { hasProgram, readWith } from "../../support/run-reader.ts";
import { createSampleScene } from "../../support/sample-scene.ts";

const { fonts } = readReportTools();
const WORDS: DocumentWords = { title: "大同市公共服务覆盖", author: "制图单位", date: "2026-11-29" };
const withoutReaders = !["pdftotext", "pdffonts", "pdfinfo", "pdftoppm"].every(hasProgram);
const REASON = withoutReaders ? " (skipped: poppler's programs are not installed)" : "";
const readText = (pdf: Uint8Array): string => readWith("pdftotext", ["FILE", "-"], "drawing.pdf", pdf).toString();
const bare = (text: string): string => text.replace(/\s/g, "");

const line = (text: string, y: number): Mark => ({
  kind: "text",
  x: 10,
  y,
  text,
  sizeMm: 4,
  weight: 400,
  colour: "#22282f",
  anchor: "start",
});
const scene = (...marks: Mark[]): Scene => ({ widthMm: 200, heightMm: 120, background: null, marks });

describe("paintPdf", () => {
  it("writes the same bytes for the same scenes, and no clock", async () => {
    const once = await paintPdf([createSampleScene()], WORDS, fonts);
    const again = await paintPdf([createSampleScene()], WORDS, fonts);
    expect(Buffer.from(once).equals(Buffer.from(again))).toBe(true);
    const later = await paintPdf([createSampleScene()], { ...WORDS, date: "2027-01-01" }, fonts);
    expect(Buffer.from(once).equals(Buffer.from(later))).toBe(false);
  });

  it("refuses a file without pages and a day that is none", async () => {
    await expect(paintPdf([], WORDS, fonts)).rejects.toThrow(RangeError);
    await expect(paintPdf([scene()], { ...WORDS, date: "soon" }, fonts)).rejects.toThrow(RangeError);
  });

  it.skipIf(withoutReaders)(`its text is found by a reader, a haloed name once${REASON}`, async () => {
    const text = readText(await paintPdf([createSampleScene()], WORDS, fonts));
    expect(text).toContain("覆盖率 81.3%");
    expect(bare(text)).toContain("缺口12345人");
    expect(text.match(/平城区/g)).toHaveLength(1);
  });

  it.skipIf(withoutReaders)(`its typefaces are embedded and cut down${REASON}`, async () => {
    const pdf = await paintPdf([createSampleScene()], WORDS, fonts);
    const rows = readWith("pdffonts", ["FILE"], "drawing.pdf", pdf).toString().trim().split("\n").slice(2);
    expect(rows).toHaveLength(2);
    for (const row of rows)
      expect(row).toMatch(/^[A-Z]{6}\+NotoSansSC-(Regular|Bold)\s+CID TrueType\s+Identity-H\s+yes yes yes/);
    expect(pdf.length).toBeLessThan(30_000);
  });

  it.skipIf(withoutReaders)(`it has the pages' sizes and says what it is${REASON}`, async () => {
    const a3: Scene = { ...scene(line("第二页", 20)), widthMm: 420, heightMm: 297 };
    const pdf = await paintPdf([scene(line("第一页", 20)), a3], WORDS, fonts);
    const info = readWith("pdfinfo", ["-f", "1", "-l", "2", "FILE"], "drawing.pdf", pdf).toString();
    expect(info).toMatch(/Title:\s+大同市公共服务覆盖/);
    expect(info).toMatch(/Author:\s+制图单位/);
    expect(info).toMatch(/Page\s+2 size:\s+1190\.55 x 841\.89 pts/);
    expect(readText(pdf)).toMatch(/第一页[\s\S]*第二页/);
  });

  it.skipIf(withoutReaders)(`a reader draws it as the PNG is drawn: letters, hatches, clips${REASON}`, async () => {
    const pdf = await paintPdf([createSampleScene()], WORDS, fonts);
    const page = readWith("pdftoppm", ["-r", "127", "-png", "-singlefile", "FILE"], "drawing.pdf", pdf);
    const fromPdf = readPixels(page);
    const fromPng = readPixels(await paintPng(createSampleScene(), 127, readReportTools()));
    expect([fromPng.width, fromPng.height]).toEqual([600, 400]);
    expect(fromPdf.width).toBeGreaterThanOrEqual(600);
    // Mean lightness of each field of 10 mm, as an eye from afar sees it: two drawing programs never agree to the pixel.
    const field = 50;
    for (let top = 0; top < 400; top += field) {
      for (let left = 0; left < 600; left += field) {
        const [pdfMean, pngMean] = [fromPdf, fromPng].map((picture) => picture.meanOf(left, top, field, field));
        expect(Math.abs(pdfMean! - pngMean!), `field at ${left}, ${top}`).toBeLessThan(6);
      }
    }
  });

  it.skipIf(withoutReaders)(
    `every text of a scene is found in SVG and PDF${REASON}`,
    { timeout: 120_000 },
    async () => {
      const characters = fc.constantFrom(
        ..."大同市平城区覆盖率缺口（）《》“”，。、：0123456789.%<>&\"'/\\()[]{}abcXYZ·—…\u2009\u00a0",
      );
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.string({ unit: characters, minLength: 1, maxLength: 12 }), { maxLength: 8 }),
          async (texts) => {
            const drawn = scene(...texts.map((text, index) => line(`甲${text}乙`, 10 + 12 * index)));
            const svg = paintSvg(drawn);
            const read = bare(readText(await paintPdf([drawn], WORDS, fonts)));
            for (const text of texts) {
              const words = toDrawnText(`甲${text}乙`);
              const escaped = words
                .replaceAll("&", "&amp;")
                .replaceAll("<", "&lt;")
                .replaceAll(">", "&gt;")
                .replaceAll('"', "&quot;")
                .replaceAll("'", "&apos;");
              expect(svg).toContain(`>${escaped}</text>`);
              expect(read).toContain(bare(words));
            }
          },
        ),
        { numRuns: 25 },
      );
    },
  );
});
