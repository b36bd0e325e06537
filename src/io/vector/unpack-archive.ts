/**
 * An archive → the files of shapes in it, those of archives within it too, each of which counts as a folder. All archives
 * together keep within one set of bounds; what is wrong with one is told and stops no other.
 */
import type { WorkControl } from "../../core/analysis-result.ts";
import { BadDataError, type Issue } from "../../core/errors.ts";
import { isLeftover } from "../../core/model/folder-entries.ts";
import { isZip, listZip, unzipBounded, type ZipBounds } from "../archive/bounded-zip.ts";
import type { NamedFile } from "./group-vector-files.ts";
import { ARCHIVE_BOUNDS } from "./layer-bounds.ts";

/** Entries of an archive that belong to some format of shapes. */
const WANTED =
  /\.(shp|shx|dbf|prj|cpg|cst|tab|dat|map|id|mif|mid|kml|gpx|gpkg|gpkg-wal|gpkg-journal|fgb|geojson|geojsonl|geojsons|ndjson|json|esrijson|topojson|dxf|gdbtable|gdbtablx|gdbindexes|cdf|freelist|spx|atx|horizon|zip|kmz)$|(^|\/)(gdb|timestamps|fields\.csv)$/i;
/** An entry that makes an archive worth opening; a JSON alone may be anything. */
const TELLING =
  /\.(shp|dbf|tab|mif|kml|gpx|gpkg|fgb|geojson|geojsonl|geojsons|ndjson|esrijson|topojson|dxf|gdbtable|zip|kmz)$/i;
/** No ending. */
const NOTHING_ELSE = /(?!)/;
const DEEPEST = 6;

/** Whether a file is an archive with shapes in it, or one that is broken and was meant to be. */
export function isArchiveOfShapes({ name, bytes }: NamedFile): boolean {
  if (!isZip(bytes)) return false;
  const entries = listZip(bytes);
  if (entries === null) return /\.(zip|kmz)$/i.test(name);
  return entries.some((entry) => TELLING.test(entry) && !isLeftover(entry));
}

export interface Unpacked {
  readonly files: readonly NamedFile[];
  /** Paths of what is not wanted; what systems put beside each file is not counted. */
  readonly passedOver: ReadonlySet<string>;
  readonly issues: readonly Issue[];
}

class Unpacker {
  readonly files: NamedFile[] = [];
  readonly passedOver = new Set<string>();
  readonly issues: Issue[] = [];
  private readonly wants: RegExp;
  private readonly outer: NamedFile;
  private readonly bounds: ZipBounds;
  private readonly control: WorkControl;
  private entries = 0;
  private bytes = 0;

  constructor(outer: NamedFile, wants: RegExp, bounds: ZipBounds, control: WorkControl) {
    this.wants = wants;
    this.control = control;
    this.outer = outer;
    this.bounds = bounds;
  }

  /** @param path of the archive within the outermost, with a slash behind it; "" for that. */
  async unpack(bytes: Uint8Array, path: string, depth: number): Promise<void> {
    const layer = path === "" ? this.outer.name : `${this.outer.name} › ${path.slice(0, -1)}`;
    try {
      await this.take(await this.open(bytes, layer, path, depth), path, depth);
    } catch (error) {
      if (!(error instanceof BadDataError)) throw error;
      this.issues.push(...error.issues);
    }
  }

  private async open(bytes: Uint8Array, layer: string, path: string, depth: number): Promise<Map<string, Uint8Array>> {
    const { mostBytes, mostEntries } = this.bounds;
    if (depth > DEEPEST)
      throw new BadDataError([{ code: "too-large", severity: "error", layer, details: { limit: mostBytes } }]);
    const left = { mostBytes: mostBytes - this.bytes, mostEntries: mostEntries - this.entries };
    const isWanted = (name: string): boolean => {
      if (isLeftover(name)) return false;
      if (WANTED.test(name) || this.wants.test(name)) return true;
      if (!name.endsWith("/")) this.passedOver.add(path + name);
      return false;
    };
    const entries = await unzipBounded(bytes, layer, { ...this.bounds, ...left, isWanted }, this.control);
    this.entries += entries.size;
    for (const content of entries.values()) this.bytes += content.length;
    return entries;
  }

  private async take(entries: ReadonlyMap<string, Uint8Array>, path: string, depth: number): Promise<void> {
    // The one document of a KMZ is what the file is.
    const isDocument = entries.size === 1 && /\.kmz\/$/i.test(path);
    for (const [name, content] of entries) {
      const isArchive = /\.(zip|kmz)$/i.test(name);
      if (isArchive && isZip(content)) await this.unpack(content, `${path}${name}/`, depth + 1);
      else if (!isArchive)
        this.files.push({ ...this.outer, name: isDocument ? path.slice(0, -1) : path + name, bytes: content });
    }
  }
}

/** Unpacks an archive, in steps; names are paths within it. @param wants further endings than those of shapes. Throws AnalysisError("cancelled"). */
export async function unpackArchive(
  file: NamedFile,
  control: WorkControl = {},
  bounds: ZipBounds = ARCHIVE_BOUNDS,
  wants: RegExp = NOTHING_ELSE,
): Promise<Unpacked> {
  const unpacker = new Unpacker(file, wants, bounds, control);
  await unpacker.unpack(file.bytes, "", 0);
  return unpacker;
}
