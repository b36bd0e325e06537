/** The middle of some values, NaN of none. */
export function medianOf(values: Float64Array): number {
  const sorted = values.slice().sort();
  const upper = sorted[sorted.length >> 1] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[(sorted.length >> 1) - 1] ?? Number.NaN)) / 2;
}
