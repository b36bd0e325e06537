import { describe, expect, it } from "vitest";
import type { Scenario } from "../../../src/core/model/scenario.ts";
import type { Study } from "../../../src/core/model/study.ts";
import type { Chart } from "../../../src/report/charts/chart.ts";
import { makeCharts } from "../../../src/report/charts/make-charts.ts";
import { marginalGainChart, stepsChart } from "../../../src/report/charts/scenario-charts.ts";
import type { DistrictFacts } from "../../../src/report/facts/report-facts.ts";
import { createDrawnStudy } from "../../support/drawn-study.ts";
import { factsOf } from "../facts/facts-of.ts";

/** 360 m at 1.2 m/s: the first two hundreds are within reach of the clinic, three and four are not. */
function createTown(changes: Partial<Study> = {}): Study {
  const drawn = createDrawnStudy(
    `
      A-1-2---3-----4
    `,
    { spacingMetres: 75, communityColumns: [13, 17] },
  );
  return { ...drawn, ...changes };
}

const place = (id: string, east: number): Scenario["edits"][number] => ({
  kind: "add-facility",
  id,
  isOff: false,
  serviceId: "clinic",
  facilityId: id,
  name: `${id}站`,
  coordinates: [[113.3 + east, 40.1]],
  attributes: {},
});
const find = <Kind extends Chart["kind"]>(charts: readonly Chart[], id: string, kind: Kind) => {
  const chart = charts.find((each) => each.id === id);
  if (chart?.kind !== kind) throw new Error(`no chart ${id} of ${kind}`);
  return chart as Extract<Chart, { kind: Kind }>;
};

describe("makeCharts", () => {
  const town = factsOf(createTown({ demonstration: true }));

  it("gives every chart an id of its own, a basis and the mark of a demonstration", () => {
    const charts = makeCharts(town);
    expect(new Set(charts.map(({ id }) => id)).size).toBe(charts.length);
    for (const chart of charts) {
      expect(chart.basis).toMatch(/口径：.*数据日期/);
      expect(chart.isDemonstration).toBe(true);
    }
  });

  it("ranks districts by what is covered and leaves those without people untold, not at nought", () => {
    const [service] = town.services;
    const district = (id: string, people: number, peopleCovered: number): DistrictFacts => ({
      ...service!.whole,
      id,
      name: id,
      facilities: 0,
      people,
      peopleCovered,
      peopleCoveredStraight: people,
    });
    const districts = [district("甲", 100, 20), district("乙", 0, 0), district("丙", 100, 90)];
    const charts = makeCharts({ ...town, services: [{ ...service!, districts }] });
    const chart = find(charts, `coverage-by-district:${service!.service.id}`, "bars");
    expect(chart.categories.map(({ name }) => name)).toEqual(["丙", "甲", "乙"]);
    expect(chart.series.map(({ values }) => values)).toEqual([
      [0.9, 0.2, null],
      [1, 1, null],
    ]);
    expect(chart.mark?.value).toBe(0.8);
  });

  it("takes the share by minutes from the run: three of ten people within five minutes", () => {
    const chart = find(makeCharts(town), "people-by-minutes:clinic", "lines");
    expect(chart.mark?.value).toBe(5);
    expect(chart.series[0]?.points.find(([minute]) => minute === 5)?.[1]).toBeCloseTo(0.3, 9);
    expect(chart.series[0]?.points.at(-1)?.[0]).toBe(chart.x.upTo);
  });

  it("tells the Gini coefficient in the title of the Lorenz curve, beside the line of equal minutes", () => {
    const chart = find(makeCharts(town), "lorenz:clinic", "lines");
    expect(chart.title).toContain(`基尼系数 ${town.services[0]?.lorenz?.gini.toFixed(2)}`);
    expect(chart.series.map(({ points }) => points.at(-1))).toEqual([
      [1, 1],
      [1, 1],
    ]);
  });

  it("leaves out the Lorenz curve where nobody gets there", () => {
    const services = town.services.map((service) => ({ ...service, lorenz: null }));
    expect(makeCharts({ ...town, services }).some(({ id }) => id.startsWith("lorenz"))).toBe(false);
  });

  it("shows who gains under a scenario, from what is covered now to what would be", () => {
    const scenario: Scenario = { id: "s1", name: "东头一处", edits: [place("新", 0.0176)] };
    const chart = find(makeCharts(factsOf(createTown(), [scenario])), "gained-and-lost:clinic:东头一处", "waterfall");
    expect(chart.from).toEqual({ name: "现状", value: 300 });
    expect(chart.to.value).toBe(chart.from.value + chart.steps.reduce((sum, { change }) => sum + change, 0));
    expect(chart.steps.map(({ id }) => id)).toEqual(["gained"]);
  });

  it("puts scenarios in a row only where each holds the one before", () => {
    const [near, far] = [place("近", 0.0088), place("远", 0.0176)];
    const first: Scenario = { id: "s1", name: "近期", edits: [near!] };
    const second: Scenario = { id: "s2", name: "远期", edits: [near!, far!] };
    const chart = find(makeCharts(factsOf(createTown(), [first, second])), "stages:clinic", "waterfall");
    expect(chart.steps.map(({ name }) => name)).toEqual(["近期", "远期"]);
    expect(chart.to.value).toBe(chart.from.value + chart.steps.reduce((sum, { change }) => sum + change, 0));
    const other: Scenario = { ...second, edits: [far!] };
    expect(makeCharts(factsOf(createTown(), [first, other])).some(({ id }) => id.startsWith("stages"))).toBe(false);
  });
});

describe("charts of steps that were counted elsewhere", () => {
  const town = factsOf(createTown());

  it("tells the largest steps and adds the rest up, losing nobody", () => {
    const steps = Array.from({ length: 25 }, (_, index) => ({
      id: `e${index}`,
      name: `第${index}项`,
      change: index - 5,
    }));
    const chart = stepsChart(town, town.services[0]!, "方案", 300, steps);
    expect(chart.steps).toHaveLength(10);
    expect(chart.steps.at(-1)?.name).toBe("其余 15 项合计");
    expect(chart.to.value).toBe(300 + steps.reduce((sum, { change }) => sum + change, 0));
    expect(chart.steps.reduce((sum, { change }) => sum + change, 300)).toBe(chart.to.value);
  });

  it("draws the gain of further sites through the given points", () => {
    const points = [
      [0, 0],
      [1, 400],
      [2, 500],
    ] as const;
    const chart = marginalGainChart(town, town.services[0]!, points);
    expect([chart.x.upTo, chart.series[0]?.points]).toEqual([2, points]);
  });
});
