import { describe, expect, it } from "vitest";
import { findReadingPlaces, nearestPlace } from "../../../src/app/present/charts/reading-places.ts";
import { rowWords } from "../../../src/app/present/charts/row-words.ts";
import type { Chart } from "../../../src/report/charts/chart.ts";
import { chartScene } from "../../../src/report/charts/chart-scene.ts";
import { createMeasureText } from "../../../src/report/scene/measure-text.ts";
import { readReportTools } from "../../support/read-report-tools.ts";

const measureText = createMeasureText(readReportTools().fonts);
const BASE = { id: "chart", title: "覆盖率", basis: "口径：60 岁以上居民。", isDemonstration: true };

/** Values by minute, as many as the page really asks for: lines without dots. */
const LINES: Chart = {
  ...BASE,
  kind: "lines",
  x: { name: "步行时间（分钟）", unit: "minutes", upTo: 30 },
  y: { name: "累计比例", unit: "share" },
  series: [
    {
      name: "沿街道",
      colour: "#1d4672",
      isDashed: false,
      points: Array.from({ length: 31 }, (_, minute) => [minute, minute / 40] as const),
    },
    {
      name: "直线距离",
      colour: "#8a867c",
      isDashed: true,
      points: [
        [0, 0],
        [15, 0.75],
        [30, 0.9],
      ],
    },
  ],
  mark: { value: 15, name: "时限 15 分钟" },
};
const STEPS: Chart = {
  ...BASE,
  kind: "waterfall",
  unit: "people",
  from: { name: "现状", value: 1000 },
  steps: [
    { id: "e1", name: "新增", change: 400 },
    { id: "e2", name: "停用", change: -150 },
  ],
  to: { name: "方案", value: 1250 },
};

const placesOf = (chart: Chart) => findReadingPlaces(chart, chartScene(chart, 160, 90, measureText, { isBare: true }));

describe("places to read a chart at", () => {
  it("are one for each value of the axis, from left to right, at the heights of the values", () => {
    const places = placesOf(LINES);
    expect(places.map(({ id }) => id)).toEqual(Array.from({ length: 31 }, (_, minute) => String(minute)));
    const [first, second, , ...others] = places;
    const last = others.at(-1);
    if (!first || !second || !last) throw new Error("no places");
    expect((last.middle - first.middle) / 30).toBeCloseTo(second.middle - first.middle, 9);
    const at15 = places[15];
    expect(at15?.points.map(({ series }) => series)).toEqual([0, 1]);
    // 0.375 along the streets, twice as much in a straight line: the bottom is where the first minute stands.
    const [along, straight] = at15?.points.map(({ top }) => (first.points[0]?.top ?? 0) - top) ?? [];
    expect((straight ?? 0) / (along ?? 1)).toBeCloseTo(2, 9);
    expect(second.points).toHaveLength(1);
  });

  it("are the columns of a waterfall, each with the row of the table that tells it", () => {
    const places = placesOf(STEPS);
    expect(places.map(({ id }) => id)).toEqual(["from", "e1", "e2", "to"]);
    const words = rowWords(STEPS);
    expect(places.map(({ id }) => words.get(id)?.name)).toEqual(["现状", "新增", "停用", "方案"]);
    expect(words.get("e2")?.values.join()).toMatch(/−150\s*人.*1\s?250\s*人/);
  });

  it("are none for bars, which are buttons of their own", () => {
    const bars: Chart = { ...BASE, kind: "bars", unit: "share", categories: [], series: [], mark: null };
    expect(placesOf(bars)).toEqual([]);
  });

  it("are found by the nearest place to the pointer", () => {
    const places = placesOf(STEPS);
    expect(nearestPlace(places, 0)).toBe(0);
    expect(nearestPlace(places, (places[2]?.middle ?? 0) + 0.01)).toBe(2);
    expect(nearestPlace(places, 1)).toBe(3);
    expect(nearestPlace([], 0.5)).toBe(-1);
  });

  it("say the values of every line that has one there, and leave out the others", () => {
    const words = rowWords(LINES);
    expect(words.get("15")).toEqual({ name: "步行时间（分钟） 15", values: ["沿街道 37.5%", "直线距离 75.0%"] });
    expect(words.get("16")?.values).toEqual(["沿街道 40.0%"]);
  });
});
