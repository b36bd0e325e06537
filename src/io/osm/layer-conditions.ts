/** Conditions of streets and of points on them as a layer keeps them, and what is told of those not understood. */
import type { Issue } from "../../core/errors.ts";

/** Condition bits as a layer keeps them: none at all where there is no bit. */
export function conditionsOf(bits: readonly number[]): { readonly conditions?: Uint8Array } {
  return bits.some((value) => value !== 0) ? { conditions: Uint8Array.from(bits) } : {};
}

/** What is told where opening times or conditions are not understood: such streets and gates count as always open. */
export function unreadTimesIssues(layer: string, count: number): Issue[] {
  if (count === 0) return [];
  return [
    { code: "assumed", severity: "warning", layer, field: "condition", details: { what: "unread-times", count } },
  ];
}
