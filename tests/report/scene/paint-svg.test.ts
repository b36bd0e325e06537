import sax from "sax";
import { describe, expect, it } from "vitest";
import { paintSvg } from "../../../src/report/scene/paint-svg.ts";
import type { Mark, Scene } from "../../../src/report/scene/scene.ts";
import { writePathData } from "../../../src/report/scene/svg-path.ts";

const scene = (...marks: Mark[]): Scene => ({ widthMm: 40, heightMm: 30, background: "#fbfaf7", marks });
const text = (words: string): Mark => ({
  kind: "text",
  x: 1,
  y: 2,
  text: words,
  sizeMm: 3,
  weight: 400,
  colour: "#22282f",
  anchor: "start",
});

/** Reads the drawing with a strict parser: texts and attributes as a reader gets them. */
function readSvg(svg: string): { readonly texts: string[]; readonly attributes: Record<string, string>[] } {
  const parser = sax.parser(true);
  const texts: string[] = [];
  const attributes: Record<string, string>[] = [];
  parser.onerror = (error) => {
    throw error;
  };
  parser.onopentag = (tag) => attributes.push({ tag: tag.name, ...(tag.attributes as Record<string, string>) });
  parser.ontext = (found) => {
    if (found.trim() !== "") texts.push(found);
  };
  parser.write(svg).close();
  return { texts, attributes };
}

describe("paintSvg", () => {
  it("states the page in millimetres and draws each kind of mark", () => {
    const svg = paintSvg(
      scene(
        { kind: "rect", x: 1, y: 2, width: 3.456, height: 4, radiusMm: 0.5, fill: { colour: "#1d4672", opacity: 0.5 } },
        { kind: "circle", x: 5, y: 6, radiusMm: 1, stroke: { colour: "#22282f", widthMm: 0.2, dashMm: [1, 0.5] } },
        {
          kind: "path",
          parts: [
            [0, 0, 10, 0, 10, 10],
            [2, 1, 4, 1, 4, 3],
          ],
          isClosed: true,
          fill: {
            hatch: { kind: "strokes", colour: "#a3450f", opacity: 0.5, angle: 45, spacingMm: 1.2, widthMm: 0.2 },
          },
        },
        {
          kind: "group",
          name: "legend",
          x: 4,
          y: 5,
          clip: { x: 0, y: 0, width: 10, height: 8 },
          marks: [
            {
              kind: "text",
              x: 1,
              y: 2,
              text: "图例",
              sizeMm: 4,
              weight: 700,
              colour: "#22282f",
              anchor: "middle",
              angle: 30,
              halo: { colour: "#ffffff", widthMm: 0.3 },
            },
          ],
        },
      ),
    );
    expect(svg).toMatchInlineSnapshot(`
      "<svg xmlns="http://www.w3.org/2000/svg" width="40mm" height="30mm" viewBox="0 0 40 30" role="img" font-family="&quot;Noto Sans SC&quot;,&quot;Source Han Sans SC&quot;,&quot;Noto Sans CJK SC&quot;,&quot;PingFang SC&quot;,&quot;Microsoft YaHei&quot;,&quot;WenQuanYi Micro Hei&quot;,sans-serif" font-kerning="none">
      <rect width="40" height="30" fill="#fbfaf7"/>
      <defs><pattern id="hatch_strokes_a3450f_45_1.2_0.2_0.5" patternUnits="userSpaceOnUse" width="1.2" height="1.2" patternTransform="rotate(45)"><rect y="0.5" width="1.2" height="0.2" fill="#a3450f" fill-opacity=".5"/></pattern><clipPath id="clip_0_0_10_8"><rect x="0" y="0" width="10" height="8"/></clipPath></defs>
      <rect x="1" y="2" width="3.46" height="4" rx=".5" fill="#1d4672" fill-opacity=".5"/>
      <circle cx="5" cy="6" r="1" fill="none" stroke="#22282f" stroke-width="0.2" stroke-dasharray="1 .5"/>
      <path d="M0 0l10 0 0 10zM2 1l2 0 0 2z" fill="url(#hatch_strokes_a3450f_45_1.2_0.2_0.5)" fill-rule="evenodd"/>
      <g data-name="legend" transform="translate(4 5)" clip-path="url(#clip_0_0_10_8)">
      <text x="1" y="2" font-size="4" font-weight="700" fill="#22282f" text-anchor="middle" stroke="#ffffff" stroke-width="0.6" stroke-linejoin="round" paint-order="stroke" transform="rotate(30 1 2)" xml:space="preserve">图例</text>
      </g>
      </svg>
      "
    `);
    expect(readSvg(svg).texts).toEqual(["图例"]);
  });

  it("escapes every text, name and colour", () => {
    const words = `<b>"&'</b> ]]> \u0007社区\ud800`;
    const svg = paintSvg(scene({ kind: "group", x: 0, y: 0, name: `a"><script>`, marks: [text(words)] }), "标题<&>");
    const { texts, attributes } = readSvg(svg);
    expect(texts).toEqual(["标题<&>", `<b>"&'</b> ]]> 社区\ufffd`]);
    expect(attributes.find(({ tag }) => tag === "g")?.["data-name"]).toBe(`a"><script>`);
    expect(attributes.map(({ tag }) => tag)).not.toContain("script");
  });

  it("keeps spaces of a text as they are", () => {
    expect(paintSvg(scene(text("甲  乙")))).toContain('xml:space="preserve">甲  乙<');
  });

  it("defines a hatch and a clip once, however often they are used", () => {
    const hatched: Mark = {
      kind: "rect",
      x: 0,
      y: 0,
      width: 4,
      height: 4,
      fill: { hatch: { kind: "dots", colour: "#8a867c", opacity: 0.6, angle: 0, spacingMm: 1, widthMm: 0.3 } },
    };
    const svg = paintSvg(scene(hatched, hatched));
    expect(svg.match(/<pattern /g)).toHaveLength(1);
    expect(svg.match(/url\(#hatch/g)).toHaveLength(2);
  });

  it("writes the same bytes for the same scene", () => {
    expect(paintSvg(scene(text("同")))).toBe(paintSvg(scene(text("同"))));
  });
});

describe("writePathData", () => {
  /** Follows the data as a reader would. */
  function follow(data: string): number[][] {
    return data
      .split("M")
      .filter((part) => part !== "")
      .map((part) => {
        const numbers = (part.match(/-?(?:\d+\.?\d*|\.\d+)/g) ?? []).map(Number);
        const places: number[] = [];
        let x = 0;
        let y = 0;
        for (let at = 0; at + 1 < numbers.length; at += 2) {
          x += numbers[at]!;
          y += numbers[at + 1]!;
          places.push(Math.round(x * 100) / 100, Math.round(y * 100) / 100);
        }
        return places;
      });
  }

  it("is read back as the vertices, rounded, without drift over a long line", () => {
    const line = Array.from({ length: 4000 }, (_, at) => (at % 2 === 0 ? at * 0.0333 : Math.sin(at) * 7.777));
    const places = follow(writePathData([line], false))[0]!;
    expect(places.slice(-2)).toEqual(line.slice(-2).map((value) => Math.round(value * 100) / 100));
    expect(writePathData([[0.5, -0.25, 0.75, 0.5, 10, 10]], true)).toBe("M.5-.25l.25.75 9.25 9.5z");
  });

  it("writes nothing for no vertices and a dot for a single spot", () => {
    expect(writePathData([], true)).toBe("");
    expect(writePathData([[], [1, 1]], false)).toBe("M1 1h0");
  });
});
