/**
 * Segments on both sides of the antimeridian, laid side by side: longitudes are
 * counted on beyond 180° from the widest gap that the segments leave round the
 * globe, and no segment goes the long way round. Segments that do not span half the
 * globe are given back untouched.
 */
import { longitudeDifference } from "../geodesy.ts";

/** Segment ends (interleaved ax, ay, bx, by) with longitudes in one row. */
export function layOutLongitudes(ends: Float64Array): Float64Array {
  let west = Infinity;
  let east = -Infinity;
  for (let i = 0; i < ends.length; i += 2) {
    const lon = ends[i] as number;
    if (lon < west) west = lon;
    if (lon > east) east = lon;
  }
  if (!(east - west > 180)) return ends;
  const seam = findSeam(ends);
  const laid = ends.slice();
  for (let s = 0; s < ends.length; s += 4) {
    const from = ends[s] as number;
    const start = from < seam ? from + 360 : from;
    laid[s] = start;
    laid[s + 2] = start + longitudeDifference(from, ends[s + 2] as number);
  }
  return laid;
}

/** The whole degree at which the widest stretch without a segment's end stops. */
function findSeam(ends: Float64Array): number {
  const taken = new Uint8Array(360);
  for (let i = 0; i < ends.length; i += 2) taken[Math.min(359, Math.floor((ends[i] as number) + 180))] = 1;
  let widest = -1;
  let seam = 0;
  let run = 0;
  // Twice round, so that a stretch over the antimeridian is seen whole.
  for (let degree = 0; degree < 720; degree++) {
    if (taken[degree % 360] === 0) {
      run++;
      continue;
    }
    if (degree >= 360 && run > widest) {
      widest = run;
      seam = degree % 360;
    }
    run = 0;
  }
  return seam - 180;
}
