/**
 * How one network came of another, where both came of a third: what all three have stays, and of lines that only the
 * two have, what they have alike. So the latest edit of a scenario is told from all edits before it. Cost: a pass over
 * the numbers, and the lines that were edited.
 */
import type { Streets } from "../model/streets.ts";
import { isAlike, keepsTwin, listUnpaired, type NetworkChange, pairNodes } from "./relate-networks.ts";
import { isSameLine } from "./street-rows.ts";

/** @param earlier,later how both came of the third; with the streets of each. */
export function joinChanges(
  earlier: NetworkChange,
  streetsBefore: Streets,
  later: NetworkChange,
  streetsAfter: Streets,
): NetworkChange {
  const [before, after] = [earlier.after, later.after];
  const newEdgeOf = follow(earlier.oldEdgeOf, later.newEdgeOf);
  const oldEdgeOf = follow(later.oldEdgeOf, earlier.newEdgeOf);
  const newNodeOf = follow(earlier.oldNodeOf, later.newNodeOf);
  const oldNodeOf = follow(later.oldNodeOf, earlier.newNodeOf);
  const paired: number[] = [];
  const part = (edge: number): void => {
    newEdgeOf[oldEdgeOf[edge] as number] = -1;
    oldEdgeOf[edge] = -1;
  };
  const edgesBefore = groupByRow(listUnpaired(newEdgeOf), before.edgeStreetIndexes);
  const edgesAfter = groupByRow(listUnpaired(oldEdgeOf), after.edgeStreetIndexes);
  const rowOf = new Map([...edgesBefore.keys()].map((row) => [streetsBefore.ids[row] as string, row]));
  for (const [row, edges] of edgesAfter) {
    const oldRow = rowOf.get(streetsAfter.ids[row] as string);
    if (oldRow === undefined || !isSameLine(streetsBefore, oldRow, streetsAfter, row)) continue;
    const shift = (streetsAfter.starts[row] as number) - (streetsBefore.starts[oldRow] as number);
    const byEnds = new Map(
      (edgesBefore.get(oldRow) ?? []).map((old) => [
        `${(before.edgeFirstPositions[old] as number) + shift} ${(before.edgeLastPositions[old] as number) + shift}`,
        old,
      ]),
    );
    for (const edge of edges) {
      const old = byEnds.get(`${after.edgeFirstPositions[edge]} ${after.edgeLastPositions[edge]}`);
      if (old === undefined || newEdgeOf[old] !== -1 || !isAlike(before, old, after, edge)) continue;
      const [from, to] = [before.edgeFromNodes[old] as number, before.edgeToNodes[old] as number];
      if (!pairNodes(newNodeOf, oldNodeOf, from, after.edgeFromNodes[edge] as number)) continue;
      if (!pairNodes(newNodeOf, oldNodeOf, to, after.edgeToNodes[edge] as number)) continue;
      newEdgeOf[old] = edge;
      oldEdgeOf[edge] = old;
      paired.push(edge);
    }
  }
  for (const edge of paired) if (!keepsTwin(before, oldEdgeOf[edge] as number, after, edge, newEdgeOf)) part(edge);
  // Lines may have changed their order.
  if (!ascends(newEdgeOf)) for (const edge of paired) if (oldEdgeOf[edge] !== -1) part(edge);
  return {
    before,
    after,
    newEdgeOf,
    oldEdgeOf,
    newNodeOf,
    oldNodeOf,
    goneEdges: listUnpaired(newEdgeOf),
    freshEdges: listUnpaired(oldEdgeOf),
  };
}

/** The numbers that numbers lead to, -1 where one leads nowhere. */
function follow(first: Int32Array, second: Int32Array): Int32Array {
  const found = new Int32Array(first.length);
  for (let index = 0; index < first.length; index++) {
    const middle = first[index] as number;
    found[index] = middle < 0 ? -1 : (second[middle] as number);
  }
  return found;
}

function groupByRow(edges: readonly number[], rows: Int32Array): ReadonlyMap<number, readonly number[]> {
  const groups = new Map<number, number[]>();
  for (const edge of edges) {
    const row = rows[edge] as number;
    const group = groups.get(row);
    if (group === undefined) groups.set(row, [edge]);
    else group.push(edge);
  }
  return groups;
}

/** Whether the numbers ascend, those that are -1 left out. */
function ascends(numbers: Int32Array): boolean {
  let last = -1;
  for (let index = 0; index < numbers.length; index++) {
    const number = numbers[index] as number;
    if (number === -1) continue;
    if (number < last) return false;
    last = number;
  }
  return true;
}
