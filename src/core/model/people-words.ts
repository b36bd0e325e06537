/** What is assumed and what is wrong where communities and people come from a planner's files, in the words of page and command line alike. */
import type { LocalizedText } from "./facility.ts";

type Details = Readonly<Record<string, string | number>>;

/** What an issue's `value` and `details` say, as text. */
type Words = (of: (name: string) => string, value: string) => LocalizedText;

const say = (zh: string, en: string): LocalizedText => ({ zh, en });

const ASSUMED: Readonly<Record<string, Words>> = {
  cells: (of, value) =>
    say(
      `社区只有点位：在${value}内围绕各点划分近似范围（${of("count")} / ${of("total")} 个）${of("empty") === "0" ? "" : `；${of("empty")} 个区域里没有社区点，不属于任何社区`}。`,
      `Communities are points: ${of("count")} of ${of("total")} got an approximate cell within ${of("within")}${of("empty") === "0" ? "" : `; ${of("empty")} areas hold no point and belong to no community`}.`,
    ),
  "people-kept": (of) =>
    say(
      `${of("count")} / ${of("total")} 个社区没有给出人数（${of("group")}），沿用原有人口。`,
      `${of("count")} of ${of("total")} communities state no people (${of("group")}); those of the study stay.`,
    ),
  "people-unknown": (of) =>
    say(
      `${of("count")} / ${of("total")} 个社区没有给出人数（${of("group")}），人口未知，不计入。`,
      `${of("count")} of ${of("total")} communities state no people (${of("group")}); nobody is counted there.`,
    ),
  "groups-kept": (of) =>
    say(
      `没有给出这些人群的人数，沿用原有数据：${of("groups")}。`,
      `These groups are not stated; they stay as they were: ${of("groups")}.`,
    ),
  "people-over-homes": (of) =>
    say(
      `各社区的人口按已有人口点的比例分摊（${of("count")} 个点）。`,
      `People of each community are spread over the known homes in proportion (${of("count")} points).`,
    ),
  "people-over-floor": (of) =>
    say(
      `各社区的人口按住宅建筑面积分摊（${of("count")} 个点）。`,
      `People of each community are spread over buildings by floor area (${of("count")} points).`,
    ),
  "people-over-raster": (of) =>
    say(
      `各社区的人口按人口栅格的比例分摊（${of("count")} 个点）。`,
      `People of each community are spread over the cells of the raster in proportion (${of("count")} points).`,
    ),
  "people-over-streets": (of) =>
    say(
      `各社区的人口按街道长度分摊到 ${of("count")} 个点。`,
      `People of each community are spread over ${of("count")} points by street length.`,
    ),
  "people-on-streets": (of) =>
    say(
      `${of("count")} 个社区有人口而没有住处数据，人口沿其街道分摊。`,
      `${of("count")} communities have people but no known home; theirs are spread along their streets.`,
    ),
  "people-of-units": (of) =>
    say(
      `${of("count")} 个街道、乡镇或区县只有总人数，按住处的多少分到 ${of("communities")} 个社区：社区人数为推算。`,
      `${of("count")} townships or counties state people in total; they are shared among ${of("communities")} communities in proportion to their homes, so numbers of communities are estimates.`,
    ),
  "unit-above-parts": (of, value) =>
    say(
      `${value}的总数（${of("people")}）多于其各社区之和（${of("sum")}），按社区的数计。请核对是否缺社区。`,
      `The total of ${value} (${of("people")}) is above the sum of its communities (${of("sum")}); the communities count. Check whether one is missing.`,
    ),
  "people-at-centre": (of) =>
    say(
      `${of("count")} 个社区有人口而没有住处与街道，人口放在社区内一点。`,
      `${of("count")} communities have people but no known home or street; theirs stand at one point inside.`,
    ),
  "raster-grids": (of) =>
    say(
      `人口栅格有 ${of("count")} 种格网（边长约 ${of("metres")} 米）；各按自己的格子分摊，各自总数不变，不逐格合并。`,
      `The rasters of people have ${of("count")} different grids (cells of about ${of("metres")} m); each is spread over its own cells and keeps its sum.`,
    ),
  "sum-row": (_, value) =>
    say(`这一行是合计（${value}），不是社区，未读。`, `The row sums up others (${value}); it is left out.`),
  "groups-apart": (of, value) =>
    say(
      `${of("count")} / ${of("total")} 个社区的 ${value} 人数多于 ${of("outer")}，各人群的来源可能不一致。`,
      `In ${of("count")} of ${of("total")} communities ${value} are more people than ${of("outer")}; the groups may come from different sources.`,
    ),
  "ages-unread": (of) =>
    say(
      `这些列的年龄段不是所用的分组（0–2、3–6、6–15 岁，60、65、80 岁及以上），或上方标题说的不是全体居民，未读：${of("others")}。如含义相同，请在“对应列”里指定。`,
      `The ages of these columns are no group in use (0–2, 3–6, 6–15, 60+, 65+, 80+), or a heading above them does not speak of all residents; they are not read: ${of("others")}. If they mean one of them, say so among the columns.`,
    ),
  "names-without-kind": (of, value) =>
    say(
      `${of("count")} 行的名称与研究中的写法只差“社区”“居委会”“村委会”等字样（例如“${value}”），按同一社区读取。如不对，请改用编码或全称。`,
      `The names of ${of("count")} rows differ from the study's only in words such as 社区, 居委会, 村委会 (“${value}”, say); they are read as the same communities. If that is wrong, write codes or full names.`,
    ),
  "rival-columns": (of, value) =>
    say(
      `${of("group")} 取“${value}”列，另有可用的列：${of("others")}。`,
      `${of("group")} is read from “${value}”; other columns could be meant: ${of("others")}.`,
    ),
  "no-total": () =>
    say("只给出了部分人群，没有总人口，未采用。", "Some groups are stated, but not everybody; they are not used."),
  "no-homes": (of) =>
    say(
      `${of("total")} 座建筑中 ${of("count")} 座不是住宅，未计。`,
      `${of("count")} of ${of("total")} buildings are no homes and are left out.`,
    ),
  "buildings-outside": (of) =>
    say(
      `${of("total")} 座住宅中 ${of("count")} 座不在任何社区内。`,
      `${of("count")} of ${of("total")} homes lie in no community.`,
    ),
  "raster-people": (of) =>
    say(
      `栅格按每格人数读取：社区内 ${of("inside")} 人，${of("count")} 个点，格网约 ${of("metres")} 米。`,
      `The raster is read as people per cell: ${of("inside")} people in communities, ${of("count")} points, cells of about ${of("metres")} m.`,
    ),
  "raster-people-per-km2": (of) =>
    say(
      `栅格按人口密度（人/平方公里）乘格网面积读取：社区内 ${of("inside")} 人，${of("count")} 个点，格网约 ${of("metres")} 米。`,
      `The raster is read as people per km² times the area of a cell: ${of("inside")} people in communities, ${of("count")} points, cells of about ${of("metres")} m.`,
    ),
  "raster-outside": (of) =>
    say(
      `栅格中 ${of("people")} 人在所有社区之外，未计；社区内 ${of("inside")} 人。`,
      `${of("people")} people of the raster lie in no community and are left out; ${of("inside")} lie in communities.`,
    ),
  "raster-outside-window": (of) =>
    say(
      `社区外接矩形内的栅格中，${of("people")} 人在所有社区之外，未计；社区内 ${of("inside")} 人。`,
      `In the raster's part about the communities ${of("people")} people lie in none of them and are left out; ${of("inside")} lie in communities.`,
    ),
  "raster-bad-cells": (of) =>
    say(
      `${of("count")} 个格的数值为负或无效，按无人计。`,
      `${of("count")} cells hold a number below 0 or none that is valid; they count as empty.`,
    ),
  "ages-divided": (of) =>
    say(
      `${of("group")} 由栅格的年龄段合成：${of("parts")}；跨组的年龄段按年数均分。`,
      `${of("group")} is put together of the rasters' ages: ${of("parts")}; a class that reaches beyond it is divided evenly by years.`,
    ),
  "ages-added": (of) =>
    say(
      `${of("group")} 由栅格的年龄段相加：${of("parts")}。`,
      `${of("group")} is the sum of the rasters' ages: ${of("parts")}.`,
    ),
  "age-columns-divided": (of) =>
    say(
      `${of("group")} 由表中的年龄段合成：${of("parts")}；跨组的年龄段按年数均分。`,
      `${of("group")} is put together of the table's ages: ${of("parts")}; a class that reaches beyond it is divided evenly by years.`,
    ),
  "age-columns-added": (of) =>
    say(
      `${of("group")} 由表中的年龄段相加：${of("parts")}。`,
      `${of("group")} is the sum of the table's ages: ${of("parts")}.`,
    ),
  "ages-missing": (of) =>
    say(
      `${of("group")} 合不成：栅格里没有 ${of("from")} 岁起的年龄段，这一人群未知。`,
      `${of("group")} cannot be put together: no raster counts the ages from ${of("from")}; the group is unknown.`,
    ),
  "bands-left-out": (of, value) =>
    say(
      `${of("total")} 个波段中 ${of("count")} 个没有写明年龄，未读：${value}。`,
      `${of("count")} of ${of("total")} bands do not say whose people they count and are left out: ${value}.`,
    ),
  "raster-merged": (of) =>
    say(
      `格数过多，按社区合并为约 ${of("metres")} 米的 ${of("count")} 个点，各社区人数不变。`,
      `There are too many cells; within each community they were merged to ${of("count")} points about ${of("metres")} m apart. Its people stay the same.`,
    ),
  "control-no-people": () =>
    say(
      "研究里没有人口，只有建筑面积或街道长度，无法与控制总数核对。",
      "The study counts floor or street, not people; it cannot be compared with a control total.",
    ),
  "control-no-group": (of) =>
    say(
      `研究里没有人群 ${of("group")}，无法与控制总数 ${of("control")} 核对。`,
      `The study has no group ${of("group")} to compare with the control total ${of("control")}.`,
    ),
  "control-differs": (of) =>
    say(
      `${of("group")}：研究中共 ${of("found")} 人，控制总数 ${of("control")} 人，两者不同；未缩放。`,
      `${of("group")}: the study has ${of("found")} people, the control total is ${of("control")}; they differ and nothing is scaled.`,
    ),
  "control-scaled": (of) =>
    say(
      `${of("group")}：研究中共 ${of("found")} 人，已按控制总数缩放到 ${of("control")} 人。`,
      `${of("group")}: ${of("found")} people of the study are scaled to the control total ${of("control")}.`,
    ),
  "control-nobody": (of) =>
    say(
      `${of("group")}：研究中没有人，无法缩放到控制总数 ${of("control")}。`,
      `${of("group")}: the study has nobody to scale to the control total ${of("control")}.`,
    ),
  "sexes-apart": (of) =>
    say(
      `男、女分列（${of("columns")}）而没有合计列，未采用；要采用，请选择相加（--sum-sexes）。`,
      `Men and women are counted apart (${of("columns")}) without a column of both; they are not used unless they are to be added up (--sum-sexes).`,
    ),
  "sexes-summed": (of) =>
    say(
      `男、女两列（${of("columns")}）已相加为合计；缺一列的行没有合计。`,
      `The columns of men and women (${of("columns")}) are added up; a row without one of them has no sum.`,
    ),
};

