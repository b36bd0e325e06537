/** Filters on columns of facility layers in words. */
import { columnWords, valueWords } from "../../model/column-words.ts";
import type { LocalizedText } from "../../model/facility.ts";
import type { AttributeFilter } from "../target.ts";

/** “举办性质 ownership=公办/普惠”, several after one another; "" for none. */
export function filterWords(filters: readonly AttributeFilter[]): LocalizedText {
  const write = (language: "zh" | "en"): string =>
    filters
      .map(({ attribute, oneOf }) => {
        const column = columnWords(attribute)[language];
        return oneOf.length === 0 ? column : `${column}=${oneOf.map((value) => valueWords(value)[language]).join("/")}`;
      })
      .join(language === "zh" ? "，" : ", ");
  return { zh: write("zh"), en: write("en") };
}
