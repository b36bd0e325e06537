/**
 * Sums that do not depend on the order of their terms: the rounding error of each
 * addition is kept and added at the end (Neumaier 1974, Knuth's exact two-sum). The
 * error of a sum of n terms is about n × 2⁻¹⁰⁶ of it, so the rounded result is right
 * to the last bit in all but contrived cases. Parts of a whole are settled so that
 * they, too, add up to the whole to the last bit.
 */

/** Many sums at once, one a bucket. */
export class CompensatedSums {
  readonly count: number;
  private readonly heads: Float64Array;
  private readonly tails: Float64Array;

  constructor(count: number) {
    this.count = count;
    this.heads = new Float64Array(count);
    this.tails = new Float64Array(count);
  }

  add(bucket: number, value: number): void {
    const head = this.heads[bucket] as number;
    const sum = head + value;
    const taken = sum - head;
    this.heads[bucket] = sum;
    this.tails[bucket]! += head - (sum - taken) + (value - taken);
  }

  /** The rounded sum of a bucket. */
  value(bucket: number): number {
    return (this.heads[bucket] as number) + (this.tails[bucket] as number);
  }

  /** The rounded sums of all buckets. */
  values(): Float64Array {
    return this.heads.map((head, bucket) => head + (this.tails[bucket] as number));
  }

  /** What rounding took from a bucket's sum. */
  remainder(bucket: number): number {
    return (this.heads[bucket] as number) - this.value(bucket) + (this.tails[bucket] as number);
  }
}

/** The compensated sum of all values. */
export function sumCompensated(values: Iterable<number>): number {
  const sums = new CompensatedSums(1);
  for (const value of values) sums.add(0, value);
  return sums.value(0);
}

/**
 * The rounded sums of `count` buckets from `first` that make up a whole. Each is within one unit in the last place
 * of its exact sum, and their compensated sum equals `total` to the last bit. Where bits must move, they move where
 * rounding took most; the last part, the remainder of a whole, moves only where the others do not settle it.
 */
export function settleParts(sums: CompensatedSums, total: number, first = 0, count = sums.count): Float64Array {
  const parts = Float64Array.from({ length: count }, (_, part) => sums.value(first + part));
  const moved = new Uint8Array(count);
  for (let tries = 0; tries < count; tries++) {
    const missing = total - sumCompensated(parts);
    if (missing === 0) return parts;
    const sign = Math.sign(missing);
    let best = -1;
    let bestLoss = -Infinity;
    for (let part = 0; part < count; part++) {
      if (moved[part] === 1 || (parts[part] as number) <= 0) continue;
      const loss = part === count - 1 ? Number.MIN_VALUE : sign * sums.remainder(first + part);
      if (loss <= bestLoss) continue;
      best = part;
      bestLoss = loss;
    }
    if (best < 0) return parts;
    moved[best] = 1;
    parts[best]! += sign * unitInLastPlace(parts[best] as number);
  }
  return parts;
}

/** The distance from a positive number to the next larger one. */
function unitInLastPlace(value: number): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  view.setBigInt64(0, view.getBigInt64(0) + 1n);
  return view.getFloat64(0) - value;
}
