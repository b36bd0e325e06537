/** What was assumed while reading, in words; describe-error calls it. */
import type { Issue } from "../core/errors.ts";
import { findAssumedWords } from "../core/model/assumed-words.ts";
import type { LocalizedText } from "../core/model/facility.ts";
import { findPeopleWords } from "../core/model/people-words.ts";

export type Details = Readonly<Record<string, string | number>>;

/** A sentence in both languages. */
export const say = (zh: string, en: string): LocalizedText => ({ zh, en });

/** "8 (4, 7 cut off)" as it reads in Chinese. */
export function levelsInChinese(available: string | number | undefined): string {
  const text = String(available ?? "none");
  return text === "none" ? "无" : text.replaceAll(/, (\d+) cut off/g, "，另 $1 个被裁断").replaceAll("), ", ")、");
}

/** What was assumed while reading, as a sentence. */
export function assumption(
  issue: Issue,
  { what, count, available, before, buildings, cut, total }: Details,
): LocalizedText {
  switch (what) {
    case "datum":
      return say(
        `坐标按 ${issue.value} 经纬度读取；高德、百度坐标会偏移数百米，请先转换。`,
        `Coordinates are read as ${issue.value} degrees; Amap and Baidu positions are shifted by hundreds of metres and must be converted first.`,
      );
    case "plane":
      return say(
        "数据没有坐标系，按平面米处理。",
        "There is no coordinate system; coordinates are taken as plane metres.",
      );
    case "joined":
      return say(
        `${count} 个顶点与他点相距不足 1 厘米，视为同一点。`,
        `${count} vertices within 1 cm of another are one.`,
      );
    case "admin-level":
      return say(
        `社区取 admin_level ${issue.value}，共 ${count} 个。文件里的级别：${levelsInChinese(available)}。`,
        `Communities are the ${count} areas of admin_level ${issue.value}. Levels in the file: ${available}.`,
      );
    case "one-unit":
      return say(
        `没有可用的行政边界${Number(cut) > 0 ? `（${cut} 个被裁断）` : ""}，整个范围作为一个单元。`,
        `There are no usable boundaries${Number(cut) > 0 ? ` (${cut} cut off)` : ""}; the whole extract is one unit.`,
      );
    case "demand-from-streets":
      return say(
        `没有住宅建筑，以居住街道长度（m）代替人口，取样 ${count} 点。`,
        `There are no residential buildings; metres of residential street stand for people (${count} samples).`,
      );
    case "levels":
      return say(
        `${buildings} 栋住宅中 ${count} 栋没有层数，按 ${issue.value} 层计。`,
        `${count} of ${buildings} residential buildings have no number of levels; ${issue.value} is taken.`,
      );
    case "merged":
      return say(
        `${before} 处设施中有 ${count} 处是同一设施的重复登记，已合并。`,
        `${count} of ${before} facilities were the same place mapped twice and were merged.`,
      );
    case "new-service":
      return say(
        `“${issue.value}”不在服务清单里，按新的服务处理。`,
        `“${issue.value}” is not in the list of services and is taken as a new one.`,
      );
    default: {
      const words = findAssumedWords(what, count, total, issue.value) ?? findPeopleWords(issue.details, issue.value);
      if (words) return words;
      return say(
        issue.value ? `取 ${issue.value}。` : "见研究的假设清单。",
        issue.value ? `${issue.value} is taken.` : "See the study's list of assumptions.",
      );
    }
  }
}
