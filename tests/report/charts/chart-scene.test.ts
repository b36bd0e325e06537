import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BarChart, Chart, LineChart, WaterfallChart } from "../../../src/report/charts/chart.ts";
import { chartScene } from "../../../src/report/charts/chart-scene.ts";
import { createMeasureText } from "../../../src/report/scene/measure-text.ts";
import { paintSvg } from "../../../src/report/scene/paint-svg.ts";
import type { Scene } from "../../../src/report/scene/scene.ts";
import { listMarks, listTextBoxes } from "../../support/list-marks.ts";
import { readReportTools } from "../../support/read-report-tools.ts";

const measureText = createMeasureText(readReportTools().fonts);
const draw = (chart: Chart, width = 160, height = 90): Scene => chartScene(chart, width, height, measureText);
const texts = (scene: Scene): string[] => listTextBoxes(scene, measureText).map(({ text }) => text);
const bare = (scene: Scene): string[] => texts(scene).map((text) => text.replace(/\s/g, ""));
const inGroup = (scene: Scene, name: string) => listMarks(scene).filter(({ names }) => names.includes(name));

const BASE = { id: "chart", title: "覆盖率", basis: "口径：60 岁以上居民。", isDemonstration: true };
const BARS: BarChart = {
  ...BASE,
  kind: "bars",
  unit: "share",
  categories: [
    { id: "140213", name: "平城区" },
    { id: "140214", name: "云冈区" },
    { id: "140212", name: "新荣区" },
  ],
  series: [
    { name: "沿街道", colour: "#1d4672", values: [0.8125, 0.5, null] },
    { name: "直线距离", colour: "#b3c4d1", values: [0.95, 0.75, null] },
  ],
  mark: { value: 0.8, name: "社区达标线 80%" },
};
const LINES: LineChart = {
  ...BASE,
  kind: "lines",
  x: { name: "步行时间（分钟）", unit: "minutes", upTo: 30 },
  y: { name: "累计比例", unit: "share" },
  series: [
    {
      name: "沿街道",
      colour: "#1d4672",
      isDashed: false,
      points: [
        [0, 0],
        [15, 0.6125],
        [30, 0.9],
      ],
    },
    {
      name: "直线距离",
      colour: "#8a867c",
      isDashed: true,
      points: [
        [0, 0],
        [15, 0.7],
        [30, 0.9],
      ],
    },
  ],
  mark: { value: 15, name: "时限 15 分钟" },
};
const FALL: WaterfallChart = {
  ...BASE,
  kind: "waterfall",
  unit: "people",
  from: { name: "现状", value: 30_000 },
  steps: [
    { id: "gained", name: "新增覆盖", change: 15_000 },
    { id: "lost", name: "不再覆盖", change: -5_000 },
  ],
  to: { name: "方案一", value: 40_000 },
};

