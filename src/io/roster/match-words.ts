/** Why a row was matched as it was, in words: for the table of review and for what is exported from it. */
import type { LocalizedText } from "../../core/model/facility.ts";
import type { MatchReason } from "./match-reason.ts";
import type { MatchState } from "./match-rows.ts";

const say = (zh: string, en: string): LocalizedText => ({ zh, en });

export const REASON_WORDS: Readonly<Record<MatchReason, LocalizedText>> = {
  code: say("代码相同", "same code"),
  name: say("名称相同", "same name"),
  "name-without-suffix": say("去掉“社区”“村委会”等后名称相同", "same name but for 社区, 村委会 and the like"),
  "name-inside": say("名称中含社区名", "the name contains the community's"),
  "name-in-address": say("地址中含社区名", "the address contains the community's name"),
  pinyin: say("拼音相同", "same pinyin"),
  homophone: say("读音相同，字不同", "sounds the same, written otherwise"),
  spelling: say("字形相近，有出入", "written alike, not the same"),
  "same-township": say("街道、乡镇相符", "township agrees"),
  "same-county": say("区县相符", "county agrees"),
  "former-county": say("旧区县名相符", "agrees with the county's former name"),
  "other-township": say("街道、乡镇不符", "township differs"),
  "other-county": say("区县不符", "county differs"),
  "other-kind": say("社区与村不符", "one is a 社区, the other a 村"),
  "name-differs": say("代码相同但名称不符", "same code, but the name differs"),
  "fields-disagree": say("本行各栏所写地点互相矛盾", "the row's own columns name different places"),
};

export const STATE_WORDS: Readonly<Record<MatchState, LocalizedText>> = {
  certain: say("确定", "certain"),
  likely: say("很可能", "likely"),
  unsure: say("不确定", "unsure"),
  none: say("没有找到", "none found"),
};
