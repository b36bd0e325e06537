/**
 * A GeoTIFF of heights (an elevation model of one band) → metres at a place, between
 * four cells in proportion. The decoder is loaded when the first such file comes. Only
 * the part under the streets is read. Cells without data, and values that no ground
 * has, are unknown; a place with an unknown cell about it is unknown too.
 */
import type { GeoTIFFImage } from "geotiff";
import type { Bounds } from "../../core/model/geometry.ts";
import type { CoordinateSystem } from "../crs/coordinate-system.ts";
import type { IssueList } from "../tables/labelled-table.ts";
import { systemOfGeoKeys } from "./geotiff-system.ts";

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

const PIXEL_IS_POINT = 2;
const METRES_OF_UNIT: Readonly<Record<number, number>> = { 9001: 1, 9002: 0.3048, 9003: 1200 / 3937 };
/** No street on earth lies lower or higher; gaps are often written as -9999 or -32768 without saying so. */
const LOWEST = -1_000;
const HIGHEST = 9_000;
const MOST_CELLS = 100_000_000;

/** Linear map between cell numbers (of cell centres) and the file's coordinates. */
interface Grid {
  readonly x0: number;
  readonly y0: number;
  readonly dx: number;
  readonly dy: number;
}

function numbersOf(value: unknown): number[] | null {
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return Array.from(value as ArrayLike<number>, Number);
  return null;
}

/** The grid of an image's cell centres; null where it has none or is turned. */
function gridOf(image: GeoTIFFImage, isPoint: boolean): Grid | null {
  const directory = image.fileDirectory;
  const half = isPoint ? 0 : 0.5;
  const matrix = directory.hasTag("ModelTransformation") ? numbersOf(directory.getValue("ModelTransformation")) : null;
  if (matrix) {
    const [dx = 0, turnX = 0, , x = Number.NaN, turnY = 0, dy = 0, , y = Number.NaN] = matrix;
    if (turnX !== 0 || turnY !== 0) return null;
    return { x0: x + half * dx, y0: y + half * dy, dx, dy };
  }
  const tie = directory.hasTag("ModelTiepoint") ? numbersOf(directory.getValue("ModelTiepoint")) : null;
  const scale = directory.hasTag("ModelPixelScale") ? numbersOf(directory.getValue("ModelPixelScale")) : null;
  if (!tie || tie.length < 6 || !scale || scale.length < 2) return null;
  const [column, row, , x, y] = tie as [number, number, number, number, number];
  const [dx, down] = scale as [number, number];
  const dy = -down;
  return { x0: x + (half - column) * dx, y0: y + (half - row) * dy, dx, dy };
}

/** Bounds in the file's coordinates that hold bounds in degrees: corners and sides are looked at. */
function projectBounds([west, south, east, north]: Bounds, to: (x: number, y: number) => readonly number[]): Bounds {
  const bounds: Bounds = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i <= 8; i++) {
    for (let j = 0; j <= 8; j++) {
      const [x, y] = to(west + ((east - west) * i) / 8, south + ((north - south) * j) / 8) as [number, number];
      if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
      bounds[0] = Math.min(bounds[0], x);
      bounds[1] = Math.min(bounds[1], y);
      bounds[2] = Math.max(bounds[2], x);
      bounds[3] = Math.max(bounds[3], y);
    }
  }
  return bounds;
}

