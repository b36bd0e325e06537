/** What was noticed in somebody's sheet, in words: Chinese, then English; what it is, then what to do. */
import type { Issue } from "../../core/errors.ts";
import type { LocalizedText } from "../../core/model/facility.ts";

export interface SheetWords {
  readonly what: LocalizedText;
  /** Empty where nothing need be done. */
  readonly todo: LocalizedText;
}

type Sentence = readonly [zh: string, en: string, zhTodo?: string, enTodo?: string];
type Details = Readonly<Record<string, string | number>>;

const SAVE_AS_XLSX = [
  "请用 WPS 或 Excel 打开，选“文件 › 另存为 › Excel 工作簿（.xlsx）”，再导入新文件。",
  "Open it in Excel or WPS, choose File › Save as › Excel workbook (.xlsx), and import the new file.",
] as const;
const CHECK_CELL = ["请在原表中核对这一格。", "Check this cell in the original."] as const;

/** By code and `what` of the issue. */
const SENTENCES: Readonly<Record<string, (issue: Issue, details: Details) => Sentence>> = {
  "unknown-format:save-as-xlsx": (_, { found }) => [
    `这是 ${found} 文件，不能直接读取。`,
    `This is a file of ${found}, which is not read as it is.`,
    ...SAVE_AS_XLSX,
  ],
  "unknown-format:protected": () => [
    "工作簿有打开密码。",
    "The workbook is protected by a password.",
    "请在 WPS 或 Excel 中打开，去掉密码后另存为 .xlsx。",
    "Open it in Excel or WPS, remove the password and save it as .xlsx.",
  ],
  "unknown-format:no-workbook": (_, { found }) => [
    `这是 ${found} 文件，里面没有工作表。`,
    `This is a file of ${found}; it holds no sheets.`,
    "请把表格复制到工作簿中，存为 .xlsx。",
    "Copy the table into a workbook and save it as .xlsx.",
  ],
  "unknown-format:text-in-xlsx": () => [
    "文件名是 .xlsx，内容却是文本。",
    "The name ends in .xlsx, but the content is text.",
    "请把文件名改成 .csv 再导入，或在 WPS、Excel 中另存为 .xlsx。",
    "Rename it to .csv and import it again, or save it as .xlsx in Excel or WPS.",
  ],
  "unreadable-file:no-sheets": () => [
    "工作簿里找不到工作表，文件不完整。",
    "The workbook's sheets cannot be found; the file is not whole.",
    "请在 WPS 或 Excel 中打开修复，另存为 .xlsx。",
    "Open and repair it in Excel or WPS and save it as .xlsx.",
  ],
  "assumed:several-tables": (_, { count }) => [
    `这张工作表里有 ${count} 张表，按空行、空列与表头分开读取，各为一个图层。`,
    `This sheet holds ${count} tables, told apart by blank rows, blank columns and headers; each is a layer of its own.`,
  ],
  "assumed:sheets-joined": (_, { count, names }) => [
    `${count} 张工作表表头相同、各为一地（${names}），合为一个图层。`,
    `${count} sheets have the same header and are each of one place (${names}); they are read as one layer.`,
  ],
  "assumed:sheets-joined-place": (_, { count, names, header }) => [
    `${count} 张工作表表头相同、各为一地（${names}），合为一个图层，表名记入“${header}”列。`,
    `${count} sheets have the same header and are each of one place (${names}); they are read as one layer, with their names in a column ${header}.`,
  ],
  "assumed:sheet-repeats": ({ value }, { count }) => [
    `工作表“${value}”的 ${count} 行与其他工作表重复，没有再读。`,
    `The ${count} rows of sheet “${value}” repeat those of the other sheets; they are not read again.`,
  ],
  "assumed:axes-exchanged": () => [
    "这一行的两个坐标与其他行前后颠倒，已按其他行的次序读取。请在原表中改正。",
    "The two coordinates of this row stand the other way round than in the other rows; they are read in the order of the others. Correct the original.",
  ],
  "assumed:pair-in-one-cell": () => [
    "这一行的经度和纬度写在同一格里，已拆开读取。请在原表中改正。",
    "Longitude and latitude of this row stand in one cell; they are read from there. Correct the original.",
  ],
  "too-large:rows": (_, { limit }) => tooMany(limit, "行", "rows"),
  "too-large:cells": (_, { limit }) => tooMany(limit, "个单元格", "cells"),
  "too-large:texts": (_, { limit }) => tooMany(limit, "个文本", "texts"),
  "too-large:characters": (_, { limit }) => [
    `有一行超过 ${limit} 个字符，可能不是表格，或引号没有成对。`,
    `A row is longer than ${limit} characters: the file is no table, or a quote was never closed.`,
    "请检查分隔符与引号。",
    "Check its separators and quotes.",
  ],
  "unreadable-file:checksum": ({ value }) => [
    `压缩包里的 ${value} 与校验和不符，已损坏。`,
    `${value} in the archive does not match its checksum; it is damaged.`,
    "请重新拷贝或重新导出该文件。",
    "Copy the file again or export it anew.",
  ],
  "unreadable-file:encoding": () => [
    "文字的编码无法识别，或不是文本。",
    "The encoding of the text is not known, or the file is no text.",
    "请在 Excel、WPS 或记事本中另存为 UTF-8 编码的 CSV。",
    "Save it anew as CSV in UTF-8, in Excel, WPS or an editor.",
  ],
  "assumed:encoding": ({ value }, { certainty }) => [
    `编码按 ${value} 读取${certainty === "guessed" ? "，并不确定" : ""}。`,
    `The text is read as ${value}${certainty === "guessed" ? ", which is not certain" : ""}.`,
    "如出现乱码，请另选编码。",
    "Choose another encoding if letters look wrong.",
  ],
  "assumed:merged-cells": (_, { count }) => [
    `纵向合并的单元格逐行填充（${count} 格）。`,
    `Cells merged downwards count for each of their rows (${count} cells).`,
  ],
  "assumed:ditto-marks": (_, { count }) => [
    `“〃”“同上”按上一行的内容读取（${count} 格）。`,
    `Ditto marks are read as what stands above them (${count} cells).`,
  ],
  "assumed:part-row": ({ value }) => [
    `这一行（${value}）是上一行的其中项，已计在内，未读。`,
    `The row (${value}) is a part of the one above it and counted there; it is left out.`,
  ],
  "assumed:hidden-rows": (_, { count }) => [
    `有 ${count} 行被隐藏或筛掉，同样读入。`,
    `${count} rows are hidden or filtered out; they are read all the same.`,
    "不需要的行请先删除。",
    "Delete rows that are not wanted.",
  ],
  "assumed:hidden-sheet": () => ["这张工作表是隐藏的。", "This sheet is hidden."],
  "assumed:unnamed-column": ({ field }) => [
    `第 ${field} 列没有列名，以列号代之。`,
    `Column ${field} has no name and goes by its letter.`,
  ],
  "assumed:duplicate-column": ({ field }) => [
    `列名重复，改称“${field}”。`,
    `The name of a column occurs again; it is called "${field}".`,
  ],
  "assumed:joined-angle": ({ field }) => [
    `“${field}”由度、分、秒几列合成。`,
    `"${field}" is put together of columns of degrees, minutes and seconds.`,
  ],
  "assumed:scaled-unit": ({ field }, { unit, plain, factor }) => [
    `“${field}”以${unit}为单位，已乘以 ${factor}，按${plain}读取。`,
    `"${field}" counts by ${unit}: its numbers are multiplied by ${factor} and read as ${plain}.`,
    `如表中数字其实已是${plain}，请改正表头或“单位”一行后重新导入。`,
    "If the numbers are plain ones already, correct the header or the line of units and import again.",
  ],
  "assumed:approximate": () => [
    "写的是约数，按所写的数读取。",
    "The number is approximate; it is read as it is written.",
  ],
  "bad-value:open-quote": () => [
    "引号没有成对，按普通字符读取。",
    "A quote is never closed; it is read as a letter.",
    ...CHECK_CELL,
  ],
  "bad-value:after-quote": () => ["引号之后还有文字。", "There is text behind a closing quote.", ...CHECK_CELL],
  "bad-value:columns": (_, { limit }) => [
    `这一行超过 ${limit} 列，其余未读。`,
    `The row has more than ${limit} columns; the rest is not read.`,
    "请检查分隔符。",
    "Check the separators.",
  ],
  "bad-value:lost-letters": () => [
    "有字符在该编码中不存在。",
    "Some letters do not exist in this encoding.",
    "请另选编码，或在原软件中另存为 UTF-8。",
    "Choose another encoding, or save the file anew as UTF-8.",
  ],
  "bad-value:address": () => [
    "单元格的地址超出工作表。",
    "The address of the cell lies outside the sheet.",
    ...CHECK_CELL,
  ],
  "bad-value:formula-error": ({ value }) => [
    `公式的结果是错误值 ${value}，按空格读取。`,
    `The formula gives the error ${value}; the cell is read as empty.`,
    ...CHECK_CELL,
  ],
  "bad-value:formula-not-computed": () => [
    "公式没有存下结果，按空格读取；公式不会被计算。",
    "The formula was saved without a result; the cell is read as empty, and no formula is computed.",
    "请在 WPS 或 Excel 中打开并重新保存。",
    "Open the file in Excel or WPS and save it again.",
  ],
  "bad-value:text-missing": () => [
    "单元格的文本不在文件里。",
    "The text of the cell is not in the file.",
    ...CHECK_CELL,
  ],
  "bad-value:digits-lost": () => [
    "数字超过 15 位，表格软件已把后面的位数改成 0。",
    "The number has more than 15 digits; the spreadsheet has replaced the rest with zeros.",
    "请把这一列设为文本格式，重新填写。",
    "Make the column one of text and fill it in again.",
  ],
  "bad-value:code-rounded": ({ value }) => [
    `编码被表格软件写成 ${value}，后面的位数已经丢失，按空缺处理。`,
    `A spreadsheet wrote the code as ${value}; its last digits are lost and it counts as missing.`,
    "请把这一列设为文本格式，从原始数据重新填写后导出。",
    "Make the column one of text, fill it in again from the original and export the file anew.",
  ],
  "bad-value:nul-letters": () => [
    "这一行有空字符（NUL），已去掉；文件可能在传输或断电时损坏。",
    "The row holds NUL characters, which are left out; the file may have been damaged on its way.",
    "请与原表核对。",
    "Compare it with the original.",
  ],
  "bad-value:wkt": () => [
    "这一格不是可读的 WKT 图形。",
    "This cell holds no shape in well-known text that can be read.",
    "可读：POINT、LINESTRING、POLYGON 及其 MULTI 形式；曲线请先转成折线。",
    "POINT, LINESTRING, POLYGON and their MULTI forms are read; turn curves into lines first.",
  ],
  "bad-value:wkb": () => [
    "这一格不是完整的十六进制 WKB 图形（PostGIS）。",
    "This cell holds no whole shape in hexadecimal WKB (PostGIS).",
    "可读：点、线、面及其 MULTI 形式；曲线请先转成折线。整格文字请核对是否被截断。",
    "Points, lines, polygons and their MULTI forms are read; turn curves into lines first. Check whether the cell was cut off.",
  ],
  "bad-value:number": () => [
    "这一格不是数字，按空缺处理。",
    "This cell is no number and counts as missing.",
    ...CHECK_CELL,
  ],
  "bad-value:share": () => [
    "同一列有的带 %，有的不带；不带 % 的无法判断，按空缺处理。",
    "Some cells of this column have a % and some have not; those without count as missing.",
    "请统一写法。",
    "Write them all in one way.",
  ],
  "bad-value:several-systems": ({ value }) => [
    `同一列图形的坐标系不同（SRID ${value}）。`,
    `The shapes of this column are in different coordinate systems (SRID ${value}).`,
    "请先转换到同一坐标系再导出。",
    "Move them into one system before exporting them.",
  ],
  "bad-value:units": ({ value }) => [
    `同一列里单位不同：${value}。`,
    `The units in this column differ: ${value}.`,
    "请统一单位。",
    "Use one unit.",
  ],
  "bad-coordinate:missing": () => ["没有坐标。", "There is no position.", "请补上坐标。", "Fill it in."],
  "bad-coordinate:zero": () => ["坐标是 0, 0。", "The position is 0, 0.", "请补上坐标。", "Fill it in."],
  "bad-coordinate:off-globe": () => [
    "不是有效的经纬度。",
    "This is no longitude and latitude.",
    "请改正坐标。",
    "Correct the position.",
  ],
  "bad-coordinate:other-unit": () => [
    "这一行的坐标单位和其他行不同（度与米混用）。",
    "The position of this row is in another unit than the others (degrees among metres, or metres among degrees).",
    "请统一坐标系。",
    "Use one coordinate system.",
  ],
  "bad-coordinate:other-zone": () => [
    "这一行东坐标的带号和其他行不同。",
    "The easting of this row has another zone than the others.",
    "请统一投影带。",
    "Use one zone.",
  ],
};

function tooMany(limit: string | number | undefined, zh: string, en: string): Sentence {
  return [
    `超过 ${limit} ${zh}，无法在内存中处理。`,
    `There are more than ${limit} ${en}, which cannot be held.`,
    "请拆成几个文件，或删去不需要的列。",
    "Split the file or delete columns that are not needed.",
  ];
}

/** The words for an issue of a sheet; null where it is none of those that only sheets have. */
export function describeSheetIssue(issue: Issue): SheetWords | null {
  const details = issue.details ?? {};
  const key = `${issue.code}:${issue.code === "too-large" ? details.unit : details.what}`;
  const sentence = Object.hasOwn(SENTENCES, key) ? SENTENCES[key] : undefined;
  if (!sentence) return null;
  const [zh, en, zhTodo = "", enTodo = ""] = sentence(issue, details);
  return { what: { zh, en }, todo: { zh: zhTodo, en: enTodo } };
}
