/** Checks choices that come from storage before they are trusted. */
import * as v from "valibot";
import { MOST_CROSSING_SECONDS, MOST_STAIRS_FACTOR, PROFILE_IDS } from "../../core/model/parameters.ts";
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

/** True for choices that this version can use. */
export function isChoices(value: unknown): value is StudyChoices {
  return v.is(CHOICES, value);
}
