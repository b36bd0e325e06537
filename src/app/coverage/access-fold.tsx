import type { ServiceAccess } from "../../core/access/access-result.ts";
import { formatAmount, formatDemand, formatShare } from "../../core/model/format-number.ts";
import { NormEditor } from "../capacity/norm-editor.tsx";
import { describeFailure } from "../describe-error.ts";
import { FigureSource } from "../figures/figure.tsx";
import { ProgressLine } from "../frame/progress-banner.tsx";
import { type AccessAnswer, capacityUnit, faultWords, summariseAccess } from "../select/access-answer.ts";
import { demandWords } from "../select/demand-words.ts";
import { rememberLatest } from "../select/remember-latest.ts";
import type { ShownCoverage } from "../select/shown-coverage.ts";
import { type Beside, useAccess } from "../select/use-beside.ts";
import { cancelBeside } from "../store/ask-beside.ts";
import { wantBeside } from "../store/ask-worker.ts";
import { currentEdits, currentParameters, useProject } from "../store/project-store.ts";
import { useView } from "../store/view-store.ts";
import { useText } from "../strings/text.ts";
import { StateBar } from "./state-bar.tsx";
import "./access-fold.css";

const answerOf = rememberLatest(summariseAccess);

/** Capacity, backup and the two-step score of the people in scope. Counted only while it is open. */
export function AccessFold({ shown }: { readonly shown: ShownCoverage }) {
  const { t } = useText();
  const isOpen = useView((state) => state.accessOpen);
  const show = useView((state) => state.show);
  return (
    <details
      className="basis fold"
      open={isOpen}
      data-figures
      data-testid="access-fold"
      onToggle={(event) => show({ accessOpen: event.currentTarget.open })}
    >
      <summary>{t("access.heading")}</summary>
      {isOpen && <AccessContent shown={shown} />}
    </details>
  );
}

function AccessContent({ shown }: { readonly shown: ShownCoverage }) {
  const access = useAccess(shown);
  if (!access.answer) return <AccessWaiting shown={shown} access={access} />;
  return (
    <div>
      {!access.isFresh && <StaleNote access={access.answer} />}
      <AccessFigures shown={shown} access={access.answer} answer={answerOf(access.answer, shown.indexes)} />
    </div>
  );
}

/** Of which cutoff a figure is while the next is on its way. */
export function StaleNote({ access }: { readonly access: ServiceAccess }) {
  const { t } = useText();
  const minutes = Number((access.cutoffSeconds / 60).toFixed(1));
  return (
    <p className="panel-note" role="status">
      {t("access.of", { minutes })}
    </p>
  );
}

/** How far the counting has come, with a way to stop it; or why there is nothing, with a way to try again. */
export function AccessWaiting({
  shown,
  access: { status, progress, failure },
}: {
  readonly shown: ShownCoverage;
  readonly access: Beside<ServiceAccess>;
}) {
  const { t, local } = useText();
  const isOver = status === "failed" || status === "cancelled";
  const retry = () => {
    const project = useProject.getState();
    const { capacityNorms } = currentEdits(project);
    wantBeside("access", { serviceId: shown.service.id, capacityNorms, parameters: currentParameters(project) });
  };
  return (
    <div className="fold-waiting" role="status">
      {isOver ? (
        <p className="panel-note">
          {failure ? t("access.failed", { reason: local(describeFailure(failure).todo) }) : t("methods.cancelled")}
        </p>
      ) : (
        <ProgressLine title={t("access.computing")} progress={progress} />
      )}
      <button type="button" className="text-button" onClick={isOver ? retry : () => cancelBeside("access")}>
        {t(isOver ? "app.retry" : "app.cancel")}
      </button>
    </div>
  );
}

function AccessFigures({
  shown,
  access,
  answer,
}: {
  readonly shown: ShownCoverage;
  readonly access: ServiceAccess;
  readonly answer: AccessAnswer;
}) {
  const { t, language } = useText();
  const { unit } = shown.study.demand;
  const group = demandWords(t, access.groupId, unit);
  const capacityWord = capacityUnit(t, access.capacity?.attribute);
  const { stateFault, capacityFault, capacity, totals } = access;
  return (
    <>
      <p className="panel-note">
        {t("access.people", { group, amount: formatDemand(answer.people, unit, language) })}{" "}
        <FigureSource of={{ kind: "access" }} about={t("access.heading")} />
      </p>
      <StateBar answer={answer} unit={unit} />
      {stateFault && <p className="panel-note fold-fault">{faultWords(t, access, stateFault)}</p>}
      {capacity && (stateFault === null || stateFault === "capacity-is-staff") && (
        <NormEditor column={{ ...capacity, serviceId: access.serviceId }} />
      )}
      <dl>
        <div>
          <dt>{t("access.backup")}</dt>
          <dd>
            <strong data-testid="backup-share">{formatShare(answer.withBackup / answer.people)}</strong>
            <small>{t("access.backup.what")}</small>
          </dd>
        </div>
        {capacity && capacityFault === null && (
          <>
            {unit === "people" && (
              <div>
                <dt>{t("access.score", { unit: capacityWord })}</dt>
                <dd>
                  <strong data-testid="access-score">{formatScore(answer.scorePerThousand ?? Number.NaN)}</strong>
                  <small>
                    {t("access.score.what")}；{t("access.source", { attribute: capacity.attribute })}
                  </small>
                </dd>
              </div>
            )}
            <div>
              <dt>{t("access.capacity")}</dt>
              <dd>
                <strong>
                  {formatAmount(totals.capacity ?? Number.NaN, language)} {capacityWord}
                </strong>
                <small>
                  {t("access.capacity.reached", {
                    amount: formatAmount(totals.capacityReached ?? Number.NaN, language),
                  })}
                  {stateFault === null && ` · ${t("access.order")}`}
                </small>
              </dd>
            </div>
          </>
        )}
      </dl>
    </>
  );
}

/** Capacity per 1,000 people: three figures are enough. */
function formatScore(value: number): string {
  if (!Number.isFinite(value)) return "—";
  if (value === 0) return "0";
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
