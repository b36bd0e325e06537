/**
 * What a covering question can do without. A site is dominated where another covers all that it covers and costs no
 * more: some best answer does without it. (Not in backup cover, where both together cover twice.) In set cover a
 * class is dominated where every site of another class covers it too, and a class with one site decides that site
 * (Toregas & ReVelle 1972). Rounds go on until nothing more falls away.
 */
import { buildCoverModel, type CoverModel, restrictModel } from "./cover-model.ts";

const MOST_ROUNDS = 20;

/**
 * Sites that the model can do without: dominated ones and those that cover nobody.
 * @param costs what each site of the model costs; null where all cost the same.
 * @param mayDominate 1 for sites that have room for all whom they cover; null where places do not matter.
 */
export function findDominatedSites(
  model: CoverModel,
  costs: Float64Array | null,
  mayDominate: Uint8Array | null = null,
): Uint8Array {
  const { siteOf, needs, rowStarts, rowSites, columnStarts, columnClasses } = model;
  const isDominated = new Uint8Array(siteOf.length);
  const backsUp = needs.some((need) => need > 1);
  const sizeOf = (site: number): number => (columnStarts[site + 1] as number) - (columnStarts[site] as number);
  const mark = new Int32Array(model.classCount).fill(-1);
  const signatures = signSites(model);
  for (let site = 0; site < siteOf.length; site++) {
    const size = sizeOf(site);
    if (size === 0) isDominated[site] = 1;
    if (size === 0 || backsUp) continue;
    let [rarest, fewest] = [-1, Infinity];
    for (let at = columnStarts[site] as number; at < (columnStarts[site + 1] as number); at++) {
      const index = columnClasses[at] as number;
      mark[index] = site;
      const degree = (rowStarts[index + 1] as number) - (rowStarts[index] as number);
      if (degree < fewest) [rarest, fewest] = [index, degree];
    }
    for (let at = rowStarts[rarest] as number; at < (rowStarts[rarest + 1] as number); at++) {
      const other = rowSites[at] as number;
      if (other === site || isDominated[other] === 1 || sizeOf(other) < size) continue;
      if (mayDominate !== null && mayDominate[other] !== 1) continue;
      if (((signatures[site] as number) & ~(signatures[other] as number)) !== 0) continue;
      const dearer = costs !== null && (costs[other] as number) > (costs[site] as number);
      const isEqual = sizeOf(other) === size && (costs === null || costs[other] === costs[site]);
      // Of equal ones the first stays.
      if (dearer || (isEqual && other > site)) continue;
      let shared = 0;
      for (let place = columnStarts[other] as number; place < (columnStarts[other + 1] as number); place++)
        if (mark[columnClasses[place] as number] === site) shared++;
      if (shared < size) continue;
      isDominated[site] = 1;
      break;
    }
  }
  return isDominated;
}

/** Thirty-two coarse marks of what each site covers: a site cannot cover all of another without its marks. */
function signSites({ siteOf, columnStarts, columnClasses }: CoverModel): Int32Array {
  return Int32Array.from(siteOf, (_, site) => {
    let marks = 0;
    for (let at = columnStarts[site] as number; at < (columnStarts[site + 1] as number); at++)
      marks |= 1 << (Math.imul(columnClasses[at] as number, 0x9e3779b1) >>> 27);
    return marks;
  });
}

/** The model without dominated sites; `costs` by number in the problem. */
export function dropDominatedSites(model: CoverModel, costs: Float64Array | null): CoverModel {
  let current = model;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const own = costs === null ? null : Float64Array.from(current.siteOf, (site) => costs[site] as number);
    const isDropped = findDominatedSites(current, own);
    if (!isDropped.includes(1)) return current;
    current = restrictModel(current, new Uint8Array(current.siteOf.length), isDropped).model;
  }
  return current;
}

