/** A line for what an edit of a scenario could not do, or did otherwise than asked. */
import type { EditIssue, EditIssueCode } from "../core/scenario/edit-issue.ts";

const SENTENCES: Readonly<Record<EditIssueCode, string>> = {
  "unknown-service": "研究中没有这类设施 the study has no such service",
  "unknown-facility": "没有这个设施（可能已关闭） there is no such facility (it may be closed)",
  "duplicate-id": "编号已被占用 the id stands already",
  "unknown-street": "没有这条街道 there is no such street",
  "empty-part": "要关闭的路段没有长度 the stretch to close has no length",
  "end-not-joined": "有一端 20 米内没有街道，未与路网相接 an end has no street within 20 m and is joined to nothing",
  "outside-communities":
    "部分住户不在任何社区内，不计入任何单元 people live outside every community and count in no unit",
  "unknown-group": "研究中没有该人群 the study knows nobody of the group",
  "group-not-given": "未给出该人群人数，按 0 计 no figure for the group: counted as nobody",
};

export function describeEditIssue({ editId, code, severity, subject }: EditIssue): string {
  const effect = severity === "error" ? "未生效 without effect" : "已生效 applied";
  return `方案步骤 edit ${editId} (${effect}): ${subject}: ${SENTENCES[code]}.\n`;
}