describe("chartScene of bars", () => {
  const scene = draw(BARS);

  it("says title, basis, 演示数据, series, mark, names and every value", () => {
    expect(texts(scene)).toEqual(
      expect.arrayContaining([
        "覆盖率",
        "演示数据",
        "沿街道",
        "直线距离",
        "社区达标线 80%",
        "平城区",
        "81.3%",
        "95.0%",
        "50.0%",
      ]),
    );
    expect(bare(scene)).toContain("口径：60岁以上居民。");
  });

  it("draws bars as long as their values, from a common foot, in a group a category", () => {
    const bars = ["140213", "140214"].flatMap((id) =>
      inGroup(scene, `bar:${id}`).flatMap(({ mark }) => (mark.kind === "rect" ? [mark] : [])),
    );
    const [first, straight, second] = bars;
    expect(bars).toHaveLength(4);
    expect(new Set(bars.map(({ x }) => x)).size).toBe(1);
    expect(second!.width / first!.width).toBeCloseTo(0.5 / 0.8125, 6);
    expect(straight!.width / first!.width).toBeCloseTo(0.95 / 0.8125, 6);
  });

  it("says 不可检验 where there is no value, and draws no bar and no 0%", () => {
    const marks = inGroup(scene, "bar:140212").map(({ mark }) => mark);
    expect(marks.flatMap((mark) => (mark.kind === "text" ? [mark.text] : []))).toEqual(["新荣区", "不可检验"]);
    expect(marks.some(({ kind }) => kind === "rect")).toBe(false);
  });

  it("has no mark of a demonstration and no key where there is nothing to say", () => {
    const plain = draw({ ...BARS, isDemonstration: false, series: BARS.series.slice(0, 1), mark: null });
    expect(texts(plain)).not.toContain("演示数据");
    expect(texts(plain)).not.toContain("沿街道");
    expect(inGroup(plain, "mark")).toEqual([]);
  });

  it("says how many categories do not fit", () => {
    const many = Array.from({ length: 200 }, (_, index) => ({ id: String(index), name: `社区${index}` }));
    const cut = draw({
      ...BARS,
      categories: many,
      series: [{ name: "", colour: "#1d4672", values: many.map(() => 0.5) }],
    });
    const told = bare(cut).find((text) => text.startsWith("另有"))!;
    const shown = many.filter(({ id }) => inGroup(cut, `bar:${id}`).length > 0).length;
    expect(told).toBe(`另有${200 - shown}项未列出`);
  });

  it("calls floor no people", () => {
    const floor = draw({
      ...BARS,
      unit: "people",
      demandUnit: "residential-floor-m2",
      series: [{ name: "", colour: "#1d4672", values: [12_345, 100, null] }],
      mark: null,
    });
    expect(bare(floor)).toContain("1.2万m²");
    expect(bare(floor).join()).not.toContain("万人");
  });
});

describe("chartScene of lines", () => {
  const scene = draw(LINES);

  it("names each line at its end, with its value at the mark", () => {
    expect(bare(scene)).toEqual(
      expect.arrayContaining(["沿街道", "15分钟61.3%", "直线距离", "15分钟70.0%", "时限15分钟"]),
    );
  });

  it("passes through its points: twice the minutes lie twice as far from the left", () => {
    const line = inGroup(scene, "line:0").find(({ mark }) => mark.kind === "path")!.mark;
    const [x0, y0, x15, y15, x30, y30] = Array.from(line.kind === "path" ? line.parts[0]! : []);
    expect((x30! - x0!) / (x15! - x0!)).toBeCloseTo(2, 6);
    expect((y30! - y0!) / (y15! - y0!)).toBeCloseTo(0.9 / 0.6125, 6);
    expect(inGroup(scene, "point:0:15")).toHaveLength(1);
  });

  it("gives no value at a mark where a line has no point", () => {
    expect(bare(draw({ ...LINES, mark: { value: 12.5, name: "时限" } })).some((text) => text.includes("分钟6"))).toBe(
      false,
    );
  });
});

describe("chartScene of a waterfall", () => {
  it("hangs each step on the one before and ends at the last amount", () => {
    const scene = draw(FALL);
    const box = (name: string) => {
      const mark = inGroup(scene, `bar:${name}`).find((placed) => placed.mark.kind === "rect")!.mark;
      return mark.kind === "rect" ? { top: mark.y, bottom: mark.y + mark.height } : { top: 0, bottom: 0 };
    };
    expect(box("gained").bottom).toBeCloseTo(box("from").top, 6);
    expect(box("lost").top).toBeCloseTo(box("gained").top, 6);
    expect(box("to").top).toBeCloseTo(box("lost").bottom, 6);
    expect(box("from").bottom).toBeCloseTo(box("to").bottom, 6);
    expect(bare(scene)).toEqual(expect.arrayContaining(["3.0万人", "+1.5万人", "−5000人", "4.0万人"]));
  });

  it("hatches what is lost, so that it is told apart in grey print", () => {
    const hatched = (name: string): boolean =>
      inGroup(draw(FALL), `bar:${name}`).some(
        ({ mark }) => mark.kind === "rect" && mark.fill !== undefined && "hatch" in mark.fill,
      );
    expect([hatched("gained"), hatched("lost")]).toEqual([false, true]);
  });

  it("says so where its axis does not begin at nought", () => {
    const small = {
      ...FALL,
      steps: [{ id: "gained", name: "新增", change: 300 }],
      to: { name: "方案一", value: 30_300 },
    };
    expect(bare(draw(small)).some((text) => /^纵轴从[\d.]+万起，不从0起$/.test(text))).toBe(true);
    expect(bare(draw(FALL)).some((text) => text.includes("不从0起"))).toBe(false);
  });
});

