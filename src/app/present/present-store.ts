/** The presenting workspace as it stands: which part is open, and where the stage is. Nothing here changes a number. */
import { create } from "zustand";
import type { ReportFormat } from "../../report/report-request.ts";
import type { Shape } from "../map/study-shapes.ts";

export type PresentPart = "documents" | "sheets" | "charts" | "stage";

interface PresentState {
  /** Which documents are wanted. */
  readonly formats: readonly ReportFormat[];
  readonly part: PresentPart;
  /** The sheet that is edited; null: the first. */
  readonly layoutId: string | null;
  /** The view that is edited. */
  readonly viewId: string | null;
  /** The view on the stage, by its place; null while nothing is presented. */
  readonly stageIndex: number | null;
  /** True where the presenter's notes stand on the stage. */
  readonly showsNotes: boolean;
  /** What the map outlines for a chart: the district that is pointed at; undefined: nothing. */
  readonly outlined: readonly Shape[] | undefined;
  put(change: Partial<Omit<PresentState, "put">>): void;
}

export const usePresent = create<PresentState>((set) => ({
  formats: ["pptx", "docx", "xlsx", "pdf"],
  part: "documents",
  layoutId: null,
  viewId: null,
  stageIndex: null,
  showsNotes: false,
  outlined: undefined,
  put: (change) => set(change),
}));
