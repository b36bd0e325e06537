import { describe, expect, it } from "vitest";
import { type Equity, measureEquity } from "../../../src/core/access/equity.ts";
import { people } from "./create-rows.ts";

const numberOf = (measured: Equity["gini"]): number => ("value" in measured ? measured.value : Number.NaN);

describe("equity", () => {
  it("is nothing where all have the same", () => {
    const equity = measureEquity({ people: people(3, 5, 2), access: people(4, 4, 4), rank: people(1, 2, 3) });
    for (const measured of [equity.gini, equity.theil, equity.concentration])
      expect(numberOf(measured)).toBeCloseTo(0, 15);
    expect(numberOf(equity.palma)).toBeCloseTo(1, 15);
    expect(numberOf(equity.palmaOfShares)).toBeCloseTo(0.25, 15);
    expect(equity.lorenz[50]).toBeCloseTo(0.5, 15);
  });

  it("Gini by hand: 1, 2, 3, 4 for one person each is 0.25", () => {
    expect(numberOf(measureEquity({ people: people(1, 1, 1, 1), access: people(4, 1, 3, 2) }).gini)).toBeCloseTo(
      0.25,
      15,
    );
  });

  it("Gini of one in four who has all is 0.75, and Theil is ln 4", () => {
    const { gini, theil, palma } = measureEquity({ people: people(3, 1), access: people(0, 8) });
    expect(numberOf(gini)).toBeCloseTo(0.75, 15);
    expect(numberOf(theil)).toBeCloseTo(Math.log(4), 15);
    expect(palma).toEqual({ reason: "no-access" });
  });

  it("counts people, not points: ten people at one point are ten points of one", () => {
    const together = measureEquity({ people: people(10, 30), access: people(5, 1), rank: people(2, 1) });
    const apart = measureEquity({
      people: new Float64Array(40).fill(1),
      access: Float64Array.from({ length: 40 }, (_, index) => (index < 10 ? 5 : 1)),
      rank: Float64Array.from({ length: 40 }, (_, index) => (index < 10 ? 2 : 1)),
    });
    for (const name of ["gini", "theil", "palma", "concentration", "concentrationCorrected"] as const) {
      expect(numberOf(together[name]), name).toBeCloseTo(numberOf(apart[name]), 13);
    }
    together.lorenz.forEach((share, percent) => {
      expect(share).toBeCloseTo(apart.lorenz[percent] as number, 13);
    });
  });

  it("Palma cuts the point on the border: 40 % and 10 % of 10 people in points of 3, 3 and 4", () => {
    // Least four: 3 × 1 + 1 × 2 = 5; most one: 6. Means 1.25 and 6.
    const { palma, palmaOfShares } = measureEquity({ people: people(3, 3, 4), access: people(1, 2, 6) });
    expect(numberOf(palma)).toBeCloseTo(4.8, 14);
    expect(numberOf(palmaOfShares)).toBeCloseTo(1.2, 14);
  });

  it("Palma by rank follows the rank variable: the means of the upper tenth and the lower four tenths", () => {
    const equity = measureEquity({ people: people(4, 5, 1), access: people(6, 1, 2), rank: people(10, 20, 30) });
    expect(numberOf(equity.palmaByRank)).toBeCloseTo(2 / 6, 14);
    expect(measureEquity({ people: people(1), access: people(1) }).palmaByRank).toEqual({ reason: "no-rank-variable" });
  });

  it("splits Theil within and between groups", () => {
    const equity = measureEquity({
      people: people(1, 1, 1, 1),
      access: people(1, 3, 2, 2),
      groupIndexes: Int32Array.of(0, 0, 1, 1),
    });
    // Both groups have the mean 2: all of it is within the first, half of 0.25 ln 0.5 + 0.75 ln 1.5 … doubled.
    const expected = 0.5 * (0.5 * 0.5 * Math.log(0.5) + 0.5 * 1.5 * Math.log(1.5));
    expect(numberOf(equity.theil)).toBeCloseTo(expected, 15);
    expect(numberOf(equity.theilBetween)).toBeCloseTo(0, 15);
    expect(numberOf(equity.theilWithin)).toBeCloseTo(expected, 15);
    const other = measureEquity({
      people: people(1, 1, 1, 1),
      access: people(1, 3, 2, 2),
      groupIndexes: Int32Array.of(0, -1, 1, 1),
    });
    expect(numberOf(other.theilWithin)).toBeCloseTo(0, 15);
    expect(numberOf(other.theilBetween)).toBeCloseTo(expected, 15);
  });

  it("concentration is the Gini where rank and access agree, and its opposite where they oppose", () => {
    const [access, count] = [people(4, 1, 3, 2), people(2, 1, 5, 3)];
    const with_ = measureEquity({ people: count, access, rank: people(40, 10, 30, 20) });
    const against = measureEquity({ people: count, access, rank: people(-40, -10, -30, -20) });
    expect(numberOf(with_.concentration)).toBeCloseTo(numberOf(with_.gini), 14);
    expect(numberOf(against.concentration)).toBeCloseTo(-numberOf(with_.gini), 14);
  });

  it("concentration shares a rank among equals, whatever their order", () => {
    const one = measureEquity({ people: people(1, 2, 3), access: people(5, 1, 2), rank: people(1, 1, 2) });
    const other = measureEquity({ people: people(2, 1, 3), access: people(1, 5, 2), rank: people(1, 1, 2) });
    expect(numberOf(one.concentration)).toBeCloseTo(numberOf(other.concentration), 15);
    // Mean 13/6; ranks 1/4, 1/4, 3/4: 2 (5/4 + 2/4 + 18/4) / 13 − 1.
    expect(numberOf(one.concentration)).toBeCloseTo((2 * 6.25) / 13 - 1, 15);
    // Erreygers: 4 × mean / (5 − 1).
    expect(numberOf(one.concentrationCorrected)).toBeCloseTo((13 / 6) * ((2 * 6.25) / 13 - 1), 15);
  });

  it("leaves points without the rank variable out of what is ranked by it only", () => {
    const equity = measureEquity({ people: people(1, 1, 9), access: people(1, 3, 7), rank: people(1, 2, Number.NaN) });
    expect(numberOf(equity.concentration)).toBeCloseTo(0.25, 15);
    expect(equity.people).toBe(11);
  });

  it.each([
    ["no people", [0, 0], [1, 2], "no-people"],
    ["nobody with access", [1, 2], [0, 0], "no-access"],
    ["negative access", [1, 2], [1, -1], "bad-access"],
    ["access that is no number", [1, 2], [1, Number.NaN], "bad-access"],
    ["endless access", [1, 2], [1, Infinity], "bad-access"],
  ])("%s cannot be tested, and nothing is NaN", (_, count, access, reason) => {
    const equity = measureEquity({ people: people(...count), access: people(...access), rank: people(1, 2) });
    for (const name of ["gini", "palma", "theil", "concentration"] as const) expect(equity[name]).toEqual({ reason });
    expect(equity.lorenz).toEqual([]);
  });

  it("asks nothing of points without people", () => {
    const equity = measureEquity({ people: people(1, 0, 1), access: people(1, Number.NaN, 3) });
    expect(numberOf(equity.gini)).toBeCloseTo(0.25, 15);
  });

  it("draws the Lorenz curve from 0 to 1, straight between points", () => {
    const { lorenz } = measureEquity({ people: people(1, 1), access: people(1, 3) });
    expect(lorenz).toHaveLength(101);
    expect([lorenz[0], lorenz[25], lorenz[50], lorenz[75], lorenz[100]]).toEqual([0, 0.125, 0.25, 0.625, 1]);
  });
});
