/** New sites in the order of what each adds to those before it; whoever takes one adds its walks before asking for the next. */
import { SiteHeap } from "../../siting/site-heap.ts";
import type { AnswerGround } from "./answer-ground.ts";
import type { Walks } from "./site-walks.ts";

export interface RankedSite {
  readonly site: number;
  /** What it adds, in the ground's worth. */
  readonly value: number;
}

/**
 * Of equally useful sites the first.
 * @param walks to what is there already; grows between two sites.
 * @param timesCovered where one site is enough no site is worth more later than now, so that only the likely best are weighed again (Minoux 1978).
 */
export function* rankSites(
  ground: Pick<AnswerGround, "valueOver">,
  sites: readonly number[],
  walks: Walks,
  timesCovered: number,
): Generator<RankedSite> {
  const worthNow = (place: number): number => ground.valueOver(sites[place] as number, walks);
  const heap = new SiteHeap();
  const fill = (places: Iterable<number>): void => {
    heap.clear();
    for (const place of places) heap.push(-worthNow(place), place);
  };
  const left = new Set(sites.keys());
  fill(left);
  while (left.size > 0) {
    let value = -heap.least;
    let place = heap.pop();
    for (let now = worthNow(place); now < value; now = worthNow(place)) {
      heap.push(-now, place);
      value = -heap.least;
      place = heap.pop();
    }
    left.delete(place);
    yield { site: sites[place] as number, value };
    if (timesCovered > 1) fill(left);
  }
}
