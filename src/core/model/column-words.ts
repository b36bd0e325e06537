/** Columns of facility layers and their values in words. The column's own name always stands beside. */
import type { AttributeValue, LocalizedText } from "./facility.ts";

const COLUMN_WORDS: Readonly<Record<string, string>> = {
  ownership: "举办性质",
  grade: "等级",
  level: "级别",
  centre: "中心园",
  county: "县区",
  opened: "启用年份",
  places: "学位",
  enrolment: "在园人数",
  beds: "床位",
  nursing_beds: "护理型床位",
  doctors: "医师",
  area_m2: "面积",
  length_m: "长度",
  open_to_public: "向社会开放",
  meets_standard: "达到标准",
  smart_service: "智能服务系统",
  tcm_hall: "中医馆",
  blind_room: "盲人阅览室",
  approximate: "位于社区而非地址",
  stands_in: "所在社区",
};

export function columnWords(attribute: string): LocalizedText {
  const zh = Object.hasOwn(COLUMN_WORDS, attribute) ? `${COLUMN_WORDS[attribute]} ${attribute}` : attribute;
  return { zh, en: attribute };
}

export function valueWords(value: AttributeValue): LocalizedText {
  if (value === true) return { zh: "是", en: "yes" };
  if (value === false) return { zh: "否", en: "no" };
  return { zh: String(value ?? ""), en: String(value ?? "") };
}
