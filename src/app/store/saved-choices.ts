/** Checks choices that come from storage before they are trusted; what an older version did not know takes its default. */
import * as v from "valibot";
import { DEFAULT_PARAMETERS } from "../../core/model/parameters.ts";
import { NO_PRESENTATION } from "../../core/model/presentation.ts";
import { mergeEdits, NO_EDITS } from "../../core/plan/plan-edits.ts";
import { planEdits, statedValue } from "../../io/study/plan-schema.ts";
import { presentationSchema } from "../../io/study/presentation-schema.ts";
import { scenarioList } from "../../io/study/scenario-schema.ts";
import type { StudyChoices } from "./project-store.ts";

const positive = v.pipe(v.number(), v.finite(), v.gtValue(0));
const CHOICES = v.object({
  serviceId: v.nullable(v.string()),
  parameters: v.object({
    serviceIds: v.nullable(v.array(v.string())),
    profileId: v.nullable(v.picklist(["adult", "elderly", "child", "wheelchair", "cycle"])),
    speedMetresPerSecond: v.nullable(positive),
    groupId: v.nullable(v.picklist(["all", "0-2", "3-6", "6-15", "60+", "65+", "80+"])),
    cutoffSeconds: positive,
    passShare: v.pipe(positive, v.maxValue(1)),
    snapRadiusMetres: positive,
    searchLimitSeconds: positive,
    slope: v.optional(v.boolean()),
    stairsFactor: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(100))),
    crossingSeconds: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(3600))),
    night: v.optional(v.boolean()),
    steepestIncline: v.optional(v.nullable(v.pipe(positive, v.maxValue(1)))),
  }),
  /** Values entered by hand stood alone before there were other edits. */
  statedValues: v.optional(v.array(statedValue), []),
  edits: v.optional(planEdits, {}),
  scenarios: v.optional(scenarioList, []),
  presentation: v.optional(presentationSchema, NO_PRESENTATION),
  scenarioId: v.optional(v.nullable(v.string()), null),
  scope: v.object({ areaId: v.string(), kind: v.picklist(["all", "urban", "village"]) }),
});

/** The choices as this version keeps them; null where it cannot use them. */
export function readChoices(value: unknown): StudyChoices | null {
  const parsed = v.safeParse(CHOICES, value);
  if (!parsed.success) return null;
  const { statedValues, edits, parameters, ...others } = parsed.output;
  return {
    ...others,
    edits: mergeEdits({ ...NO_EDITS, statedValues }, edits),
    parameters: { ...DEFAULT_PARAMETERS, ...parameters } as StudyChoices["parameters"],
  };
}
