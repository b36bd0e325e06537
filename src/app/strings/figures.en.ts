/** Words of the accounts behind the figures in English. */
import type { figuresZhCn } from "./figures.zh-cn.ts";

export const figuresEn: Readonly<Record<keyof typeof figuresZhCn, string>> = {
  "figure.ask": "How this number came about",
  "figure.ask.about": "{{about}}: how these numbers came about",
  "figure.source": "How so?",
  "figure.waiting": "Fetching the rows…",
  "figure.close": "Close the account",
  "figure.assumptions": "Assumptions behind it",
  "figure.mark.default": "default",
  "figure.mark.chosen": "chosen",
  "figure.accompanied": "+ assumptions",
  "figure.table": "The rows",
  "figure.sum": "Total",
  "figure.allRows": "List all {{count}} rows",
  "figure.yes": "yes",
  "figure.no": "no",
  "figure.coverage.people": "People within reach",
  "figure.coverage.communities": "Units that are met",
  "figure.coverage.land": "Land within reach",
  "figure.rows.communities": "By community",
  "figure.rows.homes": "By home",
  "figure.rows.minutes": "By minute",
  "figure.rows.units": "By unit",
  "figure.rows.counties": "By county",
  "figure.rows.targets": "By target",
  "figure.rows.layers": "By layer",
  "figure.rows.bands": "By isochrone",
  "figure.metres": "Reach (m)",
  "figure.formula.bands":
    "The ground inside each isochrone: what can be reached along streets within these minutes, with the ground beside them; areas are those of the outlines.",
  "figure.rows.none": "There are no rows: this number was not computed from the map",
  "figure.minutes": "Minutes",
  "figure.hectares": "Hectares",
  "figure.within": "Within reach",
  "figure.home": "Home",
  "figure.homes": "Homes",
  "figure.ofAll": "Share",
  "figure.outside": "In no community",
  "figure.whole": "Denominator",
  "figure.access.score": "Capacity per 1,000 people",
  "figure.access.reached": "Facilities within reach",
  "figure.travel": "{{profile}}, {{speed}} m/s; people counted: {{group}}",
  "figure.asked": "Asked: {{service}} within {{minutes}} minutes ({{mode}}), by {{method}}.",
  "figure.siting.cover":
    "{{group}}: {{kept}} covered by what is kept + {{gained}} newly covered by the new sites = {{after}}; ÷ {{people}} in all = {{share}}.",
  "figure.siting.walk":
    "{{group}}: {{kept}} person-hours of walking with what is kept alone, less the {{saved}} that the new sites save, ÷ {{people}} = a mean of {{after}} minutes. Of those who reach any candidate or facility; a walk longer than {{limit}} minutes counts as {{limit}}.",
  "figure.siting.map":
    "{{after}} within {{minutes}} minutes with the new sites ÷ {{people}} in all = {{share}}; in the scope of the map.",
  "figure.siting.before": "Within reach now",
  "figure.siting.after": "With the new sites",
  "figure.siting.farthest":
    "The longest walk is that of whoever of these people takes longest to the nearest facility.",
  "figure.siting.order": "Sites stand in order: each adds most to those before it, so the rows add up to the whole.",
  "figure.siting.grid": "Candidates: street nodes, one in each cell of {{metres}} m",
  "figure.siting.kept": "All standing facilities are kept",
  "figure.siting.replaced": "Standing facilities may be given up",
  "figure.siting.longest": "Longest walk: {{minutes}} minutes",
  "figure.siting.nobodyMoves": "Capacity is not counted; nor are facilities outside the study",
  "figure.formula.people":
    "{{group}}: {{covered}} within reach ÷ {{total}} in all = {{share}}; all less those within reach are short: {{short}}.",
  "figure.formula.communities":
    "{{met}} met ÷ {{tested}} that can be tested = {{share}}; met where at least {{pass}} of the people are within reach.",
  "figure.formula.land": "Land: {{covered}} ha within reach ÷ {{total}} ha in all = {{share}}.",
  "figure.formula.curve": "Share of {{group}} of the whole study within so many minutes, added up home by home.",
  "figure.formula.community":
    "{{group}}: homes at most {{minutes}} minutes from a facility, {{covered}} ÷ all homes, {{total}} = {{share}}; short: {{short}}.",
  "figure.formula.straight": "Straight line for comparison: homes within {{radius}}, {{covered}}, {{share}}.",
  "figure.formula.median":
    "Median time: homes are added up nearest first; the one at which half of the people are counted. Its walk to the nearest facility is the route on the card.",
  "figure.formula.facility":
    "{{group}}: the {{homes}} homes for which it is the nearest facility, within {{minutes}} minutes, {{total}} in all; all of the study counts.",
  "figure.formula.facilityRow": "Its row in the layer: {{id}}; {{cells}}.",
  "figure.formula.access":
    "{{group}}: {{people}} in all, within {{minutes}} minutes; everybody goes to the nearest facility, and on to the next where that is full.",
  "figure.formula.backup": "With a second facility: {{backup}} ÷ {{people}} = {{share}}.",
  "figure.formula.score":
    "Capacity per 1,000: capacity ÷ people within reach of each facility, then the ratios of the facilities each person reaches are added; communities and the total are means over people.",
  "figure.formula.equity":
    "Computed over the homes of the whole study: {{people}} people, mean {{mean}}. The rows are means by community; differences inside communities count as well, so that the index cannot be computed from these rows alone.",
  "figure.formula.ranked": "Ranked by the share of people under 60 in each home.",
  "figure.formula.units":
    "{{unit}}: {{met}} met ÷ {{tested}} that can be tested = {{share}}; people not within reach, all units together: {{short}}.",
  "figure.formula.asked": "The plan: {{quotation}}. Baseline {{baseline}}, target {{asked}}.",
  "figure.formula.value":
    "{{value}} for the city: the counties' amounts added up, over their denominators added up where there are any.",
  "figure.formula.stated": "Entered by hand: {{value}}, source {{source}}, {{date}}.",
  "figure.formula.untested": "No map data can test it; needed: {{data}}.",
  "figure.formula.targets": "All {{count}} targets, each with one verdict; open one for its units and its assumptions.",
  "figure.formula.study": "Counts are the rows of each file; source and date are kept with the layer.",
  "figure.formula.total": "{{amount}} in all, the sum of {{points}} homes; age groups likewise.",
  "figure.sheet.scoreboard":
    "A row is a target: what holds now comes from this run, baseline and target from the plan; open a row for its units and its assumptions.",
  "figure.sheet.ledger":
    "A row is one target in one unit that does not meet it; people short are those of the unit not within reach. Open the target for all units and assumptions.",
  "figure.sheet.readings":
    "The same circle by the time or distance of each norm; the counts are the communities met under it, listed below the table.",
  "figure.sheet.inconsistencies":
    "Every operand stands in the plan, its lines beside it; the reading chosen is written into the targets it touches.",
  "figure.sheet.crossings":
    "A row is a link that does not exist: times are computed anew, and the people gained are those of the homes that come within reach.",
  "figure.sheet.plans": "Both plans are judged on the same data; a cell is the target's result under that plan.",
  "figure.sheet.robustness":
    "Every target is judged again with one thing changed: speed, distance off the street, pass mark …; the numbers are units whose verdict turns, the change is the column.",
};
