/**
 * Real totals shared out over simulated homes: whole people, to the last one, by
 * largest remainder. Older people more in old quarters, children more in new ones.
 */

/**
 * Shares a whole number out by weights so that the parts sum to it exactly; no part
 * exceeds its cap. Ties go to the earlier part.
 */
export function shareOut(total: number, weights: readonly number[], caps?: readonly number[]): number[] {
  const parts = new Array<number>(weights.length).fill(0);
  let left = total;
  for (let round = 0; round < 60 && left > 0; round++) {
    const room = weights.map((weight, index) =>
      caps && (parts[index] as number) >= (caps[index] as number) ? 0 : weight,
    );
    const sum = room.reduce((all, weight) => all + weight, 0);
    if (sum <= 0) break;
    const wanted = room.map((weight) => (left * weight) / sum);
    const given = wanted.map((value, index) => Math.min(Math.floor(value), capLeft(index)));
    let rest = left - given.reduce((all, value) => all + value, 0);
    const order = wanted
      .map((value, index) => ({ index, remainder: value - Math.floor(value) }))
      .filter(({ index }) => (room[index] as number) > 0 && (given[index] as number) < capLeft(index))
      .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
    for (const { index } of order) {
      if (rest <= 0) break;
      given[index] = (given[index] as number) + 1;
      rest--;
    }
    given.forEach((value, index) => {
      parts[index] = (parts[index] as number) + value;
    });
    left = total - parts.reduce((all, value) => all + value, 0);
  }
  if (left !== 0) throw new Error(`${left} of ${total} could not be shared out`);
  return parts;

  function capLeft(index: number): number {
    return caps ? (caps[index] as number) - (parts[index] as number) : Number.POSITIVE_INFINITY;
  }
}
