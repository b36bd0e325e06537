/** The links that a city may lack. */

/** What a link is: named after the hardest thing that it crosses, a dead end where nothing stands between; `locked-gate` opens one that is there. */
export const LINK_KINDS = [
  "bridge",
  "railway-crossing",
  "road-crossing",
  "wall-gate",
  "locked-gate",
  "dead-end",
] as const;
export type LinkKind = (typeof LINK_KINDS)[number];
