/**
 * The best links for what is asked. Far places are tried in the order of an upper bound:
 * the people who wait in the square that the rest of the time could reach, first with the cheapest cost
 * nearby, then with the place's own best link, then measured. The search ends when nothing left can be among the best,
 * so the list is the same as if every link had been measured. Of several ways to travel each has its own search.
 */
import type { Progress } from "../analysis-result.ts";
import type { AnalysisSession } from "../analysis-session.ts";
import { distanceMetres } from "../geodesy.ts";
import type { Bounds, Position } from "../model/geometry.ts";
import { LINK_KINDS, type LinkKind } from "../model/link-kind.ts";
import type { AskedReach } from "./asked-reach.ts";
import { type Gain, GainMeter, type StreetLink } from "./gain-of-change.ts";
import { LeastNear, type LinkCandidate, LinkFinder, type LinkGround, layOutGround } from "./link-candidates.ts";
import { type LinkWay, listWays, measurePlaces, OtherWayRadius } from "./link-ways.ts";
import { placeAt, type RectangleSums, type StreetPlaces } from "./street-places.ts";

export interface LinkWish {
  readonly most: number;
  /** True for the best of each kind, so many of each; false for the best of all kinds together. */
  readonly byKind: boolean;
  /** Only places in here; null: everywhere. */
  readonly bounds: Bounds | null;
  /** Homes that are ranked by. */
  readonly isWanted: (point: number) => boolean;
}

export interface MeasuredLink {
  readonly link: LinkCandidate;
  readonly gain: Gain;
  /** The streets that the link's places are on. */
  readonly ground: LinkGround;
  /** The need that it is the shortest link for. */
  readonly need: number;
  /** What the far end costs by the link, as a part of the limit of the way that found it. */
  readonly limitShare: number;
}

export interface FoundLinks {
  /** By people gained among those wanted, the most first. */
  readonly links: readonly MeasuredLink[];
  readonly meter: GainMeter;
  /** How many links were measured, and how many places were looked at, each way's own. */
  readonly measured: number;
  readonly places: number;
}

/** Links whose middles are this near and whose gains overlap by half of the smaller are one. */
const SAME_METRES = 250;
const SAME_SHARE = 0.5;
/** A link that saves its far end less is not missing. */
const LEAST_SAVED_METRES = 100;
/** Links for fewer people are not listed. */
const LEAST_PEOPLE = 1;
const STEPS_BETWEEN_PAUSES = 64;

/**
 * Links that would bring homes within reach of everything that is asked for together. Each need is searched for the
 * links that are cheapest for it, and each link is measured with all needs.
 */
export function* searchLinks(
  session: AnalysisSession,
  needs: readonly AskedReach[],
  wish: LinkWish,
): Generator<Progress, FoundLinks> {
  const meter = new GainMeter(session, needs, wish.isWanted);
  const links: MeasuredLink[] = [];
  let [measured, places] = [0, 0];
  for (const need of needs.keys()) {
    const found = yield* searchOneNeed(session, needs, need, meter, wish);
    links.push(...found.links);
    measured += found.measured;
    places = Math.max(places, found.places);
  }
  const people = needs[0]?.people ?? new Float64Array(0);
  const best = (each: readonly MeasuredLink[]): MeasuredLink[] => tellOnce(each, people, wish.most);
  const listed = wish.byKind
    ? LINK_KINDS.flatMap((kind) => best(links.filter(({ link }) => link.kind === kind)))
    : best(links);
  return { links: listed.sort(comesBefore), meter, measured, places };
}

/** Way by way; links of all ways are measured by all of them, and the best of them listed together. */
function* searchOneNeed(
  session: AnalysisSession,
  needs: readonly AskedReach[],
  need: number,
  meter: GainMeter,
  wish: LinkWish,
): Generator<Progress, Omit<FoundLinks, "meter">> {
  const asked = needs[need] as AskedReach;
  const ways = listWays(asked);
  const best = new BestByKind(wish, asked.people);
  let [measured, places] = [0, 0];
  for (const way of ways) {
    const others = ways.filter((other) => other !== way);
    const found = yield* searchOneWay(session, { asked, need, way, others, meter, best }, wish);
    measured += found.measured;
    places += found.places;
  }
  return { links: best.list(), measured, places };
}

interface WaySearch {
  readonly asked: AskedReach;
  readonly need: number;
  readonly way: LinkWay;
  readonly others: readonly LinkWay[];
  readonly meter: GainMeter;
  readonly best: BestByKind;
}