/** Opens a model; null, with every fault in `issues`, where it is none. */
export async function openElevationModel(
  bytes: Uint8Array,
  layer: string,
  issues: IssueList,
): Promise<ElevationModel | null> {
  let image: GeoTIFFImage;
  let keys: Readonly<Record<string, unknown>>;
  let bands: number;
  let isPoint: boolean;
  let grid: Grid | null;
  let missing: number | null;
  let scaling: Scaling;
  try {
    const { fromArrayBuffer } = await import("geotiff");
    const tiff = await fromArrayBuffer(bytes.slice().buffer);
    image = await tiff.getImage();
    await loadTags(image);
    keys = (image.getGeoKeys() ?? {}) as Readonly<Record<string, unknown>>;
    bands = image.getSamplesPerPixel();
    isPoint = Number(keys.GTRasterTypeGeoKey ?? 1) === PIXEL_IS_POINT;
    grid = gridOf(image, isPoint);
    missing = image.getGDALNoData();
    scaling = await readScaling(image);
  } catch {
    issues.error("unreadable-file", layer, { details: { format: "GeoTIFF" } });
    return null;
  }
  const width = image.getWidth();
  const height = image.getHeight();
  const system = systemOfGeoKeys(keys);
  const unit = METRES_OF_UNIT[Number(keys.VerticalUnitsGeoKey ?? 9001)];
  if (bands !== 1)
    issues.error("bad-value", layer, { field: "bands", value: String(bands), details: { what: "bands", expected: 1 } });
  if (!system) {
    const code = keys.ProjectedCSTypeGeoKey ?? keys.GeographicTypeGeoKey ?? "";
    issues.error("bad-value", layer, { field: "crs", value: String(code), details: { what: "elevation-crs" } });
  }
  if (!grid || !(Math.abs(grid.dx) > 0 && Math.abs(grid.dy) > 0))
    issues.error("bad-value", layer, { field: "georeference", details: { what: "elevation-grid" } });
  if (unit === undefined)
    issues.error("bad-value", layer, {
      field: "VerticalUnits",
      value: String(keys.VerticalUnitsGeoKey),
      details: { expected: "9001" },
    });
  if (bands !== 1 || !system || !grid || unit === undefined) return null;
  return layModel({ layer, image, system, grid, width, height, unit, missing, scaling });
}

/** Reads the tags that are read in turn later: large ones are left in the file until asked for. */
async function loadTags(image: GeoTIFFImage): Promise<void> {
  const directory = image.fileDirectory;
  for (const tag of ["ModelTransformation", "ModelTiepoint", "ModelPixelScale", "GDAL_NODATA"] as const) {
    if (directory.hasTag(tag)) await directory.loadValue(tag);
  }
}

/** How a band's numbers become heights: GDAL's scale and offset, as for decimetres kept in whole numbers. */
interface Scaling {
  readonly scale: number;
  readonly offset: number;
}

async function readScaling(image: GeoTIFFImage): Promise<Scaling> {
  const stated = (await image.getGDALMetadata(0)) ?? {};
  const numberOf = (name: string, without: number): number => {
    const value = Number(stated[name] ?? without);
    return Number.isFinite(value) ? value : without;
  };
  return { scale: numberOf("SCALE", 1), offset: numberOf("OFFSET", 0) };
}

interface Raster {
  readonly layer: string;
  readonly image: GeoTIFFImage;
  readonly system: CoordinateSystem;
  readonly grid: Grid;
  readonly width: number;
  readonly height: number;
  readonly unit: number;
  readonly missing: number | null;
  readonly scaling: Scaling;
}

function layModel({ layer, image, system, grid, width, height, unit, missing, scaling }: Raster): ElevationModel {
  const { x0, y0, dx, dy } = grid;
  const xs = [x0 - dx / 2, x0 + (width - 0.5) * dx];
  const ys = [y0 - dy / 2, y0 + (height - 0.5) * dy];
  const own: Bounds = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
  const extent = projectBounds(own, system.toDegrees);
  const degreeMetres = 111_200;
  const middle = (extent[1] + extent[3]) / 2;
  const side = system.unit === "degrees" ? degreeMetres * Math.cos((middle * Math.PI) / 180) : 1;
  const cellMetres = Math.min(Math.abs(dx) * side, Math.abs(dy) * (system.unit === "degrees" ? degreeMetres : 1));
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
    const [band] = (await image.readRasters({ window: [left, top, right, bottom], samples: [0] })) as unknown as [
      ArrayLike<number>,
    ];
    const cellAt = (column: number, row: number): number => {
      const value = band[(row - top) * across + (column - left)] as number;
      const metres = (value * scaling.scale + scaling.offset) * unit;
      const isMissing = missing !== null && (value === missing || value === Math.fround(missing));
      return isMissing || !(metres >= LOWEST && metres <= HIGHEST) ? Number.NaN : metres;
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
