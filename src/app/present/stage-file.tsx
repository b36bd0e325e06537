import { dayOf } from "../../core/model/calendar-day.ts";
import { downloadBytes } from "../frame/download.ts";
import { currentParameters, currentPresentation, useProject } from "../store/project-store.ts";
import { useText } from "../strings/text.ts";
import { requestReport } from "./report-client.ts";
import { beginReportWork, ReportWork, useReportWork } from "./report-work.tsx";

/** The views as one file that opens from a stick without a network. */
export function StageFile() {
  const { t } = useText();
  const work = useReportWork("stage");
  const save = () =>
    beginReportWork("stage", async (control) => {
      const project = useProject.getState();
      const { views, documents } = currentPresentation(project);
      const { title, organisation, stamp, scenarioNames } = documents;
      const parameters = currentParameters(project);
      const files = await requestReport(
        (inputs) => ({
          kind: "stage",
          views,
          request: {
            formats: [],
            parameters,
            scenarioNames,
            title,
            organisation,
            stamp,
            date: dayOf(new Date()),
            layout: null,
            inputs,
          },
        }),
        control,
      );
      for (const { name, bytes } of files) downloadBytes(name, bytes);
      return files;
    });
  return (
    <>
      {work.kind !== "running" && (
        <p className="present-row">
          <button type="button" className="link" data-testid="stage-file" onClick={() => void save()}>
            {t("present.stage.file")}
          </button>
          <span className="quiet">{t("present.stage.file.note")}</span>
        </p>
      )}
      <ReportWork name="stage" />
    </>
  );
}
