/** Streets come as many short lines; joined end to end they take fewer positions and print without knots. */

/** A line by its positions in a list: from the first to the last of them. */
export interface LineStretch {
  readonly first: number;
  readonly last: number;
}

/**
 * Chains of lines that meet where exactly two of them end. Each chain lists lines in order, with `isReversed` where one is
 * walked against its direction.
 * @param coordinates interleaved; ends meet where they are equal
 */
export function joinLines(
  lines: readonly LineStretch[],
  coordinates: ArrayLike<number>,
): (readonly { readonly line: number; readonly isReversed: boolean }[])[] {
  const ends = new Map<string, number[]>();
  const keyOf = (position: number): string => `${coordinates[2 * position]},${coordinates[2 * position + 1]}`;
  const keys = lines.map(({ first, last }) => [keyOf(first), keyOf(last)] as const);
  keys.forEach((pair, line) => {
    pair.forEach((key, end) => {
      const list = ends.get(key);
      if (list) list.push(2 * line + end);
      else ends.set(key, [2 * line + end]);
    });
  });
  const isUsed = new Uint8Array(lines.length);
  /** The end of another line at the place of this one, where it is the only other; -1 where there is none. */
  const neighbour = (end: number): number => {
    const list = ends.get(keys[end >> 1]![end & 1]!)!;
    if (list.length !== 2) return -1;
    const other = list[0] === end ? list[1]! : list[0]!;
    return other >> 1 === end >> 1 ? -1 : other;
  };
  const walk = (from: number): { line: number; isReversed: boolean }[] => {
    const chain: { line: number; isReversed: boolean }[] = [];
    for (let end = from; ; ) {
      const next = neighbour(end);
      if (next < 0 || isUsed[next >> 1] === 1) return chain;
      isUsed[next >> 1] = 1;
      chain.push({ line: next >> 1, isReversed: (next & 1) === 1 });
      end = next ^ 1;
    }
  };
  return lines.flatMap((_, line) => {
    if (isUsed[line] === 1) return [];
    isUsed[line] = 1;
    const after = walk(2 * line + 1);
    const before = walk(2 * line).map((each) => ({ line: each.line, isReversed: !each.isReversed }));
    return [[...before.reverse(), { line, isReversed: false }, ...after]];
  });
}
