/** Which circle is compared under the five readings: a target's or a service's; null until somebody chooses. */
import { create } from "zustand";
import type { CommunityUnit } from "../../core/questions/compare-readings.ts";

interface ReadingsView {
  /** `target:T04` or `service:clinic`. */
  readonly subjectKey: string | null;
  /** The target on whose page it was chosen: opening another target asks about that one. */
  readonly chosenAt: string | null;
  /** Communities that a service is compared in; a target has its own. */
  readonly unit: CommunityUnit;
  show(change: Partial<Omit<ReadingsView, "show">>): void;
}

export const useReadingsView = create<ReadingsView>((set) => ({
  subjectKey: null,
  chosenAt: null,
  unit: "urban-community",
  show: (change) => set(change),
}));
