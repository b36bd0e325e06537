/**
 * The only door into the engine: study + parameters → every number that map,
 * tables, files and documents print. Page, worker and command line all come
 * through here, so they agree to the last byte. With a session that has run
 * before, a new cutoff or pass mark only counts again and routes nothing.
 */
import type { AnalysisResult, Progress, WorkControl } from "./analysis-result.ts";
import { AnalysisSession } from "./analysis-session.ts";
import { checkParameters } from "./check-parameters.ts";
import { type CoveredSums, judgeCommunities, sharesOf, sumTotals, sumWithin } from "./coverage/cover-communities.ts";
import type { ServiceCoverage } from "./coverage/coverage-result.ts";
import { AnalysisError } from "./errors.ts";
import type { Service } from "./model/facility.ts";
import type { AnalysisParameters } from "./model/parameters.ts";
import type { Study } from "./model/study.ts";
import { countSnaps } from "./network/snap.ts";
import { judgeTargets } from "./plan/judge/judge-targets.ts";
import { judgedTargets } from "./plan/judged-targets.ts";
import { chooseServices, resolveGroup, type ServiceSearch, searchOf, travelOnFoot } from "./service-search.ts";

/**
 * Runs an analysis to its end.
 * @throws AnalysisError for an unknown service, profile or group, an impossible
 * parameter, or a cancelled signal.
 */
export function runAnalysis(
  study: Study,
  parameters: AnalysisParameters,
  session: AnalysisSession = new AnalysisSession(study),
  control: WorkControl = {},
): AnalysisResult {
  const steps = analyseInSteps(study, parameters, session);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    control.onProgress?.(step.value);
    if (control.signal?.aborted) throw new AnalysisError("cancelled");
  }
}

/**
 * The same run as `runAnalysis`, pausing after each step so that a worker can report
 * and be cancelled. Without `withTargets` the plan is left unjudged.
 */
export function* analyseInSteps(
  study: Study,
  parameters: AnalysisParameters,
  session: AnalysisSession = new AnalysisSession(study),
  withTargets = true,
): Generator<Progress, AnalysisResult> {
  checkParameters(parameters);
  const services = chooseServices(study, parameters);
  const searches = services.map((service) => searchOf(service, parameters, study.profileSpeeds));
  const onFoot = travelOnFoot(parameters);
  yield { stage: "network", done: 0, total: 1 };
  const { network } = session;
  yield { stage: "snapping", done: 0, total: 1 };
  const demandSnaps = session.demandSnaps(onFoot, parameters.snapRadiusMetres);

  const coverages: ServiceCoverage[] = [];
  for (const [index, service] of services.entries()) {
    yield { stage: "routing", done: index, total: services.length };
    coverages.push(coverService(session, service, searches[index] as ServiceSearch, parameters));
  }
  yield { stage: "targets", done: 0, total: 1 };
  const targets = withTargets ? judgeTargets(session, judgedTargets(study, study.edits), parameters) : [];
  const components = session.components(onFoot);
  const outside = session.remember("demand outside", () => countOutside(study.demand.communityIndexes), ["demand"]);
  return {
    parameters,
    services: coverages,
    targets,
    counts: {
      network: {
        nodes: network.nodeCount,
        edges: network.edgeCount,
        metres: components.metres,
        islands: components.islandCount,
      },
      demand: countSnaps(demandSnaps),
      facilities: Object.fromEntries(
        searches.map(({ serviceId, travel, snapRadiusMetres }) => [
          serviceId,
          session.countFacilities(serviceId, travel, snapRadiusMetres),
        ]),
      ),
      demandOutside: outside,
    },
    landBasis: study.demand.landSquareMetres === null ? "whole-community" : "residential",
  };
}

function countOutside(communityIndexes: Int32Array): number {
  return communityIndexes.reduce((count, index) => count + (index < 0 ? 1 : 0), 0);
}

function coverService(
  session: AnalysisSession,
  service: Service,
  search: ServiceSearch,
  parameters: AnalysisParameters,
): ServiceCoverage {
  const { study } = session;
  const groupId = resolveGroup(study, service, parameters);
  const people = study.demand.people[groupId] ?? study.demand.people.all;
  const { communityIndexes } = study.demand;
  const communityCount = study.communities.count;
  const { cutoffSeconds } = parameters;
  const { metresPerSecond } = search.pace;
  const straightRadiusMetres = metresPerSecond * cutoffSeconds;
  const facilityCount = session.facilities(service.id)?.count ?? 0;

  const costs = session.costs(search);
  const straightMetres = session.straightDemandMetres(service.id, null);
  const { land } = session;
  const places = ["demand", "communities"] as const;
  const totalPeople = session.remember(
    `people of ${groupId}`,
    () => sumTotals(communityCount, communityIndexes, people),
    places,
  );
  const totalLand = session.remember(
    "land of communities",
    () => sumTotals(communityCount, land.communityIndexes, land.squareMetres),
    places,
  );
  const sumPeople = (costsOfPoints: Float64Array, cutoff: number): CoveredSums => ({
    total: totalPeople,
    covered: sumWithin(communityCount, communityIndexes, people, costsOfPoints, cutoff),
  });
  const sumLand = (costsOfPoints: Float64Array, cutoff: number): CoveredSums => ({
    total: totalLand,
    covered: sumWithin(communityCount, land.communityIndexes, land.squareMetres, costsOfPoints, cutoff),
  });

  const onStreets = sumPeople(costs.demand.seconds, cutoffSeconds);
  const landOnStreets = sumLand(costs.landSeconds, cutoffSeconds);
  return {
    serviceId: service.id,
    profileId: parameters.profileId ?? service.profileId,
    speedMetresPerSecond: metresPerSecond,
    groupId,
    cutoffSeconds,
    straightRadiusMetres,
    facilityCount,
    people: onStreets.total,
    peopleCovered: onStreets.covered,
    peopleCoveredStraight: sumPeople(straightMetres, straightRadiusMetres).covered,
    landShare: sharesOf(landOnStreets),
    landShareStraight: sharesOf(sumLand(session.straightLandMetres(service.id), straightRadiusMetres)),
    landSquareMetres: landOnStreets.total,
    ...session.walkSummary(search, groupId, people),
    verdicts: judgeCommunities(onStreets, parameters.passShare, facilityCount),
    curve: session.walkCurves(search, groupId, people, straightMetres),
  };
}
