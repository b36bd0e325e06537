/** What a row says of itself in planners' tables: a total, a note, a line of units or column numbers, a heading between rows. */
import type { CellValue } from "../tables/source-layer.ts";

/** Text as it is compared: full-width letters made plain, blanks left out. */
export function plainText(value: CellValue | undefined): string {
  if (value === null || value === undefined) return "";
  return String(value).normalize("NFKC").replace(/\s/g, "");
}

/** Whether a cell holds something to read. */
export function isFilled(value: CellValue | undefined): boolean {
  if (value === null || value === undefined) return false;
  return typeof value !== "string" || value.trim() !== "";
}

const TOTAL =
  /^(合计|总计|小计|共计|总和|累计|总数|平均|均值|平均[值数]|全[市县区省镇乡国](合计|总计)?|(sub|grand)?-?totals?|sum|average|mean)[:：]?$/i;
const NAMED_TOTAL =
  /^.{1,16}(合计|小计|总计)[:：]?$|^(合计|小计|总计)[(（[【].{0,16}$|^(合计|小计|总计|共计)[:：]?\d+(?:\.\d+)?[^\d号]{0,3}$/;
const LONGEST_TOTAL = 24;

/** Whether a cell names the row a total or an average. */
export function namesTotal(value: CellValue | undefined): boolean {
  if (typeof value !== "string" || value.length > LONGEST_TOTAL) return false;
  const text = plainText(value);
  return TOTAL.test(text) || NAMED_TOTAL.test(text);
}

const NOTE =
  /^[(（*※【]*(注|备注|附注|说明|填表说明|填报说明|资料来源|数据来源|来源|单位负责人|统计负责人|负责人|填[表报](人|单位|日期|时间)?|制表(人|单位|日期|时间)?|编制(人|单位|日期|时间)?|审[核批](人)?|复核(人)?|联系(人|电话)|报出日期|notes?|sources?|remarks?)\d*([(（](盖章|签章|签字|签名|公章)[)）])?[】)）]*[:：.、]/i;
/** `#` begins a comment of programs, but `#3` is a number of a house. */
const BARE_NOTE = /^[*※]|^#+(?!\d)|^(注|备注|说明)$/;

/** Whether a cell begins a note below a table: 注：, 资料来源：, 填表人：. */
export function beginsNote(value: CellValue | undefined): boolean {
  if (typeof value !== "string") return false;
  const text = plainText(value.slice(0, 60));
  return NOTE.test(text) || BARE_NOTE.test(text);
}

const PAGE_LINE = /^[-—(（【]*(第\d{1,4}页|共\d{1,4}页|续[上前]?表|上接第|下接第|page\d{1,4})/i;

/** Whether a cell only counts printed pages: 第 1 页 共 3 页, （续表）. */
export function marksPage(value: CellValue | undefined): boolean {
  return typeof value === "string" && PAGE_LINE.test(plainText(value.slice(0, 40)));
}

const PART = /^#?其中(?:[:：]|$)/;
const SEX = /^[#（(]?(男|女)性?(人口)?[）)]?$/;

/** Whether a cell says that its row is a part of the one above it: 其中：女. */
export function namesPart(value: CellValue | undefined): boolean {
  return typeof value === "string" && PART.test(plainText(value.slice(0, 24)));
}

/** Whether a cell is the name of one sex, alone or behind 其中：. */
export function namesSex(value: CellValue | undefined): boolean {
  return typeof value === "string" && SEX.test(plainText(value.slice(0, 24)).replace(/^#?其中[:：]/, ""));
}

const EXAMPLE = /^[(（[【]示例[)）\]】]|^示例([:：]|$)/;

/** Whether a cell marks its row as an example of a form: （示例）向阳幼儿园. */
export function marksExample(value: CellValue | undefined): boolean {
  return typeof value === "string" && EXAMPLE.test(plainText(value.slice(0, 20)));
}

const LABELLED = /^[^:：]{1,12}[:：]|^\d{4}年\d{1,2}月(\d{1,2}日)?$|^\d{4}年度?$/;

/** Whether a cell is a label with its value (单位：人, 填报日期：2024年3月), as lines above a table have them. */
export function isLabelled(value: CellValue): boolean {
  return LABELLED.test(plainText(value));
}

const UNIT =
  /^(单位|(?:十万|百万|千万|[百千万亿])?(?:人|人次|名|口|户|个|床|张|座|平方米|平米|m2|㎡|亩|元)|处|所|间|套|栋|幢|班|辆|米|m|千米|公里|km|平方公里|平方千米|km2|公顷|hm2|ha|%|‰|度|°|deg|岁|年|月|日|分钟?|min|小时|h|秒|s|[人床个座㎡m2平方米元]+\/[千万百]?[人户床㎡m2平方公里km]+|-|—|\/)$/i;

/** The unit in a cell that holds nothing else, brackets and 单位： taken off; "" where it is none. */
export function unitIn(value: CellValue | undefined): string {
  if (typeof value !== "string" || value.length > 12) return "";
  const text = plainText(value)
    .replace(/^[(（[]|[)）\]]$/g, "")
    .replace(/^单位[:：](?=.)/, "");
  return UNIT.test(text) ? text : "";
}

/** The unit at the end of a header: 人口（人）, 面积/m², 用地面积 (公顷). */
export function unitOfHeader(name: string): string {
  const text = plainText(name);
  const found = /[(（[]([^()（）[\]]{1,10})[)）\]]$|[/,，]([^/,，]{1,6})$/.exec(text);
  return found ? unitIn(found[1] ?? found[2] ?? "") : "";
}

const NUMBER = /^[+-]?(\d{1,3}(,\d{3})+|\d+)?(\.\d*)?(e[+-]?\d+)?%?$/i;
const DAY_OR_ANGLE = /^\d{4}[-/年]\d{1,2}|^-?\d{1,3}[°度]\d/;
const YEAR = /^(19|20)\d{2}年?$/;

/** Whether a cell holds a number that no header would: years may stand in headers. */
export function isDataNumber(value: CellValue | undefined): boolean {
  if (typeof value === "boolean") return true;
  if (typeof value === "number") return !YEAR.test(String(value));
  if (typeof value !== "string" || value.length > 40) return false;
  const text = plainText(value);
  if (!/\d/.test(text) || YEAR.test(text)) return false;
  return NUMBER.test(text) || DAY_OR_ANGLE.test(text);
}

const STEMS = "甲乙丙丁戊己庚辛壬癸";

/** Whether the cells number the columns of a form: 甲 乙 1 2 3, (1) (2) (3). */
export function numbersColumns(values: readonly CellValue[]): boolean {
  if (values.length < 3) return false;
  const marks = values.map((value) => plainText(value).replace(/^[(（[]|[)）\]]$/g, ""));
  let next = 1;
  let stems = 0;
  for (const mark of marks) {
    if (next === 1 && stems < STEMS.length && mark === STEMS[stems]) stems++;
    else if (mark === String(next)) next++;
    else return false;
  }
  return next + stems > 3;
}

/** Whether a lone cell heads the rows below it: 一、公办, （二）民办. */
export function isListHeading(value: CellValue | undefined): boolean {
  return (
    typeof value === "string" &&
    /^([一二三四五六七八九十]{1,3}[、.．]|[(（][一二三四五六七八九十]{1,3}[)）])/.test(plainText(value))
  );
}
