/** The columns of the ledger's table: width, what each can be sorted by, what of it may be written over. */
import type { GroupId } from "../../core/model/demand.ts";
import type { LedgerField } from "../../core/plan/ledger/ledger-texts.ts";
import type { LedgerColumn } from "./ledger-lines.ts";

export interface TableColumn {
  readonly id: "choose" | "unit" | "target" | "service" | "short" | "status" | LedgerField | GroupId;
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
    text("unit", 128, ["unit", "county", "township"]),
    text("target", 140, ["target"]),
    text("short", 112, ["short"]),
    written("cause", 184),
    written("measure", 138),
    written("responsible", 108),
    written("status", 86),
    written("note", 140),
    text("service", 104, ["service"]),
    ...groupIds.map((id): TableColumn => ({ id, width: GROUP_WIDTH, sorts: [id], field: null, isNumber: true })),
  ];
}
