import type { Issue } from "../../core/errors.ts";
import { groupIssues, type IssueGroup, rowsOfGroup } from "../../core/model/issue-groups.ts";
import { DownloadIcon } from "../controls/icons.tsx";
import { describeIssue } from "../describe-issue.ts";
import { type Text, useText } from "../strings/text.ts";
import { downloadCsv } from "./download.ts";

const MOST_SHOWN = 200;

/** Every issue with its place, what is wrong and what to do, a fault of many rows once; the whole list can be taken away as CSV. */
export function IssueList({ issues }: { readonly issues: readonly Issue[] }) {
  const text = useText();
  const { t, local } = text;
  return (
    <>
      <ol className="issues" data-testid="issue-list">
        {groupIssues(issues)
          .slice(0, MOST_SHOWN)
          .map((group) => {
            const issue = group.first;
            const { title, happened, todo } = describeIssue(issue);
            return (
              <li key={JSON.stringify(issue)} data-severity={issue.severity}>
                <div className="issue-head">
                  <strong>{local(title)}</strong>
                  <span className="pill">{t(`issue.${issue.severity}`)}</span>
                </div>
                <div className="issue-place">{placeOf(text, group).join(" · ")}</div>
                <p>
                  {local(happened)}
                  {local(todo) !== "" && (
                    <>
                      {" "}
                      <span className="issue-todo">{local(todo)}</span>
                    </>
                  )}
                </p>
              </li>
            );
          })}
      </ol>
      <button type="button" className="button issues-download" onClick={() => downloadIssues(text, issues)}>
        <DownloadIcon />
        {t("data.issues.download")}
      </button>
    </>
  );
}

function placeOf({ t }: Text, group: IssueGroup): string[] {
  const { layer, row, field, value } = group.first;
  const parts = [layer];
  const count = group.issues.length;
  if (count > 1) {
    if (field !== undefined) parts.push(t("issue.field", { field }));
    return [...parts, t("issue.rows", { rows: rowsOfGroup(group), count })];
  }
  if (row !== undefined) parts.push(t(typeof row === "number" ? "issue.row" : "issue.feature", { row }));
  if (field !== undefined) parts.push(t("issue.field", { field }));
  if (value !== undefined) parts.push(t("issue.value", { value }));
  return parts;
}

function downloadIssues({ local }: Text, issues: readonly Issue[]): void {
  downloadCsv("issues.csv", [
    ["severity", "code", "layer", "row", "field", "value", "title", "happened", "todo"],
    ...issues.map((issue) => {
      const { title, happened, todo } = describeIssue(issue);
      return [
        issue.severity,
        issue.code,
        issue.layer,
        String(issue.row ?? ""),
        issue.field ?? "",
        issue.value ?? "",
        local(title),
        local(happened),
        local(todo),
      ];
    }),
  ]);
}
