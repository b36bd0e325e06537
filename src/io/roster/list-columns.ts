/** Which columns of a list say what a row is matched by. */
import { type Content, contentOf, distinctShare } from "../tables/column-content.ts";
import { CODE_HEADERS, type Meaning } from "../tables/column-headers.ts";
import { plainHeader } from "../tables/column-names.ts";
import { type Column, type FeatureTable, textAt } from "../tables/feature-table.ts";
import type { ListRow } from "./match-rows.ts";

export type ListMeaning = keyof ListRow;

/** The column of each meaning, null where the list has none. */
export type ListColumns = Readonly<Record<ListMeaning, Column | null>>;

/** Headers as planners write them, the surest first. */
const NAMES: Readonly<Record<ListMeaning, readonly string[]>> = {
  code: [...CODE_HEADERS, "代码", "编码", "code", "id"],
  name: ["设施名称", "机构名称", "单位名称", "项目名称", "学校名称", "名称", "名字", "name", "title", "facility"],
  community: [
    "社区名称",
    "村名称",
    "社区(村)名称",
    "村(社区)名称",
    "社区(村)",
    "村(社区)",
    "村居名称",
    "村(居)名称",
    "行政村名称",
    "社区名",
    "村(居)",
    "村居",
    "村社区",
    "所属社区",
    "所在社区",
    "所属村",
    "所在村",
    "所属社区(村)",
    "所属村(社区)",
    "所在社区(村)",
    "所在村(社区)",
    "所属村居",
    "所属行政村",
    "辖区社区",
    "社区",
    "村名",
    "行政村",
    "居委会",
    "村委会",
    "community",
    "village",
    "cunmc",
    "sqmc",
  ],
  formerName: ["曾用名", "原名", "原名称", "旧称", "别名", "formername", "alias"],
  address: ["地址", "详细地址", "所在地址", "单位地址", "机构地址", "地点", "位置", "所在地", "详址", "address"],
  district: [
    "区县",
    "县区",
    "县(区)",
    "区(县)",
    "县市区",
    "县(市、区)",
    "所属区县",
    "所在区县",
    "所属县区",
    "所在县区",
    "区县名称",
    "县区名称",
    "县名",
    "县",
    "区",
    "行政区",
    "xianmc",
    "xjqhmc",
    "district",
    "county",
  ],
  township: [
    "街道",
    "乡镇",
    "街道乡镇",
    "街道(乡镇)",
    "乡镇(街道)",
    "乡镇街道",
    "镇街",
    "所属街道",
    "所属乡镇",
    "所在乡镇",
    "所在街道",
    "所属街道(乡镇)",
    "所属乡镇(街道)",
    "乡镇名称",
    "街道名称",
    "乡镇街道名称",
    "街道乡镇名称",
    "乡(镇)",
    "所属镇街",
    "xiangmc",
    "xzmc",
    "jdmc",
    "township",
    "subdistrict",
  ],
};

/** What a list of facilities calls their names: `卫生室名称`, `幼儿园名称`. */
const FACILITY_NAME = /(院|园|校|学|室|站|所|中心|馆|堂|场|店|点|处|厅|机构|企业|公司)名称?$/;

/** What a column of a decided meaning says of a list's row. */
const DECIDED: Readonly<Partial<Record<ListMeaning, Meaning>>> = { code: "id", name: "name", township: "parentId" };

/** What cells tell where no header does; a row's own name is told apart from a place by standing in few other rows. */
const TOLD_BY_CELLS: readonly (readonly [ListMeaning, Content])[] = [
  ["code", "codes"],
  ["name", "facilities"],
  ["community", "communities"],
  ["township", "townships"],
  ["district", "counties"],
];
const NAMING_SHARE = 0.5;

/** The columns of a list: what was decided, else by their headers, else by their cells; none serves twice. */
export function findListColumns(table: Pick<FeatureTable, "columns">): ListColumns {
  const open = table.columns.filter(({ meaning }) => meaning === undefined);
  const plain = open.map(({ name }) => plainHeader(name));
  const decidedFor = (meaning: ListMeaning): Column | null =>
    table.columns.find((column) => column.meaning !== undefined && column.meaning === DECIDED[meaning]) ?? null;
  const find = (meaning: ListMeaning): Column | null => {
    const decided = decidedFor(meaning);
    if (decided) return decided;
    for (const name of NAMES[meaning]) {
      const at = plain.indexOf(plainHeader(name));
      if (at >= 0) return open[at] ?? null;
    }
    return null;
  };
  const ofFacility = open.find(({ name }) => FACILITY_NAME.test(name.normalize("NFKC").trim())) ?? null;
  const found: Record<ListMeaning, Column | null> = {
    code: find("code"),
    name: find("name") ?? ofFacility,
    community: find("community"),
    formerName: find("formerName"),
    address: find("address"),
    district: find("district"),
    township: find("township"),
  };
  for (const [meaning, content] of TOLD_BY_CELLS) {
    if (found[meaning] !== null) continue;
    const unused = open.filter((column) => !Object.values(found).includes(column));
    found[meaning] =
      unused.find(
        (column) => contentOf(column) === content && (meaning !== "name" || distinctShare(column) >= NAMING_SHARE),
      ) ?? null;
  }
  return found;
}

/** All rows of a list by what their cells mean. */
export function readListRows(table: Pick<FeatureTable, "count">, columns: ListColumns): ListRow[] {
  return Array.from({ length: table.count }, (_, row) => ({
    code: textAt(columns.code, row),
    name: textAt(columns.name, row),
    community: textAt(columns.community, row),
    formerName: textAt(columns.formerName, row),
    address: textAt(columns.address, row),
    district: textAt(columns.district, row),
    township: textAt(columns.township, row),
  }));
}
