/**
 * A GeoTIFF of heights (an elevation model of one band) → metres at a place, between
 * four cells in proportion. The decoder is loaded when the first such file comes. Only
 * the part under the streets is read. Cells without data, and values that no ground
 * has, are unknown; a place with an unknown cell about it is unknown too.
 */
import type { Bounds } from "../../core/model/geometry.ts";
import type { CoordinateSystem } from "../crs/coordinate-system.ts";
import type { IssueList } from "../tables/labelled-table.ts";
import {
  checkOneBand,
  type GeotiffBand,
  type OpenedGeotiff,
  openGeotiff,
  outlineOfBand,
  projectBounds,
  readBand,
} from "./geotiff-band.ts";

export interface ElevationModel {
  readonly layer: string;
  readonly system: CoordinateSystem;
  readonly width: number;
  readonly height: number;
  /** About the length of a cell's side on the ground, at the model's middle. */
  readonly cellMetres: number;
  /** Whether any of the streets' bounds (degrees) lies under the model. */
  readonly touches: (bounds: Bounds) => boolean;
  /** West, south, east and north in degrees, for messages. */
  readonly extent: Bounds;
  /** Reads the cells under the bounds: metres at a place in degrees, NaN where unknown. Throws where they cannot be decoded. */
  readonly readHeights: (bounds: Bounds) => Promise<(lon: number, lat: number) => number>;
}

const METRES_OF_UNIT: Readonly<Record<number, number>> = { 9001: 1, 9002: 0.3048, 9003: 1200 / 3937 };
/** No street on earth lies lower or higher; gaps are often written as -9999 or -32768 without saying so. */
const LOWEST = -1_000;
const HIGHEST = 9_000;
const MOST_CELLS = 100_000_000;

/** Opens a model; null, with every fault in `issues`, where it is none. */
export async function openElevationModel(
  bytes: Uint8Array,
  layer: string,
  issues: IssueList,
): Promise<ElevationModel | null> {
  const file = await openGeotiff(bytes, layer, issues);
  return file && layElevationModel(file, layer, issues);
}

/** The model in a file that is open; null, with every fault in `issues`, where it is none. */
export function layElevationModel(file: OpenedGeotiff, layer: string, issues: IssueList): ElevationModel | null {
  const { band, keys } = file;
  const isOne = checkOneBand(file, layer, issues);
  const unit = METRES_OF_UNIT[Number(keys.VerticalUnitsGeoKey ?? 9001)];
  if (unit === undefined)
    issues.error("bad-value", layer, {
      field: "VerticalUnits",
      value: String(keys.VerticalUnitsGeoKey),
      details: { expected: "9001" },
    });
  return band && isOne && unit !== undefined ? layModel(layer, band, unit) : null;
}

function layModel(layer: string, band: GeotiffBand, unit: number): ElevationModel {
  const { system, grid, width, height, scaling } = band;
  const { x0, y0, dx, dy } = grid;
  const { own, extent, cellMetres } = outlineOfBand(band);
  const touches = (bounds: Bounds): boolean => {
    const [west, south, east, north] = projectBounds(bounds, system.fromDegrees);
    return west <= own[2] && east >= own[0] && south <= own[3] && north >= own[1];
  };
  const readHeights = async (bounds: Bounds): Promise<(lon: number, lat: number) => number> => {
    const [west, south, east, north] = projectBounds(bounds, system.fromDegrees);
    const columns = [(west - x0) / dx, (east - x0) / dx];
    const rows = [(south - y0) / dy, (north - y0) / dy];
    // The curve of a side between the places looked at may bulge a little.
    const room = 8;
    const left = Math.max(0, Math.floor(Math.min(...columns)) - room);
    const top = Math.max(0, Math.floor(Math.min(...rows)) - room);
    const right = Math.min(width, Math.ceil(Math.max(...columns)) + room + 1);
    const bottom = Math.min(height, Math.ceil(Math.max(...rows)) + room + 1);
    const across = right - left;
    if (across * (bottom - top) > MOST_CELLS) throw new RangeError("too many cells");
    const { values, isGap } = await readBand(band, [left, top, right, bottom]);
    const cellAt = (column: number, row: number): number => {
      const at = (row - top) * across + (column - left);
      const metres = ((values[at] as number) * scaling.scale + scaling.offset) * unit;
      return isGap(at) || !(metres >= LOWEST && metres <= HIGHEST) ? Number.NaN : metres;
    };
    return (lon, lat) => {
      const [x, y] = system.fromDegrees(lon, lat);
      const column = (x - x0) / dx;
      const row = (y - y0) / dy;
      // Half a cell beyond the outermost centres still lies on their cells.
      if (!(column >= -0.5 && column <= width - 0.5 && row >= -0.5 && row <= height - 0.5)) return Number.NaN;
      const c = Math.max(left, Math.min(right - 1, column));
      const r = Math.max(top, Math.min(bottom - 1, row));
      const c0 = Math.min(Math.floor(c), Math.max(left, right - 2));
      const r0 = Math.min(Math.floor(r), Math.max(top, bottom - 2));
      const u = c - c0;
      const v = r - r0;
      let sum = 0;
      // A cell of no weight is not asked: next to a gap an exact centre is known.
      if (u < 1 && v < 1) sum += (1 - u) * (1 - v) * cellAt(c0, r0);
      if (u > 0 && v < 1) sum += u * (1 - v) * cellAt(c0 + 1, r0);
      if (u < 1 && v > 0) sum += (1 - u) * v * cellAt(c0, r0 + 1);
      if (u > 0 && v > 0) sum += u * v * cellAt(c0 + 1, r0 + 1);
      return sum;
    };
  };
  return { layer, system, width, height, cellMetres, touches, extent, readHeights };
}
