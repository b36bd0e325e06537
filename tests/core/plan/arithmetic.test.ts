import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Arithmetic,
  type EvaluatedLine,
  evaluateArithmetic,
  findArithmeticFaults,
  type StudyPeople,
} from "../../../src/core/plan/arithmetic.ts";
import { evaluateFormula, parseFormula } from "../../../src/core/plan/formula.ts";
import { parsePlan } from "../../../src/io/study/plan-file.ts";

const ROOT = resolve(import.meta.dirname, "../../..");
const { inconsistencies } = parsePlan(readFileSync(resolve(ROOT, "geodata/plan/plan.json"), "utf8"));
/** The census of 2020. */
const CENSUS: StudyPeople = {
  date: "2020-11-01",
  unit: "people",
  totals: { all: 3_105_591, "60+": 640_901, "65+": 437_083 },
};

function linesOf(id: string, people = CENSUS): Record<string, EvaluatedLine> {
  const { arithmetic } = inconsistencies.find((each) => each.id === id) ?? {};
  return Object.fromEntries(evaluateArithmetic(arithmetic as Arithmetic, people).map((line) => [line.id, line]));
}

const evaluate = (formula: string, values: Record<string, number | null> = {}): number | null =>
  evaluateFormula(parseFormula(formula) ?? [], (name) => values[name] ?? null);

describe("the arithmetic of the plan's inconsistencies, by hand", () => {
  it("I02: 20,000 × 5 = 100,000 m²; ÷ 3,105,591 = 0.0322 m²; 1.17 × 3,105,591 = 3,633,541.47 m²; 2.752 %", () => {
    const { five, perPerson, needed, part } = linesOf("I02");
    expect(five).toMatchObject({ expression: "20,000 × 5", result: 100_000, resultText: "100,000" });
    // 100,000 / 3,105,591 = 0.032199…
    expect(perPerson).toMatchObject({ expression: "100,000 ÷ 3,105,591", resultText: "0.032" });
    expect(perPerson?.result).toBeCloseTo(0.0322, 4);
    expect(needed).toMatchObject({ expression: "(2.80 − 1.63) × 3,105,591", resultText: "3,633,541" });
    expect(needed?.result).toBeCloseTo(3_633_541.47, 2);
    // 100,000 / 3,633,541.47 = 0.027521…
    expect(part).toMatchObject({ expression: "100,000 ÷ 3,633,541", resultText: "2.8 %" });
    expect(part?.result).toBeCloseTo(0.027521, 6);
    expect(needed?.sources.map(({ zh }) => zh)).toEqual([
      "计划第 182 行",
      "计划第 79 行",
      "本研究人口（全体居民），数据日期 2020-11-01",
    ]);
  });

  it("I06: 360 ÷ 5 = 72; 500 ÷ 72 = 6.9; 3,600,000 ÷ 43,355 = 83.0 m² for each household", () => {
    const { yearly, times, perHousehold } = linesOf("I06");
    expect(yearly).toMatchObject({ expression: "360 ÷ 5", result: 72, resultText: "72" });
    expect(times).toMatchObject({ expression: "500 ÷ 72", resultText: "6.9" });
    expect(perHousehold?.resultText).toBe("83.0");
  });

  it("I11: 231 ÷ 83.4 % = 277 (276.98); 231 ÷ 277 = 83.39 %; 231 ÷ 358 = 64.5 %; 231 ÷ 401 = 57.6 %; 37 with day care", () => {
    const { denominator, check, byLater, byCodes, careCount } = linesOf("I11");
    expect(denominator).toMatchObject({ expression: "231 ÷ 83.4 %", result: 277, resultText: "277" });
    expect(check).toMatchObject({ expression: "231 ÷ 277", resultText: "83.39 %" });
    expect(byLater).toMatchObject({ expression: "231 ÷ 358", resultText: "64.5 %" });
    expect(byCodes).toMatchObject({ expression: "231 ÷ 401", resultText: "57.6 %" });
    expect(careCount).toMatchObject({ expression: "13.4 % × 277", result: 37 });
  });

  it("I17: 35 ‰ × 640,901 = 22,431.5 beds, 35 ‰ × 437,083 = 15,297.9 beds, of the study's own people, and says which", () => {
    const { beds60, beds65, national2015 } = linesOf("I17");
    expect(beds60).toMatchObject({ expression: "35 ‰ × 640,901", resultText: "22,432" });
    expect(beds60?.result).toBeCloseTo(22_431.535, 6);
    expect(beds65).toMatchObject({ expression: "35 ‰ × 437,083", resultText: "15,298" });
    expect(beds65?.result).toBeCloseTo(15_297.905, 6);
    expect(beds60?.sources.map(({ zh }) => zh)).toContain("本研究人口（60 岁及以上），数据日期 2020-11-01");
    expect(beds65?.sources.map(({ en }) => en)).toContain(
      "People of this study (aged 65 and over), data of 2020-11-01",
    );
    expect(national2015?.resultText).toBe("30.3 ‰");
    const other = linesOf("I17", { ...CENSUS, totals: { all: 1000, "60+": 200, "65+": 100 } });
    expect(other.beds60?.resultText).toBe("7");
    expect(other.beds65?.result).toBeCloseTo(3.5, 9);
  });

  it("without people of the group there is no result, and the line says what is lacking", () => {
    const { beds60, beds65, national2015 } = linesOf("I17", { ...CENSUS, totals: { all: 5, "60+": 2 } });
    expect(beds60?.resultText).toBe("0");
    expect(beds65).toMatchObject({ result: null, resultText: "", expression: "35 ‰ × ?" });
    expect(beds65?.sources.map(({ zh }) => zh)).toContain("算不出：本研究没有“65 岁及以上”的人口数");
    expect(national2015?.result).not.toBeNull();
    expect(linesOf("I02", { ...CENSUS, unit: "residential-floor-m2" }).perPerson?.result).toBeNull();
  });

  it("every shipped line has a result on the census", () => {
    const empty = inconsistencies.flatMap(({ id, arithmetic }) =>
      arithmetic ? evaluateArithmetic(arithmetic, CENSUS).flatMap((line) => (line.result === null ? [id] : [])) : [],
    );
    expect(empty).toEqual([]);
    const computed = inconsistencies.filter(({ arithmetic }) => arithmetic !== null).map(({ id }) => id);
    for (const id of ["I01", "I02", "I06", "I08", "I11", "I17"]) expect(computed).toContain(id);
  });
});

