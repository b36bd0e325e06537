import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { AnalysisError } from "../../src/core/errors.ts";
import { solvePCenterInSteps } from "../../src/core/siting/center/p-center.ts";
import { listOtherCenters } from "../../src/core/siting/center/p-center-alternatives.ts";
import { solveSetCoverInSteps } from "../../src/core/siting/cover/solve-set-cover.ts";
import type { ProgramSolver } from "../../src/core/siting/integer-program.ts";
import { listPlaceAlternatives } from "../../src/core/siting/places/place-alternatives.ts";
import { measurePlaceCurve } from "../../src/core/siting/places/place-curve.ts";
import { PlaceFlow } from "../../src/core/siting/places/place-flow.ts";
import { boundLosses, markShort } from "../../src/core/siting/places/place-outlook.ts";
import { buildPlaceModel, splitPlaceModel } from "../../src/core/siting/places/place-parts.ts";
import { PlaceSearch } from "../../src/core/siting/places/place-search.ts";
import { swapUntilSeated } from "../../src/core/siting/places/place-swaps.ts";
import { SeatPrices } from "../../src/core/siting/places/seat-prices.ts";
import type { SitingAnswer, SitingProblem } from "../../src/core/siting/siting-problem.ts";
import { SITING_SOLVERS } from "../../src/core/siting/siting-solvers.ts";
import { finishSiting } from "../../src/core/siting/siting-steps.ts";
import { loadHighsSolver } from "../../src/worker/highs-solver.ts";
import { isAllCovered, scoreNaively, solveCoverByTrying } from "../support/brute-force-cover.ts";
import { createSiting, drawSiting, listReachable, listSets, type SitingShape } from "../support/random-siting.ts";

const OPTIONS = { timeLimitSeconds: 60, gap: 0, now: () => 0 };

/** With a number of sites and no money. */
const counted = fc
  .tuple(drawSiting(true), fc.integer({ min: 1, max: 7 }))
  .map(([shape, count]) => ({ ...shape, count: Math.min(count, shape.sites), budget: null }));

function problemOf(shape: SitingShape, order?: number[]): SitingProblem {
  return createSiting(shape, "p-center", order);
}

function within(shape: SitingShape, cutoff: number): SitingProblem {
  return { ...problemOf(shape), model: "set-cover", sites: null, cutoff };
}

/** Everybody who reaches any site at all has a place within a walk. */
function seatsAll(shape: SitingShape, set: readonly number[], radius: number): boolean {
  const wanted = listReachable(shape).reduce((sum, { people }) => sum + people, 0);
  return scoreNaively(within(shape, radius), set) >= wanted - 1e-9;
}

/** The least longest walk by trying every set; Infinity where none seats everybody. */
function tryCenters(shape: SitingShape): number {
  const limit = shape.cutoff ?? Infinity;
  const costs = listReachable(shape).flatMap((demand) => demand.costs.filter((cost) => cost !== null));
  const radii = [...new Set(costs)].filter((cost) => cost <= limit).sort((a, b) => a - b);
  const sets = Array.from(listSets(shape));
  return radii.find((radius) => sets.some((set) => seatsAll(shape, set, radius))) ?? Infinity;
}

function solve(problem: SitingProblem, solver: ProgramSolver | null): SitingAnswer | AnalysisError {
  try {
    return finishSiting(solvePCenterInSteps(problem, solver, OPTIONS));
  } catch (error) {
    if (error instanceof AnalysisError && error.code === "siting-impossible") return error;
    throw error;
  }
}

