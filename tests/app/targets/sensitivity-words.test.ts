import { beforeAll, describe, expect, it } from "vitest";
import { startStrings, type Text } from "../../../src/app/strings/text.ts";
import { sensitivityCsv } from "../../../src/app/targets/sensitivity-csv.ts";
import { changeText, figureText, summaryText } from "../../../src/app/targets/sensitivity-words.ts";
import { VERDICT_MET, VERDICT_NOT_MET } from "../../../src/core/coverage/coverage-result.ts";
import type { Target } from "../../../src/core/plan/target.ts";
import { FRAGILE, NEAR, NOT_JUDGED } from "../../../src/core/plan/unit-firmness.ts";
import type { SensitivityRow } from "../../../src/core/questions/measure-sensitivity.ts";
import type { StudyView } from "../../../src/worker/protocol.ts";
import { createPlaces } from "../select/create-coverage.ts";

const study = {
  ...createPlaces(),
  services: [],
  title: { zh: "小城", en: "" },
  date: "2020-11-01",
} as unknown as StudyView;
const target = {
  id: "T17",
  title: { zh: "公办中心园", en: "" },
  rule: {
    kind: "at-least-per-unit",
    needs: [{ serviceIds: ["kindergarten"], filters: [{ attribute: "ownership", oneOf: ["公办"] }] }],
    count: 1,
  },
  target: { value: 1, text: "", measure: "share" },
} as unknown as Target;

const row = (change: SensitivityRow["change"], figures: Partial<SensitivityRow> = {}): SensitivityRow => ({
  change,
  unitsTested: 4,
  unitsMet: 2,
  share: 0.5,
  value: null,
  peopleShort: 100,
  verdict: "not-met",
  isTurned: false,
  unitsLost: 0,
  unitsGained: 0,
  unattached: 0,
  ...figures,
});
const ROWS = [
  row({ kind: "none" }),
  row({ kind: "count", count: 2 }, { unitsMet: 0, share: 0, unitsLost: 2 }),
  row(
    { kind: "without-filter", needIndex: 0, attribute: "ownership" },
    { unitsMet: 4, share: 1, verdict: "met", isTurned: true, unitsGained: 2 },
  ),
];

describe("sensitivity in words", () => {
  let text: Text;
  beforeAll(() => {
    const strings = startStrings("zh-CN");
    text = {
      t: (key, values) => strings.t(key, values ?? {}),
      language: "zh-CN",
      local: ({ zh }) => zh,
      list: (names) => names.join("、"),
    };
  });

  it("names every change, a filter by its column and values", () => {
    const words = (change: SensitivityRow["change"]) => changeText(text, study, target, change);
    expect(words({ kind: "without-filter", needIndex: 0, attribute: "ownership" })).toBe("不要求 ownership = 公办");
    expect(words({ kind: "minimum-people", factor: 0.9 })).toBe("人口门槛 −10%");
    expect(words({ kind: "one-point", point: "people-centre" })).toBe("集中到人口重心");
    expect(words({ kind: "near-border", metres: 300 })).toBe("界外 300 米内也算");
    expect(words({ kind: "group", groupId: "65+" })).toContain("65");
  });

  it("says how many changes turn the verdict and between which figures it moves", () => {
    expect(summaryText(text, target, ROWS)).toBe("脆弱：2 项改动中有 1 项会改变判定，结果在 0%–100% 之间。");
    expect(summaryText(text, target, ROWS.slice(0, 1))).toBe("这项目标没有可以改的口径。");
    expect(figureText(text, target, { share: null, value: null })).toBe("—");
  });

  it("hands out the rows, every assumption, and each unit with what turns it", () => {
    const units = {
      ids: ["a", "b", "c"],
      people: Float64Array.of(900, 800, 700),
      peopleShort: Float64Array.of(0, 800, 0),
      codes: Uint8Array.of(FRAGILE, NEAR, NOT_JUDGED),
      turnedBy: [[1], [2], []],
      verdicts: Uint8Array.of(VERDICT_MET, VERDICT_NOT_MET, 0),
    };
    const assumptions = [{ zh: "每个单位至少 1 处", en: "" }];
    const lines = sensitivityCsv(
      text,
      { ...study, demonstration: true },
      target,
      { assumptions },
      { rows: ROWS, units },
    );
    expect(lines[0]).toEqual(["T17 公办中心园"]);
    expect(lines[1]).toEqual(["小城", "演示数据", "2020-11-01"]);
    expect(lines).toContainEqual(["至少 2 处", "4", "0", "0", "", "100", "未达标", "否", "2", "0", "0"]);
    expect(lines).toContainEqual(["每个单位至少 1 处"]);
    const ofUnits = lines.filter(([id]) => id === "a" || id === "b" || id === "c");
    expect(ofUnits.map(([id, , , ...rest]) => [id, ...rest])).toEqual([
      ["a", "勉强达标", "900", "0", "1", "至少 2 处"],
      ["b", "差一点", "800", "800", "1", "不要求 ownership = 公办"],
    ]);
  });
});
