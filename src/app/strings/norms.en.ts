/** Words of norms and readings that a plan sets for itself, in English. */
import type { normsZhCn } from "./norms.zh-cn.ts";

export const normsEn: Readonly<Record<keyof typeof normsZhCn, string>> = {
  "norms.of": "For how many people one of {{unit}} stands",
  "norms.open": "Change this norm",
  "norms.close": "Close",
  "norms.restore": "Back to the default",
  "norms.changed": "changed",
  "norms.value": "Value",
  "norms.measure": "Unit",
  "norms.measure.people-per-unit": "people for one of {{unit}}",
  "norms.measure.units-per-thousand": "{{unit}} for 1,000 people",
  "norms.source": "Source (document, clause)",
  "norms.confirmedBy": "Confirmed by",
  "norms.date": "Confirmed on",
  "norms.note":
    "For this plan alone, saved and exported with it. Places are shared out anew, nothing is routed; undo with Ctrl+Z.",
  "norms.faults": "{{count}} fields cannot stand; correct them to save.",
  "norms.save": "Save",
};
