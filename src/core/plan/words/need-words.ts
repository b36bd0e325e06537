/** What a need asks for, as a planner says it: 公办中心幼儿园 rather than ownership=公办. */
import type { LocalizedText, Service } from "../../model/facility.ts";
import type { AttributeFilter, FacilityNeed } from "../target.ts";

/** Columns whose “true” has a word of its own. */
const TRUE_WORDS: Readonly<Record<string, LocalizedText>> = {
  centre: { zh: "中心园", en: "township centre" },
  meets_standard: { zh: "达标", en: "up to standard" },
  smart_service: { zh: "有智能服务系统", en: "with smart service" },
  tcm_hall: { zh: "有中医馆", en: "with a Chinese-medicine hall" },
};

/** The kinds alone. */
export function nameKinds({ serviceIds }: FacilityNeed, services: readonly Service[]): LocalizedText {
  const titles = serviceIds.map((id) => services.find((service) => service.id === id)?.title ?? { zh: id, en: id });
  return { zh: titles.map(({ zh }) => zh).join("或"), en: titles.map(({ en }) => en).join(" or ") };
}

/** The kinds with what the filters ask of them in brackets. */
export function nameFilteredNeed(need: FacilityNeed, services: readonly Service[]): LocalizedText {
  const kinds = nameKinds(need, services);
  const filters = (need.filters ?? []).map(nameFilter);
  if (filters.length === 0) return kinds;
  return {
    zh: `${kinds.zh}（${filters.map(({ zh }) => zh).join("、")}）`,
    en: `${kinds.en} (${filters.map(({ en }) => en).join(", ")})`,
  };
}

function nameFilter({ attribute, oneOf }: AttributeFilter): LocalizedText {
  const word = TRUE_WORDS[attribute];
  if (oneOf.length === 1 && oneOf[0] === true && word) return word;
  if (oneOf.every((value) => typeof value === "string")) return { zh: oneOf.join("或"), en: oneOf.join(" or ") };
  const values = oneOf.map(String).join("/");
  return { zh: `${attribute}=${values}`, en: `${attribute}=${values}` };
}
