import { describe, expect, it } from "vitest";
import { AnalysisSession } from "../../../src/core/analysis-session.ts";
import type { Position } from "../../../src/core/model/geometry.ts";
import { DEFAULT_PARAMETERS } from "../../../src/core/model/parameters.ts";
import { NO_WISHES, poseSiting, type SitingWishes } from "../../../src/core/questions/siting/pose-siting.ts";
import type { SitingModel } from "../../../src/core/siting/siting-problem.ts";
import { finishSteps } from "../../support/finish-steps.ts";
import { createRandomStudy } from "../../support/random-study.ts";
import { openSitingStudy } from "../../support/siting-study.ts";

const study = createRandomStudy(7);
const session = new AnalysisSession(study);

function pose(model: SitingModel, wishes: Partial<SitingWishes>, newSites = 2) {
  const question = {
    serviceId: "clinic",
    model,
    newSites,
    keepsStanding: true,
    gridMetres: 200,
    longestSeconds: 900,
  };
  const parameters = { ...DEFAULT_PARAMETERS, cutoffSeconds: 300 };
  return finishSteps(poseSiting(session, parameters, question, { ...NO_WISHES, ...wishes }));
}

/** A candidate that the free answer does not choose. */
async function unloved(model: SitingModel): Promise<Position> {
  const opened = await openSitingStudy(7);
  const { chosenIds } = await opened.ask({}, { model, longestSeconds: 900 });
  const { siteIds, standing, positions } = pose(model, {}).sites;
  const site = siteIds.findIndex((id, at) => !standing.includes(at) && !chosenIds.includes(id));
  return [positions[2 * site] as number, positions[2 * site + 1] as number];
}

