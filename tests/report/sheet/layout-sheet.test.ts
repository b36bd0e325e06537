import { describe, expect, it } from "vitest";
import type { MapLayout, PageName, SheetMap, ShownMeasure } from "../../../src/core/model/presentation.ts";
import { PAGE_MILLIMETRES } from "../../../src/core/model/presentation.ts";
import type { Study } from "../../../src/core/model/study.ts";
import { boxesMeet } from "../../../src/report/map/place-names.ts";
import { createMeasureText } from "../../../src/report/scene/measure-text.ts";
import { defaultLayout } from "../../../src/report/sheet/default-layout.ts";
import { layoutPicture } from "../../../src/report/sheet/layout-picture.ts";
import { type LaidSheet, layoutSheet } from "../../../src/report/sheet/layout-sheet.ts";
import type { SheetSource } from "../../../src/report/sheet/sheet-source.ts";
import { readReportTools } from "../../support/read-report-tools.ts";
import { listMarkBoxes, listTexts } from "../../support/scene-boxes.ts";
import {
  createSheetStudy,
  LONG_NAME,
  runSheetStudy,
  withLongNames,
  withoutFacilities,
  withoutOutlines,
  withoutPeople,
  withoutPlaces,
} from "./create-sheet-study.ts";

const measureText = createMeasureText(readReportTools().fonts);
const PAGES = Object.keys(PAGE_MILLIMETRES) as PageName[];
const MEASURES: readonly ShownMeasure[] = ["peopleShare", "landShare", "verdict", "straightShare", "difference"];

/** The baseline moved by a new facility. */
function addFacility(study: Study): Study {
  const [first, ...others] = study.facilities;
  if (!first) throw new Error("a study without facilities");
  const added = {
    ...first,
    count: first.count + 1,
    ids: [...first.ids, "new"],
    names: [...first.names, "新建"],
    coordinates: Float64Array.from([...first.coordinates, 113.3035, 40.0835]),
    starts: Uint32Array.from([...first.starts, first.count + 1]),
  };
  return { ...study, facilities: [added, ...others], scenarioName: "新建一处" };
}

const plain = createSheetStudy();
const source = runSheetStudy(plain, [{ name: "新建一处", study: addFacility(plain) }]);

function layoutOf(change: Partial<MapLayout> = {}): MapLayout {
  return { ...defaultLayout(plain, "clinic"), ...change };
}

function maps(count: number, measure: (index: number) => ShownMeasure = () => "peopleShare"): SheetMap[] {
  return Array.from({ length: count }, (_, index) => ({
    serviceId: index % 2 === 0 ? "clinic" : "elderly-day-care",
    scenarioName: index < 2 ? "baseline" : "新建一处",
    measure: measure(index),
  }));
}

/** Six maps of five measures in nine classes each. */
function crowded(page: PageName, isPortrait: boolean): MapLayout {
  return layoutOf({
    page,
    isPortrait,
    maps: maps(6, (index) => MEASURES[index % 5] ?? "verdict"),
    classes: { method: "equal", count: 9 },
  });
}

function expectSound(laid: LaidSheet): void {
  const { scene, furniture, maps: drawn } = laid;
  for (const { left, top, right, bottom, mark, groups } of listMarkBoxes(scene, measureText)) {
    const where = `${groups.join("/")} ${mark.kind} ${mark.kind === "text" ? mark.text : ""}`;
    expect(left >= 0 && top >= 0 && right <= scene.widthMm && bottom <= scene.heightMm, where).toBe(true);
  }
  for (const [index, box] of furniture.entries()) {
    const page = { x: 0, y: 0, width: scene.widthMm, height: scene.heightMm };
    expect(
      box.x >= 0 && box.y >= 0 && box.x + box.width <= page.width && box.y + box.height <= page.height,
      box.name,
    ).toBe(true);
    const shrunk = { x: box.x + 1e-6, y: box.y + 1e-6, width: box.width - 2e-6, height: box.height - 2e-6 };
    for (const other of furniture.slice(index + 1))
      expect(boxesMeet(shrunk, other), `${box.name} and ${other.name}`).toBe(false);
  }
  for (const { names } of drawn)
    for (const [index, name] of names.entries())
      for (const other of names.slice(index + 1))
        expect(boxesMeet(name, other), `${name.text} and ${other.text}`).toBe(false);
}

