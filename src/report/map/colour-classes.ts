/**
 * Turns one service's result into what the map paints: a value, a class and a
 * texture for every community, and the legend's rows with their counts.
 */
import { type ServiceCoverage, VERDICT_MET, VERDICT_NOT_MET } from "../../core/coverage/coverage-result.ts";
import {
  amountBreaks,
  type ClassBreaks,
  classBreaks,
  classOf,
  countClasses,
  differenceBreaks,
} from "./class-breaks.ts";
import { DIFFERENCE_COLOURS, NO_DATA_COLOUR, sequentialColours, VERDICT_COLOURS } from "./colour-ramps.ts";
import type { Classification, MapMeasure } from "./map-measure.ts";

/** Nothing is known of the community, or it cannot be tested. */
export const NO_DATA = -1;
/** The community is not asked about: its people are NaN. It stays bare and counts nowhere. */
export const OUTSIDE_SCOPE = -2;

export interface ColourClass {
  readonly colour: string;
  readonly count: number;
  /** Ends of the class; both absent for verdicts. */
  readonly from?: number;
  readonly to?: number;
  readonly verdict?: "met" | "not-met" | "depends";
}

export interface ColourClasses {
  readonly measure: MapMeasure;
  /** Lowest first. */
  readonly classes: readonly ColourClass[];
  /** The class of each community, NO_DATA or OUTSIDE_SCOPE. */
  readonly classIndexes: Int16Array;
  /** 1 where the verdict is "not met"; all 0 for measures that judge nothing. */
  readonly notMet: Uint8Array;
  /** 1 where another texture says that the class is not firm; left out where none is. */
  readonly fragile?: Uint8Array;
  readonly notMetCount: number;
  readonly noDataCount: number;
}

/** Measures that are shares from 0 to 1. */
function isShare(measure: MapMeasure): boolean {
  return measure !== "verdict" && measure !== "agreement" && measure !== "difference" && !isAmount(measure);
}

/** Measures whose classes are verdicts. */
function isVerdict(measure: MapMeasure): boolean {
  return measure === "verdict" || measure === "agreement";
}

/** Measures that are amounts from 0 upwards. */
export function isAmount(measure: MapMeasure): boolean {
  return measure === "score" || measure === "catchment";
}

/** Measures that the pass mark judges: where a community fails it, the map is hatched. */
export function isJudged(measure: MapMeasure): boolean {
  return (isShare(measure) && measure !== "backupShare" && measure !== "capacityState") || isVerdict(measure);
}

/** The value that a measure shows for each community; NaN where it has none. */
export function measureValues(
  coverage: ServiceCoverage,
  measure: MapMeasure,
  given: Float64Array | null = null,
): Float64Array {
  if (given) return given.map((value, index) => (Number.isNaN(coverage.people[index]) ? Number.NaN : value));
  const count = coverage.people.length;
  const values = new Float64Array(count);
  for (let index = 0; index < count; index++) {
    const people = coverage.people[index] ?? 0;
    const network = people > 0 ? (coverage.peopleCovered[index] ?? 0) / people : Number.NaN;
    const straight = people > 0 ? (coverage.peopleCoveredStraight[index] ?? 0) / people : Number.NaN;
    if (Number.isNaN(people)) values[index] = Number.NaN;
    else if (measure === "landShare") values[index] = coverage.landShare[index] ?? Number.NaN;
    else if (measure === "straightShare") values[index] = straight;
    else if (measure === "difference") values[index] = network - straight;
    else values[index] = network;
  }
  return values;
}

function verdictClasses(coverage: ServiceCoverage): Pick<ColourClasses, "classes" | "classIndexes"> {
  const counts = [0, 0];
  const classIndexes = Int16Array.from(coverage.verdicts, (code, community) => {
    if (Number.isNaN(coverage.people[community])) return OUTSIDE_SCOPE;
    const index = code === VERDICT_MET ? 1 : code === VERDICT_NOT_MET ? 0 : -1;
    if (index >= 0) counts[index] = (counts[index] ?? 0) + 1;
    return index;
  });
  return {
    classes: [
      { colour: VERDICT_COLOURS.notMet, count: counts[0] ?? 0, verdict: "not-met" },
      { colour: VERDICT_COLOURS.met, count: counts[1] ?? 0, verdict: "met" },
    ],
    classIndexes,
  };
}