describe("the p-center with places against trying every set", () => {
  let highs: ProgramSolver;
  beforeAll(async () => {
    highs = await loadHighsSolver();
  });

  const check = (solverOf: () => ProgramSolver | null): void => {
    fc.assert(
      fc.property(counted, (shape) => {
        const least = tryCenters(shape);
        const answer = solve(problemOf(shape), solverOf());
        if (answer instanceof AnalysisError) {
          expect(least === Infinity || listReachable(shape).length === 0).toBe(true);
          return;
        }
        expect(answer.objective).toBe(least);
        expect(answer.gap).toBe(0);
        expect(answer.chosen).toHaveLength(shape.count as number);
        expect(seatsAll(shape, [...answer.chosen], least)).toBe(true);
        shape.fixed.forEach((isFixed, site) => {
          if (isFixed) expect([...answer.chosen]).toContain(site);
        });
      }),
      { numRuns: 250 },
    );
  };

  it(
    "is the least there is, proven, with what is fixed and nobody beyond the places",
    () => check(() => highs),
    60_000,
  );
  it("is so without a solver", () => check(() => null), 60_000);

  it("is the same for demand in another order", () => {
    fc.assert(
      fc.property(counted, fc.infiniteStream(fc.nat()), (shape, noise) => {
        const keys = shape.demand.map((_, at) => ({ at, key: noise.next().value as number }));
        const order = keys.sort((a, b) => a.key - b.key || a.at - b.at).map(({ at }) => at);
        const [first, second] = [solve(problemOf(shape), highs), solve(problemOf(shape, order), highs)];
        if (first instanceof AnalysisError) {
          expect((second as AnalysisError).fields.cause).toBe(first.fields.cause);
          return;
        }
        const { chosen, objective, bound } = second as SitingAnswer;
        expect([chosen, objective, bound]).toEqual([first.chosen, first.objective, first.bound]);
      }),
      { numRuns: 100 },
    );
  }, 60_000);

  it("says how many sites would do where so many are too few, and how many people go without", () => {
    let told = 0;
    fc.assert(
      fc.property(counted, (shape) => {
        const answer = solve(problemOf(shape), highs);
        if (!(answer instanceof AnalysisError) || answer.fields.unplaced === undefined) return;
        const { needed, least, unplaced } = answer.fields;
        const cutoff = shape.cutoff ?? 100;
        const fewest = solveCoverByTrying(within(shape, cutoff)) as number;
        told++;
        expect(Number(needed)).toBeGreaterThanOrEqual(fewest);
        expect(Number(least)).toBeLessThanOrEqual(fewest);
        expect(Number(least)).toBeGreaterThan(shape.count as number);
        const all = listReachable(shape).reduce((sum, { people }) => sum + people, 0);
        const most = Math.max(...Array.from(listSets(shape), (set) => scoreNaively(within(shape, cutoff), set)));
        expect(Number(unplaced)).toBeGreaterThanOrEqual(all - most - 1e-9);
      }),
      { numRuns: 200 },
    );
    expect(told).toBeGreaterThan(5);
  }, 60_000);
});

describe("answers nearly as good where places count", () => {
  it.each(["set-cover", "max-coverage", "p-center"] as const)(
    "of %s have other sites, keep what is fixed and are as good as they say",
    (model) => {
      // Small questions have few answers so near; walks there differ much.
      const share = model === "p-center" ? 2 : 0.25;
      let told = 0;
      fc.assert(
        fc.property(counted, (shape) => {
          const problem: SitingProblem = {
            ...problemOf(shape),
            model,
            cutoff: shape.cutoff ?? 100,
            sites: model === "set-cover" ? null : (shape.count as number),
          };
          const answer = finishOrNull(problem);
          if (answer === null) return;
          const found =
            model === "p-center"
              ? listOtherCenters(problem, answer, 3, share, OPTIONS)
              : listPlaceAlternatives(problem, answer, 3, share, OPTIONS);
          const keys = [answer, ...found].map(({ chosen }) => chosen.join());
          expect(new Set(keys).size).toBe(keys.length);
          told += found.length;
          if (model === "p-center") {
            const limit = Math.min(answer.objective * (1 + share), problem.cutoff as number);
            const others = Array.from(shape.fixed.keys()).filter((site) => !answer.chosen.includes(site));
            const givenUp = Array.from(answer.chosen).filter((out) => {
              const rest = [...answer.chosen].filter((site) => site !== out);
              // A site that nobody needs has no other in its stead.
              const isNeeded = !shape.fixed[out] && !seatsAll(shape, rest, limit);
              return isNeeded && others.some((into) => seatsAll(shape, [...rest, into], limit));
            });
            expect(found.length).toBeGreaterThanOrEqual(Math.min(3, givenUp.length));
          }
          for (const { chosen, objective, worseBy } of found) {
            const open = [...chosen];
            for (const site of problem.fixedSites) expect(open).toContain(site);
            expect(worseBy).toBeLessThanOrEqual(share + 1e-9);
            if (model === "max-coverage") expect(scoreNaively(problem, open)).toBeCloseTo(objective, 6);
            if (model === "set-cover") expect(isAllCovered(problem, open)).toBe(true);
            if (model === "set-cover") expect(objective).toBe(open.length);
            if (model !== "set-cover") expect(open).toHaveLength(answer.chosen.length);
            if (model !== "p-center") continue;
            const radii = listReachable(shape).flatMap(({ costs }) => costs.filter((cost) => cost !== null));
            expect(Math.min(...radii.filter((radius) => seatsAll(shape, open, radius)))).toBe(objective);
          }
        }),
        { numRuns: 400 },
      );
      expect(told).toBeGreaterThan(5);
    },
    60_000,
  );

  function finishOrNull(problem: SitingProblem): SitingAnswer | null {
    try {
      return finishSiting(SITING_SOLVERS[problem.model](problem, null, OPTIONS));
    } catch (error) {
      if (error instanceof AnalysisError && error.code === "siting-impossible") return null;
      throw error;
    }
  }
});

