/** What is assumed where a study's data are silent, in the words of page and command line alike. */
import type { LocalizedText } from "./facility.ts";

/** A detail of an issue. */
type Detail = string | number | undefined;

/** @param what the kind of assumption. @param value what was assumed, or is proposed. @returns null where page and command line each say it in their own words. */
export function findAssumedWords(what: Detail, count: Detail, total: Detail, value?: Detail): LocalizedText | null {
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
    case "approximate-system":
      return {
        zh: "北京 54、西安 80 与 CGCS2000 之间的偏移因地而异且不公开，这里只换了椭球：位置可能偏几十米到一百多米，请向测绘部门索取转换参数或已转换的数据。",
        en: "The offset of Beijing 1954 and Xi'an 1980 from CGCS2000 is local and not public; only the ellipsoid is taken into account, so positions may be off by tens of metres to over a hundred. Ask the surveying office for parameters or converted data.",
      };
    case "other-system":
      return {
        zh: `这些位置更像 ${value}：那样到最近道路的中位距离是 ${count} 米，照现在的读法是 ${total} 米。如属实，请为该文件说明坐标系 ${value} 后重新导入。`,
        en: `The positions look like ${value}: the median distance to the nearest street is then ${count} m, and ${total} m as they were read. If so, state ${value} for this file and import again.`,
      };
    case "proposed-system":
      return {
        zh: `坐标系像是 ${value}：那样到最近道路的中位距离是 ${count} 米。如属实，请为该文件说明它。`,
        en: `The system looks like ${value}: the median distance to the nearest street is then ${count} m. If so, state it for this file.`,
      };
    case "outside-china":
      return {
        zh: `${count} / ${total} 个位置不在中国范围内：GCJ-02 与 BD-09 在那里没有偏移，未移动。`,
        en: `${count} of ${total} positions lie outside China, where GCJ-02 and BD-09 have no offset; they are left where they are.`,
      };
    default:
      return null;
  }
}
