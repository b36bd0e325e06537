/**
 * GeoTIFF (also BigTIFF, tiled or in strips; deflate, LZW, packbits) → heights of
 * the part that the streets lie in. One band; any coordinate system that is known
 * here, as degrees, metres, or a transverse Mercator that the file spells out; a
 * whole affine placement. The decoder is fetched only when a raster is read.
 */
import type { GeoTIFFImage } from "geotiff";
import { BadDataError } from "../../core/errors.ts";
import { distanceMetres } from "../../core/geodesy.ts";
import { type CoordinateSystem, WGS84 } from "../crs/coordinate-system.ts";
import { KNOWN_SYSTEMS } from "../crs/epsg-systems.ts";
import { findCoordinateSystem, systemOfEpsg } from "../crs/find-coordinate-system.ts";
import type { IssueList } from "../labelled-table.ts";
import type { ElevationRaster } from "./elevation-raster.ts";

/** No ground is lower or higher; what is beyond stands for "no value" (−9999, −32768, 3.4e38). */
const LOWEST_METRES = -500;
const HIGHEST_METRES = 9000;
const FOOT_METRES = 0.3048;
const FEET = new Set([9002, 9003]);
const PIXEL_IS_POINT = 2;
const USER_DEFINED = 32767;
/** Cells read around the streets' own, so that every place has its four. */
const MARGIN_CELLS = 2;
const MOST_CELLS = 200_000_000;

/** Column, row → x, y of a cell's centre and back. */
interface Placement {
  readonly toModel: (column: number, row: number) => readonly [x: number, y: number];
  readonly toCell: (x: number, y: number) => readonly [column: number, row: number];
}

/** The heights around the given positions (interleaved lon, lat), or null with the faults in `issues`. Without positions only the faults are found. */
export async function readGeotiff(
  bytes: Uint8Array,
  layer: string,
  positions: Float64Array,
  issues: IssueList,
): Promise<ElevationRaster | null> {
  try {
    const { fromArrayBuffer } = await import("geotiff");
    const { buffer, byteOffset, byteLength } = bytes;
    const whole = byteOffset === 0 && byteLength === buffer.byteLength ? buffer : bytes.slice().buffer;
    const tiff = await fromArrayBuffer(whole as ArrayBuffer);
    return await readImage(await tiff.getImage(0), layer, positions, issues);
  } catch (error) {
    if (error instanceof BadDataError) throw error;
    issues.error("unreadable-file", layer, { details: { format: "GeoTIFF" } });
    return null;
  }
}

async function readImage(
  image: GeoTIFFImage,
  layer: string,
  positions: Float64Array,
  issues: IssueList,
): Promise<ElevationRaster | null> {
  const bands = image.getSamplesPerPixel();
  const placement = placementOf(image);
  if (bands !== 1)
    issues.error("bad-raster", layer, { field: "bands", value: String(bands), details: { what: "bands" } });
  if (placement === null) issues.error("bad-raster", layer, { field: "geometry", details: { what: "no-place" } });
  const system = systemOfImage(image, placement, layer, issues);
  if (bands !== 1 || placement === null || system === null || positions.length === 0) return null;

  const cellOf = (lon: number, lat: number): readonly [number, number] => {
    const [x, y] = system.fromDegrees(lon, lat);
    return placement.toCell(x, y);
  };
  const [columns, rows] = [image.getWidth(), image.getHeight()];
  const window = windowOf(positions, cellOf, columns, rows);
  if (window === null) {
    const corners = [placement.toModel(-0.5, rows - 0.5), placement.toModel(columns - 0.5, -0.5)];
    const extent = corners
      .map(([x, y]) =>
        system
          .toDegrees(x, y)
          .map((one) => one.toFixed(4))
          .join(", "),
      )
      .join(" – ");
    issues.error("raster-off-streets", layer, {
      field: "geometry",
      value: extent.slice(0, 80),
      details: { crs: system.id },
    });
    return null;
  }
  const [left, top, right, bottom] = window;
  const [width, height] = [right - left, bottom - top];
  if (width * height > MOST_CELLS) {
    issues.error("too-large", layer, { value: `${width} × ${height}`, details: { limit: 4 * MOST_CELLS } });
    return null;
  }
  const read = await image.readRasters({ window: [left, top, right, bottom], samples: [0], interleave: true });
  const metres = await toMetres(image, read as unknown as ArrayLike<number>, width * height);
  const [x0, y0] = placement.toModel(left + width / 2, top + height / 2);
  const [x1, y1] = placement.toModel(left + width / 2, top + height / 2 + 1);
  const [lon0, lat0] = system.toDegrees(x0, y0);
  const [lon1, lat1] = system.toDegrees(x1, y1);
  return {
    layer,
    width,
    height,
    metres,
    cellAt: (lon, lat) => {
      const [column, row] = cellOf(lon, lat);
      return [column - left, row - top];
    },
    cellMetres: distanceMetres(lon0, lat0, lon1, lat1),
    system: system.title,
  };
}

