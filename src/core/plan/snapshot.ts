/** The figures of a plan's targets on one day, kept to be compared with those of another. */
import type { TargetResult } from "./target.ts";

export type SnapshotFigure = Pick<
  TargetResult,
  "targetId" | "unitsTested" | "unitsMet" | "share" | "value" | "peopleShort" | "verdict"
>;

export interface Snapshot {
  readonly id: string;
  readonly title: string;
  /** Date of the data, ISO 8601. */
  readonly dataDate: string;
  readonly figures: readonly SnapshotFigure[];
}
