/** Labels beside the ends of lines, moved apart so that none covers another: as near to their wishes as their order allows. */

/** Middles of labels of one height between two limits; wishes need not be in order. Exact where they fit, even steps where not. */
export function spreadLabels(wishes: readonly number[], height: number, from: number, to: number): number[] {
  const order = wishes.map((_, index) => index).sort((a, b) => wishes[a]! - wishes[b]! || a - b);
  const room = to - from - height;
  const step = order.length > 1 ? Math.min(height, room / (order.length - 1)) : height;
  const blocks: { sum: number; first: number; count: number }[] = [];
  // Neighbours that would touch are joined and centred on the mean of their wishes, again and again.
  for (const [rank, index] of order.entries()) {
    blocks.push({ sum: wishes[index]! - rank * step, first: rank, count: 1 });
    while (blocks.length > 1) {
      const last = blocks[blocks.length - 1]!;
      const before = blocks[blocks.length - 2]!;
      if (before.sum / before.count <= last.sum / last.count) break;
      blocks.pop();
      before.sum += last.sum;
      before.count += last.count;
    }
  }
  const places = new Array<number>(wishes.length);
  const least = from + height / 2;
  const most = to - height / 2 - (order.length - 1) * step;
  for (const { sum, first, count } of blocks) {
    const base = Math.max(least, Math.min(Math.max(least, most), sum / count));
    for (let rank = first; rank < first + count; rank++) places[order[rank]!] = base + rank * step;
  }
  return places;
}
