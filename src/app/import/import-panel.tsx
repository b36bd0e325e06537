import { formatCount } from "../../core/model/format-number.ts";
import type { ImportLayerView, ImportView } from "../../worker/import-protocol.ts";
import { Segmented } from "../controls/segmented.tsx";
import { describeFailure } from "../describe-error.ts";
import { IssueList } from "../frame/issue-list.tsx";
import { ProgressLine, useLate } from "../frame/progress-banner.tsx";
import { useAnalysis } from "../store/analysis-store.ts";
import { useText } from "../strings/text.ts";
import { cancelDecision, cancelMaking, decide, finishImport, leaveImport } from "./import-commands.ts";
import { lookAtLayer } from "./import-on-map.ts";
import { changeSettings, useImport } from "./import-store.ts";
import { joinsOf, roleWords, stateOf } from "./import-words.ts";
import "./import-texts.ts";
import "./import.css";

/** On the left: the layers that were brought, what becomes of them, and the way on. */
export function ImportPanel() {
  const text = useText();
  const { t, local, list } = text;
  const { stage, fileNames, view, decisions, progress, failure } = useImport();
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
  const errors = [...view.issues, ...view.assemblyIssues].filter(({ severity }) => severity === "error");
  const isBlocked = errors.length > 0 || taken.some((layer) => stateOf(layer, view) === "error");
  const isEmpty = taken.length === 0 && view.wholes.length === 0;
  return (
    <div className="import" data-testid="import-panel">
      <h2 className="workspace-title">{t("import.title")}</h2>
      <p className="panel-note">{t("import.intro")}</p>
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
          {t(isBlocked ? "import.blocked" : isEmpty ? "import.nothing" : "import.ready", {
            count: formatCount(taken.length),
          })}
        </p>
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
            disabled={isBlocked || isEmpty || stage === "making"}
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
  const { t, list } = text;
  const chosen = useImport((state) => state.chosen);
  const { title, matching } = layer;
  const state = stateOf(layer, view);
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
        <span className="import-layer-name">{title}</span>
        <span className="import-layer-facts">
          {state === "left-out" ? t("import.role.leave-out") : role.length > 0 ? list(role) : t("import.role.unknown")}{" "}
          · {t("import.rows", { count: formatCount(layer.count) })}
        </span>
        {matching && state !== "left-out" && (
          <span className="import-layer-facts" data-testid="import-layer-matched">
            {matching.ofUnits > 0
              ? t("import.matched.units", { count: formatCount(matching.ofUnits) })
              : t("import.matched", { placed: formatCount(matching.placed), all: formatCount(matching.all) })}
          </span>
        )}
        {joinsOf(layer, view).map(({ serviceId, joining, existing, total }) => (
          <span key={serviceId} className="import-layer-facts">
            {t(joining === "replace" ? "import.join.fact.replace" : "import.join.fact.add", {
              existing: formatCount(existing),
              total: formatCount(total),
            })}
          </span>
        ))}
        <span className="import-layer-facts">{t(`import.state.${state}`)}</span>
      </button>
    </li>
  );
}
