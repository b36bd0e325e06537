/** Counties by how near their value comes to what a target asks for, or by the value where the plan asks for none of a county. */

import { unitTree } from "../../core/model/unit-tree.ts";
import type { BreakdownRow } from "../../core/plan/judge/break-down.ts";
import type { Target } from "../../core/plan/target.ts";
import { judgeFigure } from "../../core/plan/verdict.ts";
import { amountBreaks, classOf } from "../../report/map/class-breaks.ts";
import { type ColourClasses, NO_DATA, OUTSIDE_SCOPE } from "../../report/map/colour-classes.ts";
import { sequentialColours, VERDICT_COLOURS } from "../../report/map/colour-ramps.ts";
import type { StudyView } from "../../worker/protocol.ts";

/** What is asked of a county: the whole's number for ratios and shares; an amount added is the city's alone. */
export function askedOfCounty({ rule, target }: Target): number | null {
  return rule.kind === "added-since" ? null : target.value;
}

export interface CountyClass {
  readonly colour: string;
  /** In shares of what is asked (0–1) where `isMark`, else in the measure of the target; `to` null is open. */
  readonly from: number;
  readonly to: number | null;
  readonly isMet: boolean;
  /** Counties in it. */
  readonly count: number;
}

export interface CountyClasses {
  readonly isMark: boolean;
  /** Lowest first. */
  readonly rows: readonly CountyClass[];
  readonly notTestable: number;
  readonly classes: ColourClasses;
}

const MARK_STEPS = [0, 0.5, 0.75] as const;
const MARK_COLOURS = ["#e9c7b0", "#f0dccb", "#f6ece4"] as const;
const AMOUNT_CLASSES = 4;

/** Class 3 holds what is met; shares just below it never round into it. */
function classByMark(target: Target, asked: number, value: number): number {
  if (judgeFigure(target, value) === "met") return MARK_STEPS.length;
  const share = value / asked;
  return MARK_STEPS.findLastIndex((from) => share >= from);
}

/** Communities carry the class of their county; those of no county, or of one that is not told, are not asked about. */
export function classifyCounties(
  study: Pick<StudyView, "communities" | "units">,
  target: Target,
  breakdown: readonly BreakdownRow[],
): CountyClasses {
  const counties = breakdown.filter(({ unitId }) => unitId !== "");
  const asked = askedOfCounty(target);
  const isMark = asked !== null && asked > 0;
  const values = counties.map(({ value }) => value ?? Number.NaN);
  const { breaks } = amountBreaks(values, "natural", AMOUNT_CLASSES);
  const classes = values.map((value) => {
    if (Number.isNaN(value)) return NO_DATA;
    return isMark ? classByMark(target, asked, value) : classOf(value, breaks);
  });
  const count = (index: number): number => classes.filter((each) => each === index).length;
  const amountColours = sequentialColours(breaks.length - 1);
  const rows = isMark
    ? [...MARK_STEPS, 1].map(
        (from, index): CountyClass => ({
          colour: MARK_COLOURS[index] ?? VERDICT_COLOURS.met,
          from,
          to: [...MARK_STEPS, 1][index + 1] ?? null,
          isMet: index === MARK_STEPS.length,
          count: count(index),
        }),
      )
    : breaks.slice(0, -1).map(
        (from, index): CountyClass => ({
          colour: amountColours[index] as string,
          from,
          to: breaks[index + 1] as number,
          isMet: true,
          count: count(index),
        }),
      );
  const classOfCounty = new Map(counties.map(({ unitId }, county) => [unitId, classes[county] as number]));
  const classIndexes = Int16Array.from(unitTree(study).countyIds, (id) => classOfCounty.get(id) ?? OUTSIDE_SCOPE);
  const notMet = Uint8Array.from(classIndexes, (index) => (rows[index]?.isMet === false ? 1 : 0));
  return {
    isMark,
    rows,
    notTestable: count(NO_DATA),
    classes: {
      measure: "verdict",
      classes: rows.map(({ colour, count: held }) => ({ colour, count: held })),
      classIndexes,
      notMet,
      notMetCount: notMet.reduce((sum, flag) => sum + flag, 0),
      noDataCount: classIndexes.filter((index) => index === NO_DATA).length,
    },
  };
}

/** No community is asked about: the map carries no colour of another question. */
export function bareClasses(count: number): ColourClasses {
  return {
    measure: "verdict",
    classes: [],
    classIndexes: new Int16Array(count).fill(OUTSIDE_SCOPE),
    notMet: new Uint8Array(count),
    notMetCount: 0,
    noDataCount: 0,
  };
}
