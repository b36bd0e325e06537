/**
 * Pieces of the network that are joined for a mode, each known by its least node; and the same after a change that
 * tears none apart, from what they were. Cost: a pass over the edges, or over the nodes where they are carried over.
 */
import type { Mode } from "../model/parameters.ts";
import { eitherBit, type Network } from "./network.ts";
import type { NetworkChange } from "./relate-networks.ts";

/** The least node of each node's piece, by union-find. */
export function labelPieces(network: Network, mode: Mode): Int32Array {
  const { nodeCount, edgeCount, edgePermissions, edgeFromNodes, edgeToNodes } = network;
  const bit = eitherBit(mode);
  const parents = new Int32Array(nodeCount);
  for (let node = 0; node < nodeCount; node++) parents[node] = node;
  for (let edge = 0; edge < edgeCount; edge++) {
    if (((edgePermissions[edge] as number) & bit) === 0) continue;
    join(parents, edgeFromNodes[edge] as number, edgeToNodes[edge] as number);
  }
  return climb(parents);
}

/** Joins the pieces of two nodes; no node stands above its parent. */
function join(parents: Int32Array, node: number, other: number): void {
  let a = node;
  let b = other;
  let aboveA = parents[a] as number;
  let aboveB = parents[b] as number;
  // Both climb, the one with the greater parent first, and are hung below the lesser on the way.
  while (aboveA !== aboveB) {
    if (aboveA > aboveB) {
      parents[a] = aboveB;
      if (a === aboveA) break;
      a = aboveA;
      aboveA = parents[a] as number;
    } else {
      parents[b] = aboveA;
      if (b === aboveB) break;
      b = aboveB;
      aboveB = parents[b] as number;
    }
  }
}

/** Every node's root in place of its parent. */
function climb(parents: Int32Array): Int32Array {
  for (let node = 0; node < parents.length; node++) parents[node] = parents[parents[node] as number] as number;
  return parents;
}

/** The pieces after a change, from those before; null where an edge is gone whose ends the new edges do not join, so that a piece may be torn. */
export function carryPieces(roots: Int32Array, change: NetworkChange, mode: Mode): Int32Array | null {
  const { before, after, oldNodeOf, freshEdges } = change;
  const bit = eitherBit(mode);
  const isOpen = ({ edgePermissions }: Network, edge: number): boolean =>
    ((edgePermissions[edge] as number) & bit) !== 0;
  const fresh = freshEdges.filter((edge) => isOpen(after, edge));
  const gone = change.goneEdges.filter((edge) => isOpen(before, edge));
  if (!joinsAgain(change, gone, fresh)) return null;
  const parents = new Int32Array(after.nodeCount);
  const firstOf = new Int32Array(before.nodeCount).fill(-1);
  for (let node = 0; node < parents.length; node++) {
    const old = oldNodeOf[node] as number;
    parents[node] = node;
    if (old < 0) continue;
    const root = roots[old] as number;
    if (firstOf[root] === -1) firstOf[root] = node;
    else parents[node] = firstOf[root] as number;
  }
  for (const edge of fresh) join(parents, after.edgeFromNodes[edge] as number, after.edgeToNodes[edge] as number);
  return climb(parents);
}

/** Whether all nodes that are left of what edges that are gone had joined are joined by new edges. */
function joinsAgain(
  { before, after, newNodeOf }: NetworkChange,
  gone: readonly number[],
  fresh: readonly number[],
): boolean {
  const torn = new NodeGroups();
  for (const edge of gone) torn.join(before.edgeFromNodes[edge] as number, before.edgeToNodes[edge] as number);
  const joined = new NodeGroups();
  for (const edge of fresh) joined.join(after.edgeFromNodes[edge] as number, after.edgeToNodes[edge] as number);
  const leftOf = new Map<number, number>();
  for (const old of torn.nodes()) {
    const node = newNodeOf[old] as number;
    if (node < 0) continue;
    const group = torn.rootOf(old);
    const left = leftOf.get(group);
    if (left === undefined) leftOf.set(group, joined.rootOf(node));
    else if (left !== joined.rootOf(node)) return false;
  }
  return true;
}

/** Groups of a few nodes. */
class NodeGroups {
  private readonly parents = new Map<number, number>();

  nodes(): Iterable<number> {
    return this.parents.keys();
  }

  rootOf(node: number): number {
    let root = node;
    for (
      let parent = this.parents.get(root);
      parent !== undefined && parent !== root;
      parent = this.parents.get(root)
    ) {
      root = parent;
    }
    return root;
  }

  join(node: number, other: number): void {
    for (const each of [node, other]) if (!this.parents.has(each)) this.parents.set(each, each);
    this.parents.set(this.rootOf(node), this.rootOf(other));
  }
}
