import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AnalysisSession } from "../../src/core/analysis-session.ts";
import { DEFAULT_PARAMETERS } from "../../src/core/model/parameters.ts";
import type { Study } from "../../src/core/model/study.ts";
import { gridOfGain, measureMarginalGain } from "../../src/core/questions/marginal-gain.ts";
import { searchCostField } from "../../src/core/routing/cost-field.ts";
import { measurePointCosts } from "../../src/core/routing/point-costs.ts";
import { runAnalysis } from "../../src/core/run-analysis.ts";
import { applyScenario } from "../../src/core/scenario/apply-scenario.ts";
import { limitMetresOf, searchOf } from "../../src/core/service-search.ts";
import { createDrawnStudy } from "../support/drawn-study.ts";
import { finishSteps } from "../support/finish-steps.ts";
import { createRandomStudy } from "../support/random-study.ts";

const PARAMETERS = { ...DEFAULT_PARAMETERS, cutoffSeconds: 300, snapRadiusMetres: 120 };

/** By placing a facility at every node in turn, alone, and asking whom of those not covered it reaches. */
function gainByPlacing(study: Study, session: AnalysisSession, serviceId: string): number[] {
  const service = study.services.find(({ id }) => id === serviceId);
  if (!service) throw new Error("no such service");
  const search = searchOf(service, PARAMETERS);
  const graph = session.graphOf(search);
  const { network } = session;
  const demand = session.demandSnaps(search.travel, search.snapRadiusMetres);
  const people = study.demand.people[service.groupId] ?? study.demand.people.all;
  const before = session.costs(search).demand.seconds;
  return Array.from({ length: network.nodeCount }, (_, node) => {
    const edge = network.edgeFromNodes.findIndex(
      (from, each) => (from === node || network.edgeToNodes[each] === node) && (network.edgeMetres[each] as number) > 1,
    );
    if (edge < 0) return Number.NaN;
    const length = network.edgeMetres[edge] as number;
    const atStart = network.edgeFromNodes[edge] === node;
    const snaps = {
      count: 1,
      edgeIndexes: Int32Array.of(edge),
      offStreetMetres: Float64Array.of(0),
      fromStartMetres: Float64Array.of(atStart ? 0 : length),
      toEndMetres: Float64Array.of(atStart ? length : 0),
      refusals: Uint8Array.of(0),
    };
    const sources = { snaps, sourceOfPoint: Int32Array.of(0) };
    const field = searchCostField(graph, sources, limitMetresOf(search));
    const { seconds } = measurePointCosts(field, sources, demand, limitMetresOf(search));
    return seconds.reduce((sum, cost, point) => {
      const isGained = cost <= PARAMETERS.cutoffSeconds && !((before[point] as number) <= PARAMETERS.cutoffSeconds);
      return isGained && (study.demand.communityIndexes[point] as number) >= 0 ? sum + (people[point] as number) : sum;
    }, 0);
  });
}

describe("what one more facility would gain", () => {
  it("equals placing one at every node in turn", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.constantFrom("clinic", "elderly-day-care"),
        (seed, serviceId) => {
          const study = createRandomStudy(seed);
          const session = new AnalysisSession(study);
          const gain = finishSteps(measureMarginalGain(session, PARAMETERS, serviceId));
          const placed = gainByPlacing(study, session, serviceId);
          const isKnown = placed.map((value) => !Number.isNaN(value));
          expect([...gain.people].filter((_, node) => isKnown[node])).toEqual(
            placed.filter((_, node) => isKnown[node]),
          );
        },
      ),
      { numRuns: 40 },
    );
  }, 60_000);

  it("is what a scenario with a facility there gains, and never more than are not covered", () => {
    // 甲 is covered; 乙's 500 people live 600 m farther east, beyond 300 s at 1.2 m/s.
    const study = createDrawnStudy("A1----------5---", { spacingMetres: 50, communityColumns: [6] });
    const session = new AnalysisSession(study);
    const gain = finishSteps(measureMarginalGain(session, PARAMETERS, "clinic"));
    expect(gain.uncovered).toBe(500);
    // Within 360 m of the 500: from 4 places of 50 m west of the 5 to the east end, and 3 more to the west.
    const { nodeLons } = session.network;
    const home = study.demand.coordinates[2] as number;
    const metres = (node: number): number => Math.abs((nodeLons[node] as number) - home) * 85_300;
    for (let node = 0; node < nodeLons.length; node++) expect(gain.people[node]).toBe(metres(node) <= 360 ? 500 : 0);
    const best = gain.people.indexOf(500);
    const { study: built } = applyScenario(study, {
      id: "s",
      name: "s",
      edits: [
        {
          id: "e",
          isOff: false,
          kind: "add-facility",
          serviceId: "clinic",
          facilityId: "new",
          name: "",
          coordinates: [[nodeLons[best] as number, session.network.nodeLats[best] as number]],
          attributes: {},
        },
      ],
    });
    const covered = (each: Study): number =>
      runAnalysis(each, PARAMETERS).services[0]?.peopleCovered.reduce((sum, value) => sum + value, 0) ?? 0;
    expect(covered(built) - covered(study)).toBe(500);
  });

  it("a grid shows the best node of each cell", () => {
    const study = createRandomStudy(11);
    const session = new AnalysisSession(study);
    const gain = finishSteps(measureMarginalGain(session, PARAMETERS, "elderly-day-care"));
    const { network } = session;
    const grid = gridOfGain(network, gain, 150);
    expect(Math.max(...grid.people)).toBe(Math.max(...gain.people));
    expect(Math.max(...gain.people)).toBeGreaterThan(0);
    for (let node = 0; node < network.nodeCount; node++) {
      const column = Math.floor(((network.nodeLons[node] as number) - grid.west) / grid.cellLon);
      const row = Math.floor(((network.nodeLats[node] as number) - grid.south) / grid.cellLat);
      const at = grid.cellIndexes.indexOf(row * grid.columns + column);
      expect(grid.people[at]).toBeGreaterThanOrEqual(gain.people[node] as number);
      expect(grid.people[at]).toBe(gain.people[grid.nodeIndexes[at] as number]);
      expect(grid.coordinates[2 * at]).toBe(network.nodeLons[grid.nodeIndexes[at] as number]);
    }
  });
});
