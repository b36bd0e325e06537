/** Accounts of the charts in the presenting workspace: communities of the districts, or the points that are drawn. */

import { formatShare } from "../../core/model/format-number.ts";
import { communitiesInScope, type Scope } from "../../core/model/scope.ts";
import type { Chart } from "../../report/charts/chart.ts";
import { tabulateChart, writeCell } from "../../report/charts/chart-table.ts";
import { selectCommunity } from "../coverage/select-community.ts";
import { levelOfChart, unitIdsOf } from "../present/charts/chart-question.ts";
import { demandWords } from "../select/demand-words.ts";
import type { ShownCoverage } from "../select/shown-coverage.ts";
import type { Text } from "../strings/text.ts";
import { type Account, type AccountCell, listAssumptions } from "./account.ts";
import { countCell, shareCell, sum } from "./account-coverage.ts";

export function accountOfChart(text: Text, shown: ShownCoverage, chart: Chart, scope: Scope): Account {
  if (chart.kind === "bars") return accountOfDistricts(text, shown, chart, scope);
  const { t } = text;
  const { columns, rows } = tabulateChart(chart);
  const how =
    chart.kind === "waterfall"
      ? t("charts.account.steps")
      : chart.id.startsWith("lorenz:")
        ? t("charts.account.lorenz")
        : chart.x.unit === "count"
          ? t("charts.account.gain")
          : t("figure.formula.curve", {
              group: demandWords(t, shown.coverage.groupId, shown.study.demand.unit),
            });
  const steps = chart.kind === "waterfall" ? rows.filter(({ id }) => id !== "from" && id !== "to") : rows;
  return {
    title: chart.title,
    formula: [how, chart.basis],
    rowsTitle: t("charts.account.rows"),
    columns: columns.map((column, at) => ({
      id: `c${at}`,
      label: column.name,
      isNumber: column.unit !== null,
      ...(column.unit === "change" && chart.kind === "waterfall"
        ? {
            sum: cellOf(chart.to.value - chart.from.value, writeCell(chart.to.value - chart.from.value, column, chart)),
          }
        : {}),
    })),
    rows: steps.map(({ id, cells }) => ({
      key: id,
      cells: cells.map((cell, at): AccountCell => {
        const column = columns[at];
        if (!column) return "";
        return typeof cell === "number" ? cellOf(cell, writeCell(cell, column, chart)) : writeCell(cell, column, chart);
      }),
    })),
    assumptions: listAssumptions(text, shown),
  };
}

const cellOf = (value: number, words: string): AccountCell => ({ value, text: words });

/** Community by community, which district it counts to. */
function accountOfDistricts(
  text: Text,
  shown: ShownCoverage,
  chart: Extract<Chart, { readonly kind: "bars" }>,
  scope: Scope,
): Account {
  const { t } = text;
  const { study, coverage } = shown;
  const indexes = communitiesInScope(study, scope);
  const unitIds = unitIdsOf(study, levelOfChart(study, chart));
  const names = new Map(chart.categories.map(({ id, name }, place) => [id, { name, place }]));
  const placeOf = (index: number): number => names.get(unitIds[index] ?? "")?.place ?? names.size;
  const group = demandWords(t, coverage.groupId, study.demand.unit);
  const read = (values: Float64Array) => (index: number) => values[index] ?? 0;
  const [people, covered, straight] = [coverage.people, coverage.peopleCovered, coverage.peopleCoveredStraight].map(
    read,
  ) as [(index: number) => number, (index: number) => number, (index: number) => number];
  const [all, inside, within] = [sum(indexes, people), sum(indexes, covered), sum(indexes, straight)];
  return {
    title: chart.title,
    formula: [t("charts.account.districts"), chart.basis],
    rowsTitle: t("figure.rows.communities"),
    columns: [
      { id: "name", label: t("gaps.name"), isNumber: false },
      { id: "unit", label: t("charts.account.unit"), isNumber: false },
      { id: "people", label: group, isNumber: true, sum: countCell(all) },
      { id: "covered", label: t("figure.within"), isNumber: true, sum: countCell(inside) },
      { id: "share", label: t("gaps.share"), isNumber: true, sum: cellOf(inside / all, formatShare(inside / all)) },
      { id: "straight", label: t("charts.account.straight"), isNumber: true, sum: countCell(within) },
    ],
    rows: [...indexes]
      .sort((a, b) => placeOf(a) - placeOf(b) || a - b)
      .map((index) => ({
        key: String(index),
        cells: [
          study.communities.names[index] ?? "",
          names.get(unitIds[index] ?? "")?.name ?? "",
          countCell(people(index)),
          countCell(covered(index)),
          shareCell(covered(index) / people(index)),
          countCell(straight(index)),
        ],
        onOpen: () => selectCommunity(index),
      })),
    assumptions: listAssumptions(text, shown),
  };
}
