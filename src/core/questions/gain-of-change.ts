/**
 * Who would come within reach by a change: a link between two places on streets, or a
 * new facility at one. Homes that wait are those beyond the cutoff whom the change alone
 * would settle. A link is walked at the level pace in both directions and is no street
 * to attach homes to; every kind that will do is asked, and a home counts once.
 */
import type { AnalysisSession } from "../analysis-session.ts";
import type { Snaps } from "../network/snap.ts";
import { FieldImprover, type StreetPlace } from "../routing/improve-field.ts";
import { layOutTargets } from "../routing/matrix-targets.ts";
import { type AskedReach, counts, hasOthers } from "./asked-reach.ts";

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

export class GainMeter {
  readonly asked: AskedReach;
  private readonly improvers: readonly FieldImprover[];

  /** @param isWanted homes to count, where not all. */
  constructor(session: AnalysisSession, asked: AskedReach, isWanted: (point: number) => boolean = () => true) {
    this.asked = asked;
    const waits = (point: number): boolean =>
      !counts(asked, point) && hasOthers(asked, point) && (asked.people[point] as number) > 0 && isWanted(point);
    this.improvers = asked.fields.map(({ costs, search, metresPerUnit, cutoff }) => {
      const doors = keepPoints(session.demandSnaps(search.travel, search.snapRadiusMetres), waits);
      const limit = cutoff * metresPerUnit * ROOM;
      return new FieldImprover(costs.field, costs.sources, layOutTargets(costs.field.graph, doors), limit);
    });
  }

  /** Cost of a place in a field, in the field's ticks; Infinity where no facility is reached. */
  costAt(field: number, place: StreetPlace): number {
    return this.improvers[field]?.costAt(place) ?? Infinity;
  }

  /** By a link, walked either way. */
  ofLink({ from, to, metres }: StreetLink): Gain {
    return this.collect((field, take) => {
      const improver = this.improvers[field] as FieldImprover;
      const ticks = Math.round(metres * (this.asked.fields[field]?.costs.field.graph.ticksPerMetre ?? 1));
      const near = improver.costAt(from);
      const far = improver.costAt(to);
      if (near + ticks < far) improver.improve(to, near + ticks, take);
      else if (far + ticks < near) improver.improve(from, far + ticks, take);
    });
  }

  /** By one more facility of the kind of a field, standing at the street or so many metres off it. */
  ofFacility(field: number, place: StreetPlace, offStreetMetres = 0): Gain {
    return this.ofFacilityAt((each) => (each === field ? place : null), offStreetMetres);
  }

  /** By one more facility that stands at a place of each field's own streets; null where the field does not count it. */
  ofFacilityAt(placeIn: (field: number) => StreetPlace | null, offStreetMetres = 0): Gain {
    return this.collect((field, take) => {
      const place = placeIn(field);
      if (place === null) return;
      const ticks = Math.round(offStreetMetres * (this.asked.fields[field]?.costs.field.graph.ticksPerMetre ?? 1));
      this.improvers[field]?.improve(place, ticks, take);
    });
  }

  private collect(run: (field: number, take: (point: number, metres: number) => void) => void): Gain {
    const { fields, people } = this.asked;
    const points: number[] = [];
    for (const [field, { metresPerUnit, cutoff }] of fields.entries()) {
      run(field, (point, metres) => {
        if (metres / metresPerUnit <= cutoff) points.push(point);
      });
    }
    const unique = fields.length > 1 ? [...new Set(points)] : points;
    const sorted = Int32Array.from(unique).sort();
    let sum = 0;
    for (const point of sorted) sum += people[point] as number;
    return { points: sorted, people: sum };
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
