/** Facilities whose own place is not known: how many of a layer stand at their community, and the sentence that says so. */
import {
  APPROXIMATE_ATTRIBUTE,
  type Facilities,
  type LocalizedText,
  type Service,
  STANDS_IN_ATTRIBUTE,
} from "./facility.ts";

/** What is asked of a study here. */
export interface ServicesWithPlaces {
  readonly services: readonly Service[];
  readonly facilities: readonly Facilities[];
}

/** How many facilities of a layer stand at their community. */
export function countApproximate({ attributes }: Pick<Facilities, "attributes">): number {
  return (attributes[APPROXIMATE_ATTRIBUTE] ?? []).filter((value) => value === true).length;
}

/** The id of the community at which a facility stands ("" where it is not stated); null where it stands at its own place. */
export function communityStoodFor(
  { attributes }: Pick<Facilities, "attributes">,
  facilityIndex: number,
): string | null {
  if (attributes[APPROXIMATE_ATTRIBUTE]?.[facilityIndex] !== true) return null;
  return String(attributes[STANDS_IN_ATTRIBUTE]?.[facilityIndex] ?? "");
}

/** A sentence for each of the services with facilities that stand at their community; all services where none are named. */
export function describeApproximate(
  { services, facilities }: ServicesWithPlaces,
  serviceIds?: readonly string[],
): LocalizedText[] {
  return facilities.flatMap((layer): LocalizedText[] => {
    const count = countApproximate(layer);
    if (count === 0 || (serviceIds && !serviceIds.includes(layer.serviceId))) return [];
    const title = services.find(({ id }) => id === layer.serviceId)?.title;
    return [
      {
        zh: `${title?.zh ?? layer.serviceId}：${layer.count} 处中有 ${count} 处位于所属社区的居民点，不在其地址；到这些设施的距离为近似值`,
        en: `${title?.en ?? layer.serviceId}: ${count} of ${layer.count} facilities stand at their community, not at their address; distances to them are approximate`,
      },
    ];
  });
}
