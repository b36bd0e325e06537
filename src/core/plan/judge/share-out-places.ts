/** The places of a circle that asks for them, shared out among everybody of the study within its reach. */
import type { CostRows } from "../../access/cost-rows.ts";
import { type MatrixStates, measureStates } from "../../access/measure-matrix.ts";
import type { AnalysisSession } from "../../analysis-session.ts";
import type { AnalysisParameters } from "../../model/parameters.ts";
import type { Rule } from "../target.ts";
import { cutoffOf } from "./facility-needs.ts";
import type { ServiceAreaRule } from "./judge-service-area.ts";
import { kindsOf, listNeedSites, type NeedSites, reachSites, searchWays } from "./need-places.ts";
import { type Obstacle, obstacle } from "./obstacles.ts";

export interface SharedPlaces {
  readonly sites: NeedSites;
  readonly rows: CostRows;
  readonly states: MatrixStates;
}

/** The facilities of the rule's one need. */
function sitesOf(session: AnalysisSession, rule: ServiceAreaRule): NeedSites {
  const [need] = rule.needs;
  return listNeedSites(session, need ? kindsOf(session, need) : [], rule);
}

/** Null where facilities do not say how many people they can take. */
export function shareOutPlaces(
  session: AnalysisSession,
  rule: ServiceAreaRule,
  people: Float64Array,
  parameters: AnalysisParameters,
): SharedPlaces | null {
  const sites = sitesOf(session, rule);
  const [need] = rule.needs;
  if (sites.fault !== null || !need) return null;
  const cutoff = cutoffOf(rule.reach);
  const steps = reachSites(session, searchWays(session, kindsOf(session, need), rule, parameters), sites);
  for (;;) {
    const step = steps.next();
    if (step.done) {
      const rows = step.value;
      return { sites, rows, states: measureStates({ rows, people, capacity: sites.places, cutoff }) };
    }
  }
}

/** The column that a rule lacks which asks for places; null where it lacks none or asks for none. */
export function findPlacesObstacle(session: AnalysisSession, rule: Rule): Obstacle | null {
  if (rule.kind !== "service-area" || rule.withPlaces !== true) return null;
  const { fault, services } = sitesOf(session, rule);
  if (fault === null) return null;
  if (fault === "no-facilities") return obstacle("no-such-facilities");
  if (fault === "demand-is-not-people") return obstacle("no-people");
  return obstacle("needs-other-data", {
    missingAttributes: services.map(({ serviceId, attribute }) => ({
      serviceId,
      attribute: fault === "capacity-missing" ? attribute : "capacity",
    })),
  });
}
