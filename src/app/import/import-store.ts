/** Files that are being brought: what they hold, what was decided, what is under way. Gone once the study is made or the files are put away. */
import { create } from "zustand";
import type { Progress } from "../../core/analysis-result.ts";
import type { GroupId } from "../../core/model/demand.ts";
import type {
  ControlBasis,
  ImportDecisions,
  ImportView,
  Joining,
  LayerSettings,
  RowDecision,
} from "../../worker/import-protocol.ts";
import type { Failure } from "../store/analysis-store.ts";

export type ImportStage = "idle" | "reading" | "review" | "making";
/** What the table under the map shows of the chosen layer. */
export type ImportTableId = "rows" | "matches" | "issues";

interface ImportState {
  readonly stage: ImportStage;
  readonly fileNames: readonly string[];
  readonly view: ImportView | null;
  readonly decisions: ImportDecisions;
  /** The decisions that `view` shows; others are under way. */
  readonly settled: ImportDecisions;
  /** Title of the layer that is looked at. */
  readonly chosen: string | null;
  readonly table: ImportTableId;
  readonly progress: Progress | null;
  readonly failure: Failure | null;
  put(change: Partial<Omit<ImportState, "put">>): void;
}

export const NO_DECISIONS: ImportDecisions = {
  settings: {},
  encodings: {},
  isAdded: true,
  adminLevel: null,
  joining: {},
  control: { totals: {}, scales: false, source: "", date: "", own: {} },
  lookedAt: {},
};

export const useImport = create<ImportState>((set) => ({
  stage: "idle",
  fileNames: [],
  view: null,
  decisions: NO_DECISIONS,
  settled: NO_DECISIONS,
  chosen: null,
  table: "rows",
  progress: null,
  failure: null,
  put: (change) => set(change),
}));

/** True while files are read or looked at. */
export function isImporting({ stage }: Pick<ImportState, "stage">): boolean {
  return stage !== "idle";
}

/** A layer's settings with a change; what is undefined is decided by the file again. */
export function changeSettings(
  decisions: ImportDecisions,
  title: string,
  change: Partial<LayerSettings>,
): ImportDecisions {
  const before = Object.hasOwn(decisions.settings, title) ? decisions.settings[title] : undefined;
  const merged = Object.fromEntries(
    Object.entries({ ...before, ...change }).filter(([, value]) => value !== undefined),
  );
  return { ...decisions, settings: { ...decisions.settings, [title]: merged as LayerSettings } };
}

/** How the facilities of a service come to those of the open study. */
export function changeJoining(decisions: ImportDecisions, serviceId: string, joining: Joining): ImportDecisions {
  return { ...decisions, joining: { ...decisions.joining, [serviceId]: joining } };
}

/** The control total of a group; null where none is known. */
export function changeControlTotal(
  decisions: ImportDecisions,
  groupId: GroupId,
  people: number | null,
): ImportDecisions {
  const { control } = decisions;
  const others = Object.fromEntries(Object.entries(control.totals).filter(([id]) => id !== groupId));
  return {
    ...decisions,
    control: { ...control, totals: people === null ? others : { ...others, [groupId]: people } },
  };
}

/** Where the control total of a group is from, beside what is said of all; null takes that back. */
export function changeControlBasis(
  decisions: ImportDecisions,
  groupId: GroupId,
  basis: Partial<ControlBasis> | null,
): ImportDecisions {
  const { control } = decisions;
  const others = Object.fromEntries(Object.entries(control.own).filter(([id]) => id !== groupId));
  const own = basis === null ? others : { ...others, [groupId]: { ...control.own[groupId], ...basis } };
  return { ...decisions, control: { ...control, own } };
}

/** One row of a list given to a community, or to none; null lets the match decide again. */
export function decideMatch(
  decisions: ImportDecisions,
  title: string,
  label: string,
  decision: RowDecision | null,
): ImportDecisions {
  const before = decisions.settings[title]?.decisions ?? {};
  const others = Object.fromEntries(Object.entries(before).filter(([row]) => row !== label));
  return changeSettings(decisions, title, { decisions: decision === null ? others : { ...others, [label]: decision } });
}
