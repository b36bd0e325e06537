import { dayOf } from "../../core/model/calendar-day.ts";
import type { DocumentSettings } from "../../core/model/presentation.ts";
import { REPORT_FORMATS, type ReportFile, type ReportFormat } from "../../report/report-request.ts";
import { downloadBytes } from "../frame/download.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { currentChoices, currentParameters, currentPresentation, useProject } from "../store/project-store.ts";
import { useText } from "../strings/text.ts";
import { usePresent } from "./present-store.ts";
import { requestReport } from "./report-client.ts";
import { beginReportWork, ReportWork, useReportWork } from "./report-work.tsx";
import { StampFields, TextField } from "./settings-fields.tsx";

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
  const formats = usePresent((state) => state.formats);
  const work = useReportWork("documents");
  if (!study) return null;
  const isRunning = work.kind === "running";
  const lacksNumber = documents.stamp.kind === "reviewed" && documents.stamp.number.trim() === "";
  const toggle = (format: ReportFormat, isOn: boolean): void =>
    usePresent.setState((before) => ({
      formats: REPORT_FORMATS.filter((each) => (each === format ? isOn : before.formats.includes(each))),
    }));
  const make = (): Promise<void> =>
    beginReportWork("documents", (control) => {
      const { title, organisation, stamp } = documents;
      const parameters = currentParameters(useProject.getState());
      const scenarioNames = documents.scenarioNames.filter((name) => scenarios.some((each) => each.name === name));
      const asked = {
        formats,
        parameters,
        scenarioNames,
        title,
        organisation,
        stamp,
        date: dayOf(new Date()),
        layout: null,
      };
      return requestReport((inputs) => ({ kind: "report", request: { ...asked, inputs } }), control);
    });
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
      {!isRunning && (
        <div className="present-row">
          <button
            type="button"
            className="button button-primary"
            data-testid="documents-make"
            disabled={!isReady || formats.length === 0 || lacksNumber}
            onClick={() => void make()}
          >
            {t("present.make")}
          </button>
        </div>
      )}
      {lacksNumber && <p className="present-fault present-fault-plain">{t("present.stamp.missing")}</p>}
      <ReportWork name="documents" />
      {work.kind === "done" && <MadeFiles files={work.files} seconds={work.seconds} />}
    </section>
  );
}

function MadeFiles({ files, seconds }: { readonly files: readonly ReportFile[]; readonly seconds: number }) {
  const { t } = useText();
  return (
    <div className="present-files" role="status" data-testid="documents-files">
      <p className="quiet">{t("present.made", { count: files.length, seconds: seconds.toFixed(0) })}</p>
      <ul>
        {files.map(({ name, bytes }) => (
          <li key={name}>
            <button type="button" className="link" onClick={() => downloadBytes(name, bytes)}>
              {name}
            </button>
            <span className="quiet">{t("present.size", { size: (bytes.length / 1e6).toFixed(1) })}</span>
          </li>
        ))}
      </ul>
      {files.length > 1 && (
        <button
          type="button"
          className="button"
          data-testid="documents-all"
          onClick={() => {
            for (const { name, bytes } of files) downloadBytes(name, bytes);
          }}
        >
          {t("present.save.all")}
        </button>
      )}
    </div>
  );
}
