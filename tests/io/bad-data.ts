/** The issues of work that must be refused. */
import { BadDataError, type Issue } from "../../src/core/errors.ts";

export async function issuesOf(work: Promise<unknown>): Promise<readonly Issue[]> {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof BadDataError)) throw new Error(`expected bad data, got ${String(error)}`);
  return error.issues;
}

/** Each issue as one line: layer, code, row, field. */
export function lines(issues: readonly Issue[]): string[] {
  return issues.map(({ layer, code, row, field }) =>
    [layer, code, row, field].filter((part) => part !== undefined).join(" "),
  );
}

export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
