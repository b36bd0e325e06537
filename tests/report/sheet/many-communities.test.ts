/** A sheet of 30,000 communities: whole, and of a size that a file may have. */
import { describe, expect, it } from "vitest";
import type { AreaGeometry } from "../../../src/core/model/geometry.ts";
import { DEFAULT_PARAMETERS } from "../../../src/core/model/parameters.ts";
import type { Study } from "../../../src/core/model/study.ts";
import { createMeasureText } from "../../../src/report/scene/measure-text.ts";
import { paintSvg } from "../../../src/report/scene/paint-svg.ts";
import { defaultLayout } from "../../../src/report/sheet/default-layout.ts";
import { layoutSheet } from "../../../src/report/sheet/layout-sheet.ts";
import type { SheetSource } from "../../../src/report/sheet/sheet-source.ts";
import { createCoverage } from "../../app/map/create-map-study.ts";
import { readReportTools } from "../../support/read-report-tools.ts";
import { listMarkBoxes } from "../../support/scene-boxes.ts";
import { createSheetStudy, runSheetStudy } from "./create-sheet-study.ts";

const [COLUMNS, ROWS] = [200, 150];
const COUNT = COLUMNS * ROWS;
const SIDE = 0.01;

/** Hexagon-like cells side by side, every hundredth without an outline. */
function createLargeStudy(): Study {
  const study = createSheetStudy();
  const corners = [
    [0.5, 0],
    [1, 0.25],
    [1, 0.75],
    [0.5, 1],
    [0, 0.75],
    [0, 0.25],
    [0.5, 0],
  ] as const;
  const west = (index: number): number => 112 + (index % COLUMNS) * SIDE;
  const south = (index: number): number => 39 + Math.floor(index / COLUMNS) * SIDE;
  const areas = Array.from({ length: COUNT }, (_, index): AreaGeometry | null =>
    index % 100 === 0
      ? null
      : { type: "Polygon", coordinates: [corners.map(([x, y]) => [west(index) + x * SIDE, south(index) + y * SIDE])] },
  );
  return {
    ...study,
    communities: {
      count: COUNT,
      ids: Array.from({ length: COUNT }, (_, index) => `c${index}`),
      names: Array.from({ length: COUNT }, (_, index) => `示例社区${index}`),
      parentIds: Array.from({ length: COUNT }, () => "t1"),
      kinds: Array.from({ length: COUNT }, () => "urban" as const),
      areas,
      centres: Float64Array.from({ length: 2 * COUNT }, (_, at) =>
        at % 2 === 0 ? west(at >> 1) + SIDE / 2 : south(at >> 1) + SIDE / 2,
      ),
      approximate: true,
    },
  };
}

const measureText = createMeasureText(readReportTools().fonts);
const study = createLargeStudy();
const coverage = createCoverage(
  Array.from({ length: COUNT }, (_, index) => (index % 7 === 0 ? 0 : 100)),
  Array.from({ length: COUNT }, (_, index) => ((index * 37) % 101) / 100),
);
const { result } = runSheetStudy(createSheetStudy()).runs[0]!;
const source: SheetSource = {
  study,
  runs: [
    { scenarioName: "baseline", study, result: { ...result, parameters: DEFAULT_PARAMETERS, services: [coverage] } },
  ],
  date: "2026-11-29",
};

describe("a sheet of 30,000 communities", () => {
  const layout = defaultLayout(study, "clinic");
  const laid = layoutSheet(source, layout, measureText);
  const ofMap = listMarkBoxes(laid.scene, measureText).filter(({ groups }) => groups[0] === "map:1");

  it("draws each of them, in few paths", () => {
    const fills = ofMap.flatMap(({ mark }) =>
      mark.kind === "path" && mark.fill && "colour" in mark.fill ? [mark] : [],
    );
    expect(fills.reduce((sum, { parts }) => sum + parts.length, 0)).toBeGreaterThanOrEqual(COUNT * 0.99);
    expect(fills.length).toBeLessThan(1000);
    expect(ofMap.filter(({ mark }) => mark.kind === "circle").length).toBeGreaterThanOrEqual(COUNT / 100);
  });

  it("counts each of them once", () => {
    const rows = laid.legend[0]?.rows ?? [];
    const sum = rows
      .filter(({ kind }) => kind === "class" || kind === "no-data")
      .reduce((all, { counts }) => all + (counts[0] ?? 0), 0);
    expect(sum).toBe(COUNT);
    expect(rows.find(({ kind }) => kind === "total")?.counts).toEqual([COUNT]);
  });

  it("stays a file of a few megabytes, also with six maps", () => {
    expect(paintSvg(laid.scene).length).toBeLessThan(5_000_000);
    const maps = Array.from({ length: 6 }, () => layout.maps[0]!);
    expect(paintSvg(layoutSheet(source, { ...layout, maps }, measureText).scene).length).toBeLessThan(24_000_000);
  });
});
