/**
 * The index of a travel's streets from that of another network, which differs by a few edges: segments of the
 * others keep their numbers and cells. It finds what an index made from nothing finds, in the same order.
 */
import type { Components } from "./components.ts";
import { copyRoom, hasRoom } from "./grid-room.ts";
import type { StreetsChange } from "./ground-change.ts";
import { SegmentGrid } from "./segment-grid.ts";
import { listIslands, StreetIndex, type StreetSegments } from "./snap.ts";

/** Null where an index has to be made from nothing: the streets reach elsewhere. */
export function patchStreetIndex(
  known: StreetIndex,
  { network, isGone, isFresh, fresh, gone, touchesIslands }: StreetsChange,
  components: Components,
): StreetIndex | null {
  const { segments } = known;
  const { shared } = segments.grid;
  const { after, newEdgeOf } = network;
  if (!shared.isPlain || !keepsBox(shared.box, gone.ends, fresh.ends)) return null;
  const used = 1 + segments.edges.findLastIndex((edge) => edge >= 0);
  const room = hasRoom(shared, fresh.count) ? shared : copyRoom(shared, used, fresh.count);
  const capacity = room.ends.length / 4;
  const [startMetres, metres] = [roomFor(segments.startMetres, capacity), roomFor(segments.metres, capacity)];
  const edges = new Int32Array(capacity).fill(-1);
  const goneSegments: number[] = [];
  const { edges: before } = segments;
  for (let segment = 0; segment < used; segment++) {
    const old = before[segment] as number;
    if (old < 0) continue;
    if (isGone[old] === 1) goneSegments.push(segment);
    else edges[segment] = newEdgeOf[old] as number;
  }
  const freshSegments: number[] = [];
  for (let at = 0; at < fresh.count; at++) {
    const edge = fresh.edges[at] as number;
    if (components.usableEdges[edge] !== 1 || after.edgeTwins[edge] !== edge || isFresh[edge] !== 1) continue;
    const segment = room.used++;
    room.ends.set(fresh.ends.subarray(4 * at, 4 * at + 4), 4 * segment);
    startMetres[segment] = fresh.startMetres[at] as number;
    metres[segment] = fresh.metres[at] as number;
    edges[segment] = edge;
    freshSegments.push(segment);
  }
  const patch = { of: segments.grid, room, gone: goneSegments, fresh: freshSegments, orders: edges };
  const patched: StreetSegments = {
    grid: SegmentGrid.patch(patch),
    islands: touchesIslands ? listIslands(after, components) : segments.islands,
    edges,
    startMetres,
    metres,
  };
  return new StreetIndex(after, components, patched);
}

/** The same values with room for more; shared from then on, for every segment has its own place. */
function roomFor(values: Float64Array, capacity: number): Float64Array {
  if (values.length === capacity) return values;
  const roomy = new Float64Array(capacity);
  roomy.set(values.subarray(0, Math.min(values.length, capacity)));
  return roomy;
}

/** Whether new segments lie in the box, and none that is gone held one of its sides. */
function keepsBox(
  [west, south, east, north]: readonly [number, number, number, number],
  gone: Float64Array,
  fresh: Float64Array,
): boolean {
  for (let i = 0; i < fresh.length; i += 2) {
    const [lon, lat] = [fresh[i] as number, fresh[i + 1] as number];
    if (!(lon >= west && lon <= east && lat >= south && lat <= north)) return false;
  }
  for (let i = 0; i < gone.length; i += 2) {
    const [lon, lat] = [gone[i] as number, gone[i + 1] as number];
    if (lon <= west || lon >= east || lat <= south || lat >= north) return false;
  }
  return true;
}
