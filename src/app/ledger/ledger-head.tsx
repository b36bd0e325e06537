import { memo } from "react";
import { useText } from "../strings/text.ts";
import type { TableColumn } from "./ledger-columns.ts";
import type { LedgerColumn, LedgerLine } from "./ledger-lines.ts";
import { useLedgerView } from "./ledger-view.ts";

/** Words are sorted from the beginning first, figures from the largest. */
const DOWN_FIRST: readonly LedgerColumn[] = ["short", "all", "0-2", "3-6", "6-15", "60+", "65+", "80+"];

/** One button for everything that the table can be sorted by, and a box that chooses all rows shown. */
export const LedgerHead = memo(function LedgerHead({
  columns,
  lines,
}: {
  readonly columns: readonly TableColumn[];
  readonly lines: readonly LedgerLine[];
}) {
  const { t } = useText();
  const { sort, chosen, show } = useLedgerView();
  const isAllChosen = lines.length > 0 && lines.every(({ key }) => chosen.has(key));
  const nameOf = (column: LedgerColumn): string =>
    DOWN_FIRST.includes(column) && column !== "short"
      ? t(`group.${column as "all"}`)
      : t(`ledger.column.${column as Exclude<LedgerColumn, TableColumn["id"]> | "unit"}`);
  const sortBy = (column: LedgerColumn) =>
    show({
      sort: {
        column,
        descending: sort.column === column ? !sort.descending : DOWN_FIRST.includes(column),
      },
    });
  return (
    <div role="row" aria-rowindex={1} className="ledger-row ledger-head">
      {columns.map((column, at) => (
        <div
          key={column.id}
          role="columnheader"
          aria-colindex={at + 1}
          data-column={column.id}
          aria-sort={column.sorts.includes(sort.column) ? (sort.descending ? "descending" : "ascending") : undefined}
          className={`ledger-heading${column.isNumber ? " number" : ""}${
            column.id === "choose" || column.id === "unit" ? ` ledger-sticky ledger-sticky-${column.id}` : ""
          }`}
        >
          {column.id === "choose" && (
            <input
              type="checkbox"
              checked={isAllChosen}
              aria-label={t("ledger.chooseAll", { count: lines.length })}
              title={t("ledger.chooseAll", { count: lines.length })}
              onChange={() => show({ chosen: isAllChosen ? new Set() : new Set(lines.map(({ key }) => key)) })}
            />
          )}
          {column.sorts.map((each) => (
            <button
              key={each}
              type="button"
              data-sort={each}
              title={t("ledger.sortBy", { column: nameOf(each) })}
              aria-label={t("ledger.sortBy", { column: nameOf(each) })}
              aria-pressed={sort.column === each}
              onClick={() => sortBy(each)}
            >
              {nameOf(each)}
              {sort.column === each && <span aria-hidden="true">{sort.descending ? " ↓" : " ↑"}</span>}
            </button>
          ))}
        </div>
      ))}
    </div>
  );
});