/** The links that are cheapest by one way, on its own streets. */
function* searchOneWay(
  session: AnalysisSession,
  { asked, need, way, others, meter, best }: WaySearch,
  wish: LinkWish,
): Generator<Progress, Pick<FoundLinks, "measured" | "places">> {
  const ground = layOutGround(session, way.fields[0], wish.bounds);
  yield { stage: "routing", done: 0, total: 1 };
  const { places, cells, ticks, ticksPerMetre } = ground;
  measurePlaces(meter, need, way, ground).forEach((metres, place) => {
    ticks[place] = metres * ticksPerMetre;
  });
  yield { stage: "routing", done: 0, total: 1 };
  const radii: OtherWayRadius[] = [];
  for (const other of others) {
    radii.push(new OtherWayRadius(other, ground, measurePlaces(meter, need, other, ground)));
    yield { stage: "routing", done: 0, total: 1 };
  }
  const limitTicks = way.limitMetres * ticksPerMetre;
  const savedTicks = LEAST_SAVED_METRES * ticksPerMetre;
  const waiting = sumWaiting(session, asked, ground, wish);
  /** People who can gain at a far place, by this way from a cost on and by others within a radius. */
  const boundAt = (place: number, startTicks: number, radiusOf: (other: OtherWayRadius) => number): number => {
    const own = ((limitTicks - startTicks) / ticksPerMetre) * way.stretch;
    const span = cells.cellsWithin(radii.reduce((most, other) => Math.max(most, radiusOf(other)), own));
    const column = cells.columnOf(places.lons[place] as number);
    const row = cells.rowOf(places.lats[place] as number);
    return waiting(column - span, row - span, column + span, row + span);
  };
  const least = new LeastNear(ground, ticks);
  const finder = new LinkFinder(ground);
  const queue = new LinkQueue();
  for (let place = 0; place < places.count; place++) {
    const own = ticks[place] as number;
    if (!(own > savedTicks)) continue;
    const start = least.at(place);
    if (!(start < limitTicks) || !(own - start > savedTicks)) continue;
    const bound = boundAt(place, start, (other) => other.ofPlace(place));
    if (bound >= LEAST_PEOPLE) queue.push({ place, bound, link: null });
  }
  yield { stage: "routing", done: 0, total: queue.size };
  const total = queue.size;
  let steps = 0;
  let measured = 0;
  for (let next = queue.pop(); next !== null && next.bound >= best.leastThreshold; next = queue.pop()) {
    if (++steps % STEPS_BETWEEN_PAUSES === 0) yield { stage: "routing", done: Math.max(0, total - queue.size), total };
    const { place, link } = next;
    if (link === null) {
      const most = Math.min(limitTicks, (ticks[place] as number) - savedTicks);
      for (const found of best.findAt(finder, place, most, next.bound)) {
        const bound = Math.min(
          next.bound,
          boundAt(place, found.ticks, (other) => other.ofLink(found)),
        );
        if (bound >= LEAST_PEOPLE) queue.push({ place, bound, link: found });
      }
      continue;
    }
    if (next.bound < best.thresholdOf(link.kind)) continue;
    const gain = meter.ofLink(linkOf(places, link));
    measured++;
    if (gain.people >= LEAST_PEOPLE) best.add({ link, gain, ground, need, limitShare: link.ticks / limitTicks });
  }
  return { measured, places: places.count };
}

/** A candidate as a link between two places on streets. */
export function linkOf(places: StreetPlaces, { near, far, metres }: LinkCandidate): StreetLink {
  return { from: placeAt(places, near), to: placeAt(places, far), metres };
}

function sumWaiting(
  session: AnalysisSession,
  asked: AskedReach,
  { cells }: LinkGround,
  { isWanted }: LinkWish,
): RectangleSums {
  const { coordinates, count } = session.study.demand;
  return cells.sumWeights(count, (point) => {
    const waits = (asked.costs[point] as number) > asked.cutoff && isWanted(point);
    return [
      coordinates[2 * point] as number,
      coordinates[2 * point + 1] as number,
      waits ? (asked.people[point] as number) : 0,
    ];
  });
}

/** What is left to try: a far place with the most that it can gain, and its link once that is known. */
interface Trial {
  readonly place: number;
  readonly bound: number;
  readonly link: LinkCandidate | null;
}

/** The trial with the highest bound first; of equal ones the lower place. */
class LinkQueue {
  private readonly heap: Trial[] = [];

  get size(): number {
    return this.heap.length;
  }

  push(trial: Trial): void {
    const { heap } = this;
    let at = heap.length;
    heap.push(trial);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!comesFirst(trial, heap[parent] as Trial)) break;
      heap[at] = heap[parent] as Trial;
      at = parent;
    }
    heap[at] = trial;
  }

  pop(): Trial | null {
    const { heap } = this;
    const [first] = heap;
    const last = heap.pop();
    if (first === undefined || last === undefined) return null;
    if (heap.length === 0) return first;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && comesFirst(heap[child + 1] as Trial, heap[child] as Trial)) child++;
      if (!comesFirst(heap[child] as Trial, last)) break;
      heap[at] = heap[child] as Trial;
      at = child;
    }
    heap[at] = last;
    return first;
  }
}

function comesFirst(a: Trial, b: Trial): boolean {
  return a.bound > b.bound || (a.bound === b.bound && a.place < b.place);
}

