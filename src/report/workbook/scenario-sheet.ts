/** The sheet that holds scenarios against the study as it is, service by service. */

import { fixed } from "../../io/tables/csv-writer.ts";
import { type Column, type TableSheet, tableSheet } from "../../io/workbook/spreadsheet.ts";
import type { ReportFacts, ScenarioFacts, ServiceFacts } from "../facts/report-facts.ts";
import { BASELINE_WORD } from "../words/baseline-word.ts";
import { dateLine, passLine } from "../words/basis-lines.ts";
import { demandName, demandUnitName } from "../words/demand-words.ts";

interface ScenarioRow {
  readonly service: ServiceFacts;
  /** Null for the study as it is. */
  readonly scenario: ScenarioFacts | null;
  readonly index: number;
}

/** One row a service and scenario, the baseline first; null where the report holds none. */
export function scenarioSheet(facts: ReportFacts): TableSheet | null {
  const { study, services, scenarios, result } = facts;
  if (scenarios.length === 0) return null;
  const unit = demandUnitName(study.demand.unit);
  const change = ({ scenario, index }: ScenarioRow) => scenario?.changes[index];
  const columns: Column<ScenarioRow>[] = [
    { header: "服务", width: 22, kind: "text", value: ({ service }) => service.service.title.zh },
    { header: "方案", width: 24, kind: "text", value: ({ scenario }) => scenario?.name ?? BASELINE_WORD },
    {
      header: "统计对象",
      width: 15,
      kind: "text",
      value: ({ service }) => demandName(service.coverage.groupId, study.demand.unit),
    },
    { header: "设施（处）", width: 10, kind: "count", value: ({ service }) => service.coverage.facilityCount },
    { header: "参评社区（个）", width: 11, kind: "count", value: ({ service }) => service.whole.tested },
    { header: "达标（个）", width: 10, kind: "count", value: ({ service }) => service.whole.met },
    { header: `总量（${unit}）`, width: 13, kind: "count", value: ({ service }) => fixed(service.whole.people, 2) },
    {
      header: `范围内（${unit}）`,
      width: 13,
      kind: "count",
      value: ({ service }) => fixed(service.whole.peopleCovered, 2),
    },
    {
      header: "覆盖率（路网）",
      width: 11,
      kind: "share",
      value: ({ service: { whole } }) => fixed(whole.people > 0 ? whole.peopleCovered / whole.people : null, 6),
    },
    { header: `新增覆盖（${unit}）`, width: 13, kind: "count", value: (row) => fixed(change(row)?.gained ?? null, 2) },
    { header: `失去覆盖（${unit}）`, width: 13, kind: "count", value: (row) => fixed(change(row)?.lost ?? null, 2) },
    {
      header: `新迁入且覆盖（${unit}）`,
      width: 14,
      kind: "count",
      value: (row) => fixed(change(row)?.arrivedCovered ?? null, 2),
    },
    { header: "方案内容", width: 60, kind: "long", value: ({ scenario }) => scenario?.edits.join("；") ?? "" },
  ];
  const rows = services.flatMap((service, index): ScenarioRow[] => [
    { service, scenario: null, index },
    ...scenarios.flatMap((scenario) => {
      const held = scenario.services[index];
      return held ? [{ service: held, scenario, index }] : [];
    }),
  ]);
  return tableSheet<ScenarioRow>({
    name: "方案比较",
    title: "方案与现状比较",
    basis: [`单位：处、个、${unit}、%`, "新增与失去覆盖逐户比较，不相抵", passLine(result), dateLine(study)].join("；"),
    columns,
    rows,
    frozenColumns: 2,
  });
}
