import { describe, expect, it } from "vitest";
import { describeSpot } from "../../../src/app/siting/spot-words.ts";
import { startStrings } from "../../../src/app/strings/text.ts";
import type { ExplainedSpot } from "../../../src/core/questions/siting/explain-spot.ts";

const instance = startStrings("zh-CN");
const text = { t: (key: string, values = {}) => instance.t(key, values), language: "zh-CN" as const };
const study = { demand: { unit: "people" } };
const report = {
  gap: 0,
  limitSeconds: 3600,
  requiredIds: [],
  summary: { people: 1000, sites: Array.from({ length: 5 }) },
  wishes: { capacity: null },
};

const covers: ExplainedSpot = {
  siteId: "n9",
  position: [113.3, 40.1],
  communityIndex: 0,
  gain: 120,
  savedSeconds: 0,
  covered: 90,
  rank: 2,
  coveredByRank: 70,
  metres: 12,
  ownRank: 0,
  measure: "covered",
  value: 500,
  valueWithIt: 530,
  exchange: { rank: 3, value: 460 },
  barred: null,
  tried: 5,
  money: null,
};
const walks: ExplainedSpot = {
  ...covers,
  measure: "mean",
  savedSeconds: 7200,
  value: 600,
  valueWithIt: 590,
  exchange: { rank: 1, value: 790 },
};

function tell(spot: ExplainedSpot, changes = {}): string[] {
  return describeSpot(text as never, study as never, { ...report, ...changes } as never, spot);
}

describe("why a spot is not built on, in words", () => {
  it("tells whom it serves, who serves them, one more site and the best exchange", () => {
    expect(tell(covers)).toEqual([
      "单独建在这里可多覆盖 120 人。其中 90 人已由所选各点照顾到，仅第 2 处就有 70 人。",
      "在所选之外再建这一处：多覆盖 30 人，覆盖率 50.0% → 53.0%。",
      "用它换下所选的任何一处都更差；损失最小的是换下第 3 处，少覆盖 40 人。",
    ]);
  });

  it("tells walks in seconds, or in minutes where they are long", () => {
    expect(tell(walks)).toEqual([
      "单独建在这里可让 120 人走得更近，共少走 2 人·时。其中 90 人已由所选各点照顾到，仅第 2 处就有 70 人。",
      "在所选之外再建这一处：平均步行缩短 10.0 秒。",
      "用它换下所选的任何一处都更差；损失最小的是换下第 1 处，平均步行增加 3.2 分钟。",
    ]);
  });

  it("says that an exchange is as good, or better where the answer is not proven", () => {
    expect(tell({ ...covers, exchange: { rank: 1, value: 500 } })[2]).toContain("一样多");
    const better = { ...covers, exchange: { rank: 1, value: 505 } };
    expect(tell(better, { gap: 0.02 })[2]).toBe(
      "用它换下第 1 处更好，可多覆盖 5 人。这个答案还没有证明最优，延长限时可继续求。",
    );
  });

  it("says what forbids every exchange, what the spot costs, and that places were not counted", () => {
    const barred = { ...covers, exchange: null, barred: "money" as const, money: { cost: 25, left: 5 } };
    expect(tell(barred).slice(2)).toEqual([
      "用它换下所选的任何一处都会超出预算。",
      "这里造价 25 万元，预算还剩 5 万元。",
    ]);
    expect(tell({ ...covers, tried: 3 }).at(-1)).toBe("只试换了离这里最近的 3 处。");
    const far = { ...walks, exchange: null, barred: "walk" as const };
    expect(tell(far, { wishes: { capacity: {} } }).slice(2)).toEqual([
      "用它换下所选的任何一处，都会有人步行超过 60 分钟。",
      "以上只算步行，不计名额。",
    ]);
  });

  it("says that a chosen site is one, and that a useless spot serves nobody", () => {
    expect(tell({ ...covers, ownRank: 4 })).toEqual(["这里就是第 4 处。"]);
    const useless = { ...covers, gain: 0, covered: 0, rank: 0, coveredByRank: 0, valueWithIt: 500 };
    expect(tell(useless)[0]).toMatch(/^单独建在这里没有人/);
    expect(tell(useless)[1]).toBe("在所选之外再建这一处，不会多覆盖任何人。");
  });
});
