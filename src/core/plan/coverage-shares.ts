/** How much of a target's people, units and land has what the target asks for: the same circle along streets and straight. */

/** Shares, 0–1, over the units that were tested. */
export interface CoverageShares {
  /** People of the rule's group. */
  readonly people: number;
  readonly units: number;
  /** Residential land where the study knows it, else all land of the units; null where they have none. */
  readonly land: number | null;
}

/** `reach`: what lies within the rule's reach. `in-units`: what lies in units that have what is asked, where no distance is asked for. */
export type TargetCoverage =
  | { readonly kind: "reach"; readonly network: CoverageShares; readonly straight: CoverageShares }
  | { readonly kind: "in-units"; readonly inUnits: CoverageShares };
