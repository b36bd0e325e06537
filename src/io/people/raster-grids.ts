/**
 * Rasters of people by where their cells lie: those with the same cells are read together, and tiles of one raster that lie side by side
 * count as one when ages are put together.
 */
import type { PopulationRaster } from "../raster/population-raster.ts";

/** Sides of cells that two grids may be apart and still be one. */
const SLACK = 0.01;

/** Places in the list of rasters, those with the same cells together, in the order in which they came. */
export function groupByGrid(rasters: readonly PopulationRaster[]): readonly (readonly number[])[] {
  const grids: number[][] = [];
  for (const [place, raster] of rasters.entries()) {
    const known = grids.find(([first]) => raster.hasCellsOf(rasters[first as number] as PopulationRaster));
    if (known) known.push(place);
    else grids.push([place]);
  }
  return grids;
}

/** Whether two rasters count the same people. */
export function areSameAges(
  { ages: one }: Pick<PopulationRaster, "ages">,
  { ages: other }: Pick<PopulationRaster, "ages">,
): boolean {
  return one.first === other.first && one.last === other.last && one.sex === other.sex;
}

/** Whether two rasters have cells of one size and system that do not overlap. */
function areTiles(one: PopulationRaster, other: PopulationRaster): boolean {
  const [system, x0, y0, dx, dy] = one.cells;
  const [otherSystem, otherX0, otherY0, otherDx, otherDy] = other.cells;
  if (system !== otherSystem || one.measure !== other.measure) return false;
  if (Math.abs(otherDx - dx) > SLACK * Math.abs(dx) || Math.abs(otherDy - dy) > SLACK * Math.abs(dy)) return false;
  const [right, down] = [(otherX0 - x0) / dx, (otherY0 - y0) / dy];
  const isBeside = (offset: number, own: number, others: number): boolean =>
    offset >= own - SLACK || -offset >= others - SLACK;
  return isBeside(right, one.width, other.width) || isBeside(down, one.height, other.height);
}

/** Places in the list of rasters, tiles of one raster together: the same ages, side by side. */
export function groupTiles(rasters: readonly PopulationRaster[]): readonly (readonly number[])[] {
  const mosaics: number[][] = [];
  for (const [place, raster] of rasters.entries()) {
    const known = mosaics.find((tiles) =>
      tiles.every((tile) => {
        const other = rasters[tile] as PopulationRaster;
        return areSameAges(other, raster) && areTiles(other, raster);
      }),
    );
    if (known) known.push(place);
    else mosaics.push([place]);
  }
  return mosaics;
}