/** What is wrong, then what to do. */
const FAULTS: Readonly<Record<string, (of: (name: string) => string) => readonly [LocalizedText, LocalizedText]>> = {
  "same-point": (of) => [
    say(
      `与第 ${of("first")} 行（${of("name")}）在同一位置，无法划分范围。`,
      `It stands at the same place as row ${of("first")} (${of("name")}), so no cells can be drawn.`,
    ),
    say("请移开其中一个点，或合并两行。", "Move one of the points or merge the rows."),
  ],
  boundary: (of) => [
    say(
      `社区点在${of("withinZh")}以外 ${of("limit")} 米以上。`,
      `The community's point lies more than ${of("limit")} m outside ${of("within")}.`,
    ),
    say("请检查坐标与坐标系，或换用更大的边界。", "Check the coordinates and their system, or use a larger boundary."),
  ],
  population: () => [
    say(
      "人口栅格没有覆盖任何社区，或那里没有人。",
      "The population raster covers no community, or nobody lives there.",
    ),
    say("请检查它的范围与坐标系。", "Check its extent and coordinate system."),
  ],
  community: () => [
    say(
      "研究里没有这个编码或名称的社区、街道、乡镇或区县。",
      "The study has no community, township or county of that code or name.",
    ),
    say("请按研究中的编码或名称改写，或删去这一行。", "Write it as the study does, or remove the row."),
  ],
  "code-and-name": (of) => [
    say(
      `编码与名称指向不同的社区（编码为“${of("name")}”）。`,
      `Code and name are of different communities (the code is ${of("name")}'s).`,
    ),
    say("请改正其中之一。", "Correct one of them."),
  ],
  "several-communities": (of) => [
    say(`有 ${of("count")} 个社区叫这个名称。`, `${of("count")} communities have that name.`),
    say("请填写编码，或所属街道、乡镇。", "Give the code, or the township it belongs to."),
  ],
  "unit-without-communities": () => [
    say("这个街道、乡镇或区县在研究里没有社区。", "The study has no community in this township or county."),
    say("请删去这一行，或补上它的社区。", "Remove the row, or add its communities."),
  ],
  "unit-below-parts": (of) => [
    say(
      `总数（${of("people")}）少于其各社区之和（${of("sum")}）。`,
      `The total (${of("people")}) is below the sum of its communities (${of("sum")}).`,
    ),
    say("请核对总数，或各社区的人数。", "Check the total, or the numbers of its communities."),
  ],
  "group-within": (of) => [
    say(
      `${of("inner")} 的人数多于 ${of("outer")}（${of("people")}）。`,
      `${of("inner")} are more people than ${of("outer")} (${of("people")}).`,
    ),
    say("请核对各年龄组的人数。", "Check the people of the age groups."),
  ],
  "two-populations": () => [
    say("只能有一份人口栅格。", "Only one population raster can be read."),
    say("请只留一份，或先拼成一份。", "Keep one, or join them first."),
  ],
  "same-ages": (of) => [
    say(
      `与 ${of("first")} 都是 ${of("ages")} 岁的人口。`,
      `It counts the same ages (${of("ages")}) as ${of("first")}.`,
    ),
    say("请只留一份，或用 --ages 改正。", "Keep one of them, or correct it with --ages."),
  ],
  "one-sex": (of) => [
    say(
      `${of("ages")} 岁只有${of("missing") === "male" ? "女" : "男"}性的栅格。`,
      `Of the ages ${of("ages")} only ${of("missing") === "male" ? "women" : "men"} are brought.`,
    ),
    say(
      `请同时导入${of("missing") === "male" ? "男" : "女"}性的栅格，或男女合计的栅格（WorldPop 的 _t_）。`,
      `Bring the raster of ${of("missing") === "male" ? "men" : "women"} too, or that of both (WorldPop's _t_).`,
    ),
  ],
  "no-everybody": (of) => [
    say(
      `没有全部人口：各年龄段合不成总人口，缺 ${of("from")} 岁起的年龄段。`,
      `Everybody is missing: the ages do not add up to all people; those from ${of("from")} are not there.`,
    ),
    say(
      "请同时导入总人口的栅格，或补齐年龄段；哪个波段是哪个年龄用 --ages 说明（如 all,0-2,60+）。",
      "Bring the raster of all people too, or the missing ages; say with --ages which band counts whom (all,0-2,60+).",
    ),
  ],
  "ages-of-bands": (of) => [
    say(
      `栅格有 ${of("count")} 个波段，${of("said") === "0" ? "都没有写明是哪个年龄的人口" : `只说明了 ${of("said")} 个`}。`,
      `The raster has ${of("count")} bands; ${of("said") === "0" ? "none of them says whose people it counts" : `${of("said")} are spoken of`}.`,
    ),
    say(
      "请用 --ages 逐个说明，逗号分隔，不用的写 -（如 all,0-2,60+,-）。",
      "Say with --ages what each is, set apart by commas, - for those that are not used (all,0-2,60+,-).",
    ),
  ],
  ages: () => [
    say("不是年龄。", "This is no age."),
    say("请写 all、0-4、60+、f 60-64 这样的年龄。", "Write ages as all, 0-4, 60+ or f 60-64."),
  ],
  "ages-of-heights": () => [
    say("高程没有年龄。", "Heights have no ages."),
    say(
      "请去掉 --ages，或说明它是人口（--as population）。",
      "Leave --ages away, or say that it is people (--as population).",
    ),
  ],
  "name-the-raster": () => [
    say("看不出这份栅格是高程还是人口。", "It cannot be told whether the raster holds heights or people."),
    say(
      "请用 --as elevation、--as population 或 --as population:density 说明，或在文件名里写明（dem、人口）。",
      "Say so with --as elevation, --as population or --as population:density, or in the file's name (dem, population).",
    ),
  ],
};

function reader(details: Details | undefined): (name: string) => string {
  return (name) => (details?.[name] === undefined ? "" : String(details[name]));
}

/** What was assumed, as a sentence; null where it is not about communities or people. */
export function findPeopleWords(details: Details | undefined, value = ""): LocalizedText | null {
  return ASSUMED[String(details?.what ?? "")]?.(reader(details), value) ?? null;
}

/** What is wrong and what to do about it; null where it is not about communities or people. */
export function findPeopleFault(
  details: Details | undefined,
): readonly [what: LocalizedText, todo: LocalizedText] | null {
  return FAULTS[String(details?.what ?? "")]?.(reader(details)) ?? null;
}
