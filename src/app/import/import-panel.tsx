import { formatCount } from "../../core/model/format-number.ts";
import type { ImportLayerView, ImportView } from "../../worker/import-protocol.ts";
import { Segmented } from "../controls/segmented.tsx";
import { describeFailure } from "../describe-error.ts";
import { describeIssue } from "../describe-issue.ts";
import { IssueList } from "../frame/issue-list.tsx";
import { ProgressLine, useLate } from "../frame/progress-banner.tsx";
import { useKeeping } from "../keeping/keeping-store.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { useText } from "../strings/text.ts";
import { cancelDecision, cancelMaking, decide, finishImport, leaveImport } from "./import-commands.ts";
import { lookAtLayer } from "./import-on-map.ts";
import { changeSettings, useImport } from "./import-store.ts";
import {
  countReady,
  errorsOf,
  isLookedAt,
  isSystemGuessed,
  joinsOf,
  obstacleTo,
  overlapOf,
  roleWords,
  serviceWords,
  stateOf,
  systemWords,
  titleWords,
  whyLeftOut,
} from "./import-words.ts";
import "./import-texts.ts";
import "./import.css";

/** On the left: the layers that were brought, what becomes of them, and the way on. */
export function ImportPanel() {
  const text = useText();
  const { t, local, list } = text;
  const { stage, fileNames, view, decisions, progress, failure } = useImport();
  const recording = useKeeping((state) => state.importRecording);
  if (stage === "reading" || view === null)
    return (
      <div className="import" data-testid="import-reading">
        <h2 className="workspace-title">{t("import.reading")}</h2>
        <ProgressLine title={list(fileNames)} progress={progress} />
        <button type="button" className="button" onClick={() => void leaveImport()}>
          {t("app.cancel")}
        </button>
      </div>
    );
  const taken = view.layers.filter(({ isLeftOut }) => !isLeftOut);
  const errors = errorsOf(view);
  const obstacle = obstacleTo(view);
  const guessed = taken.filter(isSystemGuessed);
  const unseen = guessed.filter((layer) => !isLookedAt(layer, decisions));
  return (
    <div className="import" data-testid="import-panel">
      <h2 className="workspace-title">{t("import.title")}</h2>
      <p className="panel-note">{t("import.intro")}</p>
      {recording && (
        <p className="panel-note" role="status" data-testid="import-recording" data-state={recording}>
          {t(`import.recording.${recording}`)}
        </p>
      )}
      <ol className="import-layers" aria-label={t("import.layers")}>
        {view.layers.map((layer) => (
          <LayerRow key={layer.title} layer={layer} view={view} />
        ))}
        {view.wholes.map(({ name, format, ages }) => (
          <li key={name} className="import-whole">
            {name} <span className="quiet">{format}</span>
            {ages !== null && <AgesField name={name} ages={ages} />}
          </li>
        ))}
      </ol>
      {view.base && (
        <Segmented
          label={t("import.target")}
          value={decisions.isAdded ? "add" : "new"}
          options={[
            { value: "add", label: t("import.target.add", { name: local(view.base.title) }) },
            { value: "new", label: t("import.target.new") },
          ]}
          onChange={(value) => void decide({ ...decisions, isAdded: value === "add" })}
        />
      )}
      {view.base?.demonstration && decisions.isAdded && <p className="ask-warning">{t("import.target.demo")}</p>}
      {errors.length > 0 && (
        <div className="import-errors">
          <IssueList issues={errors} />
        </div>
      )}
      {failure && <p className="ask-warning">{local(describeFailure(failure).happened)}</p>}
      <footer className="import-actions">
        <Underway />
        <p className="quiet" role="status">
          {t(`import.${obstacle ?? "ready"}`, {
            count: formatCount(countReady(view)),
          })}
        </p>
        {obstacle === null && guessed.length > 0 && (
          <p className="quiet" data-testid="import-confirms">
            {unseen.length === 0
              ? t("import.confirms")
              : t("import.confirms.some", { count: formatCount(unseen.length) })}
          </p>
        )}
        <div className="import-buttons">
          <button
            type="button"
            className="button"
            onClick={() => (stage === "making" ? cancelMaking() : void leaveImport())}
            data-testid="import-leave"
          >
            {t(stage === "making" ? "app.cancel" : "import.leave")}
          </button>
          <button
            type="button"
            className="button button-primary"
            disabled={obstacle !== null || stage === "making"}
            onClick={() => void finishImport()}
            data-testid="import-finish"
          >
            {t("import.finish")}
          </button>
        </div>
      </footer>
    </div>
  );
}

