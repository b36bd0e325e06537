/**
 * Facilities just outside a border: the communities whose outline runs within so many
 * straight metres of a facility, besides those that it stands in. A grid over all
 * outlines; a line is asked at its positions, as when it is looked for inside.
 */
import type { AnalysisSession } from "../../analysis-session.ts";
import { polygonsOf } from "../../areas.ts";
import type { Communities } from "../../model/community.ts";
import type { Facilities } from "../../model/facility.ts";
import { SegmentGrid } from "../../network/segment-grid.ts";

const CELL_METRES = 300;

interface Outlines {
  readonly grid: SegmentGrid;
  readonly communityOfSegment: Int32Array;
}

/** For each facility the communities that it stands in (`inside`) or near, ascending. */
export function locateNearCommunities(
  session: AnalysisSession,
  layer: Facilities,
  inside: readonly (readonly number[])[],
  metres: number,
): number[][] {
  return session.remember(`facilities near communities ${layer.serviceId} ${metres}`, () => {
    const outlines = session.remember("community outlines", () => indexOutlines(session.study.communities));
    return inside.map((communities, facility) => {
      const near = new Set(communities);
      const end = layer.starts[facility + 1] as number;
      for (let position = layer.starts[facility] as number; outlines && position < end; position++) {
        const lon = layer.coordinates[2 * position] as number;
        const lat = layer.coordinates[2 * position + 1] as number;
        for (const segment of outlines.grid.listWithin(lon, lat, metres)) {
          near.add(outlines.communityOfSegment[segment] as number);
        }
      }
      return [...near].sort((a, b) => a - b);
    });
  });
}

/** Null where no community has an outline. */
function indexOutlines({ areas }: Communities): Outlines | null {
  const ends: number[] = [];
  const communityOfSegment: number[] = [];
  areas.forEach((area, community) => {
    for (const ring of area ? polygonsOf(area).flat() : []) {
      for (let i = 1; i < ring.length; i++) {
        const [from, to] = [ring[i - 1], ring[i]];
        if (!from || !to) continue;
        ends.push(from[0], from[1], to[0], to[1]);
        communityOfSegment.push(community);
      }
    }
  });
  if (ends.length === 0) return null;
  const grid = new SegmentGrid({ count: communityOfSegment.length, ends: Float64Array.from(ends) }, CELL_METRES);
  return { grid, communityOfSegment: Int32Array.from(communityOfSegment) };
}
