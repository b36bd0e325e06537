/**
 * How bad data and impossible requests are told. Bad data is a list of every
 * `Issue` found, never only the first; an impossible request is an
 * `AnalysisError` with a code and its fields. Prose for people is written in one
 * place (`app/describe-error`, `cli/describe-error`), never here.
 */

export type IssueCode =
  | "empty-file"
  | "changed-file"
  | "truncated-file"
  | "unknown-format"
  | "unreadable-file"
  | "too-large"
  | "no-streets"
  | "no-communities"
  | "no-demand"
  | "no-facilities"
  | "empty-study"
  | "bad-coordinate"
  | "outside-study"
  | "unknown-admin-level"
  | "incomplete-boundary"
  | "missing-column"
  | "bad-value"
  | "duplicate-id"
  | "duplicate-pair"
  | "unknown-id"
  | "unknown-service"
  | "unsupported-version"
  | "missing-layer"
  | "missing-glyphs"
  | "assumed";

/** One thing wrong (or worth knowing) in the data, precise enough to go and mend it. */
export interface Issue {
  readonly code: IssueCode;
  /** `error` stops the work; `warning` does not, and is shown. */
  readonly severity: "error" | "warning";
  /** The file or layer it is in. */
  readonly layer: string;
  /** 1-based row of a table (header is row 1), or the feature's id or number. */
  readonly row?: string | number;
  readonly field?: string;
  /** The offending value as read, shortened to 80 characters. */
  readonly value?: string;
  /** Figures that the sentence needs (`available`, `count`, `limit` …). */
  readonly details?: Readonly<Record<string, string | number>>;
}

/** Thrown by everything that reads data: carries all issues found, at least one an error. */
export class BadDataError extends Error {
  readonly issues: readonly Issue[];
  constructor(issues: readonly Issue[]) {
    super(issues.map((issue) => `${issue.layer}: ${issue.code}`).join("; "));
    this.name = "BadDataError";
    this.issues = issues;
  }
}

export type AnalysisErrorCode =
  | "unknown-service"
  | "unknown-profile"
  | "unknown-group"
  | "bad-parameter"
  | "no-sources"
  | "siting-impossible"
  /** None of the views can be shown. */
  | "nothing-to-present"
  | "cancelled"
  | "pool-crashed"
  | "worker-crashed";

/** An impossible or interrupted request. */
export class AnalysisError extends Error {
  readonly code: AnalysisErrorCode;
  readonly fields: Readonly<Record<string, string | number>>;
  constructor(code: AnalysisErrorCode, fields: Readonly<Record<string, string | number>> = {}) {
    super(`${code} ${JSON.stringify(fields)}`);
    this.name = "AnalysisError";
    this.code = code;
    this.fields = fields;
  }
}

/** @throws AnalysisError unless the value is a finite number above 0. */
export function checkPositive(field: string, value: number): void {
  if (typeof value === "number" && Number.isFinite(value) && value > 0) return;
  throw new AnalysisError("bad-parameter", { field, value: String(value) });
}
