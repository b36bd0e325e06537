import { formatCount, formatDemand } from "../../core/model/format-number.ts";
import { MarkedText } from "../controls/marked-text.tsx";
import { describeFailure } from "../describe-error.ts";
import { FigureSource } from "../figures/figure.tsx";
import { downloadBytes, downloadCsv } from "../frame/download.ts";
import { type ShownCoverage, useShownCoverage } from "../select/shown-coverage.ts";
import { useProject } from "../store/project-store.ts";
import { useView } from "../store/view-store.ts";
import { useText } from "../strings/text.ts";
import { applySiting } from "./apply-siting.ts";
import { keyOfSiting, solveSiting } from "./ask-siting.ts";
import { nameArea } from "./site-area-words.ts";
import { changeForm, currentForm } from "./site-form-store.ts";
import { SiteList } from "./site-list.tsx";
import { SiteStart } from "./site-start.tsx";
import { SitingUse } from "./site-use.tsx";
import { SitingAlternatives } from "./siting-alternatives.tsx";
import { SitingCurve } from "./siting-curve.tsx";
import { listFaults } from "./siting-fields.ts";
import { listSiteRows, siteCells, siteGeoJson } from "./siting-files.ts";
import { describeCandidates } from "./siting-origin.ts";
import { shownSummary, useSiting } from "./siting-store.ts";
import {
  describeAnswer,
  describeDemands,
  describeFault,
  describeProof,
  describeWalks,
  type NearestQuestion,
  PROVEN_GAP,
  placeName,
} from "./siting-words.ts";
import { SpotQuestion } from "./spot-question.tsx";
import "./siting.css";

const STUDY_FIGURE = { kind: "study" } as const;
const SITING_FIGURE = { kind: "siting" } as const;

/** The answer: its sentence with the proof, who stays out of reach, the sites, the curve, nearly equal answers. */
export function SitingAnswer() {
  const { t } = useText();
  const shown = useShownCoverage();
  const state = useSiting();
  const isStale = useProject(
    (project) => state.askedKey !== "" && keyOfSiting(project, state.appliedScenarioId) !== state.askedKey,
  );
  if (!shown) return null;
  if (state.status === "failed") return <SitingFailure shown={shown} />;
  if (!shownSummary(state)) return <SiteStart shown={shown} />;
  return (
    <div className="site-answer" data-figures>
      {isStale && (
        <p className="site-notice" role="status">
          {t("site.stale")}
        </p>
      )}
      <SitingSentence shown={shown} />
      <Unreachable shown={shown} />
      <SiteList shown={shown} />
      <SitingUse shown={shown} />
      {state.report && (
        <>
          <SpotQuestion shown={shown} />
          <SitingTools shown={shown} />
          <SitingAlternatives report={state.report} />
          <SitingCurve report={state.report} />
        </>
      )}
    </div>
  );
}

function SitingSentence({ shown: { study, service, coverage } }: { readonly shown: ShownCoverage }) {
  const text = useText();
  const { t, local } = text;
  const state = useSiting();
  const { report, soFar, shown } = state;
  const summary = shownSummary(state);
  const proven = state.status === "running" ? soFar : report;
  if (!summary || !proven) return null;
  const model = report?.model ?? state.asked.model;
  const asked = study.services.find(({ id }) => id === report?.serviceId) ?? service;
  const worse = report?.alternatives[shown - 1];
  const walks = describeWalks(text, study, summary, report?.cutoffSeconds ?? coverage.cutoffSeconds);
  return (
    <section className="panel-section" aria-live="polite">
      <h2 className="site-sentence" data-testid="site-sentence">
        <MarkedText
          text={describeAnswer(text, study, local(asked.title), summary, model, nameArea(text, study, state.asked))}
          draw={(_, words) => <strong>{words}</strong>}
        />
      </h2>
      <div className="site-proven">
        <p className="site-proof" data-testid="site-proof" data-proven={proven.gap <= PROVEN_GAP && !worse}>
          {describeProof(text, { ...proven, model })}
        </p>
        <FigureSource of={SITING_FIGURE} />
        {study.demonstration && <span className="demo-badge">{t("app.demonstration")}</span>}
      </div>
      {walks && (
        <p className="quiet" data-testid="site-walks">
          {walks}
        </p>
      )}
      {describeDemands(text, study, summary, state.asked, report?.cutoffSeconds ?? coverage.cutoffSeconds).map(
        (note) => (
          <p key={note} className="quiet" data-testid="site-note">
            {note}
          </p>
        ),
      )}
      {report?.isStopped && <p className="site-notice">{t("site.stopped")}</p>}
      {report && (
        <p className="quiet">
          {describeCandidates(text, study, report, state.asked)}
          {report.outsideCount > 0 && ` ${t("site.area.outside", { count: formatCount(report.outsideCount) })}`}
          {report.refusedCount > 0 && ` ${t("site.refused", { count: formatCount(report.refusedCount) })}`}
        </p>
      )}
    </section>
  );
}

const MOST_NAMED = 5;

