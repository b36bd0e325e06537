/** A finding of the data check-up in a line for people, in both languages. */
import type { CheckId, Finding, RemedyKind } from "../core/questions/check-up/finding.ts";

const TITLES: Readonly<Record<CheckId, string>> = {
  "facility-duplicate-id": "设施编号重复 facilities with the same id",
  "facility-duplicate": "设施重复录入 facilities entered twice",
  "facility-same-name": "50 米内同名设施 facilities of one name within 50 m",
  "facility-same-place": "不同名设施在同一点 facilities of different names in one place",
  "facility-outside": "设施在研究范围外 facilities outside the study",
  "facility-far": "设施远离街道 facilities far from any street",
  "facility-on-island": "设施只挨着孤立路段 facilities beside cut-off streets only",
  "facility-behind-barrier": "设施被阻隔 facilities cut off by water, a railway or a wall",
  "facility-in-no-community": "设施不在任何社区 facilities in no community",
  "facility-capacity": "容量缺失或异常 capacity missing or absurd",
  "layer-shifted": "图层坐标系不一致 layers in another coordinate system",
  "layer-system": "图层坐标系未经确认或只是近似 layers whose coordinate system was assumed or is approximate",
  "home-far": "居民点远离街道 homes far from any street",
  "home-on-island": "居民点只挨着孤立路段 homes beside cut-off streets only",
  "home-behind-barrier": "居民点被阻隔 homes cut off by water, a railway or a wall",
  "home-in-no-community": "居民点不在任何社区 homes in no community",
  "people-groups": "年龄组互相矛盾 age groups that contradict one another",
  "people-sums": "人口合计不符 totals of people that do not add up",
  "community-duplicate": "社区编号或名称重复 communities with the same id or name",
  "community-without-outline": "社区无界线 communities without an outline",
  "community-without-unit": "社区上级单位不明 communities whose unit is not known",
  "community-without-people": "社区无人口 communities without people",
  "community-without-street": "社区内无街道 communities without any street",
  "community-size": "社区大小异常 communities of absurd size",
  "street-pieces": "街道网络不连通 streets not joined with the main network",
  "street-gap": "街道端点未接或重叠 street ends with gaps or folds",
  "barrier-idle": "阻隔不起作用 barriers near no street",
};

const REMEDIES: Readonly<Record<RemedyKind, string>> = {
  "drop-duplicates": "可只保留一处 all but one can be dropped",
  "leave-out": "可不计入 can be left out",
  attach: "可移到最近的街道 can be put on the nearest street",
  "mark-approximate": "可标为近似位置 can be marked as approximate",
};

const MARKS = { error: "✗", warning: "!", note: "·" } as const;

function quantity(value: number, unit: string): string {
  return unit === "metres"
    ? `${(value / 1000).toFixed(1)} km`
    : `${Math.round(value)} ${unit === "people" ? "人 people" : unit}`;
}

/** @param demandUnit in what the study counts demand. */
export function describeFinding(finding: Finding, demandUnit: string): string {
  const { id, severity, state, count, total, amount, untested, remedy } = finding;
  const skipped = untested.length > 0 ? `；未检查 not tested: ${untested.join(", ")}` : "";
  if (state === "not-testable") return `  ?  ${TITLES[id]}: 无法检查 not testable${skipped}`;
  if (state === "clear") return `  ✓  ${TITLES[id]}: 0 / ${total}${skipped}`;
  const unit = amount?.unit === "demand" ? demandUnit : (amount?.unit ?? "");
  const share = amount ? ` (${quantity(amount.value, unit)} / ${quantity(amount.total, unit)})` : "";
  const mend = remedy === null ? "" : `；${REMEDIES[remedy]}`;
  return `  ${MARKS[severity]}  ${TITLES[id]}: ${count} / ${total}${share}${mend}${skipped}`;
}
