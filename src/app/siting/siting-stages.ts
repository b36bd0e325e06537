/** An answer of a yearly budget, year by year. */

import { type SiteYear, stageSites } from "../../core/plan/stage-sites.ts";
import type { SitingUse } from "../../core/questions/siting/site-use.ts";
import type { SitingAsk } from "./siting-store.ts";

export function stageYears(use: SitingUse, { budget, years }: Pick<SitingAsk, "budget" | "years">): SiteYear[] {
  const costs = use.sites.flatMap(({ isNew, cost }) => (isNew ? [cost ?? 0] : []));
  return stageSites(costs, budget, years);
}