describe("settled sites", () => {
  it("and candidates are searched where they lie now, also under the ids of an earlier question", async () => {
    const places = pose("max-coverage", {}).sites;
    const at = (site: number): Position => [
      places.positions[2 * site] as number,
      places.positions[2 * site + 1] as number,
    ];
    const free = places.siteIds.flatMap((_, site) => (places.standing.includes(site) ? [] : [site]));
    const [first, last] = [at(free[0] as number), at(free.at(-1) as number)];
    const asked = (position: Position) => {
      const points = { count: 1, ids: ["drawn-001"], coordinates: Float64Array.from(position), columns: {} };
      return pose("max-coverage", { candidates: { kind: "points", points } }).sites.rows;
    };
    const moved = [asked(first), asked(last)][1];
    const fresh = finishSteps(
      poseSiting(
        new AnalysisSession(study),
        { ...DEFAULT_PARAMETERS, cutoffSeconds: 300 },
        {
          serviceId: "clinic",
          model: "max-coverage",
          newSites: 2,
          keepsStanding: true,
          gridMetres: 200,
          longestSeconds: 900,
        },
        {
          ...NO_WISHES,
          candidates: {
            kind: "points",
            points: { count: 1, ids: ["drawn-001"], coordinates: Float64Array.from(last), columns: {} },
          },
        },
      ),
    ).sites.rows;
    expect(moved).toEqual(fresh);
    expect(moved).not.toEqual(asked(first));
  });

  it.each(["max-coverage", "p-median", "p-center", "set-cover"] as const)(
    "are in every answer of %s, among the number asked for, which is never better than the free one",
    async (model) => {
      const required = [await unloved(model)];
      const opened = await openSitingStudy(7);
      const free = await opened.ask({}, { model, longestSeconds: 900 });
      const bound = await opened.ask({ required }, { model, longestSeconds: 900 });
      expect(bound.requiredIds).toEqual(["required-001"]);
      expect(bound.chosenIds).toContain("required-001");
      expect(
        bound.alternatives.every(({ summary }) => summary.sites.some(({ siteId }) => siteId === "required-001")),
      ).toBe(true);
      if (model !== "set-cover") expect(bound.summary.sites).toHaveLength(2);
      const loss = model === "max-coverage" ? free.objective - bound.objective : bound.objective - free.objective;
      expect(loss).toBeGreaterThanOrEqual(-1e-6);
      const settled = bound.summary.sites.find(({ siteId }) => siteId === "required-001");
      expect(settled?.position).toEqual(required[0]);
    },
  );

  it("find the best partner by trying every one", async () => {
    const required = [await unloved("max-coverage")];
    const { problem, sites } = pose("max-coverage", { required });
    const { rows, cutoff, people, fixedSites } = problem;
    expect(fixedSites).toHaveLength(sites.standing.length + 1);
    expect(problem.sites).toBe(sites.standing.length + 2);
    let most = 0;
    for (let partner = 0; partner < sites.siteIds.length; partner++) {
      const open = new Set([...fixedSites, partner]);
      let covered = 0;
      for (let point = 0; point < rows.demandCount; point++) {
        const pairs = Array.from(
          { length: (rows.rowStarts[point + 1] as number) - (rows.rowStarts[point] as number) },
          (_, pair) => (rows.rowStarts[point] as number) + pair,
        );
        const isNear = (pair: number): boolean =>
          open.has(rows.siteIndexes[pair] as number) && (rows.costs[pair] as number) <= (cutoff as number);
        if (pairs.some(isNear)) covered += people[point] as number;
      }
      most = Math.max(most, covered);
    }
    const opened = await openSitingStudy(7);
    const { objective, gap } = await opened.ask({ required });
    expect([objective, gap]).toEqual([most, 0]);
  });

  it("are paid for out of the budget before others, and counted in what is spent", async () => {
    const required = [await unloved("max-coverage")];
    const costs = { each: 10, column: null, total: 25 };
    expect(pose("max-coverage", { required, costs }).problem.budget?.total).toBe(15);
    const opened = await openSitingStudy(7);
    const { summary } = await opened.ask({ required, costs, isNumberFree: true });
    expect(summary.sites).toHaveLength(2);
    expect(summary.use?.spent).toBe(20);
  });

  it("contradict a question by name: excluded ground, no street, too little money, more than are asked for", async () => {
    const [lon, lat] = await unloved("max-coverage");
    const patch: Position[] = [
      [lon - 0.001, lat - 0.001],
      [lon + 0.001, lat - 0.001],
      [lon + 0.001, lat + 0.001],
      [lon - 0.001, lat - 0.001],
    ];
    const excluded = { areas: [{ type: "Polygon" as const, coordinates: [patch] }], layers: [] };
    const faultOf = (wishes: Partial<SitingWishes>): unknown => {
      try {
        pose("max-coverage", wishes);
      } catch (error) {
        return (error as { readonly fields: unknown }).fields;
      }
      return null;
    };
    expect(
      faultOf({
        required: [
          [lon + 0.01, lat],
          [lon + 0.0005, lat],
        ],
        excluded,
      }),
    ).toEqual({
      cause: "required-excluded",
      first: 2,
      count: 1,
    });
    expect(faultOf({ required: [[114, 41]] })).toEqual({ cause: "required-refused", first: 1, count: 1 });
    expect(faultOf({ required: [[lon, lat]], costs: { each: 10, column: null, total: 9 } })).toEqual({
      cause: "required-over-budget",
      cost: 10,
      total: 9,
    });
    const opened = await openSitingStudy(7);
    const asked = opened.ask({
      required: [
        [lon, lat],
        [lon, lat],
        [lon, lat],
      ],
    });
    await expect(asked).rejects.toMatchObject({ fields: { cause: "more-fixed-than-sites" } });
  });

  it("have an id of their own where a candidate has theirs already", () => {
    const points = { count: 1, ids: ["required-001"], coordinates: Float64Array.of(113.3, 40.1), columns: {} };
    const { requiredIds, table } = pose("max-coverage", {
      required: [[study.communities.centres[0] as number, study.communities.centres[1] as number]],
      candidates: { kind: "points", points },
    });
    expect(requiredIds).toEqual(["required/required-001"]);
    expect(table.ids).toEqual(["required-001", "required/required-001"]);
  });
});
