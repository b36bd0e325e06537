import { NO_VALUE } from "../../core/model/format-number.ts";
import type { Target, TargetResult } from "../../core/plan/target.ts";
import { VerdictMark } from "../controls/verdict-mark.tsx";
import type { ShownCoverage } from "../select/shown-coverage.ts";
import { useTargetResults, useTargets } from "../select/target-results.ts";
import { useView } from "../store/view-store.ts";
import { useText } from "../strings/text.ts";
import { chooseTarget } from "../targets/choose-target.ts";
import { askedText, baselineText, nowText } from "../targets/target-words.ts";
import { targetsOfService } from "../targets/targets-of-service.ts";

const MOST_SHOWN = 8;

/** The plan's targets in the service's field: tested ones first. */
export function DomainTargets({ shown }: { readonly shown: ShownCoverage }) {
  const { t } = useText();
  const show = useView((state) => state.show);
  const results = useTargetResults();
  const { service, result } = shown;
  const all = useTargets();
  if (all.length === 0 || result.targets.length === 0) return null;
  const resultsById = new Map(results.map((each) => [each.targetId, each]));
  const targets = targetsOfService(all, service, resultsById);
  return (
    <section className="panel-section" aria-label={t("planTargets.heading")} data-tour="targets">
      <div className="panel-title">
        <h2>{t("planTargets.heading")}</h2>
        <button
          type="button"
          className="link quiet"
          data-leads="targets"
          onClick={() => show({ workspace: "targets" })}
        >
          {t("planTargets.count", {
            domain: t(`targets.domain.${service.domain}`),
            count: targets.length,
            total: all.length,
          })}
        </button>
      </div>
      {targets.length === 0 ? (
        <p className="panel-note">{t("planTargets.none")}</p>
      ) : (
        <table className="domain-targets">
          <thead>
            <tr>
              <th scope="col">{t("planTargets.target")}</th>
              <th scope="col" className="number">
                {t("planTargets.baseline")}
              </th>
              <th scope="col" className="number">
                {t("planTargets.asked")}
              </th>
              <th scope="col" className="number">
                {t("planTargets.now")}
              </th>
            </tr>
          </thead>
          <tbody>
            {targets.slice(0, MOST_SHOWN).map((target) => (
              <TargetLine key={target.id} target={target} result={resultsById.get(target.id)} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function TargetLine({ target, result }: { readonly target: Target; readonly result: TargetResult | undefined }) {
  const { local } = useText();
  const verdict = result?.verdict ?? "not-testable";
  return (
    <tr>
      <td>
        <span className="domain-target">
          <VerdictMark verdict={verdict} showWord={false} />
          <button
            type="button"
            className="domain-target-name"
            data-leads="target"
            title={target.quotation}
            onClick={() => chooseTarget(target.id)}
          >
            {local(target.title)}
          </button>
        </span>
      </td>
      <td className="number quiet">{baselineText(target)}</td>
      <td className="number quiet">{askedText(target)}</td>
      <td className="number" data-verdict-text={verdict}>
        {nowText(target, result) ?? NO_VALUE}
      </td>
    </tr>
  );
}
