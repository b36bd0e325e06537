import { describe, expect, it } from "vitest";
import { AnalysisSession } from "../../../src/core/analysis-session.ts";
import { DEFAULT_PARAMETERS } from "../../../src/core/model/parameters.ts";
import type { SitingSummary } from "../../../src/core/questions/siting/explain-siting.ts";
import { type ExplainedSpot, explainSpot } from "../../../src/core/questions/siting/explain-spot.ts";
import {
  explainPosed,
  NO_WISHES,
  type PosedSiting,
  poseSiting,
  type SitingWishes,
} from "../../../src/core/questions/siting/pose-siting.ts";
import type { SitingModel } from "../../../src/core/siting/siting-problem.ts";
import { finishSteps } from "../../support/finish-steps.ts";
import { createRandomStudy } from "../../support/random-study.ts";
import { askPlainly, openSitingStudy } from "../../support/siting-study.ts";

const study = createRandomStudy(7);
const session = new AnalysisSession(study);
const parameters = { ...DEFAULT_PARAMETERS, cutoffSeconds: 300 };

function pose(model: SitingModel, wishes: Partial<SitingWishes>): PosedSiting {
  const counted = { newSites: 3, keepsStanding: true, gridMetres: 200, longestSeconds: 900 };
  const question = { serviceId: "clinic", model, ...counted };
  return finishSteps(poseSiting(session, parameters, question, { ...NO_WISHES, ...wishes }));
}

/** What the panel says of a set of open sites, counted from nothing. */
function measureOf({ measure }: ExplainedSpot, { coveredAfter, walks, equivalent }: SitingSummary): number {
  if (measure === "covered") return coveredAfter;
  if (measure === "equivalent") return equivalent?.after ?? Number.NaN;
  return (measure === "mean" ? walks?.meanAfter : walks?.farthestAfter) ?? Number.NaN;
}

const places = { newPlaces: 150, standing: { kind: "each" as const, places: 100 } };
const money = { column: null, each: 10, total: 30 };

