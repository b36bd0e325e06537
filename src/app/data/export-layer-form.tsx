/**
 * The form under a layer's row, or under the table for several layers: format, coordinate system, which columns or which layers; the
 * file is made in the worker and handed to the browser.
 */
import { useEffect, useRef, useState } from "react";
import type { Progress } from "../../core/analysis-result.ts";
import { formatCount } from "../../core/model/format-number.ts";
import { EXPORT_FORMATS, type ExportFormat, shiftOf } from "../../io/export/export-request.ts";
import type { ExportChoices, LayerFile } from "../../worker/export-protocol.ts";
import { describeFailure } from "../describe-error.ts";
import { downloadBytes } from "../frame/download.ts";
import { ProgressLine } from "../frame/progress-banner.tsx";
import { type Failure, useAnalysis } from "../store/analysis-store.ts";
import { failureOf, isCancelled } from "../store/failure-of.ts";
import { type JoinedCoverage, requestExportChoices, requestLayerFile } from "../store/request-export.ts";
import { exportZhCn } from "../strings/export.zh-cn.ts";
import { addTexts, type TextKey, useText } from "../strings/text.ts";
import { ExportLayerChoice, type NamedLayer } from "./export-layer-choice.tsx";
import { ExportColumns } from "./export-layer-columns.tsx";
import { describeOfferedSystem } from "./export-system-words.ts";
import "./export-layer.css";

addTexts(exportZhCn);

type Work =
  | { readonly kind: "idle" }
  | { readonly kind: "running"; readonly progress: Progress | null; readonly controller: AbortController }
  | { readonly kind: "failed"; readonly failure: Failure }
  | { readonly kind: "done"; readonly file: Omit<LayerFile, "bytes"> };

const IDLE: Work = { kind: "idle" };
const OTHER_SYSTEM = "other";
const COMMUNITIES = "communities";
const JOINED: readonly JoinedCoverage[] = ["none", "shown", "all"];

