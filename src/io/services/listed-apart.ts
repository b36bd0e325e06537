/**
 * What the titles of a list say of all that is in it: facilities that are gone (撤并学校一览表), or that are not there yet (规划幼儿园,
 * 拟新建学校). Titles that speak of what stands as well say nothing, nor do those that only name who keeps the list (规划局).
 */
import type { LabelledTable } from "../tables/labelled-table.ts";
import { namesServiceAt } from "./known-services.ts";
import { saysStates } from "./operating-state.ts";
import { findServiceColumn, serviceOfLayer } from "./service-column.ts";

const GONE_VERBS = "撤并|撤销|停办|停业|停用|关停|关闭|注销|取缔|拆除|废弃";
/** Not `未撤并`, `拟撤并` (still there), `含撤并` (both), `剔除停办`. */
const NOT_BEFORE = "(?<![未不拟待含除非无及和与、已被经]|计划|剔除|扣除|排除|包括|避免)";
const GONE = new RegExp(
  `${NOT_BEFORE}(?:已经?|被)?(?:${GONE_VERBS})的?(?:情况|名单|名录|一览|清单|台账|明细|统计|汇总|登记|表|$|[(（\\d])`,
);
const GONE_THINGS = new RegExp(`${NOT_BEFORE}(?:已经?|被)?(?:${GONE_VERBS})的?`, "g");
/** Words for things of any kind, behind what was done to them. */
const THINGS = /^(?:机构|设施|场所|单位|网点|点位|中小学)/;

const TO_BE_BUILT =
  /[拟待](?:新|改|扩|续|迁|重)?(?:建|增设|布点)|计划(?:新|改|扩|续|迁)建|规划(?:新建|改扩建|扩建|预留|选址|点位)|(?:新建|改建|扩建|改扩建|续建|建设)(?:(?:项目|工程)?(?:计划|任务)|项目库)/;
/** 规划 before a kind of facility, where it does not end the name of a plan: 国土空间规划. */
const PLANNED_THINGS = /(?<!空间|总体|专项|详细|控制性|布局|布点|五年?|城乡|控)规划的?/g;
const STANDING = /现状|现有|已有|已建|建成|存量|投用|在办|在用|完成|竣工|验收/;

function plain(title: string): string {
  return title.normalize("NFKC").replace(/\s/g, "");
}

/** Whether behind one of the matches a service, or a word for facilities of any kind, is named. */
function namesThings(title: string, pattern: RegExp): boolean {
  return [...title.matchAll(pattern)].some((found) => {
    const behind = title.slice(found.index + found[0].length);
    return THINGS.test(behind) || namesServiceAt(behind);
  });
}

function isOfFacilities(labelled: LabelledTable): boolean {
  return serviceOfLayer(labelled) !== null || findServiceColumn(labelled) !== null;
}

/** Whether a title says it of a list of facilities, and neither another title nor the rows speak of what stands. */
function holds(labelled: LabelledTable, titles: readonly string[], says: (title: string) => boolean): boolean {
  const all = titles.map(plain);
  if (!all.some(says) || all.some((title) => STANDING.test(title))) return false;
  return isOfFacilities(labelled) && !saysStates(labelled);
}

/** Whether a list's titles (its sheet's, its file's, lines above it) say that all its facilities are gone. */
export function areGone(labelled: LabelledTable, titles: readonly string[]): boolean {
  return holds(labelled, titles, (title) => GONE.test(title) || namesThings(title, GONE_THINGS));
}

/** Whether a list's titles say that none of its facilities is built yet. */
export function areToBeBuilt(labelled: LabelledTable, titles: readonly string[]): boolean {
  return holds(labelled, titles, (title) => TO_BE_BUILT.test(title) || namesThings(title, PLANNED_THINGS));
}
