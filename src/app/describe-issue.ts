/** Prose about what is wrong with data: a title, what happened, what to do. Codes come from the readers. */
import type { Issue, IssueCode } from "../core/errors.ts";
import type { LocalizedText } from "../core/model/facility.ts";
import { findForeignFileWords } from "../core/model/foreign-file-words.ts";
import { findJoinWords } from "../core/model/join-words.ts";
import { describeLimit } from "../core/model/limit-words.ts";
import { findPeopleFault } from "../core/model/people-words.ts";
import { findShapeWords } from "../core/model/shape-words.ts";
import { findFaultTodo, findFaultWords } from "../core/plan/words/fault-words.ts";
import { describeSheetIssue } from "../io/spreadsheet/sheet-words.ts";
import { assumption, type Details, levelsInChinese, say } from "./describe-assumption.ts";
import { type Description, describe, type Prose } from "./describe-prose.ts";
import { describeSystemFault } from "./describe-system.ts";

const NOTHING = say("", "");

const ISSUES: Readonly<Record<IssueCode, (issue: Issue, details: Details) => Prose>> = {
  "empty-file": () => [
    say("文件是空的", "The file is empty"),
    say("里面没有任何记录。", "There is no record in it."),
    say("检查导出是否完成，再拖入一次。", "Check that the export finished, then drop it again."),
  ],
  "changed-file": () => [
    say("文件和清单对不上", "The file is not the one in the manifest"),
    say(
      "manifest.json 记的大小或 sha256 和它不同：没有拷完，或者导出以后改过。",
      "Its size or sha256 differs from manifest.json: it was not copied whole, or was changed after the export.",
    ),
    say(
      "重新拷贝整个文件夹；改过的 plan.json 请单独打开。",
      "Copy the whole folder again; open a changed plan.json on its own.",
    ),
  ],
  "truncated-file": (_, { format }) => [
    say("文件不完整", "The file is cut off"),
    say(
      `它开头像${format ?? "可读的"}文件，但中途断了。`,
      `It begins like a ${format ?? "readable"} file but ends midway.`,
    ),
    say(
      "重新下载或拷贝这个文件，比对大小后再导入。",
      "Download or copy the file again, compare its size, and import it.",
    ),
  ],
  "unknown-format": (_, { expected, found, readable }) => [
    say("认不出文件格式", "The format is not known"),
    say(
      `${found ? `看起来是 ${found}` : "内容与扩展名不符"}${expected ? `，应为 ${expected}` : ""}。`,
      `${found ? `It looks like ${found}` : "The content does not match the name"}${expected ? `, expected ${expected}` : ""}.`,
    ),
    say(
      `可以读：${readable ?? ".osm.pbf、.osm、.fgb、.geojson、.csv、.mscircle"}。`,
      `Readable: ${readable ?? ".osm.pbf, .osm, .fgb, .geojson, .csv, .mscircle"}.`,
    ),
  ],
  "unreadable-file": (issue, { format, status }) => [
    say("文件读不出来", "The file cannot be read"),
    status === undefined
      ? say(
          `${format ?? "文件"}的内容损坏${issue.field === "encoding" ? "，或编码无法识别" : ""}。`,
          `The ${format ?? "file"} is damaged${issue.field === "encoding" ? " or its encoding is unknown" : ""}.`,
        )
      : say(`服务器回答 ${status}。`, `The server answered ${status}.`),
    issue.field === "encoding"
      ? say("另存为 UTF-8 后再导入。", "Save it as UTF-8 and import it again.")
      : say(
          "用原来的软件打开确认，重新导出后再试。",
          "Open it in the program it came from, export it again and retry.",
        ),
  ],
  "too-large": (_, { limit, unit }) => [
    say("文件太大", "The file is too large"),
    limit
      ? say(
          `超过了上限 ${describeLimit(Number(limit), unit).zh}。`,
          `It is over the limit of ${describeLimit(Number(limit), unit).en}.`,
        )
      : say("超过了上限。", "It is over the limit."),
    say("裁到研究范围，或分成几个文件。", "Clip it to the area of the study or split it."),
  ],
  "no-streets": (_, { ways }) => [
    say("没有可步行的道路", "No walkable streets"),
    say(
      `${ways === undefined ? "文件里没有道路" : `读到 ${ways} 条线，其中没有可步行的道路`}，无法计算步行时间。`,
      `${ways === undefined ? "The file holds no streets" : `Of ${ways} lines none is a walkable street`}, so no walking time can be computed.`,
    ),
    say(
      "导入含 highway 标签的 OSM 文件，或另加一个道路图层。",
      "Import an OSM file with highway tags, or add a layer of streets.",
    ),
  ],
  "no-communities": () => [
    say("没有社区边界", "No communities"),
    say("没有可以检验的社区或行政单元。", "There is no community or administrative unit to judge."),
    say(
      "加一个面图层作为社区，或换一个含行政边界的文件。",
      "Add a polygon layer of communities, or a file with administrative boundaries.",
    ),
  ],
  "no-demand": () => [
    say("没有人口", "No people"),
    say(
      "没有人口点、住宅建筑或居住街道，覆盖率没有分母。",
      "There are no people points, homes or residential streets to divide by.",
    ),
    say("加一个人口点图层（经纬度和人数）。", "Add a layer of people points (longitude, latitude, number)."),
  ],
  "no-facilities": () => [
    say("没有设施", "No facilities"),
    say("没有读到任何可分析的设施。", "No facility that can be analysed was found."),
    say("加一个设施图层（经纬度和服务类型）。", "Add a layer of facilities (longitude, latitude, kind of service)."),
  ],
  "empty-study": () => [
    say("研究是空的", "The study is empty"),
    say("没有道路、社区、人口，也没有设施。", "It has no streets, communities, people or facilities."),
    say(
      "换一个文件，或至少导入道路、社区和设施。",
      "Open another file, or import at least streets, communities and facilities.",
    ),
  ],
  "bad-coordinate": (_, details) => {
    const { what, more } = details;
    if (more !== undefined)
      return [
        say("还有更多坐标问题", "More bad coordinates"),
        say(`另有 ${more} 处同样的问题。`, `${more} more of the same.`),
        NOTHING,
      ];
    const fault = describeSystemFault(details);
    if (fault) return [say("坐标与坐标系不符", "Coordinates and system do not agree"), ...fault];
    const todo =
      what === "swapped"
        ? say(
            "经纬度可能写反了：对调两列后再导入。",
            "Longitude and latitude look swapped: exchange the columns and import again.",
          )
        : what === "projected"
          ? say(
              "看起来是平面坐标（米）：先转换成经纬度（CGCS2000 或 WGS84）。",
              "These look like projected metres: convert them to longitude and latitude (CGCS2000 or WGS84).",
            )
          : say("改正坐标，或删去这一行。", "Correct the coordinates or remove the row.");
    return [
      say("坐标不对", "Bad coordinates"),
      say("不是有效的经纬度。", "They are no valid longitude and latitude."),
      todo,
    ];
  },
  "outside-study": (_, { what, more }) => {
    if (more !== undefined)
      return [
        say("还有更多落在范围外", "More outside the study"),
        say(`另有 ${more} 处同样的问题。`, `${more} more of the same.`),
        NOTHING,
      ];
    if (what === "elevation")
      return [
        say("高程数据不在路网范围内", "The elevation model lies elsewhere"),
        say("它没有覆盖任何街道。", "It covers none of the streets."),
        say(
          "检查它的范围与坐标系，或换用覆盖路网的高程数据。",
          "Check its extent and coordinate system, or use one that covers the streets.",
        ),
      ];
    return [
      say("落在研究范围之外", "Outside the study"),
      say("这个位置离任何道路都在一公里以上。", "The place is more than a kilometre from every street."),
      what === "swapped"
        ? say(
            "经纬度可能写反了：对调两列后再导入。",
            "Longitude and latitude look swapped: exchange the columns and import again.",
          )
        : say(
            "核对坐标系（高德、百度坐标会偏移几百米以上），或删去这一行。",
            "Check the coordinate system (Amap and Baidu positions are shifted), or remove the row.",
          ),
    ];
  },
  "unknown-admin-level": (issue, { available }) => [
    say("没有这个行政级别", "No such admin level"),
    say(
      `文件里没有完整的 admin_level ${issue.value ?? ""} 边界。`,
      `The file has no complete boundary of admin_level ${issue.value ?? ""}.`,
    ),
    say(
      `可选的级别（括号内为个数）：${levelsInChinese(available)}。`,
      `Levels in the file (number of areas): ${available ?? "none"}.`,
    ),
  ],
  "incomplete-boundary": (_, { count, level }) => [
    say("边界被裁断", "Boundaries cut off"),
    say(
      `${count ?? "若干"} 个 admin_level ${level ?? ""} 的边界在文件边缘不闭合，没有采用。`,
      `${count ?? "Some"} boundaries of admin_level ${level ?? ""} do not close at the edge of the file and were left out.`,
    ),
    say("需要它们时，换一个范围更大的文件。", "Use a larger extract if they are needed."),
  ],
  "missing-column": (_, { names }) => [
    say("缺少一列", "A column is missing"),
    say("找不到需要的字段。", "A field that is needed was not found."),
    names
      ? say(`加上这一列，可以叫：${names}。`, `Add it; it may be called ${names}.`)
      : say("补上这一列后再导入。", "Add the column and import again."),
  ],
  "bad-value": ({ field }, details) => {
    const { expected, supported, what, more } = details;
    if (more !== undefined)
      return [
        say("还有更多无效的值", "More values not valid"),
        say(`另有 ${more} 处同样的问题。`, `${more} more of the same.`),
        NOTHING,
      ];
    if (what === "two-bases" || what === "two-plans") {
      return [
        say("一次只能打开一个研究、一份规划", "One study and one plan at a time"),
        say(
          "拖入的文件里有不止一个完整的研究、OSM 文件或规划。",
          "More than one whole study, OSM file or plan was dropped.",
        ),
        say("留下一个，其余图层可以一起拖入。", "Keep one of them; single layers may be dropped with it."),
      ];
    }
    const wanted = supported ?? expected;
    const system = describeSystemFault(details);
    if (system) return [say("坐标系不能用", "The coordinate system cannot be used"), ...system];
    const fault = findFaultWords(String(what));
    if (fault) {
      return [
        say("目标的规则不能成立", "A target's rule cannot stand"),
        fault,
        findFaultTodo(String(what), field ?? "") ?? say("改正后再打开。", "Correct it and open the file again."),
      ];
    }
    if (what === "missing")
      return [
        say("缺少一项", "A field is missing"),
        say(
          `这一项必须有${wanted === undefined ? "" : `，应为 ${wanted}`}。`,
          `The field is required${wanted === undefined ? "" : `; expected ${wanted}`}.`,
        ),
        say("补上后再导入。", "Add it and import again."),
      ];
    return [
      say("值无效", "A value is not valid"),
      ELEVATION_FAULTS[String(what)] ??
        say(
          `这个值不能用${wanted === undefined ? "" : `，应为 ${wanted}`}。`,
          `The value cannot be used${wanted === undefined ? "" : `; expected ${wanted}`}.`,
        ),
      say("改正后再导入。", "Correct it and import again."),
    ];
  },
  "duplicate-id": () => [
    say("编号重复", "An id is used twice"),
    say("同一个编号出现了不止一次。", "The same id stands for more than one record."),
    say("让每个编号唯一，或删去重复的行。", "Make every id unique or remove the double."),
  ],
  "duplicate-pair": (_, { first }) => [
    say("同一对出现两次", "A pair is there twice"),
    say(`第 ${first ?? ""} 行已有同一对编号。`, `Row ${first ?? ""} has the same pair of ids.`),
    say("每一对只保留一行。", "Keep one row for each pair."),
  ],
  "unknown-id": (_, { file, what, total }) => {
    if (what === "none-matched")
      return [
        say("没有对应的社区", "No community"),
        say(
          `没有坐标列，${total ?? ""} 行中没有一行能确定对应到本研究的社区。`,
          `There are no coordinates, and none of the ${total ?? ""} rows names a community of this study for certain.`,
        ),
        say(
          "点开这个图层逐行选定社区，或在表中补上坐标、社区名称或区划代码；名单属于别的区县时，请先打开那里的研究。",
          "Open the layer and choose the communities row by row, or add coordinates, names or codes to the table; if the list is of another district, open its study first.",
        ),
      ];
    if (what === "no-community")
      return [
        say("没有对应的社区", "No community"),
        say("这一行没有确定的社区。", "This row has no certain community."),
        say("逐行核对，或在表中补上坐标、社区名称或编码。", "Review the rows, or add coordinates, names or codes."),
      ];
    return [
      say("不认识的编号", "An id is not known"),
      say(`${file ?? "另一张表"} 里没有这个编号。`, `${file ?? "The other table"} has no such id.`),
      say("补上这个编号，或删去这一行。", "Add the id there or remove the row."),
    ];
  },
  "unknown-service": (_, { known, what }) => [
    what === "name-the-role"
      ? say("不知道这个图层是什么", "The role of the layer is not known")
      : say("不认识的服务类型", "Unknown kind of service"),
    what === "name-the-role"
      ? say(
          "从字段看不出它是社区、人口还是设施。",
          "Its columns do not tell whether these are communities, people or facilities.",
        )
      : say("这个服务类型不在清单里。", "The kind of service is not in the list."),
    say(
      `用文件名或 service 列写明，可用：${known ?? ""}。`,
      `Name it in the file name or a service column, one of: ${known ?? ""}.`,
    ),
  ],
  "unsupported-version": (_, { supported }) => [
    say("研究文件的版本太新", "The study file is of another version"),
    say(`这个版本能读到第 ${supported ?? ""} 版。`, `This release reads version ${supported ?? ""}.`),
    say("升级本工具，或用旧版重新保存。", "Update the tool, or save the file with the older release."),
  ],
  "missing-layer": () => [
    say("缺少一个文件", "A file is missing"),
    say("研究清单里列了它，却没有找到。", "The study lists it, but it was not found."),
    say("从来源重新取一份完整的研究。", "Fetch a complete copy of the study from its source."),
  ],
  "missing-glyphs": (_, { count = "", characters = "" }) => [
    say("字库缺字", "Characters are missing"),
    say(
      `图中字库没有 ${count} 个字，以〓代替：${characters}。`,
      `Maps and charts show 〓 for ${characters} (${count}).`,
    ),
    say("可改用字库有的字；正文和表格不受影响。", "Write them otherwise; texts and tables keep them."),
  ],
  assumed: (issue, details) => [say("采用了假设", "Assumed"), assumption(issue, details), NOTHING],
};

/** What keeps a GeoTIFF from being read. */
const ELEVATION_FAULTS: Readonly<Record<string, LocalizedText>> = {
  bands: say("栅格只能有一个波段。", "A raster has one band."),
  "elevation-crs": say("栅格没有已知的坐标系。", "The raster names no coordinate system that is known."),
  "elevation-grid": say("栅格没有定位，或被旋转。", "The raster has no georeference, or is turned."),
};

/** Title, what happened and what to do, for one issue in the data. */
export function describeIssue(issue: Issue): Description {
  const people = findPeopleFault(issue.details);
  if (people) return describe([say("社区或人口数据有误", "Communities or people are wrong"), ...people]);
  const join = findJoinWords(issue.details);
  if (join) return describe([say("同类设施两份名单", "Two lists of one service"), ...join]);
  const sheet = describeSheetIssue(issue) ?? findForeignFileWords(issue);
  if (sheet) return describe([ISSUES[issue.code](issue, issue.details ?? {})[0], sheet.what, sheet.todo]);
  const shape = findShapeWords(issue);
  if (shape) return describe([ISSUES[issue.code](issue, issue.details ?? {})[0], shape.happened, shape.todo]);
  return describe(ISSUES[issue.code](issue, issue.details ?? {}));
}
