import { useEffect } from "react";
import { GROUP_IDS } from "../../core/model/demand.ts";
import { formatCount } from "../../core/model/format-number.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { Segmented } from "../controls/segmented.tsx";
import { chooseService } from "../coverage/service-list.tsx";
import { FigureSource } from "../figures/figure.tsx";
import { demandWords } from "../select/demand-words.ts";
import { useOpenStudy, useShownCoverage } from "../select/shown-coverage.ts";
import { travelWord } from "../select/travel-word.ts";
import { currentParameters, useProject } from "../store/project-store.ts";
import { useText } from "../strings/text.ts";
import { endSiting, solveSiting } from "./ask-siting.ts";
import { SiteArea } from "./site-area.tsx";
import { nameArea } from "./site-area-words.ts";
import { SiteCandidates, SiteExclusions } from "./site-candidates.tsx";
import { SiteDemands } from "./site-demands.tsx";
import { changeForm, useSiteForm } from "./site-form-store.ts";
import { SiteKept } from "./site-kept.tsx";
import { SiteMoney, SitePlaces } from "./site-means.tsx";
import { SiteNumber } from "./site-number.tsx";
import { SiteRequired } from "./site-required.tsx";
import { listFaults, listFields } from "./siting-fields.ts";
import { useSiting } from "./siting-store.ts";
import { PROVEN_GAP } from "./siting-words.ts";
import "./siting.css";

const MODELS = ["max-coverage", "set-cover", "p-median", "p-center"] as const;

const STUDY_FIGURE = { kind: "study" } as const;

/** What is asked of the solver: service, model, number, and what counts as a candidate. */
export function SitingAsk() {
  const text = useText();
  const { t, local } = text;
  const open = useOpenStudy();
  const shown = useShownCoverage();
  const ask = useSiteForm();
  const { status, put, isTold, showsGain, drafts } = useSiting();
  useEffect(() => () => useSiting.getState().put({ hand: null, sketch: [] }), []);
  if (!open?.service || !shown) return null;
  const { study, service } = open;
  const { coverage } = shown;
  const isRunning = status === "running";
  const faults = listFaults(text, { ask, drafts });
  const fields = new Set(listFields(ask).map(({ id }) => id));
  const isByWalk = ask.model === "p-median" || ask.model === "p-center";
  return (
    <section className="site-ask" data-figures aria-label={t("site.heading")}>
      <h2>{t("site.heading")}</h2>
      <p className="quiet">{t("site.lead")}</p>
      <label className="site-service">
        <span className="panel-label">{t("ask.service")}</span>
        <select
          value={service.id}
          disabled={isRunning}
          data-testid="site-service"
          onChange={(event) => chooseService(event.target.value)}
        >
          {study.services
            .filter(({ circle }) => circle)
            .map(({ id, title }) => (
              <option key={id} value={id}>
                {local(title)}
              </option>
            ))}
        </select>
      </label>
      <SiteGroup study={study} />
      <SiteArea study={study} />
      <div className="site-models">
        <Segmented
          label={t("site.model")}
          options={MODELS.map((model) => ({
            value: model,
            label: t(`site.model.${model}`),
            hint: t(`site.model.${model}.note`),
            disabled: isRunning,
          }))}
          value={MODELS.find((model) => model === ask.model) ?? null}
          onChange={(model) => changeForm({ model })}
        />
      </div>
      <p className="quiet" data-testid="site-model-note">
        {t(`site.model.${ask.model}.note`)}
      </p>
      <div className="site-numbers">
        {fields.has("newSites") && <SiteNumber id="newSites" />}
        {fields.has("longestSeconds") && <SiteNumber id="longestSeconds" />}
        <SiteNumber id="timeLimitSeconds" />
      </div>
      <label className="site-keep">
        <input
          type="checkbox"
          checked={ask.keepsStanding}
          disabled={isRunning}
          onChange={(event) => changeForm({ keepsStanding: event.target.checked })}
        />
        <span>{t("site.keep", { count: formatCount(coverage.facilityCount) })}</span>
      </label>
      {isByWalk && (
        <p className="quiet">
          {t(ask.model === "p-median" ? "site.longest.p-median" : "site.longest.p-center", {
            minutes: Math.max(ask.longestSeconds, coverage.cutoffSeconds) / 60,
          })}
        </p>
      )}
      <SiteCandidates study={study} serviceId={service.id} />
      <SiteRequired />
      <SiteExclusions study={study} />
      <SiteMoney study={study} />
      <SitePlaces />
      <SiteDemands />
      <SiteKept study={study} />
      <p className="quiet" data-testid="site-basis">
        {t("site.basis", {
          service: local(service.title),
          group: demandWords(t, coverage.groupId, study.demand.unit),
          mode: t(travelWord(coverage.profileId)),
          minutes: coverage.cutoffSeconds / 60,
          speed: coverage.speedMetresPerSecond.toFixed(2),
          area: nameArea(text, study, ask),
        })}{" "}
        <FigureSource of={STUDY_FIGURE} about={t("site.heading")} />
      </p>
      <label className="site-keep">
        <input
          type="checkbox"
          checked={showsGain}
          data-testid="site-gain"
          onChange={(event) => put({ showsGain: event.target.checked })}
        />
        <span>{t("site.gain.toggle", { service: local(service.title) })}</span>
      </label>
      {isTold && faults.length > 0 && (
        <div role="alert" data-testid="site-form-faults">
          <ul className="site-faults">
            {faults.map(({ sentence }) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </div>
      )}
      {isRunning ? (
        <StopButton />
      ) : (
        <button
          type="button"
          className="button button-primary"
          data-testid="site-solve"
          onClick={() => {
            put({ isTold: faults.length > 0, hand: null, sketch: [] });
            if (faults.length === 0) void solveSiting();
          }}
        >
          {t("site.solve")}
        </button>
      )}
    </section>
  );
}

/** Whose walks count; the coverage workspace has the same choice. */
function SiteGroup({ study }: { readonly study: StudyView }) {
  const { t } = useText();
  const groupId = useProject((state) => currentParameters(state).groupId);
  const isRunning = useSiting((state) => state.status === "running");
  const groups = GROUP_IDS.filter((id) => study.demand.totals[id] !== undefined);
  if (study.demand.unit !== "people" || groups.length < 2) return null;
  return (
    <label className="site-service">
      <span className="panel-label">{t("ask.group")}</span>
      <select
        value={groupId ?? ""}
        disabled={isRunning}
        data-testid="site-group"
        onChange={({ target }) =>
          useProject.getState().editParameters({ groupId: GROUP_IDS.find((id) => id === target.value) ?? null })
        }
      >
        <option value="">{t("site.group.own")}</option>
        {groups.map((id) => (
          <option key={id} value={id}>
            {t(`group.${id}`)}
          </option>
        ))}
      </select>
    </label>
  );
}

function StopButton() {
  const { t } = useText();
  const soFar = useSiting((state) => state.soFar);
  const searched = useSiting((state) => state.searched);
  return (
    <div role="status">
      <p className="quiet" data-testid="site-stage">
        {soFar
          ? t(soFar.gap <= PROVEN_GAP ? "site.stage.comparing" : `site.stage.${soFar.stage}`)
          : searched === null
            ? t("site.stage.first")
            : `${t("site.stage.preparing")} ${formatCount(searched)}`}
      </p>
      <button type="button" className="button" data-testid="site-stop" onClick={() => void endSiting()}>
        {t(soFar ? "site.stop" : "site.cancel")}
      </button>
    </div>
  );
}
