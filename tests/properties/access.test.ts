import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildCostRows, type CostRows } from "../../src/core/access/cost-rows.ts";
import { createDefaultZones, type Decay } from "../../src/core/access/decay.ts";
import { measureEquity } from "../../src/core/access/equity.ts";
import { type AccessMethod, measureMatrixAccess, measureStates } from "../../src/core/access/measure-matrix.ts";
import { sumCompensated } from "../../src/core/compensated-sum.ts";

interface Case {
  readonly costs: (number | null)[][];
  readonly people: number[];
  readonly capacity: number[];
}

const MOST_SITES = 6;

function caseOf(amount: fc.Arbitrary<number>): fc.Arbitrary<Case> {
  const cost = fc.option(fc.oneof(fc.integer({ min: 0, max: 12 }), fc.double({ min: 0, max: 12, noNaN: true })));
  return fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: MOST_SITES })).chain(([demand, sites]) =>
    fc.record({
      costs: fc.array(fc.array(cost, { minLength: sites, maxLength: sites }), { minLength: demand, maxLength: demand }),
      people: fc.array(amount, { minLength: demand, maxLength: demand }),
      capacity: fc.array(amount, { minLength: sites, maxLength: sites }),
    }),
  );
}

const whole = fc.integer({ min: 0, max: 50 });
const any = fc.oneof(whole, fc.double({ min: 0, max: 1000, noNaN: true }));
/** Amounts whose quotients keep all their digits. */
const sized = fc.oneof(whole, fc.double({ min: 0.001, max: 1000, noNaN: true }));
const cutoffs = fc.integer({ min: 1, max: 12 });

function rowsOf({ costs }: Case): CostRows {
  const cells = costs.flatMap((row, demand) =>
    row.flatMap((cost, site) => (cost === null ? [] : [{ demand, site, cost: Math.abs(cost) }])),
  );
  const pairs = {
    count: cells.length,
    demandIndexes: Int32Array.from(cells, ({ demand }) => demand),
    siteIndexes: Int32Array.from(cells, ({ site }) => site),
    costs: Float64Array.from(cells, ({ cost }) => cost),
  };
  return buildCostRows(pairs, costs.length, costs[0]?.length ?? 0);
}

const decays: readonly ((cutoff: number) => Decay)[] = [
  () => ({ kind: "step" }),
  () => ({ kind: "linear" }),
  () => ({ kind: "exponential", beta: 0.3 }),
  () => ({ kind: "gaussian-to-cutoff" }),
  () => ({ kind: "gaussian", sigma: 4 }),
  () => ({ kind: "power", beta: 1.5 }),
  createDefaultZones,
];
const decayOf = fc.constantFrom(...decays);

function measure(one: Case, method: AccessMethod, decay: Decay, cutoff: number) {
  const [people, capacity] = [Float64Array.from(one.people), Float64Array.from(one.capacity)];
  return measureMatrixAccess({ rows: rowsOf(one), people, capacity, method, decay, cutoff, k: 1 });
}

/** The same case with demand points and sites renumbered. */
function renumber(one: Case, demandOrder: number[], siteOrder: number[]): Case {
  const pick = <Value>(values: Value[], order: number[]): Value[] => order.map((index) => values[index] as Value);
  return {
    costs: pick(one.costs, demandOrder).map((row) => pick(row, siteOrder)),
    people: pick(one.people, demandOrder),
    capacity: pick(one.capacity, siteOrder),
  };
}

/** Plain nested loops over the drawn table, with the formulas as the papers print them. */
function bruteWeight(decay: Decay, cutoff: number, cost: number): number {
  if (cost > cutoff) return 0;
  if (decay.kind === "linear") return 1 - cost / cutoff;
  if (decay.kind === "exponential") return Math.exp(-decay.beta * cost);
  if (decay.kind === "gaussian") return Math.exp(-(cost ** 2) / (2 * decay.sigma ** 2));
  if (decay.kind === "gaussian-to-cutoff")
    return (Math.exp(-((cost / cutoff) ** 2) / 2) - Math.exp(-1 / 2)) / (1 - Math.exp(-1 / 2));
  if (decay.kind === "power") return Math.min(1, 1 / cost ** decay.beta);
  if (decay.kind === "zones") return decay.weights[decay.limits.findIndex((limit) => cost <= limit)] ?? 0;
  return 1;
}

function bruteGravity({ costs, capacity }: Case, decay: Decay, cutoff: number): number[] {
  return costs.map((row) =>
    row.reduce((sum: number, cost, site) => {
      return cost === null ? sum : sum + (capacity[site] as number) * bruteWeight(decay, cutoff, Math.abs(cost));
    }, 0),
  );
}

function bruteCatchment(one: Case, decay: Decay, cutoff: number): number[] {
  const ratios = one.capacity.map((capacity, site) => {
    const competing = one.costs.reduce((sum, row, demand) => {
      const cost = row[site] as number | null;
      return cost === null ? sum : sum + (one.people[demand] as number) * bruteWeight(decay, cutoff, Math.abs(cost));
    }, 0);
    return competing > 0 ? capacity / competing : 0;
  });
  return bruteGravity({ ...one, capacity: ratios }, decay, cutoff);
}

