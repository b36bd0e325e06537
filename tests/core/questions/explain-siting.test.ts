import { describe, expect, it } from "vitest";
import { AnalysisSession } from "../../../src/core/analysis-session.ts";
import { DEFAULT_PARAMETERS } from "../../../src/core/model/parameters.ts";
import { explainSiting } from "../../../src/core/questions/siting/explain-siting.ts";
import { prepareStudySites, stateSitingProblem } from "../../../src/core/questions/siting/prepare-sites.ts";
import { createDrawnStudy } from "../../support/drawn-study.ts";
import { finishSteps } from "../../support/finish-steps.ts";

/** 100 m a character: a clinic with 100 people 200 m off, then 200 and 100 people 1,400 and 1,600 m from it. */
const study = createDrawnStudy("A-1-----------2-1--", { spacingMetres: 100, communityColumns: [8, 15] });
const parameters = { ...DEFAULT_PARAMETERS, speedMetresPerSecond: 1, cutoffSeconds: 250, groupId: "all" as const };
const session = new AnalysisSession(study);

function at(column: number): [number, number] {
  const { coordinates } = study.demand;
  const [first, second] = [coordinates[0] as number, coordinates[2] as number];
  // Homes stand in columns 2 and 14.
  return [first + ((second - first) * (column - 2)) / 12, coordinates[1] as number];
}

function prepareLong(longestSeconds = 2000) {
  const sites = prepare(longestSeconds);
  return {
    sites,
    clinic: sites.standing[0] as number,
    middle: indexOf(sites, "middle"),
    edge: indexOf(sites, "edge"),
  };
}

function prepare(longestSeconds = 0) {
  const columns = { edge: 18, middle: 15 };
  const points = {
    count: 2,
    ids: Object.keys(columns),
    coordinates: Float64Array.from(Object.values(columns).flatMap(at)),
  };
  return finishSteps(prepareStudySites(session, parameters, "clinic", points, longestSeconds));
}

const indexOf = (sites: ReturnType<typeof prepare>, id: string): number => sites.siteIds.indexOf(id);

describe("what an answer means on the ground", () => {
  it("counts whom a new site covers that nobody covered, where they live and how far they walked", () => {
    const sites = prepare();
    const summary = explainSiting(session, sites, [...sites.standing, indexOf(sites, "middle")], false);
    expect(summary).toMatchObject({ people: 400, coveredBefore: 100, coveredAfter: 400, closedIds: [], popular: null });
    const [site] = summary.sites;
    expect(site).toMatchObject({
      siteId: "middle",
      gained: 300,
      cumulativeShare: 1,
      byCommunity: [
        { communityIndex: 1, people: 200 },
        { communityIndex: 2, people: 100 },
      ],
    });
    expect(site?.byGroup.find(({ groupId }) => groupId === "all")?.people).toBe(300);
    expect(site?.secondsBefore).toBeCloseTo(1400, -1);
    expect(site?.secondsAfter).toBeCloseTo(100, -1);
    expect([...summary.communityBefore]).toEqual([100, 0, 0]);
    expect([...summary.communityAfter]).toEqual([100, 200, 100]);
  });

  it("says of the spot with the largest gain which chosen site covers how many of its people", () => {
    const sites = prepare();
    const { popular } = explainSiting(session, sites, [...sites.standing, indexOf(sites, "edge")], false);
    expect(popular).toMatchObject({ siteId: "middle", gain: 300, covered: 100, rank: 1, coveredByRank: 100 });
  });

  it("says which standing facility is given up, and counts what is lost with it", () => {
    const sites = prepare();
    const summary = explainSiting(session, sites, [indexOf(sites, "middle")], false);
    expect(summary.closedIds).toHaveLength(1);
    expect(summary).toMatchObject({ coveredBefore: 100, coveredAfter: 300 });
  });

  it("ranks sites by what each adds, so that their people add up", () => {
    const sites = prepare();
    const {
      sites: ranked,
      coveredBefore,
      coveredAfter,
    } = explainSiting(session, sites, [...sites.standing, indexOf(sites, "edge"), indexOf(sites, "middle")], false);
    expect(ranked.map(({ siteId, gained }) => [siteId, gained])).toEqual([
      ["middle", 300],
      ["edge", 0],
    ]);
    expect(ranked.reduce((sum, { gained }) => sum + gained, coveredBefore)).toBe(coveredAfter);
  });

  it("where walks are weighed, says who walks less to each site and by how much in all", () => {
    const { clinic, middle, sites } = prepareLong();
    const summary = explainSiting(session, sites, [clinic, middle], true);
    // 200 people walked 1,400 s and 100 people 1,600 s; all walk 100 s to the new site.
    expect(summary.sites[0]?.savedSeconds).toBeCloseTo(200 * 1300 + 100 * 1500, 0);
    expect(summary.sites[0]?.gained).toBe(300);
    const { walks } = summary;
    expect(walks).toMatchObject({ people: 400, beyondBefore: 0, beyondAfter: 0, limitSeconds: 2000 });
    expect((walks?.meanBefore ?? 0) * 400 - (walks?.meanAfter ?? 0) * 400).toBeCloseTo(
      summary.sites[0]?.savedSeconds ?? Number.NaN,
      6,
    );
    expect(walks?.farthestBefore).toBeGreaterThan(walks?.farthestAfter ?? Infinity);
    // Covered people are still those within the cutoff.
    expect(summary).toMatchObject({ coveredBefore: 100, coveredAfter: 400 });
  });

  it("counts the limit for whoever walks longer, before and after", () => {
    const { clinic, edge, sites } = prepareLong(300);
    const { walks } = explainSiting(session, sites, [clinic, edge], true);
    // The clinic's 100 people, and those 300 who reach a candidate within 300 s; from the edge only the nearer home does.
    expect(walks).toMatchObject({ people: 400, beyondBefore: 300, farthestBefore: 300 });
    expect(walks?.meanBefore).toBeCloseTo((100 * 200 + 300 * 300) / 400, -1);
  });

  it("states what is counted of whom nobody serves: the limit for the p-median, all must be for the p-center", () => {
    const { sites } = prepareLong();
    expect(stateSitingProblem(sites, "p-median", 1, true)).toMatchObject({ cutoff: 2000, unservedCost: 2000 });
    expect(stateSitingProblem(sites, "p-center", 1, true)).not.toHaveProperty("unservedCost");
    expect(stateSitingProblem(sites, "max-coverage", 1, true)).toMatchObject({ cutoff: 250 });
  });

  it("states kept facilities as fixed, and none where they may be replaced", () => {
    const sites = prepare();
    expect(stateSitingProblem(sites, "max-coverage", 2, true)).toMatchObject({ sites: 3, cutoff: 250 });
    expect(stateSitingProblem(sites, "max-coverage", 2, false)).toMatchObject({
      sites: 2,
      fixedSites: new Int32Array(),
    });
    expect(stateSitingProblem(sites, "set-cover", 2, true).sites).toBeNull();
  });
});
