/** What all figures of a study rest on, as sentences: what it states itself, how its files were read, where facilities stand. */
import { describeApproximate, type ServicesWithPlaces } from "./approximate-places.ts";
import type { LocalizedText } from "./facility.ts";
import type { LayerOrigin } from "./layer-origin.ts";
import { describeOriginAssumptions, type OriginAssumption } from "./origin-words.ts";

/** Its own sentences, files in a system that nobody stated or that is approximate, facilities that stand at their community. */
export function listStudyAssumptions(
  study: ServicesWithPlaces & {
    readonly assumptions: readonly LocalizedText[];
    readonly origins: readonly LayerOrigin[];
  },
): OriginAssumption[] {
  return [...study.assumptions, ...describeOriginAssumptions(study.origins), ...describeApproximate(study)];
}
