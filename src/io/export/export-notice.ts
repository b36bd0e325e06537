/** What a format cannot carry, told with every export that it concerns: nothing is lost in silence. */
import type { LocalizedText } from "../../core/model/facility.ts";

export type ExportNotice =
  /** Texts cut to what a cell or field holds; `limit` in bytes (shapefile) or characters (XLSX). */
  | {
      readonly code: "text-cut";
      readonly layer: string;
      readonly field: string;
      readonly count: number;
      readonly limit: number;
      readonly unit: "bytes" | "characters";
    }
  /** Numbers with fewer digits than they had. */
  | { readonly code: "number-rounded"; readonly layer: string; readonly field: string; readonly count: number }
  /** Columns under another name, the short one first. */
  | {
      readonly code: "renamed";
      readonly layer: string;
      readonly names: readonly (readonly [written: string, own: string])[];
    }
  /** A layer of points and lines (or areas) as a file for each. */
  | { readonly code: "split"; readonly layer: string; readonly files: readonly string[] }
  /** Empty text and no value are the same in the format. */
  | { readonly code: "empty-is-null"; readonly layer: string; readonly field: string; readonly count: number }
  /** Texts that end in blanks, with which fields of a shapefile are filled up. */
  | { readonly code: "blanks-dropped"; readonly layer: string; readonly field: string; readonly count: number }
  /** Text that a spreadsheet would run, with an apostrophe before it. */
  | { readonly code: "formula-guarded"; readonly layer: string; readonly field: string; readonly count: number }
  /** Values that a table without types does not tell from others: text `12` from the number, blanks at its ends from none. */
  | { readonly code: "reads-otherwise"; readonly layer: string; readonly field: string; readonly count: number }
  /** Numbers, texts, yes and no in one column, in a format whose columns have one type: all of them as text. */
  | { readonly code: "mixed-as-text"; readonly layer: string; readonly field: string; readonly count: number }
  /** Control characters that XML cannot hold, left out. */
  | { readonly code: "characters-dropped"; readonly layer: string; readonly field: string; readonly count: number }
  /** Shapes whose text is longer than a cell of a sheet. */
  | { readonly code: "shape-too-long"; readonly layer: string; readonly count: number; readonly limit: number }
  /** GeoJSON in another system than its standard wants. */
  | { readonly code: "geojson-system"; readonly layer: string; readonly system: string }
  /** A system whose offset is not public. */
  | { readonly code: "approximate-system"; readonly layer: string; readonly system: string }
  /** GCJ-02 or BD-09. */
  | { readonly code: "shifted"; readonly layer: string; readonly system: string }
  /** Communities without an outline, written as their label points. */
  | { readonly code: "label-points"; readonly layer: string; readonly count: number }
  /** Heights along the streets, which stay in the study file. */
  | { readonly code: "heights-left"; readonly layer: string };

/** The layer of a notice that concerns the whole file. */
export const WHOLE_FILE = "*";

/** A sentence names no more columns than this; a shapefile's fields.csv has them all. */
const LISTED_NAMES = 4;

