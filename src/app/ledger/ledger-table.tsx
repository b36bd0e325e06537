import { useVirtualizer } from "@tanstack/react-virtual";
import { type CSSProperties, type KeyboardEvent, useMemo, useRef, useState } from "react";
import type { DemandUnit, GroupId } from "../../core/model/demand.ts";
import { useText } from "../strings/text.ts";
import { chooseTarget } from "../targets/choose-target.ts";
import { flyToUnit } from "./fly-to-unit.ts";
import { listColumns } from "./ledger-columns.ts";
import { LedgerHead } from "./ledger-head.tsx";
import type { LedgerLine } from "./ledger-lines.ts";
import { LedgerTableRow, type RowActions } from "./ledger-row.tsx";
import { useLedgerView } from "./ledger-view.ts";

const ROW_HEIGHT = 40;
const HEAD_HEIGHT = 28;
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
  const text = useText();
  const columns = useMemo(() => listColumns(groupIds), [groupIds]);
  const indexByKey = useMemo(() => new Map(lines.map(({ key }, index) => [key, index])), [lines]);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    scrollMargin: HEAD_HEIGHT,
    scrollPaddingStart: HEAD_HEIGHT,
    overscan: 6,
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
  const actions: RowActions = {
    activate: (key, column) => setActive({ key, column }),
    edit(line, column) {
      setActive({ key: line.key, column });
      if (columns[column]?.field) setEditing({ key: line.key, column });
    },
    endEdit(line, column, move) {
      setEditing(null);
      if (!Number.isNaN(move)) moveTo(indexByKey.get(line.key) ?? activeRow, column + move);
    },
    choose(line, isRange) {
      const next = new Set(chosen);
      const from = indexByKey.get(lastChosen.current ?? "");
      const to = indexByKey.get(line.key);
      if (isRange && from !== undefined && to !== undefined) {
        for (const each of lines.slice(Math.min(from, to), Math.max(from, to) + 1)) next.add(each.key);
      } else if (!next.delete(line.key)) next.add(line.key);
      lastChosen.current = line.key;
      show({ chosen: next });
    },
  };
  const lasting = useLastingActions(actions);

  const enter = (line: LedgerLine, column: number) => {
    const { id } = columns[column] ?? {};
    if (id === "unit") flyToUnit(line);
    else if (id === "target") chooseTarget(line.row.targetId);
    else if (id === "choose") actions.choose(line, false);
    else actions.edit(line, column);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const line = lines[activeRow];
    if (!line || !isOnCell(event)) return;
    const { column } = active;
    const isJump = event.ctrlKey || event.metaKey;
    const steps: Readonly<Record<string, readonly [row: number, column: number]>> = {
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
    else if (event.key === " ") actions.choose(line, event.shiftKey);
    else return;
    event.preventDefault();
  };

  const width = columns.reduce((sum, column) => sum + column.width, 0);
  const height = HEAD_HEIGHT + lines.length * ROW_HEIGHT;
  const template = columns.map((column) => `${column.width}px`).join(" ");
  return (
    <div ref={scroller} className="ledger-scroller" data-testid="ledger-scroller">
      <div
        role="grid"
        aria-label={text.t("ledger.table")}
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
              groupIds={groupIds}
              unit={unit}
              text={text}
              isChosen={chosen.has(line.key)}
              activeColumn={index === activeRow ? active.column : -1}
              editedColumn={editing?.key === line.key ? editing.column : -1}
              wantsFocus={wantsFocus}
              actions={lasting}
            />
          );
        })}
      </div>
    </div>
  );
}

/** Whether a key was pressed on a cell or on what stands in one, rather than in the heading. */
function isOnCell({ target }: KeyboardEvent): boolean {
  return target instanceof Element && target.closest('[role="gridcell"]') !== null;
}

/** Actions that stay the same object and always do what the latest ones do. */
function useLastingActions(actions: RowActions): RowActions {
  const latest = useRef(actions);
  latest.current = actions;
  return useMemo(
    () => ({
      activate: (...given) => latest.current.activate(...given),
      edit: (...given) => latest.current.edit(...given),
      endEdit: (...given) => latest.current.endEdit(...given),
      choose: (...given) => latest.current.choose(...given),
    }),
    [],
  );
}
