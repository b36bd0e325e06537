/** Issues and failures in words: where, what is wrong, what to do; Chinese, then English. */
import type { AnalysisError, Issue } from "../core/errors.ts";
import { findForeignFileWords } from "../core/model/foreign-file-words.ts";
import { findJoinWords } from "../core/model/join-words.ts";
import { describeLimit } from "../core/model/limit-words.ts";
import { findPeopleFault } from "../core/model/people-words.ts";
import { findShapeWords } from "../core/model/shape-words.ts";
import { findFaultTodo, findFaultWords } from "../core/plan/words/fault-words.ts";
import { KNOWN_SYSTEMS } from "../io/crs/epsg-systems.ts";
import { describeSheetIssue } from "../io/spreadsheet/sheet-words.ts";
import { describeAssumed } from "./describe-assumed.ts";
import { describePosition, describeSystem } from "./describe-position.ts";
import { detail, say, type Wording } from "./wording.ts";

function describeCoordinate(issue: Issue): Wording {
  const what = detail(issue, "what");
  const crs = detail(issue, "crs");
  const position = crs !== "" || what === "not-a-number" ? describePosition(what, crs) : null;
  if (position) return position;
  if (what === "swapped") {
    return say(
      "经度和纬度像是写反了。",
      "Longitude and latitude look swapped.",
      "请交换这两列。",
      "Exchange the two columns.",
    );
  }
  if (what === "projected") {
    const en = "These are metres of a plane coordinate system, not degrees.";
    return say(
      "这是平面坐标（米），不是经纬度。",
      en,
      "请先转换为 WGS84 或 CGCS2000 经纬度。",
      "Convert them to WGS84 or CGCS2000 degrees first.",
    );
  }
  const enTodo = "Write decimal degrees: longitude -180 to 180, latitude -90 to 90.";
  return say(
    "坐标不是有效的经纬度。",
    "This is no valid coordinate.",
    "请填写十进制度：经度 -180 至 180，纬度 -90 至 90。",
    enTodo,
  );
}

function describeOutside(issue: Issue): Wording {
  if (detail(issue, "what") === "swapped") return describeCoordinate(issue);
  if (detail(issue, "what") === "elevation") {
    return say(
      "高程数据没有覆盖任何街道。",
      "The elevation model covers none of the streets.",
      "请检查它的范围与坐标系，或换用覆盖路网的高程数据。",
      "Check its extent and coordinate system, or use a model that covers the streets.",
    );
  }
  const extent = detail(issue, "extent");
  const en = `It lies more than 1 km outside the streets${extent ? ` (${extent})` : ""}.`;
  const zh = `位于路网范围以外 1 公里以上${extent ? `（${extent}）` : ""}。`;
  return say(
    zh,
    en,
    "请检查坐标与坐标系，或换用覆盖该处的路网。",
    "Check the coordinates and their datum, or use streets that reach there.",
  );
}

function describeFormat(issue: Issue): Wording {
  const { found, expected, readable } = {
    found: detail(issue, "found"),
    expected: detail(issue, "expected"),
    readable: detail(issue, "readable"),
  };
  const zhFound = found ? `内容是 ${found}` : "内容无法识别";
  const enFound = found ? `The content is ${found}` : "The content is of no known format";
  const zh = expected && expected !== found ? `${zhFound}，不是 ${expected}。` : `${zhFound}，尚不能读取。`;
  const en = expected && expected !== found ? `${enFound}, not ${expected}.` : `${enFound}, which is not read yet.`;
  if (detail(issue, "what") === "import-first") {
    return say(zh, en, "请先用 minsheng import 导入成研究。", "Make a study of it first with minsheng import.");
  }
  if (!readable) return say(zh, en, "请检查文件。", "Check the file.");
  return say(zh, en, `现在可读取：${readable}。`, `Read now: ${readable}.`);
}

/** What keeps a GeoTIFF from being read. */
const ELEVATION_FAULTS: Readonly<Record<string, Wording>> = {
  bands: say(
    "栅格只能有一个波段。",
    "A raster has one band.",
    "请只导出需要的波段。",
    "Export the band that is needed alone.",
  ),
  "elevation-crs": say(
    "栅格没有坐标系，或坐标系未知。",
    "The raster names no coordinate system, or one that is not known.",
    `请写入已知的 EPSG 代码：${KNOWN_SYSTEMS}。`,
    `Write a known EPSG code into it: ${KNOWN_SYSTEMS}.`,
  ),
  "elevation-grid": say(
    "栅格没有地理定位，或被旋转。",
    "The raster has no georeference, or its grid is turned.",
    "请重新导出为正北的 GeoTIFF。",
    "Export it again as a north-up GeoTIFF.",
  ),
};

