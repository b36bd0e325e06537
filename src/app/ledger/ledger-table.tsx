import { useVirtualizer } from "@tanstack/react-virtual";
import {
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useMemo,
  useRef,
  useState,
} from "react";
import type { DemandUnit, GroupId } from "../../core/model/demand.ts";
import { useView } from "../store/view-store.ts";
import { useText } from "../strings/text.ts";
import { chooseTarget } from "../targets/choose-target.ts";
import { flyToUnit } from "./fly-to-unit.ts";
import { CellContent, StatusEditor, TextEditor } from "./ledger-cell.tsx";
import { listColumns, type TableColumn } from "./ledger-columns.ts";
import { LedgerHead } from "./ledger-head.tsx";
import type { LedgerLine } from "./ledger-lines.ts";
import { useLedgerView } from "./ledger-view.ts";

const ROW_HEIGHT = 44;
const HEAD_HEIGHT = 30;
const PAGE = 5;

interface Place {
  readonly key: string;
  readonly column: number;
}

/** The long table: only what is in view is in the page. One cell can be reached by Tab; arrow keys move on from it. */
export function LedgerTable({
  lines,
  groupIds,
  unit,
}: {
  readonly lines: readonly LedgerLine[];
  readonly groupIds: readonly GroupId[];
  readonly unit: DemandUnit;
}) {
  const { t } = useText();
  const columns = useMemo(() => listColumns(groupIds), [groupIds]);
  const indexByKey = useMemo(() => new Map(lines.map(({ key }, index) => [key, index])), [lines]);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    scrollMargin: HEAD_HEIGHT,
    scrollPaddingStart: HEAD_HEIGHT,
    overscan: 8,
  });
  const { chosen, show } = useLedgerView();
  const [active, setActive] = useState<Place>({ key: "", column: 1 });
  const [editing, setEditing] = useState<Place | null>(null);
  const wantsFocus = useRef(false);
  const lastChosen = useRef<string | null>(null);
  const activeRow = Math.min(indexByKey.get(active.key) ?? 0, lines.length - 1);

  const moveTo = (row: number, column: number) => {
    const to = Math.min(lines.length - 1, Math.max(0, row));
    const line = lines[to];
    if (!line) return;
    setActive({ key: line.key, column: Math.min(columns.length - 1, Math.max(0, column)) });
    wantsFocus.current = true;
    virtual.scrollToIndex(to, { align: "auto" });
  };
  const choose = (line: LedgerLine, isRange: boolean) => {
    const next = new Set(chosen);
    const from = indexByKey.get(lastChosen.current ?? "");
    const to = indexByKey.get(line.key);
    if (isRange && from !== undefined && to !== undefined) {
      for (const each of lines.slice(Math.min(from, to), Math.max(from, to) + 1)) next.add(each.key);
    } else if (!next.delete(line.key)) next.add(line.key);
    lastChosen.current = line.key;
    show({ chosen: next });
  };
  const edit = (line: LedgerLine, column: number) => {
    if (columns[column]?.field) setEditing({ key: line.key, column });
  };
  /** Not a number: the focus has gone elsewhere by itself. */
  const endEdit = (line: LedgerLine, column: number, move: number) => {
    setEditing(null);
    if (!Number.isNaN(move)) moveTo(indexByKey.get(line.key) ?? activeRow, column + move);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const line = lines[activeRow];
    if (!line) return;
    const { column } = active;
    const isJump = event.ctrlKey || event.metaKey;
    const steps: Readonly<Record<string, readonly [number, number]>> = {
      ArrowDown: [activeRow + 1, column],
      ArrowUp: [activeRow - 1, column],
      ArrowLeft: [activeRow, column - 1],
      ArrowRight: [activeRow, column + 1],
      PageDown: [activeRow + PAGE, column],
      PageUp: [activeRow - PAGE, column],
      Home: isJump ? [0, column] : [activeRow, 0],
      End: isJump ? [lines.length - 1, column] : [activeRow, columns.length - 1],
    };
    const step = steps[event.key];
    if (step) moveTo(...step);
    else if (event.key === "F2" || event.key === "Enter") enter(line, column);
    else if (event.key === " ") choose(line, event.shiftKey);
    else return;
    event.preventDefault();
  };
  const enter = (line: LedgerLine, column: number) => {
    const { id } = columns[column] ?? {};
    if (id === "unit") flyToUnit(line);
    else if (id === "target") chooseTarget(line.row.targetId);
    else if (id === "choose") choose(line, false);
    else edit(line, column);
  };

  const template = columns.map(({ width }) => `${width}px`).join(" ");
  const width = columns.reduce((sum, column) => sum + column.width, 0);
  const height = HEAD_HEIGHT + lines.length * ROW_HEIGHT;
  return (
    <div ref={scroller} className="ledger-scroller" data-testid="ledger-scroller">
      <div
        role="grid"
        aria-label={t("ledger.table")}
        aria-rowcount={lines.length + 1}
        aria-colcount={columns.length}
        aria-multiselectable="true"
        className="ledger-grid"
        style={{ "--ledger-columns": template, width, height } as CSSProperties}
        data-testid="ledger-table"
        onKeyDown={onKeyDown}
      >
        <LedgerHead columns={columns} lines={lines} />
        {virtual.getVirtualItems().map(({ index, start }) => {
          const line = lines[index];
          if (!line) return null;
          return (
            <LedgerTableRow
              key={line.key}
              line={line}
              top={start}
              rowIndex={index + 2}
              columns={columns}
              isChosen={chosen.has(line.key)}
            >
              {(column, at) => {
                const isActive = index === activeRow && at === active.column;
                const isEditing = editing?.key === line.key && editing.column === at;
                return (
                  // biome-ignore lint/a11y/useKeyWithClickEvents: keys are heard by the grid
                  <div
                    key={column.id}
                    role="gridcell"
                    aria-colindex={at + 1}
                    tabIndex={isActive && !isEditing ? 0 : -1}
                    className={cellClass(column)}
                    data-column={column.id}
                    data-editable={column.field !== null}
                    data-editing={isEditing}
                    title={column.field === "status" ? t("ledger.edit") : undefined}
                    ref={(cell) => {
                      if (!cell || !isActive || isEditing || !wantsFocus.current) return;
                      wantsFocus.current = false;
                      cell.focus({ preventScroll: true });
                      cell.scrollIntoView({ block: "nearest", inline: "nearest" });
                    }}
                    onFocus={(event) => {
                      if (event.target === event.currentTarget && !isActive) setActive({ key: line.key, column: at });
                    }}
                    onClick={(event) => {
                      if (column.field === "status" && !isEditing) edit(line, at);
                      else if (!isWithin(event)) setActive({ key: line.key, column: at });
                    }}
                    onDoubleClick={() => edit(line, at)}
                  >
                    {isEditing && column.field === "status" && (
                      <StatusEditor line={line} onEnd={(move) => endEdit(line, at, move)} />
                    )}
                    {isEditing && column.field !== null && column.field !== "status" && (
                      <TextEditor line={line} field={column.field} onEnd={(move) => endEdit(line, at, move)} />
                    )}
                    {!isEditing && (
                      <CellContent
                        line={line}
                        column={column}
                        groupIds={groupIds}
                        unit={unit}
                        isChosen={chosen.has(line.key)}
                        onChoose={(isRange) => choose(line, isRange)}
                      />
                    )}
                  </div>
                );
              }}
            </LedgerTableRow>
          );
        })}
      </div>
    </div>
  );
}

