/** What opening or closing one more site can bring at most, seen without trying it: from who waits, and from where there is room. */
import type { PlaceFlow } from "./place-flow.ts";

/** Demand that waits, or whose place somebody who waits could have: only a site that these reach lets more people have one. */
export function markShort(flow: PlaceFlow): Uint8Array {
  const { graph, isOpen, used, left } = flow;
  const { starts, sites, demandOf, demandCount, siteCount } = graph;
  const isShort = new Uint8Array(demandCount);
  const isSeen = new Uint8Array(siteCount);
  const stack: number[] = [];
  for (let demand = 0; demand < demandCount; demand++) {
    if (!((left[demand] as number) > 0)) continue;
    isShort[demand] = 1;
    stack.push(demand);
  }
  for (let demand = stack.pop(); demand !== undefined; demand = stack.pop()) {
    const end = starts[demand + 1] as number;
    for (let pair = starts[demand] as number; pair < end; pair++) {
      const site = sites[pair] as number;
      if (isOpen[site] === 0 || isSeen[site] === 1) continue;
      isSeen[site] = 1;
      for (const taken of used[site] as number[]) {
        const person = demandOf[taken] as number;
        if (isShort[person] === 1) continue;
        isShort[person] = 1;
        stack.push(person);
      }
    }
  }
  return isShort;
}

/** By site: no closing of it alone loses fewer people. Whoever has another open site from which a chain leads to room may be saved. */
export function boundLosses(flow: PlaceFlow): Float64Array {
  const { graph, isOpen, used, flows, main, others } = flow;
  const { starts, sites, demandOf, siteCount, columnStarts, columnDemand } = graph;
  const isAlive = new Uint8Array(siteCount);
  const queue = new Int32Array(siteCount);
  let tail = 0;
  for (let site = 0; site < siteCount; site++) {
    if (isOpen[site] === 0 || !flow.hasRoom(site)) continue;
    isAlive[site] = 1;
    queue[tail++] = site;
  }
  const revive = (pair: number): void => {
    const other = sites[pair] as number;
    if (isAlive[other] === 1) return;
    isAlive[other] = 1;
    queue[tail++] = other;
  };
  for (let head = 0; head < tail; head++) {
    const site = queue[head] as number;
    for (let at = columnStarts[site] as number; at < (columnStarts[site + 1] as number); at++) {
      const demand = columnDemand[at] as number;
      if ((main[demand] as number) < 0) continue;
      revive(main[demand] as number);
      for (const pair of others.get(demand) ?? []) revive(pair);
    }
  }
  return Float64Array.from(isOpen, (open, site) => {
    if (open === 0) return 0;
    let lost = 0;
    for (const taken of used[site] as number[]) {
      const demand = demandOf[taken] as number;
      const end = starts[demand + 1] as number;
      let pair = starts[demand] as number;
      while (pair < end && (sites[pair] === site || isAlive[sites[pair] as number] === 0)) pair++;
      if (pair === end) lost += flows[taken] as number;
    }
    return lost;
  });
}
