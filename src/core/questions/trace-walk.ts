/** A walk of what is asked, drawn on the streets: from a home to the facility nearest to it, or to one that is named. */
import type { AnalysisSession } from "../analysis-session.ts";
import { distanceMetres } from "../geodesy.ts";
import type { ServiceCosts } from "../known-search.ts";
import type { Position } from "../model/geometry.ts";
import type { Mode } from "../model/parameters.ts";
import { searchCostField } from "../routing/cost-field.ts";
import { measurePointCosts } from "../routing/point-costs.ts";
import type { SearchGraph } from "../routing/search-graph.ts";
import { traceStreetPath, type WalkedRoute } from "../routing/trace-route.ts";
import type { DistanceSearch, ServiceSearch } from "../service-search.ts";
import { graphOf, type ReachField } from "./asked-reach.ts";

/** A walk with its cost in the unit of what is asked; `seconds` is NaN where a distance is. */
export interface ExplainedWalk extends WalkedRoute {
  readonly serviceId: string;
  readonly mode: Mode;
  readonly cost: number;
}

/** The walk of a home to its nearest facility of a field; null where none is reached. */
export function traceToNearest(session: AnalysisSession, field: ReachField, point: number): ExplainedWalk | null {
  const { costs, search, serviceId, metresPerUnit } = field;
  const cost = costs.demand.seconds[point] as number;
  if (!(cost < Infinity)) return null;
  const opposite = graphOf(session, field, "onwards");
  const walk = traceWalk(session, { search, costs, opposite, metresPerUnit }, point, cost);
  if (walk === null) return null;
  const seconds = search.measure === "time" ? cost : Number.NaN;
  return {
    ...walk,
    seconds,
    facilityIndex: costs.demand.sourceIndexes[point] as number,
    serviceId,
    mode: search.travel.mode,
    cost,
  };
}

/** The walk of a home to one facility of a field, however far within the search limit; null where it is not reached. */
export function traceToFacility(
  session: AnalysisSession,
  field: ReachField,
  point: number,
  facilityIndex: number,
): ExplainedWalk | null {
  const { costs, search, serviceId, metresPerUnit } = field;
  const { graph } = costs.field;
  const sources = session.sourcesOf({ ...search, facilityIndexes: [facilityIndex] });
  const limitMetres = (search.measure === "time" ? search.limitSeconds : search.limitMetres) * metresPerUnit;
  if (sources.snaps.count === 0) return null;
  const alone = searchCostField(graph, sources, limitMetres);
  const homes = session.demandSnaps(search.travel, search.snapRadiusMetres);
  const home = {
    count: 1,
    edgeIndexes: homes.edgeIndexes.slice(point, point + 1),
    offStreetMetres: homes.offStreetMetres.slice(point, point + 1),
    fromStartMetres: homes.fromStartMetres.slice(point, point + 1),
    toEndMetres: homes.toEndMetres.slice(point, point + 1),
    refusals: homes.refusals.slice(point, point + 1),
  };
  const demand = measurePointCosts(alone, sources, home, limitMetres);
  const cost = demand.seconds[0] as number;
  if (!(cost < Infinity)) return null;
  const opposite = graphOf(session, field, "onwards");
  const walk = traceWalk(session, { search, costs: { field: alone, sources }, opposite, metresPerUnit }, point, cost);
  if (walk === null) return null;
  return {
    ...walk,
    seconds: search.measure === "time" ? cost : Number.NaN,
    facilityIndex,
    serviceId,
    mode: search.travel.mode,
    cost,
  };
}

interface Traced {
  readonly search: ServiceSearch | DistanceSearch;
  readonly costs: Pick<ServiceCosts, "field" | "sources">;
  readonly opposite: SearchGraph;
  readonly metresPerUnit: number;
}

/** The way that explains a home's cost, with its lengths. */
export function traceWalk(
  session: AnalysisSession,
  { search, costs: { field, sources }, opposite, metresPerUnit }: Traced,
  point: number,
  cost: number,
): Pick<WalkedRoute, "metres" | "straightMetres" | "path"> | null {
  const { serviceId, travel, snapRadiusMetres } = search;
  const points = session.demandSnaps(travel, snapRadiusMetres);
  const traced = traceStreetPath({ field, opposite, sources, points, point, seconds: cost });
  if (!traced) return null;
  const goals = session.facilityPoints(serviceId, travel, snapRadiusMetres).coordinates;
  const home = positionAt(session.study.demand.coordinates, point);
  const goal = positionAt(goals, traced.sourcePoint);
  const path = [home, ...traced.path, goal];
  return {
    // Where slopes or crossings cost time, the way is not its time over again.
    metres: field.graph.factors === null ? cost * metresPerUnit : lengthOf(path),
    straightMetres: distanceMetres(home[0], home[1], goal[0], goal[1]),
    path,
  };
}

function lengthOf(path: readonly Position[]): number {
  return path.reduce((sum, [lon, lat], index) => {
    const [fromLon, fromLat] = path[Math.max(0, index - 1)] as Position;
    return sum + distanceMetres(fromLon, fromLat, lon, lat);
  }, 0);
}

export function positionAt(coordinates: Float64Array, index: number): Position {
  return [coordinates[2 * index] as number, coordinates[2 * index + 1] as number];
}