/** The most people that can be served: the least cut over all sets of sites. */
function bruteServed({ costs, people, capacity }: Case, cutoff: number): number {
  let least = Infinity;
  for (let set = 0; set < 1 << capacity.length; set++) {
    let cut = 0;
    capacity.forEach((places, site) => {
      if ((set >> site) & 1) cut += places;
    });
    costs.forEach((row, demand) => {
      const outside = row.some((cost, site) => cost !== null && Math.abs(cost) <= cutoff && !((set >> site) & 1));
      if (outside) cut += people[demand] as number;
    });
    least = Math.min(least, cut);
  }
  return least;
}

const close = (actual: number, expected: number): void => {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(expected)));
};

describe("access on a matrix", () => {
  it("equals the formulas written as nested loops", () => {
    fc.assert(
      fc.property(caseOf(sized), decayOf, cutoffs, (one, decayAt, cutoff) => {
        const decay = decayAt(cutoff);
        const gravity = measure(one, "gravity", decay, cutoff).access;
        bruteGravity(one, decay, cutoff).forEach((expected, demand) => {
          close(gravity[demand] as number, expected);
        });
        const catchment = measure(one, "e2sfca", decay, cutoff).access;
        bruteCatchment(one, decay, cutoff).forEach((expected, demand) => {
          close(catchment[demand] as number, expected);
        });
      }),
      { numRuns: 300 },
    );
  });

  it("hands out exactly the capacity of the sites that people reach", () => {
    fc.assert(
      fc.property(caseOf(whole), decayOf, cutoffs, (one, decayAt, cutoff) => {
        const { handedOut, capacityReached } = measure(one, "e2sfca", decayAt(cutoff), cutoff);
        close(handedOut as number, capacityReached as number);
      }),
    );
  });

  it("does not depend on how demand points and sites are numbered, to the last bit", () => {
    const shuffled = (length: number) => fc.shuffledSubarray([...Array(length).keys()], { minLength: length });
    const renumbered = caseOf(sized).chain((one) =>
      fc.tuple(fc.constant(one), shuffled(one.people.length), shuffled(one.capacity.length)),
    );
    fc.assert(
      fc.property(renumbered, decayOf, cutoffs, ([one, demandOrder, siteOrder], decayAt, cutoff) => {
        const other = renumber(one, demandOrder, siteOrder);
        for (const method of ["nearest", "backup", "cumulative", "gravity", "2sfca", "e2sfca"] as const) {
          const before = measure(one, method, decayAt(cutoff), cutoff).access;
          const after = measure(other, method, decayAt(cutoff), cutoff).access;
          expect(Array.from(after)).toEqual(demandOrder.map((demand) => before[demand]));
        }
      }),
    );
  });

  it("scales with capacity, and inversely with people", () => {
    fc.assert(
      fc.property(caseOf(sized), decayOf, cutoffs, (one, decayAt, cutoff) => {
        const times = (values: number[], factor: number) => values.map((value) => value * factor);
        const access = (changed: Case) => Array.from(measure(changed, "e2sfca", decayAt(cutoff), cutoff).access);
        const before = access(one);
        expect(access({ ...one, capacity: times(one.capacity, 4) })).toEqual(times(before, 4));
        expect(access({ ...one, people: times(one.people, 4) })).toEqual(times(before, 1 / 4));
      }),
    );
  });

  it("never falls when the cutoff grows: sites reached, opportunities, people served; the nearest stays", () => {
    fc.assert(
      fc.property(caseOf(whole), cutoffs, cutoffs, (one, a, b) => {
        const [near, far] = [Math.min(a, b), Math.max(a, b)];
        for (const method of ["backup", "cumulative"] as const) {
          const before = measure(one, method, { kind: "step" }, near).access;
          const after = measure(one, method, { kind: "step" }, far).access;
          before.forEach((value, demand) => {
            expect(after[demand]).toBeGreaterThanOrEqual(value);
          });
        }
        const before = measure(one, "nearest", { kind: "step" }, near).access;
        const after = measure(one, "nearest", { kind: "step" }, far).access;
        before.forEach((cost, demand) => {
          if (cost < Infinity) expect(after[demand]).toBe(cost);
        });
        expect(bruteServed(one, far)).toBeGreaterThanOrEqual(bruteServed(one, near));
      }),
    );
  });
});

function statesOf(one: Case, cutoff: number) {
  const [people, capacity] = [Float64Array.from(one.people), Float64Array.from(one.capacity)];
  return measureStates({ rows: rowsOf(one), people, capacity, cutoff });
}