/** How many are added between two looks at the threshold. */
const ADDED_BETWEEN_LOOKS = 32;

/** The best links so far, near-identical ones told once. */
class BestLinks {
  /** What another link must gain to be listed: whatever is added, as many links as are listed gain this much. */
  threshold = 0;
  private kept: MeasuredLink[] = [];
  private added = 0;
  private readonly most: number;
  private readonly people: Float64Array;

  constructor(most: number, people: Float64Array) {
    this.most = most;
    this.people = people;
  }

  add(measured: MeasuredLink): void {
    if (measured.gain.people < this.threshold) return;
    this.kept.push(measured);
    if (++this.added % ADDED_BETWEEN_LOOKS !== 0) return;
    const apart = takeFirst([...this.kept].sort(comesBefore), this.most, isApart);
    if (apart.length === this.most) this.threshold = Math.max(this.threshold, apart.at(-1)?.gain.people ?? 0);
    this.kept = this.kept.filter(({ gain }) => gain.people >= this.threshold);
  }

  list(): MeasuredLink[] {
    return tellOnce(this.kept, this.people, this.most);
  }
}

/** The best of each kind, or of all kinds together. */
class BestByKind {
  private readonly best: ReadonlyMap<LinkKind, BestLinks>;
  private readonly byKind: boolean;

  constructor({ most, byKind }: LinkWish, people: Float64Array) {
    const together = new BestLinks(most, people);
    this.byKind = byKind;
    this.best = new Map(LINK_KINDS.map((kind) => [kind, byKind ? new BestLinks(most, people) : together]));
  }

  thresholdOf(kind: LinkKind): number {
    return this.best.get(kind)?.threshold ?? 0;
  }

  get leastThreshold(): number {
    return Math.min(...LINK_KINDS.map((kind) => this.thresholdOf(kind)));
  }

  /** Links at a place that could be among the best; kinds that could not be are not looked for. */
  findAt(finder: LinkFinder, place: number, mostTicks: number, bound: number): LinkCandidate[] {
    if (this.byKind) {
      const open = LINK_KINDS.filter((kind) => bound >= this.thresholdOf(kind));
      return finder.findEach(place, mostTicks, open);
    }
    const found = finder.find(place, mostTicks);
    return found ? [found] : [];
  }

  add(measured: MeasuredLink): void {
    this.best.get(measured.link.kind)?.add(measured);
  }

  list(): MeasuredLink[] {
    return [...new Set(this.best.values())].flatMap((each) => each.list());
  }
}

/** The most people first; of as many the shorter link, and what costs its far end the least: two ways may find the same. */
function comesBefore(a: MeasuredLink, b: MeasuredLink): number {
  return (
    b.gain.people - a.gain.people ||
    a.link.metres - b.link.metres ||
    a.limitShare - b.limitShare ||
    a.link.far - b.link.far
  );
}

/** The best of some links, near-identical ones told once. */
export function tellOnce(links: readonly MeasuredLink[], people: Float64Array, most: number): MeasuredLink[] {
  return takeFirst([...links].sort(comesBefore), most, (better, each) => !isSame(better, each, people));
}

/** The first of some links that agree with all that were taken before. */
function takeFirst(
  sorted: readonly MeasuredLink[],
  most: number,
  agree: (taken: MeasuredLink, each: MeasuredLink) => boolean,
): MeasuredLink[] {
  const taken: MeasuredLink[] = [];
  for (const each of sorted) {
    if (taken.length === most) break;
    if (taken.every((one) => agree(one, each))) taken.push(each);
  }
  return taken;
}

/** So far apart that no third link is the same as both: each keeps a place on the list, itself or by a better one in its stead. */
function isApart(a: MeasuredLink, b: MeasuredLink): boolean {
  return metresBetween(a, b) > 2 * SAME_METRES + ROUNDING_METRES;
}

/** Middles of degrees are not added up exactly. */
const ROUNDING_METRES = 1;

function isSame(better: MeasuredLink, other: MeasuredLink, people: Float64Array): boolean {
  if (metresBetween(better, other) > SAME_METRES) return false;
  return sumShared(better.gain.points, other.gain.points, people) >= SAME_SHARE * other.gain.people;
}

/** Between the middles of two links. */
function metresBetween(a: MeasuredLink, b: MeasuredLink): number {
  return distanceMetres(...middleOf(a), ...middleOf(b));
}

function middleOf({ link: { near, far }, ground: { places } }: MeasuredLink): Position {
  return [
    ((places.lons[near] as number) + (places.lons[far] as number)) / 2,
    ((places.lats[near] as number) + (places.lats[far] as number)) / 2,
  ];
}

/** People at points of two ascending lists. */
function sumShared(a: Int32Array, b: Int32Array, people: Float64Array): number {
  let sum = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const [x, y] = [a[i] as number, b[j] as number];
    if (x === y) sum += people[x] as number;
    if (x <= y) i++;
    if (y <= x) j++;
  }
  return sum;
}