/** A notice in both languages, one sentence or two. */
export function describeNotice(notice: ExportNotice): LocalizedText {
  switch (notice.code) {
    case "text-cut": {
      const { field, count, limit, unit } = notice;
      const zhUnit = unit === "bytes" ? "字节" : "字符";
      return {
        zh: `“${field}”有 ${count} 个文本超过 ${limit} ${zhUnit}，已截断；要完整文本请用 GeoPackage、FlatGeobuf 或 GeoJSON。`,
        en: `${count} texts of “${field}” are longer than ${limit} ${unit} and were cut; GeoPackage, FlatGeobuf or GeoJSON keep them whole.`,
      };
    }
    case "number-rounded":
      return {
        zh: `“${notice.field}”有 ${notice.count} 个数放不下全部位数，已舍入。`,
        en: `${notice.count} numbers of “${notice.field}” have more digits than fit and were rounded.`,
      };
    case "renamed": {
      const listed = notice.names.slice(0, LISTED_NAMES).map(([written, own]) => `${own} → ${written}`);
      const names = [...listed, ...(notice.names.length > LISTED_NAMES ? ["…"] : [])].join(", ");
      return {
        zh: `${notice.names.length} 个字段改了名：${names}。`,
        en: `${notice.names.length} fields have other names: ${names}.`,
      };
    }
    case "split":
      return {
        zh: `一个 Shapefile 只能有一种几何，本图层分成 ${notice.files.length} 个：${notice.files.join("、")}。`,
        en: `A shapefile holds one kind of shape; this layer became ${notice.files.length}: ${notice.files.join(", ")}.`,
      };
    case "empty-is-null":
      return {
        zh: `“${notice.field}”有 ${notice.count} 个空文本，在此格式中与无值相同。`,
        en: `${notice.count} texts of “${notice.field}” are empty, which this format does not tell from no value.`,
      };
    case "blanks-dropped":
      return {
        zh: `“${notice.field}”有 ${notice.count} 个文本以空格结尾，Shapefile 保存不了末尾的空格。`,
        en: `${notice.count} texts of “${notice.field}” end in blanks, which a shapefile does not keep.`,
      };
    case "formula-guarded":
      return {
        zh: `“${notice.field}”有 ${notice.count} 个文本像公式，前面加了撇号，以免表格软件执行。`,
        en: `${notice.count} texts of “${notice.field}” look like formulas and have an apostrophe before them, so that no spreadsheet runs them.`,
      };
    case "reads-otherwise":
      return {
        zh: `“${notice.field}”有 ${notice.count} 个值再导入时不会原样读回（如文本“12”会读成数字，首尾空格会去掉）；要原样请用 GeoPackage、FlatGeobuf 或 GeoJSON。`,
        en: `${notice.count} values of “${notice.field}” are not read back as they are (a text “12” becomes a number, blanks at the ends of a text are lost); GeoPackage, FlatGeobuf or GeoJSON keep them.`,
      };
    case "mixed-as-text":
      return {
        zh: `“${notice.field}”混有数字、文本或是否，此格式一列只有一种类型：${notice.count} 个值写成了文本。`,
        en: `“${notice.field}” mixes numbers, texts or yes and no; a column of this format has one type, and ${notice.count} values were written as text.`,
      };
    case "characters-dropped":
      return {
        zh: `“${notice.field}”有 ${notice.count} 个文本含控制字符，XLSX 不能保存，已去掉。`,
        en: `${notice.count} texts of “${notice.field}” hold control characters, which XLSX cannot, and lost them.`,
      };
    case "shape-too-long":
      return {
        zh: `${notice.count} 个图形的 WKT 超过单元格上限 ${notice.limit} 字符，留空；要图形请用 GeoPackage 或 GeoJSON。`,
        en: `The WKT of ${notice.count} shapes is longer than the ${notice.limit} characters of a cell and left empty; GeoPackage or GeoJSON keep shapes.`,
      };
    case "geojson-system":
      return {
        zh: `GeoJSON 标准（RFC 7946）只用 WGS84；坐标系 ${notice.system} 写在旧的 crs 成员里，有的软件不读它。`,
        en: `The GeoJSON standard (RFC 7946) knows WGS84 alone; ${notice.system} stands in the old crs member, which some software does not read.`,
      };
    case "approximate-system":
      return {
        zh: `${notice.system} 与 CGCS2000 的偏移因地而异且不公开，这里只换了椭球：坐标可能偏几十米到一百多米，不能当作测绘成果。`,
        en: `The offset of ${notice.system} from CGCS2000 is local and not public; only the ellipsoid is taken into account, so positions may be off by tens of metres to over a hundred. They are no surveyed positions.`,
      };
    case "shifted":
      return {
        zh: `坐标是 ${notice.system}，与 WGS84 相差数百米；文件名里写明了。`,
        en: `Positions are in ${notice.system}, hundreds of metres from WGS84; the file's name says so.`,
      };
    case "label-points":
      return {
        zh: `${notice.count} 个社区没有边界，以标注点写出。`,
        en: `${notice.count} communities have no outline and stand as their label points.`,
      };
    case "heights-left":
      return {
        zh: "街道高程不随图层导出，保存在研究文件里。",
        en: "Heights along the streets are not part of the layer; the study file keeps them.",
      };
  }
}