/** Not met in any reading, met in some, met in all: by the values 0, 1, 2. */
function agreementClasses(
  coverage: ServiceCoverage,
  given: Float64Array,
): Pick<ColourClasses, "classes" | "classIndexes"> {
  const classIndexes = Int16Array.from(measureValues(coverage, "agreement", given), (value) =>
    Number.isNaN(value) ? NO_DATA : value,
  );
  const count = (index: number): number => classIndexes.reduce((sum, each) => sum + (each === index ? 1 : 0), 0);
  return {
    classes: [
      { colour: VERDICT_COLOURS.notMet, count: count(0), verdict: "not-met" },
      { colour: VERDICT_COLOURS.depends, count: count(1), verdict: "depends" },
      { colour: VERDICT_COLOURS.met, count: count(2), verdict: "met" },
    ],
    classIndexes,
  };
}

/** @param together the values that the classes are cut for, where they are more than those shown */
function valueClasses(
  values: Float64Array,
  measure: MapMeasure,
  classification: Classification,
  passShare: number,
  together: Float64Array | null,
): Pick<ColourClasses, "classes" | "classIndexes"> {
  const { breaks, counts, colours } = cutClasses(together ?? values, measure, classification, passShare);
  return {
    classes: (together ? countClasses(values, breaks) : counts).map((count, index) => ({
      colour: colours[index] ?? NO_DATA_COLOUR,
      count,
      from: breaks[index],
      to: breaks[index + 1],
    })),
    classIndexes: Int16Array.from(values, (value) => classOf(value, breaks)),
  };
}

interface CutClasses extends ClassBreaks {
  readonly colours: readonly string[];
}

function cutClasses(
  values: Float64Array,
  measure: MapMeasure,
  { method, count }: Classification,
  passShare: number,
): CutClasses {
  if (measure === "difference") {
    const { breaks, counts, steps } = differenceBreaks(values);
    return { breaks, counts, colours: steps.map((step) => DIFFERENCE_COLOURS[step] ?? NO_DATA_COLOUR) };
  }
  const cut = isAmount(measure)
    ? amountBreaks(values, method, count)
    : classBreaks(values, method === "plan" && !isJudged(measure) ? "equal" : method, count, passShare);
  return { ...cut, colours: sequentialColours(cut.counts.length) };
}

/**
 * Several results in the same classes: cut for all their values together, each with its own counts.
 * @param given values of each result, for measures that the coverage does not hold
 */
export function createSharedClasses(
  coverages: readonly ServiceCoverage[],
  classification: Classification,
  passShare: number,
  measure: MapMeasure = "peopleShare",
  given: readonly (Float64Array | null)[] = [],
): ColourClasses[] {
  if (measure === "verdict")
    return coverages.map((coverage) => createColourClasses(coverage, measure, classification, passShare));
  const values = coverages.map((coverage, side) => measureValues(coverage, measure, given[side] ?? null));
  const together = Float64Array.from(values.flatMap((each) => [...each]));
  return coverages.map((coverage, side) => {
    const own = values[side] as Float64Array;
    return withTextures(coverage, measure, valueClasses(own, measure, classification, passShare, together));
  });
}

/** Classes, counts and textures of one service's result. */
export function createColourClasses(
  coverage: ServiceCoverage,
  measure: MapMeasure,
  classification: Classification,
  passShare: number,
  values: Float64Array | null = null,
): ColourClasses {
  const painted =
    measure === "verdict"
      ? verdictClasses(coverage)
      : measure === "agreement" && values
        ? agreementClasses(coverage, values)
        : valueClasses(measureValues(coverage, measure, values), measure, classification, passShare, null);
  return withTextures(coverage, measure, painted);
}

/** Strokes where the verdict is "not met", and the counts of what has no class. */
function withTextures(
  coverage: ServiceCoverage,
  measure: MapMeasure,
  { classes, classIndexes }: Pick<ColourClasses, "classes" | "classIndexes">,
): ColourClasses {
  const notMet = new Uint8Array(classIndexes.length);
  let [notMetCount, noDataCount] = [0, 0];
  for (const [index, code] of coverage.verdicts.entries()) {
    if (Number.isNaN(coverage.people[index])) classIndexes[index] = OUTSIDE_SCOPE;
    else if (code === VERDICT_NOT_MET && isJudged(measure)) notMet[index] = 1;
    notMetCount += notMet[index] ?? 0;
    if (classIndexes[index] === NO_DATA) noDataCount++;
  }
  return { measure, classes, classIndexes, notMet, notMetCount, noDataCount };
}
