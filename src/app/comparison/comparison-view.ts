/** Which scenarios are held against which, and how that is looked at: nothing here changes a number. */
import { create } from "zustand";
import type { Scenario } from "../../core/model/scenario.ts";

/** Stands for the study as it is among ids of scenarios. */
export const BASELINE_ID = "";
/** The reference and so many others at once: more columns than that nobody reads. */
export const MOST_COMPARED = 3;

export type ComparisonTableId = "districts" | "targets";

/** What the map shows: the net change, one side left and one right of a line, or two maps. */
export const COMPARISON_MODES = ["difference", "swipe", "beside"] as const;
export type ComparisonMode = (typeof COMPARISON_MODES)[number];

interface ComparisonView {
  readonly isOpen: boolean;
  /** A view of the stage shows two sides. */
  readonly isOnStage: boolean;
  readonly referenceId: string;
  /** Null: the first few that there are. */
  readonly chosenIds: readonly string[] | null;
  /** The one that the map shows against the reference; null: the first. */
  readonly shownId: string | null;
  readonly mode: ComparisonMode;
  /** The sides that stand left and right where the map shows two; null: the reference, and the one shown. */
  readonly leftId: string | null;
  readonly rightId: string | null;
  readonly table: ComparisonTableId;
  readonly showsAllTargets: boolean;
  /** True leaves the table's place to the map. */
  readonly isTableFolded: boolean;
  put(change: Partial<Omit<ComparisonView, "put">>): void;
}

export const useComparisonView = create<ComparisonView>((set) => ({
  isOpen: false,
  isOnStage: false,
  referenceId: BASELINE_ID,
  chosenIds: null,
  shownId: null,
  mode: "difference",
  leftId: null,
  rightId: null,
  table: "districts",
  showsAllTargets: false,
  isTableFolded: false,
  put: (change) => set(change),
}));

export interface ComparedScenarios {
  /** Null: the study as it is. */
  readonly reference: Scenario | null;
  readonly others: readonly (Scenario | null)[];
}

/** What is compared, of the scenarios that there still are. */
export function chooseSides(
  scenarios: readonly Scenario[],
  { referenceId, chosenIds }: Pick<ComparisonView, "referenceId" | "chosenIds">,
): ComparedScenarios {
  const byId = new Map<string, Scenario | null>([
    [BASELINE_ID, null],
    ...scenarios.map((scenario) => [scenario.id, scenario] as const),
  ]);
  const known = byId.has(referenceId) ? referenceId : BASELINE_ID;
  const candidates = [...byId.keys()].filter((id) => id !== known);
  // Where nobody chose, the study as it is has a column only if there is nothing else.
  const others = candidates.filter((id) => id !== BASELINE_ID);
  const chosen = chosenIds ?? (others.length > 0 ? others : candidates);
  const ids = candidates.filter((id) => chosen.includes(id)).slice(0, MOST_COMPARED);
  return { reference: byId.get(known) ?? null, others: ids.map((id) => byId.get(id) ?? null) };
}

/** The id by which a side is chosen. */
export function idOfSide(side: { readonly id: string | null } | null): string {
  return side?.id ?? BASELINE_ID;
}

export interface MapSideIds {
  readonly leftId: string;
  readonly rightId: string;
}

/**
 * The two that stand left and right, always two: those chosen as far as they are compared, else the reference and the
 * one shown.
 * @param ids of all sides, the reference first; at least two
 */
export function chooseMapSides(
  ids: readonly string[],
  { leftId, rightId, shownId }: Pick<ComparisonView, "leftId" | "rightId" | "shownId">,
): MapSideIds {
  const known = (id: string | null): string | undefined => (id !== null && ids.includes(id) ? id : undefined);
  const left = known(leftId) ?? (known(rightId) === ids[0] ? ids[1] : ids[0]) ?? BASELINE_ID;
  const others = ids.filter((id) => id !== left);
  const right = [known(rightId), known(shownId), ...others].find((id) => id !== undefined && id !== left);
  return { leftId: left, rightId: right ?? BASELINE_ID };
}

/** Puts a side left or right; the two change places where it stood on the other side. */
export function placeSide(sides: MapSideIds, at: keyof MapSideIds, id: string): MapSideIds {
  const other = at === "leftId" ? "rightId" : "leftId";
  return sides[other] === id ? { leftId: sides.rightId, rightId: sides.leftId } : { ...sides, [at]: id };
}
