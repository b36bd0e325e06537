/**
 * Which coordinate system a layer is in, judged by the streets and communities that are loaded already. Under the right system
 * things stand beside streets; under a wrong one they stand anywhere. For each hypothesis a sample of positions is moved and its distance
 * to the nearest street taken; the logarithms of the distances are compared position by position (a paired test), so that a few
 * far ones decide nothing. The answer proposes; a person confirms.
 *
 * Approximations: positions of one feature count as one; distances beyond 1 km count as 1 km; Xian 1980 and Beijing 1954,
 * which lie as near to CGCS2000 as their own error, are proposed only where the file names them.
 * Cost: at most 2,000 searches for each of the few hypotheses that lie in the study at all.
 */
import { distanceMetres } from "../../core/geodesy.ts";
import { type FileStatement, systemOfFile } from "./choose-system.ts";
import type { CoordinateSystem } from "./coordinate-system.ts";
import { type Hypothesis, listHypotheses } from "./list-hypotheses.ts";
import type { PositionSample } from "./sample-positions.ts";
import { FARTHEST_METRES, type StreetReference } from "./street-reference.ts";

/** One hypothesis and what the layer looks like under it. */
export interface WeighedSystem {
  readonly system: CoordinateSystem;
  /** True where the file itself names it. */
  readonly isStated: boolean;
  /** Sampled positions within the study's bounds or at most 1 km outside. */
  readonly insideCount: number;
  /** Median distance of all sampled positions to the nearest street; null where half of them lie 1 km or more from any. */
  readonly medianMetres: number | null;
  /** Share of the sampled positions that lie in a community; null where no community's area is known. */
  readonly communityShare: number | null;
}

/**
 * `sure`: nothing else comes near; `likely`: the best, but not by much; `unsure`: others fit as well, or most positions lie far from
 * streets; `too-few`: fewer than 20 positions, or fewer than 10 near streets; `nowhere`: under no system do they lie in the study, or near its streets. With the last two the proposal rests on
 * where the study is alone, which tells zones and axes but no shifted datum.
 */
export type Sureness = "sure" | "likely" | "unsure" | "too-few" | "nowhere";

export interface SystemWeighing {
  /** Positions that were looked at. */
  readonly sampleCount: number;
  /** Of these, within 300 m of a street under the best system. */
  readonly nearCount: number;
  /**
   * By how near they bring the positions to streets, approximate ones that the file does not name behind the others; only those under which
   * something lies in the study, and always what the file names.
   */
  readonly systems: readonly WeighedSystem[];
  /** What should be confirmed: the best; what the file names, where nothing is clearly better; null where nothing can be told. */
  readonly proposal: WeighedSystem | null;
  readonly sureness: Sureness;
  /** Median distance under the nearest rival over that under the proposal; null where there is no rival in the study or no distance. */
  readonly ratio: number | null;
}

/** Fewer positions tell nothing; nor do they where fewer of them lie near streets. */
const FEWEST_POSITIONS = 20;
const FEWEST_NEAR = 10;

const NEAR_METRES = 300;
/** Added before the logarithm: nearer than this, nearer is no better. */
const BLUR_METRES = 10;
/** Systems that put positions this near to one another are one, as far as streets can tell. */
const SAME_METRES = 20;
/** A hypothesis is dropped where fewer of the first positions lie in the study. */
const PROBED = 60;
const FEWEST_INSIDE = 0.2;
/** Standard errors, and ratio of the medians, that make a difference clear. */
const SURE_ERRORS = 4;
const SURE_RATIO = 1.5;
const LIKELY_ERRORS = 2.5;
/** What counts for a position outside the study: worse than far from every street. */
const OUTSIDE_SCORE = Math.log(FARTHEST_METRES + BLUR_METRES) + 1;

interface Placed extends WeighedSystem {
  /** Interleaved lon, lat of the sample. */
  readonly degrees: Float64Array;
  readonly metres: Float64Array;
  readonly scores: Float64Array;
  readonly meanScore: number;
}

function medianOf(values: Float64Array): number {
  const sorted = values.slice().sort();
  const middle = sorted.length >> 1;
  const upper = sorted[middle] as number;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2;
}

