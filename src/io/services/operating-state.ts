/**
 * Which rows of a list of facilities are of facilities that nobody can use: closed, struck off, not yet built. Told by a column of states
 * (`运营状态`, `是否正常运营`, `是否撤并`), every word of which must be known; or by the day on which
 * each was closed (`撤并时间`); or by a remark that begins with it (`2023年3月注销`). A column with words of its own tells nothing.
 */

import type { RoledTable } from "../roles/detect-roles.ts";
import { meansNothing } from "../spreadsheet/number-text.ts";
import { columnFor } from "../tables/column-names.ts";
import { type Column, textAt } from "../tables/feature-table.ts";
import { type IssueList, type LabelledTable, shown } from "../tables/labelled-table.ts";

/** What was done to a facility that is gone. */
const GONE = "撤并|撤销|停办|停业|停用|停运|停招|关停|关闭|注销|吊销|取缔|拆除";

/** Headers of states, and of questions that are answered with yes and no. */
const STATE = /(?:运[营行]|营业|经营|开放|使用|登记|机构|设施|项目|建设)?(?:状态|情况|现状)$|^(?:YY|SY|JY|KF)ZT$/i;
/** Columns of remarks, in which a state may stand among other things. */
const REMARK = /^(?:备注|附注|说明|备注说明|情况说明|remarks?)$/i;
/** When something was done, before what was done: 2023年3月, 已于2022年底. */
const DAY =
  /^(?:已?于)?(?:19|20)\d\d年?(?:[年.\-/]?\d{1,2}(?:月(?:份|底|初)?)?(?:[.\-/]?\d{1,2}日?)?|年?[底初末])?(?:起|被|已)*/;
const QUESTION =
  /^(?:是否|有无)?(?:已经?|正常|正在|仍|在)*(?:运[营行]|营业|开放|启用|投用|使用|投入使用|运转|开业)(?:中)?$/;
/** Headers that ask whether a facility is gone. */
const GONE_QUESTION = new RegExp(`^是否(?:已经?|被)*(?:${GONE}|闲置|废弃)$`);
/** Headers of the day on which it went: `撤并时间`, `注销日期`. */
const GONE_DAY = new RegExp(`^(?:${GONE})(?:时间|日期|年份|年度|年月|年)$`);
/** A year, which a time of day (`关闭时间` 22:00) does not hold. */
const YEAR = /^(?:19|20)\d\d(?!\d)/;

const OPEN =
  /^(?:正常|良好|完好|(?:部分|分|全)(?:时段|天|年)?开放|建成(?:并)?开放|正常(?:运[营行]|营业|开放|使用|运转|服务|经营|办学|办园)|在办|在办学|开办|办学|招生|运[营行]|营业|开放|使用|运转|在(?:运[营行]|营|用|建成)|(?:运[营行]|营业|开放|使用)中|对外开放|执业|在业|试运[营行]|试营业|备案|登记|已(?:维修|修缮|改造|运[营行]|营业|开放|启用|投用|使用|投入使用|建成|建成投用|建|备案|登记|挂牌)|建成|建成投用|现状|现有|存续|开业|启用|投用|投入使用|免费开放|全天开放|open|operating|active)$/i;
const SHUT =
  /^(?:已|临时|暂时?|长期|现已?|因[^，。；,;]{1,12}|损坏|破损|老化|报废)*(?:停业|报废|停运|停用|停办|停招|停止招生|停止办学|停止|歇业|停止?(?:运[营行]|营业|使用|服务|开放)|暂停(?:运[营行]|营业|使用|服务|开放|招生|办学|办园)?|关停|关闭|关门|注销|吊销|撤销|撤并|取缔|拆除|拆迁|废弃|废止|闲置|空置|倒闭|closed)(?:整顿|整改|中)?$/i;
const UNBUILT =
  /^(?:正在(?:维修|检修|修缮|改造)|(?:正在)?(?:维修|检修|修缮|改造)中|在建|新建中|建设中|正在建设|施工中?|装修中?|拟建|待建|待安装|未安装|筹建中?|筹备中?|筹设中?|规划|规划中|计划|未(?:运[营行]|营业|开放|启用|投用|使用|投入使用|建成?|开业|开工|竣工)|不(?:运[营行]|营业|开放)|即将(?:开业|开放)|planned)$/i;
const YES = /^(?:是|√|✓|✔|有|y|yes|true|1)$/i;
const NO = /^(?:否|×|✗|✘|x|无|n|no|false|0)$/i;

/** More different words than this are descriptions, not states. */
const MOST_STATES = 20;

type State = "usable" | "unusable";
/** What a header asks. */
type Asked = "state" | "question" | "gone" | "day" | "remark";

function askedBy(header: string): Asked | null {
  if (REMARK.test(header)) return "remark";
  if (GONE_QUESTION.test(header)) return "gone";
  if (GONE_DAY.test(header)) return "day";
  if (QUESTION.test(header)) return "question";
  return STATE.test(header) ? "state" : null;
}

function stateOf(text: string, asked: Asked): State | null {
  if (text === "") return "usable";
  if (asked === "remark") return isShutRemark(text) ? "unusable" : "usable";
  if (asked === "day") return YEAR.test(text) ? "unusable" : meansNothing(text) ? "usable" : null;
  if (asked === "gone" && (YES.test(text) || NO.test(text))) return YES.test(text) ? "unusable" : "usable";
  if (OPEN.test(text) || (asked === "question" && YES.test(text))) return "usable";
  return SHUT.test(text) || UNBUILT.test(text) || (asked === "question" && NO.test(text)) ? "unusable" : null;
}

