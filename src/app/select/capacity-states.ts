/** The three states of people as classes of communities: by the pass mark, and by what is lacking most where it is missed. */

import type { ServiceAccess } from "../../core/access/access-result.ts";
import type { ColourClasses } from "../../report/map/colour-classes.ts";
import { createClassMap, type MapClassId } from "../map/class-map.ts";

export const STATE_CLASSES = ["served", "over-capacity", "not-covered"] as const satisfies readonly MapClassId[];

/** People of each community, in all and by state. */
export interface StatePeople {
  readonly people: Float64Array;
  readonly served: Float64Array;
  readonly overCapacity: Float64Array;
  readonly notCovered: Float64Array;
}

export interface ShownStates {
  readonly classes: ColourClasses;
  /** Of the communities asked about, in the order of STATE_CLASSES. */
  readonly rows: readonly {
    readonly id: (typeof STATE_CLASSES)[number];
    readonly count: number;
    readonly people: number;
  }[];
}

/**
 * A community is served where the pass share of its people has a place; otherwise it carries the larger of its two
 * shortages. Communities that are not asked about, or without people, have no class.
 */
export function classifyStates(
  { people, served, overCapacity, notCovered }: StatePeople,
  communityIndexes: readonly number[],
  passShare: number,
): ShownStates {
  const classOfCommunity = new Int16Array(people.length).fill(-1);
  const counts = [0, 0, 0];
  const sums = [0, 0, 0];
  for (const community of communityIndexes) {
    const all = people[community] ?? 0;
    if (!(all > 0)) continue;
    const parts = [served, overCapacity, notCovered].map((part) => part[community] ?? 0) as [number, number, number];
    const state = parts[0] >= passShare * all ? 0 : parts[1] >= parts[2] ? 1 : 2;
    classOfCommunity[community] = state;
    counts[state] = (counts[state] ?? 0) + 1;
    parts.forEach((part, index) => {
      sums[index] = (sums[index] ?? 0) + part;
    });
  }
  return {
    classes: createClassMap(STATE_CLASSES, classOfCommunity),
    rows: STATE_CLASSES.map((id, index) => ({ id, count: counts[index] ?? 0, people: sums[index] ?? 0 })),
  };
}

/** The states of a service's access; null where they cannot be told. */
export function statePeople(access: ServiceAccess): StatePeople | null {
  const { people, peopleServed, peopleOverCapacity, peopleNotCovered } = access;
  if (!peopleServed || !peopleOverCapacity) return null;
  return { people, served: peopleServed, overCapacity: peopleOverCapacity, notCovered: peopleNotCovered };
}

/** Facilities to which more people are nearest than they can take. */
export function listOverloaded({ capacity, catchments }: ServiceAccess): readonly number[] {
  if (!capacity) return [];
  const { values, norm } = capacity;
  const perUnit = norm?.peoplePerUnit ?? 1;
  return Array.from(catchments.people.keys()).filter(
    (facility) => (catchments.people[facility] as number) > (values[facility] as number) * perUnit,
  );
}