describe("the three states", () => {
  it("serve as many as can be served", () => {
    fc.assert(
      fc.property(caseOf(whole), cutoffs, (one, cutoff) => {
        const { totals, servedByDistance } = statesOf(one, cutoff);
        expect(totals.served).toBe(bruteServed(one, cutoff));
        expect(servedByDistance).toBeLessThanOrEqual(totals.served);
      }),
      { numRuns: 1000 },
    );
    fc.assert(
      fc.property(caseOf(any), cutoffs, (one, cutoff) => {
        close(statesOf(one, cutoff).totals.served, bruteServed(one, cutoff));
      }),
      { numRuns: 300 },
    );
  });

  it("add up to all people, point by point and in all, to the last bit; no site takes more than it has", () => {
    fc.assert(
      fc.property(caseOf(any), cutoffs, (one, cutoff) => {
        const { served, overCapacity, notCovered, servedAtSite, totals } = statesOf(one, cutoff);
        one.people.forEach((people, demand) => {
          const parts = [served[demand], overCapacity[demand], notCovered[demand]] as number[];
          expect(sumCompensated(parts)).toBe(people);
          for (const part of parts) expect(part).toBeGreaterThanOrEqual(0);
        });
        const all = sumCompensated(one.people);
        expect(sumCompensated([...served, ...overCapacity, ...notCovered])).toBe(all);
        expect(sumCompensated([totals.served, totals.overCapacity, totals.notCovered])).toBe(all);
        one.capacity.forEach((places, site) => {
          expect(servedAtSite[site]).toBeLessThanOrEqual(places);
        });
        close(sumCompensated(servedAtSite), totals.served);
      }),
      { numRuns: 300 },
    );
  });
});

describe("equity", () => {
  const points = fc.array(
    fc.record({
      people: fc.integer({ min: 0, max: 20 }),
      access: fc.oneof(fc.constant(0), fc.double({ min: 0.001, max: 100, noNaN: true })),
      rank: fc.integer({ min: 0, max: 5 }),
      group: fc.integer({ min: -1, max: 3 }),
    }),
    { minLength: 1, maxLength: 30 },
  );
  type Point = { people: number; access: number; rank: number; group: number };
  const equityOf = (list: readonly Point[]) =>
    measureEquity({
      people: Float64Array.from(list, ({ people }) => people),
      access: Float64Array.from(list, ({ access }) => access),
      rank: Float64Array.from(list, ({ rank }) => rank),
      groupIndexes: Int32Array.from(list, ({ group }) => group),
    });
  const numberOf = (measured: { value: number } | { reason: string }): number | null =>
    "value" in measured ? measured.value : null;

  it("equals the mean difference of all pairs of people: Gini, and Theil is within plus between", () => {
    fc.assert(
      fc.property(points, (list) => {
        const equity = equityOf(list);
        const count = list.reduce((sum, { people }) => sum + people, 0);
        const mean = list.reduce((sum, { people, access }) => sum + people * access, 0) / count;
        const gini = numberOf(equity.gini);
        if (gini === null) {
          expect(count === 0 || mean === 0).toBe(true);
          return;
        }
        let differences = 0;
        for (const a of list) for (const b of list) differences += a.people * b.people * Math.abs(a.access - b.access);
        expect(gini).toBeCloseTo(differences / (2 * count * count * mean), 10);
        expect(gini).toBeGreaterThanOrEqual(0);
        expect(gini).toBeLessThan(1);
        const theil = numberOf(equity.theil) as number;
        expect((numberOf(equity.theilWithin) as number) + (numberOf(equity.theilBetween) as number)).toBeCloseTo(
          theil,
          10,
        );
        expect(theil).toBeLessThanOrEqual(Math.log(count) + 1e-12);
        expect(Math.abs(numberOf(equity.concentration) as number)).toBeLessThanOrEqual(gini + 1e-12);
      }),
      { numRuns: 300 },
    );
  });

  it("is the same for points in any order, for access in any unit, and for any number of copies of the people", () => {
    fc.assert(
      fc.property(points, (list) => {
        const equity = equityOf(list);
        const turned = equityOf(list.toReversed());
        const scaled = equityOf(
          list.map((point) => ({ ...point, access: point.access * 8, people: point.people * 2 })),
        );
        for (const name of ["gini", "palma", "theil", "concentration", "concentrationCorrected"] as const) {
          const value = numberOf(equity[name]);
          for (const other of [turned, scaled]) {
            const changed = numberOf(other[name]);
            if (value === null) expect(changed).toBeNull();
            else close(changed as number, value);
          }
        }
      }),
    );
  });

  it("draws a Lorenz curve that rises, bends upwards and ends at 1", () => {
    fc.assert(
      fc.property(points, (list) => {
        const { lorenz } = equityOf(list);
        if (lorenz.length === 0) return;
        expect(lorenz).toHaveLength(101);
        expect([lorenz[0], lorenz[100]]).toEqual([0, 1]);
        for (let percent = 1; percent < 100; percent++) {
          const [before, at, after] = lorenz.slice(percent - 1, percent + 2) as [number, number, number];
          expect(at).toBeLessThanOrEqual(percent / 100 + 1e-12);
          expect(after - at).toBeGreaterThanOrEqual(at - before - 1e-12);
        }
      }),
    );
  });
});
