import type { presentChartsZhCn } from "./present-charts.zh-cn.ts";

/** English texts of the charts in the presenting workspace. */
export const presentChartsEn: Readonly<Record<keyof typeof presentChartsZhCn, string>> = {
  "present.charts": "Charts",
  "charts.note":
    "Charts and map are linked: point at a bar and the map outlines its area; click and the map flies there. Each can be taken away, in English as it stands here.",
  "charts.service": "Service",
  "charts.service.note": "The map changes with it",
  "charts.scope": "Scope",
  "charts.scope.page": "As the map has it",
  "charts.scope.study": "Whole study",
  "charts.level": "Districts",
  "charts.level.county": "Counties",
  "charts.level.township": "Townships",
  "charts.steps": "Scenario told step by step",
  "charts.lines": "Which services",
  "charts.lines.service": "This service",
  "charts.lines.all": "All services",
  "charts.waiting": "Counting…",
  "charts.table": "Table",
  "charts.tableOf": "Table: {{title}}",
  "charts.take": "Take “{{title}}” away",
  "charts.lorenz.none": "Nobody reaches this service within the search limit: there are no walks to compare.",
  "charts.steps.title": "A scenario step by step",
  "charts.steps.none":
    "There is no scenario yet. Add, move or close facilities under Siting, and see how many people each step adds.",
  "charts.steps.empty": "No edit of this scenario is in force.",
  "charts.gain.title": "What each further site adds",
  "charts.gain.none":
    "There is no siting answer for this service yet. Solve “most people covered” under Siting once, and the curve stands here.",
  "charts.gain.walk": "The last siting question was about walks, not about people covered: there is no such curve.",
  "charts.gain.stopped": "The last siting question was stopped early: gains by number of sites were not counted.",
  "charts.gain.go": "Go to Siting",
  "charts.read": "Values of {{title}}, moved with the arrow keys",
  "charts.reading": "{{name}}: {{values}}",
  "charts.show": "{{name}}: {{values}}. Show on the map",
  "charts.account.rows": "Points of the chart",
  "charts.account.unit": "District",
  "charts.account.straight": "Within the straight line",
  "charts.account.districts":
    "A district's share = people within reach, summed over its communities ÷ people of its communities.",
  "charts.account.steps":
    "The study as it is comes first, then the scenario's edits in their order, counted anew after each; a step's change = after it less before it.",
  "charts.account.lorenz":
    "People are put in the order of their walks, the shortest first, and the walks are added up percentile by percentile; the further the curve is from the diagonal, the more uneven. Gini = twice the area between.",
  "charts.account.gain":
    "From the siting answer: the best choice for each number of sites, less what is covered without any.",
};