describe("how many sites give how many people a place", () => {
  it("lies, at every number, between what was found and what is proven, up to everybody who can have one", () => {
    fc.assert(
      fc.property(counted, (shape) => {
        const problem: SitingProblem = { ...problemOf(shape), model: "max-coverage", cutoff: shape.cutoff ?? 100 };
        let answer: SitingAnswer;
        try {
          answer = finishSiting(SITING_SOLVERS["max-coverage"](problem, null, OPTIONS));
        } catch {
          return;
        }
        const steps = measurePlaceCurve(problem, answer, () => false);
        let step = steps.next();
        while (!step.done) step = steps.next();
        const curve = step.value;
        const every = Array.from({ length: shape.sites }, (_, site) => site);
        expect(curve.at(-1)?.people).toBeCloseTo(scoreNaively(problem, every), 6);
        for (const { sites, people, bound } of curve) {
          const sets = Array.from(listSets({ ...shape, count: sites }), (set) => scoreNaively(problem, set));
          const best = sites === 0 ? 0 : Math.max(...sets);
          expect(people).toBeLessThanOrEqual(best + 1e-6);
          expect(bound).toBeGreaterThanOrEqual(best - 1e-6);
        }
        const own = curve.find(({ sites }) => sites === answer.chosen.length);
        if (own) expect(own.people).toBeCloseTo(answer.objective, 6);
      }),
      { numRuns: 250 },
    );
  });
});

describe("places shared out as sites open and close", () => {
  it("serves the most people there can be after every change, and takes changes back to the last bit", () => {
    fc.assert(
      fc.property(counted, fc.array(fc.nat(), { minLength: 1, maxLength: 30 }), (shape, draws) => {
        const problem = within(shape, shape.cutoff ?? 100);
        const { model, places } = buildPlaceModel(problem);
        if (model.siteOf.length === 0) return;
        const flow = new PlaceFlow(model, places);
        const listOpen = (): number[] => Array.from(flow.listOpen(), (site) => model.siteOf[site] as number);
        for (const draw of draws) {
          const site = draw % model.siteOf.length;
          const before = [flow.flows.slice(), flow.left.slice(), flow.room.slice(), flow.isOpen.slice()];
          const served = flow.measureServed();
          const [isShort, losses] = [markShort(flow), boundLosses(flow)];
          const mark = flow.begin();
          const wasOpen = flow.isOpen[site] === 1;
          const change = wasOpen ? flow.close(site) : flow.open(site);
          expect(Math.abs(flow.measureServed() - served)).toBeCloseTo(change, 6);
          if (wasOpen) expect(change).toBeGreaterThanOrEqual((losses[site] as number) - 1e-9);
          else {
            const search = new PlaceSearch(
              flow,
              { most: 9, costs: null, total: Infinity },
              new Uint8Array(places.length),
            );
            expect(change).toBeLessThanOrEqual(search.boundGain(site, isShort) + 1e-9);
          }
          expect(flow.measureServed()).toBeCloseTo(scoreNaively(problem, listOpen()), 6);
          if (draw % 3 === 0) {
            flow.undo(mark);
            expect([flow.flows, flow.left, flow.room, flow.isOpen]).toEqual(before);
          }
          flow.keep();
          model.siteOf.forEach((_, place) => {
            const used = (flow.used[place] as number[]).reduce((sum, pair) => sum + (flow.flows[pair] as number), 0);
            expect(used).toBeLessThanOrEqual((places[place] as number) + 1e-9);
          });
        }
      }),
      { numRuns: 300 },
    );
  });

  it("is the same whether sites open one by one, with few moves first, or all at once", () => {
    fc.assert(
      fc.property(counted, (shape) => {
        const { model, places } = buildPlaceModel(within(shape, shape.cutoff ?? 100));
        const [one, all, few] = [0, 1, 2].map(() => new PlaceFlow(model, places)) as [PlaceFlow, PlaceFlow, PlaceFlow];
        for (const site of model.siteOf.keys()) {
          one.open(site);
          few.open(site, 0);
        }
        all.openAll(model.siteOf.keys());
        for (const _ of few.settle());
        expect(all.measureServed()).toBeCloseTo(one.measureServed(), 6);
        expect(few.measureServed()).toBeCloseTo(one.measureServed(), 6);
      }),
      { numRuns: 300 },
    );
  });
});

