/**
 * Who gains and who loses as colours: nine classes of the net change as a share of a community's people, brown to blue
 * around an unchanged middle, which colour-blind readers tell apart. Where some gain and others lose within one
 * community the net says too little: strokes say so.
 */
import type { SideChange } from "../../core/questions/compare-scenarios.ts";
import { type ColourClasses, NO_DATA, OUTSIDE_SCOPE } from "../../report/map/colour-classes.ts";
import { DIFFERENCE_COLOURS } from "../../report/map/colour-ramps.ts";

/** Shares at which the next stronger class begins, either way. */
export const GAIN_STEPS = [0.05, 0.2, 0.5] as const;
export const UNCHANGED_CLASS = 4;
/** Fewer people than this are nobody. */
const NOBODY = 1e-9;

export interface GainClass {
  readonly index: number;
  readonly colour: string;
  readonly communities: number;
  readonly gained: number;
  readonly lost: number;
}

export interface GainMap {
  readonly classes: ColourClasses;
  /** From most lost to most gained, classes without a community left out. */
  readonly rows: readonly GainClass[];
  /** Communities in which some gain and others lose. */
  readonly mixedCount: number;
}

/** The class of a net change: 0 lost by most … 4 unchanged … 8 gained by most. */
export function classOfGain(share: number): number {
  if (share === 0) return UNCHANGED_CLASS;
  const size = Math.abs(share);
  const step = 1 + GAIN_STEPS.filter((from) => size >= from - NOBODY).length;
  return share > 0 ? UNCHANGED_CLASS + step : UNCHANGED_CLASS - step;
}

/** Net change as a share of the community's people before; NaN where there are none. */
export function gainShares({ gained, lost }: Pick<SideChange, "gained" | "lost">, people: Float64Array): Float64Array {
  return people.map((all, index) => {
    if (!(all > 0)) return Number.NaN;
    const net = (gained[index] as number) - (lost[index] as number);
    return Math.abs(net) < NOBODY ? 0 : net / all;
  });
}

/** @param people of the group before, NaN for communities that are not asked about */
export function createGainMap({ gained, lost }: Pick<SideChange, "gained" | "lost">, people: Float64Array): GainMap {
  const shares = gainShares({ gained, lost }, people);
  const classIndexes = Int16Array.from(shares, (share, index) => {
    if (Number.isNaN(people[index])) return OUTSIDE_SCOPE;
    return Number.isNaN(share) ? NO_DATA : classOfGain(share);
  });
  const isMixed = Uint8Array.from(classIndexes, (at, index) =>
    at >= 0 && (gained[index] as number) > NOBODY && (lost[index] as number) > NOBODY ? 1 : 0,
  );
  const rows = DIFFERENCE_COLOURS.map((colour, index): GainClass => {
    const row = { communities: 0, gained: 0, lost: 0 };
    classIndexes.forEach((at, community) => {
      if (at !== index) return;
      row.communities++;
      row.gained += gained[community] as number;
      row.lost += lost[community] as number;
    });
    return { index, colour, ...row };
  });
  return {
    classes: {
      measure: "difference",
      classes: rows.map(({ colour, communities }) => ({ colour, count: communities })),
      classIndexes,
      notMet: new Uint8Array(people.length),
      fragile: isMixed,
      notMetCount: 0,
      noDataCount: classIndexes.reduce((sum, at) => sum + (at === NO_DATA ? 1 : 0), 0),
    },
    rows: rows.filter(({ communities }) => communities > 0),
    mixedCount: isMixed.reduce((sum, flag) => sum + flag, 0),
  };
}
