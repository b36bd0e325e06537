/**
 * The lattice on which isochrones are drawn: points at whole numbers of 1e-7 degrees
 * (1 cm), at most `cellMetres` apart both ways anywhere in the study, gathered in
 * blocks of 4 × 4. The vertices of outlines lie on links between neighbouring points,
 * at whole units too, so that outlines are exact integers: rings cannot touch or
 * cross by rounding, and written decimals mean what was computed.
 */
import { metresPerDegreeOfLatitude, metresPerDegreeOfLongitude } from "../geodesy.ts";
import type { Network } from "../network/network.ts";

export const UNITS_PER_DEGREE = 1e7;
/** Lattice points along the side of a block. */
export const BLOCK_SIDE = 4;

export interface Lattice {
  /** Units of 1e-7° from one column of points to the next, and from one row to the next. */
  readonly columnUnits: number;
  readonly rowUnits: number;
  readonly blockWidthUnits: number;
  readonly blockHeightUnits: number;
  /** Least side of a block anywhere in the study, both ways. */
  readonly leastBlockWidthMetres: number;
  readonly leastBlockHeightMetres: number;
}

const LEAST_UNITS = 8;
const MOST_UNITS = 1e8;
/** At the poles a degree of longitude has no length. */
const FARTHEST_LATITUDE = 89.9;

/** The lattice of a network; `cellMetres` is the largest distance of neighbouring points. */
export function chooseLattice(network: Network, cellMetres: number): Lattice {
  let south = Infinity;
  let north = -Infinity;
  for (const latitude of network.nodeLats) {
    if (latitude < south) south = latitude;
    if (latitude > north) north = latitude;
  }
  if (south > north) south = north = 0;
  const clamp = (latitude: number): number => Math.max(-FARTHEST_LATITUDE, Math.min(FARTHEST_LATITUDE, latitude));
  const nearest = clamp(Math.max(south, Math.min(north, 0)));
  const farthest = clamp(Math.abs(south) > Math.abs(north) ? south : north);
  const unitsOf = (metresPerDegree: number): number =>
    Math.max(LEAST_UNITS, Math.min(MOST_UNITS, Math.floor((cellMetres / metresPerDegree) * UNITS_PER_DEGREE)));
  const columnUnits = unitsOf(metresPerDegreeOfLongitude(nearest));
  const rowUnits = unitsOf(metresPerDegreeOfLatitude(farthest));
  const blockWidthUnits = BLOCK_SIDE * columnUnits;
  const blockHeightUnits = BLOCK_SIDE * rowUnits;
  return {
    columnUnits,
    rowUnits,
    blockWidthUnits,
    blockHeightUnits,
    leastBlockWidthMetres: blockWidthUnits * (metresPerDegreeOfLongitude(farthest) / UNITS_PER_DEGREE),
    leastBlockHeightMetres: blockHeightUnits * (metresPerDegreeOfLatitude(nearest) / UNITS_PER_DEGREE),
  };
}

/** Latitude of the middle of a row of blocks, at which its lengths are taken. */
export function blockRowLatitude(lattice: Lattice, row: number): number {
  const latitude = ((row + 0.5) * lattice.blockHeightUnits) / UNITS_PER_DEGREE;
  return Math.max(-FARTHEST_LATITUDE, Math.min(FARTHEST_LATITUDE, latitude));
}
