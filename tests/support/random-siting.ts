/** Small random siting questions of every kind, and their answers by trying everything. */
import fc from "fast-check";
import type { SitingProblem } from "../../src/core/siting/siting-problem.ts";

export interface SitingShape {
  readonly sites: number;
  /** By demand: people, and by site a cost or null. */
  readonly demand: readonly { readonly people: number; readonly costs: readonly (number | null)[] }[];
  readonly fixed: readonly boolean[];
  readonly count: number | null;
  readonly cutoff: number | null;
  readonly capacity: readonly number[] | null;
  readonly siteCosts: readonly number[];
  readonly budget: number | null;
}

export function drawSiting(withCapacity: boolean): fc.Arbitrary<SitingShape> {
  return fc.integer({ min: 2, max: 7 }).chain((sites) =>
    fc
      .record({
        sites: fc.constant(sites),
        demand: fc.array(
          fc.record({
            people: fc.oneof(
              fc.integer({ min: 0, max: 4 }),
              fc.integer({ min: 10, max: 900 }).map((hundredths) => hundredths / 100),
            ),
            costs: fc.array(
              fc.oneof(
                { weight: 4, arbitrary: fc.integer({ min: 0, max: 12 }) },
                { weight: 1, arbitrary: fc.integer({ min: 0, max: 1200 }).map((hundredths) => hundredths / 100) },
                { weight: 1, arbitrary: fc.constant(null) },
              ),
              { minLength: sites, maxLength: sites },
            ),
          }),
          { minLength: 1, maxLength: 9 },
        ),
        fixed: fc.array(
          fc.integer({ min: 0, max: 4 }).map((draw) => draw === 0),
          { minLength: sites, maxLength: sites },
        ),
        count: fc.option(fc.integer({ min: 1, max: sites })),
        cutoff: fc.option(fc.integer({ min: 2, max: 12 })),
        capacity: withCapacity
          ? fc.array(fc.integer({ min: 0, max: 25 }), { minLength: sites, maxLength: sites })
          : fc.constant(null),
        siteCosts: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: sites, maxLength: sites }),
        budget: fc.option(fc.integer({ min: 0, max: 25 })),
      })
      .map((shape) => (shape.count === null && shape.budget === null ? { ...shape, budget: 12 } : shape)),
  );
}

/** The question of a shape with its demand in some order. */
export function createSiting(
  shape: SitingShape,
  model: SitingProblem["model"],
  order = shape.demand.map((_, at) => at),
): SitingProblem {
  const siteIndexes: number[] = [];
  const costs: number[] = [];
  const rowStarts = [0];
  for (const from of order) {
    shape.demand[from]?.costs.forEach((cost, site) => {
      if (cost === null) return;
      siteIndexes.push(site);
      costs.push(cost);
    });
    rowStarts.push(costs.length);
  }
  return {
    model,
    rows: {
      demandCount: order.length,
      siteCount: shape.sites,
      rowStarts: Float64Array.from(rowStarts),
      siteIndexes: Int32Array.from(siteIndexes),
      costs: Float64Array.from(costs),
    },
    people: Float64Array.from(order, (from) => shape.demand[from]?.people ?? 0),
    fixedSites: Int32Array.from(shape.fixed.flatMap((isFixed, site) => (isFixed ? [site] : []))),
    sites: shape.count,
    cutoff: shape.cutoff,
    capacity: shape.capacity && Float64Array.from(shape.capacity),
    budget: shape.budget === null ? null : { siteCosts: Float64Array.from(shape.siteCosts), total: shape.budget },
  };
}

/** Every set of sites that the limits allow. */
export function* listSets({ sites, fixed, count, siteCosts, budget }: SitingShape): Generator<number[]> {
  for (let mask = 1; mask < 1 << sites; mask++) {
    const set = Array.from({ length: sites }, (_, site) => site).filter((site) => (mask >> site) & 1);
    if (fixed.some((isFixed, site) => isFixed && !set.includes(site))) continue;
    if (count !== null && set.length !== count) continue;
    const spent = set.reduce((sum, site) => sum + (fixed[site] ? 0 : (siteCosts[site] as number)), 0);
    if (budget === null || spent <= budget) yield set;
  }
}

/** Demand with people that some site reaches within the cutoff. */
export function listReachable({ demand, cutoff }: SitingShape) {
  const limit = cutoff ?? Infinity;
  return demand.filter(({ people, costs }) => people > 0 && costs.some((cost) => cost !== null && cost <= limit));
}

/** Least Σ people × cost, and least largest cost, over all sets that serve everybody; Infinity where none does. */
export function tryAllSets(shape: SitingShape): { readonly median: number; readonly center: number } {
  const limit = shape.cutoff ?? Infinity;
  let median = Infinity;
  let center = Infinity;
  for (const set of listSets(shape)) {
    let sum = 0;
    let farthest = 0;
    for (const { people, costs } of listReachable(shape)) {
      const near = Math.min(...set.map((site) => costs[site] ?? Infinity).filter((cost) => cost <= limit), Infinity);
      sum += people * near;
      farthest = Math.max(farthest, near);
    }
    median = Math.min(median, sum);
    center = Math.min(center, farthest);
  }
  return { median, center };
}
