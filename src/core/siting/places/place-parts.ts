/**
 * A cover with capacities, made ready: demand merged by the sites within reach, sites that nobody needs left out, and parts that
 * share no site taken apart. Cost: one pass over the pairs and a sort of the classes.
 */
import { buildCoverModel, type CoverModel, listCoverRows, restrictModel } from "../cover/cover-model.ts";
import type { ChoiceLimits } from "../cover/cover-search.ts";
import { findDominatedSites } from "../cover/reduce-model.ts";
import type { SitingProblem } from "../siting-problem.ts";

export interface PlaceModel {
  readonly model: CoverModel;
  readonly places: Float64Array;
  readonly isFixed: Uint8Array;
  /** For the sites that are not fixed. */
  readonly limits: ChoiceLimits;
}

/** Nothing is left out yet but sites that nobody reaches. */
export function buildPlaceModel(problem: SitingProblem): PlaceModel {
  const { rows, people, fixedSites, sites, budget } = problem;
  const raw = listCoverRows(rows, people, problem.cutoff ?? Infinity, 1, true);
  const isReached = new Uint8Array(rows.siteCount);
  for (const site of raw.sites) isReached[site] = 1;
  for (const site of fixedSites) isReached[site] = 1;
  const siteOf = Int32Array.from(isReached.keys()).filter((site) => isReached[site] === 1);
  const placeOf = new Int32Array(rows.siteCount);
  siteOf.forEach((site, place) => {
    placeOf[site] = place;
  });
  const model = buildCoverModel({ ...raw, sites: raw.sites.map((site) => placeOf[site] as number) }, siteOf, 0);
  const fixed = new Set(fixedSites);
  const take = (values: Float64Array): Float64Array => Float64Array.from(siteOf, (site) => values[site] as number);
  return {
    model,
    places: take(problem.capacity as Float64Array),
    isFixed: Uint8Array.from(siteOf, (site) => (fixed.has(site) ? 1 : 0)),
    limits: {
      most: sites === null || problem.model === "set-cover" ? siteOf.length : sites - fixedSites.length,
      costs: budget && take(budget.siteCosts.map((cost, site) => (fixed.has(site) ? 0 : cost))),
      total: budget?.total ?? Infinity,
    },
  };
}

/** Without the sites that a larger one with room for all stands for at no higher cost; none is fixed. */
export function dropReplaced(place: PlaceModel): PlaceModel {
  const { model, places, isFixed, limits } = place;
  const { weights, columnStarts, columnClasses } = model;
  const roomForAll = Uint8Array.from(places, (room, site) => {
    let covered = 0;
    for (let at = columnStarts[site] as number; at < (columnStarts[site + 1] as number); at++)
      covered += weights[columnClasses[at] as number] as number;
    return room >= covered ? 1 : 0;
  });
  const isDropped = findDominatedSites(model, limits.costs, roomForAll).map((mark, site) =>
    isFixed[site] === 1 ? 0 : mark,
  );
  if (!isDropped.includes(1)) return place;
  const kept = Array.from(isDropped.keys()).filter((site) => isDropped[site] === 0);
  const take = (values: Float64Array): Float64Array => Float64Array.from(kept, (site) => values[site] as number);
  return {
    model: restrictModel(model, new Uint8Array(isDropped.length), isDropped).model,
    places: take(places),
    isFixed: Uint8Array.from(kept, (site) => isFixed[site] as number),
    limits: { ...limits, costs: limits.costs && take(limits.costs) },
  };
}

/** Parts that share no site; sites without demand are in none. Limits of number are those of the whole, money is not for parts. */
export function splitPlaceModel({ model, places, isFixed, limits }: PlaceModel): PlaceModel[] {
  const { siteOf, classCount, weights, needs, rowStarts, rowSites } = model;
  const rootOf = Int32Array.from(siteOf, (_, site) => site);
  const findRoot = (site: number): number => {
    let root = site;
    while (rootOf[root] !== root) root = rootOf[root] = rootOf[rootOf[root] as number] as number;
    return root;
  };
  for (let index = 0; index < classCount; index++) {
    const first = findRoot(rowSites[rowStarts[index] as number] as number);
    for (let at = (rowStarts[index] as number) + 1; at < (rowStarts[index + 1] as number); at++)
      rootOf[findRoot(rowSites[at] as number)] = first;
  }
  const partOfRoot = new Map<number, number>();
  const classes: number[][] = [];
  for (let index = 0; index < classCount; index++) {
    const root = findRoot(rowSites[rowStarts[index] as number] as number);
    const part = partOfRoot.get(root);
    if (part === undefined) {
      partOfRoot.set(root, classes.length);
      classes.push([index]);
    } else (classes[part] as number[]).push(index);
  }
  const sites: number[][] = classes.map(() => []);
  const placeOf = new Int32Array(siteOf.length);
  for (let site = 0; site < siteOf.length; site++) {
    const own = sites[partOfRoot.get(findRoot(site)) ?? -1];
    if (!own) continue;
    placeOf[site] = own.length;
    own.push(site);
  }
  return classes.map((own, part) => {
    const ownSites = sites[part] as number[];
    const starts = [0];
    const reached: number[] = [];
    for (const index of own) {
      for (let at = rowStarts[index] as number; at < (rowStarts[index + 1] as number); at++)
        reached.push(placeOf[rowSites[at] as number] as number);
      starts.push(reached.length);
    }
    const raw = {
      count: own.length,
      weights: own.map((index) => weights[index] as number),
      needs: own.map((index) => needs[index] as number),
      starts,
      sites: Int32Array.from(reached),
    };
    return {
      model: buildCoverModel(
        raw,
        Int32Array.from(ownSites, (site) => siteOf[site] as number),
        0,
      ),
      places: Float64Array.from(ownSites, (site) => places[site] as number),
      isFixed: Uint8Array.from(ownSites, (site) => isFixed[site] as number),
      limits: { most: Math.min(limits.most, ownSites.length), costs: null, total: Infinity },
    };
  });
}
