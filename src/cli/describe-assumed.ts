/** What was assumed where the data do not say it, in words: Chinese, then English. */
import type { Issue } from "../core/errors.ts";
import { findAssumedWords } from "../core/model/assumed-words.ts";
import { findPeopleWords } from "../core/model/people-words.ts";
import { detail, say, type Wording } from "./wording.ts";

export function describeAssumed(issue: Issue): Wording {
  const count = detail(issue, "count");
  switch (detail(issue, "what")) {
    case "admin-level": {
      const available = detail(issue, "available");
      const todo = [`可用 --admin-level 选择：${available}。`, `Choose with --admin-level: ${available}.`] as const;
      return say(
        `以 admin_level ${issue.value} 为社区（${count} 个）。`,
        `Communities are the areas of admin_level ${issue.value} (${count}).`,
        ...todo,
      );
    }
    case "one-unit":
      return say(
        "没有完整的行政边界，整个范围作为一个单元。",
        "There is no complete administrative boundary; the whole extract is one unit.",
        "可另加社区面图层。",
        "Add a layer of community polygons if you have one.",
      );
    case "merged":
      return say(
        `合并了 ${count} 处重复设施，余 ${detail(issue, "kept")} 处。`,
        `${count} facilities mapped twice were merged; ${detail(issue, "kept")} remain.`,
      );
    case "levels":
      return say(
        `${count} 座建筑未标层数，按 ${issue.value} 层计。`,
        `${count} buildings without storeys are counted with ${issue.value}.`,
      );
    case "demand-from-streets":
      return say(
        `没有住宅建筑，需求按居住街道长度计（${count} 个点）。`,
        `There are no residential buildings; demand is metres of street (${count} points).`,
      );
    case "datum":
      return say(
        "坐标按 WGS84（或 CGCS2000）经纬度处理。",
        "Coordinates are taken as WGS84 (or CGCS2000) degrees.",
        "高德、百度坐标请用 --crs gcj02、bd09 说明。",
        "State Amap or Baidu coordinates with --crs gcj02 or bd09.",
      );
    case "plane":
      return say(
        "数据没有坐标系，按平面米处理。",
        "There is no coordinate system; coordinates are taken as plane metres.",
        "如有坐标系，请用 --crs 说明。",
        "If there is one, state it with --crs.",
      );
    case "joined":
      return say(
        `${count} 个顶点与他点相距不足 1 厘米，视为同一点。`,
        `${count} vertices lie within 1 cm of another and are taken for the same.`,
        "若单位不是米，请先换算为米。",
        "If the unit is not the metre, convert to metres first.",
      );
    case "new-service":
      return say(
        `“${issue.value}”不是已知的服务，按新服务导入。`,
        `"${issue.value}" is no known service; it is imported as a new one.`,
        `已知服务：${detail(issue, "known")}。`,
        `Known: ${detail(issue, "known")}.`,
      );
    default: {
      const words =
        findAssumedWords(detail(issue, "what"), count, detail(issue, "total"), issue.value) ??
        findPeopleWords(issue.details, issue.value);
      return words ? say(words.zh, words.en) : say("采用了默认假设。", "A default was assumed.");
    }
  }
}
