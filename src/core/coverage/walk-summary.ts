/**
 * What does not depend on the cutoff: each community's median time, the facility
 * nearest to most of its people, and the share of people by minutes walked.
 * Computed once per cost field, so that moving the slider only counts.
 */

export interface WalkSummary {
  readonly medianSeconds: Float64Array;
  readonly nearestFacilityIndexes: Int32Array;
}

/** Minutes at which the curve is given: 0 … 60. */
const CURVE_MINUTES = 60;

/**
 * Median time and favourite facility per community.
 * The median is the least time within which at least half of the people are.
 * @param isOpen 1 for each community that is asked for; the answer for others means nothing. null: all.
 */
export function summariseWalks(
  communityCount: number,
  communityIndexes: Int32Array,
  people: Float64Array,
  seconds: Float64Array,
  facilityIndexes: Int32Array,
  isOpen: Uint8Array | null = null,
): WalkSummary {
  const totals = new Float64Array(communityCount);
  const byFacility = new Map<number, number>();
  let facilitySpan = 1;
  // By index, as everywhere over many points: an iterator makes an object for each.
  for (let point = 0; point < facilityIndexes.length; point++) {
    facilitySpan = Math.max(facilitySpan, 1 + (facilityIndexes[point] as number));
  }
  for (let point = 0; point < communityIndexes.length; point++) {
    const community = communityIndexes[point] as number;
    const count = people[point] as number;
    if (community < 0 || count <= 0 || isOpen?.[community] === 0) continue;
    totals[community]! += count;
    const facility = facilityIndexes[point] as number;
    if (facility < 0) continue;
    const key = community * facilitySpan + facility;
    byFacility.set(key, (byFacility.get(key) ?? 0) + count);
  }

  const nearestFacilityIndexes = new Int32Array(communityCount).fill(-1);
  const most = new Float64Array(communityCount);
  for (const [key, count] of byFacility) {
    const community = Math.floor(key / facilitySpan);
    const facility = key % facilitySpan;
    const best = most[community] as number;
    if (count < best || (count === best && facility > (nearestFacilityIndexes[community] as number))) continue;
    most[community] = count;
    nearestFacilityIndexes[community] = facility;
  }
  return {
    medianSeconds: medianByCommunity(totals, communityIndexes, people, seconds, isOpen),
    nearestFacilityIndexes,
  };
}

function medianByCommunity(
  totals: Float64Array,
  communityIndexes: Int32Array,
  people: Float64Array,
  seconds: Float64Array,
  isOpen: Uint8Array | null,
): Float64Array {
  const medians = totals.map((total) => (total > 0 ? Infinity : Number.NaN));
  const isCounted = (point: number): boolean => {
    const community = communityIndexes[point] as number;
    return seconds[point] !== Infinity && community >= 0 && isOpen?.[community] !== 0;
  };
  // Sorted community by community: many short lists are sorted sooner than one long one.
  const starts = new Uint32Array(totals.length + 1);
  for (let point = 0; point < seconds.length; point++) {
    if (isCounted(point)) starts[(communityIndexes[point] as number) + 1]! += 1;
  }
  for (let community = 0; community < totals.length; community++) starts[community + 1]! += starts[community] as number;
  const ends = starts.slice(0, totals.length);
  const order = new Uint32Array(starts[totals.length] as number);
  for (let point = 0; point < seconds.length; point++) {
    if (isCounted(point)) order[ends[communityIndexes[point] as number]!++] = point;
  }
  const bySeconds = (a: number, b: number): number => (seconds[a] as number) - (seconds[b] as number) || a - b;
  for (let community = 0; community < totals.length; community++) {
    const half = (totals[community] as number) / 2;
    if (!(half > 0)) continue;
    const points = order.subarray(starts[community], starts[community + 1]).sort(bySeconds);
    let sum = 0;
    for (let at = 0; at < points.length; at++) {
      sum += people[points[at] as number] as number;
      if (sum < half) continue;
      medians[community] = seconds[points[at] as number] as number;
      break;
    }
  }
  return medians;
}

/** What a summary rests on, point by point. */
export interface WalkedPoints {
  readonly communityIndexes: Int32Array;
  readonly people: Float64Array;
  readonly seconds: Float64Array;
  readonly facilityIndexes: Int32Array;
}

/**
 * The summary of other walks, from one that is known: communities all of whose points have the same people, times and
 * facilities keep theirs.
 * @param indexOf the new index of each old facility, -1 where it is gone; ascends over those that stay.
 */
export function repairWalkSummary(
  communityCount: number,
  before: WalkSummary,
  old: WalkedPoints,
  now: WalkedPoints,
  indexOf: Int32Array,
): WalkSummary {
  const isOpen = new Uint8Array(communityCount);
  const common = Math.min(old.seconds.length, now.seconds.length);
  const open = ({ communityIndexes }: WalkedPoints, point: number): void => {
    const community = communityIndexes[point] as number;
    if (community >= 0) isOpen[community] = 1;
  };
  for (let point = 0; point < common; point++) {
    const facility = old.facilityIndexes[point] as number;
    const same =
      old.seconds[point] === now.seconds[point] &&
      (facility < 0 ? -1 : indexOf[facility]) === now.facilityIndexes[point] &&
      (facility < 0 || (indexOf[facility] as number) >= 0) &&
      old.people[point] === now.people[point] &&
      old.communityIndexes[point] === now.communityIndexes[point];
    if (same) continue;
    open(old, point);
    open(now, point);
  }
  for (let point = common; point < old.seconds.length; point++) open(old, point);
  for (let point = common; point < now.seconds.length; point++) open(now, point);
  const { communityIndexes, people, seconds, facilityIndexes } = now;
  const fresh = summariseWalks(communityCount, communityIndexes, people, seconds, facilityIndexes, isOpen);
  for (let community = 0; community < communityCount; community++) {
    if (isOpen[community] === 1) continue;
    fresh.medianSeconds[community] = before.medianSeconds[community] as number;
    const facility = before.nearestFacilityIndexes[community] as number;
    fresh.nearestFacilityIndexes[community] = facility < 0 ? -1 : (indexOf[facility] as number);
  }
  return fresh;
}

/** Cumulative share of all people in communities within 0, 1 … 60 minutes; `costs` are seconds, or metres over a speed. */
export function accumulateByMinute(
  communityIndexes: Int32Array,
  people: Float64Array,
  costs: Float64Array,
  speed = 1,
): Float64Array {
  const shares = new Float64Array(CURVE_MINUTES + 1);
  let total = 0;
  for (let point = 0; point < communityIndexes.length; point++) {
    if ((communityIndexes[point] as number) < 0) continue;
    const count = people[point] as number;
    total += count;
    const minute = Math.ceil((costs[point] as number) / speed / 60);
    if (minute <= CURVE_MINUTES) shares[minute]! += count;
  }
  if (total <= 0) return shares.fill(Number.NaN);
  let sum = 0;
  for (let minute = 0; minute <= CURVE_MINUTES; minute++) {
    sum += shares[minute] as number;
    shares[minute] = sum / total;
  }
  return shares;
}