/** Whether enough of a few positions lie in the study to go on. */
function mayFit(system: CoordinateSystem, { count, coordinates }: PositionSample, reference: StreetReference): boolean {
  const step = Math.max(1, Math.floor(count / PROBED));
  let [seen, inside] = [0, 0];
  for (let at = 0; at < count; at += step) {
    seen++;
    const [x, y] = [coordinates[2 * at] as number, coordinates[2 * at + 1] as number];
    if (system.faultOf(x, y) === "" && reference.isInside(...system.toDegrees(x, y))) inside++;
  }
  return inside > 0 && inside >= FEWEST_INSIDE * seen;
}

function place({ system, isStated }: Hypothesis, sample: PositionSample, reference: StreetReference): Placed {
  const { count, coordinates } = sample;
  const degrees = new Float64Array(2 * count);
  const metres = new Float64Array(count).fill(FARTHEST_METRES);
  const scores = new Float64Array(count).fill(OUTSIDE_SCORE);
  let [insideCount, inCommunity, sum] = [0, 0, 0];
  for (let at = 0; at < count; at++) {
    const [x, y] = [coordinates[2 * at] as number, coordinates[2 * at + 1] as number];
    const [lon, lat] = system.faultOf(x, y) === "" ? system.toDegrees(x, y) : [Number.NaN, Number.NaN];
    degrees[2 * at] = lon;
    degrees[2 * at + 1] = lat;
    if (reference.isInside(lon, lat)) {
      insideCount++;
      metres[at] = reference.nearestMetres(lon, lat);
      scores[at] = Math.log((metres[at] as number) + BLUR_METRES);
      if (reference.isInCommunity(lon, lat)) inCommunity++;
    }
    sum += scores[at] as number;
  }
  const median = medianOf(metres);
  return {
    system,
    isStated,
    insideCount,
    medianMetres: median < FARTHEST_METRES ? median : null,
    communityShare: reference.hasAreas ? inCommunity / count : null,
    degrees,
    metres,
    scores,
    meanScore: sum / count,
  };
}

/** Means of differences by feature where there are enough features, else the differences themselves. */
function independentDifferences(a: Placed, b: Placed, { count, features }: PositionSample): Float64Array {
  const each = Float64Array.from({ length: count }, (_, at) => (b.scores[at] as number) - (a.scores[at] as number));
  const sums = new Map<number, [sum: number, count: number]>();
  each.forEach((difference, at) => {
    const feature = features[at] as number;
    const [sum, number] = sums.get(feature) ?? [0, 0];
    sums.set(feature, [sum + difference, number + 1]);
  });
  return sums.size < FEWEST_POSITIONS ? each : Float64Array.from(sums.values(), ([sum, number]) => sum / number);
}

/** By how many standard errors a is nearer to the streets than b; negative where b is. */
function errorsBetween(a: Placed, b: Placed, sample: PositionSample): number {
  const differences = independentDifferences(a, b, sample);
  const count = differences.length;
  const mean = differences.reduce((sum, value) => sum + value, 0) / count;
  const squares = differences.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const error = Math.sqrt(squares / Math.max(1, count - 1) / count);
  // Where all differ by the same there is no spread to divide by; half a percent stands for it.
  return mean / Math.max(error, 0.005);
}

/** Whether two systems put the sample in the same places, as far as streets can tell. */
function isSamePlace(a: Placed, b: Placed): boolean {
  const apart: number[] = [];
  for (let at = 0; at < a.metres.length; at++) {
    const metres = distanceMetres(
      ...([a.degrees[2 * at], a.degrees[2 * at + 1], b.degrees[2 * at], b.degrees[2 * at + 1]] as [
        number,
        number,
        number,
        number,
      ]),
    );
    if (!Number.isNaN(metres)) apart.push(metres);
  }
  return apart.length > 0 && medianOf(Float64Array.from(apart)) < SAME_METRES;
}

