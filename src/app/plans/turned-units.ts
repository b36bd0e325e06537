/** Which units of a target turn between two plans, as the map paints them and its legend counts them. */
import { VERDICT_MET, VERDICT_NOT_MET, VERDICT_NOT_TESTABLE } from "../../core/coverage/coverage-result.ts";
import type { Target, TargetResult } from "../../core/plan/target.ts";
import { judgeFigure } from "../../core/plan/verdict.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { type ColourClasses, OUTSIDE_SCOPE } from "../map/colour-classes.ts";
import { NO_DATA_COLOUR } from "../map/colour-ramps.ts";
import { askedOfCounty } from "../targets/county-classes.ts";
import { targetUnitId } from "../targets/target-on-map.ts";

/** In the order of the legend. */
export const TURNS = ["newly-met", "newly-not-met", "stays-met", "stays-not-met", "not-comparable"] as const;
export type Turn = (typeof TURNS)[number];

/** Turned units are deep blue or orange and carry strokes; the others are pale. Told apart in grey and without red and green. */
export const TURN_COLOURS: Readonly<Record<Turn, string>> = {
  "newly-met": "#4f93c4",
  "newly-not-met": "#e39a4f",
  "stays-met": "#d6e5f0",
  "stays-not-met": "#f6ece0",
  "not-comparable": NO_DATA_COLOUR,
};

export interface TargetSide {
  readonly target: Target;
  readonly result: TargetResult;
}

export interface TurnedMap {
  readonly counts: Readonly<Record<Turn, number>>;
  readonly turnOfCommunity: readonly (Turn | null)[];
  readonly classes: ColourClasses;
}

/** Verdicts by unit, or by county for a value of the whole; null where neither is told. */
function verdictsOf({ target, result }: TargetSide): ReadonlyMap<string, number> | null {
  const { units, breakdown } = result;
  if (result.share !== null) return new Map(units.ids.map((id, unit) => [id, units.verdicts[unit] as number]));
  const counties = breakdown.filter(({ unitId }) => unitId !== "");
  if (counties.length === 0 || askedOfCounty(target) === null) return null;
  return new Map(
    counties.map(({ unitId, value }) => {
      if (value === null) return [unitId, VERDICT_NOT_TESTABLE];
      return [unitId, judgeFigure(target, value) === "met" ? VERDICT_MET : VERDICT_NOT_MET];
    }),
  );
}

function turnOf(before: number | undefined, after: number | undefined): Turn {
  const isTold = (verdict: number | undefined) => verdict === VERDICT_MET || verdict === VERDICT_NOT_MET;
  if (!isTold(before) || !isTold(after)) return "not-comparable";
  if (after === VERDICT_MET) return before === VERDICT_MET ? "stays-met" : "newly-met";
  return before === VERDICT_MET ? "newly-not-met" : "stays-not-met";
}

/** The unit whose verdict a community carries on one side. */
function unitOf(study: StudyView, { target, result }: TargetSide, community: number): string {
  return targetUnitId(study, result.share === null ? "county-and-zone" : target.unit, community);
}

/** Null where a side has nothing to draw. Communities that are of other units on the two sides are not comparable. */
export function mapTurnedUnits(study: StudyView, before: TargetSide, after: TargetSide): TurnedMap | null {
  const [was, is] = [verdictsOf(before), verdictsOf(after)];
  if (!was || !is) return null;
  const seen = new Map<string, Turn>();
  const turnOfCommunity = study.communities.ids.map((_, community): Turn | null => {
    const [from, to] = [unitOf(study, before, community), unitOf(study, after, community)];
    const [isBefore, isAfter] = [was.has(from), is.has(to)];
    if (!isBefore && !isAfter) return null;
    const turn = from === to ? turnOf(was.get(from), is.get(to)) : "not-comparable";
    seen.set(isAfter ? to : from, turn);
    return turn;
  });
  const counts = Object.fromEntries(TURNS.map((turn) => [turn, 0])) as Record<Turn, number>;
  for (const turn of seen.values()) counts[turn]++;
  return { counts, turnOfCommunity, classes: paintTurns(turnOfCommunity, counts) };
}

function paintTurns(turns: readonly (Turn | null)[], counts: Readonly<Record<Turn, number>>): ColourClasses {
  const flags = (wanted: Turn) => Uint8Array.from(turns, (turn) => (turn === wanted ? 1 : 0));
  return {
    measure: "verdict",
    classes: TURNS.map((turn) => ({ colour: TURN_COLOURS[turn], count: counts[turn] })),
    classIndexes: Int16Array.from(turns, (turn) => (turn === null ? OUTSIDE_SCOPE : TURNS.indexOf(turn))),
    notMet: flags("newly-not-met"),
    fragile: flags("newly-met"),
    notMetCount: turns.filter((turn) => turn === "newly-not-met").length,
    noDataCount: 0,
  };
}
