/**
 * The smallest changes that would bring people of a community within reach, each measured on
 * its own: one more facility at one of the community's own doors, a link nearby, streets
 * for homes and facilities that are attached to none. What passes comes first, then who gains most.
 */
import type { Progress } from "../analysis-result.ts";
import type { AnalysisSession } from "../analysis-session.ts";
import { distanceMetres, metresPerDegreeOfLatitude, metresPerDegreeOfLongitude } from "../geodesy.ts";
import type { Bounds, Position } from "../model/geometry.ts";
import type { CountedKind } from "../plan/judge/need-places.ts";
import { stretchCost } from "../plan/judge/ways.ts";
import { measurePointCosts } from "../routing/point-costs.ts";
import type { AnySearch } from "../service-search.ts";
import { type AskedReach, counts, farthestMetres, hasOthers, type ReachField, serviceIdsOf } from "./asked-reach.ts";
import { findUnattachedFacilities } from "./find-cause.ts";
import { describeLink, type MissingLink } from "./find-missing-links.ts";
import type { PlacesRemedy } from "./find-places.ts";
import { communitiesTurned, type FacilityDoor, type Gain, GainMeter, gainByCommunity } from "./gain-of-change.ts";
import { type HomeDoor, listHomeDoors } from "./home-doors.ts";
import { linkOf, searchLinks } from "./search-links.ts";
import { positionAt } from "./trace-walk.ts";

/** What a change is worth. */
export interface Worth {
  readonly peopleHere: number;
  readonly peopleInCity: number;
  /** Share of the community's people who would count. */
  readonly shareHere: number;
  readonly passes: boolean;
  readonly communitiesTurned: readonly number[];
}

export type Remedy = PlacesRemedy | ReachRemedy;

/** What brings people within reach; whether they find a place is not asked. */
export type ReachRemedy = Worth &
  (
    | {
        readonly kind: "facility";
        /** On the street, before the door of the home that gains the community most. */
        readonly position: Position;
        readonly streetIndex: number;
        /** Doors that were tried, and those of them at which the community would pass. */
        readonly tried: number;
        readonly passing: number;
      }
    | { readonly kind: "link"; readonly link: MissingLink }
    | { readonly kind: "attach-homes"; readonly homes: number; readonly position: Position }
    | {
        readonly kind: "attach-facility";
        readonly serviceId: string;
        readonly facilityIndex: number;
        readonly refusal: number;
        readonly position: Position;
        readonly offStreetMetres: number;
      }
  );

export interface CommunitySums {
  readonly total: Float64Array;
  readonly covered: Float64Array;
}

const MOST_DOORS = 120;
const MOST_LINKS = 3;
/** Links farther from the community's homes are not tried. */
const FARTHEST_LINK_METRES = 3000;
/** Room around for the near ends of links. */
const LINK_ROOM_METRES = 400;
/** How far off a street something may stand that is to be attached to it. */
const ATTACH_METRES = 2000;

/**
 * Every change that gains the community somebody, the best first.
 * @param asked the need that is explained
 * @param needs it and the others of the target; who gains reaches them all
 */
export function* findRemedies(
  session: AnalysisSession,
  asked: AskedReach,
  needs: readonly AskedReach[],
  sums: CommunitySums,
  communityIndex: number,
  homes: readonly number[],
): Generator<Progress, ReachRemedy[]> {
  const shortHomes = homes.filter((point) => !counts(asked, point));
  if (shortHomes.length === 0) return [];
  const worthOf = (gain: Gain): Worth => measureWorth(session, asked, sums, communityIndex, gain);
  const remedies: ReachRemedy[] = [];
  const [field] = asked.fields;
  if (!field) {
    const facility = placeStraight(session, asked, homes, worthOf);
    return facility ? [facility] : [];
  }
  yield { stage: "routing", done: 0, total: 3 };
  const meter = new GainMeter(session, needs);
  const facility = placeFacility(session, asked, meter, homes, worthOf);
  if (facility) remedies.push(facility);
  remedies.push(...attach(session, asked, needs, meter, shortHomes, worthOf));
  yield { stage: "routing", done: 1, total: 3 };
  const isHere = new Set(shortHomes);
  const bounds = boundsAround(session, homes, Math.min(farthestMetres(asked), FARTHEST_LINK_METRES));
  const wish = { most: MOST_LINKS, byKind: false, bounds, isWanted: (point: number) => isHere.has(point) };
  const found = yield* searchLinks(session, needs, wish);
  for (const each of found.links) {
    // The search counts the community alone; the worth is the city's.
    const gain = meter.ofLink(linkOf(each.ground.places, each.link));
    remedies.push({
      kind: "link",
      link: describeLink(session, asked, meter, { ...each, gain }, sums),
      ...worthOf(gain),
    });
  }
  return remedies.filter(({ peopleHere }) => peopleHere > 0);
}

