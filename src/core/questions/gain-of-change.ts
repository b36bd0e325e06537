/**
 * Who would come within reach by a change: a link between two places on streets, or a
 * new facility at one. Homes that wait are those beyond the cutoff whom the change alone
 * would settle. A link is walked at the level pace in both directions and is no street
 * to attach homes to; every kind that will do is asked, and a home counts once.
 */
import type { AnalysisSession } from "../analysis-session.ts";
import type { Snaps } from "../network/snap.ts";
import type { CountedKind } from "../plan/judge/need-places.ts";
import { FieldImprover, type StreetPlace } from "../routing/improve-field.ts";
import { layOutTargets } from "../routing/matrix-targets.ts";
import type { AskedReach } from "./asked-reach.ts";

/** A link between two places on streets. */
export interface StreetLink {
  readonly from: StreetPlace;
  readonly to: StreetPlace;
  readonly metres: number;
}

export interface Gain {
  /** Homes that come within reach, ascending. */
  readonly points: Int32Array;
  readonly people: number;
}

/** Room above the limit for the last bits of cutoff × pace ÷ pace; what is beyond the cutoff is left out after. */
const ROOM = 1 + 2 ** -40;

/** Told of each home that waits for a need and comes within the cutoff, with its new cost. */
type TakeHome = (point: number, cost: number) => void;

interface NeedMeter {
  readonly asked: AskedReach;
  readonly improvers: readonly FieldImprover[];
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
      const improvers = asked.fields.map(({ costs, search, metresPerUnit }) => {
        const doors = keepPoints(session.demandSnaps(search.travel, search.snapRadiusMetres), waits);
        const limit = asked.cutoff * metresPerUnit * ROOM;
        return new FieldImprover(costs.field, costs.sources, layOutTargets(costs.field.graph, doors), limit);
      });
      return { asked, improvers };
    });
  }

  /** The least cost of a place for a need, in ticks of level metres at the pace of its first field; Infinity where no facility is reached. */
  costAt(need: number, place: StreetPlace): number {
    const { asked, improvers } = this.needs[need] as NeedMeter;
    const [first] = asked.fields;
    if (!first) return Infinity;
    return asked.fields.reduce((least, { metresPerUnit, costs }, field) => {
      const scale =
        (first.metresPerUnit / metresPerUnit) *
        (first.costs.field.graph.ticksPerMetre / costs.field.graph.ticksPerMetre);
      return Math.min(least, (improvers[field]?.costAt(place) ?? Infinity) * scale);
    }, Infinity);
  }

  /** By a link, walked either way. */
  ofLink(link: StreetLink): Gain {
    return this.gainOf(this.improvedByLink(link));
  }

  /** The cost of a home's farthest need, now and by a link. */
  costsByLink(link: StreetLink): (point: number) => { readonly before: number; readonly after: number } {
    const improved = this.improvedByLink(link);
    return (point) => {
      let [before, after] = [0, 0];
      for (const [need, { asked }] of this.needs.entries()) {
        const cost = asked.fields.reduce(
          (least, { costs }) => Math.min(least, costs.demand.seconds[point] as number),
          Infinity,
        );
        before = Math.max(before, cost);
        after = Math.max(after, Math.min(cost, improved[need]?.get(point) ?? Infinity));
      }
      return { before, after };
    };
  }

  /** By one more facility of a kind, standing at the street or so many metres off it, of use to every need that counts it. */
  ofFacility({ serviceId, facilityIndexes }: CountedKind, place: StreetPlace, offStreetMetres = 0): Gain {
    return this.gainOf(
      this.improve(({ asked, improvers }, take) => {
        asked.fields.forEach(({ search, costs, metresPerUnit }, field) => {
          // What passes one need's filters is not known to pass those of another.
          const isCounted =
            search.serviceId === serviceId &&
            (search.facilityIndexes === null || String(search.facilityIndexes) === String(facilityIndexes));
          if (!isCounted) return;
          const ticks = Math.round(offStreetMetres * costs.field.graph.ticksPerMetre);
          improvers[field]?.improve(place, ticks, (point, metres) => take(point, metres / metresPerUnit));
        });
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

  private improvedByLink({ from, to, metres }: StreetLink): ReadonlyMap<number, number>[] {
    return this.improve(({ asked, improvers }, take) => {
      asked.fields.forEach(({ costs, metresPerUnit }, field) => {
        const improver = improvers[field] as FieldImprover;
        const ticks = Math.round(metres * costs.field.graph.ticksPerMetre);
        const near = improver.costAt(from);
        const far = improver.costAt(to);
        const tell = (point: number, level: number): void => take(point, level / metresPerUnit);
        if (near + ticks < far) improver.improve(to, near + ticks, tell);
        else if (far + ticks < near) improver.improve(from, far + ticks, tell);
      });
    });
  }

  private improve(run: (need: NeedMeter, take: TakeHome) => void): ReadonlyMap<number, number>[] {
    return this.needs.map((need) => {
      const improved = new Map<number, number>();
      run(need, (point, cost) => {
        if (cost <= need.asked.cutoff && cost < (improved.get(point) ?? Infinity)) improved.set(point, cost);
      });
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