describe("chartScene of any chart", () => {
  const name = fc.string({
    unit: fc.constantFrom(..."大同经济技术开发区向阳里社区ABC 12（）"),
    minLength: 1,
    maxLength: 16,
  });
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const bars = fc.array(fc.tuple(name, fc.option(share), fc.option(share)), { minLength: 1, maxLength: 30 }).map(
    (rows): BarChart => ({
      ...BARS,
      categories: rows.map(([words], index) => ({ id: String(index), name: words })),
      series: [
        { ...BARS.series[0]!, values: rows.map(([, first]) => first) },
        { ...BARS.series[1]!, values: rows.map(([, , second]) => second) },
      ],
    }),
  );
  const lines = fc.array(fc.tuple(name, share, share), { minLength: 1, maxLength: 6 }).map(
    (rows): LineChart => ({
      ...LINES,
      series: rows.map(([words, middle, last]) => ({
        name: words,
        colour: "#2a6f97",
        isDashed: false,
        points: [
          [0, 0],
          [15, middle],
          [30, last],
        ],
      })),
    }),
  );
  const falls = fc
    .tuple(
      fc.integer({ min: 0, max: 3_000_000 }),
      fc.array(fc.tuple(name, fc.integer({ min: -90_000, max: 200_000 })), { maxLength: 10 }),
    )
    .map(([value, steps]): WaterfallChart => {
      let level = value;
      const kept = steps.map(([words, change], index) => {
        const possible = Math.max(change, -level);
        level += possible;
        return { id: String(index), name: words, change: possible };
      });
      return { ...FALL, from: { name: "现状", value }, steps: kept, to: { name: "方案", value: level } };
    });
  const size = fc.constantFrom([160, 90], [150, 75], [240, 135], [320, 180]);

  it("keeps every text inside the drawing and none over another", { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(fc.oneof(bars, lines, falls), size, (chart, [width, height]) => {
        const boxes = listTextBoxes(draw(chart, width, height), measureText).filter(({ text }) => text.trim() !== "");
        for (const box of boxes) {
          expect(box.left, box.text).toBeGreaterThan(-0.01);
          expect(box.right, box.text).toBeLessThan(width! + 0.01);
          expect(box.top, box.text).toBeGreaterThan(-0.01);
          expect(box.bottom, box.text).toBeLessThan(height! + 0.01);
        }
        for (const [index, box] of boxes.entries()) {
          for (const other of boxes.slice(index + 1)) {
            const wide = Math.min(box.right, other.right) - Math.max(box.left, other.left);
            const high = Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top);
            expect(
              wide > 0.1 && high > 0.25 * Math.min(box.bottom - box.top, other.bottom - other.top),
              `${box.text} over ${other.text}`,
            ).toBe(false);
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it("is drawn the same each time, with finite numbers alone", () => {
    for (const chart of [BARS, LINES, FALL, { ...BARS, categories: [], series: [] }, { ...LINES, series: [] }]) {
      const svg = paintSvg(draw(chart));
      expect(svg).toBe(paintSvg(draw(chart)));
      expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    }
  });
});
