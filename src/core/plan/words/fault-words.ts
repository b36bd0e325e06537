/** What is wrong with a field of a target's rule and what it should be, in words. */
import type { LocalizedText } from "../../model/facility.ts";
import type { TargetFaultCode } from "../check-target.ts";

const say = (zh: string, en: string): LocalizedText => ({ zh, en });

export const TARGET_FAULT_WORDS: Readonly<Record<TargetFaultCode, LocalizedText>> = {
  "unknown-unit": say("没有这种统计单位。", "There is no such unit."),
  "unit-not-counted": say(
    "这种单位不能逐个检验服务圈或“至少几处”，请改选社区、村、乡镇、县区或全市。",
    "A circle or “at least so many” cannot be tested in such units; choose communities, villages, townships, counties or the city.",
  ),
  "unit-not-whole": say(
    "这类规则只得出一个全市数值，统计单位应为全市、设施或名单。",
    "This kind of rule gives one value of the whole; the unit is the city, facilities or a list.",
  ),
  "share-out-of-range": say("占比应大于 0，不超过 100%。", "A share is above 0 and at most 100 %."),
  "bad-number": say(
    "应填大于 0 的数（基期可为 0），或留空。",
    "Enter a number above 0 (a baseline may be 0), or nothing.",
  ),
  "bad-year": say("应填四位年份。", "Enter a year of four digits."),
  "no-mode": say(
    "沿道路的服务圈要指明出行方式；同样的分钟数，骑行的范围约为步行的八倍。",
    "A circle along streets must say who travels; by bicycle the same minutes cover about eight times the area.",
  ),
  "unknown-mode": say("没有这种出行方式。", "There is no such way to travel."),
  "unknown-group": say("没有这个人群。", "There is no such group."),
  "bad-reach": say(
    "时间应大于 0、不超过 240 分钟；距离应大于 0、不超过 100 公里。",
    "A time is above 0 and at most 240 minutes, a distance above 0 and at most 100 km.",
  ),
  "straight-too-far": say("直线距离最多 20 公里。", "A straight distance is at most 20 km."),
  "places-along-streets": say(
    "位子只能沿道路分配；按直线的服务圈不能要求有位子。",
    "Places are shared out along streets; a circle drawn straight cannot ask for them.",
  ),
  "places-of-one-need": say(
    "要求有位子的目标只能有一项设施要求（几种设施任一即可）。",
    "A target that asks for places has one need only (of several kinds any one may do).",
  ),
  "no-needs": say("至少要有一项设施要求。", "At least one kind of facility is needed."),
  "no-services": say("这一项还没有选设施。", "No kind of facility is chosen here."),
  "unknown-service": say("研究里没有这种设施的名目。", "The study knows no such kind of facility."),
  "no-column": say("还没有选列。", "No column is chosen."),
  "no-values": say("还没有选取值。", "No value is chosen."),
  "bad-count": say("应为 1 到 10000 的整数。", "A whole number from 1 to 10,000."),
  "bad-people": say("应为大于 0 的人数，或留空。", "A number of people above 0, or nothing."),
  "bad-per": say("应为大于 0 的人数。", "A number of people above 0."),
  "no-property": say(
    "还没有说明是什么样的设施：选一列和取值，或另选一列作分子。",
    "It does not say which facilities: choose a column and its values, or another column to be summed.",
  ),
  "other-amount": say("分子和分母应按同一种数量计。", "Both amounts must be of the same kind."),
  "bad-day": say("应为一个日期。", "Enter a day."),
  "duplicate-reading": say("两种读法的编号相同。", "Two readings have the same id."),
  "nobody-confirmed": say("还没有填确认人。", "It does not say who confirmed it."),
};

/** Words of a fault that comes as a text, null where it is none. */
export function findFaultWords(code: string): LocalizedText | null {
  return Object.hasOwn(TARGET_FAULT_WORDS, code) ? TARGET_FAULT_WORDS[code as TargetFaultCode] : null;
}
