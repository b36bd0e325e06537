/** Words of where layers came from. */
export const originsZhCn = {
  "origins.heading": "图层从哪里来",
  "origins.none": "研究文件里没有导入记录：图层不是从文件导入的，或是旧版本导入的。坐标系怎么定的，这里查不到。",
  "origins.missing": "没有导入记录：{{layers}}",
  "origins.file": "文件",
  "origins.format": "格式",
  "origins.system": "原坐标系",
  "origins.rows": "行数",
  "origins.date": "导入日期",
  "origins.layer.street-elevations": "道路高程",
} as const;