export function ExportLayerForm({
  layers,
  onClose,
}: {
  /** One, or those to choose from. */
  readonly layers: readonly [NamedLayer, ...NamedLayer[]];
  readonly onClose: () => void;
}) {
  const { t } = useText();
  const isSeveral = layers.length > 1;
  const [{ id: first, name }] = layers;
  const study = useAnalysis((state) => state.study);
  const [choices, setChoices] = useState<ExportChoices | null>(null);
  const [format, setFormat] = useState<ExportFormat>("gpkg");
  const [systemId, setSystemId] = useState("EPSG:4326");
  const [code, setCode] = useState("");
  const [joined, setJoined] = useState<JoinedCoverage>("none");
  /** Columns of the one layer, or layers, that stay out. */
  const [dropped, setDropped] = useState<ReadonlySet<string>>(new Set());
  const [work, setWork] = useState<Work>(IDLE);
  const opening = useRef<HTMLSelectElement>(null);
  const controller = useRef<AbortController | null>(null);

  useEffect(() => {
    opening.current?.focus();
    return () => controller.current?.abort();
  }, []);
  useEffect(() => {
    // A scenario or another study may have other columns.
    if (!study) return;
    let isWanted = true;
    requestExportChoices(first).then(
      (offered) => isWanted && setChoices(offered),
      (error: unknown) => isWanted && setWork({ kind: "failed", failure: failureOf(error) }),
    );
    return () => {
      isWanted = false;
    };
  }, [first, study]);

  const isOther = systemId === OTHER_SYSTEM;
  const system = isOther ? `EPSG:${code.trim()}` : systemId;
  const taken = isSeveral ? layers.filter(({ id }) => !dropped.has(id)).map(({ id }) => id) : [first];
  const isCodeRead = !isOther || /^\d{4,6}$/.test(code.trim());
  const isReady = choices !== null && work.kind !== "running" && taken.length > 0 && isCodeRead;
  const take = async () => {
    const own = new AbortController();
    controller.current = own;
    const put = (next: Work): void => {
      if (controller.current === own) setWork(next);
    };
    put({ kind: "running", progress: null, controller: own });
    const isWhole = isSeveral || dropped.size === 0;
    const columns = isWhole ? null : (choices?.columns.filter((each) => !dropped.has(each)) ?? null);
    const coverage = taken.includes(COMMUNITIES) ? joined : "none";
    try {
      const { bytes, ...file } = await requestLayerFile({ layers: taken, format, system, columns }, coverage, {
        signal: own.signal,
        onProgress: (progress) => put({ kind: "running", progress, controller: own }),
      });
      if (own.signal.aborted) return;
      downloadBytes(file.name, bytes);
      put({ kind: "done", file });
    } catch (error) {
      put(isCancelled(error) ? IDLE : { kind: "failed", failure: failureOf(error) });
    }
  };
  const stop = () => {
    controller.current?.abort();
    controller.current = null;
    setWork(IDLE);
  };

  return (
    <form
      className="export-layer"
      aria-label={isSeveral ? t("export.form.several") : t("export.form", { layer: name })}
      data-testid="export-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) void take();
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape") onClose();
      }}
    >
      <label className="ask-select">
        <span className="panel-label">{t("export.format")}</span>
        <select ref={opening} value={format} onChange={(event) => setFormat(event.target.value as ExportFormat)}>
          {EXPORT_FORMATS.map((each) => (
            <option key={each} value={each}>
              {t(taken.length > 1 ? `export.formats.${each}` : `export.format.${each}`)}
            </option>
          ))}
        </select>
      </label>
      <label className="ask-select">
        <span className="panel-label">{t("export.system")}</span>
        <select value={systemId} onChange={(event) => setSystemId(event.target.value)}>
          {(choices?.systems ?? [{ id: "EPSG:4326", title: "WGS84" }]).map((offered) => (
            <option key={offered.id} value={offered.id}>
              {describeOfferedSystem(offered, t)}
            </option>
          ))}
          <option value={OTHER_SYSTEM}>{t("export.system.other")}</option>
        </select>
      </label>
      {isOther && (
        <label className="export-code">
          <span className="panel-label">{t("export.system.code")}</span>
          <input
            inputMode="numeric"
            value={code}
            placeholder="4547"
            onChange={(event) => setCode(event.target.value)}
          />
        </label>
      )}
      {shiftOf(system) !== "" && (
        <p className="ask-warning">{t("export.shifted", { system: shiftOf(system).toUpperCase() })}</p>
      )}
      {taken.includes(COMMUNITIES) && (
        <label className="ask-select">
          <span className="panel-label">{t("export.coverage")}</span>
          <select value={joined} onChange={(event) => setJoined(event.target.value as JoinedCoverage)}>
            {JOINED.map((each) => (
              <option key={each} value={each}>
                {t(`export.coverage.${each}`)}
              </option>
            ))}
          </select>
        </label>
      )}
      {isSeveral && <ExportLayerChoice layers={layers} dropped={dropped} onChange={setDropped} />}
      {choices && !isSeveral && <ExportColumns columns={choices.columns} dropped={dropped} onChange={setDropped} />}
      {study?.demonstration && <p className="panel-note">{t("export.marked")}</p>}
      <div className="export-actions">
        <button type="submit" className="button button-primary" disabled={!isReady}>
          {t("export.take")}
        </button>
        <button type="button" className="button" onClick={onClose}>
          {t("export.close")}
        </button>
      </div>
      <ExportWork work={work} layers={layers} onStop={stop} />
    </form>
  );
}

/** The sentence about a system that cannot be taken; null for any other failure. */
function systemFault(failure: Failure): TextKey | null {
  if (failure.kind !== "bad-data") return null;
  if (failure.issues.some(({ field }) => field === "crs")) return "export.fault.system";
  return failure.issues.some(({ code }) => code === "bad-coordinate") ? "export.fault.outside" : null;
}

/** How far the file has come, why there is none, or what it could not carry. */
function ExportWork({
  work,
  layers,
  onStop,
}: {
  readonly work: Work;
  readonly layers: readonly NamedLayer[];
  readonly onStop: () => void;
}) {
  const { t, local } = useText();
  if (work.kind === "running")
    return (
      <div className="export-work" role="status">
        <ProgressLine title={t("export.making")} progress={work.progress} />
        <button type="button" className="button" onClick={onStop}>
          {t("app.cancel")}
        </button>
      </div>
    );
  if (work.kind === "failed") {
    const fault = systemFault(work.failure);
    const { happened, todo } = describeFailure(work.failure);
    return (
      <p className="export-failure" role="alert">
        {fault ? t(fault) : `${local(happened)} ${local(todo)}`}
      </p>
    );
  }
  if (work.kind === "idle") return null;
  const { name, rows, notices } = work.file;
  return (
    <div className="export-done" role="status" data-testid="export-done">
      <p>{t("export.done", { name, rows: formatCount(rows) })}</p>
      {notices.length > 0 && (
        <ul className="target-notes">
          {notices.map((notice) => {
            const about = layers.length > 1 ? layers.find(({ id }) => id === notice.layer) : undefined;
            return (
              <li key={notice.layer + notice.zh}>
                {about && `${about.name}: `}
                {local(notice)}
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}
