/** Scenarios against the study as it is: bars of the services that change, and who gains and who loses in a table. */

import type { DemandUnit } from "../../core/model/demand.ts";
import { formatPoints, formatShare } from "../../core/model/format-number.ts";
import type { BarChart } from "../charts/chart.ts";
import type { ReportFacts, ScenarioFacts, ServiceFacts } from "../facts/report-facts.ts";
import { dateLine, passLine, writePlain } from "../words/basis-lines.ts";
import { writeDemand, writeShareOf } from "../words/demand-words.ts";
import { addBarChart } from "./native-chart.ts";
import { addFramedSlide, addLine } from "./slide-deck.ts";
import { BODY, INK, MET, QUIET, SHORTFALL } from "./slide-look.ts";
import type { Story } from "./slide-story.ts";
import type { SlideTable, TableCell } from "./slide-table.ts";
import { shareWord } from "./study-words.ts";
import { addTablePages } from "./table-slides.ts";

const SIDE_COLOURS = ["8A867C", "1D4672", "2F8A9B", "5B3A8C", "A3450F"];
const MOST_SERIES = SIDE_COLOURS.length - 1;
const MOST_KEYS = 8;
const KEY_Y = 1.58;
const KEY_LINE = 0.24;
const CHART_WIDTH = 5.4;
const TABLE_X = 6.3;

export function addScenariosSlide(story: Story): void {
  const { deck, facts } = story;
  const { study, result, scenarios } = facts;
  const minutes = writePlain(result.parameters.cutoffSeconds / 60);
  const frame = {
    kicker: "方案比较",
    title: titleOf(facts),
    basis: `口径：沿街道 ${minutes} 分钟内可达；新增与失去按住处逐一比较、不相抵；${passLine(result)}；${dateLine(study)}。`,
    notes: scenarios.flatMap(({ name, edits }) => [
      `方案“${name}”：${edits.length === 0 ? "没有生效的改动" : edits.join("；")}。`,
    ]),
  };
  const slide = addFramedSlide(deck, frame);
  const changed = facts.services.map((_, at) => at).filter((at) => scenarios.some((each) => isChanged(each, at)));
  const shown = changed.length > 0 ? changed : facts.services.map((_, at) => at);
  const keyHeight = addKey(story, slide);
  const top = KEY_Y + keyHeight + 0.12;
  const heading = { points: [12, 11], colour: INK, bold: true } as const;
  addLine(deck, slide, shareWord(study.demand.unit), { x: BODY.x, y: top, width: CHART_WIDTH, height: 0.3 }, heading);
  addLine(deck, slide, "谁增加、谁减少", { x: TABLE_X, y: top, width: 6, height: 0.3 }, heading);
  const below = { y: top + 0.34, height: BODY.y + BODY.height - top - 0.34 };
  const box = { x: BODY.x, ...below, width: CHART_WIDTH };
  addBarChart(deck, slide, scenarioChart(facts, shown, frame.basis), box, { x: 0.3, y: 0.01, w: 0.68, h: 0.98 });
  const tableBox = { x: TABLE_X, ...below, width: BODY.x + BODY.width - TABLE_X };
  addTablePages(deck, slide, frame, changeTable(facts, shown), tableBox);
}

/** What the colours stand for, a line each; answers its height. */
function addKey({ deck, facts }: Story, slide: ReturnType<typeof addFramedSlide>): number {
  const scenarios = facts.scenarios.map(({ name, edits }) => `${name}（${edits.length} 项改动，见备注）`);
  const names = ["现状", ...scenarios].slice(0, MOST_KEYS);
  names.forEach((name, at) => {
    const box = { x: BODY.x, y: KEY_Y + KEY_LINE * at, width: BODY.width, height: KEY_LINE };
    addLine(deck, slide, `■ ${name}`, box, { points: [10.5, 9], colour: colourOf(at), bold: true });
  });
  return KEY_LINE * names.length;
}

/** Of the study as it is and of each scenario; those beyond the colours there are share the last. */
function colourOf(side: number): string {
  return SIDE_COLOURS[Math.min(side, SIDE_COLOURS.length - 1)] ?? INK;
}

