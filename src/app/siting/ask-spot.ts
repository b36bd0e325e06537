/** Asks why the answer on screen does not build on a spot, and knows which answer the reply belongs to. */
import type { Position } from "../../core/model/geometry.ts";
import { requestSpot } from "../store/ask-worker.ts";
import { failureOf, isCancelled } from "../store/failure-of.ts";
import { shownSummary, useSiting } from "./siting-store.ts";

let controller: AbortController | null = null;

/** Nothing is asked while no answer stands. */
export async function askSpot(position: Position): Promise<void> {
  const state = useSiting.getState();
  const summary = shownSummary(state);
  const { askedQuestion: question, askedScenario: scenario, put } = state;
  if (!summary || !question || state.status !== "done") return;
  controller?.abort();
  const own = new AbortController();
  controller = own;
  put({ spot: { position, of: summary, answer: null, failure: null } });
  const answer = { newIds: summary.sites.map(({ siteId }) => siteId), closedIds: summary.closedIds };
  try {
    const reply = await requestSpot({ question, answer, position }, { signal: own.signal, scenario });
    if (controller === own) put({ spot: { position, of: summary, answer: reply, failure: null } });
  } catch (error) {
    if (controller === own && !isCancelled(error))
      put({ spot: { position, of: summary, answer: null, failure: failureOf(error) } });
  }
}
