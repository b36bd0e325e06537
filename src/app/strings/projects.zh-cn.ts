/** Words of the list of a target's projects in Chinese. The English file has the same keys. */
export const projectsZhCn = {
  "projects.heading": "项目名单",
  "projects.count": "建成 {{done}} / 名单 {{listed}} · 计划 {{asked}}",
  "projects.noNumber": "未给数量",
  "projects.what": "地图数据测不了的点名项目，逐项登记进展；结论按名单里建成的数量判定。",
  "projects.state": "进展",
  "projects.state.not-started": "未开工",
  "projects.state.under-way": "在建",
  "projects.state.done": "已建成",
  "projects.date": "日期",
  "projects.source": "来源",
  "projects.remove": "删除",
  "projects.paste": "从表格粘贴",
  "projects.paste.hint":
    "每行一个项目，可从 Excel 复制：名称、进展（已建成 / 在建 / 未开工）、日期（2025-06-30）、来源。只写名称也可以。",
  "projects.add": "加入名单",
  "projects.fault.name": "第 {{line}} 行：名称为空或与前面重复（{{value}}）",
  "projects.fault.state": "第 {{line}} 行：进展“{{value}}”不认识，请写 已建成、在建 或 未开工",
  "projects.fault.date": "第 {{line}} 行：日期“{{value}}”应写成 2025-06-30",
} as const;
