/**
 * A table read from somebody's file, with what is needed to say where a fault
 * lies: the file's name, each feature's label (row or id), and the checks that
 * every format shares.
 */
import type { Issue, IssueCode } from "../../core/errors.ts";
import type { LocalizedText } from "../../core/model/facility.ts";
import type { FeatureTable } from "./feature-table.ts";

export interface LabelledTable {
  readonly layer: string;
  /** What may say of which service the layer is, where its whole title would say too much. */
  readonly calledAfter?: string;
  /** As people know it: FlatGeobuf, Shapefile, XLSX … */
  readonly format: string;
  /** Text encoding; "" for binary formats. */
  readonly encoding: string;
  readonly table: FeatureTable;
  /** What to call each feature: 1-based row of a table with its header, or the feature's id or number. */
  readonly labels: readonly (string | number)[];
  /** What an exported layer says of itself in each row; left out where it says nothing. */
  readonly mark?: DataMark;
  /** What its people rest on beyond the file's own figures; left out where nothing. */
  readonly assumptions?: readonly LocalizedText[];
}

/** Whether data are demonstration data, or simulated or estimated data of a real place. */
export type DataMark = "demonstration" | "simulated";

/** Faults of one kind in one file beyond this number are only counted. */
const LISTED_PER_KIND = 500;

/** Gathers issues; keeps the list of one kind in one file within bounds and counts the rest. */
export class IssueList {
  readonly issues: Issue[] = [];
  private readonly counts = new Map<string, number>();
  private readonly told = new Set<string>();

  add(issue: Issue): void {
    const key = `${issue.layer}|${issue.code}|${issue.field ?? ""}`;
    // Several checks may meet the same cell; it is told once.
    const cell = `${key}|${issue.row}`;
    if (issue.row !== undefined && this.told.has(cell)) return;
    this.told.add(cell);
    const count = (this.counts.get(key) ?? 0) + 1;
    this.counts.set(key, count);
    if (count <= LISTED_PER_KIND) this.issues.push(issue);
  }

  error(code: IssueCode, layer: string, rest: Partial<Issue> = {}): void {
    this.add({ code, severity: "error", layer, ...rest });
  }

  warn(code: IssueCode, layer: string, rest: Partial<Issue> = {}): void {
    this.add({ code, severity: "warning", layer, ...rest });
  }

  get hasErrors(): boolean {
    return this.issues.some((issue) => issue.severity === "error");
  }

  /** All issues, and for each list that was cut short one more that says how many are missing. */
  all(): Issue[] {
    const rest: Issue[] = [];
    for (const [key, count] of this.counts) {
      if (count <= LISTED_PER_KIND) continue;
      const last = this.issues.findLast((issue) => `${issue.layer}|${issue.code}|${issue.field ?? ""}` === key);
      if (last)
        rest.push({
          code: last.code,
          severity: last.severity,
          layer: last.layer,
          field: last.field,
          details: { ...last.details, more: count - LISTED_PER_KIND },
        });
    }
    return [...this.issues, ...rest];
  }
}

/** A value as an issue shows it. */
export function shown(value: unknown): string {
  return String(value ?? "").slice(0, 80);
}
