/**
 * The bands of a GeoTIFF as numbers on a grid that lies north up in a known system. The decoder is loaded when the first
 * such file comes.
 */
import type { GeoTIFFImage } from "geotiff";
import type { Bounds } from "../../core/model/geometry.ts";
import { tellApproximate } from "../crs/choose-system.ts";
import type { CoordinateSystem } from "../crs/coordinate-system.ts";
import type { IssueList } from "../tables/labelled-table.ts";
import { nameForeignCoding } from "./geotiff-coding.ts";
import { findOtherImages, type OtherImages } from "./geotiff-images.ts";
import { namesSystem, systemOfGeoKeys } from "./geotiff-system.ts";
import { type CornerTransform, placeBeside, type RasterBeside, systemBeside } from "./raster-beside.ts";

const PIXEL_IS_POINT = 2;

/** Linear map between cell numbers (of cell centres) and the file's coordinates. */
export interface Grid {
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
export function projectBounds(
  [west, south, east, north]: Bounds,
  to: (x: number, y: number) => readonly number[],
): Bounds {
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

/** Reads the tags that are read in turn later: large ones are left in the file until asked for. */
async function loadTags(image: GeoTIFFImage): Promise<void> {
  const directory = image.fileDirectory;
  for (const tag of [
    "ModelTransformation",
    "ModelTiepoint",
    "ModelPixelScale",
    "GDAL_NODATA",
    "SampleFormat",
    "BitsPerSample",
  ] as const) {
    if (directory.hasTag(tag)) await directory.loadValue(tag);
  }
}

/** How a band's numbers become heights: GDAL's scale and offset, as for decimetres kept in whole numbers. */
export interface Scaling {
  readonly scale: number;
  readonly offset: number;
}

/** What a file says of one of its bands. */
export interface BandFacts {
  /** "" where the band has none. */
  readonly name: string;
  readonly scaling: Scaling;
}

const UNNAMED: BandFacts = { name: "", scaling: { scale: 1, offset: 0 } };
/** Of more bands than this, or with more letters about them, only the first is asked for its name. */
const MOST_BANDS = 256;
const MOST_METADATA = 1_000_000;

async function lengthOfMetadata({ fileDirectory }: GeoTIFFImage): Promise<number> {
  return fileDirectory.hasTag("GDAL_METADATA") ? String(await fileDirectory.loadValue("GDAL_METADATA")).length : 0;
}

async function readBandFacts(image: GeoTIFFImage, sample: number): Promise<BandFacts> {
  const stated: Readonly<Record<string, unknown>> = (await image.getGDALMetadata(sample)) ?? {};
  const numberOf = (name: string, without: number): number => {
    const value = Number(stated[name] ?? without);
    return Number.isFinite(value) ? value : without;
  };
  const name = String(stated.DESCRIPTION ?? "").slice(0, 200);
  return { name, scaling: { scale: numberOf("SCALE", 1), offset: numberOf("OFFSET", 0) } };
}

export interface GeotiffBand {
  readonly image: GeoTIFFImage;
  /** Zero where nothing is known; null where the file has none. */
  readonly mask: GeoTIFFImage | null;
  /** The band's place among those of the file, from 0. */
  readonly sample: number;
  readonly system: CoordinateSystem;
  readonly grid: Grid;
  readonly width: number;
  readonly height: number;
  /** What the file writes where it knows nothing. */
  readonly missing: number | null;
  readonly scaling: Scaling;
}

/** Cells of a part of a band, row by row, as the file writes them. */
export interface BandWindow {
  readonly values: ArrayLike<number>;
  /** Whether nothing is known at a place in `values`. */
  readonly isGap: (at: number) => boolean;
}

/** Reads columns and rows from the first to before the last: `[left, top, right, bottom]`. Throws where they cannot be decoded. */
export async function readBand(
  { image, mask, sample, missing }: Pick<GeotiffBand, "image" | "mask" | "sample" | "missing">,
  window: readonly [left: number, top: number, right: number, bottom: number],
): Promise<BandWindow> {
  const read = async (from: GeoTIFFImage, samples: number[]): Promise<ArrayLike<number>> =>
    ((await from.readRasters({ window: [...window], samples })) as unknown as [ArrayLike<number>])[0];
  const values = await read(image, [sample]);
  const shown = mask && (await read(mask, [0]));
  const rounded = missing === null ? null : Math.fround(missing);
  const isGap = (at: number): boolean => {
    const value = values[at] as number;
    if (Number.isNaN(value) || (missing !== null && (value === missing || value === rounded))) return true;
    return shown !== null && shown[at] === 0;
  };
  return { values, isGap };
}

/** What a GeoTIFF says of itself. */
export interface OpenedGeotiff {
  /** The first band; null where the file cannot be used; issues say why. */
  readonly band: GeotiffBand | null;
  readonly bands: readonly BandFacts[];
  readonly keys: Readonly<Record<string, unknown>>;
}

/** Another band of the file, on the same grid. */
export function bandAt({ band, bands }: OpenedGeotiff, sample: number): GeotiffBand | null {
  const facts = bands[sample];
  return band && facts ? { ...band, sample, scaling: facts.scaling } : null;
}

/** Whether a file has one band, as heights must; an issue where it has more. */
export function checkOneBand({ bands }: OpenedGeotiff, layer: string, issues: IssueList): boolean {
  if (bands.length === 1) return true;
  const details = { what: "bands", expected: 1 };
  issues.error("bad-value", layer, { field: "bands", value: String(bands.length), details });
  return false;
}

/** Whether coordinates that should be degrees cannot be: a little beyond the edges is usual, 0–360 too. */
function isOffGlobe({ x0, y0, dx, dy }: Grid, width: number, height: number): boolean {
  const xs = [x0, x0 + (width - 1) * dx];
  const ys = [y0, y0 + (height - 1) * dy];
  return xs.some((x) => Math.abs(x) > 400) || ys.some((y) => Math.abs(y) > 100);
}

/** The grid of a transformation that does not turn. */
function gridOfTransform([x0, dx, xRow, y0, yColumn, dy]: CornerTransform): Grid | null {
  return xRow === 0 && yColumn === 0 ? { x0: x0 + dx / 2, y0: y0 + dy / 2, dx, dy } : null;
}

/** Opens a file; null where it cannot be read at all. Faults go to `issues`, all of them; whether it has one band is not asked here. What the file does not say itself is read from those `beside` it. */
export async function openGeotiff(
  bytes: Uint8Array,
  layer: string,
  issues: IssueList,
  beside: RasterBeside = {},
): Promise<OpenedGeotiff | null> {
  let image: GeoTIFFImage;
  let keys: Readonly<Record<string, unknown>>;
  const bands: BandFacts[] = [];
  let grid: Grid | null;
  let missing: number | null;
  let isPlacedItself: boolean;
  let others: OtherImages;
  let coding: string;
  try {
    const { fromArrayBuffer } = await import("geotiff");
    const tiff = await fromArrayBuffer(bytes.slice().buffer);
    image = await tiff.getImage();
    await loadTags(image);
    keys = (image.getGeoKeys() ?? {}) as Readonly<Record<string, unknown>>;
    isPlacedItself = image.fileDirectory.hasTag("ModelTransformation") || image.fileDirectory.hasTag("ModelTiepoint");
    grid = gridOf(image, Number(keys.GTRasterTypeGeoKey ?? 1) === PIXEL_IS_POINT);
    missing = image.getGDALNoData();
    others = await findOtherImages(tiff, image);
    coding = await nameForeignCoding(image, missing);
    const bandCount = image.getSamplesPerPixel();
    const isSmall = bandCount <= MOST_BANDS && (await lengthOfMetadata(image)) <= MOST_METADATA;
    for (let sample = 0; sample < bandCount; sample++)
      bands.push(sample === 0 || isSmall ? await readBandFacts(image, sample) : UNNAMED);
  } catch {
    issues.error("unreadable-file", layer, { details: { format: "GeoTIFF" } });
    return null;
  }
  const own = systemOfGeoKeys(keys);
  const stated = own === null && !namesSystem(keys) ? systemBeside(beside) : null;
  const system = own ?? stated?.system ?? null;
  const placed = grid === null && !isPlacedItself ? placeBeside(beside) : null;
  grid ??= placed && gridOfTransform(placed.transform);
  const usedFiles = [placed?.file, stated?.file].filter((file) => file !== undefined);
  if (usedFiles.length > 0)
    issues.warn("assumed", layer, {
      field: "georeference",
      details: { what: "raster-beside", found: [...new Set(usedFiles)].join(", ") },
    });
  if (!system) {
    const code = keys.ProjectedCSTypeGeoKey ?? keys.GeographicTypeGeoKey ?? "";
    issues.error("bad-value", layer, { field: "crs", value: String(code), details: { what: "elevation-crs" } });
  }
  tellApproximate(system && { system }, layer, issues);
  const isPlaced = grid !== null && Math.abs(grid.dx) > 0 && Math.abs(grid.dy) > 0;
  if (!isPlaced) issues.error("bad-value", layer, { field: "georeference", details: { what: "elevation-grid" } });
  const [width, height] = [image.getWidth(), image.getHeight()];
  if (system?.unit === "degrees" && grid && isPlaced && isOffGlobe(grid, width, height))
    issues.error("bad-value", layer, { field: "crs", details: { what: "raster-off-globe" } });
  if (coding !== "")
    issues.error("unreadable-file", layer, { field: "coding", details: { what: "raster-coding", found: coding } });
  if (others.unread > 0)
    issues.warn("assumed", layer, { field: "images", details: { what: "raster-images", found: others.unread } });
  const { mask } = others;
  const scaling = bands[0]?.scaling;
  const band =
    coding === "" && scaling && system && grid && isPlaced
      ? { image, mask, sample: 0, system, grid, width, height, missing, scaling }
      : null;
  return { band, bands, keys };
}

/** Where a band lies: bounds in its own coordinates and in degrees, and about the length of a cell's shorter side on the ground. */
export function outlineOfBand({ grid: { x0, y0, dx, dy }, system, width, height }: GeotiffBand): {
  readonly own: Bounds;
  readonly extent: Bounds;
  readonly cellMetres: number;
} {
  const xs = [x0 - dx / 2, x0 + (width - 0.5) * dx];
  const ys = [y0 - dy / 2, y0 + (height - 0.5) * dy];
  const own: Bounds = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
  const extent = projectBounds(own, system.toDegrees);
  const degreeMetres = system.unit === "degrees" ? 111_200 : 1;
  const middle = (extent[1] + extent[3]) / 2;
  const side = system.unit === "degrees" ? degreeMetres * Math.cos((middle * Math.PI) / 180) : 1;
  return { own, extent, cellMetres: Math.min(Math.abs(dx) * side, Math.abs(dy) * degreeMetres) };
}
