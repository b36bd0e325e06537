/**
 * The arcs of a search graph by the node to which they lead. Most streets are walked both ways: their arcs are found at
 * that node itself, turned round; the few that are not are listed once for each layout.
 */
import { eitherBit } from "../network/network.ts";
import { edgeFactor, type SearchGraph, toTicks } from "./search-graph.ts";

/** The arcs of edges that are walked one way alone, by the node to which they lead. */
type OneWayArcs = ReadonlyMap<number, readonly OneWayArc[]>;

interface OneWayArc {
  readonly from: number;
  readonly ticks: number;
}

/** By the arcs of the layout, which all its graphs share. */
const known = new WeakMap<Int32Array, OneWayArcs>();

/** Visits the nodes from which a search reaches a node directly, with the cost of it. */
export function visitArcsInto(graph: SearchGraph, node: number, visit: (from: number, ticks: number) => void): void {
  const { arcStarts, arcs, arcSides, factors, network, ticksPerMetre } = graph;
  const { edgeMetres } = network;
  const oneWay = oneWayArcsOf(graph);
  const end = arcStarts[node + 1] as number;
  for (let arc = arcStarts[node] as number; arc < end; arc += 2) {
    const from = arcs[arc] as number;
    if (factors === null && oneWay.size === 0) {
      visit(from, arcs[arc + 1] as number);
      continue;
    }
    const side = arcSides[arc / 2] as number;
    const edge = side >> 1;
    // A side is odd where the search moves from the edge's last node; it came the other way.
    const isAlong = (graph.direction === "towards") === ((side & 1) === 0);
    const factor = edgeFactor(graph, edge, isAlong);
    const ticks = factor === Infinity ? -1 : toTicks(edgeMetres[edge] as number, factor, ticksPerMetre);
    if (ticks >= 0) visit(from, ticks);
  }
  for (const { from, ticks } of oneWay.get(node) ?? []) visit(from, ticks);
}

function oneWayArcsOf(graph: SearchGraph): OneWayArcs {
  const found = known.get(graph.arcs) ?? listOneWayArcs(graph);
  known.set(graph.arcs, found);
  return found;
}

function listOneWayArcs(graph: SearchGraph): OneWayArcs {
  const { network, direction, factors, pace, ticksPerMetre } = graph;
  const { edgeCount, edgePermissions, edgeFromNodes, edgeToNodes, edgeMetres } = network;
  const both = eitherBit(pace.mode);
  const found = new Map<number, OneWayArc[]>();
  const ticksOf = (edge: number, isAlong: boolean): number => {
    const factor = edgeFactor(graph, edge, isAlong);
    return factor === Infinity ? -1 : toTicks(edgeMetres[edge] as number, factor, ticksPerMetre);
  };
  for (let edge = 0; edge < edgeCount; edge++) {
    const open = (edgePermissions[edge] as number) & both;
    if (open === 0 || (factors === null && open === both)) continue;
    const along = ticksOf(edge, true);
    const against = ticksOf(edge, false);
    if (along >= 0 === against >= 0) continue;
    const isToFirst = (direction === "towards") === along >= 0;
    const [first, last] = [edgeFromNodes[edge] as number, edgeToNodes[edge] as number];
    const to = isToFirst ? first : last;
    const list = found.get(to) ?? [];
    list.push({ from: isToFirst ? last : first, ticks: Math.max(along, against) });
    found.set(to, list);
  }
  return found;
}
