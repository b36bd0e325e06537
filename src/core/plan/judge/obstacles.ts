/** What stands in the way of testing a rule: layers, columns, units or people that the study does not have. */
import type { AnalysisSession } from "../../analysis-session.ts";
import type { Facilities } from "../../model/facility.ts";
import type { FacilityNeed, MissingAttribute, NotTestableReason, Rule } from "../target.ts";

/** Why a rule cannot be tested, and what it lacks. */
export interface Obstacle {
  readonly reason: NotTestableReason;
  readonly missingServiceIds: readonly string[];
  readonly missingAttributes: readonly MissingAttribute[];
}

export function obstacle(reason: NotTestableReason, lacks: Partial<Omit<Obstacle, "reason">> = {}): Obstacle {
  return { reason, missingServiceIds: [], missingAttributes: [], ...lacks };
}

/** Why a need cannot be looked at, or null when it can. */
export function findObstacle(session: AnalysisSession, needs: readonly FacilityNeed[]): Obstacle | null {
  const missingServiceIds = needs.flatMap(({ serviceIds }) =>
    serviceIds.some((id) => session.facilities(id) !== undefined) ? [] : [...serviceIds],
  );
  if (missingServiceIds.length > 0) return obstacle("no-facility-layer", { missingServiceIds });
  const missingAttributes = needs.flatMap((need) => listMissingAttributes(session, need, attributesOf(need)));
  return missingAttributes.length > 0 ? obstacle("needs-other-data", { missingAttributes }) : null;
}

/** A rule that judges residential land needs a study that knows where it is: other land does not stand for it. */
export function findLandObstacle(session: AnalysisSession, rule: Rule): Obstacle | null {
  if (rule.kind !== "service-area" || rule.denominator !== "land") return null;
  return session.study.demand.landSquareMetres === null ? obstacle("no-residential-land") : null;
}

function attributesOf({ filters = [] }: FacilityNeed): string[] {
  return filters.map(({ attribute }) => attribute);
}

/** Whether a layer has a column with a value in it. */
function saysAnything(layer: Facilities, attribute: string): boolean {
  return (layer.attributes[attribute] ?? []).some((value) => value !== null && value !== "");
}

/** Which of some attributes the layers of a need lack; layers that are absent are not asked. */
export function listMissingAttributes(
  session: AnalysisSession,
  { serviceIds }: FacilityNeed,
  attributes: readonly string[],
): MissingAttribute[] {
  return serviceIds.flatMap((serviceId) => {
    const layer = session.facilities(serviceId);
    if (!layer) return [];
    return attributes
      .filter((attribute) => !saysAnything(layer, attribute))
      .map((attribute) => ({ serviceId, attribute }));
  });
}
