/**
 * Which of the files that came together belong together: the parts of a shapefile or a MapInfo table share folder and stem
 * in capital or small letters, those of a geodatabase a folder. Everything else is on its own.
 */
import { isLegend, LEGEND_FILE } from "./field-legend.ts";

export interface NamedFile {
  /** With its folders, where it came with some. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** The user's word for how its text is written. */
  readonly encoding?: string;
}

export interface FileGroup {
  readonly kind: "shapefile" | "mapinfo" | "geodatabase" | "geopackage" | "single";
  /** What messages call it: its main file, or its folder. */
  readonly file: string;
  /** By ending in small letters; of a geodatabase by name. */
  readonly parts: ReadonlyMap<string, NamedFile>;
}

const GEODATABASE_PART = /^(a[0-9a-f]{8}\.[\w.]+|gdb|timestamps|[\w.-]+\.lock)$/i;
const SHAPEFILE_ENDINGS = new Set(
  "shp shx dbf prj cpg cst qpj sbn sbx shp.xml qix fbn fbx ain aih atx ixs mxs".split(" "),
);
/** All but the first are the database's own while a program has it open. */
const GEOPACKAGE_ENDINGS = new Set(["gpkg", "gpkg-wal", "gpkg-shm", "gpkg-journal"]);
const MAPINFO_ENDINGS = new Set("tab dat map id ind dbf mif mid".split(" "));

interface SplitName {
  readonly folder: string;
  readonly base: string;
  readonly stem: string;
  readonly ending: string;
}

function splitName(name: string): SplitName {
  const path = name.replaceAll("\\", "/");
  const cut = path.lastIndexOf("/");
  const base = path.slice(cut + 1);
  const [, stem = base, ending = ""] = /^(.*?)\.(shp\.xml|[^.]*)$/i.exec(base) ?? [];
  return { folder: cut < 0 ? "" : path.slice(0, cut), base, stem, ending: ending.toLowerCase() };
}

function groupBy(files: readonly NamedFile[], keyOf: (file: NamedFile) => string | null): Map<string, NamedFile[]> {
  const groups = new Map<string, NamedFile[]>();
  for (const file of files) {
    const key = keyOf(file);
    if (key === null) continue;
    const known = groups.get(key);
    if (known) known.push(file);
    else groups.set(key, [file]);
  }
  return groups;
}

function geodatabases(files: readonly NamedFile[]): FileGroup[] {
  const folders = groupBy(files, ({ name }) => {
    const { folder, base } = splitName(name);
    return GEODATABASE_PART.test(base) || /\.gdb$/i.test(folder) ? folder : null;
  });
  return [...folders].flatMap(([folder, members]): FileGroup[] => {
    if (!members.some(({ name }) => /\.gdbtable$/i.test(name))) return [];
    const parts = new Map(members.map((file) => [splitName(file.name).base, file]));
    return [{ kind: "geodatabase", file: folder.split("/").pop() || "gdb", parts }];
  });
}

function families(
  files: readonly NamedFile[],
  kind: "shapefile" | "mapinfo" | "geopackage",
  endings: ReadonlySet<string>,
  mains: readonly string[],
): FileGroup[] {
  const stems = groupBy(files, ({ name }) => {
    const { folder, stem, ending } = splitName(name);
    return endings.has(ending) ? `${folder}/${stem.toLowerCase()}` : null;
  });
  return [...stems.values()].flatMap((members): FileGroup[] => {
    const parts = new Map(members.map((file) => [splitName(file.name).ending, file]));
    const main = mains.map((ending) => parts.get(ending)).find((file) => file !== undefined);
    return main ? [{ kind, file: main.name, parts }] : [];
  });
}

/** Shapefiles with the legend of their fields that lies in their folder; it belongs to all of them. */
function withLegends(shapefiles: readonly FileGroup[], files: readonly NamedFile[]): FileGroup[] {
  const folderOf = (file: NamedFile): string => splitName(file.name).folder;
  const legends = new Map(
    files.filter(({ name, bytes }) => isLegend(name, bytes)).map((file) => [folderOf(file), file]),
  );
  return shapefiles.map((group) => {
    const [part] = group.parts.values();
    const legend = part && legends.get(folderOf(part));
    return legend ? { ...group, parts: new Map([...group.parts, [LEGEND_FILE, legend]]) } : group;
  });
}

/** Groups files, in the order in which the groups' first files came. */
export function groupVectorFiles(files: readonly NamedFile[]): FileGroup[] {
  const groups = geodatabases(files);
  let left = without(files, groups);
  // A .dbf belongs to the shapes of its name, else to the MapInfo table, else it is a table of its own.
  const shapefiles = withLegends(families(left, "shapefile", SHAPEFILE_ENDINGS, ["shp"]), left);
  left = without(left, shapefiles);
  const mapinfo = families(left, "mapinfo", MAPINFO_ENDINGS, ["tab", "mif"]);
  left = without(left, mapinfo);
  const tables = withLegends(families(left, "shapefile", SHAPEFILE_ENDINGS, ["dbf", "shx"]), left);
  left = without(left, tables);
  const geopackages = families(left, "geopackage", GEOPACKAGE_ENDINGS, ["gpkg"]);
  left = without(left, geopackages);
  const singles = left.map((file): FileGroup => ({ kind: "single", file: file.name, parts: new Map([["", file]]) }));
  const order = new Map(files.map((file, index) => [file, index]));
  const firstOf = ({ parts }: FileGroup): number =>
    Math.min(...Array.from(parts.values(), (file) => order.get(file) ?? 0));
  return [...groups, ...shapefiles, ...mapinfo, ...tables, ...geopackages, ...singles].sort(
    (one, other) => firstOf(one) - firstOf(other),
  );
}

function without(files: readonly NamedFile[], groups: readonly FileGroup[]): NamedFile[] {
  const taken = new Set(groups.flatMap(({ parts }) => [...parts.values()]));
  return files.filter((file) => !taken.has(file));
}
