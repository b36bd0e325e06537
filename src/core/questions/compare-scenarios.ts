/**
 * Scenarios side by side: who gains cover by a service and who loses it, district by district, and what becomes of the
 * plan's targets. The first side is what the others are held against. People who are newly covered and people who lose
 * cover are counted apart, home by home, and never only as their difference; people of estates that one side alone has
 * are a third thing: they gained nothing, they moved in.
 */
import type { Progress } from "../analysis-result.ts";
import type { AnalysisSession } from "../analysis-session.ts";
import type { ServiceCoverage } from "../coverage/coverage-result.ts";
import { AnalysisError } from "../errors.ts";
import type { Demand, GroupId } from "../model/demand.ts";
import type { AnalysisParameters } from "../model/parameters.ts";
import { unitsOf } from "../plan/judge/target-units.ts";
import type { PlanEdits } from "../plan/plan-edits.ts";
import { analyseInSteps } from "../run-analysis.ts";
import type { EditIssue } from "../scenario/edit-issue.ts";
import { searchOf } from "../service-search.ts";
import { compareTargets, type JudgedSide, judgeSide, type TargetChange } from "./compare-side-targets.ts";
import { pairHomes } from "./pair-homes.ts";

/** A scenario as it was made of the study; both null for the study as it is. */
export interface ScenarioOfSide {
  readonly id: string | null;
  readonly name: string | null;
}

export interface SideToCompare extends ScenarioOfSide {
  readonly session: AnalysisSession;
  readonly issues: readonly EditIssue[];
}

/** One side by itself. */
export interface ComparedSide extends ScenarioOfSide {
  /** Of the service asked about. */
  readonly coverage: ServiceCoverage;
  /** What its edits could not do. */
  readonly issues: readonly EditIssue[];
}

/** People of the group, in the study's unit of demand. */
export interface CoverChange {
  readonly peopleBefore: number;
  readonly peopleAfter: number;
  readonly coveredBefore: number;
  readonly coveredAfter: number;
  /** Not covered before, covered after; of those who live on both sides. */
  readonly gained: number;
  /** Covered before and no more; of those who live on both sides. */
  readonly lost: number;
  /** Covered after, of those who live on the second side alone. */
  readonly arrivedCovered: number;
  /** Covered before, of those who live on the first side alone. */
  readonly departedCovered: number;
}

export interface DistrictChange extends CoverChange {
  /** A county, district or development zone (a township where the study has none); "" for communities in none. */
  readonly unitId: string;
}

/** A side against the first. `coveredAfter` is `coveredBefore` + `gained` − `lost` + `arrivedCovered` − `departedCovered`. */
export interface SideChange {
  readonly sideIndex: number;
  /** By community in the study's order, all of them. */
  readonly gained: Float64Array;
  readonly lost: Float64Array;
  readonly arrivedCovered: Float64Array;
  readonly departedCovered: Float64Array;
  /** Of the communities asked about, in the study's order of districts. */
  readonly districts: readonly DistrictChange[];
  readonly total: CoverChange;
  /** All of the plan's, in its order, over the whole study. */
  readonly targets: readonly TargetChange[];
}

export interface ScenarioComparison {
  readonly serviceId: string;
  readonly groupId: GroupId;
  readonly cutoffSeconds: number;
  readonly sides: readonly ComparedSide[];
  /** Of every side but the first. */
  readonly changes: readonly SideChange[];
}

export interface ScenarioQuestion {
  readonly serviceId: string;
  /** Communities that the districts add up; null: all. */
  readonly communityIndexes: readonly number[] | null;
  /** What was added to the plan. */
  readonly edits: PlanEdits;
}

interface CoveredHomes {
  readonly demand: Demand;
  /** Of the group, by demand point. */
  readonly people: Float64Array;
  /** By demand point. */
  readonly isCovered: Uint8Array;
}

interface Covered extends CoveredHomes {
  readonly side: ComparedSide;
  readonly judged: JudgedSide;
}

/**
 * @param baseline the study as it is, whose demand points come first on every side
 * @throws AnalysisError where fewer than two sides are asked about, and for what a run refuses
 */
export function* compareScenarios(
  baseline: AnalysisSession,
  sides: readonly SideToCompare[],
  parameters: AnalysisParameters,
  { serviceId, communityIndexes, edits }: ScenarioQuestion,
): Generator<Progress, ScenarioComparison> {
  if (sides.length < 2) throw new AnalysisError("bad-parameter", { field: "sides", value: sides.length });
  const asked = { ...parameters, serviceIds: [serviceId] };
  const covered: Covered[] = [];
  for (const side of sides) {
    const cover = yield* coverSide(side, asked);
    const judged = yield* judgeSide(side.session, edits, parameters);
    covered.push({ ...cover, judged });
  }
  const [first, ...others] = covered as [Covered, ...Covered[]];
  const { groupId, cutoffSeconds } = first.side.coverage;
  const districts = listDistricts(baseline, communityIndexes);
  return {
    serviceId,
    groupId,
    cutoffSeconds,
    sides: covered.map(({ side }) => side),
    changes: others.map((other, at): SideChange => {
      const moves = countMoves(first, other, baseline.study.demand.count, baseline.study.communities.count);
      const read = (members: readonly number[]) => sumChange(members, first.side.coverage, other.side.coverage, moves);
      return {
        sideIndex: at + 1,
        ...moves,
        districts: districts.map(({ unitId, members }) => ({ unitId, ...read(members) })),
        total: read(districts.flatMap(({ members }) => members)),
        targets: compareTargets(first.judged, other.judged, baseline.study.demand.count, parameters),
      };
    }),
  };
}

