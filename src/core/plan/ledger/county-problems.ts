/** Counties whose value was entered by hand and is below what the target asks for: rows of the ledger like those of the whole. */
import type { Target, TargetResult } from "../target.ts";
import { judgeFigure } from "../verdict.ts";
import { isCountable } from "../words/amount-words.ts";
import type { Problem } from "./ledger-problem.ts";

/** Empty where counties were measured (they stand for comparison only), and for amounts added, which are asked of the whole alone. */
export function problemsOfCounties(target: Target, { breakdown }: Pick<TargetResult, "breakdown">): Problem[] {
  const { rule } = target;
  const asked = target.target.value;
  if (asked === null || rule.kind === "added-since") return [];
  return breakdown.flatMap(({ unitId, facilities, value, amount, whole }): Problem[] => {
    if (facilities !== null || value === null || judgeFigure(target, value) !== "not-met") return [];
    const isRatio = rule.kind === "ratio" && amount !== null && whole !== null;
    const isPieces = rule.kind === "ratio" && isCountable(rule);
    const found = !isRatio ? null : isPieces ? Math.floor(amount + 1e-9) : amount;
    const must = isRatio ? (asked * whole) / rule.per : null;
    const needed = must !== null && isPieces ? Math.ceil(must - 1e-9 * Math.max(1, must)) : must;
    const short = needed !== null && found !== null ? needed - found : null;
    return [
      {
        targetId: target.id,
        unitId,
        groupId: rule.kind === "ratio" ? rule.groupId : "all",
        people: 0,
        peopleShort: 0,
        share: null,
        neededShare: null,
        gap: {
          kind: "amount",
          value,
          asked,
          short,
          found,
          needed,
          people: isRatio ? whole : null,
          isStated: true,
        },
        cause: { kind: "value-short" },
      },
    ];
  });
}
