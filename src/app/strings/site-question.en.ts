/** Siting: the area, further demands, questions that are kept. */
import type { siteQuestionZhCn } from "./site-question.zh-cn.ts";

export const siteQuestionEn: Readonly<Record<keyof typeof siteQuestionZhCn, string>> = {
  "site.area": "Area",
  "site.area.all": "Whole study",
  "site.area.communities": "Chosen communities",
  "site.area.note": "Only its people and candidates count; standing facilities outside can still be walked to.",
  "site.area.find": "Find a township or community",
  "site.area.add": "Add {{name}}",
  "site.area.township": "{{name}} ({{count}} communities)",
  "site.area.fromMap": "Add {{name}}, chosen on the map",
  "site.area.chosen": "{{count}} communities chosen",
  "site.area.drop": "Take {{name}} away",
  "site.area.none": "No such name.",
  "site.area.some": "{{count}} chosen communities",
  "site.area.whole": "Whole study",
  "site.area.elsewhere": "Outside the area another {{people}} are newly within reach.",
  "site.area.elsewhere.walk": "Outside the area another {{people}} walk less.",
  "site.area.outside": "{{count}} candidates outside the area take no part.",
  "figure.siting.area": "Area: {{area}}; its people and its candidates only",
  "figure.siting.area.outside":
    "People outside are not counted and take no places; standing facilities outside can be walked to",
  "figure.siting.backup": "Two sites within the limit make covered, standing ones included",
  "figure.siting.equity":
    "Equivalent walk: Kolm–Pollak, equity factor {{aversion}}; κ from the walks to what stands (from candidates where nothing is reached)",
  "figure.siting.cap":
    "Whoever reaches a candidate or a standing facility within {{minutes}} min must have one within {{minutes}} min",
  "site.group.own": "The service's own",
  "site.more": "Further demands",
  "site.more.some": "Further demands ({{count}})",
  "site.backup": "Backup: two sites within the limit",
  "site.backup.note": "If one is closed there is another; only two make covered, standing ones included.",
  "site.backup.set-cover": "For those who can reach one only, one is enough.",
  "site.equity": "Equity first: long walks weigh more",
  "site.equity.note":
    "Long walks weigh more than in proportion (Kolm–Pollak): the least “equivalent walk”, which would be as bad if everybody walked it. The larger the factor, the more the far ones count; default 1.",
  "site.equity.aversion": "Equity factor",
  "site.unit.none": "",
  "site.cap": "Nobody beyond the longest walk",
  "site.cap.note":
    "Whoever reaches a candidate within {{minutes}} min must have a site within {{minutes}} min; where that cannot be, the number that it takes is told.",
  "site.combine.backup-model":
    "Backup: for maximal cover and set cover only, not for {{model}}. Change the model or take it off.",
  "site.combine.backup-places":
    "Backup: not together with capacities, since places in reserve stand empty. Take one of them off.",
  "site.combine.equity-model":
    "Equity first: for the p-median only, not for {{model}}. Change the model or take it off.",
  "site.combine.cap-model":
    "Nobody beyond the longest walk: for the p-median only, not for {{model}}. The p-center makes the longest walk shortest anyway, and the set cover brings everybody within the limit. Change the model or take it off.",
  "site.form.no-units": "Area: no county is chosen.",
  "site.form.no-communities": "Area: no community is chosen.",
  "site.file.many.candidates":
    "Candidates: the file has {{count}} points, {{most}} at most. Clip it to the study first.",
  "site.file.many.excluded":
    "Excluded areas: the file has {{count}} corners, {{most}} at most. Clip or simplify it first.",
  "site.note.backup": "Covered means two sites within {{minutes}} min.",
  "site.note.equity": "Equivalent walk {{before}} → {{after}} min (equity factor {{aversion}}; long walks weigh more).",
  "site.note.cap": "Whoever reaches a candidate is within {{minutes}} min.",
  "site.map.backup": "Share of people with two sites within the limit",
  "site.walk.backup": "Median walk to the second nearest: {{before}} → {{after}} min",
  "site.fault.area-unknown": "Area: the study has no {{first}}. Choose again.",
  "site.fault.none-within": "Area: all {{outside}} candidates lie outside “{{area}}”.",
  "site.fault.cannot-combine": "These two demands cannot be met together.",
  "site.fix.whole": "Solve for the whole study instead",
  "site.fix.cap": "Count longer walks as the longest instead",
  "site.curve.equity": "Equivalent walk by number of new sites",
  "site.kept.heading": "Kept questions",
  "site.kept.some": "Kept questions ({{count}})",
  "site.kept.note":
    "Form, service and assumptions are saved with the study; the command line asks again with --question.",
  "site.kept.name": "Name",
  "site.kept.keep": "Keep",
  "site.kept.replace": "Replace “{{name}}”",
  "site.kept.open": "Open “{{name}}”",
  "site.kept.drop": "Delete “{{name}}”",
  "site.kept.gone": "The study has no service {{serviceId}}",
  "site.communities.rest": "{{count}} other communities",
};
