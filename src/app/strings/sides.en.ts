/** Words of two scenarios on the map at once, in English. */
import type { sidesZhCn } from "./sides.zh-cn.ts";

export const sidesEn: Readonly<Record<keyof typeof sidesZhCn, string>> = {
  "sides.mode": "Map",
  "sides.mode.difference": "Difference",
  "sides.mode.swipe": "Swipe",
  "sides.mode.beside": "Side by side",
  "sides.left": "Left",
  "sides.right": "Right",
  "sides.swap": "Change sides",
  "sides.legend.title": "Share of {{group}} within {{minutes}} min",
  "sides.heading": "Two scenarios, left and right",
  "sides.covered": "{{share}} covered",
  "sides.swipe": "Line between the scenarios",
  "sides.swipe.value": "{{left}} on the left {{percent}}% of the map, {{right}} on the right",
  "sides.tip.here": "Here, {{name}}: {{share}}, {{amount}}",
  "sides.tip.there": "Other side, {{name}}: {{share}}, {{amount}}",
  "sides.tip.change": "{{amount}} against the other side",
  "sides.tip.same": "the same on both sides",
  "sides.legend": "Communities on each side",
  "sides.legend.note": "Communities on each side; pass mark {{share}}",
  "sides.table.fold": "Fold the table",
  "sides.table.unfold": "Show the table",
  "map.title.side": "Map of {{name}}: arrow keys move it, plus and minus zoom",
};
