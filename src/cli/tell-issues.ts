/** All issues as the command line prints them; a fault that many rows share is explained once, with all its rows. */
import type { Issue } from "../core/errors.ts";
import { groupIssues, rowsOfGroup } from "../core/model/issue-groups.ts";
import { describeIssue } from "./describe-issue.ts";

/** More than a screen holds: then the numbers stand at the end, where the reader is. */
const LONG_LIST = 10;

export function tellIssues(issues: readonly Issue[]): string {
  const told = groupIssues(issues).map((group) => {
    const count = group.issues.length;
    if (count === 1) return describeIssue(group.first);
    const rows = rowsOfGroup(group);
    return `${describeIssue(group.first)}  同样的问题共 ${count} 处 in all: rows ${rows}\n`;
  });
  const errors = issues.filter(({ severity }) => severity === "error").length;
  if (errors > 0 && issues.length > LONG_LIST)
    told.push(
      `共 ${errors} 处错误、${issues.length - errors} 处提示 in all: ${errors} errors, ${issues.length - errors} notes\n`,
    );
  return told.join("");
}