/** What turns the community first, then who gains most in it. */
export function rankRemedies(remedies: readonly Remedy[]): Remedy[] {
  return [...remedies].sort(
    (a, b) => Number(b.passes) - Number(a.passes) || b.peopleHere - a.peopleHere || b.peopleInCity - a.peopleInCity,
  );
}

function measureWorth(
  session: AnalysisSession,
  asked: AskedReach,
  sums: CommunitySums,
  communityIndex: number,
  gain: Gain,
): Worth {
  const gained = gainByCommunity(session, asked, gain);
  const peopleHere = gained.get(communityIndex) ?? 0;
  const total = sums.total[communityIndex] as number;
  const covered = (sums.covered[communityIndex] as number) + peopleHere;
  return {
    peopleHere,
    peopleInCity: gain.people,
    shareHere: covered / total,
    passes: covered >= asked.passShare * total,
    communitiesTurned: communitiesTurned(sums, gained, asked.passShare),
  };
}

/** Every so many-th of the homes, so that no more than the most are left. */
function thin(homes: readonly number[]): number[] {
  const step = Math.max(1, Math.ceil(homes.length / MOST_DOORS));
  return homes.filter((_, index) => index % step === 0);
}

interface Tried {
  readonly worth: Worth;
  readonly point: number;
}

function isBetter(a: Worth, b: Worth | undefined): boolean {
  if (b === undefined) return true;
  if (a.passes !== b.passes) return a.passes;
  return a.peopleHere > b.peopleHere || (a.peopleHere === b.peopleHere && a.peopleInCity > b.peopleInCity);
}

/** One more facility at the door of each home in turn; kinds that will do are walked to alike but for their pace, so the quickest stands for all. */
function placeFacility(
  session: AnalysisSession,
  asked: AskedReach,
  meter: GainMeter,
  homes: readonly number[],
  worthOf: (gain: Gain) => Worth,
): ReachRemedy | null {
  const paces = asked.fields.map(({ metresPerUnit }) => metresPerUnit);
  const quickest = paces.indexOf(Math.max(...paces));
  const { serviceId } = asked.fields[quickest] as ReachField;
  // The facility is reached by every way that is open to its kind, each by its own streets.
  const searches = asked.fields.filter((field) => field.serviceId === serviceId).map(({ search }) => search);
  const kind = asked.kinds[quickest] as CountedKind;
  let best: { readonly worth: Worth; readonly door: HomeDoor } | undefined;
  let passing = 0;
  const doors = listHomeDoors(session, searches, homes, thin);
  for (const door of doors) {
    const worth = worthOf(meter.ofFacility(kind, door.doorIn));
    if (worth.passes) passing++;
    if (isBetter(worth, best?.worth)) best = { worth, door };
  }
  if (!best) return null;
  const { position, streetIndex } = best.door;
  return { kind: "facility", position, streetIndex, tried: doors.length, passing, ...best.worth };
}

/** The same where the circle is straight. */
function placeStraight(
  session: AnalysisSession,
  asked: AskedReach,
  homes: readonly number[],
  worthOf: (gain: Gain) => Worth,
): ReachRemedy | null {
  const { coordinates, count } = session.study.demand;
  const waiting: number[] = [];
  for (let point = 0; point < count; point++) {
    if (!counts(asked, point) && hasOthers(asked, point) && (asked.people[point] as number) > 0) waiting.push(point);
  }
  let best: Tried | undefined;
  let passing = 0;
  const doors = thin(homes);
  for (const door of doors) {
    const at = positionAt(coordinates, door);
    const points = waiting.filter((point) => distanceMetres(...at, ...positionAt(coordinates, point)) <= asked.cutoff);
    const people = points.reduce((sum, point) => sum + (asked.people[point] as number), 0);
    const worth = worthOf({ points: Int32Array.from(points), people });
    if (worth.passes) passing++;
    if (isBetter(worth, best?.worth)) best = { worth, point: door };
  }
  if (!best || best.worth.peopleHere === 0) return null;
  const position = positionAt(coordinates, best.point);
  return { kind: "facility", position, streetIndex: -1, tried: doors.length, passing, ...best.worth };
}

/** Homes and nearby facilities that meet no street, given the nearest one whatever is in the way. */
function attach(
  session: AnalysisSession,
  asked: AskedReach,
  needs: readonly AskedReach[],
  meter: GainMeter,
  shortHomes: readonly number[],
  worthOf: (gain: Gain) => Worth,
): ReachRemedy[] {
  const { coordinates } = session.study.demand;
  const remedies: ReachRemedy[] = [];
  const attached = needs.map((need) => costsOnceAttached(session, need, shortHomes));
  const gain = meter.gainOf(attached);
  const [first] = gain.points;
  if (first !== undefined) {
    remedies.push({
      kind: "attach-homes",
      homes: gain.points.length,
      position: positionAt(coordinates, first),
      ...worthOf(gain),
    });
  }
  for (const serviceId of serviceIdsOf(asked))
    remedies.push(...attachFacilities(session, asked, serviceId, meter, shortHomes, worthOf));
  return remedies;
}