function isChanged({ changes }: ScenarioFacts, at: number): boolean {
  const change = changes[at];
  return change !== undefined && (change.gained > 0 || change.lost > 0 || change.coveredBefore !== change.coveredAfter);
}

/** The scenario and service with the largest gain make the message. */
function titleOf({ study, services, scenarios }: ReportFacts): string {
  const moves = scenarios.flatMap(({ name, changes }) =>
    changes.map((change, at) => ({ name, at, gain: change.coveredAfter - change.coveredBefore, change })),
  );
  const best = moves.reduce<(typeof moves)[number] | null>(
    (top, each) => (!top || each.gain > top.gain ? each : top),
    null,
  );
  if (!best || best.gain <= 0) return `${scenarios.map(({ name }) => `“${name}”`).join("、")}没有增加任何设施的覆盖`;
  const { change, at, name, gain } = best;
  const before = writeShareOf(change.coveredBefore, change.peopleBefore);
  const after = writeShareOf(change.coveredAfter, change.peopleAfter);
  return `“${name}”使${services[at]?.service.title.zh ?? ""}覆盖率由 ${before} 提高到 ${after}，净增 ${writeDemand(gain, study.demand.unit)}`;
}

function scenarioChart(facts: ReportFacts, shown: readonly number[], basis: string): BarChart {
  const shareOf = (services: readonly ServiceFacts[]) =>
    shown.map((at) => {
      const service = services[at];
      return service && service.whole.people > 0 && service.coverage.facilityCount > 0
        ? service.whole.peopleCovered / service.whole.people
        : null;
    });
  const sides = [
    { name: "现状", services: facts.services },
    ...facts.scenarios.slice(0, MOST_SERIES).map(({ name, services }) => ({ name, services })),
  ];
  return {
    kind: "bars",
    id: "scenarios",
    title: "各方案覆盖率",
    basis,
    isDemonstration: facts.study.demonstration,
    unit: "share",
    categories: shown.map((at) => {
      const service = facts.services[at]?.service;
      return { id: service?.id ?? "", name: service?.title.zh ?? "" };
    }),
    series: sides.map(({ name, services }, at) => ({
      name,
      colour: `#${colourOf(at)}`,
      values: shareOf(services),
    })),
    mark: null,
  };
}

function changeTable({ study, services, scenarios }: ReportFacts, shown: readonly number[]): SlideTable {
  const { unit } = study.demand;
  return {
    name: "方案比较",
    points: 10.5,
    rowHeight: 0.36,
    columns: [
      { title: "设施", width: 2.13, align: "left", maxLines: 2 },
      { title: "现状", width: 0.8, align: "right" },
      { title: "方案", width: 0.8, align: "right" },
      { title: "百分点", width: 0.8, align: "right" },
      { title: "新增覆盖", width: 0.95, align: "right" },
      { title: "失去覆盖", width: 0.95, align: "right" },
    ],
    rows: scenarios.flatMap((scenario, at) => {
      const colour = colourOf(at + 1);
      const moved = shown.filter((service) => isChanged(scenario, service));
      if (moved.length === 0) return [[{ text: "■ 没有变化", colour }, "—", "—", "—", "—", "—"]];
      return moved.flatMap((service) => {
        const change = scenario.changes[service];
        const title = { text: `■ ${services[service]?.service.title.zh ?? ""}`, colour, bold: true };
        return change ? [[title, ...changeCells(change, unit)]] : [];
      });
    }),
  };
}

function changeCells(change: ScenarioFacts["changes"][number], unit: DemandUnit): TableCell[] {
  const before = change.peopleBefore > 0 ? change.coveredBefore / change.peopleBefore : Number.NaN;
  const after = change.peopleAfter > 0 ? change.coveredAfter / change.peopleAfter : Number.NaN;
  const difference = after - before;
  const colour = difference < 0 ? SHORTFALL : difference > 0 ? MET : QUIET;
  const lost = change.lost > 0 ? { colour: SHORTFALL } : {};
  return [
    { text: formatShare(before), colour: QUIET },
    { text: formatShare(after), bold: true },
    { text: difference === 0 ? "0" : `${difference > 0 ? "+" : "−"}${formatPoints(difference)}`, colour },
    writeDemand(change.gained + change.arrivedCovered, unit),
    { text: writeDemand(change.lost, unit), ...lost },
  ];
}
