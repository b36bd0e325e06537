/**
 * How evenly access is spread over people: Lorenz curve, Gini, Palma, Theil T with its
 * parts within and between groups, and the concentration index along a socio-economic
 * variable. Every person counts once: a demand point weighs as many as live there. Exact
 * weighted formulas, no small-sample correction; O(n log n) for the order, which the
 * groups of one population share.
 */
import { CompensatedSums } from "../compensated-sum.ts";

/** Why a measure cannot be given. `no-access`: nobody, or nobody in the share divided by, has any; `bad-access`: access is negative or no finite number. */
export type NotMeasured = "no-people" | "no-access" | "bad-access" | "no-rank-variable" | "no-groups";

export type Measured = { readonly value: number } | { readonly reason: NotMeasured };

export interface Equity {
  readonly people: number;
  /** Mean access of a person; NaN without people. */
  readonly mean: number;
  /** 0 where all have the same, towards 1 where few have all. */
  readonly gini: Measured;
  /** Mean access of the tenth of people who have most over that of the four tenths who have least. */
  readonly palma: Measured;
  /** Share of all access of that tenth over the share of those four tenths (Palma 2011): a quarter of `palma`. */
  readonly palmaOfShares: Measured;
  /** Mean access of the tenth who rank highest over that of the four tenths who rank lowest. */
  readonly palmaByRank: Measured;
  readonly theil: Measured;
  /** Theil within and between groups; they add up to `theil`. */
  readonly theilWithin: Measured;
  readonly theilBetween: Measured;
  /** Above 0 where access is concentrated on those who rank high (are better off), below 0 on those who rank low. */
  readonly concentration: Measured;
  /** Erreygers 2009: 4 × mean ÷ (largest − least access) × concentration. */
  readonly concentrationCorrected: Measured;
  /** Share of all access of the 0, 1 … 100 % of people who have least; empty where it cannot be given. */
  readonly lorenz: readonly number[];
}

export interface EquityInput {
  /** People and access of each demand point. */
  readonly people: Float64Array;
  readonly access: Float64Array;
  /** A socio-economic variable, larger where people are better off; NaN leaves a point out of what is ranked by it. */
  readonly rank?: Float64Array;
  /** Group of each point for Theil's parts, from 0; -1 is a group of its own. */
  readonly groupIndexes?: Int32Array;
  /** `orderPoints` of access and of rank, where several groups are measured on the same. */
  readonly accessOrder?: Int32Array;
  readonly rankOrder?: Int32Array;
}

/** Points with people, in ascending order of a key. */
interface Ranked {
  readonly order: Int32Array;
  readonly people: number;
  readonly total: number;
}

/** All measures. Access must be finite and ≥ 0; where it is not, nothing can be given (`bad-access`). */
export function measureEquity(input: EquityInput): Equity {
  const { people, access, rank, groupIndexes } = input;
  const byAccess = rankPoints(input, access, input.accessOrder);
  const mean = byAccess.total / byAccess.people;
  const fault = faultOf(input, byAccess);
  if (fault !== null) {
    const none: Measured = { reason: fault };
    const parts: Measured = groupIndexes === undefined ? { reason: "no-groups" } : none;
    const ranked: Measured = rank === undefined ? { reason: "no-rank-variable" } : none;
    return {
      people: byAccess.people,
      mean: byAccess.people > 0 ? mean : Number.NaN,
      ...{ gini: none, palma: none, palmaOfShares: none, theil: none, lorenz: [] },
      ...{ theilWithin: parts, theilBetween: parts },
      ...{ palmaByRank: ranked, concentration: ranked, concentrationCorrected: ranked },
    };
  }
  const { within, between, all } = splitTheil(input, byAccess);
  const byRank = rank === undefined ? null : rankPoints(input, rank, input.rankOrder);
  return {
    people: byAccess.people,
    mean,
    gini: { value: Math.max(0, giniOf(people, access, byAccess)) },
    palma: palmaOf(people, access, byAccess, access, 4),
    palmaOfShares: palmaOf(people, access, byAccess, access, 1),
    palmaByRank:
      byRank === null || rank === undefined ? { reason: "no-rank-variable" } : palmaOf(people, access, byRank, rank, 4),
    theil: { value: all },
    theilWithin: groupIndexes === undefined ? { reason: "no-groups" } : { value: within },
    theilBetween: groupIndexes === undefined ? { reason: "no-groups" } : { value: between },
    ...concentrationOf(people, access, byRank, rank),
    lorenz: lorenzOf(people, access, byAccess),
  };
}

