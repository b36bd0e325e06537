/**
 * Forms to fill in: a list of facilities, and people by community. Headers are those that the import recognises without a question,
 * rows marked 示例 are left out when they are left in, and a second sheet says what each column is.
 */

import { DISTINCT_SERVICES } from "../services/known-services.ts";
import { formatCsv } from "../tables/csv-writer.ts";
import { type CellKind, type NotesSheet, type Spreadsheet, tableSheet } from "../workbook/spreadsheet.ts";
import { writeSpreadsheet } from "../workbook/write-spreadsheet.ts";

export type TemplateId = "facilities" | "communities";
export type TemplateFormat = "xlsx" | "csv";

export const TEMPLATE_IDS: readonly TemplateId[] = ["facilities", "communities"];

interface TemplateColumn {
  readonly header: string;
  /** In characters of a Latin digit. */
  readonly width: number;
  readonly kind: CellKind;
  /** What it is, with its unit, and whether it must be filled in. */
  readonly meaning: string;
  readonly examples: readonly [string | number | null, string | number | null];
}

interface Template {
  readonly title: string;
  readonly sheet: string;
  readonly how: readonly (readonly string[])[];
  readonly columns: readonly TemplateColumn[];
  readonly more: NotesSheet["sections"];
}

/** Of the document's properties: the same on every day, so that the same form has the same bytes. */
const TEMPLATE_DATE = "2026-01-01";

const EXAMPLES_LEFT_OUT = [
  "示例行",
  "名称以“（示例）”开头的行只说明写法，导入时自动跳过；可以保留，也可以删除。",
] as const;
const KEEP_HEADERS = [
  "表头",
  "请保留第一行的列名；不需要的列可以留空或删除，也可以另加自己的列（作为属性保留）。",
] as const;

const SYSTEMS: NotesSheet["sections"][number] = {
  heading: "坐标系（填在“坐标系”一列，整份表一种）",
  rows: [
    ["CGCS2000", "2000 国家大地坐标系经纬度（EPSG:4490），十进制度"],
    ["WGS84", "GPS 经纬度（EPSG:4326），十进制度"],
    ["GCJ-02", "高德、腾讯地图取得的经纬度；也可写“高德”"],
    ["BD-09", "百度地图取得的经纬度；也可写“百度”"],
    [
      "EPSG:4547 等",
      "平面坐标（米）：写 EPSG 代码，如 CGCS2000 三度带 EPSG:4534–4554、六度带 EPSG:4502–4512；横坐标填在“经度”列，纵坐标填在“纬度”列",
    ],
    ["不填", "由导入时与已有路网比对判断，请在图上确认"],
  ],
};

const FACILITIES: Template = {
  title: "设施清单模板",
  sheet: "设施清单",
  how: [
    ["一行一处", "每行填一处设施；几类设施可以写在同一份表里，用“设施类型”区分。"],
    ["位置", "经纬度与“社区”至少填一种：有坐标按坐标落点；两列坐标整列留空时，按“社区”放在所属社区，位置是近似的。"],
    EXAMPLES_LEFT_OUT,
    KEEP_HEADERS,
    ["已有同类设施", "导入时可选：用这份清单替换，或加入现有设施；疑似重复（同名且相距不到 50 米）会提示。"],
  ],
  columns: [
    {
      header: "名称",
      width: 30,
      kind: "text",
      meaning: "设施名称。必填（没有名称的设施无法查重）",
      examples: ["（示例）向阳幼儿园", "（示例）清泉社区老年人日间照料中心"],
    },
    {
      header: "设施类型",
      width: 20,
      kind: "text",
      meaning: "是哪一类设施，写法见下表。必填",
      examples: ["幼儿园", "老年人日间照料中心"],
    },
    {
      header: "经度",
      width: 14,
      kind: "number",
      meaning: "十进制度，如 113.300123；平面坐标时填横坐标（米）。有坐标时必填",
      examples: [113.300123, 113.295678],
    },
    {
      header: "纬度",
      width: 14,
      kind: "number",
      meaning: "十进制度，如 40.080456；平面坐标时填纵坐标（米）。有坐标时必填",
      examples: [40.080456, 40.076543],
    },
    {
      header: "坐标系",
      width: 14,
      kind: "text",
      meaning: "经纬度的坐标系，整份表一种，写法见下表。选填，建议填写",
      examples: ["CGCS2000", "CGCS2000"],
    },
    {
      header: "社区",
      width: 18,
      kind: "text",
      meaning: "所在社区或行政村的名称。没有坐标时必填",
      examples: ["向阳社区", "清泉社区"],
    },
    {
      header: "街道",
      width: 16,
      kind: "text",
      meaning: "所在街道或乡镇。选填，社区重名时用来区分",
      examples: ["某某街道", "某某镇"],
    },
    {
      header: "区县",
      width: 14,
      kind: "text",
      meaning: "所在区县。选填，社区重名时用来区分",
      examples: ["某某区", "某某县"],
    },
    { header: "地址", width: 28, kind: "text", meaning: "详细地址。选填", examples: ["某某路 1 号", "某某路 2 号"] },
    {
      header: "学位数",
      width: 12,
      kind: "number",
      meaning: "幼儿园、学校可容纳的人数（个）。选填",
      examples: [270, null],
    },
    { header: "床位数", width: 12, kind: "number", meaning: "养老、医疗机构的床位（张）。选填", examples: [null, 20] },
    {
      header: "编号",
      width: 16,
      kind: "text",
      meaning: "本单位的设施编号，不能重复。选填",
      examples: ["Y001", "L001"],
    },
  ],
  more: [
    SYSTEMS,
    {
      heading: "设施类型的写法（也可写“社区日间照料”等包含这些词的名称）",
      rows: DISTINCT_SERVICES.map(({ id, title }) => [title.zh, `也可写 ${id}`]),
    },
  ],
};

