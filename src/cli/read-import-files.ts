/**
 * The files that an argument of `minsheng import` stands for: itself, the parts of a shapefile or a raster and the legend of its fields
 * beside it, all of a geodatabase's folder.
 */
import { existsSync, readdirSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { isLegend, LEGEND_FILE } from "../io/vector/field-legend.ts";

export interface ReadPath {
  /** As the import calls it: of a geodatabase with its folder. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Parts that belong to a file of that ending. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  ".shp": [".shx", ".dbf", ".prj", ".cpg", ".cst"],
  ".tab": [".dat", ".map", ".id", ".ind"],
  ".mif": [".mid"],
  ".gpkg": [".gpkg-wal", ".gpkg-journal"],
  ".tif": [".tfw", ".tifw", ".wld", ".prj", ".aux.xml", ".tif.aux.xml"],
  ".tiff": [".tfw", ".tiffw", ".wld", ".prj", ".aux.xml", ".tiff.aux.xml"],
};

/** Whether a path is a file geodatabase: a folder of that ending. */
export function isGeodatabaseFolder(path: string): boolean {
  return /\.gdb[\\/]*$/i.test(path) && statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function partsBeside(path: string, given: ReadonlySet<string>): string[] {
  const ending = extname(path);
  const endings = PARTS[ending.toLowerCase()];
  if (!endings) return [];
  const stem = basename(path, ending).toLowerCase();
  return readdirSync(dirname(path))
    .filter((name) => {
      const plain = name.toLowerCase();
      return plain.startsWith(`${stem}.`) && endings.includes(plain.slice(stem.length));
    })
    .map((name) => join(dirname(path), name))
    .filter((part) => !given.has(part));
}

/** The file's bytes as they were read, without a copy. */
async function readBytes(path: string): Promise<Uint8Array> {
  const { buffer, byteOffset, byteLength } = await readFile(path);
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** Reads what a path stands for; `given` are the paths that are named themselves. The first is the file that settings belong to. */
export async function readImportFiles(path: string, given: ReadonlySet<string>): Promise<ReadPath[]> {
  if (isGeodatabaseFolder(path)) {
    const names = readdirSync(path).filter((name) => statSync(join(path, name)).isFile());
    return await Promise.all(
      names.map(async (name) => ({
        name: `${basename(path)}/${name}`,
        bytes: await readBytes(join(path, name)),
      })),
    );
  }
  const paths = [path, ...partsBeside(path, given)];
  const read = await Promise.all(paths.map(async (one) => ({ name: basename(one), bytes: await readBytes(one) })));
  const legend = extname(path).toLowerCase() === ".shp" ? join(dirname(path), LEGEND_FILE) : path;
  if (given.has(legend) || !existsSync(legend)) return read;
  const bytes = await readBytes(legend);
  return isLegend(legend, bytes) ? [...read, { name: LEGEND_FILE, bytes }] : read;
}
