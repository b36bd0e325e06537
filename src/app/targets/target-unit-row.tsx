import { VERDICT_MET, VERDICT_NOT_MET } from "../../core/coverage/coverage-result.ts";
import { formatShare } from "../../core/model/format-number.ts";
import { judgedAmounts } from "../../core/plan/unit-figures.ts";
import { VerdictMark } from "../controls/verdict-mark.tsx";
import { amountText } from "../select/judged-amount.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { useText } from "../strings/text.ts";
import { targetUnitId, useTargetOnMap } from "./target-on-map.ts";

/** What the target on the map found in the community's unit, by what it judges; the card's other figures are the run's. */
export function TargetUnitRow({ communityIndex }: { readonly communityIndex: number }) {
  const { t, language } = useText();
  const study = useAnalysis((state) => state.study);
  const onMap = useTargetOnMap();
  if (!study || !onMap) return null;
  const { target, result } = onMap;
  const { rule } = target;
  const { units } = result;
  const unit = units.ids.indexOf(targetUnitId(study, target.unit, communityIndex));
  const code = units.verdicts[unit];
  if (code !== VERDICT_MET && code !== VERDICT_NOT_MET) return null;
  const { all, short } = judgedAmounts(units, unit);
  const isLand = units.land !== undefined;
  const isCircle = rule.kind === "service-area";
  const share = formatShare((all - short) / all);
  return (
    <p className="card-verdict" data-testid="target-unit-row">
      <span className="quiet">{t("circle.card.target", { id: target.id })}</span>
      <VerdictMark verdict={code === VERDICT_MET ? "met" : "not-met"} />
      {isCircle && all > 0 && (
        <strong>
          {t(
            isLand
              ? "circle.card.land"
              : rule.kind === "service-area" && rule.withPlaces
                ? "circle.card.places"
                : "circle.card.people",
            { share },
          )}
        </strong>
      )}
      {short > 0 && (
        <span className="card-short">
          {t("card.short", { amount: amountText(short, isLand, study.demand.unit, language) })}
        </span>
      )}
    </p>
  );
}
