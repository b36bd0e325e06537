/** The facilities and services of a study: those of the base, those that files bring, and how the two come together. */
import type { GroupId } from "../../core/model/demand.ts";
import type { Facilities, LocalizedText, Service } from "../../core/model/facility.ts";
import { facilitiesFromTables } from "../parts/layer-from-features.ts";
import { serviceOfId } from "../services/known-services.ts";
import type { IssueList } from "../tables/labelled-table.ts";
import type { Ingredients } from "./assemble-study.ts";
import { describeJoin, type FacilityJoin, joinFacilities } from "./join-facilities.ts";

export interface GatheredFacilities {
  readonly services: readonly Service[];
  readonly facilities: readonly Facilities[];
  /** For each service that the base has and files bring, in the order of the services. */
  readonly joins: readonly FacilityJoin[];
  /** Sentences about layers of two lists. */
  readonly assumptions: readonly LocalizedText[];
}

/** Facilities that files bring, by service: those of tables, else single layers of other studies. Faults go to `issues`. */
export function readBroughtFacilities({ tables, parts }: Ingredients, issues: IssueList): Facilities[] {
  const roles = new Set(tables.map(({ role }) => role).filter((role) => role.startsWith("facilities:")));
  const fromTables = [...roles].map((role) => {
    const lists = tables.filter((table) => table.role === role);
    return facilitiesFromTables(role.slice("facilities:".length), lists, issues);
  });
  const fromParts = parts.flatMap(({ role, study, layer }) => {
    if (!role.startsWith("facilities:") || roles.has(role)) return [];
    const found = study.facilities.filter(({ serviceId }) => `facilities:${serviceId}` === role);
    if (found.length === 0) issues.error("no-facilities", layer, { field: role });
    return found;
  });
  return [...fromTables, ...fromParts];
}

function tellJoin({ serviceId, joining, ...counts }: FacilityJoin, issues: IssueList): void {
  const what = joining === "replace" ? "service-replaced" : "service-joined";
  const skipped = joining === "add-new" ? counts.duplicates : 0;
  issues.warn("assumed", `facilities:${serviceId}`, { field: "facilities", details: { what, skipped, ...counts } });
}

/** Brought facilities and those of the base; what became of each service that was there already goes to `issues`. */
export function gatherFacilities(
  brought: readonly Facilities[],
  { base, joining = {} }: Pick<Ingredients, "base" | "joining">,
  hasGroup: (groupId: GroupId) => boolean,
  issues: IssueList,
): GatheredFacilities {
  const services = [...(base?.services ?? [])];
  for (const { serviceId } of brought) {
    if (!services.some(({ id }) => id === serviceId)) services.push(serviceOfId(serviceId, hasGroup));
  }
  const joins: FacilityJoin[] = [];
  const assumptions: LocalizedText[] = [];
  const facilities = services.flatMap((service): Facilities[] => {
    const existing = base?.facilities.find(({ serviceId }) => serviceId === service.id);
    const own = brought.find(({ serviceId }) => serviceId === service.id);
    if (!own || !existing || existing.count === 0) return [own ?? existing ?? []].flat();
    const chosen = Object.hasOwn(joining, service.id) ? joining[service.id] : undefined;
    const joined = joinFacilities(existing, own, chosen ?? "replace");
    joins.push(joined.join);
    tellJoin(joined.join, issues);
    assumptions.push(...[describeJoin(joined.join, service) ?? []].flat());
    return [joined.facilities];
  });
  return { services, facilities, joins, assumptions };
}
