/**
 * An answer in which everybody walks no farther than the price that the bound set for them: where walks come in few lengths, as
 * between nodes of an even graph, that is a question of covering, and its exchanges find what those of walks do not.
 */
import { buildCoverModel, restrictModel } from "../cover/cover-model.ts";
import { type CoverAsker, findSmallCover } from "../cover/find-small-cover.ts";
import type { MedianInstance } from "./p-median-instance.ts";
import type { Incumbent, MedianNode, MedianValuer } from "./p-median-node.ts";

/** Prices are near what they would be at the highest bound, to this share. */
const ROOM = 1.05;
/** Different walks within their price that people have on average, up to which they are few. */
const FEW_LEVELS = 2;

/** Betters the incumbent where it can. Only for instances without capacity and budget that ask for a number of sites. */
export function* coverAtPrices(
  valuer: MedianValuer,
  instance: MedianInstance,
  { status, search }: MedianNode,
  incumbent: Incumbent,
  asker: CoverAsker,
): Generator<void> {
  const { demandCount, siteCount, count, capacity, siteCosts, starts, sites, costs } = instance;
  if (capacity !== null || siteCosts !== null || count === null) return;
  const reached: number[][] = [];
  let levels = 0;
  for (let demand = 0; demand < demandCount; demand++) {
    const row: number[] = [];
    const most = (search.prices[demand] as number) * ROOM;
    let last = -1;
    for (let pair = starts[demand] as number; pair < (starts[demand + 1] as number); pair++) {
      const cost = costs[pair] as number;
      if (cost > most) break;
      if (cost !== last) levels++;
      last = cost;
      if ((status[sites[pair] as number] as number) >= 0) row.push(sites[pair] as number);
    }
    if (row.length === 0) return;
    reached.push(row.sort((a, b) => a - b));
  }
  if (levels > FEW_LEVELS * demandCount) return;
  const ones = new Int32Array(demandCount).fill(1);
  const rowStarts = [0];
  for (const row of reached) rowStarts.push((rowStarts.at(-1) as number) + row.length);
  const raw = {
    count: demandCount,
    weights: ones,
    needs: ones,
    starts: rowStarts,
    sites: Int32Array.from(reached.flat()),
  };
  const all = Int32Array.from({ length: siteCount }, (_, site) => site);
  const isOpened = Uint8Array.from(status, (state) => (state > 0 ? 1 : 0));
  const { model } = restrictModel(buildCoverModel(raw, all, 0), isOpened, new Uint8Array(siteCount));
  const standing = all.filter((site) => isOpened[site] === 1);
  const found = yield* findSmallCover(model, count - standing.length, asker);
  if (found.sites !== null) valuer.offer(instance, status, [...standing, ...found.sites], incumbent, asker.isOver);
}
