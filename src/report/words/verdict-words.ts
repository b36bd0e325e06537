/** Verdicts, states and causes in the words that documents use. */
import { VERDICT_MET, VERDICT_NOT_MET } from "../../core/coverage/coverage-result.ts";
import type { GapCause } from "../../core/coverage/gap-rows.ts";
import type { LedgerStatus } from "../../core/plan/ledger/ledger-note.ts";
import type { ProblemState } from "../../core/plan/ledger/ledger-rows.ts";
import type { Target, Verdict } from "../../core/plan/target.ts";

export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  met: "达标",
  "not-met": "未达标",
  "not-testable": "不可检验",
  "no-number": "计划无指标值",
};

/** Of a community, by its code. */
export function communityVerdict(code: number | undefined): string {
  if (code === VERDICT_MET) return "达标";
  return code === VERDICT_NOT_MET ? "未达标" : "不可检验";
}

export const CAUSE_WORDS: Readonly<Record<GapCause, string>> = {
  none: "搜索范围内没有设施",
  detour: "直线够近，街道绕远",
  far: "直线也太远",
};

export const STATE_WORDS: Readonly<Record<ProblemState, string>> = {
  open: "未达标",
  resolved: "已解决",
  "not-judged": "本次未检验",
};

export const STATUS_WORDS: Readonly<Record<LedgerStatus, string>> = {
  open: "待处理",
  planned: "已列入计划",
  "under-way": "办理中",
  done: "已办结",
  dropped: "不予办理",
};

export const BINDING_WORDS: Readonly<Record<NonNullable<Target["binding"]>, string>> = {
  binding: "约束性",
  expected: "预期性",
};
