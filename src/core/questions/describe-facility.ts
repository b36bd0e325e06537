/**
 * One facility as its card tells it: where it meets the streets or why it does not,
 * who comes to it, and what it can take. Everything is there after a run; the
 * catchment is one pass over the people.
 */
import type { CapacityFault } from "../access/access-result.ts";
import type { StatedNorm } from "../access/capacity-norms.ts";
import { countPeoplePlaces, findCapacity } from "../access/facility-capacity.ts";
import type { AnalysisSession } from "../analysis-session.ts";
import type { AnalysisParameters } from "../model/parameters.ts";
import { chooseServices, searchOf } from "../service-search.ts";
import { findCatchments } from "./find-catchments.ts";

/** Streets that are named for a facility which is reached from many. */
const MOST_STREETS = 3;

export interface FacilityFacts {
  /** Places through which it is reached (one for a point, several for a trail or a park), and how many of them meet a street. */
  readonly points: number;
  readonly attachedPoints: number;
  /** Shortest leg off the street; NaN where it was refused. */
  readonly offStreetMetres: number;
  /** Streets of the study that it is reached from, each once, the nearest first. */
  readonly streetIndexes: readonly number[];
  /** 0 when attached, else a REFUSED_* code. */
  readonly refusal: number;
  /** People of the run's group whose nearest facility this is, within the cutoff, all of the study. */
  readonly catchmentPeople: number;
  /** Its own figure; null where it has none. */
  readonly capacity: number | null;
  /** The column that it comes from; null where the layer has none. */
  readonly capacityAttribute: string | null;
  readonly capacityFault: CapacityFault | null;
  /** How many people it can take; null where the figure does not say. */
  readonly takesPeople: number | null;
}

/** Facts of one facility of a service; null where the study has no such facility. Throws AnalysisError for an unknown service. */
export function describeFacility(
  session: AnalysisSession,
  parameters: AnalysisParameters,
  serviceId: string,
  facilityIndex: number,
  norms: readonly StatedNorm[] = session.study.edits.capacityNorms,
): FacilityFacts | null {
  const [service] = chooseServices(session.study, { ...parameters, serviceIds: [serviceId] });
  const layer = session.facilities(serviceId);
  if (!service || !layer || !(facilityIndex >= 0 && facilityIndex < layer.count)) return null;
  const search = searchOf(service, parameters, session.study.profileSpeeds);
  const catchments = findCatchments(session, parameters, serviceId);
  if (!catchments) return null;
  const capacity = findCapacity(layer, norms);
  const figure = capacity?.values[facilityIndex] ?? Number.NaN;
  return {
    ...describeAttachment(session, search, facilityIndex),
    catchmentPeople: catchments.people[facilityIndex] as number,
    capacity: Number.isNaN(figure) ? null : figure,
    capacityAttribute: capacity?.attribute ?? null,
    capacityFault: capacity === null ? "no-capacity" : Number.isNaN(figure) ? "capacity-missing" : null,
    takesPeople: capacity && !Number.isNaN(figure) ? (countPeoplePlaces(capacity)?.[facilityIndex] ?? null) : null,
  };
}

function describeAttachment(
  session: AnalysisSession,
  search: ReturnType<typeof searchOf>,
  facilityIndex: number,
): Pick<FacilityFacts, "points" | "attachedPoints" | "offStreetMetres" | "streetIndexes" | "refusal"> {
  const { snaps, sourceOfPoint } = session.sourcesOf(search);
  const points: number[] = [];
  sourceOfPoint.forEach((facility, point) => {
    if (facility === facilityIndex) points.push(point);
  });
  const attached = points.filter((point) => (snaps.edgeIndexes[point] as number) >= 0);
  const legOf = (point: number): number => snaps.offStreetMetres[point] as number;
  attached.sort((a, b) => legOf(a) - legOf(b) || a - b);
  const streets = attached.map(
    (point) => session.network.edgeStreetIndexes[snaps.edgeIndexes[point] as number] as number,
  );
  const [nearest] = attached;
  return {
    points: points.length,
    attachedPoints: attached.length,
    offStreetMetres: nearest === undefined ? Number.NaN : legOf(nearest),
    streetIndexes: [...new Set(streets)].slice(0, MOST_STREETS),
    refusal: nearest === undefined && points[0] !== undefined ? (snaps.refusals[points[0]] as number) : 0,
  };
}
