/** Kinds of causes in the problem ledger, as tables that count them name them. */
import type { Cause } from "../../core/plan/ledger/ledger-problem.ts";

export const LEDGER_CAUSE_WORDS: Readonly<Record<Cause["kind"], string>> = {
  "not-attached": "住处接不上路网",
  "near-miss": "接近达标",
  detour: "直线够近，街道绕远",
  "over-capacity": "设施已满",
  "too-far": "设施太远",
  "none-in-unit": "单元内没有设施",
  "too-few-in-unit": "单元内设施不够",
  "not-qualifying": "有设施但不合要求",
  "value-short": "总量不足",
};
