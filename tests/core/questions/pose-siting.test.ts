import { describe, expect, it } from "vitest";
import { AnalysisSession } from "../../../src/core/analysis-session.ts";
import type { AreaGeometry, Position } from "../../../src/core/model/geometry.ts";
import { DEFAULT_PARAMETERS } from "../../../src/core/model/parameters.ts";
import { createCommunityFinder } from "../../../src/core/questions/siting/find-community.ts";
import { measureEquivalent } from "../../../src/core/questions/siting/pose-equity.ts";
import { NO_WISHES, poseSiting, type SitingWishes } from "../../../src/core/questions/siting/pose-siting.ts";
import { markCommunities } from "../../../src/core/questions/siting/siting-area.ts";
import type { SitingModel } from "../../../src/core/siting/siting-problem.ts";
import { finishSteps } from "../../support/finish-steps.ts";
import { createRandomStudy } from "../../support/random-study.ts";
import { openSitingStudy } from "../../support/siting-study.ts";

const study = createRandomStudy(7);
const session = new AnalysisSession(study);
const parameters = { ...DEFAULT_PARAMETERS, cutoffSeconds: 300 };
const area = { unitIds: [], communityIds: [study.communities.ids[0] as string, study.communities.ids[3] as string] };

function pose(model: SitingModel, wishes: Partial<SitingWishes>, asked = session) {
  const question = {
    serviceId: "clinic",
    model,
    newSites: 2,
    keepsStanding: true,
    gridMetres: 200,
    longestSeconds: 900,
  };
  return finishSteps(poseSiting(asked, parameters, question, { ...NO_WISHES, ...wishes }));
}

function createPatch([lon, lat]: Position): AreaGeometry {
  const side = 0.001;
  const ring: Position[] = [
    [lon, lat],
    [lon + side, lat],
    [lon + side, lat + side],
    [lon, lat],
  ];
  return { type: "Polygon", coordinates: [ring] };
}

/** Every choice of two new sites. */
function* everyPair(posed: ReturnType<typeof pose>): Generator<Int32Array> {
  const { siteIds, standing } = posed.sites;
  const free = siteIds.map((_, site) => site).filter((site) => !standing.includes(site));
  for (const [at, first] of free.entries())
    for (const second of free.slice(at + 1)) yield Int32Array.from([...standing, first, second]).sort();
}

/** Open sites within the cutoff of each demand point. */
function countSites({ problem }: ReturnType<typeof pose>, open: Int32Array): number[] {
  const { rows, cutoff } = problem;
  return Array.from({ length: rows.demandCount }, (_, demand) => {
    let count = 0;
    for (let pair = rows.rowStarts[demand] as number; pair < (rows.rowStarts[demand + 1] as number); pair++)
      if (open.includes(rows.siteIndexes[pair] as number) && (rows.costs[pair] as number) <= (cutoff as number))
        count++;
    return count;
  });
}

describe("a question about part of a study", () => {
  it("counts its people and candidates alone, and lets what stands outside serve them", async () => {
    const posed = pose("max-coverage", { area });
    const { communityIndexes, people } = study.demand;
    const own = people.all.reduce(
      (sum, count, at) => ([0, 3].includes(communityIndexes[at] as number) ? sum + count : sum),
      0,
    );
    expect(posed.sites.people.reduce((sum, count) => sum + count, 0)).toBe(own);
    expect(own).toBeLessThan(people.all.reduce((sum, count) => sum + count, 0));
    const find = createCommunityFinder(study);
    const { positions, standing, siteIds } = posed.sites;
    for (let site = 0; site < siteIds.length; site++)
      if (!standing.includes(site))
        expect([0, 3]).toContain(find(positions[2 * site] as number, positions[2 * site + 1] as number));
    expect(posed.sites.candidateCount + posed.outsideCount).toBe(pose("max-coverage", {}).sites.candidateCount);
    expect(standing).toHaveLength(pose("max-coverage", {}).sites.standing.length);
    let most = 0;
    for (const open of everyPair(posed)) {
      const counts = countSites(posed, open);
      most = Math.max(
        most,
        counts.reduce((sum, count, at) => (count > 0 ? sum + (posed.sites.people[at] as number) : sum), 0),
      );
    }
    const opened = await openSitingStudy(7);
    const report = await opened.ask({ area });
    expect(report).toMatchObject({ objective: most, gap: 0, outsideCount: posed.outsideCount });
    expect(report.summary).toMatchObject({ people: own, coveredAfter: most });
    expect(report.summary.gainedElsewhere).toBeGreaterThanOrEqual(0);
    // The map counts everybody: the communities asked about add up to the answer.
    expect((report.summary.communityAfter[0] as number) + (report.summary.communityAfter[3] as number)).toBe(most);
  });

  it("means every community below a unit, and refuses ids that the study lacks and areas without candidates", () => {
    expect([...markCommunities(study, { unitIds: ["t1"], communityIds: [] })]).toEqual(
      study.communities.parentIds.map((id) => (id === "t1" ? 1 : 0)),
    );
    expect(() => markCommunities(study, { unitIds: ["nowhere"], communityIds: [] })).toThrow("siting-impossible");
    const far = { count: 1, ids: ["far"], coordinates: Float64Array.of(114, 41), columns: {} };
    expect(() => pose("max-coverage", { area, candidates: { kind: "points", points: far } })).toThrow(
      expect.objectContaining({ fields: { cause: "none-within", outside: 1 } }),
    );
  });
});

