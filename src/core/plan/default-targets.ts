/** For a study without a plan: one circle per service, so that every community still gets a verdict. */
import type { Service } from "../model/facility.ts";
import type { Target } from "./target.ts";

const CIRCLE_SECONDS = 900;
const NOTHING = { zh: "", en: "" };

/** Targets `circle-<serviceId>`: 15 minutes at the service's own profile, no number to hold it to. */
export function createDefaultTargets(services: readonly Service[]): Target[] {
  return services
    .filter(({ circle }) => circle)
    .map(({ id, title, domain, groupId, profileId }) => ({
      id: `circle-${id}`,
      chapter: "",
      place: "",
      lines: [],
      quotation: "",
      title: { zh: `15 分钟${title.zh}圈`, en: `15-minute circle: ${title.en}` },
      serviceLabel: title,
      domain: domain === "other" ? "social" : domain,
      ruleClass: "A",
      unit: "community",
      rule: {
        kind: "service-area",
        needs: [{ serviceIds: [id] }],
        reach: { kind: "time", seconds: CIRCLE_SECONDS },
        profileId,
        groupId,
        passShare: null,
      },
      readings: [],
      threshold: null,
      baseline: { value: null, text: "", year: null, measure: "" },
      target: { value: null, text: "", measure: "" },
      binding: null,
      dataNeeded: NOTHING,
      assumptions: [],
      inconsistencyIds: [],
    }));
}
