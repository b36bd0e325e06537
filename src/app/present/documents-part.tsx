import { useEffect, useRef, useState } from "react";
import type { Progress } from "../../core/analysis-result.ts";
import type { DocumentSettings } from "../../core/model/presentation.ts";
import { REPORT_FORMATS, type ReportFile, type ReportFormat } from "../../report/report-request.ts";
import { describeFailure } from "../describe-error.ts";
import { downloadBytes } from "../frame/download.ts";
import { ProgressLine } from "../frame/progress-banner.tsx";
import { type Failure, useAnalysis } from "../store/analysis-store.ts";
import { failureOf, isCancelled } from "../store/failure-of.ts";
import { currentChoices, currentParameters, currentPresentation, useProject } from "../store/project-store.ts";
import { useText } from "../strings/text.ts";
import { dayOfToday } from "../today.ts";
import { requestReport } from "./report-client.ts";
import { StampFields, TextField } from "./settings-fields.tsx";

type Work =
  | { readonly kind: "idle" }
  | { readonly kind: "running"; readonly progress: Progress | null }
  | { readonly kind: "failed"; readonly failure: Failure }
  | { readonly kind: "done"; readonly files: readonly ReportFile[]; readonly seconds: number };

const IDLE: Work = { kind: "idle" };

function editDocuments(change: Partial<DocumentSettings>, field: string): void {
  const project = useProject.getState();
  const { documents } = currentPresentation(project);
  project.editPresentation({ documents: { ...documents, ...change } }, `documents ${field}`);
}

/** Slides, report, workbook and sheet in one go: what they say of themselves, which of them, progress, and the files. */
export function DocumentsPart() {
  const { t } = useText();
  const { documents } = useProject(currentPresentation);
  const scenarios = useProject((state) => currentChoices(state)?.scenarios) ?? [];
  const study = useAnalysis((state) => state.study);
  const isReady = useAnalysis((state) => state.result !== null);
  const [formats, setFormats] = useState<readonly ReportFormat[]>(["pptx", "docx", "xlsx", "pdf"]);
  const [work, setWork] = useState<Work>(IDLE);
  const controller = useRef<AbortController | null>(null);
  useEffect(() => () => controller.current?.abort(), []);
  if (!study) return null;
  const isRunning = work.kind === "running";
  const lacksNumber = documents.stamp.kind === "reviewed" && documents.stamp.number.trim() === "";
  const toggle = (format: ReportFormat, isOn: boolean): void =>
    setFormats(REPORT_FORMATS.filter((each) => (each === format ? isOn : formats.includes(each))));
  const make = async (): Promise<void> => {
    const own = new AbortController();
    controller.current = own;
    const started = performance.now();
    const parameters = currentParameters(useProject.getState());
    setWork({ kind: "running", progress: null });
    try {
      const files = await requestReport(
        (inputs) => ({
          kind: "report",
          request: {
            formats,
            parameters,
            scenarioNames: documents.scenarioNames.filter((name) => scenarios.some((each) => each.name === name)),
            title: documents.title,
            organisation: documents.organisation,
            stamp: documents.stamp,
            date: dayOfToday(),
            layout: null,
            inputs,
          },
        }),
        {
          signal: own.signal,
          onProgress: (progress) => {
            if (!own.signal.aborted) setWork({ kind: "running", progress });
          },
        },
      );
      setWork({ kind: "done", files, seconds: (performance.now() - started) / 1000 });
    } catch (error) {
      if (controller.current !== own) return;
      setWork(isCancelled(error) ? IDLE : { kind: "failed", failure: failureOf(error) });
    }
  };
  return (
    <section className="present-part" aria-label={t("present.documents")}>
      <p className="quiet">{t("present.documents.note")}</p>
      <fieldset className="present-formats" disabled={isRunning}>
        <legend className="panel-label">{t("present.formats")}</legend>
        {REPORT_FORMATS.map((format) => (
          <label key={format} className="present-format">
            <input
              type="checkbox"
              checked={formats.includes(format)}
              data-testid={`format-${format}`}
              onChange={({ target }) => toggle(format, target.checked)}
            />
            <span>
              <strong>{t(`present.format.${format}`)}</strong>
              <span className="quiet">{t(`present.format.${format}.note`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <TextField
        label={t("present.title")}
        hint={study.title.zh}
        value={documents.title}
        testId="documents-title"
        onChange={(title) => editDocuments({ title }, "title")}
      />
      <TextField
        label={t("present.organisation")}
        hint={t("present.organisation.hint")}
        value={documents.organisation}
        testId="documents-organisation"
        onChange={(organisation) => editDocuments({ organisation }, "organisation")}
      />
      <StampFields
        stamp={documents.stamp}
        isDemonstration={study.demonstration}
        onChange={(stamp) => editDocuments({ stamp }, "stamp")}
      />
      {scenarios.length > 0 && (
        <fieldset className="present-formats" disabled={isRunning}>
          <legend className="panel-label">{t("present.scenarios")}</legend>
          {scenarios.map(({ id, name }) => (
            <label key={id} className="present-format">
              <input
                type="checkbox"
                checked={documents.scenarioNames.includes(name)}
                onChange={({ target }) =>
                  editDocuments(
                    {
                      scenarioNames: scenarios
                        .map((each) => each.name)
                        .filter((each) => (each === name ? target.checked : documents.scenarioNames.includes(each))),
                    },
                    "scenarios",
                  )
                }
              />
              <span>{name}</span>
            </label>
          ))}
        </fieldset>
      )}
      <div className="present-row">
        {isRunning ? (
          <button
            type="button"
            className="button"
            data-testid="documents-cancel"
            onClick={() => controller.current?.abort()}
          >
            {t("app.cancel")}
          </button>
        ) : (
          <button
            type="button"
            className="button button-primary"
            data-testid="documents-make"
            disabled={!isReady || formats.length === 0 || lacksNumber}
            onClick={() => void make()}
          >
            {t("present.make")}
          </button>
        )}
      </div>
      {lacksNumber && <p className="present-fault present-fault-plain">{t("present.stamp.missing")}</p>}
      <Outcome work={work} />
    </section>
  );
}

function Outcome({ work }: { readonly work: Work }) {
  const { t, local } = useText();
  if (work.kind === "running") return <ProgressLine title={t("present.making")} progress={work.progress} />;
  if (work.kind === "failed") {
    const { happened, todo } = describeFailure(work.failure);
    return (
      <p className="present-fault present-fault-plain" role="alert" data-testid="documents-failure">
        {local(happened)} {local(todo)}
      </p>
    );
  }
  if (work.kind === "idle") return null;
  return (
    <div className="present-files" role="status" data-testid="documents-files">
      <p className="quiet">{t("present.made", { count: work.files.length, seconds: work.seconds.toFixed(0) })}</p>
      <ul>
        {work.files.map(({ name, bytes }) => (
          <li key={name}>
            <button type="button" className="link" onClick={() => downloadBytes(name, bytes)}>
              {name}
            </button>
            <span className="quiet">{t("present.size", { size: (bytes.length / 1e6).toFixed(1) })}</span>
          </li>
        ))}
      </ul>
      {work.files.length > 1 && (
        <button
          type="button"
          className="button"
          data-testid="documents-all"
          onClick={() => {
            for (const { name, bytes } of work.files) downloadBytes(name, bytes);
          }}
        >
          {t("present.save.all")}
        </button>
      )}
    </div>
  );
}