/** Whether a click went to something inside the cell that answers it itself. */
function isWithin({ target }: MouseEvent): boolean {
  return target instanceof Element && target.closest("button, input, select") !== null;
}

function cellClass({ id, isNumber }: TableColumn): string {
  const sticky = id === "choose" || id === "unit" ? ` ledger-sticky ledger-sticky-${id}` : "";
  return `ledger-cell${sticky}${isNumber ? " number" : ""}`;
}

function LedgerTableRow({
  line,
  top,
  rowIndex,
  columns,
  isChosen,
  children,
}: {
  readonly line: LedgerLine;
  readonly top: number;
  readonly rowIndex: number;
  readonly columns: readonly TableColumn[];
  readonly isChosen: boolean;
  readonly children: (column: TableColumn, at: number) => ReactNode;
}) {
  const hover = useView((state) => state.hover);
  const communityIndex = line.place?.communityIndex ?? -1;
  const isSelected = useView((state) => communityIndex >= 0 && state.selectedCommunityIndex === communityIndex);
  return (
    <div
      role="row"
      aria-rowindex={rowIndex}
      aria-selected={isChosen}
      className="ledger-row"
      data-testid="ledger-row"
      data-key={line.key}
      data-selected={isSelected}
      data-state={line.row.state}
      style={{ transform: `translateY(${top}px)` }}
      onMouseEnter={() => hover(communityIndex >= 0 ? communityIndex : null)}
      onMouseLeave={() => hover(null)}
    >
      {columns.map(children)}
    </div>
  );
}