/** The service's coverage, and which homes it covers. */
function* coverSide(
  { id, name, session, issues }: SideToCompare,
  parameters: AnalysisParameters,
): Generator<Progress, Omit<Covered, "judged">> {
  const result = yield* analyseInSteps(session.study, parameters, session, false);
  const [coverage] = result.services;
  if (!coverage) throw new AnalysisError("unknown-service", { serviceId: String(parameters.serviceIds) });
  return { side: { id, name, coverage, issues }, ...homesOf({ session, coverage }, parameters) };
}

/** One service of one side, as it was run. */
export interface CoveredSide {
  readonly session: AnalysisSession;
  readonly coverage: ServiceCoverage;
}

function homesOf({ session, coverage }: CoveredSide, parameters: AnalysisParameters): CoveredHomes {
  const { study } = session;
  const service = study.services.find((each) => each.id === coverage.serviceId);
  if (!service) throw new AnalysisError("unknown-service", { serviceId: coverage.serviceId });
  const { seconds } = session.costs(searchOf(service, parameters, study.profileSpeeds)).demand;
  return {
    demand: study.demand,
    people: study.demand.people[coverage.groupId] ?? study.demand.people.all,
    isCovered: Uint8Array.from(seconds, (cost) => (cost <= coverage.cutoffSeconds ? 1 : 0)),
  };
}

/** Who gains cover by a service and who loses it, over the whole study; the first side is the study as it is. */
export function measureCoverChange(
  before: CoveredSide,
  after: CoveredSide,
  parameters: AnalysisParameters,
): CoverChange {
  const { demand, communities } = before.session.study;
  const moves = countMoves(homesOf(before, parameters), homesOf(after, parameters), demand.count, communities.count);
  const everywhere = Array.from({ length: communities.count }, (_, index) => index);
  return sumChange(everywhere, before.coverage, after.coverage, moves);
}

type Moves = Pick<SideChange, "gained" | "lost" | "arrivedCovered" | "departedCovered">;

/** Home by home, as `pairHomes` matches them. */
function countMoves(before: CoveredHomes, after: CoveredHomes, sharedCount: number, communityCount: number): Moves {
  const moves: Moves = {
    gained: new Float64Array(communityCount),
    lost: new Float64Array(communityCount),
    arrivedCovered: new Float64Array(communityCount),
    departedCovered: new Float64Array(communityCount),
  };
  const add = (sums: Float64Array, { demand, people }: CoveredHomes, point: number): void => {
    const community = demand.communityIndexes[point] as number;
    if (community >= 0) sums[community]! += people[point] as number;
  };
  const meet = (pointBefore: number, pointAfter: number): void => {
    const [was, is] = [before.isCovered[pointBefore] === 1, after.isCovered[pointAfter] === 1];
    if (is && !was) add(moves.gained, after, pointAfter);
    if (was && !is) add(moves.lost, before, pointBefore);
  };
  const { pointBefore, departed } = pairHomes(before, after, sharedCount);
  pointBefore.forEach((was, is) => {
    if (was >= 0) meet(was, is);
    else if (after.isCovered[is] === 1) add(moves.arrivedCovered, after, is);
  });
  for (const point of departed) if (before.isCovered[point] === 1) add(moves.departedCovered, before, point);
  return moves;
}

function sumChange(
  members: readonly number[],
  before: ServiceCoverage,
  after: ServiceCoverage,
  moves: Moves,
): CoverChange {
  const sum = (values: Float64Array): number => members.reduce((total, index) => total + (values[index] as number), 0);
  return {
    peopleBefore: sum(before.people),
    peopleAfter: sum(after.people),
    coveredBefore: sum(before.peopleCovered),
    coveredAfter: sum(after.peopleCovered),
    gained: sum(moves.gained),
    lost: sum(moves.lost),
    arrivedCovered: sum(moves.arrivedCovered),
    departedCovered: sum(moves.departedCovered),
  };
}

interface District {
  readonly unitId: string;
  readonly members: readonly number[];
}

/** Each with the communities asked about, each community in one; districts without any are left out. */
function listDistricts(session: AnalysisSession, communityIndexes: readonly number[] | null): District[] {
  const { count } = session.study.communities;
  const asked = new Set(communityIndexes ?? Array.from({ length: count }, (_, index) => index));
  const counties = unitsOf(session, "county-and-zone");
  const units = counties.length > 0 ? counties : unitsOf(session, "township");
  const districts: District[] = [];
  const take = (unitId: string, indexes: Iterable<number>): void => {
    const members = [...indexes].filter((index) => asked.delete(index));
    if (members.length > 0) districts.push({ unitId, members });
  };
  for (const { id, communityIndexes: indexes } of units) take(id, indexes);
  take(
    "",
    [...asked].sort((a, b) => a - b),
  );
  return districts;
}
