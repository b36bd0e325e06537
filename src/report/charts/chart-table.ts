/** The numbers of a chart as a table: beside it in the page, as CSV, in the account of its figures. */
import { NO_VALUE } from "../../core/model/format-number.ts";
import { type CsvCell, fixed, formatCsv } from "../../io/tables/csv-writer.ts";
import type { Chart } from "./chart.ts";
import { writeChange, writeValue } from "./chart-values.ts";
import { chartWords } from "./words/chart-words.ts";

type CellUnit = "share" | "people" | "change" | "minutes" | "count";

/** Shares 0–1; null: not testable. */
type ChartCell = string | number | null;

interface ChartColumn {
  readonly name: string;
  /** null: words. */
  readonly unit: CellUnit | null;
}

export interface ChartTable {
  readonly columns: readonly ChartColumn[];
  readonly rows: readonly { readonly id: string; readonly cells: readonly ChartCell[] }[];
}

/** Columns named in the chart's language. */
export function tabulateChart(chart: Chart): ChartTable {
  const { districts, changes } = chartWords(chart.language);
  switch (chart.kind) {
    case "bars": {
      const amounts = chart.amounts ?? [];
      return {
        columns: [
          { name: districts.column, unit: null },
          ...amounts.map(({ name }) => ({ name, unit: "people" as const })),
          ...chart.series.map(({ name }) => ({ name, unit: chart.unit })),
        ],
        rows: chart.categories.map(({ id, name }, index) => ({
          id,
          cells: [
            name,
            ...amounts.map(({ values }) => values[index] ?? null),
            ...chart.series.map(({ values }) => values[index] ?? null),
          ],
        })),
      };
    }
    case "lines": {
      const places = [...new Set(chart.series.flatMap(({ points }) => points.map(([x]) => x)))].sort((a, b) => a - b);
      const known = chart.series.map(({ points }) => new Map(points));
      // A line of two ends has a value everywhere between them.
      const isEven = chart.series.map(({ points }) => points.length === 2 && points[0]?.join() === "0,0");
      return {
        columns: [
          { name: chart.x.name, unit: chart.x.unit },
          ...chart.series.map(({ name }) => ({ name, unit: chart.y.unit })),
        ],
        rows: places.map((x) => ({
          id: String(x),
          cells: [x, ...known.map((values, at) => values.get(x) ?? (isEven[at] ? x : null))],
        })),
      };
    }
    case "waterfall": {
      let level = chart.from.value;
      return {
        columns: [
          { name: changes.item, unit: null },
          { name: changes.change, unit: "change" },
          { name: changes.level, unit: "people" },
        ],
        rows: [
          { id: "from", cells: [chart.from.name, null, level] },
          ...chart.steps.map(({ id, name, change }) => {
            level += change;
            return { id, cells: [name, change, level] };
          }),
          { id: "to", cells: [chart.to.name, chart.to.value - chart.from.value, chart.to.value] },
        ],
      };
    }
  }
}

/** A cell as it is read; a dash where a row has nothing to say there. */
export function writeCell(cell: ChartCell, { unit }: ChartColumn, chart: Chart): string {
  if (typeof cell === "string" || unit === null) return String(cell ?? "");
  if (cell === null) return chart.kind === "bars" ? chartWords(chart.language).notTestable : NO_VALUE;
  return unit === "change" ? writeChange(cell, chart, "amount") : writeValue(cell, unit, chart, "amount");
}

/** The table as a CSV file; shares 0–1. The last column repeats on what the numbers rest. */
export function writeChartCsv(chart: Chart): string {
  const { columns, rows } = tabulateChart(chart);
  const { csv } = chartWords(chart.language);
  const nameOf = ({ name, unit }: ChartColumn): string => {
    if (unit === "share") return csv.share(name);
    return unit === "people" || unit === "change" ? csv.amount(name, chart.demandUnit ?? "people") : name;
  };
  const write = (cell: ChartCell, unit: CellUnit | null): CsvCell => {
    if (typeof cell === "string" || unit === null) return String(cell ?? "");
    if (unit === "minutes" || unit === "count") return fixed(cell, 0);
    return fixed(cell, unit === "share" ? 6 : 3);
  };
  return formatCsv(
    [...columns.map(nameOf), csv.basis],
    rows.map(({ cells }) => [...cells.map((cell, at) => write(cell, columns[at]?.unit ?? null)), chart.basis]),
  );
}
