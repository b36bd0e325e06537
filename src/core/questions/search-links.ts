/**
 * The best links for what is asked. Far places are tried in the order of an upper bound:
 * the people who wait in the square that the rest of the time could reach, first with the cheapest cost
 * nearby, then with the place's own best link, then measured. The search ends when nothing left can be among the best,
 * so the list is the same as if every link had been measured.
 */
import type { Progress } from "../analysis-result.ts";
import type { AnalysisSession } from "../analysis-session.ts";
import { distanceMetres } from "../geodesy.ts";
import type { Bounds } from "../model/geometry.ts";
import { type AskedReach, counts, hasOthers } from "./asked-reach.ts";
import { type Gain, GainMeter, type StreetLink } from "./gain-of-change.ts";
import { type LinkCandidate, LinkFinder, type LinkGround, type LinkKind, layOutGround } from "./link-candidates.ts";
import type { RectangleSums, StreetPlaces } from "./street-places.ts";

export interface LinkWish {
  readonly most: number;
  /** Only places in here; null: everywhere. */
  readonly bounds: Bounds | null;
  /** Only links of this kind; null: any. */
  readonly kind: LinkKind | null;
  /** Homes that are ranked by. */
  readonly isWanted: (point: number) => boolean;
}

export interface MeasuredLink {
  readonly link: LinkCandidate;
  readonly gain: Gain;
}

export interface FoundLinks {
  /** By people gained among those wanted, the most first. */
  readonly links: readonly MeasuredLink[];
  readonly ground: LinkGround;
  /** How many links were measured. */
  readonly measured: number;
}

/** Links whose middles are this near and whose gains overlap by half of the smaller are one. */
const SAME_METRES = 250;
const SAME_SHARE = 0.5;
/** A link that saves its far end less is not missing. */
const LEAST_SAVED_METRES = 100;
/** Links for fewer people are not listed. */
const LEAST_PEOPLE = 1;
/** Tobler's function makes a walk at most this much quicker than level ground (docs/methods.md: 0.84). */
const DOWNHILL = 1.2;
const STEPS_BETWEEN_PAUSES = 64;

/** Links of the first field of what is asked, each measured with all of them; null where nothing is walked. */
export function* searchLinks(
  session: AnalysisSession,
  asked: AskedReach,
  wish: LinkWish,
): Generator<Progress, FoundLinks | null> {
  const [field] = asked.fields;
  if (!field) return null;
  const ground = layOutGround(session, field, wish.bounds);
  yield { stage: "routing", done: 0, total: 1 };
  const meter = new GainMeter(session, asked, wish.isWanted);
  const { places, cells, ticks, ticksPerMetre } = ground;
  for (let place = 0; place < places.count; place++) {
    ticks[place] = meter.costAt(0, placeAt(places, place));
  }
  yield { stage: "routing", done: 0, total: 1 };
  const limitMetres = Math.max(...asked.fields.map(({ cutoff, metresPerUnit }) => cutoff * metresPerUnit));
  const limitTicks = limitMetres * ticksPerMetre;
  const savedTicks = LEAST_SAVED_METRES * ticksPerMetre;
  const waiting = sumWaiting(session, asked, ground, wish);
  const stretch = field.costs.field.graph.factors === null ? 1 : DOWNHILL;
  const boundAt = (place: number, startTicks: number): number => {
    const span = cells.cellsWithin(((limitTicks - startTicks) / ticksPerMetre) * stretch);
    const column = cells.columnOf(places.lons[place] as number);
    const row = cells.rowOf(places.lats[place] as number);
    return waiting(column - span, row - span, column + span, row + span);
  };
  const finder = new LinkFinder(ground, wish.kind);
  const queue = new LinkQueue();
  for (let place = 0; place < places.count; place++) {
    const own = ticks[place] as number;
    if (!(own > savedTicks)) continue;
    const start = finder.leastNear(place);
    if (!(start < limitTicks) || !(own - start > savedTicks)) continue;
    const bound = boundAt(place, start);
    if (bound >= LEAST_PEOPLE) queue.push({ place, bound, link: null });
  }
  yield { stage: "routing", done: 0, total: queue.size };
  const best = new BestLinks(wish.most, finder, asked.people);
  const total = queue.size;
  let steps = 0;
  let measured = 0;
  for (let next = queue.pop(); next !== null && next.bound > best.threshold; next = queue.pop()) {
    if (++steps % STEPS_BETWEEN_PAUSES === 0) yield { stage: "routing", done: total - queue.size, total };
    const { place, link } = next;
    if (link === null) {
      const found = finder.find(place, Math.min(limitTicks, (ticks[place] as number) - savedTicks));
      if (found === null) continue;
      const bound = Math.min(next.bound, boundAt(place, found.ticks));
      if (bound >= LEAST_PEOPLE) queue.push({ place, bound, link: found });
      continue;
    }
    const gain = meter.ofLink(linkOf(places, link));
    measured++;
    if (gain.people >= LEAST_PEOPLE) best.add({ link, gain });
  }
  return { links: best.list(), ground, measured };
}

function placeAt({ edges, fromStartMetres }: StreetPlaces, place: number): StreetLink["from"] {
  return { edge: edges[place] as number, fromStartMetres: fromStartMetres[place] as number };
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
    const waits = !counts(asked, point) && hasOthers(asked, point) && isWanted(point);
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
  /** What another link must gain more than to be listed. */
  threshold = 0;
  private kept: MeasuredLink[] = [];
  private added = 0;
  private readonly most: number;
  private readonly finder: LinkFinder;
  private readonly people: Float64Array;

  constructor(most: number, finder: LinkFinder, people: Float64Array) {
    this.most = most;
    this.finder = finder;
    this.people = people;
  }

  add(measured: MeasuredLink): void {
    if (measured.gain.people <= this.threshold) return;
    this.kept.push(measured);
    if (++this.added % ADDED_BETWEEN_LOOKS !== 0) return;
    const listed = this.list();
    this.threshold = listed.length < this.most ? 0 : (listed.at(-1)?.gain.people ?? 0);
    this.kept = this.kept.filter(({ gain }) => gain.people >= this.threshold);
  }

  /** The most people first; of as many the shorter link. */
  list(): MeasuredLink[] {
    const sorted = this.kept.sort(
      (a, b) => b.gain.people - a.gain.people || a.link.metres - b.link.metres || a.link.far - b.link.far,
    );
    const listed: MeasuredLink[] = [];
    for (const each of sorted) {
      if (listed.length === this.most) break;
      if (!listed.some((better) => this.isSame(better, each))) listed.push(each);
    }
    return listed;
  }

  private isSame(better: MeasuredLink, other: MeasuredLink): boolean {
    const [lon, lat] = this.middleOf(better.link);
    const [otherLon, otherLat] = this.middleOf(other.link);
    if (distanceMetres(lon, lat, otherLon, otherLat) > SAME_METRES) return false;
    return this.sumShared(better.gain.points, other.gain.points) >= SAME_SHARE * other.gain.people;
  }

  private middleOf({ near, far }: LinkCandidate): [number, number] {
    const [lon, lat] = this.finder.positionOf(near);
    const [otherLon, otherLat] = this.finder.positionOf(far);
    return [(lon + otherLon) / 2, (lat + otherLat) / 2];
  }

  private sumShared(a: Int32Array, b: Int32Array): number {
    let sum = 0;
    for (let i = 0, j = 0; i < a.length && j < b.length; ) {
      const [x, y] = [a[i] as number, b[j] as number];
      if (x === y) sum += this.people[x] as number;
      if (x <= y) i++;
      if (y <= x) j++;
    }
    return sum;
  }
}
