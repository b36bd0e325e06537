/**
 * Who is asked to mend a problem: a proposal out of the target's field and the unit's
 * district, in the usual names of departments. The plan names none; the user may.
 */
import { type AdministrativeUnit, DEVELOPMENT_ZONE } from "../../model/community.ts";
import type { LocalizedText } from "../../model/facility.ts";
import type { Target } from "../target.ts";

const BUREAUS: Readonly<Record<Target["domain"], LocalizedText>> = {
  elderly: { zh: "民政局", en: "civil affairs bureau" },
  education: { zh: "教育局", en: "education bureau" },
  health: { zh: "卫生健康局", en: "health bureau" },
  sport: { zh: "体育局", en: "sports bureau" },
  culture: { zh: "文化和旅游局", en: "culture and tourism bureau" },
  social: { zh: "民政局", en: "civil affairs bureau" },
  employment: { zh: "人力资源和社会保障局", en: "human resources and social security bureau" },
  housing: { zh: "住房和城乡建设局", en: "housing and urban-rural development bureau" },
  disability: { zh: "残疾人联合会", en: "disabled persons' federation" },
};
const CITY_HEALTH: LocalizedText = { zh: "卫生健康委员会", en: "health commission" };

/** The target's own bureau where it names one. */
function bureauOf(target: Target & { readonly bureau?: LocalizedText | null }, isCity: boolean): LocalizedText {
  const { bureau } = target;
  if (bureau && bureau.zh !== "") return { zh: bureau.zh.replace(/^市/, ""), en: bureau.en || bureau.zh };
  return isCity && target.domain === "health" ? CITY_HEALTH : BUREAUS[target.domain];
}

/** `area`: the district of the unit, or the city for what is short in the whole; undefined where the study knows neither. */
export function proposeResponsible(target: Target, area: AdministrativeUnit | undefined): LocalizedText {
  if (area?.type === DEVELOPMENT_ZONE) return { zh: `${area.name}管委会`, en: `${area.name} administration` };
  const { zh, en } = bureauOf(target, area?.level === "city");
  return area ? { zh: `${area.name}${zh}`, en: `${area.name} ${en}` } : { zh, en };
}
