/**
 * Access on a study, service by service: backup cover, capacity, floating catchments,
 * the three states, catchments and equity, by community. On the same session as
 * the run: network, attachments and cost fields are there already; a sparse matrix within the
 * cutoff is searched in addition. Competing demand outside every community counts.
 */
import type { AnalysisResult, Progress } from "../analysis-result.ts";
import type { AnalysisSession } from "../analysis-session.ts";
import { CompensatedSums, settleParts, sumCompensated } from "../compensated-sum.ts";
import { sumCatchments } from "../coverage/catchment.ts";
import type { ServiceCoverage } from "../coverage/coverage-result.ts";
import { summariseWalks } from "../coverage/walk-summary.ts";
import { type AdministrativeUnit, DEVELOPMENT_ZONE } from "../model/community.ts";
import { GROUP_IDS, type GroupId } from "../model/demand.ts";
import type { Service } from "../model/facility.ts";
import type { Study } from "../model/study.ts";
import { groupByAncestor } from "../model/unit-members.ts";
import { searchOf } from "../service-search.ts";
import type { CapacityFault, ServiceAccess, StateFault } from "./access-result.ts";
import type { StatedNorm } from "./capacity-norms.ts";
import type { CostRows } from "./cost-rows.ts";
import { createDefaultZones, createWeight } from "./decay.ts";
import { type Equity, type EquityInput, measureEquity, orderPoints } from "./equity.ts";
import { countPeoplePlaces, type FacilityCapacity, findCapacity } from "./facility-capacity.ts";
import { measureFloatingCatchment } from "./floating-catchment.ts";
import { searchRowsOnce } from "./kept-rows.ts";
import { measureMatrixAccess, measureStates } from "./measure-matrix.ts";
import { countReachedSites, findNearestSites, sumPeopleByReached } from "./nearest-sites.ts";
import { sumOpportunities } from "./opportunities.ts";