/** Points whose key is a number, ascending by it; equal keys by index. */
export function orderPoints(key: Float64Array): Int32Array {
  const points = keepPoints(Int32Array.from(key.keys()), (point) => !Number.isNaN(key[point]));
  return points.sort((a, b) => (key[a] as number) - (key[b] as number) || a - b);
}

function keepPoints(points: Int32Array, isKept: (point: number) => boolean): Int32Array {
  const kept = new Int32Array(points.length);
  let count = 0;
  for (let i = 0; i < points.length; i++) {
    const point = points[i] as number;
    if (isKept(point)) kept[count++] = point;
  }
  return kept.subarray(0, count);
}

/** Points with people whose key is a number, in its order. */
function rankPoints({ people, access }: EquityInput, key: Float64Array, keyOrder = orderPoints(key)): Ranked {
  const sums = new CompensatedSums(2);
  for (let point = 0; point < people.length; point++) {
    if (!((people[point] as number) > 0) || Number.isNaN(key[point])) continue;
    sums.add(0, people[point] as number);
    sums.add(1, (people[point] as number) * (access[point] as number));
  }
  const order = keepPoints(keyOrder, (point) => (people[point] as number) > 0);
  return { order, people: sums.value(0), total: sums.value(1) };
}

function faultOf({ people, access }: EquityInput, ranked: Ranked): NotMeasured | null {
  for (let point = 0; point < people.length; point++) {
    const value = access[point] as number;
    if ((people[point] as number) > 0 && !(value >= 0 && value < Infinity)) return "bad-access";
  }
  if (ranked.people <= 0) return "no-people";
  return ranked.total > 0 ? null : "no-access";
}

/** 1 − Σ p_i (L_i + L_(i−1)): one less twice the area under the Lorenz curve. */
function giniOf(people: Float64Array, access: Float64Array, ranked: Ranked): number {
  const sums = new CompensatedSums(2);
  let before = 0;
  for (const point of ranked.order) {
    const count = people[point] as number;
    sums.add(0, count * (access[point] as number));
    const after = sums.value(0);
    sums.add(1, count * (before + after));
    before = after;
  }
  return 1 - sums.value(1) / (ranked.people * ranked.total);
}

/** The Lorenz curve at whole per cents of people, straight between the points. */
function lorenzOf(people: Float64Array, access: Float64Array, ranked: Ranked): number[] {
  const curve = [0];
  const sums = new CompensatedSums(2);
  for (const point of ranked.order) {
    const count = people[point] as number;
    const first = sums.value(0);
    const shareBefore = sums.value(1);
    sums.add(0, count);
    sums.add(1, count * (access[point] as number));
    while (curve.length < 100 && (curve.length / 100) * ranked.people <= sums.value(0)) {
      const wanted = (curve.length / 100) * ranked.people;
      curve.push((shareBefore + (wanted - first) * (access[point] as number)) / ranked.total);
    }
  }
  while (curve.length <= 100) curve.push(1);
  return curve;
}

/** Access of a share of people from one end of the order; a point on the border counts in part. Points of equal key share alike. */
function accessOfShare(
  people: Float64Array,
  access: Float64Array,
  order: Int32Array,
  key: Float64Array,
  wanted: number,
): number {
  const sums = new CompensatedSums(3);
  for (let i = 0; i < order.length && sums.value(0) < wanted; ) {
    const tied = new CompensatedSums(2);
    const first = order[i] as number;
    for (; i < order.length && key[order[i] as number] === key[first]; i++) {
      const point = order[i] as number;
      tied.add(0, people[point] as number);
      tied.add(1, (people[point] as number) * (access[point] as number));
    }
    const taken = Math.min(1, (wanted - sums.value(0)) / tied.value(0));
    sums.add(0, tied.value(0) * taken);
    sums.add(1, tied.value(1) * taken);
  }
  return sums.value(1);
}

