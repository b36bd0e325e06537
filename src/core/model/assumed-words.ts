/** What is assumed where a study's data are silent, in the words of page and command line alike. */
import type { LocalizedText } from "./facility.ts";

/** A detail of an issue. */
type Detail = string | number | undefined;

/** @param what the kind of assumption. @param value what was assumed, or is proposed. @returns null where page and command line each say it in their own words. */
export function findAssumedWords(what: Detail, count: Detail, total: Detail, value?: Detail): LocalizedText | null {
  switch (what) {
    case "unread-times":
      return {
        zh: `${count} 处街道或出入口的开放时间无法识别，按全天开放计。`,
        en: `${count} streets or gates state opening times that are not understood; they count as always open.`,
      };
    case "elevation-dropped":
      return {
        zh: "新路网没有高程，原路网的高程不再使用。",
        en: "The new streets have no elevation; that of the former ones is dropped.",
      };
    case "demonstration-brought":
      return {
        zh: "导入的图层标明是演示数据，整个研究因此标为“演示数据”。",
        en: "A layer that was imported says that it is demonstration data; the whole study is marked as such.",
      };
    case "elevation-gaps":
      return {
        zh: `${count} / ${total} 个取样点没有高程，那里按平地计。`,
        en: `${count} of ${total} places along the streets have no elevation; they count as level.`,
      };
    case "one-layer":
      return {
        zh: `文件有 ${count} 个图层，只用了“${value}”。要用别的图层，请单独导出。`,
        en: `The file has ${count} layers; only “${value}” is used. To use another, save it as a file of its own.`,
      };
    case "extra-file":
      return {
        zh: "研究文件里有本版本不认识的文件：没有读取，再保存时不会带上。",
        en: "The study file holds a file that this version does not know: it was not read and will not be saved again.",
      };
    case "approximate-system":
      return {
        zh: "北京 54、西安 80 与 CGCS2000 之间的偏移因地而异且不公开，这里只换了椭球：位置可能偏几十米到一百多米，请向测绘部门索取转换参数或已转换的数据。",
        en: "The offset of Beijing 1954 and Xi'an 1980 from CGCS2000 is local and not public; only the ellipsoid is taken into account, so positions may be off by tens of metres to over a hundred. Ask the surveying office for parameters or converted data.",
      };
    case "datum-weighed":
      return {
        zh: `坐标按 ${value} 读取：与已有路网比对，这样最符合（${count} 个抽样位置落在研究内）。请在图上确认，或另行说明坐标系。`,
        en: `Coordinates are read as ${value}: held against the streets, it fits best (${count} sampled positions lie in the study). Confirm it on the map, or state another system.`,
      };
    case "zone-told":
      return {
        zh: `坐标是平面米，文件没有说明坐标系；东坐标前两位是带号，按 ${value} 读取，落在研究范围内。如果原是西安 80 或北京 54，会偏几十米到一百多米，请另行说明坐标系。`,
        en: `Coordinates are plane metres of a system that the file does not name; their eastings begin with the number of a zone and are read as ${value}, which puts them into the study. If they are of Xi'an 1980 or Beijing 1954, they are off by tens of metres to over a hundred: state the system then.`,
      };
    case "street-classes":
      return {
        zh: `按这一列的道路等级决定能否步行（高速公路及匝道不可步行）：${value}。`,
        en: `This column of road classes decides who may walk (no motorway or its ramps): ${value}.`,
      };
    case "services-by-cells":
      return {
        zh: `各行属于哪类设施，按这一列的文字判断（例如“${value}”）。如不对，请另行指定设施类别。`,
        en: `Which service each row belongs to is told by the words of this column (“${value}”, say). If that is wrong, state the service.`,
      };
    case "sheet-system":
      return {
        zh: `这张工作表的 ${count} 个位置与街道比对后是 ${value}，与其他工作表不同，却按同一坐标系读取，位置有偏差。请把它另存为一个文件，单独导入。`,
        en: `Held against the streets, the ${count} positions of this sheet are in ${value}, unlike those of the other sheets; all are read in one system, so these lie beside their places. Save the sheet as a file of its own and import it by itself.`,
      };
    case "several-levels":
      return {
        zh: `${count} 行是含多个学段的学校（${value}），在每个学段各计一次：九年一贯制计入小学与初中，完全中学计入初中与高中。`,
        en: `${count} rows are schools of several levels (${value}); they count once at each: nine-year schools as primary and junior high, complete high schools as junior and senior high.`,
      };
    case "parts-joined":
      return {
        zh: `${count} 行与前面的行编码、名称相同而范围不同，作为同一社区的另一部分（飞地）合并。`,
        en: `${count} rows have the code and name of an earlier one and another outline; they are taken for further parts of the same community.`,
      };
    case "told-by-cells":
      return {
        zh: `这一列的名称看不出含义，按内容识别（例如“${value}”）。如不对，请为各列另行指定。`,
        en: `The header does not say what this column is; its cells do (“${value}”, say). If that is wrong, state what each column is.`,
      };
    case "system-column-unread":
      return {
        zh: `“坐标系”一列写的是“${value}”，无法识别或与坐标的单位不符，没有采用。`,
        en: `The column of the coordinate system says “${value}”, which is not known or does not fit the unit of the positions; it is not used.`,
      };
    case "system-column-mixed":
      return {
        zh: `“坐标系”一列有几种写法（${value}），没有采用。一份表只能用一种坐标系，请分成几份。`,
        en: `The column of the coordinate system names several (${value}) and is not used. A table has one system: split it.`,
      };
    case "files-passed-over":
      return {
        zh: `还有 ${count} 个文件不是可导入的数据（${value}），没有读取。`,
        en: `${count} further files hold no data that can be imported (${value}); they were not read.`,
      };
    case "untold-left-out":
      return {
        zh: "看不出这张表是哪类设施、社区还是人口，没有导入。如有需要，请指定它是什么后再导入。",
        en: "It cannot be told whether this table is of facilities, communities or people; it is not imported. Say what it is if it is wanted.",
      };
    case "rows-untold":
      return {
        zh: `“${value}”看不出是哪类设施，${count} 行没有导入。要导入的，请在表中改写类别，或另存一表并指定设施类型。`,
        en: `It cannot be told which service “${value}” is; ${count} rows are not imported. To import them, name their kind in the table, or bring them as a table of their own.`,
      };
    case "note-sheet":
      return {
        zh: "这张工作表只有说明文字，没有可导入的行，已跳过。",
        en: "This sheet holds notes only and no rows to import; it is left out.",
      };
    case "hidden-sheet-left-out":
      return {
        zh: "这张工作表在文件里是隐藏的，没有导入；需要时请指定它是什么，或在 WPS、Excel 中取消隐藏后重新保存。",
        en: "This sheet is hidden in its file and is not imported; say what it is to take it, or unhide it in Excel or WPS and save the file again.",
      };
    case "empty-layer":
      return {
        zh: "这个图层没有要素，已跳过。",
        en: "This layer has no features; it is left out.",
      };
    case "lists-overlap":
      return {
        zh: `这份名单与“${value}”是同一类设施，其中 ${count} / ${total} 处与它同名同址或相距不到 25 米，可能是同一批设施，现在会计两次。请只留较新、较全的一份，另一份选“不导入”（命令行：不列出该文件）；或导入后在“数据体检”中去除重复。`,
        en: `This list is of the same service as “${value}”, and ${count} of ${total} places stand where that list has one (same name, or within 25 m): they may be the same facilities, and now count twice. Keep the newer or fuller list and leave the other out (command line: do not name it), or drop duplicates in the check-up after the import.`,
      };
    case "not-operating":
      return {
        zh: `${total} 行中 ${count} 行不是在用的设施（${value}），没有计入。如应计入，请改写这一列，或删去这一列。`,
        en: `${count} of ${total} rows are of facilities that are not in use (${value}) and do not count. If they should, change this column or delete it.`,
      };
    case "rest-placed":
      return {
        zh: `“${value}”中有 ${total} 行没有坐标，其中 ${count} 行放在所写的社区，位置是近似的；其余坐标照用。`,
        en: `${total} rows of “${value}” have no position; ${count} of them stand at the community that they name, approximately. The others stand where they say.`,
      };
    case "unmatched":
      return {
        zh: `${total} 行中 ${count} 行没有确定的社区，未导入；请逐行核对，或在表中补上社区名称、编码。`,
        en: `${count} of ${total} rows have no certain community and are not imported; review them, or add the community's name or code to the table.`,
      };
    case "outside-china":
      return {
        zh: `${count} / ${total} 个位置不在中国范围内：GCJ-02 与 BD-09 在那里没有偏移，未移动。`,
        en: `${count} of ${total} positions lie outside China, where GCJ-02 and BD-09 have no offset; they are left where they are.`,
      };
    default:
      return null;
  }
}
