/** What of an explanation is looked at: nothing here changes a number. */
import { create } from "zustand";
import type { Position } from "../../core/model/geometry.ts";
import type { LinkKind } from "../../core/model/link-kind.ts";

/** A circle of the plan, or a service under the run's settings. */
export type LinkWish = { readonly targetId: string } | { readonly serviceId: string };

interface ExplainState {
  /** True where the card of a community says why; it stays so from one community to the next. */
  readonly isOpen: boolean;
  readonly isCapacityOpen: boolean;
  /** A place that was clicked, and the community in which it lies. */
  readonly place: { readonly communityIndex: number; readonly position: Position } | null;
  /** The remedy that stands out on the map. */
  readonly chosen: { readonly communityIndex: number; readonly remedy: number } | null;
  /** The links that are asked for; null until somebody does. */
  readonly linkWish: LinkWish | null;
  /** The kind of link that is listed; null: the best of each, then all. */
  readonly linkKind: LinkKind | null;
  readonly chosenLink: number | null;
  show(change: Partial<Omit<ExplainState, "show">>): void;
}

export const useExplain = create<ExplainState>((set) => ({
  isOpen: false,
  isCapacityOpen: false,
  place: null,
  chosen: null,
  linkWish: null,
  linkKind: null,
  chosenLink: null,
  show: (change) => set(change),
}));