const COMMUNITIES: Template = {
  title: "社区人口表模板",
  sheet: "社区人口",
  how: [
    ["一行一个社区", "每行填一个社区或行政村；不在研究中的社区会逐行列出。"],
    ["对应社区", "按“统计用区划代码”对应；没有代码时按“社区名称”，须与研究中的写法一致。重名的社区请填代码。"],
    ["人口", "填常住人口，整数，单位为人。不知道的格留空，不要填 0：留空的社区沿用研究中原有的人口，并注明。"],
    ["总人口", "必填：只有分年龄人口而没有总人口时，不会采用。"],
    EXAMPLES_LEFT_OUT,
    KEEP_HEADERS,
  ],
  columns: [
    {
      header: "社区名称",
      width: 24,
      kind: "text",
      meaning: "社区或行政村的名称。没有代码时必填",
      examples: ["（示例）向阳社区", "（示例）清泉村"],
    },
    {
      header: "统计用区划代码",
      width: 20,
      kind: "text",
      meaning: "12 位统计用区划代码，按文本填写。选填，建议填写",
      examples: ["140000000001", "140000000201"],
    },
    { header: "街道乡镇", width: 16, kind: "text", meaning: "所属街道或乡镇。选填", examples: ["某某街道", "某某镇"] },
    { header: "总人口", width: 12, kind: "number", meaning: "常住人口（人）。必填", examples: [5230, 1280] },
    {
      header: "0-2岁",
      width: 12,
      kind: "number",
      meaning: "0–2 岁（不满 3 周岁）人口（人）。选填",
      examples: [130, 20],
    },
    { header: "3-6岁", width: 12, kind: "number", meaning: "3–6 岁人口（人）。选填", examples: [190, 35] },
    { header: "6-15岁", width: 12, kind: "number", meaning: "6–15 岁人口（人）。选填", examples: [560, 110] },
    { header: "60岁及以上", width: 14, kind: "number", meaning: "60 岁及以上人口（人）。选填", examples: [1010, 410] },
    {
      header: "65岁及以上",
      width: 14,
      kind: "number",
      meaning: "65 岁及以上人口（人），不多于 60 岁及以上。选填",
      examples: [700, 300],
    },
    {
      header: "80岁及以上",
      width: 14,
      kind: "number",
      meaning: "80 岁及以上人口（人），不多于 65 岁及以上。选填",
      examples: [130, 60],
    },
  ],
  more: [],
};

const TEMPLATES: Readonly<Record<TemplateId, Template>> = { facilities: FACILITIES, communities: COMMUNITIES };

/** What the file of a form is called. */
export function templateName(id: TemplateId, format: TemplateFormat): string {
  return `${TEMPLATES[id].title}.${format}`;
}

function workbookOf({ title, sheet, how, columns, more }: Template): Spreadsheet {
  const table = tableSheet<0 | 1>({
    name: sheet,
    title: null,
    basis: "",
    columns: columns.map(({ header, width, kind, examples }) => ({
      header,
      width,
      kind,
      value: (row) => examples[row],
      tone: () => "quiet",
    })),
    rows: [0, 1],
    frozenColumns: 1,
  });
  const notes: NotesSheet = {
    name: "填写说明",
    title: `${title}：填写说明`,
    sections: [
      { heading: "怎样填写", rows: how },
      {
        heading: "各列（列名、含义、示例）",
        rows: columns.map(({ header, meaning, examples }) => [
          header,
          meaning,
          `示例：${examples.find((one) => one !== null) ?? ""}`.replace("（示例）", ""),
        ]),
      },
      ...more,
    ],
  };
  return { title, author: "民生圈", date: TEMPLATE_DATE, mark: "", sheets: [table, notes] };
}

/** The bytes of a form, the same on every machine. CSV has a byte order mark, so that spreadsheets open it as UTF-8. */
export function writeTemplate(id: TemplateId, format: TemplateFormat): Uint8Array<ArrayBuffer> {
  const template = TEMPLATES[id];
  if (format === "csv") {
    const rows = [0, 1].map((row) =>
      template.columns.map(({ examples }) => {
        const value = examples[row] ?? "";
        return typeof value === "number" ? { number: String(value) } : value;
      }),
    );
    const text = formatCsv(
      template.columns.map(({ header }) => header),
      rows,
    );
    return new TextEncoder().encode(`\uFEFF${text}`);
  }
  const steps = writeSpreadsheet(workbookOf(template));
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
