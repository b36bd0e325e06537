/** Work that is called off midway, after so many of its own steps: no clock decides when. */
import type { WorkControl } from "../../src/core/analysis-result.ts";

export interface CallingOff extends WorkControl {
  readonly signal: { readonly aborted: boolean };
  /** How often the work has asked whether to go on. */
  readonly asked: () => number;
}

/** @param steps how often the work is told to go on; never called off where it is infinite. */
export function callOffAfter(steps: number): CallingOff {
  let asked = 0;
  return {
    signal: {
      get aborted() {
        return ++asked > steps;
      },
    },
    asked: () => asked,
  };
}
