/** The community of a position, by outlines, and by the nearest centre where some have none. */
import { AreaIndex } from "../../areas.ts";
import { metresPerDegreeOfLatitude, metresPerDegreeOfLongitude } from "../../geodesy.ts";
import type { Study } from "../../model/study.ts";

/** Which community a position is in; −1 for none. */
export function createCommunityFinder({
  communities,
}: Pick<Study, "communities">): (lon: number, lat: number) => number {
  const index = new AreaIndex(communities.areas);
  const bare = communities.areas.flatMap((area, community) => (area === null ? [community] : []));
  return (lon, lat) => {
    const held = index.find(lon, lat);
    if (held >= 0 || bare.length === 0) return held;
    const [perLon, perLat] = [metresPerDegreeOfLongitude(lat), metresPerDegreeOfLatitude(lat)];
    let [nearest, least] = [-1, Infinity];
    for (let community = 0; community < communities.count; community++) {
      const apart = Math.hypot(
        ((communities.centres[2 * community] as number) - lon) * perLon,
        ((communities.centres[2 * community + 1] as number) - lat) * perLat,
      );
      if (apart < least) [nearest, least] = [community, apart];
    }
    return nearest;
  };
}
