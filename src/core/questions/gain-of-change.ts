/**
 * Who would come within reach by a change: a link between two places on streets, or a
 * new facility at one. Homes that wait are those beyond the cutoff whom the change alone
 * would settle. A link is walked (or ridden) at the level pace in both directions and is no street
 * to attach homes to; every kind and way that will do is asked, and a home counts once.
 */
import type { AnalysisSession } from "../analysis-session.ts";
import type { Snaps } from "../network/snap.ts";
import type { CountedKind } from "../plan/judge/need-places.ts";
import { stretchCost } from "../plan/judge/ways.ts";
import { FieldImprover, type StreetPlace } from "../routing/improve-field.ts";
import { layOutTargets } from "../routing/matrix-targets.ts";
import type { AnySearch } from "../service-search.ts";
import type { AskedReach, ReachField } from "./asked-reach.ts";
import { NodeEdges } from "./node-edges.ts";

/** A link between two places on streets. */
export interface StreetLink {
  readonly from: StreetPlace;
  readonly to: StreetPlace;
  readonly metres: number;
}

/** Where a facility meets a street, or stands so many metres off it. */
export interface FacilityDoor extends StreetPlace {
  readonly offStreetMetres: number;
}

export interface Gain {
  /** Homes that come within reach, ascending. */
  readonly points: Int32Array;
  readonly people: number;
}

/** Room above the limit for the last bits of cutoff × pace ÷ pace; what is beyond the cutoff is left out after. */
const ROOM = 1 + 2 ** -40;

/** A cost now and after a change. */
export interface CostsOfChange {
  readonly before: number;
  readonly after: number;
}

/** Told of each home that waits for a need and comes within the cutoff, with its new cost. */
type TakeHome = (point: number, cost: number) => void;

interface NeedMeter {
  readonly asked: AskedReach;
  readonly fields: readonly FieldMeter[];
}

/** One field of a need, with what a change improves in it. */
class FieldMeter {
  readonly field: ReachField;
  private readonly cutoff: number;
  private readonly improver: FieldImprover;
  private readonly nodeEdges: NodeEdges;

  constructor(session: AnalysisSession, field: ReachField, { cutoff }: AskedReach, waits: (point: number) => boolean) {
    const { costs, search, metresPerUnit } = field;
    const doors = keepPoints(session.demandSnaps(search.travel, search.snapRadiusMetres), waits);
    const limit = field.cutoff * metresPerUnit * ROOM;
    this.field = field;
    this.cutoff = cutoff;
    this.improver = new FieldImprover(costs.field, costs.sources, layOutTargets(costs.field.graph, doors), limit);
    this.nodeEdges = NodeEdges.of(session, search.travel);
  }

  /** Level metres from a place to a facility; Infinity where the way to travel has no street there, or reaches none. */
  metresAt(place: StreetPlace): number {
    return this.ticksAt(place) / this.field.costs.field.graph.ticksPerMetre;
  }

  /** A cost as the need asks for it: by another way in proportion to its own limit. */
  costOf(levelMetres: number): number {
    return stretchCost(levelMetres / this.field.metresPerUnit, this.field.cutoff, this.cutoff);
  }

  /** By a link, walked either way. */
  improveByLink({ from, to, metres }: StreetLink, take: TakeHome): void {
    const ticks = this.ticksOf(metres);
    const [near, far] = [this.ticksAt(from), this.ticksAt(to)];
    if (near + ticks < far) this.improveAt(to, near + ticks, take);
    else if (far + ticks < near) this.improveAt(from, far + ticks, take);
  }

  improveByFacility(door: FacilityDoor, take: TakeHome): void {
    this.improveAt(door, this.ticksOf(door.offStreetMetres), take);
  }

  private improveAt(place: StreetPlace, startTicks: number, take: TakeHome): void {
    const { metresPerUnit, cutoff } = this.field;
    const own = this.nodeEdges.findPlace(place);
    if (own === null) return;
    this.improver.improve(own, startTicks, (point, metres) => {
      if (metres / metresPerUnit <= cutoff) take(point, this.costOf(metres));
    });
  }

  private ticksOf(metres: number): number {
    return Math.round(metres * this.field.costs.field.graph.ticksPerMetre);
  }

  private ticksAt(place: StreetPlace): number {
    const own = this.nodeEdges.findPlace(place);
    return own === null ? Infinity : this.improver.costAt(own);
  }
}

/** Measures changes under everything that is asked for together: a home gains where it then reaches every need. */
export class GainMeter {
  private readonly needs: readonly NeedMeter[];

  /**
   * @param needs all that a target asks for, of one group and cutoff; one for a service
   * @param isWanted homes to count, where not all.
   */
  constructor(
    session: AnalysisSession,
    needs: readonly AskedReach[],
    isWanted: (point: number) => boolean = () => true,
  ) {
    this.needs = needs.map((asked) => {
      const waits = (point: number): boolean =>
        (asked.costs[point] as number) > asked.cutoff && (asked.people[point] as number) > 0 && isWanted(point);
      return { asked, fields: asked.fields.map((field) => new FieldMeter(session, field, asked, waits)) };
    });
  }

