/** What an answer uses of places and money, where a siting question counts them. */

/** A new or standing site under an answer. */
export interface SiteUse {
  readonly siteId: string;
  readonly isNew: boolean;
  /** People that it can take, Infinity for anybody, and how many it serves; null where nobody counts places. */
  readonly capacity: number | null;
  readonly served: number | null;
  readonly cost: number | null;
}

export interface SitingUse {
  /** New sites in the order of the ranking, then standing ones that stay. */
  readonly sites: readonly SiteUse[];
  /** What the new sites cost together; null without costs. */
  readonly spent: number | null;
  readonly countsPlaces: boolean;
}
