import type { Progress } from "../../core/analysis-result.ts";
import type { MapMeasure } from "../../report/map/map-measure.ts";
import { ProgressLine } from "../frame/progress-banner.tsx";
import { cancelBeside } from "../store/ask-beside.ts";
import type { BesideName } from "../store/beside-answers.ts";
import { type TextKey, useText } from "../strings/text.ts";

const TITLES: Partial<Record<MapMeasure, TextKey>> = {
  isochroneShare: "ask.method.isochrone",
  backupShare: "ask.subject.backup",
  capacityState: "ask.subject.capacity",
  score: "ask.subject.access",
  catchment: "ask.subject.catchment",
};

/** The question that a measure is read from; access where it is none of its own. */
const QUESTIONS: Partial<Record<MapMeasure, BesideName>> = { isochroneShare: "isochrone", catchment: "catchments" };

/** In the legend's place while there is nothing to colour by: what is being counted, or why it cannot be. */
export function MessageLegend({
  measure,
  message,
  isComputing,
  progress,
}: {
  readonly measure: MapMeasure;
  readonly message: string;
  readonly isComputing: boolean;
  readonly progress: Progress | null;
}) {
  const { t } = useText();
  const title = TITLES[measure];
  return (
    <section className="map-legend" data-testid="message-legend" role="status">
      {title && <h2>{t(title)}</h2>}
      {isComputing ? (
        <ProgressLine title={message} progress={progress} />
      ) : (
        <p className="map-legend-note">{message}</p>
      )}
      {isComputing && (
        <button type="button" className="text-button" onClick={() => cancelBeside(QUESTIONS[measure] ?? "access")}>
          {t("app.cancel")}
        </button>
      )}
    </section>
  );
}
