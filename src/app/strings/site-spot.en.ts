/** Siting: why nothing is built on some spot of the map. */
import type { siteSpotZhCn } from "./site-spot.zh-cn.ts";

export const siteSpotEn: Readonly<Record<keyof typeof siteSpotZhCn, string>> = {
  "site.why.title": "Why not here",
  "site.why.ask": "Click a place on the map to see why it was not chosen",
  "site.why.stop": "Stop asking",
  "site.why.hint": "Click anywhere on the map, as often as you like; Esc ends it.",
  "site.why.computing": "Trying every exchange …",
  "site.why.refusal.excluded": "The place that was clicked lies in an excluded area and is no candidate.",
  "site.why.refusal.outside":
    "The place that was clicked lies outside the area that is asked about and is no candidate.",
  "site.why.nearest": "What follows is about the candidate nearest to the click, {{metres}} m away.",
  "site.why.own": "This is site {{rank}} of the answer.",
  "site.why.alone": "By itself it would newly cover {{gain}}.",
  "site.why.alone.none":
    "By itself it would newly cover nobody: people nearby reach a facility already, or cannot reach this place in time.",
  "site.why.alone.walk": "By itself it would bring a site nearer to {{gain}}, saving {{saved}} person-hours.",
  "site.why.alone.none.walk": "By itself it would bring a site nearer to nobody.",
  "site.why.shared": " Of these the chosen sites serve {{covered}}, site {{rank}} alone {{byRank}}.",
  "site.why.more": "Built beside the chosen sites it would cover {{people}} more: {{before}} → {{after}}.",
  "site.why.more.few": "Built beside the chosen sites it would cover {{people}} more.",
  "site.why.more.none": "Built beside the chosen sites it would cover nobody more.",
  "site.why.more.walk": "Built beside the chosen sites the {{what}} would shrink by {{difference}}.",
  "site.why.more.none.walk": "Built beside the chosen sites it would not shorten the {{what}}.",
  "site.why.covered": "people covered",
  "site.why.mean": "mean walk",
  "site.why.farthest": "longest walk",
  "site.why.equivalent": "equivalent walk",
  "site.why.seconds": "{{seconds}} s",
  "site.why.minutes": "{{minutes}} min",
  "site.why.swap.worse":
    "In the place of any chosen site it would be worse; the least is lost against site {{rank}}: {{difference}} fewer covered.",
  "site.why.swap.worse.walk":
    "In the place of any chosen site it would be worse; the least is lost against site {{rank}}: the {{what}} grows by {{difference}}.",
  "site.why.swap.same": "In the place of site {{rank}} it would cover as many people: an answer as good as this one.",
  "site.why.swap.same.walk":
    "In the place of site {{rank}} the {{what}} stays the same: an answer as good as this one.",
  "site.why.swap.better": "In the place of site {{rank}} it would be better by {{difference}} covered.",
  "site.why.swap.better.walk":
    "In the place of site {{rank}} it would be better: the {{what}} shrinks by {{difference}}.",
  "site.why.unproven": " This answer is not proven; a longer time limit may find it.",
  "site.why.barred.money": "In the place of any chosen site it would exceed the budget.",
  "site.why.barred.walk":
    "In the place of any chosen site it would leave somebody walking more than {{minutes}} minutes.",
  "site.why.few": "Only exchanges with the {{tried}} nearest sites were tried.",
  "site.why.money": "It costs {{cost}} × 10,000 yuan; {{left}} × 10,000 yuan of the budget are left.",
  "site.why.placeless": "Walks alone are counted here, not places.",
};
