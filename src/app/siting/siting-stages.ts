/** An answer of a yearly budget, year by year. */

import type { SiteForm } from "../../core/plan/site-form.ts";
import { type SiteYear, stageSites } from "../../core/plan/stage-sites.ts";
import type { SitingUse } from "../../core/questions/siting/site-use.ts";

export function stageYears(use: SitingUse, { budget, years }: Pick<SiteForm, "budget" | "years">): SiteYear[] {
  const costs = use.sites.flatMap(({ isNew, cost }) => (isNew ? [cost ?? 0] : []));
  return stageSites(costs, budget ?? 0, years);
}
