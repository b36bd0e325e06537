/**
 * Cuts shares into classes: equal steps, quantiles, natural breaks (k-means in
 * one dimension, Wang & Song 2011, solved exactly) or the plan's own threshold.
 * A class holds its lower break and not its upper one; the last holds both.
 */
import { ckmeans } from "simple-statistics";
import type { ClassMethod } from "./map-measure.ts";

export interface ClassBreaks {
  /** Ascending, one more than there are classes; the first is 0 and the last is 1. */
  readonly breaks: readonly number[];
  /** How many values fall into each class. NaN falls into none. */
  readonly counts: readonly number[];
}

export const MINIMUM_CLASSES = 2;
export const MAXIMUM_CLASSES = 9;

/** Differences smaller than this do not make two breaks: they would print alike. */
const SMALLEST_STEP = 0.001;

function equalBreaks(count: number, upTo = 1): number[] {
  return Array.from({ length: count + 1 }, (_, index) => (upTo * index) / count);
}

function quantileBreaks(sorted: readonly number[], count: number): number[] {
  const inner = Array.from({ length: count - 1 }, (_, index) => {
    const rank = Math.ceil((sorted.length * (index + 1)) / count) - 1;
    return sorted[Math.max(0, rank)] ?? 0;
  });
  return [0, ...inner, 1];
}

function naturalBreaks(sorted: readonly number[], count: number): number[] {
  const distinct = new Set(sorted).size;
  const groups = ckmeans([...sorted], Math.min(count, distinct));
  return [0, ...groups.slice(1).map((group) => group[0] ?? 0), 1];
}

function planBreaks(passShare: number, count: number): number[] {
  if (passShare <= 0 || passShare >= 1) return equalBreaks(count);
  return [...equalBreaks(count - 1, passShare), 1];
}

function keepApart(breaks: readonly number[]): number[] {
  const kept: number[] = [0];
  for (const value of breaks) {
    if (value - (kept.at(-1) ?? 0) >= SMALLEST_STEP && 1 - value >= SMALLEST_STEP) kept.push(value);
  }
  return [...kept, 1];
}

/** The class of a value, -1 for NaN. Values outside the breaks belong to the nearest class. */
export function classOf(value: number, breaks: readonly number[]): number {
  if (Number.isNaN(value)) return -1;
  let index = 0;
  while (index < breaks.length - 2 && value >= (breaks[index + 1] ?? Number.POSITIVE_INFINITY)) index++;
  return index;
}

/** How many values fall into each class. */
export function countClasses(values: ArrayLike<number>, breaks: readonly number[]): number[] {
  const counts = new Array<number>(Math.max(0, breaks.length - 1)).fill(0);
  for (let row = 0; row < values.length; row++) {
    const index = classOf(values[row] ?? Number.NaN, breaks);
    if (index >= 0) counts[index] = (counts[index] ?? 0) + 1;
  }
  return counts;
}

/**
 * Breaks of shares between 0 and 1, with the number of values in each class.
 * Quantiles and natural breaks give fewer classes where values repeat.
 */
export function classBreaks(
  values: ArrayLike<number>,
  method: ClassMethod,
  count: number,
  passShare: number,
): ClassBreaks {
  const wanted = Math.min(MAXIMUM_CLASSES, Math.max(MINIMUM_CLASSES, Math.round(count)));
  const sorted = Array.from(values)
    .filter((value) => !Number.isNaN(value))
    .sort((a, b) => a - b);
  let breaks: number[];
  if (method === "plan") breaks = planBreaks(passShare, wanted);
  else if (method === "equal" || sorted.length === 0) breaks = equalBreaks(wanted);
  else breaks = keepApart(method === "quantile" ? quantileBreaks(sorted, wanted) : naturalBreaks(sorted, wanted));
  return { breaks, counts: countClasses(values, breaks) };
}

/** Ends of classes of amounts have this many figures, and whole steps of 1, 2 or 5 where they are equal. */
const AMOUNT_FIGURES = 2;
/** Amounts below this are nothing. */
const SMALLEST_AMOUNT = 1e-9;

/** A round number of `figures` figures at or near a value. */
function roundTo(value: number, figures: number): number {
  return Number(value.toPrecision(figures));
}

/** The step of 1, 2 or 5 × 10ⁿ that cuts an amount into the number of classes nearest to the one wanted. */
function roundStep(largest: number, wanted: number): number {
  const power = 10 ** Math.floor(Math.log10(largest / wanted));
  const distanceOf = (step: number): number => Math.abs(Math.ceil((largest / step) * (1 - 1e-12)) - wanted);
  return [1, 2, 5, 10, 20]
    .map((step) => step * power)
    .reduce((best, step) => (distanceOf(step) < distanceOf(best) ? step : best));
}

/**
 * Breaks of amounts from 0 upwards, ends rounded to read; the pass mark has no meaning here and
 * gives equal steps. The last break is at least the largest amount.
 */
export function amountBreaks(values: ArrayLike<number>, method: ClassMethod, count: number): ClassBreaks {
  const wanted = Math.min(MAXIMUM_CLASSES, Math.max(MINIMUM_CLASSES, Math.round(count)));
  const sorted = Array.from(values)
    .filter((value) => Number.isFinite(value))
    .sort((a, b) => a - b);
  const largest = sorted.at(-1) ?? 0;
  if (!(largest > SMALLEST_AMOUNT)) return { breaks: [0, 1], counts: countClasses(values, [0, 1]) };
  let breaks: number[];
  if (method === "quantile" || method === "natural") {
    const inner = method === "quantile" ? quantileBreaks(sorted, wanted) : naturalBreaks(sorted, wanted);
    const rounded = inner.slice(1, -1).map((value) => roundTo(value, AMOUNT_FIGURES));
    breaks = [0, ...new Set(rounded.filter((value) => value > 0 && value < largest)), largest];
  } else {
    const step = roundStep(largest, wanted);
    const classes = Math.ceil((largest / step) * (1 - 1e-12));
    breaks = Array.from({ length: classes + 1 }, (_, index) => Number((step * index).toPrecision(6)));
  }
  return { breaks, counts: countClasses(values, breaks) };
}

const DIFFERENCE_STEPS = [-1, -0.5, -0.25, -0.1, -0.02, 0.02, 0.1, 0.25, 0.5, 1];
/** Index of the class from -0.02 to 0.02 in the full list of difference classes. */
const MIDDLE_CLASS = 4;

export interface DifferenceBreaks extends ClassBreaks {
  /** Class number in the full list of nine, for each class kept: 0 is the lowest, 4 no difference. */
  readonly steps: readonly number[];
}

/** Breaks of differences between -1 and 1: around zero outwards, without the outer classes that nothing reaches. */
export function differenceBreaks(values: ArrayLike<number>): DifferenceBreaks {
  const all = countClasses(values, DIFFERENCE_STEPS);
  const reached = all.flatMap((number, index) => (number > 0 ? [index] : []));
  const first = Math.min(MIDDLE_CLASS, reached[0] ?? MIDDLE_CLASS);
  const last = Math.max(MIDDLE_CLASS, reached.at(-1) ?? MIDDLE_CLASS);
  return {
    breaks: DIFFERENCE_STEPS.slice(first, last + 2),
    counts: all.slice(first, last + 1),
    steps: all.slice(first, last + 1).map((_, index) => first + index),
  };
}
