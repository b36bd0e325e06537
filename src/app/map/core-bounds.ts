/** Where a study lies, and where the camera goes first: its dense middle rather than the whole of a large rural area. */
import type { Bounds } from "../../core/model/geometry.ts";
import type { Study } from "../../core/model/study.ts";
import { isInChina } from "../../report/map/china-box.ts";
import { communityBounds } from "./study-shapes.ts";

/** Half the width of the first view at most, in degrees of latitude (about 9 km). */
const HALF_VIEW_DEGREES = 0.08;
/** A study narrower than this is shown whole. */
const SMALL_STUDY_DEGREES = 0.4;

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/**
 * Box of the study's dense middle: around the median of its urban communities.
 * The whole study where that is small or has no urban communities; null where it has no communities.
 */
export function coreBounds(study: Pick<Study, "communities">): Bounds | null {
  const whole = communityBounds(study, null);
  const { centres, kinds } = study.communities;
  const urban = kinds.flatMap((kind, index) => (kind === "urban" ? [index] : []));
  if (!whole || urban.length === 0 || whole[3] - whole[1] < SMALL_STUDY_DEGREES) return whole;
  const longitude = median(urban.map((index) => centres[2 * index] ?? 0));
  const latitude = median(urban.map((index) => centres[2 * index + 1] ?? 0));
  const squeeze = Math.cos((latitude * Math.PI) / 180);
  return [
    longitude - HALF_VIEW_DEGREES / squeeze,
    latitude - HALF_VIEW_DEGREES,
    longitude + HALF_VIEW_DEGREES / squeeze,
    latitude + HALF_VIEW_DEGREES,
  ];
}

/** Whether the study's middle lies in the box around China. */
export function liesInChina(study: Pick<Study, "communities">): boolean {
  const bounds = communityBounds(study, null);
  if (!bounds) return false;
  return isInChina([(bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2]);
}
