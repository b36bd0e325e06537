import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildCoverModel, type CoverModel } from "../../src/core/siting/cover/cover-model.ts";
import { seekCover } from "../../src/core/siting/cover/seek-cover.ts";
import { listSiteSets } from "../support/random-covers.ts";

const SITES = 8;

/** Classes that need one or two sites, each with its sites. */
const classes = fc.array(
  fc.record({
    sites: fc.uniqueArray(fc.nat(SITES - 1), { minLength: 1, maxLength: 5 }),
    isTwice: fc.boolean(),
  }),
  { minLength: 1, maxLength: 10 },
);

function createModel(drawn: readonly { readonly sites: readonly number[]; readonly isTwice: boolean }[]): CoverModel {
  const starts = [0];
  const sites: number[] = [];
  for (const one of drawn) {
    sites.push(...[...one.sites].sort((a, b) => a - b));
    starts.push(sites.length);
  }
  const needs = drawn.map((one) => (one.isTwice && one.sites.length > 1 ? 2 : 1));
  const siteOf = Int32Array.from({ length: SITES }, (_, site) => site);
  const raw = { count: drawn.length, weights: drawn.map(() => 1), needs, starts, sites: Int32Array.from(sites) };
  return buildCoverModel(raw, siteOf, 0);
}

function coversAll({ classCount, needs, rowStarts, rowSites }: CoverModel, chosen: readonly number[]): boolean {
  for (let index = 0; index < classCount; index++) {
    const open = rowSites.subarray(rowStarts[index], rowStarts[index + 1]).filter((site) => chosen.includes(site));
    if (open.length < (needs[index] as number)) return false;
  }
  return true;
}

function findFewest(model: CoverModel): number {
  for (let size = 0; size <= SITES; size++)
    for (const set of listSiteSets(SITES, size)) if (coversAll(model, set)) return size;
  throw new Error("no cover at all");
}

describe("trying for a small cover", () => {
  it("finds a cover of so few sites exactly where there is one, at any prices", () => {
    fc.assert(
      fc.property(
        classes,
        fc.array(fc.double({ min: 0, max: 3, noNaN: true }), { minLength: 10, maxLength: 10 }),
        (drawn, prices) => {
          const model = createModel(drawn);
          const fewest = findFewest(model);
          const priced = Float64Array.from({ length: model.classCount }, (_, index) => prices[index] as number);
          expect(seekCover(model, priced, fewest - 1, 1e7)).toBeNull();
          const found = seekCover(model, priced, fewest, 1e7);
          expect(found?.length).toBe(fewest);
          expect(coversAll(model, found ?? [])).toBe(true);
        },
      ),
      { numRuns: 400 },
    );
  });

  it("says that it does not know where it may not look far enough", () => {
    const model = createModel(
      Array.from({ length: SITES }, (_, site) => ({
        sites: [site, (site + 1) % SITES, (site + 3) % SITES],
        isTwice: false,
      })),
    );
    expect(seekCover(model, new Float64Array(model.classCount), 3, -1)).toBeUndefined();
  });
});