/** The first on the list (what the file names, then plain systems before shifted and swapped ones) under which most lies in the study. */
function ofPlaceAlone(hypotheses: readonly Hypothesis[], eligible: readonly Placed[]): Placed | undefined {
  const most = Math.max(...eligible.map(({ insideCount }) => insideCount));
  return hypotheses.flatMap(({ system }) =>
    eligible.filter((placed) => placed.system === system && placed.insideCount >= 0.9 * most),
  )[0];
}

function ratioOf(proposal: Placed, rival: Placed | null): number | null {
  if (rival === null || proposal.medianMetres === null) return null;
  return (rival.medianMetres ?? FARTHEST_METRES) / Math.max(1, proposal.medianMetres);
}

function surenessOf(
  proposal: Placed,
  rivals: readonly Placed[],
  sample: PositionSample,
): Pick<SystemWeighing, "sureness" | "ratio"> {
  const errors = rivals.map((rival) => errorsBetween(proposal, rival, sample));
  const least = Math.min(Number.POSITIVE_INFINITY, ...errors);
  const rival = rivals[errors.indexOf(least)] ?? null;
  const ratio = ratioOf(proposal, rival);
  if (least >= SURE_ERRORS && (ratio === null || ratio >= SURE_RATIO)) return { sureness: "sure", ratio };
  return { sureness: least >= LIKELY_ERRORS ? "likely" : "unsure", ratio };
}

function plainOf({ system, isStated, insideCount, medianMetres, communityShare }: Placed): WeighedSystem {
  return { system, isStated, insideCount, medianMetres, communityShare };
}

function isEligible({ system, isStated }: Hypothesis): boolean {
  return isStated || !system.isApproximate;
}

/** Eligible ones first, then the best; among equals in the order of the list. */
function inOrder(placed: readonly Placed[]): Placed[] {
  return [...placed].sort((a, b) => Number(isEligible(b)) - Number(isEligible(a)) || a.meanScore - b.meanScore);
}

/**
 * Weighs what a layer may be in.
 * @param statement what the file says of itself; nothing said is code 0 and "".
 */
export function weighSystems(
  sample: PositionSample,
  statement: FileStatement,
  reference: StreetReference,
): SystemWeighing {
  const sampleCount = sample.count;
  const nothing = { sampleCount, nearCount: 0, systems: [], proposal: null, ratio: null };
  if (sampleCount === 0) return { ...nothing, sureness: "too-few" };
  if (reference.bounds === null) return { ...nothing, sureness: "nowhere" };
  const stated = systemOfFile(statement).system;
  const hypotheses = listHypotheses(sample, stated, reference.bounds).filter(
    ({ system, isStated }) => isStated || mayFit(system, sample, reference),
  );
  const placed = inOrder(hypotheses.map((hypothesis) => place(hypothesis, sample, reference)));
  const eligible = placed.filter(isEligible);
  const best = eligible[0];
  const systems = placed.map(plainOf);
  const inside = placed.some(({ insideCount }) => insideCount >= FEWEST_INSIDE * sampleCount);
  if (!best || !inside) return { ...nothing, systems, sureness: "nowhere" };
  // The file's own word stands unless another system is clearly better.
  const own = eligible.find(({ isStated }) => isStated);
  const proposal = own && errorsBetween(best, own, sample) < LIKELY_ERRORS ? own : best;
  const nearCount = proposal.metres.reduce((count, metres) => count + (metres <= NEAR_METRES ? 1 : 0), 0);
  const answer = { sampleCount, nearCount, systems, proposal: plainOf(proposal) };
  const isAway = sampleCount >= FEWEST_POSITIONS && nearCount < FEWEST_INSIDE * sampleCount;
  if (isAway || sampleCount < FEWEST_POSITIONS || nearCount < FEWEST_NEAR) {
    const sureness = isAway ? "nowhere" : "too-few";
    return { ...answer, proposal: plainOf(ofPlaceAlone(hypotheses, eligible) ?? proposal), sureness, ratio: null };
  }
  const rivals = eligible.filter((rival) => rival !== proposal && !isSamePlace(proposal, rival));
  const { sureness, ratio } = surenessOf(proposal, rivals, sample);
  // What stands away from streets under every system may still stand nearest under a wrong one.
  return { ...answer, sureness: 2 * nearCount < sampleCount ? "unsure" : sureness, ratio };
}
