import { dayOf } from "../../core/model/calendar-day.ts";
import { freeName, type MapLayout } from "../../core/model/presentation.ts";
import { nextId } from "../../core/model/scenario.ts";
import { defaultLayout } from "../../report/sheet/default-layout.ts";
import type { SheetFormat } from "../../report/sheet/make-sheets.ts";
import { downloadBytes } from "../frame/download.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { currentChoices, currentParameters, currentPresentation, useProject } from "../store/project-store.ts";
import { useText } from "../strings/text.ts";
import { usePresent } from "./present-store.ts";
import { requestReport } from "./report-client.ts";
import { beginReportWork, ReportWork, useReportWork } from "./report-work.tsx";
import { SheetForm } from "./sheet-form.tsx";

const FORMATS: readonly SheetFormat[] = ["pdf", "png", "svg"];

/** The sheet that is edited: the chosen one, else the first. */
export function chosenLayout(layouts: readonly MapLayout[], layoutId: string | null): MapLayout | undefined {
  return layouts.find(({ id }) => id === layoutId) ?? layouts[0];
}

function editLayouts(change: (layouts: readonly MapLayout[]) => readonly MapLayout[], mergeKey?: string): void {
  const project = useProject.getState();
  project.editPresentation({ layouts: change(currentPresentation(project).layouts) }, mergeKey);
}

/** A sheet more: a copy of one, or the plain one of the service on screen. */
function addLayout(layout: MapLayout): void {
  editLayouts((all) => {
    const id = nextId(
      "layout",
      all.map((each) => each.id),
    );
    usePresent.getState().put({ layoutId: id });
    return [...all, { ...layout, id, name: freeName(layout.name, new Set(all.map(({ name }) => name))) }];
  });
}

/** Map sheets: kept with the study as templates, seen beside their form, taken away as PDF, PNG and SVG. */
export function SheetsPart() {
  const { t } = useText();
  const layouts = useProject((state) => currentPresentation(state).layouts);
  const layoutId = usePresent((state) => state.layoutId);
  const put = usePresent((state) => state.put);
  const study = useAnalysis((state) => state.study);
  const serviceId = useProject((state) => currentChoices(state)?.serviceId ?? null);
  const layout = chosenLayout(layouts, layoutId);
  if (!study || serviceId === null) return null;
  return (
    <section className="present-part" aria-label={t("present.sheets")}>
      <p className="quiet">{t("present.sheets.note")}</p>
      {layouts.length > 0 && (
        <label className="present-field">
          <span className="panel-label">{t("present.sheet")}</span>
          <select
            value={layout?.id ?? ""}
            data-testid="sheet-choice"
            onChange={({ target }) => put({ layoutId: target.value })}
          >
            {layouts.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      <div className="present-row">
        <button
          type="button"
          className="button"
          data-testid="sheet-new"
          onClick={() => addLayout(defaultLayout(study, serviceId))}
        >
          {t("present.sheet.new")}
        </button>
        {layout && (
          <>
            <button type="button" className="link" onClick={() => addLayout(layout)}>
              {t("present.sheet.copy")}
            </button>
            <button
              type="button"
              className="link"
              onClick={() => {
                editLayouts((all) => all.filter(({ id }) => id !== layout.id));
                put({ layoutId: null });
              }}
            >
              {t("present.view.remove")}
            </button>
          </>
        )}
      </div>
      {!layout && <p className="present-empty">{t("present.sheet.none")}</p>}
      {layout && (
        <>
          <TakeAway layout={layout} />
          <SheetForm
            key={layout.id}
            layout={layout}
            otherNames={layouts.filter(({ id }) => id !== layout.id).map(({ name }) => name)}
            study={study}
            onChange={(change, field) =>
              editLayouts(
                (all) => all.map((each) => (each.id === layout.id ? { ...each, ...change } : each)),
                `${layout.id} ${field}`,
              )
            }
          />
        </>
      )}
    </section>
  );
}

function TakeAway({ layout }: { readonly layout: MapLayout }) {
  const { t } = useText();
  const work = useReportWork("sheet");
  const take = (format: SheetFormat): Promise<void> =>
    beginReportWork("sheet", async (control) => {
      const parameters = currentParameters(useProject.getState());
      const files = await requestReport(
        () => ({ kind: "sheet", layout, formats: [format], parameters, date: dayOf(new Date()) }),
        control,
      );
      for (const { name, bytes } of files) downloadBytes(name, bytes);
      return files;
    });
  return (
    <div className="present-take">
      {work.kind !== "running" && (
        <div className="present-row">
          {FORMATS.map((format) => (
            <button
              key={format}
              type="button"
              className="button button-primary"
              data-testid={`sheet-${format}`}
              onClick={() => void take(format)}
            >
              {t(`present.take.${format}`)}
            </button>
          ))}
        </div>
      )}
      <ReportWork name="sheet" />
    </div>
  );
}