  /** The fewest level metres from a place to a facility of a need, by some of its fields; Infinity where none is reached. */
  metresAt(need: number, place: StreetPlace, fields: readonly ReachField[]): number {
    return this.fieldsOf(need).reduce(
      (least, meter) => (fields.includes(meter.field) ? Math.min(least, meter.metresAt(place)) : least),
      Infinity,
    );
  }

  /** What the end of a link costs for a need, now and by the link. */
  costsAtEnd(need: number, { from, to, metres }: StreetLink): CostsOfChange {
    let [before, after] = [Infinity, Infinity];
    for (const field of this.fieldsOf(need)) {
      before = Math.min(before, field.costOf(field.metresAt(to)));
      after = Math.min(after, field.costOf(field.metresAt(from) + metres));
    }
    return { before, after: Math.min(before, after) };
  }

  /** By a link, walked either way. */
  ofLink(link: StreetLink): Gain {
    return this.gainOf(this.improvedByLink(link));
  }

  /** The cost of a home's farthest need, now and by a link. */
  costsByLink(link: StreetLink): (point: number) => CostsOfChange {
    const improved = this.improvedByLink(link);
    return (point) => {
      let [before, after] = [0, 0];
      for (const [need, { asked }] of this.needs.entries()) {
        const cost = asked.fields.reduce(
          (least, { costs, cutoff }) =>
            Math.min(least, stretchCost(costs.demand.seconds[point] as number, cutoff, asked.cutoff)),
          Infinity,
        );
        before = Math.max(before, cost);
        after = Math.max(after, Math.min(cost, improved[need]?.get(point) ?? Infinity));
      }
      return { before, after };
    };
  }

  /**
   * By one more facility of a kind, of use to every need that counts it.
   * @param doorIn where the streets of a search meet it; null where they do not
   */
  ofFacility({ serviceId, facilityIndexes }: CountedKind, doorIn: (search: AnySearch) => FacilityDoor | null): Gain {
    return this.gainOf(
      this.improve((meter, take) => {
        const { search } = meter.field;
        // What passes one need's filters is not known to pass those of another.
        const isCounted =
          search.serviceId === serviceId &&
          (search.facilityIndexes === null || String(search.facilityIndexes) === String(facilityIndexes));
        const door = isCounted ? doorIn(search) : null;
        if (door !== null) meter.improveByFacility(door, take);
      }),
    );
  }

  /** Homes that reach every need once some of them cost what is told here. */
  gainOf(improved: readonly ReadonlyMap<number, number>[]): Gain {
    const [first] = this.needs;
    if (!first) return { points: new Int32Array(0), people: 0 };
    const points = new Set(improved.flatMap((costs) => [...costs.keys()]));
    const gained = [...points].filter((point) =>
      this.needs.every(
        ({ asked }, need) => (asked.costs[point] as number) <= asked.cutoff || improved[need]?.has(point) === true,
      ),
    );
    const sorted = Int32Array.from(gained).sort();
    const people = sorted.reduce((sum, point) => sum + (first.asked.people[point] as number), 0);
    return { points: sorted, people };
  }

  private fieldsOf(need: number): readonly FieldMeter[] {
    return this.needs[need]?.fields ?? [];
  }

  private improvedByLink(link: StreetLink): ReadonlyMap<number, number>[] {
    return this.improve((meter, take) => meter.improveByLink(link, take));
  }

  /** By need, the homes that a change brings within reach by any field, with the least cost. */
  private improve(run: (meter: FieldMeter, take: TakeHome) => void): ReadonlyMap<number, number>[] {
    return this.needs.map(({ fields }) => {
      const improved = new Map<number, number>();
      const take: TakeHome = (point, cost) => {
        if (cost < (improved.get(point) ?? Infinity)) improved.set(point, cost);
      };
      for (const meter of fields) run(meter, take);
      return improved;
    });
  }
}

function keepPoints(snaps: Snaps, keeps: (point: number) => boolean): Snaps {
  return { ...snaps, edgeIndexes: snaps.edgeIndexes.map((edge, point) => (edge >= 0 && keeps(point) ? edge : -1)) };
}

/** People gained in each community that gains any. */
export function gainByCommunity(session: AnalysisSession, asked: AskedReach, gain: Gain): Map<number, number> {
  const { communityIndexes } = session.study.demand;
  const sums = new Map<number, number>();
  for (const point of gain.points) {
    const community = communityIndexes[point] as number;
    if (community >= 0) sums.set(community, (sums.get(community) ?? 0) + (asked.people[point] as number));
  }
  return sums;
}

/** Communities that do not pass now and would with the gain, ascending. */
export function communitiesTurned(
  { total, covered }: { readonly total: Float64Array; readonly covered: Float64Array },
  gained: ReadonlyMap<number, number>,
  passShare: number,
): number[] {
  return [...gained]
    .filter(([community, people]) => {
      const asked = passShare * (total[community] as number);
      return (covered[community] as number) < asked && (covered[community] as number) + people >= asked;
    })
    .map(([community]) => community)
    .sort((a, b) => a - b);
}
