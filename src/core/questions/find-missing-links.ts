/**
 * The crossings and gates that a city lacks for a service: short links that would bring
 * people within the cutoff who are beyond it now, ranked by those people. The gain of
 * each is exact for that link alone; gains do not add up. Whether it can be built is not asked.
 */
import type { Progress } from "../analysis-result.ts";
import type { AnalysisSession } from "../analysis-session.ts";
import type { GroupId } from "../model/demand.ts";
import type { Position } from "../model/geometry.ts";
import type { AnalysisParameters } from "../model/parameters.ts";
import { type AskedReach, askService, counts, sumAsked } from "./asked-reach.ts";
import { communitiesTurned, gainByCommunity } from "./gain-of-change.ts";
import type { LinkGround, LinkKind } from "./link-candidates.ts";
import { type MeasuredLink, searchLinks } from "./search-links.ts";

export interface MissingLink {
  readonly kind: LinkKind;
  /** What it crosses, by the study's barriers, in order; empty at a dead end. */
  readonly barrierIndexes: readonly number[];
  /** The end nearer to a facility, and the end whose people gain. */
  readonly from: Position;
  readonly to: Position;
  readonly metres: number;
  /** Shore to shore, where it crosses water. */
  readonly waterMetres: number;
  /** Streets of the study at the two ends. */
  readonly streetIndexes: readonly [number, number];
  readonly peopleGained: number;
  /** Cost of the far end now and by the link, in seconds or metres; Infinity beyond the search limit. */
  readonly costBefore: number;
  readonly costAfter: number;
  /** Where most of those who gain live; -1 outside all communities. */
  readonly communityIndex: number;
  /** Communities that gain, those who gain most first, with the people. */
  readonly communities: readonly { readonly communityIndex: number; readonly people: number }[];
  /** Communities that would pass and do not now. */
  readonly communitiesTurned: readonly number[];
}

export interface MissingLinks {
  readonly serviceId: string;
  readonly groupId: GroupId;
  readonly cutoffSeconds: number;
  readonly passShare: number;
  readonly metresPerSecond: number;
  /** People of the group beyond the cutoff now, all of the study. */
  readonly peopleShort: number;
  /** By people gained, the most first. */
  readonly links: readonly MissingLink[];
  /** How many links were measured to find them, and how many places were looked at. */
  readonly measured: number;
  readonly places: number;
}

const MOST_LINKS = 50;

/** The links that a city lacks for a service, of one kind or (null) of all. Throws AnalysisError for an unknown service. */
export function* findMissingLinks(
  session: AnalysisSession,
  parameters: AnalysisParameters,
  serviceId: string,
  kind: LinkKind | null = null,
  passShare: number = parameters.passShare,
): Generator<Progress, MissingLinks> {
  yield { stage: "routing", done: 0, total: 1 };
  const asked = askService(session, parameters, serviceId, passShare);
  const found = yield* searchLinks(session, asked, { most: MOST_LINKS, bounds: null, kind, isWanted: () => true });
  const sums = sumAsked(session, asked);
  let peopleShort = 0;
  asked.people.forEach((people, point) => {
    if (!counts(asked, point)) peopleShort += people;
  });
  return {
    serviceId,
    groupId: asked.groupId,
    cutoffSeconds: parameters.cutoffSeconds,
    passShare,
    metresPerSecond: asked.fields[0]?.metresPerUnit ?? Number.NaN,
    peopleShort,
    links: found?.links.map((each) => describeLink(session, asked, found.ground, each, sums)) ?? [],
    measured: found?.measured ?? 0,
    places: found?.ground.places.count ?? 0,
  };
}

/** A measured link as it is told. */
export function describeLink(
  session: AnalysisSession,
  asked: AskedReach,
  { places, ticks, ticksPerMetre, kindOfBarrier }: LinkGround,
  { link, gain }: MeasuredLink,
  sums: ReturnType<typeof sumAsked>,
): MissingLink {
  const { edgeStreetIndexes } = session.network;
  const positionOf = (place: number): Position => [places.lons[place] as number, places.lats[place] as number];
  const streetOf = (place: number): number => edgeStreetIndexes[places.edges[place] as number] as number;
  const unitsOf = (cost: number): number => cost / ticksPerMetre / (asked.fields[0]?.metresPerUnit ?? 1);
  const gained = gainByCommunity(session, asked, gain);
  const communities = [...gained]
    .map(([communityIndex, people]) => ({ communityIndex, people }))
    .sort((a, b) => b.people - a.people || a.communityIndex - b.communityIndex);
  const waters = link.crossings.filter(({ barrierIndex }) => kindOfBarrier(barrierIndex) === "water");
  return {
    kind: link.kind,
    barrierIndexes: link.crossings.map(({ barrierIndex }) => barrierIndex),
    from: positionOf(link.near),
    to: positionOf(link.far),
    metres: link.metres,
    waterMetres: waters.reduce((sum, { widthMetres }) => sum + widthMetres, 0),
    streetIndexes: [streetOf(link.near), streetOf(link.far)],
    peopleGained: gain.people,
    costBefore: unitsOf(ticks[link.far] as number),
    costAfter: unitsOf(link.ticks),
    communityIndex: communities[0]?.communityIndex ?? -1,
    communities,
    communitiesTurned: communitiesTurned(sums, gained, asked.passShare),
  };
}
