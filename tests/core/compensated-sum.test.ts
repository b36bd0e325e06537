import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CompensatedSums, settleParts, sumCompensated } from "../../src/core/compensated-sum.ts";

/** The correctly rounded sum of numbers that are whole multiples of 2⁻⁶⁰, by whole-number arithmetic. */
function sumExactly(values: readonly number[]): number {
  const whole = values.reduce((sum, value) => {
    const high = Math.floor(value);
    return sum + (BigInt(high) << 60n) + BigInt((value - high) * 2 ** 60);
  }, 0n);
  let shift = 0n;
  while (whole >> shift >= 1n << 53n) shift++;
  const [kept, lost, half] = [whole >> shift, whole & ((1n << shift) - 1n), shift > 0n ? 1n << (shift - 1n) : 1n];
  const up = lost > half || (lost === half && (kept & 1n) === 1n) ? 1n : 0n;
  return Number(kept + up) * 2 ** (Number(shift) - 60);
}

const amounts = fc.array(
  fc.oneof(
    fc.integer({ min: 0, max: 2 ** 30 }).map((value) => value / 2 ** 20),
    fc.integer({ min: 0, max: 2 ** 31 - 1 }).map((value) => value * 2 ** 9),
    fc.integer({ min: 1, max: 1000 }).map((value) => value / 2 ** 40),
  ),
  { minLength: 1, maxLength: 200 },
);

describe("compensated sums", () => {
  it("keeps what plain addition loses", () => {
    expect(sumCompensated([1, 1e100, 1, -1e100])).toBe(2);
    expect(sumCompensated(new Array(10).fill(0.1))).toBe(1);
    expect(sumCompensated([])).toBe(0);
  });

  it("equals the correctly rounded sum, in any order", () => {
    fc.assert(
      fc.property(amounts, (values) => {
        expect(sumCompensated(values)).toBe(sumExactly(values));
        expect(sumCompensated(values.toReversed())).toBe(sumExactly(values));
      }),
    );
  });

  it("is the same in any order where a tiny term decides between two roundings", () => {
    // Found among random cases: the exact sum lies 6e-30 beyond the middle of two doubles.
    const values = [17, 6.310887241768096e-30, 999.9999999922932, 8, 999.9999999922942];
    for (const order of [
      [0, 1, 2, 3, 4],
      [3, 4, 0, 1, 2],
      [2, 4, 0, 3, 1],
      [1, 0, 3, 4, 2],
    ])
      expect(sumCompensated(order.map((index) => values[index] as number))).toBe(2024.9999999845875);
    expect(sumCompensated([1, 2 ** -53, 2 ** -1000])).toBe(1 + 2 ** -52);
    expect(sumCompensated([2 ** -1000, 2 ** -53, 1])).toBe(1 + 2 ** -52);
    expect(sumCompensated([1, 2 ** -53])).toBe(1);
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { maxLength: 60 }), (list) => {
        expect(sumCompensated(list.toSorted((a, b) => a - b))).toBe(sumCompensated(list.toReversed()));
      }),
      { numRuns: 500 },
    );
  });

  it("settles parts so that they add up to the whole to the last bit", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 300 }),
        (values) => {
          const count = 1 + (values.length % 7);
          const sums = new CompensatedSums(count);
          values.forEach((value, index) => {
            sums.add((index * 5) % count, value);
          });
          const total = sumCompensated(values);
          const parts = settleParts(sums, total);
          expect(sumCompensated(parts)).toBe(total);
          parts.forEach((part, bucket) => {
            expect(Math.abs(part - sums.value(bucket))).toBeLessThanOrEqual(part * 2 ** -49);
          });
        },
      ),
      { numRuns: 500 },
    );
  });

  it("settles parts whose rounding errors add up", () => {
    // Each third loses 2⁻⁵⁴ of 1, so the three rounded parts are one unit short of the whole.
    const sums = new CompensatedSums(3);
    for (const bucket of [0, 1, 2]) {
      sums.add(bucket, 1);
      sums.add(bucket, 2 ** -53);
    }
    const total = 3 + 2 ** -51;
    expect(sumCompensated(sums.values())).toBe(3);
    expect(sumCompensated(settleParts(sums, total))).toBe(total);
  });
});