/** Whether a remark says, first of all, that a place is shut; what else it says may be of anything. */
function isShutRemark(text: string): boolean {
  const [first = ""] = text.split(/[,，;；。.、]/);
  return SHUT.test(first) || SHUT.test(first.replace(DAY, "")) || UNBUILT.test(text);
}

function plain(text: string): string {
  return text.normalize("NFKC").replace(/\s|[(（][^()（）]*[)）]$/g, "");
}

interface ReadStates {
  readonly states: ReadonlyMap<string, State>;
  /** Words that are not known as states. */
  readonly unknown: ReadonlySet<string>;
  /** Of days the header stands for all of them. */
  readonly asked: Asked;
}

/** What a column's cells say of each of the rows; null where it is no column of states. */
function readStates(column: Column, rows: readonly number[]): ReadStates | null {
  const header = plain(column.name.split("›").at(-1) ?? "");
  const asked = askedBy(header);
  if (asked === null) return null;
  const states = new Map<string, State>();
  const unknown = new Set<string>();
  for (const row of rows) {
    const text = plain(textAt(column, row));
    if (states.has(text) || unknown.has(text)) continue;
    const state = stateOf(text, asked);
    if (asked === "remark" && state === "usable") continue;
    if (states.size + unknown.size === MOST_STATES && asked !== "day" && asked !== "remark") return null;
    if (state === null) unknown.add(text);
    else states.set(text, state);
  }
  return { states, unknown, asked };
}

/** Whether a column says row by row what can be used: then no title tells it of the whole list. */
export function saysStates({ table }: Pick<LabelledTable, "table">): boolean {
  const rows = Array.from({ length: table.count }, (_, row) => row);
  return table.columns.some((column) => {
    const read = column.meaning === undefined ? readStates(column, rows) : null;
    return (
      read !== null &&
      read.unknown.size === 0 &&
      read.asked !== "day" &&
      read.asked !== "remark" &&
      [...read.states].some(([text, state]) => text !== "" && state === "usable")
    );
  });
}

export interface UsableParts {
  /** The parts without those rows. */
  readonly roles: readonly RoledTable[];
  /** Rows that were left out, by label. */
  readonly unusable: readonly (string | number)[];
}

/** Leaves out facilities that are closed or not yet built; how many there are and in which words goes to `issues`. A list of nothing else is refused. */
export function leaveOutUnusable(parts: readonly RoledTable[], issues: IssueList): UsableParts {
  const unusable: (string | number)[] = [];
  const told = new Set<Column>();
  const roles = parts.flatMap((part): RoledTable[] => {
    const { role, labelled, rows } = part;
    const found = role.startsWith("facilities:") ? findStates(parts, labelled, issues) : [];
    if (found.length === 0) return [part];
    const isUsable = (row: number): boolean =>
      found.every(({ column, states }) => states.get(plain(textAt(column, row))) !== "unusable");
    const kept = rows.filter(isUsable);
    for (const row of rows) if (!isUsable(row)) unusable.push(labelled.labels[row] ?? row + 1);
    for (const one of found) {
      if (!told.has(one.column)) tell(parts, labelled, one, issues);
      told.add(one.column);
    }
    return kept.length === 0 ? [] : [{ ...part, rows: kept }];
  });
  const [first] = parts;
  if (first && roles.length === 0) issues.error("no-facilities", first.labelled.layer, { field: first.role });
  // A row of several services stands in several parts.
  return { roles, unusable: [...new Set(unusable)] };
}

interface FoundStates extends ReadStates {
  readonly column: Column;
}

function rowsOf(parts: readonly RoledTable[], labelled: LabelledTable): readonly number[] {
  return parts.flatMap((part) => (part.labelled === labelled ? part.rows : []));
}

/** The first column of states of a table, told by all of its rows, and its remarks, where they say of any that it is unusable. One with words of its own is told. */
function findStates(parts: readonly RoledTable[], labelled: LabelledTable, issues: IssueList): readonly FoundStates[] {
  const found: FoundStates[] = [];
  const service = columnFor(labelled.table, "service");
  for (const column of labelled.table.columns) {
    if (column === service || column.meaning !== undefined) continue;
    const read = readStates(column, rowsOf(parts, labelled));
    const shut = [...(read?.states ?? [])].flatMap(([word, state]) => (state === "unusable" ? [word] : []));
    if (read === null || shut.length === 0) continue;
    const isKnown = found.some(({ asked }) => asked !== "remark") && read.asked !== "remark";
    if (isKnown) continue;
    if (read.unknown.size === 0) {
      found.push({ column, ...read });
      continue;
    }
    const details = { what: "states-unread", names: shown([...read.unknown].join(", ")) };
    issues.warn("assumed", labelled.layer, { field: column.name, value: shown(shut.join(", ")), details });
  }
  return found;
}

function tell(
  parts: readonly RoledTable[],
  labelled: LabelledTable,
  { column, states, asked }: FoundStates,
  issues: IssueList,
): void {
  const rows = rowsOf(parts, labelled);
  const counts = new Map<string, number>();
  for (const row of rows) {
    const text = plain(textAt(column, row));
    const word = asked === "day" ? plain(column.name.split("›").at(-1) ?? "") : text;
    if (states.get(text) === "unusable") counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const words = [...counts].map(([word, count]) => `${word} ${count}`).join(", ");
  const count = [...counts.values()].reduce((sum, each) => sum + each, 0);
  const details = { what: "not-operating", count, total: rows.length };
  issues.warn("assumed", labelled.layer, { field: column.name, value: shown(words), details });
}