/** Access of the upper tenth over that of the lower four tenths: of shares (`factor` 1) or of means (4). */
function palmaOf(
  people: Float64Array,
  access: Float64Array,
  ranked: Ranked,
  key: Float64Array,
  factor: 1 | 4,
): Measured {
  if (ranked.people <= 0) return { reason: "no-people" };
  const least = accessOfShare(people, access, ranked.order, key, 0.4 * ranked.people);
  if (least <= 0) return { reason: "no-access" };
  const most = accessOfShare(people, access, ranked.order.toReversed(), key, 0.1 * ranked.people);
  return { value: (factor * most) / least };
}

/** T = Σ p_i (x_i / μ) ln(x_i / μ), where 0 ln 0 is 0; within: Σ y_g T_g, between: Σ y_g ln(μ_g / μ), y_g a group's share of all access. */
function splitTheil(
  { people, access, groupIndexes }: EquityInput,
  ranked: Ranked,
): { all: number; within: number; between: number } {
  const mean = ranked.total / ranked.people;
  const groupCount =
    groupIndexes === undefined ? 0 : groupIndexes.reduce((most, group) => Math.max(most, group + 1), 0);
  const groupOf = (point: number): number => {
    const group = groupIndexes === undefined ? -1 : (groupIndexes[point] as number);
    return group < 0 ? groupCount : group;
  };
  const groupPeople = new CompensatedSums(groupCount + 1);
  const groupTotal = new CompensatedSums(groupCount + 1);
  for (const point of ranked.order) {
    groupPeople.add(groupOf(point), people[point] as number);
    groupTotal.add(groupOf(point), (people[point] as number) * (access[point] as number));
  }
  const [peopleOf, totalOf] = [groupPeople.values(), groupTotal.values()];
  const sums = new CompensatedSums(3);
  for (const point of ranked.order) {
    const value = access[point] as number;
    if (value <= 0) continue;
    const held = ((people[point] as number) * value) / ranked.total;
    const group = groupOf(point);
    sums.add(0, held * Math.log(value / mean));
    sums.add(1, held * Math.log(value / ((totalOf[group] as number) / (peopleOf[group] as number))));
  }
  for (let group = 0; group <= groupCount; group++) {
    const held = (totalOf[group] as number) / ranked.total;
    if (held > 0) sums.add(2, held * Math.log((totalOf[group] as number) / (peopleOf[group] as number) / mean));
  }
  const [all, within, between] = sums.values();
  return {
    all: Math.max(0, all as number),
    within: Math.max(0, within as number),
    between: Math.max(0, between as number),
  };
}

/** 2/(N μ) Σ n_i x_i R_i − 1, R_i the share of people ranked lower plus half of those ranked alike (Kakwani et al. 1997). */
function concentrationOf(
  people: Float64Array,
  access: Float64Array,
  ranked: Ranked | null,
  key: Float64Array | undefined,
): { concentration: Measured; concentrationCorrected: Measured } {
  const both = (measured: Measured) => ({ concentration: measured, concentrationCorrected: measured });
  if (ranked === null || key === undefined) return both({ reason: "no-rank-variable" });
  if (ranked.people <= 0) return both({ reason: "no-people" });
  if (ranked.total <= 0) return both({ reason: "no-access" });
  const sums = new CompensatedSums(2);
  let [lowest, highest] = [Infinity, -Infinity];
  const { order } = ranked;
  for (let i = 0; i < order.length; ) {
    const tied = new CompensatedSums(2);
    const first = order[i] as number;
    for (; i < order.length && key[order[i] as number] === key[first]; i++) {
      const point = order[i] as number;
      tied.add(0, people[point] as number);
      tied.add(1, (people[point] as number) * (access[point] as number));
      lowest = Math.min(lowest, access[point] as number);
      highest = Math.max(highest, access[point] as number);
    }
    sums.add(1, tied.value(1) * (sums.value(0) + tied.value(0) / 2));
    sums.add(0, tied.value(0));
  }
  const index = (2 * sums.value(1)) / (ranked.people * ranked.total) - 1;
  const mean = ranked.total / ranked.people;
  return {
    concentration: { value: index },
    concentrationCorrected: highest > lowest ? { value: ((4 * mean) / (highest - lowest)) * index } : { value: 0 },
  };
}
