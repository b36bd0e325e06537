import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from "react";
import type { GapColumn, GapRow, GapSort } from "../../core/coverage/gap-rows.ts";
import type { DemandUnit } from "../../core/model/demand.ts";
import { formatCount, formatMinutes, formatShare } from "../../core/model/format-number.ts";
import { useView } from "../store/view-store.ts";
import { type TextKey, useText } from "../strings/text.ts";
import { selectCommunity } from "./select-community.ts";

const ROW_HEIGHT = 30;
const MOST_ROWS_SHOWN = 8;
const PAGE = MOST_ROWS_SHOWN - 1;

interface Column {
  readonly id: GapColumn;
  readonly label: string;
  readonly number: boolean;
  readonly hint?: string;
}

/** A long table of communities: only what is in view is in the page. */
export function GapRows({
  rows,
  sort,
  onSort,
  unit,
  plainUnits,
  showParents,
  showCause,
  searchLimitSeconds,
  emptyText,
}: {
  readonly rows: readonly GapRow[];
  readonly sort: GapSort;
  readonly onSort: (sort: GapSort) => void;
  readonly unit: DemandUnit;
  readonly plainUnits: boolean;
  readonly showParents: boolean;
  readonly showCause: boolean;
  readonly searchLimitSeconds: number;
  readonly emptyText: string;
}) {
  const { t } = useText();
  const scroller = useRef<HTMLDivElement>(null);
  const hovered = useView((state) => state.hoveredCommunityIndex);
  const selected = useView((state) => state.selectedCommunityIndex);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 6,
  });
  const columns: readonly Column[] = [
    { id: "name", label: t(plainUnits ? "gaps.unit" : "gaps.name"), number: false },
    ...(showParents
      ? [{ id: "parentName", label: t(plainUnits ? "gaps.parent.unit" : "gaps.parent"), number: false } as const]
      : []),
    { id: "peopleShort", label: t(`gaps.short.${unit}`), number: true },
    { id: "share", label: t("gaps.share"), number: true },
    { id: "medianSeconds", label: t("gaps.median"), number: true, hint: t("gaps.median.hint") },
  ];

  // One row at a time can be reached by Tab; arrow keys move on from it.
  const [activeRow, setActive] = useState(0);
  const active = Math.min(activeRow, rows.length - 1);
  const wantsFocus = useRef(false);
  const selectedRow = rows.findIndex(({ communityIndex }) => communityIndex === selected);
  useEffect(() => {
    if (selectedRow < 0) return;
    setActive(selectedRow);
    virtual.scrollToIndex(selectedRow, { align: "auto" });
  }, [selectedRow, virtual]);

  const onKeyDown = (event: KeyboardEvent) => {
    const last = rows.length - 1;
    const to = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + PAGE,
      PageUp: active - PAGE,
      Home: 0,
      End: last,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = Math.min(last, Math.max(0, to));
    setActive(next);
    wantsFocus.current = true;
    virtual.scrollToIndex(next, { align: "auto" });
  };

  if (rows.length === 0) return <p className="panel-note">{emptyText}</p>;
  const rowKind = showParents ? "parents" : "plain";
  return (
    <div
      className="gaps"
      role="table"
      aria-rowcount={rows.length + 1}
      aria-label={t("gaps.keyboard")}
      data-testid="gap-table"
      data-columns={showCause ? `${rowKind}-cause` : rowKind}
    >
      <div role="rowgroup">
        <div role="row" aria-rowindex={1} className="gaps-row gaps-head">
          {columns.map((column) => (
            <div
              key={column.id}
              role="columnheader"
              aria-sort={sort.column === column.id ? (sort.descending ? "descending" : "ascending") : "none"}
              className={column.number ? `number gaps-${column.id}` : undefined}
            >
              <button
                type="button"
                title={column.hint}
                onClick={() =>
                  onSort({
                    column: column.id,
                    descending: sort.column === column.id ? !sort.descending : column.number,
                  })
                }
              >
                {column.label}
                {sort.column === column.id && <span aria-hidden="true">{sort.descending ? " ↓" : " ↑"}</span>}
              </button>
            </div>
          ))}
          {showCause && (
            <div role="columnheader" className="number">
              {t("gaps.cause")}
            </div>
          )}
        </div>
      </div>
      <div
        ref={scroller}
        className="gaps-body"
        role="rowgroup"
        style={{ height: Math.min(rows.length, MOST_ROWS_SHOWN) * ROW_HEIGHT }}
        onKeyDown={onKeyDown}
      >
        <div style={{ height: virtual.getTotalSize(), position: "relative" }}>
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index];
            if (!row) return null;
            return (
              <Row
                key={row.communityIndex}
                row={row}
                top={item.start}
                rowIndex={item.index + 2}
                hovered={row.communityIndex === hovered}
                selected={row.communityIndex === selected}
                active={item.index === active}
                wantsFocus={wantsFocus}
                showParent={showParents}
                showCause={showCause}
                searchLimitSeconds={searchLimitSeconds}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

function Row({
  row,
  top,
  rowIndex,
  hovered,
  selected,
  active,
  wantsFocus,
  showParent,
  showCause,
  searchLimitSeconds,
}: {
  readonly row: GapRow;
  readonly top: number;
  readonly rowIndex: number;
  readonly hovered: boolean;
  readonly selected: boolean;
  readonly active: boolean;
  readonly wantsFocus: RefObject<boolean>;
  readonly showParent: boolean;
  readonly showCause: boolean;
  readonly searchLimitSeconds: number;
}) {
  const { t } = useText();
  const hover = useView((state) => state.hover);
  const causeHint: TextKey | null = row.cause ? `gaps.cause.${row.cause}.hint` : null;
  return (
    <div
      role="row"
      aria-rowindex={rowIndex}
      className="gaps-row gaps-data"
      data-testid="gap-row"
      data-community-index={row.communityIndex}
      data-hovered={hovered}
      data-selected={selected}
      style={{ transform: `translateY(${top}px)` }}
      onMouseEnter={() => hover(row.communityIndex)}
      onMouseLeave={() => hover(null)}
    >
      <div role="cell" title={row.name}>
        <button
          type="button"
          className="gaps-open"
          tabIndex={active ? 0 : -1}
          ref={(button) => {
            if (!button || !active || !wantsFocus.current) return;
            wantsFocus.current = false;
            button.focus({ preventScroll: true });
          }}
          onFocus={() => hover(row.communityIndex)}
          onClick={() => selectCommunity(row.communityIndex)}
        >
          {row.name}
        </button>
      </div>
      {showParent && (
        <div role="cell" className="quiet gaps-parent" title={row.parentName}>
          <bdi>{row.parentName}</bdi>
        </div>
      )}
      <div role="cell" className="number">
        {formatCount(row.peopleShort)}
      </div>
      <div role="cell" className="number gaps-share">
        {formatShare(row.share)}
      </div>
      <div role="cell" className="number">
        {formatMinutes(row.medianSeconds, searchLimitSeconds)}
      </div>
      {showCause && (
        <div role="cell" className="number">
          {row.cause && causeHint && (
            <span className="pill" title={t(causeHint)}>
              {t(`gaps.cause.${row.cause}`)}
            </span>
          )}
        </div>
      )}
    </div>
  );
}
