import type { SnapCounts } from "../../core/coverage/coverage-result.ts";
import { formatCount, formatDemand, formatMetres, formatShare } from "../../core/model/format-number.ts";
import { PROFILES } from "../../core/model/parameters.ts";
import { listStudyAssumptions } from "../../core/model/study-assumptions.ts";
import { describeConditions } from "../../core/plan/words/condition-sentences.ts";
import type { ShownCoverage } from "../select/shown-coverage.ts";
import { travelWord } from "../select/travel-word.ts";
import { useView } from "../store/view-store.ts";
import { useText } from "../strings/text.ts";

/** Where the figures come from. Drawn only while it is open, for it would be most of what a drag of the slider costs. */
export function Basis({ shown }: { readonly shown: ShownCoverage }) {
  const { t } = useText();
  const basisOpen = useView((state) => state.basisOpen);
  const show = useView((state) => state.show);
  return (
    <details className="basis" open={basisOpen} onToggle={(event) => show({ basisOpen: event.currentTarget.open })}>
      <summary>{t("basis.heading")}</summary>
      {basisOpen && <BasisContent shown={shown} />}
    </details>
  );
}

/** Inputs, parameters, what could not be attached, and the study's assumptions. */
function BasisContent({ shown }: { readonly shown: ShownCoverage }) {
  const { t, language, local } = useText();
  const { answer, coverage, result, study } = shown;
  const { unit } = study.demand;
  const assumptions = listStudyAssumptions(study);
  const { demand, network } = result.counts;
  const facilities = result.counts.facilities[coverage.serviceId];
  const conditions = describeConditions(
    study.streetFacts.hasElevation,
    PROFILES[coverage.profileId],
    result.parameters,
    "time",
  );
  const rows: readonly (readonly [string, string])[] = [
    [
      t("basis.covered"),
      t("basis.covered.value", {
        covered: formatDemand(answer.peopleCovered, unit, language),
        total: formatDemand(answer.people, unit, language),
      }),
    ],
    [
      t("basis.mode"),
      t("basis.mode.value", {
        mode: t(travelWord(coverage.profileId)),
        speed: String(Number(coverage.speedMetresPerSecond.toFixed(2))),
        profile: t(`ask.profile.${coverage.profileId}`),
      }),
    ],
    ...(conditions.length > 0
      ? [[t("basis.conditions"), conditions.map(local).join(language === "zh-CN" ? "；" : "; ")] as const]
      : []),
    [
      t("basis.cutoff"),
      t("basis.cutoff.value", {
        minutes: String(Number((coverage.cutoffSeconds / 60).toFixed(1))),
        metres: formatMetres(coverage.straightRadiusMetres),
      }),
    ],
    [t("basis.straight"), formatMetres(coverage.straightRadiusMetres)],
    [t("basis.pass"), t("basis.pass.value", { share: formatShare(result.parameters.passShare) })],
    [t("basis.land"), t(`basis.land.${result.landBasis}`)],
    [
      t("basis.demand"),
      t("basis.demand.value", { attached: formatCount(demand.attached), lost: formatCount(lost(demand)) }),
    ],
    ...(facilities
      ? [
          [
            t("basis.facilities"),
            t("basis.facilities.value", {
              attached: formatCount(facilities.attached),
              lost: formatCount(lost(facilities)),
            }),
          ] as const,
        ]
      : []),
    [
      t("basis.network"),
      t("basis.network.value", { edges: formatCount(network.edges), length: formatMetres(network.metres) }),
    ],
  ];
  return (
    <>
      <dl>
        {rows.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {lost(demand) > 0 && (
        <p className="panel-note">
          {t("basis.demand.lost", {
            tooFar: formatCount(demand.tooFar),
            behindBarrier: formatCount(demand.behindBarrier),
            onIsland: formatCount(demand.onIsland),
          })}
        </p>
      )}
      {result.counts.demandOutside > 0 && (
        <p className="panel-note">{t("basis.demand.outside", { count: formatCount(result.counts.demandOutside) })}</p>
      )}
      {assumptions.length > 0 && (
        <>
          <h3>{t("basis.assumptions")}</h3>
          <ul className="basis-assumptions">
            {assumptions.map((assumption) => (
              <li key={assumption.en + assumption.zh}>{local(assumption)}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function lost({ tooFar, behindBarrier, onIsland }: SnapCounts): number {
  return tooFar + behindBarrier + onIsland;
}
