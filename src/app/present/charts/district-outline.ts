/** The outline of some communities as one: their edges less those between two of them. */
import type { Position } from "../../../core/model/geometry.ts";
import type { StudyView } from "../../../worker/protocol.ts";
import type { Shape } from "../../map/study-shapes.ts";

/** Where neighbours do not share their corners, the edge between them stays. */
export function outlineCommunities(
  { communities }: Pick<StudyView, "communities">,
  indexes: readonly number[],
): Shape[] {
  const edges = new Map<string, [Position, Position] | null>();
  const nameOf = ([lon, lat]: Position): string => `${lon.toFixed(7)},${lat.toFixed(7)}`;
  for (const index of indexes) {
    const area = communities.areas[index];
    if (!area) continue;
    const polygons = area.type === "Polygon" ? [area.coordinates] : area.coordinates;
    for (const ring of polygons.flat()) {
      for (let at = 1; at < ring.length; at++) {
        const [from, to] = [ring[at - 1] as Position, ring[at] as Position];
        const [one, other] = [nameOf(from), nameOf(to)];
        if (one === other) continue;
        const key = one < other ? `${one} ${other}` : `${other} ${one}`;
        edges.set(key, edges.has(key) ? null : [from, to]);
      }
    }
  }
  const coordinates = [...edges.values()].flatMap((edge): Position[][] => (edge ? [edge] : []));
  if (coordinates.length === 0) return [];
  return [
    { type: "Feature", geometry: { type: "MultiLineString", coordinates: joinEdges(coordinates) }, properties: {} },
  ];
}

/** Edges that follow one another as one line, so that corners are drawn round. */
function joinEdges(edges: readonly Position[][]): Position[][] {
  const nameOf = ([lon, lat]: Position): string => `${lon.toFixed(7)},${lat.toFixed(7)}`;
  const byStart = new Map<string, Position[][]>();
  for (const edge of edges) {
    const name = nameOf(edge[0] as Position);
    const list = byStart.get(name);
    if (list) list.push(edge);
    else byStart.set(name, [edge]);
  }
  const taken = new Set<Position[]>();
  return edges.flatMap((edge): Position[][] => {
    if (taken.has(edge)) return [];
    taken.add(edge);
    const line = [...edge];
    for (;;) {
      const next = byStart.get(nameOf(line.at(-1) as Position))?.find((each) => !taken.has(each));
      if (!next) return [line];
      taken.add(next);
      line.push(next[1] as Position);
    }
  });
}
