/**
 * What access leaves behind: access.csv (a row a community and service), catchments.csv
 * (a row a facility, and one without a facility for the people in none) and the part of
 * run.json. Numbers of people have as many digits as it takes to read the same number
 * again, so that sums hold in the files as they hold in the engine.
 */
import type { ServiceAccess } from "../../core/access/access-result.ts";
import type { Equity } from "../../core/access/equity.ts";
import type { Study } from "../../core/model/study.ts";
import { type CsvCell, fixed, formatCsv } from "../tables/csv-writer.ts";
import { exactNumber } from "../tables/plain-csv.ts";

const ACCESS_COLUMNS = [
  "communityId",
  "service",
  "group",
  "people",
  "peopleServed",
  "peopleOverCapacity",
  "peopleNotCovered",
  "peopleWithBackup",
  "facilitiesReached",
  "secondNearestSeconds",
  "accessCumulative",
  "accessGravity",
  "access2sfca",
  "accessE2sfca",
  "capacityAttribute",
  "peoplePerUnit",
  "reason",
] as const;

const CATCHMENT_COLUMNS = ["service", "facilityId", "people", "capacity", "load", "reason"] as const;

/** What the `group` column says: the group of people, or the unit where demand is not people. */
function groupName(study: Study, access: ServiceAccess): string {
  return study.demand.unit === "people" ? access.groupId : study.demand.unit;
}

function exact(value: number | undefined): CsvCell {
  return { number: exactNumber(value ?? Number.NaN) };
}

/** A place is one person's; staff without a norm says nothing. */
function perPlace({ capacity }: ServiceAccess): number | undefined {
  return capacity?.kind === "places" ? 1 : undefined;
}

/** access.csv as text: communities in the study's order, each with its services in the run's order. */
export function accessCsv(study: Study, services: readonly ServiceAccess[]): string {
  const { communities } = study;
  const rows = Array.from({ length: communities.count }, (_, community) =>
    services.map((access): CsvCell[] => {
      const { means } = access;
      return [
        communities.ids[community] ?? "",
        access.serviceId,
        groupName(study, access),
        exact(access.people[community]),
        exact(access.peopleServed?.[community]),
        exact(access.peopleOverCapacity?.[community]),
        exact(access.peopleNotCovered[community]),
        exact(access.peopleWithBackup[community]),
        exact(access.facilitiesReached[community]),
        fixed(access.secondNearestSeconds[community] ?? null, 1),
        exact(means?.cumulative[community]),
        exact(means?.gravity[community]),
        exact(means?.twoStep[community]),
        exact(means?.enhanced[community]),
        access.capacity?.attribute ?? "",
        exact(access.capacity?.norm?.peoplePerUnit ?? perPlace(access)),
        access.stateFault ?? "",
      ];
    }),
  );
  return formatCsv(ACCESS_COLUMNS, rows.flat(), study.scenarioName);
}

/** catchments.csv as text. Load is people ÷ capacity, empty where there is no capacity or where it is 0. */
export function catchmentsCsv(study: Study, services: readonly ServiceAccess[]): string {
  const rows = services.flatMap((access): CsvCell[][] => {
    const ids = study.facilities.find(({ serviceId }) => serviceId === access.serviceId)?.ids ?? [];
    const { people, notCovered } = access.catchments;
    const facilities = Array.from(people, (count, facility): CsvCell[] => {
      const capacity = access.capacity?.values[facility] ?? Number.NaN;
      const reason = access.capacity === null ? "no-capacity" : Number.isNaN(capacity) ? "capacity-missing" : "";
      const load = capacity > 0 ? count / capacity : Number.NaN;
      return [access.serviceId, ids[facility] ?? "", exact(count), exact(capacity), exact(load), reason];
    });
    const none = exact(Number.NaN);
    return [...facilities, [access.serviceId, "", exact(notCovered), none, none, "not-covered"]];
  });
  return formatCsv(CATCHMENT_COLUMNS, rows, study.scenarioName);
}

/** Access as run.json tells it, one entry a service. */
export function accessJson(study: Study, services: readonly ServiceAccess[]): unknown[] {
  return services.map((access) => ({
    service: access.serviceId,
    group: groupName(study, access),
    cutoffSeconds: access.cutoffSeconds,
    facilities: access.facilityCount,
    capacityAttribute: access.capacity?.attribute ?? null,
    capacityKind: access.capacity?.kind ?? null,
    peoplePerUnitOfCapacity: access.capacity?.norm?.peoplePerUnit ?? perPlace(access) ?? null,
    capacityNorm: access.capacity?.norm?.source.zh ?? null,
    facilitiesWithoutCapacity: access.capacity?.missingCount ?? access.facilityCount,
    capacity: access.totals.capacity,
    capacityReached: access.totals.capacityReached,
    capacityFault: access.capacityFault,
    people: access.totals.people,
    peopleByFacilitiesReached: Array.from(access.totals.peopleByReached),
    states: access.totals.states,
    statesFault: access.stateFault,
    peopleNotCovered: access.catchments.notCovered,
    equityOf: access.equityOf,
    rankedBy: access.rankedBy,
    equity: Object.fromEntries(access.equity.map(({ groupId, measures }) => [groupId, equityJson(measures)])),
  }));
}

/** Each measure as a number, or null with its reason under `notTestable`. */
export function equityJson(equity: Equity): Record<string, unknown> {
  const reasons: Record<string, string> = {};
  const values = Object.entries(equity).map(([name, value]): [string, unknown] => {
    if (typeof value === "number" || Array.isArray(value)) return [name, value];
    if ("value" in value) return [name, value.value];
    reasons[name] = value.reason;
    return [name, null];
  });
  return { ...Object.fromEntries(values), notTestable: reasons };
}
