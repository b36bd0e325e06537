/** Arrays in a folder, in the machine's own layout: how a graph and its starts are handed to the peers. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SearchGraph } from "../src/core/routing/search-graph.ts";

export type FileArray = Int32Array | Uint8Array | Float64Array;

export function writeArray(folder: string, name: string, values: FileArray): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), values);
}

/** The doubles of a file that `writeArray` wrote. */
export function readDoubles(folder: string, name: string): Float64Array {
  const bytes = readFileSync(join(folder, name));
  return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

/** Writes the arcs by the node from which a search moves along them, with their lengths unrounded. */
export function writeGraph(folder: string, graph: SearchGraph): void {
  const arcCount = graph.arcSides.length;
  const otherNodes = new Int32Array(arcCount);
  const metres = new Float64Array(arcCount);
  for (let arc = 0; arc < arcCount; arc++) {
    otherNodes[arc] = graph.arcs[2 * arc] as number;
    metres[arc] = graph.network.edgeMetres[(graph.arcSides[arc] as number) >> 1] as number;
  }
  writeArray(
    folder,
    "starts.i32",
    graph.arcStarts.map((offset) => offset / 2),
  );
  writeArray(folder, "nodes.i32", otherNodes);
  writeArray(folder, "metres.f64", metres);
}
