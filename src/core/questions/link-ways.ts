/**
 * The ways to travel of a need, and how far from a place those can live who gain by a link there.
 * A link is sought way by way, on each way's own streets and by its own cost, and gains by
 * all of them: whoever gains by one way lives within what is left of that way's limit.
 */
import { type AskedReach, farthestMetres, type ReachField } from "./asked-reach.ts";
import type { GainMeter } from "./gain-of-change.ts";
import { LeastNear, type LinkCandidate, type LinkGround } from "./link-candidates.ts";
import { placeAt } from "./street-places.ts";

/** Fields that share streets, pace and limit: the kinds of a need by one way to travel. */
export interface LinkWay {
  /** Never empty. */
  readonly fields: readonly [ReachField, ...ReachField[]];
  /** Level metres within which somebody may count. */
  readonly limitMetres: number;
  /** Metres that a level metre can be at most. */
  readonly stretch: number;
}

/** Tobler's function makes a walk at most this much quicker than level ground (docs/methods.md: 0.84). */
const DOWNHILL = 1.2;

/** The ways of a need, in the order of its fields. */
export function listWays(asked: AskedReach): LinkWay[] {
  const ways = new Map<string, [ReachField, ...ReachField[]]>();
  for (const field of asked.fields) {
    const { search, metresPerUnit, cutoff } = field;
    const key = JSON.stringify([search.travel, metresPerUnit, cutoff]);
    const known = ways.get(key);
    if (known) known.push(field);
    else ways.set(key, [field]);
  }
  return [...ways.values()].map((fields) => ({
    fields,
    limitMetres: farthestMetres({ fields }),
    stretch: fields.every(({ costs }) => costs.field.graph.factors === null) ? 1 : DOWNHILL,
  }));
}

/** Level metres to a facility of a need by a way, from every place of a ground. */
export function measurePlaces(
  meter: GainMeter,
  need: number,
  { fields }: LinkWay,
  { places }: LinkGround,
): Float64Array {
  return Float64Array.from({ length: places.count }, (_, place) =>
    meter.metresAt(need, placeAt(places, place), fields),
  );
}

/** Another way at the places of a way's ground. */
export class OtherWayRadius {
  private readonly way: LinkWay;
  private readonly metres: Float64Array;
  private readonly least: LeastNear;

  constructor(way: LinkWay, ground: LinkGround, metres: Float64Array) {
    this.way = way;
    this.metres = metres;
    this.least = new LeastNear(ground, metres);
  }

  /** Metres from a far place within which those live who gain by any link there; 0 where nobody can. */
  ofPlace(far: number): number {
    return this.radiusFrom(this.least.at(far));
  }

  /** The same of one link, of which this way may gain at either end. */
  ofLink({ near, far, metres }: LinkCandidate): number {
    const [atNear, atFar] = [this.metres[near] as number, this.metres[far] as number];
    if (atNear + metres < atFar) return this.radiusFrom(atNear + metres);
    // Who gains at the near end lives a link's length farther from the far one.
    return atFar + metres < atNear ? this.radiusFrom(atFar + metres) + metres : 0;
  }

  private radiusFrom(start: number): number {
    const { limitMetres, stretch } = this.way;
    return Math.max(0, limitMetres - start) * stretch;
  }
}