/** Where the cells lie; the tags are those of the GeoTIFF standard, cell centres half a cell in unless pixels are points. */
function placementOf(image: GeoTIFFImage): Placement | null {
  const directory = image.getFileDirectory();
  // A file that does not say has areas; geotiff's own pixelIsArea takes those for points.
  const half = image.getGeoKeys()?.GTRasterTypeGeoKey === PIXEL_IS_POINT ? 0 : 0.5;
  const matrix = tagNumbers(directory, "ModelTransformation");
  const scale = tagNumbers(directory, "ModelPixelScale");
  const tie = tagNumbers(directory, "ModelTiepoint");
  let a: number;
  let b: number;
  let c: number;
  let d: number;
  let x: number;
  let y: number;
  if (matrix !== null && matrix.length >= 8) {
    [a, b, x] = [matrix[0] as number, matrix[1] as number, matrix[3] as number];
    [c, d, y] = [matrix[4] as number, matrix[5] as number, matrix[7] as number];
  } else if (scale !== null && tie !== null && scale.length >= 2 && tie.length >= 6) {
    [a, b, c, d] = [scale[0] as number, 0, 0, -(scale[1] as number)];
    x = (tie[3] as number) - a * (tie[0] as number);
    y = (tie[4] as number) - d * (tie[1] as number);
  } else return null;
  const determinant = a * d - b * c;
  if (!Number.isFinite(determinant) || determinant === 0 || !Number.isFinite(x + y)) return null;
  return {
    toModel: (column, row) => [x + a * (column + half) + b * (row + half), y + c * (column + half) + d * (row + half)],
    toCell: (east, north) => [
      (d * (east - x) - b * (north - y)) / determinant - half,
      (a * (north - y) - c * (east - x)) / determinant - half,
    ],
  };
}

function tagNumbers(
  directory: ReturnType<GeoTIFFImage["getFileDirectory"]>,
  name: "ModelTransformation" | "ModelPixelScale" | "ModelTiepoint",
): number[] | null {
  const value: unknown = directory.hasTag(name) ? directory.getValue(name) : undefined;
  if (value === undefined || value === null) return null;
  return Array.from(value as ArrayLike<number>, Number);
}

/** The system that the file names or spells out; degrees are taken for WGS84 where it says nothing and they can be. */
function systemOfImage(
  image: GeoTIFFImage,
  placement: Placement | null,
  layer: string,
  issues: IssueList,
): CoordinateSystem | null {
  const keys: Readonly<Record<string, unknown>> = image.getGeoKeys() ?? {};
  const projected = Number(keys.ProjectedCSTypeGeoKey ?? 0);
  const geographic = Number(keys.GeographicTypeGeoKey ?? 0);
  const isProjected = projected !== 0 || Number(keys.GTModelTypeGeoKey) === 1;
  const code = isProjected ? projected : geographic;
  const middle = placement?.toModel(image.getWidth() / 2, image.getHeight() / 2);
  if (code === 0 && !isProjected) {
    if (middle === undefined) return null;
    if (WGS84.faultOf(middle[0], middle[1]) === "") {
      issues.warn("assumed", layer, { field: "crs", value: WGS84.title, details: { what: "datum" } });
      return WGS84;
    }
    issues.error("bad-raster", layer, { field: "crs", details: { what: "no-crs" } });
    return null;
  }
  const system = code !== 0 && code !== USER_DEFINED ? systemOfEpsg(code) : spelledOut(keys);
  if (system === null) {
    const value = code === 0 || code === USER_DEFINED ? citationOf(keys) : `EPSG:${code}`;
    issues.error("bad-raster", layer, {
      field: "crs",
      value: value.slice(0, 80),
      details: { what: "unknown-crs", known: KNOWN_SYSTEMS },
    });
    return null;
  }
  const fault = middle === undefined ? "" : system.faultOf(middle[0], middle[1]);
  if (fault !== "" && middle !== undefined) {
    issues.error("bad-coordinate", layer, {
      value: `${middle[0]}, ${middle[1]}`,
      details: { what: fault, crs: system.id },
    });
    return null;
  }
  return system;
}

