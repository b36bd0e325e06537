/**
 * What programs write beside a plain TIFF because it cannot say it itself: a world file (.tfw), a definition of its system (.prj), and GDAL's
 * or ArcGIS' .aux.xml with both. Files that only make it quicker to draw (.ovr) or describe it are known and left.
 */

import type { CoordinateSystem } from "../crs/coordinate-system.ts";
import { readWkt } from "../crs/read-wkt.ts";

export interface NamedBytes {
  /** With its folders, where it came with some. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Files beside a raster, by what they are. */
export interface RasterBeside {
  readonly world?: NamedBytes;
  readonly definition?: NamedBytes;
  readonly auxiliary?: NamedBytes;
}

/** From a cell's column and row, counted from the outer corner of the first, to coordinates: x0, a column's and a row's step in x; y0 and the same in y. */
export type CornerTransform = readonly [
  x0: number,
  xColumn: number,
  xRow: number,
  y0: number,
  yColumn: number,
  yRow: number,
];

const RASTER = /\.tiff?$/i;
const WORLD = /^(?:tfw|tifw|tiffw|tfwx|tifwx|wld)$/i;
const IDLE = /^(?:(?:tiff?\.)?(?:ovr|msk|rrd)|tiff?\.xml|tiff?\.vat\.(?:dbf|cpg)|(?:tiff?\.)?vat\.(?:dbf|cpg))$/i;
/** Files of shapes that a definition may belong to as well. */
const SHAPES = /\.(?:shp|tab|mif|dbf)$/i;
const LONGEST_WORLD = 2_000;
const LONGEST_TEXT = 1_000_000;

function partAt(file: string, stem: string): string | null {
  return file.toLowerCase().startsWith(`${stem}.`) ? file.slice(stem.length + 1) : null;
}

/** Rasters with what stands beside them, and the files that belong to no raster. */
export function gatherBeside<File extends NamedBytes>(
  files: readonly File[],
): { readonly beside: ReadonlyMap<File, RasterBeside>; readonly others: readonly File[] } {
  const beside = new Map<File, RasterBeside>();
  const taken = new Set<File>();
  for (const raster of files) {
    if (!RASTER.test(raster.name)) continue;
    const stem = raster.name.replace(RASTER, "").toLowerCase();
    const hasShapes = files.some(({ name }) => SHAPES.test(name) && name.replace(SHAPES, "").toLowerCase() === stem);
    const found: { world?: File; definition?: File; auxiliary?: File } = {};
    for (const file of files) {
      const part = file === raster ? null : partAt(file.name, stem);
      if (part === null) continue;
      if (WORLD.test(part)) found.world = file;
      else if (/^prj$/i.test(part)) found.definition = file;
      else if (/^(?:tiff?\.)?aux\.xml$/i.test(part)) found.auxiliary = file;
      else if (!IDLE.test(part)) continue;
      if (!(found.definition === file && hasShapes)) taken.add(file);
    }
    beside.set(raster, found);
  }
  return { beside, others: files.filter((file) => !taken.has(file)) };
}

function textOf({ bytes }: NamedBytes, longest: number): string {
  return bytes.length > longest ? "" : new TextDecoder().decode(bytes);
}

function decodeXml(text: string): string {
  return text
    .replaceAll("&quot;", '"')
    .replaceAll("&apos;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}

function elementIn(file: NamedBytes | undefined, name: string): string {
  if (!file) return "";
  return decodeXml(
    new RegExp(`<${name}(?:\\s[^>]*)?>([^<]*)</${name}>`).exec(textOf(file, LONGEST_TEXT))?.[1] ?? "",
  ).trim();
}

/** The system that the files beside a raster state, and the file that does; null where none does or it is not known. */
export function systemBeside({ definition, auxiliary }: RasterBeside): {
  readonly system: CoordinateSystem;
  readonly file: string;
} | null {
  for (const [file, wkt] of [
    [auxiliary, elementIn(auxiliary, "SRS")],
    [definition, definition ? textOf(definition, LONGEST_TEXT) : ""],
  ] as const) {
    const system = wkt === "" ? null : readWkt(wkt).system;
    if (file && system) return { system, file: file.name };
  }
  return null;
}

/** Where the files beside a raster put it, and the file that does; null where none does. */
export function placeBeside({ world, auxiliary }: RasterBeside): {
  readonly transform: CornerTransform;
  readonly file: string;
} | null {
  const stated = elementIn(auxiliary, "GeoTransform").split(",").map(Number);
  if (auxiliary && stated.length === 6 && stated.every(Number.isFinite))
    return { transform: stated as unknown as CornerTransform, file: auxiliary.name };
  if (!world) return null;
  const numbers = textOf(world, LONGEST_WORLD)
    .trim()
    .split(/\s+/)
    .map((text) => Number(text.replace(",", ".")));
  if (numbers.length < 6 || !numbers.slice(0, 6).every(Number.isFinite)) return null;
  const [a, d, b, e, c, f] = numbers as [number, number, number, number, number, number];
  // A world file places the middle of the first cell.
  return { transform: [c - a / 2 - b / 2, a, b, f - d / 2 - e / 2, d, e], file: world.name };
}
