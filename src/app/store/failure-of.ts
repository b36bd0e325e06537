/** What was thrown, as something that can be described. */
import { AnalysisError, BadDataError } from "../../core/errors.ts";
import type { Failure } from "./analysis-store.ts";

/** Any thrown thing as a failure that can be described. */
export function failureOf(error: unknown): Failure {
  if (error instanceof BadDataError) return { kind: "bad-data", issues: error.issues };
  if (error instanceof AnalysisError) return { kind: "analysis", code: error.code, fields: error.fields };
  return { kind: "unexpected", message: error instanceof Error ? error.message : String(error) };
}

export function isCancelled(error: unknown): boolean {
  return error instanceof AnalysisError && error.code === "cancelled";
}
