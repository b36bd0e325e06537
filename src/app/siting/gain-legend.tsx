import { formatCount, formatDemand } from "../../core/model/format-number.ts";
import { describeFailure } from "../describe-error.ts";
import { FigureSource } from "../figures/figure.tsx";
import { ProgressLine } from "../frame/progress-banner.tsx";
import { demandWords } from "../select/demand-words.ts";
import type { ShownCoverage } from "../select/shown-coverage.ts";
import { useText } from "../strings/text.ts";
import type { GainOnMap } from "./gain-on-map.ts";
import { GAIN_CELL_METRES } from "./gain-on-map.ts";

/** What the colours of the gain mean, of whom, and how many are still without. */
export function GainLegend({ shown, gain }: { readonly shown: ShownCoverage; readonly gain: GainOnMap }) {
  const { t, local, language } = useText();
  const { study, service } = shown;
  const { asked, answer, classes } = gain;
  const failed = asked.failure ? describeFailure(asked.failure) : null;
  return (
    <section className="map-legend" data-figures data-testid="gain-legend" aria-label={t("site.gain.legend")}>
      <header>
        <h2>
          {t("site.gain.title", { service: local(service.title) })}{" "}
          {answer && asked.isFresh && <FigureSource of={{ kind: "gain" }} about={t("site.gain.legend")} />}
        </h2>
      </header>
      {failed && <p className="map-legend-note">{local(failed.happened)}</p>}
      {!asked.isFresh && !failed && <ProgressLine title={t("site.gain.computing")} progress={asked.progress} />}
      {answer && asked.isFresh && (
        <>
          <p className="map-legend-note">
            {t("site.gain.of", {
              group: demandWords(t, answer.groupId, study.demand.unit),
              minutes: Number((answer.cutoffSeconds / 60).toFixed(1)),
              people: formatDemand(answer.uncovered, study.demand.unit, language),
            })}
          </p>
          <ul>
            {[...classes].reverse().map(({ from, to, colour, count }) => (
              <li key={from}>
                <span className="map-swatch" style={{ backgroundColor: colour }} />
                <span>{from === to ? formatCount(from) : `${formatCount(from)}–${formatCount(to)}`}</span>
                <span className="map-legend-count">{t("site.gain.cells", { count: formatCount(count) })}</span>
              </li>
            ))}
          </ul>
          <footer>
            <span>{t("site.gain.note", { metres: GAIN_CELL_METRES })}</span>
            {study.demonstration && <span className="map-badge">{t("map.demonstration")}</span>}
          </footer>
        </>
      )}
    </section>
  );
}
