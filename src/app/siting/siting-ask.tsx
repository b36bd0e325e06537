import { NumberField } from "../controls/number-field.tsx";
import { Segmented } from "../controls/segmented.tsx";
import { chooseService } from "../coverage/service-list.tsx";
import { FigureSource } from "../figures/figure.tsx";
import { formatCount } from "../format-number.ts";
import { demandWords } from "../select/demand-words.ts";
import { useOpenStudy, useShownCoverage } from "../select/shown-coverage.ts";
import { travelWord } from "../select/travel-word.ts";
import { useText } from "../strings/text.ts";
import { endSiting, solveSiting } from "./ask-siting.ts";
import { LONGEST_WALK, useSiting } from "./siting-store.ts";
import { PROVEN_GAP } from "./siting-words.ts";
import "./siting.css";

const MODELS = ["max-coverage", "set-cover", "p-median", "p-center"] as const;

const STUDY_FIGURE = { kind: "study" } as const;

/** What is asked of the solver: service, model, number, and what counts as a candidate. */
export function SitingAsk() {
  const { t, local } = useText();
  const open = useOpenStudy();
  const shown = useShownCoverage();
  const { ask, status, change } = useSiting();
  if (!open?.service || !shown) return null;
  const { study, service } = open;
  const { coverage } = shown;
  const isRunning = status === "running";
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
          onChange={(model) => change({ model })}
        />
      </div>
      <p className="quiet" data-testid="site-model-note">
        {t(`site.model.${ask.model}.note`)}
      </p>
      <div className="site-numbers">
        {ask.model !== "set-cover" && (
          <NumberField
            label={t("site.new")}
            unit={t("site.unit.sites")}
            value={ask.newSites}
            least={1}
            most={9999}
            step={1}
            onCommit={(value) => change({ newSites: Math.round(value) })}
          />
        )}
        {isByWalk && (
          <NumberField
            label={t("site.longest")}
            unit={t("site.unit.minutes")}
            value={ask.longestSeconds / 60}
            least={5}
            most={LONGEST_WALK / 60}
            step={5}
            onCommit={(minutes) => change({ longestSeconds: 60 * minutes })}
          />
        )}
        <NumberField
          label={t("site.grid")}
          unit="m"
          value={ask.gridMetres}
          least={100}
          most={20_000}
          step={100}
          onCommit={(gridMetres) => change({ gridMetres })}
        />
        <NumberField
          label={t("site.time")}
          unit={t("site.unit.seconds")}
          value={ask.timeLimitSeconds}
          least={1}
          most={3600}
          step={10}
          onCommit={(timeLimitSeconds) => change({ timeLimitSeconds })}
        />
      </div>
      <label className="site-keep">
        <input
          type="checkbox"
          checked={ask.keepsStanding}
          disabled={isRunning}
          onChange={(event) => change({ keepsStanding: event.target.checked })}
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
      <p className="quiet">{t("site.grid.default")}</p>
      <p className="quiet" data-testid="site-basis">
        {t("site.basis", {
          service: local(service.title),
          group: demandWords(t, coverage.groupId, study.demand.unit),
          mode: t(travelWord(coverage.profileId)),
          minutes: coverage.cutoffSeconds / 60,
          speed: coverage.speedMetresPerSecond.toFixed(2),
        })}{" "}
        <FigureSource of={STUDY_FIGURE} about={t("site.heading")} />
      </p>
      {isRunning ? (
        <StopButton />
      ) : (
        <button
          type="button"
          className="button button-primary"
          data-testid="site-solve"
          onClick={() => void solveSiting()}
        >
          {t("site.solve")}
        </button>
      )}
    </section>
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
