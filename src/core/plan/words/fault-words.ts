/** What is wrong with a field of a target's rule and what it should be, in words. */

import type { NormFaultCode } from "../../access/capacity-norms.ts";
import type { LocalizedText } from "../../model/facility.ts";
import { PROFILES } from "../../model/parameters.ts";
import type { TargetFaultCode } from "../check-target.ts";

const say = (zh: string, en: string): LocalizedText => ({ zh, en });

export const TARGET_FAULT_WORDS: Readonly<Record<TargetFaultCode | NormFaultCode, LocalizedText>> = {
  "unknown-field": say("没有这一项，可能写错了名称。", "There is no such field; its name may be misspelt."),
  "unknown-target": say("规划里没有这个目标。", "The plan has no such target."),
  "unknown-draft": say("没有这个草案。", "There is no such draft."),
  "bad-figure": say(
    "达标数不能超过检验数，占比在 0 到 100% 之间，人数不为负。",
    "No more units are met than tested, a share is from 0 to 100 %, people are not negative.",
  ),
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
  "group-with-land": say(
    "按居住用地判定时不分人群，人群应为全体居民。",
    "Residential land belongs to no group: with land the group is all people.",
  ),
  "other-way-straight": say(
    "直线距离不分出行方式，不能再加另一种方式。",
    "A straight distance asks for no way to travel, so there is no other way.",
  ),
  "same-way": say("另一种方式应与出行方式不同。", "The other way must differ from the first."),
  "other-way-measure": say(
    "两种方式要用同一种量法：都按时间，或都按沿道路的距离。",
    "Both ways must be measured alike: by time, or by metres along streets.",
  ),
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
  "places-not-land": say(
    "位子是给人的；按居住用地判定的目标不能要求有位子。",
    "Places are for people; a target that judges residential land cannot ask for them.",
  ),
  "no-needs": say("至少要有一项设施要求。", "At least one kind of facility is needed."),
  "no-services": say("这一项还没有选设施。", "No kind of facility is chosen here."),
  "unknown-service": say("研究里没有这种设施的名目。", "The study knows no such kind of facility."),
  "service-twice": say(
    "同一种设施选了两次，设施和位子会重复计数。",
    "A kind of facility is named twice: its facilities and places would count twice.",
  ),
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
  "no-name": say("还没有填名称。", "It has no name."),
  "no-source": say("还没有填来源。", "It does not say where it comes from."),
  "no-reach": say("还没有填范围：几分钟或多少米。", "It gives no reach: so many minutes or metres."),
  "unknown-denominator": say(
    "没有这种分母：可取社区、人口、居住用地。",
    "There is no such denominator: communities, people or residential land.",
  ),
  "bad-norm": say(
    "应为大于 0 的数，折合每单位 0.01 到 100 万人。",
    "A number above 0 that comes to 0.01 to 1,000,000 people for one.",
  ),
  "unknown-measure": say(
    "没有这种写法：可取每单位多少人（people-per-unit）、每千人多少个（units-per-thousand）。",
    "There is no such wording: people-per-unit or units-per-thousand.",
  ),
  "nobody-confirmed": say("还没有填确认人。", "It does not say who confirmed it."),
};

/** What exactly to write in a file where a fault names a field that has to be added; null for all others. `field`: its path. */
export function findFaultTodo(code: string, field: string): LocalizedText | null {
  if (code !== "no-mode") return null;
  const ids = Object.keys(PROFILES);
  const reach = field.replace(/profileId$/, "reach.measure");
  return say(
    `请在 ${field} 填上 ${ids.map((id) => `"${id}"`).join("、")} 之一，例如 "profileId": "adult"；若本是直线距离，则把 ${reach} 写成 "straight"。`,
    `Write one of ${ids.map((id) => `"${id}"`).join(", ")} at ${field}, e.g. "profileId": "adult"; if the distance is a straight line, write "straight" at ${reach}.`,
  );
}

/** Words of a fault that comes as a text, null where it is none. */
export function findFaultWords(code: string): LocalizedText | null {
  return Object.hasOwn(TARGET_FAULT_WORDS, code) ? TARGET_FAULT_WORDS[code as TargetFaultCode | NormFaultCode] : null;
}
