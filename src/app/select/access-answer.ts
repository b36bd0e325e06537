/** Access of one service, summed over the communities in scope. */
import type { ServiceAccess } from "../../core/access/access-result.ts";
import type { Catchments } from "../../core/coverage/catchment.ts";
import type { TextKey, Translate } from "../strings/text.ts";

export interface AccessAnswer {
  readonly people: number;
  readonly notCovered: number;
  /** Null where the states cannot be told. */
  readonly served: number | null;
  readonly overCapacity: number | null;
  readonly withBackup: number;
  /** Capacity within reach per 1,000 people that compete for it: mean of the people in scope; null without capacity. */
  readonly scorePerThousand: number | null;
}

export function summariseAccess(access: ServiceAccess, indexes: readonly number[]): AccessAnswer {
  let [people, notCovered, served, overCapacity, withBackup, score] = [0, 0, 0, 0, 0, 0];
  for (const index of indexes) {
    const here = access.people[index] ?? 0;
    people += here;
    notCovered += access.peopleNotCovered[index] ?? 0;
    served += access.peopleServed?.[index] ?? 0;
    overCapacity += access.peopleOverCapacity?.[index] ?? 0;
    withBackup += access.peopleWithBackup[index] ?? 0;
    if (here > 0) score += here * (access.means?.twoStep[index] ?? 0);
  }
  return {
    people,
    notCovered,
    served: access.peopleServed && served,
    overCapacity: access.peopleOverCapacity && overCapacity,
    withBackup,
    scorePerThousand: access.means && (1000 * score) / people,
  };
}

const UNITS: Readonly<Record<string, TextKey>> = {
  beds: "unit.capacity.beds",
  places: "unit.capacity.places",
  doctors: "unit.capacity.doctors",
};

/** What the capacity counts: beds, places, doctors, or plainly capacity. */
export function capacityUnit(t: Translate, attribute: string | undefined): string {
  const key = attribute !== undefined && Object.hasOwn(UNITS, attribute) ? UNITS[attribute] : undefined;
  return t(key ?? "unit.capacity.other");
}

/** For how many people one unit stands, "" where it is one each. */
export function perUnitWords(t: Translate, { capacity }: Pick<ServiceAccess, "capacity">): string {
  if (!capacity?.norm) return "";
  const { peoplePerUnit, stated } = capacity.norm;
  const people = Number(peoplePerUnit.toFixed(1));
  return t(stated ? "capacity.perUnit.stated" : "capacity.perUnit", {
    by: stated?.confirmedBy ?? "",
    date: stated?.date ?? "",
    unit: capacityUnit(t, capacity.attribute),
    people,
  });
}

/** Why a figure cannot be given, in a sentence. */
export function faultWords(
  t: Translate,
  access: Pick<ServiceAccess, "capacity">,
  fault: NonNullable<ServiceAccess["stateFault"]>,
): string {
  const { attribute = "", missingCount: count = 0 } = access.capacity ?? {};
  return t(`access.fault.${fault}`, { attribute, count });
}

/** By community: share of people with a second facility in reach; NaN without people. */
export function backupShares(access: ServiceAccess): Float64Array {
  return access.people.map(
    (people, index) => (access.peopleWithBackup[index] ?? 0) / (people > 0 ? people : Number.NaN),
  );
}

/** By community: people in the catchment of its main facility; NaN where it has none. */
export function mainCatchments(catchments: Catchments, nearestFacilityIndexes: Int32Array): Float64Array {
  return Float64Array.from(nearestFacilityIndexes, (facility) => catchments.people[facility] ?? Number.NaN);
}
