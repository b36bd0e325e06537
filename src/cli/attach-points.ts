/** Lists of points attached to the streets: in the order of their ids, with what became of each. */
import { lineMetres } from "../core/geodesy.ts";
import {
  countSnaps,
  REFUSED_BEHIND_BARRIER,
  REFUSED_ON_ISLAND,
  REFUSED_TOO_FAR,
  type Snaps,
} from "../core/network/snap.ts";
import { positionAlongEdge } from "../core/questions/list-snaps.ts";
import type { CoordinateSystem } from "../io/crs/coordinate-system.ts";
import { formatPosition, positionColumns } from "../io/crs/format-position.ts";
import { type CsvRows, encodeCell } from "../io/tables/csv-rows.ts";
import type { LoadedStreets } from "./load-streets.ts";
import type { PointList } from "./read-points.ts";
import type { WalkNetwork } from "./walk-network.ts";

export type Role = "from" | "to" | "at";

export interface AttachedPoints {
  readonly role: Role;
  /** Sorted by id, in the order of UTF-16 code units. */
  readonly points: PointList;
  readonly snaps: Snaps;
}

const REASONS: Readonly<Record<number, string>> = {
  [REFUSED_TOO_FAR]: "too-far",
  [REFUSED_BEHIND_BARRIER]: "behind-barrier",
  [REFUSED_ON_ISLAND]: "on-island",
};

export function snapColumns(system: CoordinateSystem): string[] {
  const foot = system.unit === "degrees" ? ["footLon", "footLat"] : ["footX", "footY"];
  const street = ["attached", "streetId", "offStreetMetres", "alongMetres"];
  return ["role", "id", ...positionColumns(system), ...street, ...foot, "refusal"];
}

function sortById(points: PointList): PointList {
  const { ids, coordinates, count } = points;
  const order = Array.from({ length: count }, (_, index) => index).sort((a, b) => {
    const [first, second] = [ids[a] as string, ids[b] as string];
    return first < second ? -1 : first > second ? 1 : 0;
  });
  const sorted = new Float64Array(2 * count);
  order.forEach((index, place) => {
    sorted[2 * place] = coordinates[2 * index] as number;
    sorted[2 * place + 1] = coordinates[2 * index + 1] as number;
  });
  return { ...points, ids: order.map((index) => ids[index] as string), coordinates: sorted };
}

/** Attaches points to the nearest streets within the radius. */
export function attachPoints(role: Role, points: PointList, walk: WalkNetwork, radiusMetres: number): AttachedPoints {
  const sorted = sortById(points);
  return {
    role,
    points: sorted,
    snaps: walk.streetIndex.snap(sorted.coordinates, radiusMetres, walk.barriers, points.layer),
  };
}

/** The same attachments with no legs off the street. */
export function withoutLegs(snaps: Snaps): Snaps {
  return { ...snaps, offStreetMetres: new Float64Array(snaps.count) };
}

/** What became of the points, as `--json` says it. */
export function countAttached({ points, snaps }: AttachedPoints): Readonly<Record<string, number>> {
  return { count: points.count, ...countSnaps(snaps) };
}

/** The refused points: their ids and why. */
export function listRefused({ points, snaps }: AttachedPoints): { readonly id: string; readonly reason: string }[] {
  return points.ids.flatMap((id, point) => {
    const reason = REASONS[snaps.refusals[point] as number];
    return reason === undefined ? [] : [{ id, reason }];
  });
}

/** One sentence about refused points, "" where all were attached. */
export function describeRefusals({ role, points, snaps }: AttachedPoints, radiusMetres: number): string {
  const { attached, tooFar, behindBarrier, onIsland } = countSnaps(snaps);
  if (attached === points.count) return "";
  const reasons = [
    tooFar > 0
      ? `${tooFar} 个距街道超过 ${radiusMetres} 米 farther than ${radiusMetres} m from any street (too-far)`
      : "",
    behindBarrier > 0 ? `${behindBarrier} 个被阻隔 behind water, railway or wall (behind-barrier)` : "",
    onIsland > 0 ? `${onIsland} 个只靠近孤岛路网 only near streets that are joined to nothing (on-island)` : "",
  ].filter((reason) => reason !== "");
  const count = points.count - attached;
  return `--${role} ${points.layer}: ${count} / ${points.count} 个点未能连到街道 points are not attached to any street: ${reasons.join("; ")}`;
}

/** Metres along the street's own line from its first vertex to a point's foot. */
function metresAlongStreet(walk: WalkNetwork, streets: LoadedStreets["streets"], snaps: Snaps, point: number): number {
  const edge = snaps.edgeIndexes[point] as number;
  const { network } = walk;
  const first = streets.starts[network.edgeStreetIndexes[edge] as number] as number;
  const upToEdge = lineMetres(streets.coordinates, first, network.edgeFirstPositions[edge] as number);
  return upToEdge + (snaps.fromStartMetres[point] as number);
}

/** Writes one row a point, its position in the given system: where it was attached, or why not. */
export function writeSnapRows(
  rows: CsvRows,
  { role, points, snaps }: AttachedPoints,
  walk: WalkNetwork,
  { streets }: LoadedStreets,
  system: CoordinateSystem,
): void {
  const text = (value: string): void => rows.cell(encodeCell(value));
  for (let point = 0; point < points.count; point++) {
    const edge = snaps.edgeIndexes[point] as number;
    text(role);
    text(points.ids[point] as string);
    const [x, y] = formatPosition(
      system,
      points.coordinates[2 * point] as number,
      points.coordinates[2 * point + 1] as number,
    );
    text(x);
    text(y);
    text(edge < 0 ? "false" : "true");
    if (edge < 0) {
      for (let empty = 0; empty < 5; empty++) text("");
      text(REASONS[snaps.refusals[point] as number] ?? "");
    } else {
      text(streets.ids[walk.network.edgeStreetIndexes[edge] as number] ?? "");
      rows.thousandths(snaps.offStreetMetres[point] as number);
      rows.thousandths(metresAlongStreet(walk, streets, snaps, point));
      const foot = positionAlongEdge(walk.network, edge, snaps.fromStartMetres[point] as number);
      for (const value of formatPosition(system, ...foot)) text(value);
      text("");
    }
    rows.endRow();
  }
}
