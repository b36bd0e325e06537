/** Words of the map of targets by county and of plans compared, in English. */
import type { judgedMapZhCn } from "./judged-map.zh-cn.ts";

export const judgedMapEn: Readonly<Record<keyof typeof judgedMapZhCn, string>> = {
  "judgedMap.byMark": "{{whole}}, asked for {{asked}}; counties by their share of what is asked",
  "judgedMap.byAmount": "{{whole}}; counties by amount, of which the plan asks none",
  "judgedMap.whole": "Whole city {{value}}",
  "judgedMap.whole.open": "Whole city not known yet",
  "judgedMap.met": "Reaches what is asked",
  "judgedMap.share": "{{from}}–{{to}} of it",
  "judgedMap.below": "Below {{to}} of it",
  "judgedMap.range": "{{from}}–{{to}}",
  "judgedMap.counties": "{{count}} counties",
  "judgedMap.county.value": "{{value}}, asked for {{asked}}: {{verdict}}",
  "judgedMap.county.perPeople": "{{amount}} ÷ {{whole}} people",
  "judgedMap.county.ofAll": "{{amount}} ÷ {{whole}} in all",
  "judgedMap.county.notTestable": "Not testable: nothing to divide by",
  "judgedMap.wholeOnly":
    "One figure for the whole: {{value}} {{verdict}}. Not told by county, so the map has no colours.",
  "judgedMap.notTestable": "Not testable yet; what is missing stands beside. The map has no colours.",
  "judgedMap.county.notStated": "Not testable: nothing entered",
  "judgedMap.stated.note": "Values entered by county; those without one are not testable, never 0.",
  "judgedMap.stated.heading": "Enter by county",
  "judgedMap.stated.what":
    "Paste two columns of a spreadsheet: name or code, value. A county without a value is not testable, never 0.",
  "judgedMap.stated.whole.ratio": "Once all are entered the whole follows, weighted by people.",
  "judgedMap.stated.whole.added": "Once all are entered they add up to the whole.",
  "judgedMap.stated.whole.none": "What they are shares of is unknown: the whole must be entered above too.",
  "judgedMap.stated.value": "Value",
  "judgedMap.stated.unmatched": "These rows matched no county and were not entered:",
  "judgedMap.stated.save": "Save values by county",
  "judgedMap.stated.remove": "Clear values by county",
};
