/** Facilities that no street was found for, and where the nearest street is to which they could be attached. */
import type { Position } from "../../model/geometry.ts";
import { type CheckGround, type FacilityGround, facilityItem, isPoint, placeOf } from "./check-ground.ts";
import { type CheckItem, type RemedyEdit, worstFirst } from "./finding.ts";

/** Streets farther than this are not looked for. */
const FARTHEST_METRES = 10_000;
/** Nobody's facility is moved farther than this without being asked. */
const MOST_MOVED_METRES = 1000;

interface NearestStreet {
  readonly position: Position;
  readonly metres: number;
}

/** The place on the nearest street that is on no island, barriers aside; null where none is within 10 km. */
function findNearestStreet(
  { session }: CheckGround,
  { layer, travel }: FacilityGround,
  facility: number,
): NearestStreet | null {
  const index = session.streetIndex(travel);
  const [lon, lat] = placeOf(layer, facility);
  const { segmentIndex, fraction, metres } = index.findFoot(lon, lat, FARTHEST_METRES, null);
  return segmentIndex < 0 ? null : { position: index.segments.grid.positionAt(segmentIndex, fraction), metres };
}

/** An edit that puts a point on the nearest street; none for lines, and none where that is far. */
function attach({ layer }: FacilityGround, facility: number, street: NearestStreet | null): readonly RemedyEdit[] {
  if (street === null || street.metres > MOST_MOVED_METRES || !isPoint(layer, facility)) return [];
  const facilityId = layer.ids[facility] as string;
  return [{ kind: "move-facility", serviceId: layer.serviceId, facilityId, to: street.position }];
}

/** The facilities refused for one reason inside the study, each with its metres to the nearest street; the farthest first. */
export function listRefused(ground: CheckGround, refusal: number, isAttachable: boolean): readonly CheckItem[] {
  const items = ground.facilityGrounds.flatMap((own) =>
    Array.from(own.refusals).flatMap((each, facility): CheckItem[] => {
      if (each !== refusal || ground.isOutside(own, facility)) return [];
      const street = findNearestStreet(ground, own, facility);
      const edits = isAttachable ? attach(own, facility, street) : [];
      return [facilityItem(own.layer, facility, { figure: street?.metres ?? null, edits })];
    }),
  );
  return worstFirst(items);
}

/** Layers without a service: nobody knows how they are reached. */
export function listUnserved({ study, facilityGrounds }: CheckGround): readonly string[] {
  const known = new Set(facilityGrounds.map(({ layer }) => layer));
  return study.facilities.flatMap((layer) => (known.has(layer) ? [] : [`facilities:${layer.serviceId}`]));
}

/** How many facilities were looked at. */
export function countServed({ facilityGrounds }: CheckGround): number {
  return facilityGrounds.reduce((sum, { layer }) => sum + layer.count, 0);
}