/** Texts of a piece of furniture stay inside its box. */
function expectInside({ scene, furniture }: LaidSheet): void {
  const marks = listMarkBoxes(scene, measureText);
  for (const box of furniture) {
    const own = marks.filter(({ groups, mark }) => groups[0] === box.name && mark.kind === "text");
    for (const { left, right, top, bottom, mark } of own) {
      const words = `${box.name}: ${mark.kind === "text" ? mark.text : ""}`;
      expect(left >= box.x - 0.01 && right <= box.x + box.width + 0.01, words).toBe(true);
      expect(top >= box.y - 0.8 && bottom <= box.y + box.height + 0.8, words).toBe(true);
    }
  }
}

describe("a sheet", () => {
  for (const page of PAGES)
    for (const isPortrait of [false, true])
      it(`${page} ${isPortrait ? "portrait" : "landscape"} holds everything without overlaps, whatever is switched on`, () => {
        for (const count of [1, 2, 4, 6])
          for (const on of [true, false]) {
            const laid = layoutSheet(
              source,
              layoutOf({
                page,
                isPortrait,
                maps: maps(count),
                withGrid: on,
                withLegend: on || count < 3,
                withInset: on,
                withNorthArrow: on || count === 2,
                extent: on ? { kind: "unit", unitId: "c1" } : { kind: "study" },
              }),
              measureText,
            );
            expectSound(laid);
            expectInside(laid);
            expect(laid.maps).toHaveLength(count);
          }
      });

  it("has the size of its page", () => {
    const { scene } = layoutSheet(source, layoutOf({ page: "A1", isPortrait: true }), measureText);
    expect([scene.widthMm, scene.heightMm]).toEqual([594, 841]);
  });

  it("with six maps of different measures in nine classes on A2 finds room for every row", () => {
    for (const isPortrait of [false, true]) {
      const laid = layoutSheet(source, crowded("A2", isPortrait), measureText);
      expectSound(laid);
      const labels = listTexts(laid.scene);
      expect(laid.legend.length).toBeGreaterThanOrEqual(5);
      for (const { title, rows } of laid.legend)
        for (const words of [title, ...rows.map(({ label }) => label)]) expect(labels).toContain(words);
      expect(labels.join()).not.toMatch(/个指标的图例.*未列出/);
    }
  });

  it("leaves out what finds no room on A4 and says so, rather than setting it too small to read", () => {
    for (const isPortrait of [false, true]) {
      const laid = layoutSheet(source, crowded("A4", isPortrait), measureText);
      expectSound(laid);
      const labels = listTexts(laid.scene);
      const missing = laid.legend.filter(({ title }) => !labels.includes(title));
      expect(missing.length).toBeGreaterThan(0);
      expect(labels.join("")).toContain(`版面放不下${missing.length} 个指标的图例和符号说明，未列出。`);
    }
  });

  it("sets no line below 6 points on any page", () => {
    for (const page of PAGES)
      for (const isPortrait of [false, true])
        for (const layout of [crowded(page, isPortrait), layoutOf({ page, isPortrait, withGrid: true })]) {
          const { scene } = layoutSheet(source, layout, measureText);
          for (const { mark } of listMarkBoxes(scene, measureText))
            if (mark.kind === "text" && /\p{L}/u.test(mark.text))
              expect((mark.sizeMm * 72) / 25.4, mark.text).toBeGreaterThanOrEqual(5.95);
        }
  });

  it("draws each map once, on portrait pages too", () => {
    for (const isPortrait of [false, true]) {
      let drawn = 0;
      layoutSheet(source, layoutOf({ isPortrait, maps: maps(4) }), measureText, () => drawn++);
      expect(drawn).toBe(4);
    }
  });

  it("takes names of any length", () => {
    const long = runSheetStudy(withLongNames(plain));
    for (const page of ["A4", "A0", "16:9"] as const)
      for (const isPortrait of [false, true])
        for (const count of [1, 6]) {
          const laid = layoutSheet(
            long,
            layoutOf({
              page,
              isPortrait,
              maps: Array.from({ length: count }, () => maps(1)[0]!),
              title: LONG_NAME.repeat(2),
              organisation: LONG_NAME,
              stamp: { kind: "reviewed", number: LONG_NAME },
            }),
            measureText,
          );
          expectSound(laid);
          expectInside(laid);
        }
  });

  it("says what it is: title, 口径, legend, scale, north, system, sources, organisation and day", () => {
    const laid = layoutSheet(source, layoutOf({ organisation: "示例市规划局" }), measureText);
    const text = listTexts(laid.scene).join("\n");
    for (const words of [
      "随机城市卫生服务站15分钟步行圈覆盖率图",
      "口径：统计对象为居民",
      "图例",
      `比例尺 1:${laid.frame.denominator >= 10_000 ? "" : laid.frame.denominator.toString().slice(0, 1)}`,
      "N",
      "CGCS2000，高斯-克吕格投影，中央经线 113°18′E",
      "OpenStreetMap（ODbL 1.0）",
      "模拟人口（模拟）",
      "制图单位：示例市规划局",
      "制图日期：2026年11月29日",
      "图上界线仅供示意，不作为划界依据",
    ])
      expect(text).toContain(words);
  });

  it("bears its stamps in each mode", () => {
    const texts = (change: Partial<MapLayout>, own: SheetSource = source): string[] =>
      listTexts(layoutSheet(own, layoutOf(change), measureText).scene);
    expect(texts({})).toEqual(expect.arrayContaining(["演示数据", "内部资料 · 未经审图"]));
    const reviewed = texts({ stamp: { kind: "reviewed", number: "晋S(2026)012号" } });
    expect(reviewed).toContain("审图号：晋S(2026)012号");
    expect(reviewed).not.toContain("内部资料 · 未经审图");
    const schematic = texts({ withBasemap: false });
    expect(schematic).toContain("示意图");
    expect(schematic.some((text) => text.endsWith("覆盖率示意图"))).toBe(true);
    const surveyed = texts({}, runSheetStudy(createSheetStudy({ demonstration: false })));
    expect(surveyed).toContain("内部资料 · 未经审图");
    expect(surveyed.join()).not.toContain("演示数据");
  });

  it("leaves a line for the organisation where none is given", () => {
    const lines = (organisation: string): number =>
      listMarkBoxes(layoutSheet(source, layoutOf({ organisation }), measureText).scene, measureText).filter(
        ({ groups, mark }) => groups[0] === "footer" && mark.kind === "path",
      ).length;
    expect([lines(""), lines("某局")]).toEqual([1, 0]);
  });

  it("as a 示意图 shows no streets and no railway", () => {
    const kinds = (withBasemap: boolean): number =>
      listMarkBoxes(layoutSheet(source, layoutOf({ withBasemap }), measureText).scene, measureText).filter(
        ({ groups, mark }) =>
          groups[0] === "map:1" && mark.kind === "path" && !mark.isClosed && mark.stroke?.colour === "#ffffff",
      ).length;
    expect(kinds(true)).toBeGreaterThan(0);
    expect(kinds(false)).toBe(0);
  });

  it("draws several maps in the same classes and at the same scale", () => {
    const laid = layoutSheet(
      source,
      layoutOf({ maps: maps(4), classes: { method: "natural", count: 4 } }),
      measureText,
    );
    expect(laid.legend).toHaveLength(1);
    for (const { counts } of laid.legend[0]?.rows ?? []) expect(counts).toHaveLength(4);
    expect(new Set(laid.maps.map(({ box }) => `${box.width} ${box.height}`)).size).toBe(1);
  });

  it("rings what a scenario adds, and says so", () => {
    const texts = (count: number): string[] =>
      listTexts(layoutSheet(source, layoutOf({ maps: maps(3).slice(0, count) }), measureText).scene);
    expect(texts(2)).not.toContain("方案新增或迁建");
    expect(texts(3)).toContain("方案新增或迁建");
  });
});

