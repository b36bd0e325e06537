/**
 * Where everything was attached to the streets, for people to look at: the street,
 * the leg off it and the foot of each home and facility, or why it was refused. A
 * line facility has one entry for each stretch of street that it is reached from.
 */
import type { AnalysisSession } from "../analysis-session.ts";
import { distanceMetres, longitudeDifference } from "../geodesy.ts";
import type { AnalysisParameters, Mode } from "../model/parameters.ts";
import type { Network } from "../network/network.ts";
import type { Snaps } from "../network/snap.ts";
import type { Travel } from "../network/travel.ts";
import { chooseServices, searchOf, travelOnFoot } from "../service-search.ts";

/** The attachments of one layer for one mode; every array has one value an entry. */
export interface SnapList {
  /** `demand`, or `facilities:` and the service. */
  readonly layer: string;
  readonly mode: Mode;
  readonly count: number;
  /** Index of the home or facility in its layer. */
  readonly rowIndexes: Int32Array;
  /** Interleaved lon, lat of the home or of the facility's point. */
  readonly coordinates: Float64Array;
  /** Index of the study's street, -1 when refused. */
  readonly streetIndexes: Int32Array;
  readonly edgeIndexes: Int32Array;
  readonly offStreetMetres: Float64Array;
  /** Along the edge, from its first node to the foot and from the foot to its last node. */
  readonly fromStartMetres: Float64Array;
  readonly toEndMetres: Float64Array;
  /** Interleaved lon, lat of the foot on the street; NaN when refused. */
  readonly feet: Float64Array;
  /** 0 when attached, else a REFUSED_* code of network/snap. */
  readonly refusals: Uint8Array;
}

/** The attachments of the people and of every service of a run, as the run's own searches use them. */
export function listSnaps(session: AnalysisSession, parameters: AnalysisParameters): SnapList[] {
  const { network, study } = session;
  const searches = chooseServices(study, parameters).map((service) =>
    searchOf(service, parameters, study.profileSpeeds),
  );
  const radius = parameters.snapRadiusMetres;
  const travels = new Map<Mode, Travel>([["walk", travelOnFoot(parameters)]]);
  for (const { travel } of searches) if (!travels.has(travel.mode)) travels.set(travel.mode, travel);
  const homes = Int32Array.from({ length: study.demand.count }, (_, index) => index);
  return [
    ...[...travels].map(([mode, travel]) =>
      describeSnaps(network, "demand", mode, homes, study.demand.coordinates, session.demandSnaps(travel, radius)),
    ),
    ...searches.map(({ serviceId, travel }) => {
      const { coordinates, facilityOfPoint } = session.facilityPoints(serviceId, travel, radius);
      const snaps = session.facilitySnaps(serviceId, travel, radius);
      return describeSnaps(network, `facilities:${serviceId}`, travel.mode, facilityOfPoint, coordinates, snaps);
    }),
  ];
}

function describeSnaps(
  network: Network,
  layer: string,
  mode: Mode,
  rowOfPoint: Int32Array,
  coordinates: Float64Array,
  snaps: Snaps,
): SnapList {
  const points = choosePoints(rowOfPoint, snaps);
  const floats = (values: Float64Array): Float64Array => Float64Array.from(points, (point) => values[point] as number);
  const pairs = (pairOf: (point: number) => readonly [number, number]): Float64Array => {
    const values = new Float64Array(2 * points.length);
    points.forEach((point, entry) => {
      values.set(pairOf(point), 2 * entry);
    });
    return values;
  };
  const edgeIndexes = Int32Array.from(points, (point) => snaps.edgeIndexes[point] as number);
  return {
    layer,
    mode,
    count: points.length,
    rowIndexes: Int32Array.from(points, (point) => rowOfPoint[point] as number),
    coordinates: pairs((point) => [coordinates[2 * point] as number, coordinates[2 * point + 1] as number]),
    streetIndexes: edgeIndexes.map((edge) => (edge < 0 ? -1 : (network.edgeStreetIndexes[edge] as number))),
    edgeIndexes,
    offStreetMetres: floats(snaps.offStreetMetres),
    fromStartMetres: floats(snaps.fromStartMetres),
    toEndMetres: floats(snaps.toEndMetres),
    feet: pairs((point) =>
      positionAlongEdge(network, snaps.edgeIndexes[point] as number, snaps.fromStartMetres[point] as number),
    ),
    refusals: Uint8Array.from(points, (point) => snaps.refusals[point] as number),
  };
}

/** Of consecutive points of one row on one edge (or refused alike) the one with the shortest leg. */
function choosePoints(rowOfPoint: Int32Array, snaps: Snaps): number[] {
  const points: number[] = [];
  for (let point = 0; point < snaps.count; point++) {
    const last = points.at(-1);
    const isSame =
      last !== undefined &&
      rowOfPoint[last] === rowOfPoint[point] &&
      snaps.edgeIndexes[last] === snaps.edgeIndexes[point] &&
      snaps.refusals[last] === snaps.refusals[point];
    if (!isSame) points.push(point);
    else if ((snaps.offStreetMetres[point] as number) < (snaps.offStreetMetres[last] as number))
      points[points.length - 1] = point;
  }
  return points;
}

/** The position at a distance along an edge; NaN for no edge. */
export function positionAlongEdge(network: Network, edge: number, metres: number): [lon: number, lat: number] {
  if (edge < 0) return [Number.NaN, Number.NaN];
  const { coordinates } = network;
  const last = network.edgeLastPositions[edge] as number;
  let along = 0;
  for (let position = network.edgeFirstPositions[edge] as number; position < last; position++) {
    const [lon = 0, lat = 0, nextLon = 0, nextLat = 0] = coordinates.subarray(2 * position, 2 * position + 4);
    const length = distanceMetres(lon, lat, nextLon, nextLat);
    if (along + length >= metres && length > 0) {
      const share = (metres - along) / length;
      const footLon = lon + longitudeDifference(lon, nextLon) * share;
      return [footLon > 180 ? footLon - 360 : footLon < -180 ? footLon + 360 : footLon, lat + (nextLat - lat) * share];
    }
    along += length;
  }
  return [coordinates[2 * last] as number, coordinates[2 * last + 1] as number];
}
