/** Streets with heights and conditions, for tests: a drawn or random town made harder. */

import type { Streets } from "../../src/core/model/streets.ts";
import type { Study } from "../../src/core/model/study.ts";
import { placeSamples, sampleElevations } from "../../src/core/network/sample-elevations.ts";

/** The streets with heights by a formula, sampled at least every 10 m. */
export function raiseStreets(streets: Streets, heightAt: (lon: number, lat: number) => number): Streets {
  return { ...streets, elevations: sampleElevations(streets, placeSamples(streets, 10), heightAt) };
}

/** The study with its streets changed. */
export function withStreets(study: Study, change: (streets: Streets) => Streets): Study {
  return { ...study, streets: change(study.streets) };
}
