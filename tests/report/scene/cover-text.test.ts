import { describe, expect, it } from "vitest";
import { createHasGlyph, createTextCover } from "../../../src/report/scene/cover-text.ts";
import { paintPdf } from "../../../src/report/scene/paint-pdf.ts";
import type { Scene, TextMark } from "../../../src/report/scene/scene.ts";
import { readReportTools } from "../../support/read-report-tools.ts";
import { hasProgram, readWith } from "../../support/run-reader.ts";

const { fonts } = readReportTools();

function createText(text: string): TextMark {
  return { kind: "text", x: 5, y: 10, text, sizeMm: 5, weight: 400, colour: "#000000", anchor: "start" };
}

function createScene(...texts: readonly string[]): Scene {
  const marks = texts.map(createText);
  return { widthMm: 100, heightMm: 20, background: null, marks: [{ kind: "group", x: 0, y: 0, marks }] };
}

function textsOf(scene: Scene): string[] {
  return scene.marks.flatMap((mark) =>
    mark.kind === "group" ? mark.marks.flatMap((own) => (own.kind === "text" ? own.text : [])) : [],
  );
}

describe("covering what the typeface lacks", () => {
  it("puts 〓 in the place of a rare character and of an emoji, and leaves what is there", () => {
    const texts = createTextCover(fonts);
    const covered = texts.cover(createScene("𠮷野社区", "㐂镇", "卫生院🏥", "平城区 12.3%"));
    expect(textsOf(covered)).toEqual(["〓野社区", "㐂镇", "卫生院〓", "平城区 12.3%"]);
  });

  it("names each missing character once with its code, and quotes where it was first met", () => {
    const texts = createTextCover(fonts);
    texts.cover(createScene("𠮷野𠮷社区"));
    texts.cover(createScene("😀𠮷"));
    expect(texts.issue("图")).toEqual({
      code: "missing-glyphs",
      severity: "warning",
      layer: "图",
      value: "𠮷野𠮷社区",
      details: { count: 2, characters: "😀 U+1F600, 𠮷 U+20BB7" },
    });
  });

  it("has nothing to say where all can be drawn, invisible characters included", () => {
    const texts = createTextCover(fonts);
    const scene = createScene("大同\u200b市\u2009①é—·", "");
    expect(textsOf(texts.cover(scene))).toEqual(textsOf(scene));
    expect(texts.issue("图")).toBeNull();
  });

  it("tells of half a character, which no typeface has", () => {
    const texts = createTextCover(fonts);
    expect(textsOf(texts.cover(createScene("a\ud842")))).toEqual(["a〓"]);
    expect(texts.issue("图")?.details?.characters).toContain("U+FFFD");
  });

  it("lists a dozen at most and shortens what it quotes", () => {
    const texts = createTextCover(fonts);
    texts.cover(createScene(String.fromCodePoint(...Array.from({ length: 300 }, (_, at) => 0x20000 + at))));
    const issue = texts.issue("图");
    expect([...(issue?.value ?? "")]).toHaveLength(80);
    expect(String(issue?.details?.characters).length).toBeLessThan(200);
    expect(Number(issue?.details?.count)).toBeGreaterThan(250);
  });

  it("finds the same characters in both weights", () => {
    const [regular, bold] = [createHasGlyph(fonts.regular), createHasGlyph(fonts.bold)];
    for (let code = 0x20; code < 0x30000; code += 7) {
      const character = String.fromCodePoint(code);
      if (!/\p{Surrogate}/u.test(character)) expect([code, regular(character)]).toEqual([code, bold(character)]);
    }
  });
});

describe.skipIf(!hasProgram("pdftotext"))("read by pdftotext (skipped where it is not installed)", () => {
  it("a PDF shows the mark, so that a search finds where a character is missing", async () => {
    const scene = createTextCover(fonts).cover(createScene("𠮷野社区"));
    const pdf = await paintPdf([scene], { title: "", author: "", date: "2026-11-29" }, fonts);
    expect(readWith("pdftotext", ["FILE", "-"], "a.pdf", pdf).toString()).toContain("〓野社区");
  });
});