function describeValue(issue: Issue): Wording {
  if (detail(issue, "what") === "two-bases") {
    return say(
      "只能有一个 OSM 文件或研究文件作为基础。",
      "Only one OSM file or study can be the base.",
      "请分别导入。",
      "Import them one by one.",
    );
  }
  if (detail(issue, "what") === "two-plans")
    return say("只能有一份规划。", "Only one plan can be read.", "请只留一份。", "Keep one of them.");
  const elevation = ELEVATION_FAULTS[detail(issue, "what")];
  if (elevation) return elevation;
  const system = describeSystem(detail(issue, "what"), detail(issue, "limit"));
  if (system) return system;
  const fault = findFaultWords(detail(issue, "what"));
  const todo = findFaultTodo(detail(issue, "what"), issue.field ?? "");
  if (fault && todo) return say(fault.zh, fault.en, todo.zh, todo.en);
  if (fault) return say("规则不能成立。", "The rule cannot stand.", fault.zh, fault.en);
  const expected = detail(issue, "expected") || detail(issue, "supported");
  const isMissing = detail(issue, "what") === "missing";
  return say(
    isMissing ? "缺少这一项。" : "值无效。",
    isMissing ? "The field is missing." : "The value is not valid.",
    expected ? `应为：${expected}。` : "请改正。",
    expected ? `Expected: ${expected}.` : "Correct it.",
  );
}

function describeService(issue: Issue): Wording {
  const known = detail(issue, "known");
  if (detail(issue, "what") === "name-the-role") {
    return say(
      "看不出这些点是什么。",
      "It cannot be told what these points are.",
      `请用 --as demand、--as communities 或 --as facilities:服务 说明；已知服务：${known}。`,
      `Say so with --as demand, --as communities or --as facilities:SERVICE; known services: ${known}.`,
    );
  }
  return say("未知的服务。", "The service is unknown.", `已知服务：${known}。`, `Known services: ${known}.`);
}