/** Access to every service of a run, with the run's own cutoff, groups and speeds. */
export function measureAccess(session: AnalysisSession, result: AnalysisResult): ServiceAccess[] {
  const steps = measureAccessInSteps(session, result);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/**
 * The same, pausing between steps so that a worker can report and be cancelled.
 * @param knownRows rows by service that were searched already, as `measureFacilityRows` gives them.
 * @param norms for how many people a unit of capacity stands, where the plan's edits say so.
 */
export function* measureAccessInSteps(
  session: AnalysisSession,
  result: AnalysisResult,
  knownRows: ReadonlyMap<string, CostRows> = new Map(),
  norms: readonly StatedNorm[] = session.study.edits.capacityNorms,
): Generator<Progress, ServiceAccess[]> {
  const { study } = session;
  const population = session.remember("access population", () => listPopulation(study));
  const measured: ServiceAccess[] = [];
  for (const coverage of result.services) {
    const service = study.services.find(({ id }) => id === coverage.serviceId) as Service;
    measured.push(
      yield* measureService(session, result, coverage, service, population, norms, knownRows.get(service.id)),
    );
  }
  return measured;
}

function* measureService(
  session: AnalysisSession,
  result: AnalysisResult,
  coverage: ServiceCoverage,
  service: Service,
  population: Population,
  norms: readonly StatedNorm[],
  knownRows: CostRows | undefined,
): Generator<Progress, ServiceAccess> {
  const { demand, communities } = session.study;
  const { groupId, cutoffSeconds, facilityCount } = coverage;
  const search = searchOf(service, result.parameters, session.study.profileSpeeds);
  const people = demand.people[groupId] ?? demand.people.all;
  const rows = knownRows ?? (yield* searchRowsOnce(session, search, cutoffSeconds));
  const counting: Progress = { stage: "coverage", done: 0, total: 1 };
  const reached = countReachedSites(rows, cutoffSeconds);
  const nearest = findNearestSites(rows, cutoffSeconds, 2);
  const second = (_: number, place: number): boolean => place % 2 === 1;
  const layer = session.facilities(service.id);
  const capacity = layer ? findCapacity(layer, norms) : null;
  const capacityFault = faultOfCapacity(facilityCount, capacity);
  const supply = capacityFault === null && capacity ? capacity.values : null;
  const stateFault = faultOfStates(capacityFault, capacity, session.study);
  const request = { rows, people, cutoff: cutoffSeconds };
  const places = capacity && stateFault === null ? countPeoplePlaces(capacity) : null;
  const states = places ? measureStates({ ...request, capacity: places }) : null;
  yield counting;
  const step = createWeight({ kind: "step" }, cutoffSeconds);
  const twoStep = supply
    ? measureMatrixAccess({ ...request, capacity: supply, method: "2sfca", decay: { kind: "step" }, k: 1 })
    : null;
  const meanOf = (values: ArrayLike<number>): Float64Array =>
    meanByCommunity(communities.count, demand.communityIndexes, people, values);
  const zones = createWeight(createDefaultZones(cutoffSeconds), cutoffSeconds);
  const fading = createWeight({ kind: "gaussian-to-cutoff" }, cutoffSeconds);
  const { seconds, sourceIndexes } = session.costs(search).demand;
  yield counting;
  const scores = twoStep?.access ?? Float64Array.from(reached);
  const byState = splitCommunities(communities.count, demand.communityIndexes, people, reached, states);
  const accessOrder = orderPoints(scores);
  const equity: { groupId: GroupId; measures: Equity }[] = [];
  for (const id of GROUP_IDS) {
    const members = demand.people[id];
    if (!members) continue;
    yield counting;
    equity.push({
      groupId: id,
      measures: measureEquity({ people: members, access: scores, accessOrder, ...population }),
    });
  }
  yield counting;
  return {
    serviceId: service.id,
    groupId,
    cutoffSeconds,
    facilityCount,
    ...{ capacity, capacityFault, stateFault },
    ...byState,
    servedAtFacility: states?.servedAtSite ?? null,
    facilitiesReached: meanOf(reached),
    secondNearestSeconds: summariseWalks(
      communities.count,
      demand.communityIndexes,
      people,
      nearest.costs.filter(second),
      nearest.siteIndexes.filter(second),
    ).medianSeconds,
    means:
      supply && twoStep
        ? {
            cumulative: meanOf(sumOpportunities(rows, supply, step)),
            gravity: meanOf(sumOpportunities(rows, supply, fading)),
            twoStep: meanOf(twoStep.access),
            enhanced: meanOf(measureFloatingCatchment(rows, people, supply, zones).access),
          }
        : null,
    totals: {
      people: sumCompensated(people),
      peopleByReached: sumPeopleByReached(reached, people),
      states: states?.totals ?? null,
      capacity: supply ? sumCompensated(supply) : null,
      capacityReached: twoStep?.capacityReached ?? null,
    },
    catchments: sumCatchments(people, seconds, sourceIndexes, cutoffSeconds, facilityCount),
    equityOf: twoStep ? "twoStep" : "facilitiesReached",
    rankedBy: population.rank ? "share-of-people-under-60" : null,
    equity,
  };
}

/** Why measures with capacity cannot be given; null where they can. */
function faultOfCapacity(facilityCount: number, capacity: FacilityCapacity | null): CapacityFault | null {
  if (facilityCount === 0) return "no-facilities";
  if (capacity === null) return "no-capacity";
  return capacity.missingCount > 0 ? "capacity-missing" : null;
}

/** Why the three states cannot be told; null where they can. */
function faultOfStates(
  fault: CapacityFault | null,
  capacity: FacilityCapacity | null,
  study: Study,
): StateFault | null {
  if (fault !== null) return fault;
  if (capacity && countPeoplePlaces(capacity) === null) return "capacity-is-staff";
  return study.demand.unit === "people" ? null : "demand-is-not-people";
}

/** Σ people × value ÷ Σ people of each community; NaN without people. */
function meanByCommunity(
  communityCount: number,
  communityIndexes: Int32Array,
  people: Float64Array,
  values: ArrayLike<number>,
): Float64Array {
  const totals = new CompensatedSums(communityCount);
  const weighted = new CompensatedSums(communityCount);
  for (let point = 0; point < people.length; point++) {
    const community = communityIndexes[point] as number;
    if (community < 0) continue;
    totals.add(community, people[point] as number);
    weighted.add(community, (people[point] as number) * (values[point] as number));
  }
  return totals.values().map((total, community) => (total > 0 ? weighted.value(community) / total : Number.NaN));
}

type CommunityPeople = Pick<
  ServiceAccess,
  "people" | "peopleWithBackup" | "peopleNotCovered" | "peopleServed" | "peopleOverCapacity"
>;

const STATES = 3;

/** People of each community by state; the states of a community are settled so that they add up to its people. */
export function splitCommunities(
  communityCount: number,
  communityIndexes: Int32Array,
  people: Float64Array,
  reached: Int32Array,
  states: ReturnType<typeof measureStates> | null,
): CommunityPeople {
  const all = new CompensatedSums(communityCount);
  const backup = new CompensatedSums(communityCount);
  const parts = new CompensatedSums(STATES * communityCount);
  for (let point = 0; point < people.length; point++) {
    const community = communityIndexes[point] as number;
    if (community < 0) continue;
    const count = people[point] as number;
    all.add(community, count);
    if ((reached[point] as number) >= 2) backup.add(community, count);
    const covered = (reached[point] as number) > 0;
    parts.add(STATES * community, states ? (states.served[point] as number) : covered ? count : 0);
    if (states) parts.add(STATES * community + 1, states.overCapacity[point] as number);
    parts.add(STATES * community + 2, covered ? 0 : count);
  }
  const totals = all.values();
  const settled = Array.from(totals, (total, community) => settleParts(parts, total, STATES * community, STATES));
  const stateOf = (state: number): Float64Array => Float64Array.from(settled, (part) => part[state] as number);
  return {
    people: totals,
    peopleWithBackup: backup.values(),
    peopleServed: states ? stateOf(0) : null,
    peopleOverCapacity: states ? stateOf(1) : null,
    peopleNotCovered: stateOf(2),
  };
}

/** What equity is measured by and within, the same for every service. */
type Population = Pick<EquityInput, "rank" | "rankOrder" | "groupIndexes">;

function listPopulation(study: Study): Population {
  const groupIndexes = listDistricts(study);
  const rank = rankByElderly(study);
  return rank === undefined ? { groupIndexes } : { groupIndexes, rank, rankOrder: orderPoints(rank) };
}

/** For each demand point the share of people who are not yet 60 in its community: younger communities rank higher. NaN where it has no people; undefined without such figures. */
function rankByElderly({ demand, communities }: Study): Float64Array | undefined {
  const elderly = demand.people["60+"];
  if (!elderly) return undefined;
  const old = new CompensatedSums(communities.count);
  const all = new CompensatedSums(communities.count);
  demand.communityIndexes.forEach((community, point) => {
    if (community < 0) return;
    old.add(community, elderly[point] as number);
    all.add(community, demand.people.all[point] as number);
  });
  return Float64Array.from(demand.communityIndexes, (community) =>
    community < 0 ? Number.NaN : 1 - old.value(community) / all.value(community),
  );
}

/** For each demand point the county or district that it is in; townships where there is one county, else communities. */
function listDistricts(study: Study): Int32Array {
  const members = groupByAncestor(study);
  const membersOf = (isCounted: (unit: AdministrativeUnit) => boolean): number[][] =>
    study.units.filter(isCounted).flatMap(({ id }) => {
      const list = members.get(id);
      return list ? [list] : [];
    });
  const counties = [
    ...membersOf(({ level, type }) => level === "county" && type !== DEVELOPMENT_ZONE),
    ...membersOf(({ level, type }) => level === "county" && type === DEVELOPMENT_ZONE),
  ];
  const townships = membersOf(({ level }) => level === "township");
  const units = [counties, townships].find(({ length }) => length > 1);
  const { communityIndexes } = study.demand;
  if (units === undefined) return communityIndexes;
  const unitOfCommunity = new Int32Array(study.communities.count).fill(-1);
  units.forEach((unit, index) => {
    for (const community of unit) unitOfCommunity[community] = index;
  });
  return communityIndexes.map((community) => (community < 0 ? -1 : (unitOfCommunity[community] as number)));
}
