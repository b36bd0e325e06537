/** Which facilities of a layer stand in another as they are, by their ids. */
import { ENTRANCES_ATTRIBUTE, type Facilities, OUTLINE_ATTRIBUTE } from "../model/facility.ts";

/**
 * New index of each old facility; -1 where it is gone. The indexes ascend, so that whatever goes to the lower index among
 * equals goes to the same facility in both: a facility out of order counts as gone.
 */
export function matchFacilities(before: Facilities | undefined, after: Facilities | undefined): Int32Array {
  const indexOf = new Int32Array(before?.count ?? 0).fill(-1);
  if (before === undefined || after === undefined) return indexOf;
  if (before === after) return indexOf.map((_, index) => index);
  const places = new Map(after.ids.map((id, index) => [id, index]));
  let last = -1;
  for (let index = 0; index < before.count; index++) {
    const place = places.get(before.ids[index] as string) ?? -1;
    if (place <= last) continue;
    indexOf[index] = place;
    last = place;
  }
  return indexOf;
}

/** Whether two facilities lie at the same place and are reached in the same way. */
export function liesAlike(before: Facilities, index: number, after: Facilities, other: number): boolean {
  const first = before.starts[index] as number;
  const count = (before.starts[index + 1] as number) - first;
  const otherFirst = after.starts[other] as number;
  if ((after.starts[other + 1] as number) - otherFirst !== count) return false;
  for (let at = 0; at < 2 * count; at++) {
    if (before.coordinates[2 * first + at] !== after.coordinates[2 * otherFirst + at]) return false;
  }
  return [OUTLINE_ATTRIBUTE, ENTRANCES_ATTRIBUTE].every(
    (name) => (before.attributes[name]?.[index] ?? null) === (after.attributes[name]?.[other] ?? null),
  );
}

/** Facilities of either layer that do not stand in the other as they are. */
export function listChanged(
  before: Facilities | undefined,
  after: Facilities | undefined,
  indexOf: Int32Array,
): { readonly before: readonly number[]; readonly after: readonly number[] } {
  const stays = new Set<number>();
  const gone: number[] = [];
  for (let index = 0; index < indexOf.length; index++) {
    const other = indexOf[index] as number;
    if (before && after && other >= 0 && liesAlike(before, index, after, other)) stays.add(other);
    else gone.push(index);
  }
  const come = Array.from({ length: after?.count ?? 0 }, (_, index) => index).filter((index) => !stays.has(index));
  return { before: gone, after: come };
}
