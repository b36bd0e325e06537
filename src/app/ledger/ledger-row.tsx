import { type MouseEvent, memo, type RefObject } from "react";
import type { DemandUnit, GroupId } from "../../core/model/demand.ts";
import { useView } from "../store/view-store.ts";
import type { Text } from "../strings/text.ts";
import { CellContent } from "./ledger-cell.tsx";
import type { TableColumn } from "./ledger-columns.ts";
import { StatusEditor, TextEditor } from "./ledger-editors.tsx";
import type { LedgerLine } from "./ledger-lines.ts";

/** What a row asks of its table. The same object as long as the table lives, so that rows are not drawn again for it. */
export interface RowActions {
  readonly activate: (key: string, column: number) => void;
  readonly edit: (line: LedgerLine, column: number) => void;
  /** Moves on by so many columns; not a number: the focus has gone elsewhere by itself. */
  readonly endEdit: (line: LedgerLine, column: number, move: number) => void;
  readonly choose: (line: LedgerLine, isRange: boolean) => void;
}

interface RowProps {
  readonly line: LedgerLine;
  readonly top: number;
  readonly rowIndex: number;
  readonly columns: readonly TableColumn[];
  readonly groupIds: readonly GroupId[];
  readonly unit: DemandUnit;
  readonly text: Text;
  readonly isChosen: boolean;
  /** The column that can be reached by Tab, the one that is written in; -1 for none. */
  readonly activeColumn: number;
  readonly editedColumn: number;
  readonly wantsFocus: RefObject<boolean>;
  readonly actions: RowActions;
}

export const LedgerTableRow = memo(function LedgerTableRow(props: RowProps) {
  const { line, top, rowIndex, columns, isChosen } = props;
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
      {columns.map((column, at) => (
        <Cell key={column.id} {...props} column={column} at={at} />
      ))}
    </div>
  );
});

function Cell({
  column,
  at,
  line,
  groupIds,
  unit,
  text,
  isChosen,
  activeColumn,
  editedColumn,
  wantsFocus,
  actions,
}: RowProps & { readonly column: TableColumn; readonly at: number }) {
  const isActive = at === activeColumn;
  const isEditing = at === editedColumn;
  const end = (move: number) => actions.endEdit(line, at, move);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are heard by the grid
    <div
      role="gridcell"
      aria-colindex={at + 1}
      tabIndex={isActive && !isEditing ? 0 : -1}
      className={cellClass(column)}
      data-column={column.id}
      data-editable={column.field !== null}
      data-editing={isEditing}
      title={column.field === "status" ? text.t("ledger.edit") : undefined}
      ref={(cell) => {
        if (!cell || !isActive || isEditing || !wantsFocus.current) return;
        wantsFocus.current = false;
        cell.focus({ preventScroll: true });
        cell.scrollIntoView({ block: "nearest", inline: "nearest" });
      }}
      onFocus={(event) => {
        if (event.target === event.currentTarget && !isActive) actions.activate(line.key, at);
      }}
      onClick={(event) => {
        if (column.field === "status" && !isEditing) actions.edit(line, at);
        else if (!isWithin(event)) actions.activate(line.key, at);
      }}
      onDoubleClick={() => actions.edit(line, at)}
    >
      {isEditing && column.field === "status" && <StatusEditor line={line} onEnd={end} />}
      {isEditing && column.field !== null && column.field !== "status" && (
        <TextEditor line={line} field={column.field} onEnd={end} />
      )}
      {!isEditing && (
        <CellContent
          text={text}
          line={line}
          column={column}
          groupIds={groupIds}
          unit={unit}
          isChosen={isChosen}
          onChoose={(isRange) => actions.choose(line, isRange)}
        />
      )}
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
