/** What is assumed where a study's data are silent, in the words of page and command line alike. */
import type { LocalizedText } from "./facility.ts";

/** A detail of an issue. */
type Detail = string | number | undefined;

/** @param what the kind of assumption. @returns null where page and command line each say it in their own words. */
export function findAssumedWords(what: Detail, count: Detail, total: Detail): LocalizedText | null {
  switch (what) {
    case "unread-times":
      return {
        zh: `${count} 处街道或出入口的开放时间无法识别，按全天开放计。`,
        en: `${count} streets or gates state opening times that are not understood; they count as always open.`,
      };
    case "elevation-dropped":
      return {
        zh: "新路网没有高程，原路网的高程不再使用。",
        en: "The new streets have no elevation; that of the former ones is dropped.",
      };
    case "elevation-gaps":
      return {
        zh: `${count} / ${total} 个取样点没有高程，那里按平地计。`,
        en: `${count} of ${total} places along the streets have no elevation; they count as level.`,
      };
    case "extra-file":
      return {
        zh: "研究文件里有本版本不认识的文件：没有读取，再保存时不会带上。",
        en: "The study file holds a file that this version does not know: it was not read and will not be saved again.",
      };
    default:
      return null;
  }
}
