/** How finely isochrones are drawn and how far from the street they go. */

export interface GroundOptions {
  /** Largest distance of neighbouring lattice points. */
  readonly cellMetres: number;
  /** The farthest that anybody walks from a street. */
  readonly offStreetMetres: number;
}

export const DEFAULT_GROUND: GroundOptions = { cellMetres: 20, offStreetMetres: 100 };

/** Half the width of a street over water, in cells: wide enough that no bend of it falls between lattice points. */
const RIBBON_CELLS = 0.75;

/** The least off-street limit with which no street falls between lattice points. */
export function leastOffStreetMetres(cellMetres: number): number {
  return RIBBON_CELLS * cellMetres;
}
