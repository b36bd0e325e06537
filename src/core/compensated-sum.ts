/**
 * Sums that do not depend on the order of their terms. One sum is exact, rounded once.
 * Of many at once the rounding error of each addition is kept and added at the end
 * (Neumaier 1974, Knuth's exact two-sum): the error of n terms is about n × 2⁻¹⁰⁶ of
 * the sum, so it is right to the last bit in all but contrived cases. Parts of a whole
 * are settled so that they add up to the whole to the last bit.
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

/**
 * The exact sum of finite values, rounded once: the same in any order, even where a tiny term decides between two
 * roundings. What is summed so far is kept as parts that do not overlap (Shewchuk 1997).
 */
export function sumCompensated(values: Iterable<number>): number {
  const parts: number[] = [];
  for (const value of values) {
    let kept = 0;
    let head = value;
    for (const part of parts) {
      const [larger, smaller] = Math.abs(head) < Math.abs(part) ? [part, head] : [head, part];
      head = larger + smaller;
      const rest = smaller - (head - larger);
      if (rest !== 0) parts[kept++] = rest;
    }
    parts.length = kept;
    parts.push(head);
  }
  return roundParts(parts);
}

/** The double nearest to the sum of parts that ascend and do not overlap. */
function roundParts(parts: readonly number[]): number {
  let at = parts.length - 1;
  let sum = parts[at] ?? 0;
  let rest = 0;
  while (at > 0 && rest === 0) {
    const part = parts[--at] as number;
    const before = sum;
    sum = before + part;
    rest = part - (sum - before);
  }
  // Half a unit was rounded to even: what lies below decides.
  const below = at > 0 ? (parts[at - 1] as number) : 0;
  if (rest !== 0 && below !== 0 && rest > 0 === below > 0) {
    const moved = sum + 2 * rest;
    if (moved - sum === 2 * rest) return moved;
  }
  return sum;
}

/** Parts are moved by no more than this many units in their last place. */
const MOST_UNITS = 4;

/**
 * The rounded sums of `count` buckets from `first` that make up a whole, settled so that their compensated sum
 * equals `total` to the last bit. Where rounding took something from the whole it is given back to the largest part
 * that can hold it, at most a few units in its last place; the last part, the remainder of a whole, comes last.
 * Where that falls on the border between two roundings, the smallest part that tips it moves by one unit.
 */
export function settleParts(sums: CompensatedSums, total: number, first = 0, count = sums.count): Float64Array {
  const parts = Float64Array.from({ length: count }, (_, part) => sums.value(first + part));
  if (sumCompensated(parts) === total) return parts;
  let lost = 0;
  for (let part = 0; part < count; part++) lost += sums.remainder(first + part);
  const order = Array.from({ length: count }, (_, part) => part);
  order.sort(
    (a, b) => Number(a === count - 1) - Number(b === count - 1) || (parts[b] as number) - (parts[a] as number),
  );
  for (const part of order) {
    const value = parts[part] as number;
    if (value <= 0 || Math.abs(lost) > MOST_UNITS * unitInLastPlace(value)) continue;
    parts[part] = value + lost;
    lost -= (parts[part] as number) - value;
    if (sumCompensated(parts) === total) return parts;
  }
  const sign = Math.sign(total - sumCompensated(parts));
  for (const part of order.toSorted((a, b) => (parts[a] as number) - (parts[b] as number))) {
    const value = parts[part] as number;
    if (value <= 0) continue;
    parts[part] = value + sign * unitInLastPlace(value);
    if (sumCompensated(parts) === total) return parts;
    parts[part] = value;
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