describe("formulas", () => {
  it("multiply before they add, from left to right", () => {
    expect(evaluate("1 + 2 * 3")).toBe(7);
    expect(evaluate("(1 + 2) * 3")).toBe(9);
    expect(evaluate("8 / 4 / 2")).toBe(1);
    expect(evaluate("8 - 4 - 2")).toBe(2);
    expect(evaluate("sqrt(16) * a", { a: 2.5 })).toBe(10);
  });

  it("agree with a sum written out, whatever the figures", () => {
    const figure = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(figure, figure, figure, (a, b, c) => {
        const value = evaluate("(a + b) * c - a / 4", { a, b, c });
        expect(value).toBe((a + b) * c - a / 4);
      }),
    );
  });

  it("give nothing where a name has no value or the divisor is 0", () => {
    expect(evaluate("a + 1")).toBeNull();
    expect(evaluate("1 / (a - 2)", { a: 2 })).toBeNull();
  });

  it("refuse what is none, and never run code", () => {
    for (const formula of ["", "1 +", "(1", "1 2", "a.b", "alert(1)", "sqrt 4", "1)", "-", "2 ** 3"])
      expect(parseFormula(formula), formula).toBeNull();
  });

  it("are checked before: unknown and repeated names, operands without a value", () => {
    const words = { zh: "", en: "" };
    const figure = { label: words, unit: words, format: "number", decimals: 0 } as const;
    const plan = { kind: "plan", line: 1 } as const;
    expect(
      findArithmeticFaults({
        operands: [
          { id: "a", ...figure, source: plan, value: 1 },
          { id: "a", ...figure, source: plan },
          { id: "p", ...figure, source: { kind: "study-people", groupId: "all" }, value: 3 },
        ],
        lines: [
          { id: "x", ...figure, formula: "a + y", rounded: false },
          { id: "y", ...figure, formula: "a +", rounded: false },
          { id: "x", ...figure, formula: "p", rounded: false },
        ],
      }),
    ).toEqual([
      { field: "operands.1.id", value: "a" },
      { field: "operands.1.value", value: "undefined" },
      { field: "operands.2.value", value: "3" },
      { field: "lines.0.formula", value: "y" },
      { field: "lines.1.formula", value: "a +" },
      { field: "lines.2.id", value: "x" },
    ]);
  });
});
