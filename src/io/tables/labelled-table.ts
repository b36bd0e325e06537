/**
 * A table read from somebody's file, with what is needed to say where a fault
 * lies: the file's name, each feature's label (row or id), and the checks that
 * every format shares.
 */
import type { Issue, IssueCode } from "../../core/errors.ts";
import type { FeatureTable } from "./feature-table.ts";

export interface LabelledTable {
  readonly layer: string;
  /** As people know it: FlatGeobuf, Shapefile, XLSX … */
  readonly format: string;
  /** Text encoding; "" for binary formats. */
  readonly encoding: string;
  readonly table: FeatureTable;
  /** What to call each feature: 1-based row of a table with its header, or the feature's id or number. */
  readonly labels: readonly (string | number)[];
}

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
          details: { more: count - LISTED_PER_KIND },
        });
    }
    return [...this.issues, ...rest];
  }
}

/** A value as an issue shows it. */
export function shown(value: unknown): string {
  return String(value ?? "").slice(0, 80);
}

/** Reports each feature with a position that is no number or off the globe; says where lon and lat look swapped. */
export function checkCoordinates({ table, layer, labels, format }: LabelledTable, issues: IssueList): void {
  for (let row = 0; row < table.count; row++) {
    const end = table.starts[row + 1] ?? 0;
    for (let index = table.starts[row] ?? 0; index < end; index++) {
      const lon = table.coordinates[2 * index] ?? Number.NaN;
      const lat = table.coordinates[2 * index + 1] ?? Number.NaN;
      if (Math.abs(lon) <= 180 && Math.abs(lat) <= 90) continue;
      // The CSV reader has named the cell already.
      if (format === "CSV" && (Number.isNaN(lon) || Number.isNaN(lat))) break;
      const swapped = Math.abs(lon) <= 90 && Math.abs(lat) <= 180;
      const projected = Math.abs(lon) > 1000 && Math.abs(lat) > 1000;
      const what = swapped ? "swapped" : projected ? "projected" : "";
      issues.error("bad-coordinate", layer, {
        row: labels[row],
        value: `${lon}, ${lat}`,
        ...(what === "" ? {} : { details: { what } }),
      });
      break;
    }
  }
}

/** EPSG codes that count as WGS84: 4490 (CGCS2000) is within a metre of it. */
const GEOGRAPHIC = new Set([0, 4326, 4490, 4979]);

/** Refuses a layer in another coordinate system than WGS84 or CGCS2000 degrees. */
export function checkCrs({ table, layer }: LabelledTable, issues: IssueList): void {
  if (GEOGRAPHIC.has(table.crsCode)) return;
  issues.error("bad-value", layer, {
    field: "crs",
    value: `EPSG:${table.crsCode}`,
    details: { supported: "EPSG:4326, EPSG:4490" },
  });
}
