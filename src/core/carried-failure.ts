/** An error as plain values, to cross from one thread to another. */
import { AnalysisError, type AnalysisErrorCode, BadDataError, type Issue } from "./errors.ts";

export type CarriedFailure =
  | { readonly type: "bad-data"; readonly issues: readonly Issue[] }
  | {
      readonly type: "analysis";
      readonly code: AnalysisErrorCode;
      readonly fields: Readonly<Record<string, string | number>>;
    }
  | { readonly type: "unexpected"; readonly message: string };

export function carryError(error: unknown): CarriedFailure {
  if (error instanceof BadDataError) return { type: "bad-data", issues: error.issues };
  if (error instanceof AnalysisError) return { type: "analysis", code: error.code, fields: error.fields };
  return { type: "unexpected", message: error instanceof Error ? error.message : String(error) };
}

/** The error again; one that nobody foresaw is `worker-crashed`. */
export function restoreError(failure: CarriedFailure): Error {
  if (failure.type === "bad-data") return new BadDataError(failure.issues);
  if (failure.type === "analysis") return new AnalysisError(failure.code, failure.fields);
  return new AnalysisError("worker-crashed", { message: failure.message });
}
