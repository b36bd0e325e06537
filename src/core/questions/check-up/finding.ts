/**
 * What a check-up of the data says: one finding a check, with everything that it found, out of how many it looked at, and what can
 * safely be done. A finding that could not be tested says so; it is not the same as nothing found.
 */
import type { Position } from "../../model/geometry.ts";
import type { CloseFacility, MoveFacility, ResizeFacility } from "../../model/scenario.ts";

/** Every check, in the order in which findings are shown. */
export const CHECK_IDS = [
  "facility-duplicate-id",
  "facility-duplicate",
  "facility-same-name",
  "facility-same-place",
  "facility-outside",
  "facility-far",
  "facility-on-island",
  "facility-behind-barrier",
  "facility-in-no-community",
  "facility-capacity",
  "layer-shifted",
  "layer-system",
  "home-far",
  "home-on-island",
  "home-behind-barrier",
  "home-in-no-community",
  "people-groups",
  "people-sums",
  "community-duplicate",
  "community-without-outline",
  "community-without-unit",
  "community-without-people",
  "community-without-street",
  "community-size",
  "street-pieces",
  "street-gap",
  "barrier-idle",
] as const;
export type CheckId = (typeof CHECK_IDS)[number];

/** `error`: results are wrong where it stands; `warning`: they may be; `note`: worth knowing. */
export type FindingSeverity = "error" | "warning" | "note";

/** `clear`: looked at, nothing found; `not-testable`: the study has nothing to look at, or not enough. */
export type FindingState = "found" | "clear" | "not-testable";

/** What an item's figure counts; `demand` is in the study's unit of demand. */
export type FigureUnit = "metres" | "square-metres" | "demand" | "places";

/** What can safely be done: each makes edits of a scenario, so that it is seen, switched off and undone. */
export type RemedyKind = "drop-duplicates" | "leave-out" | "attach" | "mark-approximate";

type Unnumbered<Edit> = Omit<Edit, "id" | "isOff">;
/** An edit of a scenario that has not been given its id. */
export type RemedyEdit = Unnumbered<CloseFacility> | Unnumbered<MoveFacility> | Unnumbered<ResizeFacility>;

/** One row of a layer that a check found. */
export interface CheckItem {
  /** `facilities:` and the service, `communities`, `demand`, `streets`, `barriers`. */
  readonly layer: string;
  /** Row of the layer, from 0; -1 where the item is no row. */
  readonly index: number;
  readonly id: string;
  readonly name: string;
  readonly position: Position | null;
  /** In the finding's unit; null where it is not known (beyond what was searched). */
  readonly figure: number | null;
  /** The id of what it is the same as, lies in, or comes near to; "" where there is none. */
  readonly besideId: string;
  /** Why, as a code that the page and the command line word; "" where the check alone says it. */
  readonly detail: string;
  /** What would mend it safely; empty where nothing would. */
  readonly edits: readonly RemedyEdit[];
}

export interface Finding {
  readonly id: CheckId;
  readonly severity: FindingSeverity;
  readonly state: FindingState;
  /** All that was found, whatever `items` holds. */
  readonly count: number;
  /** Of how many. */
  readonly total: number;
  readonly figureUnit: FigureUnit | null;
  /** At most MOST_ITEMS, the worst first where they have a figure. */
  readonly items: readonly CheckItem[];
  /** How much it is of a whole: people of homes, metres of streets; null where counting says it all. */
  readonly amount: { readonly value: number; readonly total: number; readonly unit: FigureUnit } | null;
  readonly remedy: RemedyKind | null;
  /** Layers that the check could not look at. */
  readonly untested: readonly string[];
  /** The limit that was applied, in metres (the run's snap radius, a tolerance); null where there is none. */
  readonly limitMetres: number | null;
}

const MOST_ITEMS = 20_000;

/** What a check knows; the rest follows. */
export interface FindingFacts {
  readonly id: CheckId;
  readonly severity: FindingSeverity;
  readonly total: number;
  readonly items: readonly CheckItem[];
  readonly figureUnit?: FigureUnit;
  readonly amount?: Finding["amount"];
  readonly remedy?: RemedyKind;
  readonly untested?: readonly string[];
  readonly limitMetres?: number;
}

/** A finding of what was found; without anything to look at it is not testable. */
export function makeFinding(facts: FindingFacts): Finding {
  const { id, severity, total, items, figureUnit = null, amount = null, remedy, untested = [], limitMetres } = facts;
  const isMendable = remedy !== undefined && items.some(({ edits }) => edits.length > 0);
  return {
    id,
    severity,
    state: items.length > 0 ? "found" : total > 0 ? "clear" : "not-testable",
    count: items.length,
    total,
    figureUnit,
    items: items.slice(0, MOST_ITEMS),
    amount,
    remedy: isMendable ? remedy : null,
    untested,
    limitMetres: limitMetres ?? null,
  };
}

/** The largest figures first; those beyond the search (null) before all. Equals keep their order. */
export function worstFirst(items: readonly CheckItem[]): CheckItem[] {
  const weight = ({ figure }: CheckItem): number => figure ?? Number.POSITIVE_INFINITY;
  return [...items].sort((a, b) => (weight(a) === weight(b) ? 0 : weight(b) - weight(a)));
}
