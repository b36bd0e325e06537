/**
 * Points that stand for land, each with its area, so that land shares are counted
 * and never cut out of polygons. Where the study has residential land its demand
 * cells are the samples; otherwise a regular grid is laid over each community
 * (about 100 points each, at least 20 m apart). Error of a share: about
 * 0.5 / √samples, 5 points for the smallest communities.
 */
import { areaSquareMetres, polygonsOf } from "../areas.ts";
import { metresPerDegreeOfLatitude, metresPerDegreeOfLongitude } from "../geodesy.ts";
import type { Communities } from "../model/community.ts";
import type { AreaGeometry, Position } from "../model/geometry.ts";

export interface LandSamples {
  /** Interleaved lon, lat. */
  readonly coordinates: Float64Array;
  readonly communityIndexes: Int32Array;
  readonly squareMetres: Float64Array;
}

const SAMPLES_PER_COMMUNITY = 100;
const MOST_SAMPLES = 400_000;
const LEAST_SPACING_METRES = 20;

/** Lays the grid; communities without a polygon get no samples. */
export function sampleCommunityLand(communities: Communities): LandSamples {
  const wanted = Math.max(
    4,
    Math.min(SAMPLES_PER_COMMUNITY, Math.floor(MOST_SAMPLES / Math.max(1, communities.count))),
  );
  const coordinates: number[] = [];
  const communityIndexes: number[] = [];
  const squareMetres: number[] = [];
  for (let community = 0; community < communities.count; community++) {
    const area = communities.areas[community];
    if (!area) continue;
    const before = communityIndexes.length;
    const total = areaSquareMetres(area);
    const spacing = Math.max(LEAST_SPACING_METRES, Math.sqrt(total / wanted));
    visitGridPoints(area, spacing, (lon, lat) => {
      coordinates.push(lon, lat);
      communityIndexes.push(community);
    });
    if (communityIndexes.length === before) {
      coordinates.push(communities.centres[2 * community] as number, communities.centres[2 * community + 1] as number);
      communityIndexes.push(community);
    }
    const share = total / (communityIndexes.length - before);
    for (let i = before; i < communityIndexes.length; i++) squareMetres.push(share);
  }
  return {
    coordinates: Float64Array.from(coordinates),
    communityIndexes: Int32Array.from(communityIndexes),
    squareMetres: Float64Array.from(squareMetres),
  };
}

/** Calls back for each grid point inside the area (even–odd rule, row by row). */
function visitGridPoints(area: AreaGeometry, spacingMetres: number, visit: (lon: number, lat: number) => void): void {
  const rings = polygonsOf(area).flat();
  let south = Infinity;
  let north = -Infinity;
  for (const ring of rings) {
    for (const [, lat] of ring) {
      if (lat < south) south = lat;
      if (lat > north) north = lat;
    }
  }
  const stepLat = spacingMetres / metresPerDegreeOfLatitude(south);
  const stepLon = spacingMetres / metresPerDegreeOfLongitude(south);
  for (let row = Math.ceil(south / stepLat - 0.5); (row + 0.5) * stepLat < north; row++) {
    const lat = (row + 0.5) * stepLat;
    const crossings: number[] = [];
    for (const ring of rings) {
      for (let i = 0; i < ring.length; i++) {
        const a = ring[i] as Position;
        const b = ring[(i + 1) % ring.length] as Position;
        if (a[1] > lat === b[1] > lat) continue;
        crossings.push(a[0] + ((lat - a[1]) / (b[1] - a[1])) * (b[0] - a[0]));
      }
    }
    crossings.sort((a, b) => a - b);
    for (let i = 0; i + 1 < crossings.length; i += 2) {
      const from = crossings[i] as number;
      const to = crossings[i + 1] as number;
      for (let column = Math.ceil(from / stepLon - 0.5); (column + 0.5) * stepLon < to; column++) {
        visit((column + 0.5) * stepLon, lat);
      }
    }
  }
}
