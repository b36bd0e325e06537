/** Files that are known but not read, or not in the form that they come in: what they are and how to turn them into one that is read. */
import type { LocalizedText } from "./facility.ts";

interface NoticedIssue {
  readonly value?: string;
  readonly details?: Readonly<Record<string, string | number>>;
}

const say = (zh: string, en: string): LocalizedText => ({ zh, en });

type Words = (found: string) => readonly [happened: LocalizedText, todo: LocalizedText];

const GDAL = "gdal_translate -co COMPRESS=DEFLATE IN.tif OUT.tif";

const WORDS: Readonly<Record<string, Words>> = {
  "unpack-first": (found) => [
    say(`这是 ${found} 压缩文件，不能直接读取。`, `This is a file packed with ${found}, which is not unpacked here.`),
    say("请先解压，再导入里面的文件；.gz 可以直接读取。", "Unpack it and import what is in it; .gz is read as it is."),
  ],
  "osm-change": () => [
    say(
      "这是 OSM 变更文件（osmChange），只有改动，没有完整的地图。",
      "This is an OSM change file: it holds edits, not a map.",
    ),
    say(
      "请导入 .osm.pbf 或 .osm；变更可先用 osmium apply-changes 合入。",
      "Import an .osm.pbf or .osm; apply the changes to it first with osmium apply-changes.",
    ),
  ],
  "osm-history": () => [
    say(
      "同一要素出现多次：这是 OSM 历史文件，或重复合并的文件。",
      "Elements occur several times: this is an OSM history file, or one that was merged twice.",
    ),
    say(
      "请先用 osmium time-filter 取出一个时点（重复合并的用 osmium sort、merge 重做），再导入。",
      "Take one moment out of it with osmium time-filter, or merge it anew with osmium merge, and import that.",
    ),
  ],
  "osm-other": (found) => [
    say(`这是 OSM 的 ${found} 格式，不能读取。`, `This is OSM data in the format ${found}, which is not read.`),
    say(
      "请转换成 .osm.pbf：osmium cat IN -o OUT.osm.pbf（o5m 也可用 osmconvert）。",
      "Turn it into .osm.pbf: osmium cat IN -o OUT.osm.pbf (of o5m, osmconvert too).",
    ),
  ],
  "overpass-json": () => [
    say("这是 Overpass 的 JSON，不是 GeoJSON。", "This is JSON of Overpass, no GeoJSON."),
    say(
      "请把查询开头改成 [out:xml]，加上 (._;>;);out meta; 后存成 .osm，或在 Overpass Turbo 导出为“OSM 原始数据”。",
      "Begin the query with [out:xml], end it with (._;>;);out meta; and save it as .osm, or export raw OSM data from Overpass Turbo.",
    ),
  ],
  "other-raster": (found) => [
    say(`这是 ${found} 栅格，不能读取。`, `This is a raster of ${found}, which is not read.`),
    say(
      "请用 QGIS“导出 › 另存为”或 gdal_translate 转成 GeoTIFF（.tif），并写明坐标系。",
      "Turn it into a GeoTIFF (.tif) with QGIS or gdal_translate, its coordinate system stated.",
    ),
  ],
  "raster-coding": (found) => [
    say(`栅格以 ${found} 写成，不能读取数值。`, `The raster is written as ${found}, which numbers are not read from.`),
    say(`请转换：${GDAL}`, `Turn it into another: ${GDAL}`),
  ],
  "raster-beside": (found) => [
    say(
      `栅格本身没有写明，位置或坐标系取自旁边的文件：${found}。`,
      `The raster does not say it itself: its place or system is read from the files beside it (${found}).`,
    ),
    say("", ""),
  ],
  "raster-images": (found) => [
    say(`文件里另有 ${found} 幅图像，只读取了第一幅。`, `The file holds ${found} more images; only the first is read.`),
    say("需要其他图像时，请各存为一个 GeoTIFF。", "Save the others as files of their own if they are wanted."),
  ],
  "raster-off-globe": () => [
    say(
      "栅格写明是经纬度，坐标却超出经纬度的范围：真正的投影没有写进文件，或不认识。",
      "The raster says that it is in degrees, but its coordinates are none: its projection is not stated, or not known.",
    ),
    say(
      "请用 gdalwarp -t_srs EPSG:4326 -r sum（人口）或 -r bilinear（高程）转换后导入。",
      "Turn it with gdalwarp -t_srs EPSG:4326 -r sum (people) or -r bilinear (heights) and import that.",
    ),
  ],
};

/** What the file is and what to do about it; null where the issue is not about such a file. */
export function findForeignFileWords({
  details = {},
}: NoticedIssue): { readonly what: LocalizedText; readonly todo: LocalizedText } | null {
  const key = String(details.what ?? "");
  const words = Object.hasOwn(WORDS, key) ? WORDS[key] : undefined;
  if (!words) return null;
  const [what, todo] = words(String(details.found ?? ""));
  return { what, todo };
}
