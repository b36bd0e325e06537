/** The one catalogue: typed keys, the language of the page, text of the study in that language. */
import i18next, { type i18n } from "i18next";
import { initReactI18next, useTranslation } from "react-i18next";
import type { LocalizedText } from "../../core/model/facility.ts";
import type { Language } from "../store/view-store.ts";
import { en } from "./en.ts";
import { type TextKey, zhCn } from "./zh-cn.ts";

export type { TextKey };
export type TextValues = Readonly<Record<string, string | number>>;
export type Translate = (key: TextKey, values?: TextValues) => string;

/** Starts the catalogue. Keys are flat: a dot in a key is only a letter. */
export function startStrings(language: Language): i18n {
  void i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: "zh-CN",
    resources: { "zh-CN": { translation: zhCn }, en: { translation: en } },
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  return i18next;
}

export interface Text {
  readonly t: Translate;
  readonly language: Language;
  /** The study's own words in the page's language. */
  readonly local: (text: LocalizedText) => string;
  /** Names one after the other, separated as the language does. */
  readonly list: (names: readonly string[]) => string;
}

/** Words for a component; it draws again when the language changes. */
export function useText(): Text {
  const { t, i18n: instance } = useTranslation();
  const language: Language = instance.language === "en" ? "en" : "zh-CN";
  return {
    t: (key, values) => t(key, values ?? {}),
    language,
    local: (text) => inLanguage(text, language),
    list: (names) => names.join(language === "en" ? ", " : "、"),
  };
}

/** The Chinese or the English of a text; the other where one is empty. */
function inLanguage(text: LocalizedText, language: Language): string {
  return language === "en" ? text.en || text.zh : text.zh || text.en;
}
