import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildCoverModel, type CoverModel, restrictModel } from "../../src/core/siting/cover/cover-model.ts";
import { dropDominatedSites, reduceSetCover, splitModel } from "../../src/core/siting/cover/reduce-model.ts";

interface Drawn {
  readonly rows: boolean[][];
  readonly weights: number[];
  readonly needs: number[];
  readonly costs: number[];
}

const drawn: fc.Arbitrary<Drawn> = fc
  .record({ siteCount: fc.integer({ min: 1, max: 7 }), classCount: fc.integer({ min: 1, max: 9 }) })
  .chain(({ siteCount, classCount }) =>
    fc.record({
      rows: fc.array(fc.array(fc.boolean(), { minLength: siteCount, maxLength: siteCount }), {
        minLength: classCount,
        maxLength: classCount,
      }),
      weights: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: classCount, maxLength: classCount }),
      needs: fc.array(fc.constantFrom(1, 1, 1, 2), { minLength: classCount, maxLength: classCount }),
      costs: fc.array(fc.constantFrom(0, 1, 2, 4), { minLength: siteCount, maxLength: siteCount }),
    }),
  );

function layOut({ rows, weights, needs }: Drawn): CoverModel {
  const siteCount = rows[0]?.length ?? 0;
  const kept = rows.flatMap((row, index) => {
    const sites = row.flatMap((covers, site) => (covers ? [site] : []));
    return sites.length >= (needs[index] as number) ? [{ sites, index }] : [];
  });
  const starts = [0];
  for (const { sites } of kept) starts.push((starts.at(-1) as number) + sites.length);
  const raw = {
    count: kept.length,
    weights: kept.map(({ index }) => weights[index] as number),
    needs: kept.map(({ index }) => needs[index] as number),
    starts,
    sites: Int32Array.from(kept.flatMap(({ sites }) => sites)),
  };
  return buildCoverModel(
    raw,
    Int32Array.from({ length: siteCount }, (_, site) => site),
    0,
  );
}

interface Choice {
  readonly covered: number;
  readonly isAll: boolean;
  readonly count: number;
  readonly cost: number;
}

/** Every choice of the model's sites; costs by number in the problem. */
function listChoices(model: CoverModel, costs: readonly number[]): Choice[] {
  const { siteOf, classCount, weights, needs, rowStarts, rowSites } = model;
  return Array.from({ length: 1 << siteOf.length }, (_, mask) => {
    let covered = model.basePeople;
    let isAll = true;
    for (let index = 0; index < classCount; index++) {
      let open = 0;
      for (let at = rowStarts[index] as number; at < (rowStarts[index + 1] as number); at++)
        open += (mask >> (rowSites[at] as number)) & 1;
      if (open >= (needs[index] as number)) covered += weights[index] as number;
      else isAll = false;
    }
    const sites = [...siteOf].filter((_, place) => (mask >> place) & 1);
    return { covered, isAll, count: sites.length, cost: sites.reduce((sum, site) => sum + (costs[site] as number), 0) };
  });
}

const mostCovered = (choices: readonly Choice[], count: number, cost: number): number =>
  Math.max(...choices.filter((choice) => choice.count <= count && choice.cost <= cost).map(({ covered }) => covered));

const fewest = (choices: readonly Choice[], cost: number): number =>
  Math.min(Infinity, ...choices.filter((choice) => choice.isAll && choice.cost <= cost).map(({ count }) => count));

describe("reduction of covering questions", () => {
  it("without dominated sites every number and budget covers as many people", () => {
    fc.assert(
      fc.property(drawn, fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 6 }), (data, count, budget) => {
        const model = layOut(data);
        const before = listChoices(model, data.costs);
        expect(mostCovered(listChoices(dropDominatedSites(model, null), data.costs), count, Infinity)).toBe(
          mostCovered(before, count, Infinity),
        );
        const costs = Float64Array.from(data.costs);
        expect(mostCovered(listChoices(dropDominatedSites(model, costs), data.costs), count, budget)).toBe(
          mostCovered(before, count, budget),
        );
      }),
      { numRuns: 400 },
    );
  });

  it("a reduced set cover needs as many sites, in one piece or in parts", () => {
    fc.assert(
      fc.property(drawn, fc.integer({ min: 0, max: 9 }), (data, budget) => {
        const whole = layOut(data);
        const before = listChoices(whole, data.costs);
        const free = reduceSetCover(whole, null);
        expect(free.decided.length + fewest(listChoices(free.model, data.costs), Infinity)).toBe(
          fewest(before, Infinity),
        );
        const parts = splitModel(free.model).map((part) => fewest(listChoices(part, data.costs), Infinity));
        expect(free.decided.length + parts.reduce((sum, part) => sum + part, 0)).toBe(fewest(before, Infinity));
        const paid = reduceSetCover(whole, Float64Array.from(data.costs));
        const spent = paid.decided.reduce((sum, site) => sum + (data.costs[site] as number), 0);
        expect(paid.decided.length + fewest(listChoices(paid.model, data.costs), budget - spent)).toBe(
          fewest(before, budget),
        );
      }),
      { numRuns: 400 },
    );
  });

  it("opening and closing sites for good leaves the same choices among the others", () => {
    fc.assert(
      fc.property(drawn, fc.integer({ min: 0, max: 127 }), fc.integer({ min: 0, max: 127 }), (data, opened, closed) => {
        const model = layOut(data);
        const isOpened = Uint8Array.from(model.siteOf, (site) => (opened >> site) & 1);
        const isClosed = Uint8Array.from(model.siteOf, (site) => ((closed & ~opened) >> site) & 1);
        const { model: rest } = restrictModel(model, isOpened, isClosed);
        const most = Math.max(...listChoices(rest, data.costs).map(({ covered }) => covered));
        const open = Array.from(model.siteOf).filter((site) => isClosed[site] === 0);
        let all = 0;
        for (let index = 0; index < model.classCount; index++) {
          const sites = [...model.rowSites.subarray(model.rowStarts[index], model.rowStarts[index + 1])];
          if (sites.filter((site) => open.includes(site)).length >= (model.needs[index] as number))
            all += model.weights[index] as number;
        }
        expect(most).toBe(all);
      }),
      { numRuns: 300 },
    );
  });
});
