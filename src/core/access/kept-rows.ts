/**
 * Rows of a service, kept by the session: who is how far from which facility does not depend on
 * how many people a place stands for, so that another norm only shares places out anew.
 */
import type { Progress } from "../analysis-result.ts";
import type { AnalysisSession } from "../analysis-session.ts";
import { LatestValues } from "../latest-values.ts";
import { keyOfSearch, type ServiceSearch } from "../service-search.ts";
import type { CostRows } from "./cost-rows.ts";
import { measureFacilityRows } from "./facility-rows.ts";

/** 12 bytes a pair and 8 a home; a city's service within 15 minutes has some hundred thousand pairs. */
const MOST_PAIRS_KEPT = 6_000_000;

/** The rows that were kept for a search within a cutoff; undefined where none are. */
export function findKeptRows(session: AnalysisSession, search: ServiceSearch, cutoff: number): CostRows | undefined {
  return keptRows(session).known(keyOfRows(search, cutoff));
}

/** Keeps rows that were searched elsewhere, as long as there is room. */
export function keepRows(session: AnalysisSession, search: ServiceSearch, cutoff: number, rows: CostRows): CostRows {
  return keptRows(session).find(keyOfRows(search, cutoff), () => rows);
}

/** The kept rows, or those of a search, which pauses with the facilities done. */
export function* searchRowsOnce(
  session: AnalysisSession,
  search: ServiceSearch,
  cutoff: number,
): Generator<Progress, CostRows> {
  const known = findKeptRows(session, search, cutoff);
  if (known) return keepRows(session, search, cutoff, known);
  const total = session.facilities(search.serviceId)?.count ?? 0;
  const steps = measureFacilityRows(session, search, cutoff);
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return keepRows(session, search, cutoff, step.value);
    yield { stage: "routing", done: step.value, total };
  }
}

function keptRows(session: AnalysisSession): LatestValues<CostRows> {
  return session.remember(
    "facility rows",
    () => new LatestValues<CostRows>(MOST_PAIRS_KEPT, ({ costs, demandCount }) => costs.length + demandCount),
  );
}

function keyOfRows(search: ServiceSearch, cutoff: number): string {
  return `${keyOfSearch(search)} within ${cutoff}`;
}