describe("the fewest sites with places for everybody", () => {
  it("are no fewer than the prices of places say, part by part", () => {
    fc.assert(
      fc.property(counted, (shape) => {
        const problem = within(shape, shape.cutoff ?? 100);
        const fewest = solveCoverByTrying(problem);
        if (fewest === null) return;
        const parts = splitPlaceModel(buildPlaceModel(problem));
        const bound = parts.reduce((sum, part) => {
          const prices = new SeatPrices(part);
          for (let step = 0; step < 60 && !prices.isSettled; step++) prices.improve(part.model.siteOf.length);
          return sum + prices.bound;
        }, problem.fixedSites.length);
        expect(bound).toBeLessThanOrEqual(fewest);
      }),
      { numRuns: 300 },
    );
  });

  it("seat everybody too where few sites are weighed and few people moved, as in large questions", () => {
    const effort = { mostTried: 2, mostMoves: 0 };
    let swapped = 0;
    fc.assert(
      fc.property(counted, (shape) => {
        const problem = within(shape, shape.cutoff ?? 100);
        const { model, places, isFixed, limits } = buildPlaceModel(problem);
        if (model.classCount === 0) return;
        const flow = new PlaceFlow(model, places);
        const search = new PlaceSearch(flow, limits, isFixed);
        search.reset([]);
        for (const _ of search.addLikeliest(effort));
        const every = Array.from({ length: shape.sites }, (_, site) => site);
        const open = (): number[] => Array.from(flow.listOpen(), (site) => model.siteOf[site] as number);
        expect(flow.measureServed()).toBeCloseTo(scoreNaively(problem, every), 6);
        if (!flow.isComplete || search.listNew().length === 0) return;
        const count = search.listNew().length - 1;
        const fewer = new PlaceSearch(flow, { ...limits, most: count }, isFixed);
        fewer.reset(search.listNew().slice(1));
        const steps = swapUntilSeated(fewer, 20, effort);
        let step = steps.next();
        while (!step.done) step = steps.next();
        expect(fewer.listNew().length).toBeLessThanOrEqual(count);
        expect(isAllCovered(problem, open())).toBe(step.value);
        if (step.value) swapped++;
      }),
      { numRuns: 300 },
    );
    expect(swapped).toBeGreaterThan(0);
  });

  it("are found in part at least when time is up before it began, and everybody is seated", () => {
    fc.assert(
      fc.property(counted, (shape) => {
        const problem = within(shape, shape.cutoff ?? 100);
        try {
          const late = { ...OPTIONS, timeLimitSeconds: 0 };
          const { chosen, bound, objective } = finishSiting(solveSetCoverInSteps(problem, null, late));
          expect(isAllCovered(problem, [...chosen])).toBe(true);
          expect(bound).toBeLessThanOrEqual(solveCoverByTrying(problem) as number);
          expect(objective).toBe(chosen.length);
        } catch (error) {
          if (!(error instanceof AnalysisError)) throw error;
          expect(["capacity-too-small", "no-people", "all-unreachable"]).toContain(error.fields.cause);
        }
      }),
      { numRuns: 150 },
    );
  });
});
