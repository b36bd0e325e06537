/** Charts of what would be: who gains and who loses under a scenario, stage after stage, and what each further site adds. */
import type { CoverChange } from "../../core/questions/compare-scenarios.ts";
import type { ReportFacts } from "../facts/report-facts.ts";
import { afterHan, demandName } from "../words/demand-words.ts";
import type { LineChart, WaterfallChart } from "./chart.ts";
import { CHART_COLOURS } from "./chart-style.ts";
import { basisOf, type ChartedService, chartBase } from "./coverage-charts.ts";

type Facts = Pick<ReportFacts, "study" | "result" | "services" | "scenarios">;
type Run = Parameters<typeof basisOf>[0];
type Charted = Pick<ChartedService, "service" | "coverage">;

const BASELINE = "现状";
const STEPS_NOTE = "各项按先后次序叠加，每项是它带来的净变化；换一个次序，各项会不同，合计不变。";
/** More steps than these are told together. */
const MOST_STEPS = 10;

type Step = WaterfallChart["steps"][number];

/** People covered by a service: now, gained and lost under a scenario, then. Null where nothing changes. */
export function changeChart(facts: Facts, serviceIndex: number, scenarioIndex: number): WaterfallChart | null {
  const scenario = facts.scenarios[scenarioIndex];
  const change = scenario?.changes[serviceIndex];
  const steps = change ? listChanges(change) : [];
  if (!scenario || !change || steps.length === 0) return null;
  return waterfall(facts, facts.services[serviceIndex]!, {
    id: `gained-and-lost:${facts.services[serviceIndex]!.service.id}:${scenario.name}`,
    title: `“${scenario.name}”带来的增减`,
    from: { name: BASELINE, value: change.coveredBefore },
    steps,
    to: { name: scenario.name, value: change.coveredAfter },
  });
}

function listChanges({ gained, lost, arrivedCovered, departedCovered }: CoverChange): Step[] {
  const steps: Step[] = [
    { id: "gained", name: "新增覆盖", change: gained },
    { id: "arrived", name: "新迁入且已覆盖", change: arrivedCovered },
    { id: "lost", name: "不再覆盖", change: -lost },
    { id: "departed", name: "迁出的原覆盖人口", change: -departedCovered },
  ];
  return steps.filter(({ change }) => change !== 0);
}

/**
 * People covered by a service: now, after each scenario in turn, then. Only where each scenario holds all edits of the one
 * before, so that they are stages of one programme; null otherwise, and for fewer than two.
 */
export function stagesChart(facts: Facts, serviceIndex: number): WaterfallChart | null {
  const { scenarios } = facts;
  const areStages = scenarios.every(({ edits }, index) => {
    const before = scenarios[index - 1];
    return !before || (edits.length > before.edits.length && before.edits.every((edit) => edits.includes(edit)));
  });
  const changes = scenarios.map((scenario) => scenario.changes[serviceIndex]);
  const first = changes[0];
  const last = changes.at(-1);
  if (scenarios.length < 2 || !areStages || !first || !last) return null;
  return waterfall(facts, facts.services[serviceIndex]!, {
    id: `stages:${facts.services[serviceIndex]!.service.id}`,
    title: "分阶段增减",
    from: { name: BASELINE, value: first.coveredBefore },
    steps: changes.flatMap((change, index) => {
      const before = changes[index - 1]?.coveredAfter ?? first.coveredBefore;
      const { name } = scenarios[index]!;
      return change ? [{ id: name, name, change: change.coveredAfter - before }] : [];
    }),
    to: { name: "全部实施后", value: last.coveredAfter },
  });
}

/**
 * The same from the steps of one scenario, in the order in which they are taken: the largest alone, the rest together. A
 * step that changes nothing is not drawn; the basis says how many there are.
 */
export function stepsChart(
  facts: Run,
  charted: Charted,
  scenarioName: string,
  coveredBefore: number,
  steps: readonly Step[],
): WaterfallChart {
  const total = steps.reduce((sum, { change }) => sum + change, coveredBefore);
  const moving = steps.filter(({ change }) => change !== 0);
  const still = steps.length - moving.length;
  const chart = waterfall(facts, charted, {
    id: `steps:${charted.service.id}:${scenarioName}`,
    title: `“${scenarioName}”各项带来的增减`,
    from: { name: BASELINE, value: coveredBefore },
    steps: joinSmallSteps(moving),
    to: { name: scenarioName, value: total },
  });
  const unmoved = still > 0 ? `另有 ${still} 项不改变此范围内这项设施的覆盖。` : "";
  return { ...chart, basis: `${basisOf(facts, charted.coverage)}${STEPS_NOTE}${unmoved}` };
}

function joinSmallSteps(steps: readonly Step[]): readonly Step[] {
  if (steps.length <= MOST_STEPS) return steps;
  const bySize = [...steps].sort((a, b) => Math.abs(b.change) - Math.abs(a.change));
  const large = new Set(bySize.slice(0, MOST_STEPS - 1));
  const rest = steps.filter((step) => !large.has(step));
  const change = rest.reduce((sum, step) => sum + step.change, 0);
  return [...steps.filter((step) => large.has(step)), { id: "rest", name: `其余 ${rest.length} 项合计`, change }];
}

function waterfall(
  facts: Run,
  { service, coverage }: Charted,
  { id, title, from, steps, to }: Pick<WaterfallChart, "id" | "title" | "from" | "steps" | "to">,
): WaterfallChart {
  const group = afterHan(demandName(coverage.groupId, facts.study.demand.unit));
  return {
    ...chartBase(facts),
    kind: "waterfall",
    id,
    title: `${service.title.zh}覆盖的${group}：${title}`,
    basis: `${basisOf(facts, coverage)}新增与减少按住处逐一比较，不相抵。`,
    unit: "people",
    from,
    steps,
    to,
  };
}

/** People gained by the number of new sites, the best ones first; the points are those of a siting answer. */
export function marginalGainChart(
  facts: Run,
  { service, coverage }: Charted,
  points: readonly (readonly [siteCount: number, peopleGained: number])[],
): LineChart {
  const group = afterHan(demandName(coverage.groupId, facts.study.demand.unit));
  return {
    ...chartBase(facts),
    kind: "lines",
    id: `marginal-gain:${service.id}`,
    title: `${service.title.zh}：每增设一处，新增覆盖的${group}`,
    basis: basisOf(facts, coverage),
    x: { name: "新增设施（处）", unit: "count", upTo: Math.max(1, ...points.map(([count]) => count)) },
    y: { name: `新增覆盖的${group}`, unit: "people" },
    series: [{ name: "累计新增覆盖", colour: CHART_COLOURS.accent, isDashed: false, points }],
    mark: null,
  };
}
