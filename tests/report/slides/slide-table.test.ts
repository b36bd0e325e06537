import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { MeasureText } from "../../../src/report/scene/scene.ts";
import { cleanText, fitToRoom, widenMeasure } from "../../../src/report/slides/fit-slide-text.ts";
import { layRows, pageRows, type SlideTable } from "../../../src/report/slides/slide-table.ts";

/** Every character an em wide. */
const measureText: MeasureText = (text, sizeMm) => [...text].length * sizeMm;
const INCH_IN_EMS_OF_10_POINTS = 7.2;

const table = (rows: readonly (readonly string[])[], changes: Partial<SlideTable> = {}): SlideTable => ({
  name: "表",
  points: 10,
  rowHeight: 0.3,
  columns: [
    { title: "名称", width: 1, align: "left", maxLines: 2 },
    { title: "数", width: 1, align: "right" },
  ],
  rows,
  ...changes,
});

describe("rows of a table", () => {
  it("are as high as their longest text needs, and no lower than the table says", () => {
    const [short, long] = layRows(
      table([
        ["短", "1"],
        ["一二三四五六七八九", "1"],
      ]),
      measureText,
    );
    expect(short?.height).toBe(0.3);
    expect(long?.height).toBeGreaterThan(0.38);
    expect(long?.cells[0]?.text).toBe("一二三四五六七八九");
  });

  it("cut what does not fit in the lines that a cell has, after setting it smaller", () => {
    const [row] = layRows(table([["一", "一二三四五六七八九十"]]), measureText);
    expect(row?.cells[1]?.points).toBe(9);
    expect(row?.cells[1]?.text).toMatch(/^一二三.*…$/);
  });

  it("fill pages without losing or turning any, and no page is higher than there is room", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 60 }), (heights) => {
        const rows = heights.map((height, at) => ({ cells: [], height: height / 10, isTotal: at === -1 }));
        const pages = pageRows(rows, 0.3, 2);
        expect(pages.flat()).toEqual(rows);
        for (const page of pages) {
          const height = page.reduce((sum, row) => sum + row.height, 0.3);
          expect(page.length === 1 || height <= 2 + 1e-9).toBe(true);
        }
      }),
    );
  });

  it("end with the total, on the last page alone", () => {
    const rows = layRows(table([["甲", "1"]], { total: ["合计", "1"] }), measureText);
    expect(rows.map(({ isTotal }) => isTotal)).toEqual([false, true]);
  });
});

describe("text that has to fit", () => {
  const room = { widthInches: 10.1 / INCH_IN_EMS_OF_10_POINTS, maxLines: 1, points: [10, 5] };

  it("keeps the largest size in which it fits, then shrinks, then ends in an ellipsis", () => {
    expect(fitToRoom("一二三四五六七八九十", room, measureText)).toMatchObject({ points: 10, lines: 1 });
    expect(fitToRoom("一二三四五六七八九十一", room, measureText)).toMatchObject({ points: 5, lines: 1 });
    const cut = fitToRoom("一".repeat(50), room, measureText);
    expect(cut.points).toBe(5);
    expect(cut.text).toMatch(/^一{19}…$/);
  });

  it("stands close: no spaces between figures and Chinese, those between words and within commands stay", () => {
    expect(cleanText("大同市 1\u2009827 个社区，覆盖 37.4 % 以上")).toBe("大同市1\u00a0827个社区，覆盖37.4%以上");
    expect(cleanText("0.8 m/s（默认）；Wi Fi")).toBe("0.8 m/s（默认）；Wi Fi");
    expect(fitToRoom("--title 某市 1 号", { ...room, points: [1], isExact: true }, measureText).text).toBe(
      "--title 某市 1 号",
    );
  });

  it("is taken for wider than measured where it holds Latin letters and figures, never for narrower", () => {
    const widened = widenMeasure(measureText);
    expect(widened("一二三", 1, 400)).toBe(3);
    expect(widened("第1组", 1, 400)).toBeGreaterThan(3);
    fc.assert(fc.property(fc.string(), (text) => widened(text, 2, 700) >= measureText(text, 2, 700)));
  });
});
