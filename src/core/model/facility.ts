/**
 * Services and their facilities. A facility is a point, a line reached anywhere along it (a trail), or the outline of
 * an area (a park), reached through its entrances or, where there are none, anywhere along the outline.
 */
import type { GroupId } from "./demand.ts";
import type { ProfileId } from "./parameters.ts";

/** Text in both languages of the product. */
export interface LocalizedText {
  readonly zh: string;
  readonly en: string;
}

export type ServiceDomain = "elderly" | "education" | "health" | "sport" | "culture" | "other";

/** A kind of facility that the study analyses: kindergarten, elderly-day-care, fitness-trail … */
export interface Service {
  readonly id: string;
  readonly title: LocalizedText;
  readonly domain: ServiceDomain;
  /** The group whose coverage is judged unless the user says otherwise. */
  readonly groupId: GroupId;
  /** The profile at whose speed it is reached unless the user says otherwise. */
  readonly profileId: ProfileId;
  /** False for county-level kinds (a county hospital) that "at least one per unit" targets need but no circle does. */
  readonly circle: boolean;
}

export type AttributeValue = string | number | boolean | null;

/** Attribute of a layer that is true where a facility's line is the outline of an area. */
export const OUTLINE_ATTRIBUTE = "outline";
/** Attribute that holds an area's own entrances: "lon lat; lon lat". */
export const ENTRANCES_ATTRIBUTE = "entrances";
/** Attribute that is true where a facility stands at its community, because its own place is not known. */
export const APPROXIMATE_ATTRIBUTE = "approximate";
/** Attribute that holds the id of the community at which it stands. */
export const STANDS_IN_ATTRIBUTE = "stands_in";

export interface Facilities {
  readonly serviceId: string;
  readonly count: number;
  readonly ids: readonly string[];
  readonly names: readonly string[];
  /** Interleaved lon, lat. */
  readonly coordinates: Float64Array;
  /** `count + 1` offsets in positions; one position is a point, several are a line. */
  readonly starts: Uint32Array;
  /** Other columns by name (`ownership`, `places`, `level` …), each of `count` values. */
  readonly attributes: Readonly<Record<string, readonly AttributeValue[]>>;
}
