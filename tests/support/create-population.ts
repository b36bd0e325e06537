/** GeoTIFFs of people, written by hand on the writer of heights. */
import { createDem, type DemOptions } from "./create-dem.ts";

/** A raster whose cells hold people; NaN is written as the gap value -99999. */
export function createPopulation(
  options: Omit<DemOptions, "heightOf"> & { readonly peopleOf: (column: number, row: number, band: number) => number },
): Uint8Array {
  const { peopleOf, ...rest } = options;
  return createDem({ gap: -99999, ...rest, heightOf: peopleOf });
}
