/** Words of norms and readings that a plan sets for itself, in Chinese. The English file has the same keys. */
export const normsZhCn = {
  "norms.of": "每个{{unit}}对应多少人",
  "norms.open": "改这个口径",
  "norms.close": "收起",
  "norms.restore": "恢复默认值",
  "norms.changed": "已改",
  "norms.value": "数值",
  "norms.measure": "单位",
  "norms.measure.people-per-unit": "人 / {{unit}}",
  "norms.measure.units-per-thousand": "{{unit}} / 千人",
  "norms.source": "来源（文件、条文）",
  "norms.confirmedBy": "确认人",
  "norms.date": "确认日期",
  "norms.note": "只改本计划，随计划保存和导出；只重新分位，不重新算路；可撤销（Ctrl+Z）。",
  "norms.faults": "有 {{count}} 处不能成立，改好才能保存。",
  "norms.save": "保存",
} as const;
