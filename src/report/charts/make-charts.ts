/** The charts of a report, out of its facts alone. */
import type { ReportFacts } from "../facts/report-facts.ts";
import type { Chart } from "./chart.ts";
import { districtChart, lorenzChart, minutesChart, servicesChart } from "./coverage-charts.ts";
import { changeChart, stagesChart } from "./scenario-charts.ts";

/**
 * For each service: districts, people by minutes, Lorenz curve; then all services by minutes; then, for each scenario, who
 * gains and who loses. Those that have nothing to show are left out. Ids are unique.
 */
export function makeCharts(facts: ReportFacts): Chart[] {
  const { services, scenarios } = facts;
  return [
    ...services.flatMap((service) => [
      ...(service.districts.length > 1 ? [districtChart(facts, service)] : []),
      minutesChart(facts, service),
      lorenzChart(facts, service),
    ]),
    servicesChart(facts),
    ...services.flatMap((_, serviceIndex) => [
      stagesChart(facts, serviceIndex),
      ...scenarios.map((_, scenarioIndex) => changeChart(facts, serviceIndex, scenarioIndex)),
    ]),
  ].filter((chart) => chart !== null);
}
