/**
 * The rows of a service (see core/access/facility-rows), searched here or shared out. The
 * search begins here at once; only where what is left would take long does it start workers,
 * which then take facilities beside it. So a small question costs nothing extra, and a large
 * one as much less as there are processors. Parts are put together in the order of their
 * facilities: the rows do not depend on who searched them.
 */
import type { CostPairs, CostRows } from "../core/access/cost-rows.ts";
import {
  createPairFinder,
  type FacilityRange,
  type FacilitySearch,
  gatherFacilityRows,
  listFacilityRanges,
  prepareFacilitySearch,
} from "../core/access/facility-rows.ts";
import { findKeptRows, keepRows } from "../core/access/kept-rows.ts";
import type { AnalysisSession } from "../core/analysis-session.ts";
import type { ServiceSearch } from "../core/service-search.ts";
import { type PoolPort, TaskQueue, WorkerPool } from "./pool.ts";
import type { RequestControl } from "./protocol.ts";
import { LONGEST_STEP_MS, nextTurn, throwIfCancelled } from "./run-steps.ts";
import { shareArrays } from "./share-arrays.ts";

/** Workers that may help, and when they are worth it. */
export interface HelpOptions {
  readonly size: number;
  readonly start: () => PoolPort;
  /** Help is called where what is left would take longer here; starting takes a tenth of a second. */
  readonly leastMs?: number;
}

const LEAST_MS = 250;

/** Searches rows, with workers where there are any. */
export class RowSearcher {
  private readonly pool: WorkerPool<FacilitySearch, FacilityRange, CostPairs> | null;
  private readonly leastMs: number;

  constructor(help: HelpOptions | null) {
    this.pool = help && help.size > 0 ? new WorkerPool(help.size, help.start) : null;
    this.leastMs = help?.leastMs ?? LEAST_MS;
  }

  /** The rows that the session kept, or those of a search, which it then keeps. Throws as `search` does. */
  async searchOnce(
    session: AnalysisSession,
    search: ServiceSearch,
    cutoffSeconds: number,
    control: RequestControl,
  ): Promise<CostRows> {
    const known = findKeptRows(session, search, cutoffSeconds);
    const rows = known ?? (await this.search(prepareFacilitySearch(session, search, cutoffSeconds), control));
    return keepRows(session, search, cutoffSeconds, rows);
  }

  /** @throws AnalysisError `cancelled`, or `pool-crashed` with a worker; the next search begins afresh. */
  async search(search: FacilitySearch, control: RequestControl): Promise<CostRows> {
    const { siteCount } = search;
    const find = createPairFinder(search);
    const ranges = listFacilityRanges(siteCount);
    const parts = new Array<CostPairs>(ranges.length);
    const queue = new TaskQueue(ranges);
    const begun = Date.now();
    let searched = 0;
    let lastReport = begun;
    let lastPause = begun;
    let isShared = false;
    const answerHere = async (range: FacilityRange): Promise<CostPairs> => {
      // Workers wait for their next task until their answers are heard.
      if (isShared || Date.now() - lastPause >= LONGEST_STEP_MS) {
        await nextTurn();
        throwIfCancelled(control);
        lastPause = Date.now();
      }
      return find(range);
    };
    const take = (pairs: CostPairs, index: number): void => {
      parts[index] = pairs;
      const { first, end } = ranges[index] as FacilityRange;
      searched += end - first;
      if (Date.now() - lastReport < LONGEST_STEP_MS) return;
      lastReport = Date.now();
      control.onProgress?.({ stage: "routing", done: searched, total: siteCount });
    };
    const isLong = (): boolean => {
      const spent = Date.now() - begun;
      return searched > 0 && (spent / searched) * (siteCount - searched) >= this.leastMs;
    };
    while (queue.left > 0 && !(this.pool !== null && isLong())) {
      const { index, task } = queue.next() as { index: number; task: FacilityRange };
      take(await answerHere(task), index);
    }
    if (this.pool !== null && queue.left > 0) {
      isShared = true;
      await this.pool.run({ parcel: shareArrays(search), queue, take, answerHere, signal: control.signal });
    }
    return gatherFacilityRows(search, parts);
  }

  /** Ends the workers, and with them what they hold of a study. */
  forget(): void {
    this.pool?.close();
  }
}
