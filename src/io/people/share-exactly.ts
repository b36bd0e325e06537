/** A total shared out by weights so that the parts add up to it again, to the last bit that a sum has. */
import { sumCompensated } from "../../core/compensated-sum.ts";

/**
 * Parts of a total ≥ 0 in proportion to weights ≥ 0, at least one of which is above 0. The exact sum of the parts, rounded
 * once, is the total: what rounding took goes to the largest parts, at most a few units in their last place.
 */
export function shareExactly(total: number, weights: ArrayLike<number>): Float64Array {
  const whole = sumCompensated(Array.from(weights));
  const parts = Float64Array.from(weights, (weight) => total * (weight / whole));
  if (sumCompensated(parts) === total) return parts;
  const missingNow = (): number => sumCompensated([total, ...Array.from(parts, (part) => -part)]);
  let missing = missingNow();
  const order = Array.from(parts, (_, at) => at).sort((a, b) => (parts[b] as number) - (parts[a] as number));
  for (const at of order) {
    const mended = (parts[at] as number) + missing;
    // A part too large to feel what is missing leaves it to smaller ones.
    if (mended === parts[at] || mended < 0) continue;
    parts[at] = mended;
    if (sumCompensated(parts) === total) break;
    missing = missingNow();
  }
  return parts;
}
