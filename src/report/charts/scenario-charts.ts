/** Charts of what would be: who gains and who loses under a scenario, stage after stage, and what each further site adds. */
import type { CoverChange } from "../../core/questions/compare-scenarios.ts";
import type { ReportFacts } from "../facts/report-facts.ts";
import type { LineChart, WaterfallChart } from "./chart.ts";
import { CHART_COLOURS } from "./chart-style.ts";
import { basisOf, type ChartedService, chartBase, nameServed } from "./coverage-charts.ts";
import { type ChartWords, chartWords } from "./words/chart-words.ts";

type Run = Parameters<typeof basisOf>[0];
type Facts = Run & Pick<ReportFacts, "services" | "scenarios">;
type Charted = Pick<ChartedService, "service" | "coverage">;

/** More steps than these are told together. */
const MOST_STEPS = 10;

type Step = WaterfallChart["steps"][number];

/** People covered by a service: now, gained and lost under a scenario, then. Null where nothing changes. */
export function changeChart(facts: Facts, serviceIndex: number, scenarioIndex: number): WaterfallChart | null {
  const { changes: words } = chartWords(facts.language);
  const scenario = facts.scenarios[scenarioIndex];
  const change = scenario?.changes[serviceIndex];
  const steps = change ? listChanges(change, words) : [];
  if (!scenario || !change || steps.length === 0) return null;
  return waterfall(facts, facts.services[serviceIndex]!, {
    id: `gained-and-lost:${facts.services[serviceIndex]!.service.id}:${scenario.name}`,
    title: words.byScenario(scenario.name),
    from: { name: words.baseline, value: change.coveredBefore },
    steps,
    to: { name: scenario.name, value: change.coveredAfter },
  });
}

function listChanges(
  { gained, lost, arrivedCovered, departedCovered }: CoverChange,
  words: ChartWords["changes"],
): Step[] {
  const steps: Step[] = [
    { id: "gained", name: words.gained, change: gained },
    { id: "arrived", name: words.arrived, change: arrivedCovered },
    { id: "lost", name: words.lost, change: -lost },
    { id: "departed", name: words.departed, change: -departedCovered },
  ];
  return steps.filter(({ change }) => change !== 0);
}

/**
 * People covered by a service: now, after each scenario in turn, then. Only where each scenario holds all edits of the one
 * before, so that they are stages of one programme; null otherwise, and for fewer than two.
 */
export function stagesChart(facts: Facts, serviceIndex: number): WaterfallChart | null {
  const { scenarios } = facts;
  const { changes: words } = chartWords(facts.language);
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
    title: words.byStage,
    from: { name: words.baseline, value: first.coveredBefore },
    steps: changes.flatMap((change, index) => {
      const before = changes[index - 1]?.coveredAfter ?? first.coveredBefore;
      const { name } = scenarios[index]!;
      return change ? [{ id: name, name, change: change.coveredAfter - before }] : [];
    }),
    to: { name: words.allDone, value: last.coveredAfter },
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
  const { changes: words, basis } = chartWords(facts.language);
  const total = steps.reduce((sum, { change }) => sum + change, coveredBefore);
  const moving = steps.filter(({ change }) => change !== 0);
  const still = steps.length - moving.length;
  const chart = waterfall(facts, charted, {
    id: `steps:${charted.service.id}:${scenarioName}`,
    title: words.bySteps(scenarioName),
    from: { name: words.baseline, value: coveredBefore },
    steps: joinSmallSteps(moving, words),
    to: { name: scenarioName, value: total },
  });
  const unmoved = still > 0 ? basis.unmoved(still) : "";
  return { ...chart, basis: `${basisOf(facts, charted.coverage)}${basis.stepByStep}${unmoved}` };
}

function joinSmallSteps(steps: readonly Step[], words: ChartWords["changes"]): readonly Step[] {
  if (steps.length <= MOST_STEPS) return steps;
  const bySize = [...steps].sort((a, b) => Math.abs(b.change) - Math.abs(a.change));
  const large = new Set(bySize.slice(0, MOST_STEPS - 1));
  const rest = steps.filter((step) => !large.has(step));
  const change = rest.reduce((sum, step) => sum + step.change, 0);
  return [...steps.filter((step) => large.has(step)), { id: "rest", name: words.others(rest.length), change }];
}

function waterfall(
  facts: Run,
  charted: Charted,
  { id, title, from, steps, to }: Pick<WaterfallChart, "id" | "title" | "from" | "steps" | "to">,
): WaterfallChart {
  const { changes: words, basis } = chartWords(facts.language);
  return {
    ...chartBase(facts),
    kind: "waterfall",
    id,
    title: words.title(nameServed(facts, charted), title),
    basis: `${basisOf(facts, charted.coverage)}${basis.byHome}`,
    unit: "people",
    from,
    steps,
    to,
  };
}

/** People gained by the number of new sites, the best ones first; the points are those of a siting answer. */
export function marginalGainChart(
  facts: Run,
  charted: Charted,
  points: readonly (readonly [siteCount: number, peopleGained: number])[],
): LineChart {
  const { gains: words } = chartWords(facts.language);
  const served = nameServed(facts, charted);
  return {
    ...chartBase(facts),
    kind: "lines",
    id: `marginal-gain:${charted.service.id}`,
    title: words.title(served),
    basis: basisOf(facts, charted.coverage),
    x: { name: words.sites, unit: "count", upTo: Math.max(1, ...points.map(([count]) => count)) },
    y: { name: words.gained(served.group), unit: "people" },
    series: [{ name: words.line, colour: CHART_COLOURS.accent, isDashed: false, points }],
    mark: null,
  };
}
