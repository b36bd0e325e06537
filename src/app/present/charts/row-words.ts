/** The rows of a chart's table in words, for whoever hears a chart or points at one of its values. */
import type { Chart } from "../../../report/charts/chart.ts";
import { type ChartTable, tabulateChart, writeCell } from "../../../report/charts/chart-table.ts";

type Column = ChartTable["columns"][number];

export interface RowWords {
  /** The district, the step, or the value on the axis with its name. */
  readonly name: string;
  /** Each further value with the name of its column; those that a row does not have are left out. */
  readonly values: readonly string[];
}

/** By the id of the row; `isTold` says which columns are. */
export function rowWords(
  chart: Chart,
  isTold: (column: Column) => boolean = () => true,
): ReadonlyMap<string, RowWords> {
  const { columns, rows } = tabulateChart(chart);
  const [first] = columns;
  return new Map(
    rows.map(({ id, cells }) => {
      const head = first ? writeCell(cells[0] ?? null, first, chart) : "";
      const values = columns.flatMap((column, at) => {
        const cell = cells[at] ?? null;
        if (at === 0 || !isTold(column) || (cell === null && chart.kind !== "bars")) return [];
        return [`${column.name} ${writeCell(cell, column, chart)}`];
      });
      return [id, { name: first?.unit ? `${first.name} ${head}` : head, values }];
    }),
  );
}