/** The model without the classes that others imply: whoever covers those covers these. Only for set cover, where people do not matter. */
function dropImpliedClasses(model: CoverModel): CoverModel {
  const { classCount, needs, rowStarts, rowSites, columnStarts, columnClasses } = model;
  const degreeOf = (index: number): number => (rowStarts[index + 1] as number) - (rowStarts[index] as number);
  const isImplied = new Uint8Array(classCount);
  const mark = new Int32Array(model.siteOf.length).fill(-1);
  const signatures = signClasses(model);
  for (let index = 0; index < classCount; index++) {
    if (isImplied[index] === 1) continue;
    let [rarest, fewest] = [-1, Infinity];
    for (let at = rowStarts[index] as number; at < (rowStarts[index + 1] as number); at++) {
      const site = rowSites[at] as number;
      mark[site] = index;
      const size = (columnStarts[site + 1] as number) - (columnStarts[site] as number);
      if (size < fewest) [rarest, fewest] = [site, size];
    }
    for (let at = columnStarts[rarest] as number; at < (columnStarts[rarest + 1] as number); at++) {
      const other = columnClasses[at] as number;
      if (other === index || isImplied[other] === 1 || degreeOf(other) < degreeOf(index)) continue;
      if (((signatures[index] as number) & ~(signatures[other] as number)) !== 0) continue;
      if ((needs[other] as number) > (needs[index] as number)) continue;
      let shared = 0;
      for (let place = rowStarts[other] as number; place < (rowStarts[other + 1] as number); place++)
        if (mark[rowSites[place] as number] === index) shared++;
      if (shared === degreeOf(index)) isImplied[other] = 1;
    }
  }
  if (!isImplied.includes(1)) return model;
  const kept = Array.from({ length: classCount }, (_, index) => index).filter((index) => isImplied[index] === 0);
  const starts = [0];
  const sites: number[] = [];
  for (const index of kept) {
    for (let at = rowStarts[index] as number; at < (rowStarts[index + 1] as number); at++)
      sites.push(rowSites[at] as number);
    starts.push(sites.length);
  }
  const raw = {
    count: kept.length,
    weights: kept.map((index) => model.weights[index] as number),
    needs: kept.map((index) => needs[index] as number),
    starts,
    sites: Int32Array.from(sites),
  };
  return buildCoverModel(raw, model.siteOf, model.basePeople);
}

function signClasses({ classCount, rowStarts, rowSites }: CoverModel): Int32Array {
  const signatures = new Int32Array(classCount);
  for (let index = 0; index < classCount; index++) {
    let marks = 0;
    for (let at = rowStarts[index] as number; at < (rowStarts[index + 1] as number); at++)
      marks |= 1 << (Math.imul(rowSites[at] as number, 0x9e3779b1) >>> 27);
    signatures[index] = marks;
  }
  return signatures;
}

export interface ReducedCover {
  readonly model: CoverModel;
  /** Sites, by number in the problem, that every answer of the reduced model is completed with. */
  readonly decided: readonly number[];
}

/** A set cover made as small as these rules make it. */
export function reduceSetCover(start: CoverModel, costs: Float64Array | null): ReducedCover {
  const decided: number[] = [];
  let model = start;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const before = model;
    model = dropImpliedClasses(model);
    model = dropDominatedSites(model, costs);
    const { classCount, needs, rowStarts, rowSites, siteOf } = model;
    const isDecided = new Uint8Array(siteOf.length);
    for (let index = 0; index < classCount; index++) {
      const [first, end] = [rowStarts[index] as number, rowStarts[index + 1] as number];
      if (end - first > (needs[index] as number)) continue;
      for (let at = first; at < end; at++) isDecided[rowSites[at] as number] = 1;
    }
    siteOf.forEach((site, place) => {
      if (isDecided[place] === 1) decided.push(site);
    });
    if (isDecided.includes(1)) model = restrictModel(model, isDecided, new Uint8Array(siteOf.length)).model;
    if (model.classCount === before.classCount && model.siteOf.length === before.siteOf.length) break;
  }
  return { model, decided };
}

/** Parts of a model that share no site with one another: each can be answered by itself. */
export function splitModel(model: CoverModel): CoverModel[] {
  const { siteOf, classCount, rowStarts, rowSites, columnStarts, columnClasses } = model;
  const partOf = new Int32Array(siteOf.length).fill(-1);
  const seen = new Uint8Array(classCount);
  let parts = 0;
  for (let first = 0; first < siteOf.length; first++) {
    if (partOf[first] !== -1 || columnStarts[first] === columnStarts[first + 1]) continue;
    const waiting = [first];
    partOf[first] = parts;
    for (let site = waiting.pop(); site !== undefined; site = waiting.pop()) {
      for (let at = columnStarts[site] as number; at < (columnStarts[site + 1] as number); at++) {
        const index = columnClasses[at] as number;
        if (seen[index] === 1) continue;
        seen[index] = 1;
        for (let place = rowStarts[index] as number; place < (rowStarts[index + 1] as number); place++) {
          const other = rowSites[place] as number;
          if (partOf[other] !== -1) continue;
          partOf[other] = parts;
          waiting.push(other);
        }
      }
    }
    parts++;
  }
  if (parts <= 1) return model.classCount === 0 ? [] : [model];
  return Array.from({ length: parts }, (_, part) => {
    const isClosed = Uint8Array.from(partOf, (own) => (own === part ? 0 : 1));
    return { ...restrictModel(model, new Uint8Array(siteOf.length), isClosed).model, basePeople: 0 };
  });
}
