/** Checks choices that come from storage before they are trusted. */
import * as v from "valibot";
import {
  DEFAULT_PARAMETERS,
  MOST_CROSSING_SECONDS,
  MOST_STAIRS_FACTOR,
  PROFILE_IDS,
} from "../../core/model/parameters.ts";
import type { StudyChoices } from "./project-store.ts";

const positive = v.pipe(v.number(), v.finite(), v.gtValue(0));
const CHOICES = v.object({
  serviceId: v.nullable(v.string()),
  parameters: v.object({
    serviceIds: v.nullable(v.array(v.string())),
    profileId: v.nullable(v.picklist(PROFILE_IDS)),
    speedMetresPerSecond: v.nullable(positive),
    groupId: v.nullable(v.picklist(["all", "0-2", "3-6", "6-15", "60+", "65+", "80+"])),
    cutoffSeconds: positive,
    passShare: v.pipe(positive, v.maxValue(1)),
    snapRadiusMetres: positive,
    searchLimitSeconds: positive,
    slope: v.boolean(),
    stairsFactor: v.pipe(v.number(), v.minValue(1), v.maxValue(MOST_STAIRS_FACTOR)),
    crossingSeconds: v.pipe(v.number(), v.minValue(0), v.maxValue(MOST_CROSSING_SECONDS)),
    steepestIncline: v.pipe(positive, v.maxValue(1)),
    timeOfDay: v.picklist(["day", "night"]),
  }),
  scope: v.object({ areaId: v.string(), kind: v.picklist(["all", "urban", "village"]) }),
});

/** The saved choices, with the defaults of what an earlier version did not ask; null where this version cannot use them. */
export function readChoices(value: unknown): StudyChoices | null {
  if (typeof value !== "object" || value === null || !("parameters" in value)) return null;
  const { parameters } = value;
  const filled = typeof parameters === "object" ? { ...DEFAULT_PARAMETERS, ...parameters } : parameters;
  const parsed = v.safeParse(CHOICES, { ...value, parameters: filled });
  return parsed.success ? parsed.output : null;
}