describe("why an answer does not build on a spot", () => {
  it.each<[SitingModel, string, Partial<SitingWishes>]>([
    ["max-coverage", "plainly", {}],
    ["max-coverage", "covered twice", { timesCovered: 2 }],
    ["max-coverage", "with places", { capacity: places }],
    ["p-median", "plainly", {}],
    ["p-median", "with equity", { aversion: 2 }],
    ["p-center", "plainly", {}],
  ])("%s, %s: tells the best of all exchanges and one more site as counted from nothing", (model, _, wishes) => {
    const posed = pose(model, wishes);
    const { siteIds, standing, positions } = posed.sites;
    const free = siteIds.map((_, site) => site).filter((site) => !standing.includes(site));
    const chosen = [free[1], free[4], free[7]] as [number, number, number];
    const explain = (open: readonly number[]): SitingSummary =>
      explainPosed(session, posed, Int32Array.from([...standing, ...open]).sort());
    const summary = explain(chosen);
    const newIds = summary.sites.map(({ siteId }) => siteId);
    for (const spot of free) {
      const position = [positions[2 * spot], positions[2 * spot + 1]] as [number, number];
      const told = finishSteps(explainSpot(session, posed, { newIds, closedIds: [] }, position)).spot;
      if (!told) throw new Error("There are candidates.");
      expect(told).toMatchObject({
        siteId: siteIds[spot],
        metres: 0,
        ownRank: newIds.indexOf(siteIds[spot] ?? "") + 1,
      });
      expect(told.value).toBeCloseTo(measureOf(told, summary), 6);
      if (told.ownRank > 0) continue;
      expect(told.valueWithIt).toBeCloseTo(measureOf(told, explain([...chosen, spot])), 6);
      const exchanged = newIds.map((id) => {
        const others = chosen.filter((site) => siteIds[site] !== id);
        const changed = explain([...others, spot]);
        const isBarred = model === "p-center" && (changed.walks?.beyondAfter ?? 0) > (summary.walks?.beyondAfter ?? 0);
        return isBarred ? Number.NaN : measureOf(told, changed);
      });
      const allowed = exchanged.filter((value) => !Number.isNaN(value));
      if (allowed.length === 0) {
        expect(told).toMatchObject({ exchange: null, barred: "walk" });
        continue;
      }
      const best = told.measure === "covered" ? Math.max(...allowed) : Math.min(...allowed);
      expect(told.exchange?.value).toBeCloseTo(best, 6);
      expect(exchanged[(told.exchange?.rank ?? 0) - 1]).toBeCloseTo(best, 6);
    }
  });

  it.each(["max-coverage", "p-median"] as const)("finds no exchange that betters a proven %s", async (model) => {
    const { client, serviceId } = await openSitingStudy(7);
    const question = askPlainly(serviceId, { model });
    const report = await client.request("site", question);
    expect(report.gap).toBe(0);
    const answer = { newIds: report.summary.sites.map(({ siteId }) => siteId), closedIds: [] };
    const { sites } = pose(model, {});
    for (let site = 0; site < sites.siteIds.length; site++) {
      const position = [sites.positions[2 * site], sites.positions[2 * site + 1]] as [number, number];
      const { spot } = await client.request("explainSpot", { question, answer, position });
      if (!spot?.exchange) continue;
      if (model === "max-coverage") expect(spot.exchange.value).toBeLessThanOrEqual(spot.value);
      else expect(spot.exchange.value).toBeGreaterThanOrEqual(spot.value - 1e-9);
    }
  });

  it("says of a place in an excluded area or outside the area asked about that it is no candidate", () => {
    const [lon, lat] = study.communities.centres as unknown as [number, number];
    const side = 0.0005;
    const ring = [
      [lon - side, lat - side],
      [lon + side, lat - side],
      [lon + side, lat + side],
      [lon - side, lat + side],
      [lon - side, lat - side],
    ] as [number, number][];
    const fenced = pose("max-coverage", {
      excluded: { areas: [{ type: "Polygon", coordinates: [ring] }], layers: [] },
    });
    const nobody = { newIds: [], closedIds: [] };
    expect(finishSteps(explainSpot(session, fenced, nobody, [lon, lat])).refusal).toBe("excluded");
    const elsewhere = pose("max-coverage", {
      area: { unitIds: [], communityIds: [study.communities.ids[3] as string] },
    });
    const { refusal, spot } = finishSteps(explainSpot(session, elsewhere, nobody, [lon, lat]));
    expect(refusal).toBe("outside");
    // What is told is about the candidate nearest to it.
    expect(spot?.metres).toBeGreaterThan(0);
  });

  it("says what a spot costs and what is left, and that no exchange is paid for", () => {
    const posed = pose("max-coverage", { costs: money, isNumberFree: true });
    const { siteIds, standing, positions } = posed.sites;
    const free = siteIds.map((_, site) => site).filter((site) => !standing.includes(site));
    const [first, second, third, spot] = free as [number, number, number, number];
    const { budget } = posed.problem;
    if (!budget) throw new Error("There is a budget.");
    budget.siteCosts[spot] = 25;
    const newIds = [first, second, third].map((site) => siteIds[site] as string);
    const position = [positions[2 * spot], positions[2 * spot + 1]] as [number, number];
    const told = finishSteps(explainSpot(session, posed, { newIds, closedIds: [] }, position)).spot;
    expect(told).toMatchObject({ money: { cost: 25, left: 0 }, exchange: null, barred: "money" });
    budget.siteCosts[spot] = 10;
    const paid = finishSteps(explainSpot(session, posed, { newIds, closedIds: [] }, position)).spot;
    expect(paid?.barred).toBeNull();
    expect(paid?.exchange).not.toBeNull();
  });
});