/** What homes without a street would cost for a need from the street nearest to them, where that is within the cutoff. */
function costsOnceAttached(
  session: AnalysisSession,
  { fields, cutoff }: AskedReach,
  shortHomes: readonly number[],
): ReadonlyMap<number, number> {
  const { coordinates } = session.study.demand;
  const improved = new Map<number, number>();
  for (const { costs, search, metresPerUnit, cutoff: own } of fields) {
    const snaps = session.demandSnaps(search.travel, search.snapRadiusMetres);
    const refused = shortHomes.filter((point) => snaps.refusals[point] !== 0);
    if (refused.length === 0) continue;
    const points = Float64Array.from(refused.flatMap((point) => positionAt(coordinates, point)));
    const attached = session.streetIndex(search.travel).snap(points, ATTACH_METRES, null);
    const limit = own * metresPerUnit * (1 + 2 ** -40);
    const found = measurePointCosts(costs.field, costs.sources, attached, limit);
    refused.forEach((point, index) => {
      const cost = stretchCost(found.seconds[index] as number, own, cutoff);
      if (cost <= cutoff && cost < (improved.get(point) ?? Infinity)) improved.set(point, cost);
    });
  }
  return improved;
}

/** Facilities of a kind that meet no street by one way to travel or more, each with a street for all of these. */
function attachFacilities(
  session: AnalysisSession,
  asked: AskedReach,
  serviceId: string,
  meter: GainMeter,
  shortHomes: readonly number[],
  worthOf: (gain: Gain) => Worth,
): ReachRemedy[] {
  const layer = session.facilities(serviceId);
  const kind = asked.kinds.find((each) => each.serviceId === serviceId);
  const lost = asked.fields
    .filter((field) => field.serviceId === serviceId)
    .map((field) => ({ travel: field.search.travel, refused: findUnattachedFacilities(session, field) }));
  const refusals = new Map(lost.flatMap(({ refused }) => [...refused]).reverse());
  if (!layer || !kind || refusals.size === 0) return [];
  const limit = Math.max(...asked.straightLimits.filter((_, index) => asked.kinds[index]?.serviceId === serviceId));
  const homes = shortHomes.map((point) => positionAt(session.study.demand.coordinates, point));
  return [...refusals].flatMap(([facilityIndex, refusal]): ReachRemedy[] => {
    const position = positionAt(layer.coordinates, layer.starts[facilityIndex] as number);
    if (!homes.some((home) => distanceMetres(...home, ...position) <= limit)) return [];
    const doors = lost.map(({ travel, refused }): FacilityDoor | null => {
      if (!refused.has(facilityIndex)) return null;
      const snaps = session.streetIndex(travel).snap(Float64Array.from(position), ATTACH_METRES, null);
      const edge = snaps.edgeIndexes[0] as number;
      const [fromStartMetres, offStreetMetres] = [
        snaps.fromStartMetres[0] as number,
        snaps.offStreetMetres[0] as number,
      ];
      return edge < 0 ? null : { edge, fromStartMetres, offStreetMetres };
    });
    const offStreetMetres = doors.find((door) => door !== null)?.offStreetMetres;
    if (offStreetMetres === undefined) return [];
    const doorIn = ({ travel }: AnySearch): FacilityDoor | null =>
      doors[lost.findIndex((each) => each.travel === travel)] ?? null;
    const worth = worthOf(meter.ofFacility(kind, doorIn));
    return [{ kind: "attach-facility", serviceId, facilityIndex, refusal, position, offStreetMetres, ...worth }];
  });
}

function boundsAround(session: AnalysisSession, homes: readonly number[], metres: number): Bounds {
  const { coordinates } = session.study.demand;
  let [west, south, east, north]: Bounds = [Infinity, Infinity, -Infinity, -Infinity];
  for (const point of homes) {
    const [lon, lat] = positionAt(coordinates, point);
    [west, east] = [Math.min(west, lon), Math.max(east, lon)];
    [south, north] = [Math.min(south, lat), Math.max(north, lat)];
  }
  const room = metres + LINK_ROOM_METRES;
  const lon = room / metresPerDegreeOfLongitude(Math.max(Math.abs(south), Math.abs(north)));
  const lat = room / metresPerDegreeOfLatitude((south + north) / 2);
  return [west - lon, south - lat, east + lon, north + lat];
}
