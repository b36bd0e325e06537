/** What the hand does on the map: nothing, place a facility, or drag one. Nothing here changes a number. */
import { create } from "zustand";
import type { Scenario } from "../../core/model/scenario.ts";
import type { FacilityDrag } from "../map/drag-facility.ts";
import type { Said } from "./open-scenarios.ts";

/** A drag with the scenario that it makes. */
export interface ScenarioDrag extends FacilityDrag {
  readonly scenario: Scenario | undefined;
}

interface ScenarioTools {
  /** True while the next click on the map places a facility. */
  readonly isPlacing: boolean;
  readonly drag: ScenarioDrag | null;
  /** People covered before the drag began. */
  readonly coveredBefore: number;
  /** What became of the last file of scenarios; null where none was opened. */
  readonly fileOutcome: { readonly isError: boolean; readonly said: readonly Said[] } | null;
  show(change: Partial<Omit<ScenarioTools, "show">>): void;
}

export const useScenarioTools = create<ScenarioTools>((set) => ({
  isPlacing: false,
  drag: null,
  coveredBefore: Number.NaN,
  fileOutcome: null,
  show: (change) => set(change),
}));
