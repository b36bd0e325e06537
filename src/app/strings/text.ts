/** The one catalogue: typed keys, the language of the page, text of the study in that language. */
import i18next, { type i18n } from "i18next";
import type { LocalizedText } from "../../core/model/facility.ts";
import { type Language, useView } from "../store/view-store.ts";
import { type TextKey, zhCn } from "./zh-cn.ts";

export type { TextKey };
export type TextValues = Readonly<Record<string, string | number>>;
export type Translate = (key: TextKey, values?: TextValues) => string;

/** Starts the catalogue with its Chinese texts. Keys are flat: a dot in a key is only a letter. */
export function startStrings(language: Language): i18n {
  void i18next.init({
    lng: language,
    fallbackLng: "zh-CN",
    resources: { "zh-CN": { translation: zhCn } },
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  return i18next;
}

/** Has the texts of a language at hand: the Chinese ones always, the English ones once they are asked for. */
export async function loadTexts(language: Language): Promise<void> {
  if (language !== "en" || i18next.hasResourceBundle("en", "translation")) return;
  const { en } = await import("./en.ts");
  i18next.addResourceBundle("en", "translation", en);
}

/** Adds Chinese texts that come with a part of the page, once that part is loaded and before it asks for them. */
export function addTexts(texts: Readonly<Record<string, string>>): void {
  i18next.addResources("zh-CN", "translation", texts);
}

export interface Text {
  readonly t: Translate;
  readonly language: Language;
  /** The study's own words in the page's language. */
  readonly local: (text: LocalizedText) => string;
  /** Names one after the other, separated as the language does. */
  readonly list: (names: readonly string[]) => string;
}

const texts = new Map<Language, Text>();

/** Words in one language: the same object each time, so that it may stand among what an effect depends on. */
export function textIn(language: Language): Text {
  const text = texts.get(language) ?? createText(language);
  texts.set(language, text);
  return text;
}

/** Words for a component; it draws again when the language changes. */
export function useText(): Text {
  return textIn(useView((state) => state.language));
}

function createText(language: Language): Text {
  const translate = i18next.getFixedT(language);
  // A page asks for the same few hundred words hundreds of times in every edit.
  const plainTexts = new Map<TextKey, string>();
  const plainText = (key: TextKey): string => {
    const text = plainTexts.get(key) ?? translate(key);
    plainTexts.set(key, text);
    return text;
  };
  return {
    t: (key, values) => (values === undefined ? plainText(key) : translate(key, values)),
    language,
    local: (text) => inLanguage(text, language),
    list: (names) => names.join(language === "en" ? ", " : "、"),
  };
}

/** The Chinese or the English of a text; the other where one is empty. */
function inLanguage(text: LocalizedText, language: Language): string {
  return language === "en" ? text.en || text.zh : text.zh || text.en;
}