/** What is wrong (or was assumed) and what to do about it. */
function wordIssue(issue: Issue): Wording {
  const fault = findPeopleFault(issue.details) ?? findJoinWords(issue.details);
  if (fault) return { what: fault[0], todo: fault[1] };
  const sheet = describeSheetIssue(issue) ?? findForeignFileWords(issue);
  if (sheet) return sheet;
  const shape = findShapeWords(issue);
  if (shape) return { what: shape.happened, todo: shape.todo };
  switch (issue.code) {
    case "empty-file":
      return say(
        "文件是空的，没有可用的数据。",
        "The file is empty or holds no data rows.",
        "请重新导出该文件。",
        "Export the file again.",
      );
    case "changed-file":
      return say(
        `和 manifest.json 记的大小或 sha256 不同（${detail(issue, "bytes")} 字节，清单为 ${detail(issue, "expected")}）：没有拷完，或导出以后改过。`,
        `Its size or sha256 differs from manifest.json (${detail(issue, "bytes")} bytes, ${detail(issue, "expected")} in the manifest): not copied whole, or changed after the export.`,
        "请重新拷贝整个文件夹；改过的 plan.json 用 --plan 单独给出。",
        "Copy the whole folder again; give a changed plan.json on its own with --plan.",
      );
    case "truncated-file":
      return say(
        "文件不完整，中途截断。",
        "The file is cut off.",
        "请重新下载或复制完整的文件。",
        "Download or copy the whole file again.",
      );
    case "unknown-format":
      return describeFormat(issue);
    case "unreadable-file": {
      const compression = detail(issue, "compression");
      const format = detail(issue, "format");
      if (compression) {
        const en = `It is compressed with ${compression}, which is not supported.`;
        return say(
          `使用了不支持的压缩方式 ${compression}。`,
          en,
          "请改用 zlib 压缩。",
          "Write it with zlib compression.",
        );
      }
      return say(
        `文件已损坏，无法${format === "" ? "读取" : `按 ${format} 读取`}。`,
        `The file is damaged and cannot be read${format === "" ? "" : ` as ${format}`}.`,
        "请换用未损坏的文件。",
        "Use an undamaged copy.",
      );
    }
    case "too-large": {
      const limit = describeLimit(Number(detail(issue, "limit")), issue.details?.unit);
      return say("超出允许的大小。", "It is larger than allowed.", `上限：${limit.zh}。`, `Limit: ${limit.en}.`);
    }
    case "no-streets":
      return say(
        "没有可步行的街道。",
        "There are no streets that can be walked.",
        "请加入路网（--as streets）。",
        "Add a street layer (--as streets).",
      );
    case "no-communities":
      return say(
        "没有社区。",
        "There are no communities.",
        "请加入社区面或社区点（--as communities）。",
        "Add community polygons or points (--as communities).",
      );
    case "no-demand":
      return say(
        "没有人口或住宅数据。",
        "There is no demand.",
        "请加入人口点（--as demand）。",
        "Add points with people (--as demand).",
      );
    case "no-facilities":
      return say(
        "没有任何设施。",
        "There are no facilities.",
        "请加入设施（--as facilities:服务）。",
        "Add facilities (--as facilities:SERVICE).",
      );
    case "empty-study":
      return say(
        "研究是空的。",
        "The study is empty.",
        "请加入街道、社区与人口。",
        "Give it streets, communities and demand.",
      );
    case "bad-coordinate":
      return describeCoordinate(issue);
    case "outside-study":
      return describeOutside(issue);
    case "unknown-admin-level": {
      const available = detail(issue, "available");
      const todo = [
        `现有级别（完整面数）：${available}。`,
        `Levels there are (complete areas): ${available}.`,
      ] as const;
      return say("该 admin_level 没有完整的边界。", "No complete boundary has this admin_level.", ...todo);
    }
    case "incomplete-boundary":
      return say(
        `${detail(issue, "count")} 个边界被范围截断，未计入。`,
        `${detail(issue, "count")} boundaries are cut off by the extract and left out.`,
      );
    case "missing-column": {
      const names = detail(issue, "names");
      return say(
        "缺少这一列。",
        "The column is missing.",
        names ? `可用的列名：${names}。` : "请补上。",
        names ? `Name it one of: ${names}.` : "Add it.",
      );
    }
    case "bad-value":
      return describeValue(issue);
    case "duplicate-id": {
      const first = detail(issue, "first");
      const zh = first ? `编号重复（首见于第 ${first} 行）。` : "编号重复。";
      const en = first ? `The id is used twice (first in row ${first}).` : "The id is used twice.";
      return say(zh, en, "请使编号唯一。", "Make ids unique.");
    }
    case "duplicate-pair":
      return say(
        `这一对已在第 ${detail(issue, "first")} 行出现。`,
        `The pair stands in row ${detail(issue, "first")} already.`,
        "每一对只保留一行。",
        "Keep one row a pair.",
      );
    case "unknown-id": {
      if (detail(issue, "what") === "none-matched")
        return say(
          `没有坐标列，${detail(issue, "total")} 行中没有一行能确定对应到本研究的社区。`,
          `There are no coordinates, and none of the ${detail(issue, "total")} rows names a community of this study for certain.`,
          "请补上坐标、社区名称或编码；--accept-likely 也采用“很可能”的对应。",
          "Add coordinates, names or codes; --accept-likely takes likely matches too.",
        );
      if (detail(issue, "what") === "no-community")
        return say("这一行没有确定的社区。", "This row has no certain community.");
      const file = detail(issue, "file");
      return say(
        `${file} 中没有这个编号。`,
        `${file} has no such id.`,
        "请补上该编号，或删去这一行。",
        "Add the id there or remove the row.",
      );
    }
    case "unknown-service":
      return describeService(issue);
    case "unsupported-version":
      return say(
        "文件由更新的版本写出。",
        "The file was written by another version.",
        `支持的版本：${detail(issue, "supported")}。`,
        `Supported: ${detail(issue, "supported")}.`,
      );
    case "missing-layer":
      return say("缺少该图层。", "The layer is missing.", "请重新导入研究。", "Import the study again.");
    case "missing-glyphs": {
      const [characters, count] = [detail(issue, "characters"), detail(issue, "count")];
      return {
        what: {
          zh: `图中字库没有 ${count} 个字，以〓代替：${characters}。`,
          en: `The typeface of maps and charts lacks ${count} characters; 〓 is drawn in their place: ${characters}.`,
        },
        todo: {
          zh: "可改用字库有的字；文档的正文和表格不受影响。",
          en: "Write them with other characters; texts and tables of documents keep them.",
        },
      };
    }
    case "assumed":
      return describeAssumed(issue);
  }
}

/** One issue as the command line prints it: where on the first line, the words below. */
export function describeIssue(issue: Issue): string {
  const more = detail(issue, "more");
  const where = [
    issue.layer,
    issue.row === undefined ? "" : `row ${issue.row}`,
    issue.field ? `field ${issue.field}` : "",
    issue.value === undefined ? "" : `value "${issue.value}"`,
    more ? `and ${more} more` : "",
  ].filter((part) => part !== "");
  const { what, todo } = wordIssue(issue);
  const title = issue.severity === "error" ? "错误 error" : "提示 note";
  return `${title}: ${where.join(", ")}\n  ${what.zh}${todo.zh}\n  ${[what.en, todo.en].filter((part) => part !== "").join(" ")}\n`;
}

/** An impossible request in one sentence. */
export function describeAnalysisError(error: AnalysisError): string {
  const fields = Object.entries(error.fields)
    .map(([name, value]) => `${name}: ${value}`)
    .join(", ");
  return `分析未能完成 The analysis could not be done: ${error.code}${fields ? ` (${fields})` : ""}.`;
}