/** What takes longer than a moment: reading again as decided, or making the study; the first can be given up here. */
function Underway() {
  const { t } = useText();
  const stage = useImport((state) => state.stage);
  const progress = useImport((state) => state.progress);
  const opening = useAnalysis((state) => state.opening);
  const isRevising = useImport((state) => state.stage === "review" && state.decisions !== state.settled);
  const isLate = useLate(isRevising);
  if (stage === "making") return <ProgressLine title={t("import.making")} progress={opening?.progress ?? null} />;
  if (!isRevising || !isLate) return null;
  return (
    <div className="import-underway" role="status" data-testid="import-revising">
      <ProgressLine title={t("import.revising")} progress={progress} />
      <button type="button" className="button" onClick={cancelDecision}>
        {t("app.cancel")}
      </button>
    </div>
  );
}

/** Whose people a raster counts; what is written holds once the field is left. */
function AgesField({ name, ages }: { readonly name: string; readonly ages: string }) {
  const { t } = useText();
  const decisions = useImport((state) => state.decisions);
  const stated = decisions.settings[name]?.ages;
  const settle = (written: string): void => {
    const wanted = written.trim();
    if (wanted === (stated ?? ages)) return;
    void decide(changeSettings(decisions, name, { ages: wanted === "" ? undefined : wanted }));
  };
  return (
    <label className="import-field">
      <span>{t("import.ages")}</span>
      <input
        key={stated ?? ages}
        type="text"
        defaultValue={stated ?? ages}
        placeholder="all, 0-2, 60+"
        title={t("import.ages.note")}
        onBlur={({ target }) => settle(target.value)}
        onKeyDown={({ key, currentTarget }) => key === "Enter" && settle(currentTarget.value)}
      />
    </label>
  );
}

/** One layer: how it stands, what it is; a click shows it on the map. */
function LayerRow({ layer, view }: { readonly layer: ImportLayerView; readonly view: ImportView }) {
  const text = useText();
  const { t, list, local } = text;
  const chosen = useImport((state) => state.chosen);
  const { title, matching } = layer;
  const decisions = useImport((state) => state.decisions);
  const state = stateOf(layer, view, decisions);
  const joins = joinsOf(layer, view);
  const overlap = state === "left-out" ? null : overlapOf(layer, view);
  const why = whyLeftOut(layer);
  const role = layer.roles.map((one) => roleWords(text, one.role, view.services));
  return (
    <li>
      <button
        type="button"
        className="import-layer"
        aria-current={chosen === title}
        data-state={state}
        onClick={() => lookAtLayer(layer)}
      >
        <span className="import-state" aria-hidden="true" />
        <span className="import-layer-name">{titleWords(text, layer)}</span>
        <span className="import-layer-facts">
          {state === "left-out" ? t("import.role.leave-out") : role.length > 0 ? list(role) : t("import.role.unknown")}{" "}
          · {t("import.rows", { count: formatCount(layer.count) })}
        </span>
        {why && (
          <span className="import-layer-facts" data-testid="import-layer-why">
            {local(describeIssue(why).happened)}
          </span>
        )}
        {matching && state !== "left-out" && (
          <span className="import-layer-facts" data-testid="import-layer-matched">
            {matching.ofUnits > 0
              ? t("import.matched.units", { count: formatCount(matching.ofUnits) })
              : t("import.matched", { placed: formatCount(matching.placed), all: formatCount(matching.all) })}
          </span>
        )}
        {joins.map(({ serviceId, joining, existing, total }) => (
          <span key={serviceId} className="import-layer-facts">
            {joins.length > 1 && `${serviceWords(text, serviceId, view.services)} · `}
            {t(joining === "replace" ? "import.join.fact.replace" : "import.join.fact.add", {
              existing: formatCount(existing),
              total: formatCount(total),
            })}
          </span>
        ))}
        {overlap && (
          <span className="import-layer-facts" data-testid="import-layer-overlap">
            {t("import.overlap", { count: String(overlap.details?.count ?? ""), name: overlap.value ?? "" })}
          </span>
        )}
        {state !== "left-out" && <SystemFact layer={layer} />}
        {state !== "left-out" && <span className="import-layer-facts">{t(`import.state.${state}`)}</span>}
      </button>
    </li>
  );
}

/** The coordinate system that the layer is read in, and how near to streets that puts it. */
function SystemFact({ layer: { system, weighing } }: { readonly layer: ImportLayerView }) {
  const text = useText();
  const { t } = text;
  if (!system) return null;
  const metres = weighing?.systems.find(({ id }) => id === system.id)?.medianMetres ?? null;
  const name = systemWords(text, system.title);
  return (
    <span className="import-layer-facts">
      {metres === null
        ? t("import.system.fact", { name })
        : t("import.system.fact.metres", { name, metres: Math.round(metres) })}
    </span>
  );
}
