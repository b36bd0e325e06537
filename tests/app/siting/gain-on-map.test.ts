import { describe, expect, it } from "vitest";
import { classifyGain, describeGain, gainAt } from "../../../src/app/siting/gain-on-map.ts";
import { startStrings } from "../../../src/app/strings/text.ts";
import type { GainGrid } from "../../../src/core/questions/marginal-gain.ts";

/** Three columns, two rows; cells 0, 2 and 4 have a street. */
const GRID: GainGrid = {
  west: 113,
  south: 40,
  cellLon: 0.01,
  cellLat: 0.01,
  columns: 3,
  rows: 2,
  cellIndexes: Uint32Array.of(0, 2, 4),
  people: Float64Array.of(12, 0, 340),
  nodeIndexes: Int32Array.of(5, 6, 7),
  coordinates: new Float64Array(6),
};

describe("what one more facility would gain", () => {
  it("is read from the cell under the pointer, and unknown where there is no street", () => {
    expect(gainAt(GRID, [113.005, 40.005])).toBe(12);
    expect(gainAt(GRID, [113.025, 40.005])).toBe(0);
    expect(gainAt(GRID, [113.015, 40.015])).toBe(340);
    expect(gainAt(GRID, [113.015, 40.005])).toBeNull();
    expect(gainAt(GRID, [112.99, 40.005])).toBeNull();
    expect(gainAt(GRID, [113.035, 40.005])).toBeNull();
  });

  it("has classes of about equally many cells without gaps, every cell with a gain in one", () => {
    const people = Float64Array.from({ length: 100 }, (_, at) => at);
    const classes = classifyGain({ ...GRID, people });
    expect(classes.map(({ from, to, count }) => [from, to, count])).toEqual([
      [1, 19, 19],
      [20, 39, 20],
      [40, 59, 20],
      [60, 79, 20],
      [80, 99, 20],
    ]);
    expect(classifyGain({ ...GRID, people: Float64Array.of(0, 0.2, 0) })).toEqual([]);
    expect(
      classifyGain({ ...GRID, people: Float64Array.of(3, 3, 3) }).map(({ from, to, count }) => [from, to, count]),
    ).toEqual([[3, 3, 3]]);
  });

  it("stands beside the cursor with its sign and its service", () => {
    const instance = startStrings("zh-CN");
    const text = {
      t: (key: string, values = {}) => instance.t(key, values),
      local: ({ zh }: { readonly zh: string }) => zh,
      language: "zh-CN" as const,
    };
    const shown = { study: { demand: { unit: "people" } }, service: { title: { zh: "幼儿园", en: "K" } } };
    const answer = { serviceId: "k", groupId: "all", cutoffSeconds: 900, uncovered: 500, grid: GRID } as const;
    const at = (position: [number, number], known: typeof answer | null = answer) =>
      describeGain(text as never, shown as never, known, position);
    expect(at([113.015, 40.015])).toEqual({ title: "+340 人", parts: ["在此再建一处幼儿园"] });
    expect(at([113.015, 40.005]).title).toBe("这里没有街道");
    expect(at([113.015, 40.015], null).title).toBe("正在计算增益");
  });
});
