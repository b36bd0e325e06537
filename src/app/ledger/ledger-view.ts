/** What of the ledger is looked at: its filter, its order, the rows chosen. Nothing here changes a number. */
import { create } from "zustand";
import { useView } from "../store/view-store.ts";
import { type LedgerFilter, type LedgerSort, NO_FILTER } from "./ledger-lines.ts";

interface LedgerView {
  readonly studyId: string;
  readonly filter: LedgerFilter;
  readonly sort: LedgerSort;
  /** Keys of the rows chosen for a change together. */
  readonly chosen: ReadonlySet<string>;
  show(change: Partial<Pick<LedgerView, "sort" | "chosen">>): void;
  /** Narrows or widens the filter; rows that are chosen and no longer seen are let go by the table. */
  narrow(change: Partial<LedgerFilter>): void;
  /** Forgets what was chosen in another study. */
  enter(studyId: string): void;
}

const WORST_FIRST: LedgerSort = { column: "short", descending: true };
const NOTHING: ReadonlySet<string> = new Set();

export const useLedgerView = create<LedgerView>((set, get) => ({
  studyId: "",
  filter: NO_FILTER,
  sort: WORST_FIRST,
  chosen: NOTHING,
  show: (change) => set(change),
  narrow: (change) => set({ filter: { ...get().filter, ...change }, chosen: NOTHING }),
  enter(studyId) {
    const { studyId: before } = get();
    if (before === studyId) return;
    if (before === "") set({ studyId });
    else set({ studyId, filter: NO_FILTER, sort: WORST_FIRST, chosen: NOTHING });
  },
}));

/** Opens the ledger on the rows of a target, a community, or all. */
export function openLedger(change: Partial<LedgerFilter>): void {
  useLedgerView.getState().narrow({ ...NO_FILTER, ...change });
  useView.getState().show({ workspace: "targets", sheet: "ledger" });
}
