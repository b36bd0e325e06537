/** Checks choices that come from storage before they are trusted. */
import * as v from "valibot";
import type { StudyChoices } from "./project-store.ts";

const positive = v.pipe(v.number(), v.finite(), v.gtValue(0));
const CHOICES = v.object({
  serviceId: v.nullable(v.string()),
  parameters: v.object({
    serviceIds: v.nullable(v.array(v.string())),
    profileId: v.nullable(v.picklist(["adult", "elderly", "child", "cycle"])),
    speedMetresPerSecond: v.nullable(positive),
    groupId: v.nullable(v.picklist(["all", "0-2", "3-6", "6-15", "60+", "65+", "80+"])),
    cutoffSeconds: positive,
    passShare: v.pipe(positive, v.maxValue(1)),
    snapRadiusMetres: positive,
    searchLimitSeconds: positive,
  }),
  scope: v.object({ areaId: v.string(), kind: v.picklist(["all", "urban", "village"]) }),
});

/** True for choices that this version can use. */
export function isChoices(value: unknown): value is StudyChoices {
  return v.is(CHOICES, value);
}
