/** The columns of the ledger's table: width, what each can be sorted by, what of it may be written over. */
import type { GroupId } from "../../core/model/demand.ts";
import type { LedgerField } from "../../core/plan/ledger-texts.ts";
import type { LedgerColumn } from "./ledger-lines.ts";

export interface TableColumn {
  readonly id: "choose" | "unit" | "target" | "short" | "status" | LedgerField | GroupId;
  readonly width: number;
  readonly sorts: readonly LedgerColumn[];
  readonly field: LedgerField | "status" | null;
  readonly isNumber: boolean;
}

const GROUP_WIDTH = 76;

function text(id: TableColumn["id"] & LedgerColumn, width: number, sorts: readonly LedgerColumn[]): TableColumn {
  return { id, width, sorts, field: null, isNumber: false };
}

function written(field: LedgerField | "status", width: number): TableColumn {
  return { id: field, width, sorts: [field], field, isNumber: false };
}

/** In the order of the table; people by group stand last. */
export function listColumns(groupIds: readonly GroupId[]): readonly TableColumn[] {
  return [
    { id: "choose", width: 34, sorts: [], field: null, isNumber: false },
    text("unit", 150, ["unit", "county", "township"]),
    text("target", 164, ["target", "service"]),
    text("short", 128, ["short"]),
    written("cause", 226),
    written("measure", 176),
    written("responsible", 124),
    written("status", 92),
    written("note", 140),
    ...groupIds.map((id): TableColumn => ({ id, width: GROUP_WIDTH, sorts: [id], field: null, isNumber: true })),
  ];
}
