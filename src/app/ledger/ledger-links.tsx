/** Ways into the ledger from a target's page and from a community's card. */
import { VERDICT_NOT_MET } from "../../core/coverage/coverage-result.ts";
import { formatCount } from "../../core/model/format-number.ts";
import { problemsOfCounties } from "../../core/plan/ledger/county-problems.ts";
import type { TargetResult } from "../../core/plan/target.ts";
import { unitIdsNotMet } from "../../core/plan/unit-figures.ts";
import { useTargets } from "../select/target-results.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { useText } from "../strings/text.ts";
import { chooseTarget } from "../targets/choose-target.ts";
import { openLedger } from "./ledger-view.ts";
import { useJudgedPlan } from "./use-judged-plan.ts";
import "./ledger-links.css";

/** “问题台账中 N 条”; nothing where the target has no problem. */
export function TargetLedgerLink({ result }: { readonly result: TargetResult }) {
  const { t } = useText();
  const isWhole = result.units.ids.length === 0;
  const target = useTargets().find(({ id }) => id === result.targetId);
  const counties = target ? problemsOfCounties(target, result).length : 0;
  const count = isWhole ? (result.verdict === "not-met" ? 1 : 0) + counties : unitIdsNotMet(result.units).length;
  if (count === 0) return null;
  return (
    <p className="ledger-link">
      <button
        type="button"
        className="link"
        data-testid="target-ledger"
        onClick={() => openLedger({ targetId: result.targetId })}
      >
        {t("ledger.link", { count: formatCount(count) })}
      </button>
    </p>
  );
}

/** The problems of a community, each leading to its target. */
export function CommunityLedger({ communityIndex }: { readonly communityIndex: number }) {
  const { t, local } = useText();
  const unitId = useAnalysis((state) => state.study?.communities.ids[communityIndex] ?? "");
  const { targets, results } = useJudgedPlan();
  const failing = new Set(
    results.flatMap(({ targetId, units }) => {
      const unit = units.ids.indexOf(unitId);
      return unit >= 0 && units.verdicts[unit] === VERDICT_NOT_MET ? [targetId] : [];
    }),
  );
  if (failing.size === 0) return null;
  return (
    <section className="card-ledger" data-testid="card-ledger">
      <h3>
        {t("ledger.card")}{" "}
        <button type="button" className="link" onClick={() => openLedger({ unitId })}>
          {t("ledger.card.count", { count: formatCount(failing.size) })}
        </button>
      </h3>
      <ul>
        {targets
          .filter(({ id }) => failing.has(id))
          .map((target) => (
            <li key={target.id}>
              <button type="button" className="link" onClick={() => chooseTarget(target.id)}>
                {local(target.title)}
              </button>
            </li>
          ))}
      </ul>
    </section>
  );
}
