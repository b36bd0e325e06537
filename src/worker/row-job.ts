/** The work of one worker of the page's pool: the pairs of some facilities of a service. */
import type { CostPairs } from "../core/access/cost-rows.ts";
import { createPairFinder, type FacilityRange, type FacilitySearch } from "../core/access/facility-rows.ts";
import type { CreateJob } from "./serve-pool.ts";

export const createRowJob: CreateJob<FacilitySearch, FacilityRange, CostPairs> = (search) => {
  const find = createPairFinder(search);
  return (range) => {
    const pairs = find(range);
    const { demandIndexes, siteIndexes, costs } = pairs;
    return { answer: pairs, transfer: [demandIndexes.buffer, siteIndexes.buffer, costs.buffer] as ArrayBuffer[] };
  };
};
