/** Issues that say the same of many rows, told once. */
import type { Issue } from "../errors.ts";

export interface IssueGroup {
  /** The first of them, in whose words all are told. */
  readonly first: Issue;
  readonly issues: readonly Issue[];
}

/** Few of a kind are more telling one by one, each with its value. */
const MOST_ONE_BY_ONE = 20;

/** Issues with the same fault in the same field of the same layer together, in the order of the first of each. */
export function groupIssues(issues: readonly Issue[]): readonly IssueGroup[] {
  const groups = new Map<string, Issue[]>();
  for (const issue of issues) {
    const { row, value, ...rest } = issue;
    const key = JSON.stringify(row === undefined ? issue : rest);
    const group = groups.get(key);
    if (group) group.push(issue);
    else groups.set(key, [issue]);
  }
  return [...groups.values()].flatMap((group): IssueGroup[] =>
    group.length > MOST_ONE_BY_ONE
      ? [{ first: group[0] as Issue, issues: group }]
      : group.map((issue) => ({ first: issue, issues: [issue] })),
  );
}

/** The rows of a group, numbers that follow each other as a range: `2–225, 228`. */
export function rowsOfGroup({ issues }: IssueGroup): string {
  const parts: { first: string | number; last: string | number }[] = [];
  for (const { row } of issues) {
    if (row === undefined) continue;
    const last = parts.at(-1);
    if (last !== undefined && typeof row === "number" && typeof last.last === "number" && row === last.last + 1)
      last.last = row;
    else parts.push({ first: row, last: row });
  }
  return parts.map(({ first, last }) => (first === last ? String(first) : `${first}–${last}`)).join(", ");
}
