/** The crossings and gates that the city lacks, for a service under the run's settings: asked for, listed, shown on the map, handed out as CSV. */
import { useEffect, useState } from "react";
import type { MissingLinks } from "../../core/questions/find-missing-links.ts";
import type { LinkKind } from "../../core/questions/link-candidates.ts";
import { describeFailure } from "../describe-error.ts";
import { formatCount, formatDemand, formatShare } from "../format-number.ts";
import { downloadWithAssumptions } from "../frame/download-with-assumptions.ts";
import { ProgressLine } from "../frame/progress-banner.tsx";
import { type ShownCoverage, useSettledCoverage } from "../select/shown-coverage.ts";
import { cancelBeside } from "../store/ask-beside.ts";
import { useView } from "../store/view-store.ts";
import { useText } from "../strings/text.ts";
import { linkCells } from "./crossings-csv.ts";
import { CrossingsTable } from "./crossings-table.tsx";
import { useExplain } from "./explain-store.ts";
import { groupWords, limitWords, reachWords } from "./explain-words.ts";
import { useMissingLinks } from "./use-explanation.ts";
import { boundsOf } from "./view-of-walk.ts";
import "./crossings.css";

const KINDS: readonly LinkKind[] = [
  "bridge",
  "railway-crossing",
  "road-crossing",
  "wall-gate",
  "dead-end",
  "locked-gate",
];

export function CrossingsSheet() {
  const shown = useSettledCoverage();
  return shown ? <Crossings shown={shown} /> : null;
}

function Crossings({ shown }: { readonly shown: ShownCoverage }) {
  const text = useText();
  const { t, local } = text;
  const { study } = shown;
  const wish = useExplain((state) => state.linkWish);
  const show = useExplain((state) => state.show);
  const [serviceId, setServiceId] = useState(wish?.serviceId ?? shown.service.id);
  const [kind, setKind] = useState<LinkKind | null>(wish?.kind ?? null);
  const { answer, isFresh, status, progress, failure } = useMissingLinks();
  const isWished = wish?.serviceId === serviceId && wish.kind === kind;
  const isCounting = isWished && (status === "waiting" || status === "running");
  const run = (): void => show({ linkWish: { serviceId, kind }, chosenLink: null });
  const stop = (): void => {
    cancelBeside("missingLinks");
    show({ linkWish: null });
  };
  return (
    <div className="crossings" data-testid="crossings">
      <form
        className="crossings-ask"
        onSubmit={(event) => {
          event.preventDefault();
          run();
        }}
      >
        <label>
          {t("crossings.service")}
          <select value={serviceId} onChange={(event) => setServiceId(event.target.value)}>
            {shown.result.services.map((each) => {
              const service = study.services.find(({ id }) => id === each.serviceId);
              return (
                <option key={each.serviceId} value={each.serviceId}>
                  {service ? local(service.title) : each.serviceId}
                </option>
              );
            })}
          </select>
        </label>
        <label>
          {t("crossings.kind")}
          <select
            value={kind ?? ""}
            onChange={(event) => setKind(KINDS.find((id) => id === event.target.value) ?? null)}
          >
            <option value="">{t("link.kind.any")}</option>
            {KINDS.map((id) => (
              <option key={id} value={id}>
                {t(`link.kind.${id}`)}
              </option>
            ))}
          </select>
        </label>
        {isCounting ? (
          <button type="button" className="button" onClick={stop}>
            {t("crossings.cancel")}
          </button>
        ) : (
          <button type="submit" className="button button-primary" data-testid="crossings-run">
            {t("crossings.run")}
          </button>
        )}
        {isCounting && <ProgressLine title={t("crossings.counting")} progress={progress} />}
        {isWished && answer && answer.links.length > 0 && (
          <button
            type="button"
            className="button crossings-csv"
            onClick={() =>
              void downloadWithAssumptions(`missing-links-${answer.serviceId}.csv`, linkCells(text, study, answer))
            }
          >
            {t("crossings.csv")}
          </button>
        )}
      </form>
      {failure && <p className="panel-note">{t("explain.failed", { reason: local(describeFailure(failure).todo) })}</p>}
      {!wish && <p className="panel-note">{t("crossings.intro")}</p>}
      {isWished && answer && (
        <div data-stale={!isFresh}>
          <Answer shown={shown} answer={answer} />
        </div>
      )}
    </div>
  );
}

/** Links whose places are brought into view when they are found. */
const SHOWN_AT_FIRST = 5;

function Answer({ shown, answer }: { readonly shown: ShownCoverage; readonly answer: MissingLinks }) {
  const { t, language } = useText();
  const { study } = shown;
  useEffect(() => {
    const { chosenLink } = useExplain.getState();
    const positions = answer.links.slice(0, SHOWN_AT_FIRST).flatMap(({ from, to }) => [from, to]);
    const bounds = boundsOf(positions);
    if (bounds && chosenLink === null) useView.getState().fly({ kind: "bounds", bounds });
  }, [answer]);
  const group = groupWords(t, study, answer.groupId);
  const reach = { kind: "time", seconds: answer.cutoffSeconds } as const;
  return (
    <>
      <p className="crossings-lead" data-testid="crossings-lead">
        {answer.links.length === 0
          ? t("crossings.none")
          : t("crossings.lead", {
              group,
              short: formatDemand(answer.peopleShort, study.demand.unit, language),
              limit: limitWords(t, reach),
              count: formatCount(answer.links.length),
            })}
        {study.demonstration && <span className="demo-badge">{t("crossings.demo")}</span>}
      </p>
      {answer.links.length > 0 && (
        <CrossingsTable study={study} answer={answer} searchLimitSeconds={shown.result.parameters.searchLimitSeconds} />
      )}
      <p className="crossings-note">
        {t("crossings.note", {
          reach: reachWords(t, reach, [answer.metresPerSecond]),
          group,
          pass: formatShare(answer.passShare),
        })}{" "}
        {t("crossings.note.feasible")}
      </p>
    </>
  );
}
