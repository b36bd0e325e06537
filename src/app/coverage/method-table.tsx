import type { Progress } from "../../core/analysis-result.ts";
import { formatMetres, formatPoints, formatShare } from "../../core/model/format-number.ts";
import { Figure, FigureSource } from "../figures/figure.tsx";
import { peopleFigureKey } from "../select/demand-words.ts";
import { type MethodRow, methodRows, summariseMethod } from "../select/method-rows.ts";
import { rememberLatest } from "../select/remember-latest.ts";
import type { ShownCoverage } from "../select/shown-coverage.ts";
import { useIsochrone } from "../select/use-beside.ts";
import { cancelBeside } from "../store/ask-beside.ts";
import { wantBeside } from "../store/ask-worker.ts";
import { currentParameters, useProject } from "../store/project-store.ts";
import { useView } from "../store/view-store.ts";
import { type Translate, useText } from "../strings/text.ts";
import "./method-table.css";

const figuresOf = rememberLatest(summariseMethod);
const COLUMNS = ["people", "communities", "land"] as const;
/** Names by which tests and automation find the figures of the straight line. */
const STRAIGHT_IDS = { people: "straight-share", communities: "community-straight-share", land: "land-straight-share" };

/** Streets, isochrone and straight line side by side, each with what it is and how far it lies from the streets. */
export function MethodTable({ shown }: { readonly shown: ShownCoverage }) {
  const { t } = useText();
  const method = useView((state) => state.method);
  const isochrone = useIsochrone(shown);
  const { answer, coverage, indexes, result, study } = shown;
  const counted = isochrone.isFresh ? isochrone.answer?.counted : undefined;
  const figures = counted ? figuresOf(coverage, indexes, result.parameters.passShare, counted) : null;
  const plain = study.communities.kinds.includes("unit");
  return (
    <section className="methods" data-figures>
      <table data-testid="method-table">
        <caption className="visually-hidden">
          {t("methods.heading")}. {t("methods.note")}
        </caption>
        <thead>
          <tr>
            <th scope="col">
              {t("methods.heading")}{" "}
              <FigureSource
                of={{ kind: "coverage", measure: "people", method: "network" }}
                about={t("methods.heading")}
              />
            </th>
            <th scope="col">{t(peopleFigureKey(study.demand.unit))}</th>
            <th scope="col">{t(plain ? "figures.units" : "figures.communities")}</th>
            <th scope="col">{t(`figures.land.${result.landBasis}`)}</th>
          </tr>
        </thead>
        <tbody>
          {methodRows(answer, figures).map((row) => (
            <tr key={row.method} data-testid={`method-${row.method}`} data-current={row.method === method}>
              <th scope="row">
                <span>{t(`methods.${row.method}`)}</span>
                <small>
                  {t(`methods.${row.method}.what`, { radius: formatMetres(coverage.straightRadiusMetres) })}
                </small>
              </th>
              {row.figures ? (
                <RowFigures row={row} t={t} />
              ) : (
                <td colSpan={COLUMNS.length}>
                  <Uncounted shown={shown} isochrone={isochrone} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function RowFigures({ row, t }: { readonly row: MethodRow; readonly t: Translate }) {
  const { method, figures, difference } = row;
  return COLUMNS.map((column) => (
    <td key={column}>
      <span data-testid={method === "straight" ? STRAIGHT_IDS[column] : `${method}-${column}`}>
        <Figure of={{ kind: "coverage", measure: column, method }}>
          {formatShare(figures?.[column] ?? Number.NaN)}
        </Figure>
      </span>
      {difference && Number.isFinite(difference[column]) && (
        <small title={t("methods.difference.label", { value: signedPoints(difference[column]) })}>
          {signedPoints(difference[column])}
        </small>
      )}
    </td>
  ));
}

/** Percentage points with their sign; nothing is plus or minus zero. */
export function signedPoints(difference: number): string {
  const points = formatPoints(difference);
  if (points === "0.0") return "0.0";
  return `${difference > 0 ? "+" : "−"}${points}`;
}

function busyWords(t: Translate, status: string, progress: Progress | null): string {
  if (status !== "running") return t("methods.waiting");
  if (!progress || progress.total <= 1) return t("methods.computing");
  return t("methods.progress", { percent: Math.round((100 * progress.done) / progress.total) });
}

/** What stands in place of the isochrone's figures: an offer, or how far they have come. */
function Uncounted({
  shown,
  isochrone: { status, progress },
}: {
  readonly shown: ShownCoverage;
  readonly isochrone: ReturnType<typeof useIsochrone>;
}) {
  const { t } = useText();
  const wanted = useView(({ method, compareIsochrone }) => method === "isochrone" || compareIsochrone);
  const show = useView((state) => state.show);
  const ask = () => {
    show({ compareIsochrone: true });
    if (wanted) {
      const parameters = currentParameters(useProject.getState());
      wantBeside("isochrone", { parameters, serviceId: shown.service.id, facilityIndex: null });
    }
  };
  const isBusy = wanted && (status === "waiting" || status === "running");
  const word = status === "failed" || status === "cancelled" ? t(`methods.${status}`) : t("methods.notComputed");
  return (
    <span className="methods-uncounted" aria-live="polite">
      <span>{isBusy ? busyWords(t, status, progress) : word}</span>
      <button type="button" className="text-button" onClick={isBusy ? () => cancelBeside("isochrone") : ask}>
        {t(isBusy ? "app.cancel" : "methods.compute")}
      </button>
    </span>
  );
}