describe("what lies outside all communities", () => {
  const isLost = (community: number): boolean => community === 0 || community === 3;
  const { demand, communities } = study;
  const smaller = new AnalysisSession({
    ...study,
    demand: { ...demand, communityIndexes: demand.communityIndexes.map((index) => (isLost(index) ? -1 : index)) },
    communities: {
      ...communities,
      // Away from every street.
      areas: communities.areas.map((area, index) => (isLost(index) ? createPatch([114, 41]) : area)),
    },
  });
  const ofWhole = pose("max-coverage", {});
  const ofRest = pose("max-coverage", {}, smaller);

  it("counts for nobody, as in the coverage", () => {
    ofRest.sites.people.forEach((count, point) => {
      const isInside = !isLost(demand.communityIndexes[point] as number);
      expect(count).toBe(isInside ? (ofWhole.sites.people[point] as number) : 0);
    });
  });

  it("has no candidates of the grid", () => {
    const find = createCommunityFinder(study);
    const { positions, standing, siteIds } = ofRest.sites;
    expect(ofRest.sites.candidateCount).toBeLessThan(ofWhole.sites.candidateCount);
    for (let site = 0; site < siteIds.length; site++)
      if (!standing.includes(site))
        expect(isLost(find(positions[2 * site] as number, positions[2 * site + 1] as number))).toBe(false);
  });
});

describe("further demands on an answer", () => {
  it("covers the most people twice, standing facilities included", async () => {
    const posed = pose("max-coverage", { timesCovered: 2 });
    const people = study.demand.people.all;
    const covered = (open: Int32Array): number =>
      countSites(posed, open).reduce((sum, count, at) => (count > 1 ? sum + (people[at] as number) : sum), 0);
    let most = 0;
    for (const open of everyPair(posed)) most = Math.max(most, covered(open));
    const opened = await openSitingStudy(7);
    const { objective, gap, summary } = await opened.ask({ timesCovered: 2 });
    expect([objective, gap]).toEqual([most, 0]);
    expect(summary.coveredAfter).toBe(most);
    expect(summary.coveredBefore).toBe(covered(Int32Array.from(posed.sites.standing)));
    const gained = summary.sites.reduce((sum, site) => sum + site.gained, 0);
    expect(summary.coveredBefore + gained).toBe(most);
  });

  it("finds the least equivalent walk of all choices, and tells it in seconds", async () => {
    const posed = pose("p-median", { aversion: 2 });
    const { problem, equity, sites } = posed;
    if (!equity) throw new Error("no equity");
    let least = Infinity;
    for (const open of everyPair(posed))
      least = Math.min(least, measureEquivalent(problem, equity, open, sites.limitSeconds));
    const opened = await openSitingStudy(7);
    const report = await opened.ask({ aversion: 2 }, { model: "p-median", longestSeconds: 900 });
    expect(report.objective).toBeCloseTo(least, 6);
    expect(report.gap).toBeLessThan(1e-9);
    expect(report.summary.equivalent?.after).toBeCloseTo(least, 6);
    const { walks, equivalent } = report.summary;
    // Long walks weigh more: the equivalent is longer than the mean.
    expect(equivalent?.before).toBeGreaterThan(walks?.meanBefore ?? Infinity);
    expect(report.curve?.every(({ value, bound }) => bound <= value + 1e-6)).toBe(true);
  });

  it("leaves nobody beyond a cap who could be within it, or says how many sites that takes", async () => {
    const opened = await openSitingStudy(7);
    const change = { model: "p-median", longestSeconds: 600, gridMetres: 400 } as const;
    const fault = await opened.ask({ isCapped: true }, { ...change, newSites: 1 }).then(
      () => null,
      (error) => error.fields,
    );
    expect(fault).toMatchObject({ cause: "sites-too-few" });
    const newSites = fault.needed - fault.sites + 1;
    const { summary } = await opened.ask({ isCapped: true }, { ...change, newSites });
    expect(summary.walks?.beyondAfter).toBe(0);
    expect(summary.walks?.farthestAfter).toBeLessThanOrEqual(600);
  });

  it.each([
    ["p-median", { timesCovered: 2 }, "backup-model"],
    ["max-coverage", { timesCovered: 2, capacity: { newPlaces: 5, standing: { kind: "unlimited" } } }, "backup-places"],
    ["p-center", { aversion: 1 }, "equity-model"],
    ["max-coverage", { isCapped: true }, "cap-model"],
  ] as const)("refuses %s with %o by name", (model, wishes, what) => {
    expect(() => pose(model, wishes)).toThrow(expect.objectContaining({ fields: { cause: "cannot-combine", what } }));
  });
});