function citationOf(keys: Readonly<Record<string, unknown>>): string {
  return String(keys.PCSCitationGeoKey ?? keys.GTCitationGeoKey ?? keys.GeogCitationGeoKey ?? "");
}

const TRANSVERSE_MERCATOR = 1;
const DATUMS_LIKE_WGS84 = new Set([0, 4326, 4490, 4258, 4269]);

/** A transverse Mercator given by its own numbers, as Chinese software writes zones of Gauss–Krüger. */
function spelledOut(keys: Readonly<Record<string, unknown>>): CoordinateSystem | null {
  const method = Number(keys.ProjCoordTransGeoKey);
  const meridian = Number(keys.ProjNatOriginLongGeoKey ?? keys.ProjCenterLongGeoKey);
  const datum = Number(keys.GeographicTypeGeoKey ?? 0);
  const axis = Number(keys.GeogSemiMajorAxisGeoKey ?? 6378137);
  const likeWgs84 = DATUMS_LIKE_WGS84.has(datum) || (datum === USER_DEFINED && axis === 6378137);
  if (method !== TRANSVERSE_MERCATOR || !Number.isFinite(meridian) || !likeWgs84) return null;
  const latitude = Number(keys.ProjNatOriginLatGeoKey ?? 0);
  const scale = Number(keys.ProjScaleAtNatOriginGeoKey ?? 1);
  const easting = Number(keys.ProjFalseEastingGeoKey ?? 0);
  const northing = Number(keys.ProjFalseNorthingGeoKey ?? 0);
  return findCoordinateSystem(
    `+proj=tmerc +lat_0=${latitude} +lon_0=${meridian} +k=${scale} +x_0=${easting} +y_0=${northing} +ellps=GRS80 +towgs84=0,0,0,0,0,0,0 +units=m +no_defs`,
  );
}

/** Left, top, right, bottom (exclusive) of the raster's cells in the positions' rectangle; null where they do not meet. */
function windowOf(
  positions: Float64Array,
  cellOf: (lon: number, lat: number) => readonly [number, number],
  columns: number,
  rows: number,
): [number, number, number, number] | null {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = 0; at < positions.length; at += 2) {
    const [column, row] = cellOf(positions[at] as number, positions[at + 1] as number);
    if (!Number.isFinite(column) || !Number.isFinite(row)) continue;
    if (column < left) left = column;
    if (column > right) right = column;
    if (row < top) top = row;
    if (row > bottom) bottom = row;
  }
  // Written so that no position at all is outside.
  if (!(right >= -0.5 && left <= columns - 0.5 && bottom >= -0.5 && top <= rows - 0.5)) return null;
  return [
    Math.max(0, Math.floor(left) - MARGIN_CELLS),
    Math.max(0, Math.floor(top) - MARGIN_CELLS),
    Math.min(columns, Math.ceil(right) + MARGIN_CELLS + 1),
    Math.min(rows, Math.ceil(bottom) + MARGIN_CELLS + 1),
  ];
}

async function toMetres(image: GeoTIFFImage, values: ArrayLike<number>, count: number): Promise<Float32Array> {
  const noData = image.getGDALNoData();
  const described = (await image.getGDALMetadata(0).catch(() => null)) ?? {};
  const numberOf = (key: string, without: number): number => {
    const value = Number(described[key] ?? without);
    return Number.isFinite(value) ? value : without;
  };
  const keys: Readonly<Record<string, unknown>> = image.getGeoKeys() ?? {};
  const unit = FEET.has(Number(keys.VerticalUnitsGeoKey)) ? FOOT_METRES : 1;
  const scale = numberOf("SCALE", 1) * unit;
  const offset = numberOf("OFFSET", 0) * unit;
  const metres = new Float32Array(count);
  for (let cell = 0; cell < count; cell++) {
    const value = values[cell] as number;
    const height = value * scale + offset;
    const isKnown = value !== noData && height >= LOWEST_METRES && height <= HIGHEST_METRES;
    metres[cell] = isKnown ? height : Number.NaN;
  }
  return metres;
}