describe("a sheet of a study that lacks something", () => {
  const layouts = [
    layoutOf(),
    layoutOf({ isPortrait: true, page: "A4", maps: maps(2) }),
    layoutOf({ page: "16:9", extent: { kind: "unit", unitId: "k" } }),
  ];
  const cases: readonly (readonly [string, Study, string])[] = [
    ["outlines has its communities as points", withoutOutlines(plain), "图例"],
    ["facilities says that nothing can be tested", withoutFacilities(plain), "不可检验"],
    ["people says that nothing can be tested", withoutPeople(plain), "不可检验"],
    ["targets and units is drawn like any other", { ...plain, units: [], targets: [] }, "图例"],
    ["a single position says so", withoutPlaces(plain), "未知（研究里没有位置）"],
  ];
  for (const [what, study, words] of cases)
    it(`without ${what}`, () => {
      for (const layout of layouts) {
        const laid = layoutSheet(runSheetStudy(study), layout, measureText);
        expectSound(laid);
        const text = listTexts(laid.scene).join("\n");
        expect(text).toContain(words);
        expect(text).not.toMatch(/覆盖 0%|NaN|undefined|Infinity/);
      }
    });

  it("without outlines draws a point a community", () => {
    const study = withoutOutlines(plain);
    const laid = layoutSheet(runSheetStudy(study), layoutOf({ withFacilities: false }), measureText);
    const points = listMarkBoxes(laid.scene, measureText).filter(
      ({ groups, mark }) => groups[0] === "map:1" && mark.kind === "circle",
    );
    expect(points).toHaveLength(study.communities.count);
  });

  it("asked for a unit, a service or a scenario that is not there shows what there is", () => {
    const gone = layoutOf({
      extent: { kind: "unit", unitId: "gone" },
      maps: [{ serviceId: "gone", scenarioName: "baseline", measure: "verdict" }],
    });
    const laid = layoutSheet(source, gone, measureText);
    expectSound(laid);
    expect(listTexts(laid.scene).join()).toContain("研究里没有该项服务");
    const nothing = layoutSheet(
      source,
      layoutOf({ maps: [{ serviceId: "clinic", scenarioName: "gone", measure: "verdict" }] }),
      measureText,
    );
    expectSound(nothing);
    expect(listTexts(nothing.scene).join()).toContain("没有可显示的地图");
  });
});

describe("a picture of a map", () => {
  it("holds map, legend, scale and stamps within its size", () => {
    for (const [widthMm, heightMm] of [
      [156, 105],
      [190, 150],
      [100, 140],
      [84, 104],
      [60, 40],
    ] as const) {
      const scene = layoutPicture(source, maps(1), { widthMm, heightMm, stamp: { kind: "internal" } }, measureText);
      for (const { left, top, right, bottom, mark, groups } of listMarkBoxes(scene, measureText))
        expect(
          left >= 0 && top >= 0 && right <= widthMm && bottom <= heightMm,
          `${groups.join("/")} ${mark.kind}`,
        ).toBe(true);
      const texts = listTexts(scene);
      expect(texts).toContain("演示数据 · 内部资料 · 未经审图");
      if (widthMm > 60) expect(texts).toEqual(expect.arrayContaining(["图例", "合计"]));
      else expect(texts.join("")).toContain("未列出");
    }
  });
});