function Unreachable({ shown: { study } }: { readonly shown: ShownCoverage }) {
  const { t, language, list } = useText();
  const report = useSiting((state) => state.report);
  if (!report) return null;
  const { people, communities } = report.unreachable;
  if (people <= 0) return <p className="quiet">{t("site.unreachable.none")}</p>;
  const names = communities.slice(0, MOST_NAMED).map(({ communityIndex }) => study.communities.names[communityIndex]);
  const communityIndexes = communities.map(({ communityIndex }) => communityIndex);
  return (
    <section className="panel-section" data-testid="site-unreachable">
      <p>
        {t("site.unreachable", {
          people: formatDemand(people, study.demand.unit, language),
          count: formatCount(communities.length),
        })}
      </p>
      <p className="quiet">
        {list(names.map((name) => name ?? ""))}
        {communities.length > MOST_NAMED && " …"}
      </p>
      {communities.length > 0 && (
        <button
          type="button"
          className="link"
          onClick={() => useView.getState().fly({ kind: "communities", communityIndexes })}
        >
          {t("site.unreachable.show")}
        </button>
      )}
    </section>
  );
}

/** Takes the answer over as a scenario, or away as a file. */
function SitingTools({ shown: { study } }: { readonly shown: ShownCoverage }) {
  const text = useText();
  const { t, local } = text;
  const state = useSiting();
  const { report } = state;
  const summary = shownSummary(state);
  const appliedName = useProject((project) => {
    const choices = project.studyId === null ? undefined : project.choicesByStudy[project.studyId];
    return choices?.scenarios.find(({ id }) => id === state.appliedScenarioId)?.name;
  });
  const service = study.services.find(({ id }) => id === report?.serviceId);
  if (!report || !summary || !service) return null;
  const layer = study.facilities.find(({ serviceId }) => serviceId === service.id);
  const apply = (): void => {
    const source = study.sources.find((each) => each.layer === `facilities:${service.id}`);
    const scenario = applySiting(summary, {
      serviceId: service.id,
      name: t("site.scenarioName", {
        service: local(service.title),
        count: summary.sites.length,
        date: source?.date || study.date || "—",
      }),
      facilityNames: summary.sites.map(({ communityIndex }) =>
        t("site.newFacility", { place: placeName(text, study, communityIndex), service: local(service.title) }),
      ),
      base: state.askedScenario,
      placesAttribute: report.placesAttribute,
      standingIds: layer?.ids ?? [],
    });
    state.put({ appliedScenarioId: scenario?.id ?? null });
  };
  const rows = () =>
    listSiteRows(study, report, summary, state.asked, report.alternatives[state.shown - 1]?.worseBy ?? 0);
  const fileName = `siting-${service.id}-${summary.sites.length}`;
  return (
    <section className="panel-section site-tools">
      {appliedName === undefined ? (
        <button type="button" className="button button-primary" data-testid="site-apply" onClick={apply}>
          {t("site.apply")}
        </button>
      ) : (
        <p role="status" data-testid="site-applied">
          {t("site.applied", { name: appliedName })}
        </p>
      )}
      <button type="button" className="link" onClick={() => downloadCsv(`${fileName}.csv`, siteCells(rows()))}>
        {t("site.download")}
      </button>
      <button
        type="button"
        className="link"
        onClick={() => downloadBytes(`${fileName}.geojson`, new TextEncoder().encode(siteGeoJson(rows())))}
      >
        {t("site.downloadGeo")}
      </button>
    </section>
  );
}

function SitingFailure({ shown }: { readonly shown: ShownCoverage }) {
  const text = useText();
  const { t, local } = text;
  const { failure, asked: ask } = useSiting();
  const fault = describeFault(text, shown.study, failure, ask, shown.coverage.cutoffSeconds);
  const { editParameters } = useProject.getState();
  const other = failure && !fault ? describeFailure(failure) : null;
  const askInstead = (nearest: NearestQuestion | undefined): void => {
    if (nearest?.ask) changeForm(nearest.ask);
    if (nearest?.cutoffSeconds) editParameters({ cutoffSeconds: nearest.cutoffSeconds });
    if (nearest?.everybody) editParameters({ groupId: "all" });
    if (listFaults(text, { ask: currentForm(useProject.getState()), drafts: useSiting.getState().drafts }).length === 0)
      void solveSiting();
    else useSiting.getState().put({ isTold: true });
  };
  return (
    <section className="site-answer" data-figures role="alert">
      <h2 className="site-sentence">{t("site.failed")}</h2>
      <p data-testid="site-fault">{fault?.sentence ?? (other && `${local(other.happened)} ${local(other.todo)}`)}</p>
      <div className="site-instead">
        {fault?.nearest && (
          <button
            type="button"
            className="button button-primary"
            data-testid="site-nearest"
            onClick={() => askInstead(fault.nearest ?? undefined)}
          >
            {fault.nearest.label}
          </button>
        )}
        {fault?.other && (
          <button type="button" className="button" data-testid="site-other" onClick={() => askInstead(fault.other)}>
            {fault.other.label}
          </button>
        )}
      </div>
      {fault && <FigureSource of={STUDY_FIGURE} about={t("site.failed")} />}
    </section>
  );
}
