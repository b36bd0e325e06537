/**
 * Header names that planners' tables use for what the model needs, in Chinese
 * and English. Names are compared in lower case, full-width letters made plain,
 * blanks, underscores and hyphens left out.
 */
import { GROUP_IDS, type GroupId } from "../../core/model/demand.ts";
import type { Column, FeatureTable } from "./feature-table.ts";
import { GROUP_COLUMNS } from "./group-columns.ts";
import { readGroupHeader } from "./group-headers.ts";

export type Meaning =
  | "id"
  | "lon"
  | "lat"
  | "name"
  | "people"
  | "parentId"
  | "kind"
  | "service"
  | "land"
  | "levels"
  | "floorArea"
  | "use";

const NAMES: Readonly<Record<Meaning, readonly string[]>> = {
  id: [
    "id",
    "fid",
    "osmid",
    "osm_id",
    "@id",
    "gid",
    "uid",
    "code",
    "adcode",
    "编号",
    "編號",
    "编码",
    "代码",
    "区划代码",
    "行政区划代码",
    "统计用区划代码",
    "序号",
  ],
  lon: [
    "lon",
    "lng",
    "long",
    "longitude",
    "x",
    "经度",
    "經度",
    "东经",
    "wgs84lon",
    "lonwgs84",
    "经度wgs84",
    "坐标经度",
    "easting",
    "东坐标",
    "横坐标",
  ],
  lat: [
    "lat",
    "latitude",
    "y",
    "纬度",
    "緯度",
    "北纬",
    "wgs84lat",
    "latwgs84",
    "纬度wgs84",
    "坐标纬度",
    "northing",
    "北坐标",
    "纵坐标",
  ],
  name: [
    "name",
    "title",
    "名称",
    "名稱",
    "名字",
    "机构名称",
    "设施名称",
    "单位名称",
    "社区名称",
    "社区",
    "村名",
    "村社区",
    "name:zh",
    "namezh",
  ],
  people: [
    "people",
    "population",
    "pop",
    "persons",
    "residents",
    "人口",
    "人口数",
    "人数",
    "人數",
    "总人口",
    "常住人口",
    "户籍人口",
    "人口（人）",
    "人口(人)",
  ],
  parentId: [
    "parentid",
    "parent",
    "township",
    "上级",
    "上级代码",
    "街道",
    "乡镇",
    "街道乡镇",
    "所属街道",
    "所属乡镇",
    "镇街",
  ],
  kind: ["kind", "type", "类型", "类别", "城乡分类"],
  service: ["service", "serviceid", "设施类别", "设施类型", "服务", "服务类型"],
  land: ["landm2", "land", "居住用地", "居住用地面积"],
  levels: [
    "building:levels",
    "levels",
    "层数",
    "楼层",
    "楼层数",
    "地上层数",
    "建筑层数",
    "floors",
    "floor",
    "storeys",
    "stories",
    "num_floors",
  ],
  floorArea: ["建筑面积", "总建筑面积", "floor_area", "gfa", "建筑面积(平方米)", "建筑面积(㎡)"],
  use: ["building", "用途", "房屋用途", "使用性质", "建筑用途", "usage", "use", "function"],
};

/** A header as it is compared. */
export function plainHeader(name: string): string {
  return name
    .normalize("NFKC")
    .replace(/[\s_\-\uFEFF]/g, "")
    .toLowerCase();
}

const PLAIN_NAMES = new Map<Meaning, readonly string[]>(
  (Object.entries(NAMES) as [Meaning, readonly string[]][]).map(([meaning, names]) => [
    meaning,
    names.map(plainHeader),
  ]),
);

/** Headers that name the facility of a row: `卫生室名称`; such a column goes before one that names its community. */
const FACILITY_NAME = /(院|园|校|学|室|站|所|中心|馆|堂|场|店|点|处|厅|机构|企业|公司)名称$/;
const COMMUNITY_NAMES = new Set(["社区名称", "社区", "村名", "村社区"]);

/** The column with that meaning: the first name in the list that the table has; null where there is none. */
export function columnFor(table: Pick<FeatureTable, "columns">, meaning: Meaning): Column | null {
  const plain = table.columns.map((column) => plainHeader(column.name));
  for (const name of PLAIN_NAMES.get(meaning) ?? []) {
    const index = plain.indexOf(name);
    if (index >= 0 && meaning === "name" && COMMUNITY_NAMES.has(name)) {
      const facility = plain.findIndex((header) => FACILITY_NAME.test(header));
      if (facility >= 0) return table.columns[facility] ?? null;
    }
    if (index >= 0) return table.columns[index] ?? null;
  }
  return meaning === "name" ? (table.columns[plain.findIndex((header) => FACILITY_NAME.test(header))] ?? null) : null;
}

/** Whether a header is one of the names that the meaning has. */
export function hasMeaning(header: string, meaning: Meaning): boolean {
  return PLAIN_NAMES.get(meaning)?.includes(plainHeader(header)) ?? false;
}

/** Whether two headers are the same name. */
export function isSameHeader(one: string, other: string): boolean {
  return plainHeader(one) === plainHeader(other);
}

/** Whether a header is one of the names of any meaning. */
export function isKnownHeader(header: string): boolean {
  const plain = plainHeader(header);
  return [...PLAIN_NAMES.values()].some((names) => names.includes(plain));
}

/** Names to show when a column is missing. */
export function exampleNames(meaning: Meaning): string {
  return NAMES[meaning].slice(0, 8).join(", ");
}

/** All columns that could be people of a group, the one that is taken first: the model's own names, then the headers of planners. */
export function groupColumnChoices(table: Pick<FeatureTable, "columns">): ReadonlyMap<GroupId, readonly Column[]> {
  const found = new Map<GroupId, Column[]>();
  const put = (groupId: GroupId, column: Column): void => {
    const columns = found.get(groupId) ?? [];
    found.set(groupId, columns);
    if (!columns.includes(column)) columns.push(column);
  };
  const all = columnFor(table, "people");
  if (all) put("all", all);
  for (const groupId of GROUP_IDS) {
    const own = [GROUP_COLUMNS[groupId], groupId].map(plainHeader);
    if (groupId === "all") continue;
    for (const column of table.columns) if (own.includes(plainHeader(column.name))) put(groupId, column);
  }
  for (const column of table.columns) {
    const header = readGroupHeader(column.name);
    if (header?.sex === "") put(header.groupId, column);
  }
  return found;
}

/** Columns with people by group: `age_60`, `60+`, `60岁及以上` … and the total. */
export function groupColumns(table: Pick<FeatureTable, "columns">): ReadonlyMap<GroupId, Column> {
  return new Map([...groupColumnChoices(table)].flatMap(([groupId, [first]]) => (first ? [[groupId, first]] : [])));
}
