/** What has been prepared or asked in the open study, to be found and opened again: documents, tables, map sheets, views, scenarios, siting. */

import { ON_SCREEN } from "../../core/plan/site-form.ts";
import { REPORT_FORMATS } from "../../report/report-request.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { SHEET_IDS } from "../frame/sheet.tsx";
import { usePresent } from "../present/present-store.ts";
import { faultsOfView, showView } from "../present/stage-view.ts";
import { openQuestion } from "../siting/site-form-store.ts";
import { useSiting } from "../siting/siting-store.ts";
import { type StudyChoices, useProject } from "../store/project-store.ts";
import { useView } from "../store/view-store.ts";
import type { Text } from "../strings/text.ts";
import type { Entry, OpenedKind } from "./search-index.ts";

/** Best known by their names: the kinds come in the order in which a planner makes them. */
export function preparedEntries(text: Text, study: StudyView, choices: StudyChoices): Entry[] {
  return [
    ...scenarioEntries(text, choices),
    ...sitingEntries(text, study, choices),
    ...tableEntries(text),
    ...documentEntries(text),
    ...sheetEntries(text, choices),
    ...viewEntries(text, study, choices),
  ];
}

function entry(
  kind: OpenedKind,
  id: string,
  { title, detail = "", code = "" }: { readonly title: string; readonly detail?: string; readonly code?: string },
  run: () => void,
): Entry {
  return { id: `${kind}-${id}`, title, detail, code, finding: { kind, run } };
}

function scenarioEntries({ t }: Text, { scenarios }: StudyChoices): Entry[] {
  return scenarios.map(({ id, name }) =>
    entry("scenario", id, { title: name, detail: t("workspace.siting"), code: id }, () => {
      useView.getState().show({ workspace: "siting" });
      useProject.getState().showScenario(id);
    }),
  );
}

/** Questions that were kept, and the answer that is there. */
function sitingEntries({ t, local }: Text, study: StudyView, { edits }: StudyChoices): Entry[] {
  const titleOf = (serviceId: string): string => {
    const title = study.services.find(({ id }) => id === serviceId)?.title;
    return title ? local(title) : serviceId;
  };
  const kept = edits.siteQuestions
    .filter(({ name, serviceId }) => name !== ON_SCREEN && study.services.some(({ id }) => id === serviceId))
    .map((question) =>
      entry(
        "siting",
        question.name,
        {
          title: question.name,
          detail: `${titleOf(question.serviceId)} · ${t(`site.model.${question.form.model}`)}`,
        },
        () => {
          useView.getState().show({ workspace: "siting" });
          useSiting.getState().put({ drafts: {}, isTold: false, hand: null, sketch: [] });
          openQuestion(question);
        },
      ),
    );
  const { report, askedQuestion, asked } = useSiting.getState();
  if (!report || !askedQuestion) return kept;
  const title = t("search.siting.answer", { service: titleOf(askedQuestion.serviceId) });
  const answer = entry("siting", "answer", { title, detail: t(`site.model.${asked.model}`) }, () => {
    useView.getState().show({ workspace: "siting" });
    useSiting.getState().put({ shown: 0 });
  });
  return [answer, ...kept];
}

function tableEntries({ t }: Text): Entry[] {
  return SHEET_IDS.map((sheet) =>
    entry("table", sheet, { title: t(`sheet.${sheet}`), detail: t("workspace.targets"), code: sheet }, () =>
      useView.getState().show({ workspace: "targets", sheet }),
    ),
  );
}

function documentEntries({ t }: Text): Entry[] {
  return REPORT_FORMATS.map((format) =>
    entry(
      "document",
      format,
      { title: t(`present.format.${format}`), detail: t(`present.format.${format}.note`), code: format },
      () => {
        const { formats, put } = usePresent.getState();
        put({
          part: "documents",
          viewId: null,
          formats: REPORT_FORMATS.filter((each) => each === format || formats.includes(each)),
        });
        useView.getState().show({ workspace: "present" });
      },
    ),
  );
}

function sheetEntries({ t }: Text, { presentation }: StudyChoices): Entry[] {
  return presentation.layouts.map(({ id, name, title, page }) =>
    entry("sheet", id, { title: name, detail: title || t("present.sheets"), code: page }, () => {
      usePresent.getState().put({ part: "sheets", layoutId: id, viewId: null });
      useView.getState().show({ workspace: "present" });
    }),
  );
}

function viewEntries({ t, local }: Text, study: StudyView, { presentation, scenarios }: StudyChoices): Entry[] {
  const serviceIds = study.services.map(({ id }) => id);
  return presentation.views.map((view, place) => {
    const title = study.services.find(({ id }) => id === view.serviceId)?.title;
    const named = t("search.view.place", { place: place + 1 });
    return entry(
      "view",
      view.id,
      { title: view.sentence || `${named} · ${title ? local(title) : view.serviceId}`, detail: named },
      () => {
        useView.getState().show({ workspace: "present" });
        usePresent.getState().put({ part: "stage", viewId: view.id });
        if (!faultsOfView(view, { serviceIds, scenarios }).includes("service")) showView(view);
      },
    );
  });
}
