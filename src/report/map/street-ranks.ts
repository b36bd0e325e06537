/** How prominently a street is drawn: by OSM `highway` value, from trunk roads (0) to paths and steps (6). */

const RANKS: Readonly<Record<string, number>> = {
  motorway: 0,
  motorway_link: 0,
  trunk: 0,
  trunk_link: 0,
  primary: 1,
  primary_link: 1,
  secondary: 2,
  secondary_link: 2,
  tertiary: 3,
  tertiary_link: 3,
  unclassified: 4,
  residential: 4,
  living_street: 4,
  road: 4,
  street: 4,
  pedestrian: 5,
  service: 5,
  track: 5,
  footway: 6,
  path: 6,
  steps: 6,
  cycleway: 6,
  bridleway: 6,
  corridor: 6,
  platform: 6,
};

export const RANK_COUNT = 7;
/** The widest view in which streets of each rank are drawn. */
export const RANK_MINIMUM_ZOOMS = [0, 8, 10, 11, 12, 14, 14] as const;

/** Rank of a `highway` value; unknown ones are drawn like lanes. */
export function streetRank(highway: string): number {
  return RANKS[highway] ?? 4;
}
