/** A county's value in words: what it is, what is asked for, and what it was divided out of. */

import { formatCount, formatDecimal, formatShare } from "../../core/model/format-number.ts";
import { unitTree } from "../../core/model/unit-tree.ts";
import type { BreakdownRow } from "../../core/plan/judge/break-down.ts";
import { isShareTarget } from "../../core/plan/stated-value.ts";
import type { Target } from "../../core/plan/target.ts";
import { judgeFigure } from "../../core/plan/verdict.ts";
import type { StudyView } from "../../worker/protocol.ts";
import type { Text } from "../strings/text.ts";
import { askedOfCounty } from "./county-classes.ts";
import { valueText } from "./target-words.ts";

/** Lines of a tooltip; the county's name is the first. */
export function countyWords({ t }: Pick<Text, "t">, study: StudyView, target: Target, row: BreakdownRow): string[] {
  const name = unitTree(study).unitsById.get(row.unitId)?.name ?? row.unitId;
  if (row.value === null)
    return [name, t(row.facilities === null ? "judgedMap.county.notStated" : "judgedMap.county.notTestable")];
  const asked = askedOfCounty(target);
  const value = valueText(target, target.rule, row.value, t);
  const lines = [name];
  if (asked === null) lines.push(value);
  else {
    const isMet = judgeFigure(target, row.value) === "met";
    lines.push(
      t("judgedMap.county.value", {
        value,
        asked: isShareTarget(target) ? formatShare(asked) : formatDecimal(asked),
        verdict: t(isMet ? "verdict.met" : "verdict.not-met"),
      }),
    );
  }
  if (row.whole !== null && row.amount !== null) {
    const isRatio = target.rule.kind === "ratio";
    lines.push(
      t(isRatio ? "judgedMap.county.perPeople" : "judgedMap.county.ofAll", {
        amount: formatDecimal(row.amount),
        whole: formatCount(row.whole),
      }),
    );
  }
  return lines;
}
