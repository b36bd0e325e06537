import { WALK_BACKWARD, WALK_FORWARD } from "../../src/core/model/streets.ts";
import type { Network } from "../../src/core/network/network.ts";
import type { Snaps } from "../../src/core/network/snap.ts";
import type { EdgeFactors } from "../../src/core/routing/search-graph.ts";

/**
 * The oracle of searches: seconds of walking from each home to its nearest facility. Every point becomes a node of its own, every edge a chain of its
 * points, and all arcs are relaxed until nothing changes. A foot at an edge's end is at the node there.
 */
export function relaxNaively(
  network: Network,
  facilities: Snaps,
  homes: Snaps,
  metresPerSecond: number,
  factors: EdgeFactors | null = null,
): number[] {
  interface Arc {
    from: number;
    to: number;
    metres: number;
  }
  const arcs: Arc[] = [];
  const facilityBase = network.nodeCount;
  const homeBase = facilityBase + facilities.count;
  const footBase = homeBase + homes.count;
  let nextFoot = footBase;
  const onEdge = new Map<number, { node: number; at: number }[]>();
  const attach = (snaps: Snaps, base: number): void => {
    for (let point = 0; point < snaps.count; point++) {
      const edge = snaps.edgeIndexes[point] as number;
      if (edge < 0) continue;
      const foot = nextFoot++;
      const off = snaps.offStreetMetres[point] as number;
      arcs.push({ from: base + point, to: foot, metres: off }, { from: foot, to: base + point, metres: off });
      const list = onEdge.get(edge) ?? [];
      list.push({ node: foot, at: snaps.fromStartMetres[point] as number });
      onEdge.set(edge, list);
    }
  };
  attach(facilities, facilityBase);
  attach(homes, homeBase);
  for (let edge = 0; edge < network.edgeCount; edge++) {
    const chain = [
      { node: network.edgeFromNodes[edge] as number, at: 0 },
      ...(onEdge.get(edge) ?? []).sort((a, b) => a.at - b.at),
      { node: network.edgeToNodes[edge] as number, at: network.edgeMetres[edge] as number },
    ];
    for (let i = 1; i < chain.length; i++) {
      const a = chain[i - 1] as { node: number; at: number };
      const b = chain[i] as { node: number; at: number };
      const metres = Math.max(0, b.at - a.at);
      const permissions = network.edgePermissions[edge] as number;
      // A foot at a node is the node, whichever way the street is open.
      const isHere = metres === 0 && network.edgeMetres[edge] !== 0;
      const along = metres === 0 ? 0 : metres * (factors?.forward[edge] ?? 1);
      const against = metres === 0 ? 0 : metres * (factors?.backward[edge] ?? 1);
      if (isHere || permissions & WALK_FORWARD) arcs.push({ from: a.node, to: b.node, metres: along });
      if (isHere || permissions & WALK_BACKWARD) arcs.push({ from: b.node, to: a.node, metres: against });
    }
    const [start, end] = [network.edgeFromNodes[edge] as number, network.edgeToNodes[edge] as number];
    for (const { node, at } of onEdge.get(edge) ?? []) {
      // A foot at a node stands at the node, whatever the edge's own direction.
      const rest = Math.max(0, (network.edgeMetres[edge] as number) - at);
      if (at <= 0.01) arcs.push({ from: node, to: start, metres: at }, { from: start, to: node, metres: at });
      if (rest <= 0.01) arcs.push({ from: node, to: end, metres: rest }, { from: end, to: node, metres: rest });
    }
  }
  const seconds = new Array<number>(nextFoot).fill(Infinity);
  for (let facility = 0; facility < facilities.count; facility++) seconds[facilityBase + facility] = 0;
  for (let changed = true; changed; ) {
    changed = false;
    for (const { from, to, metres } of arcs) {
      if (to >= homeBase && to < footBase) continue;
      const reached = (seconds[to] as number) + metres / metresPerSecond;
      if (reached < (seconds[from] as number) - 1e-12) {
        seconds[from] = reached;
        changed = true;
      }
    }
  }
  return seconds.slice(homeBase, footBase);
}
