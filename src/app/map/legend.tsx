import { memo, useState } from "react";
import type { ServiceCoverage } from "../../core/coverage/coverage-result.ts";
import type { DemandUnit } from "../../core/model/demand.ts";
import { formatCount } from "../../core/model/format-number.ts";
import { MAXIMUM_CLASSES, MINIMUM_CLASSES } from "../../report/map/class-breaks.ts";
import { type ColourClass, type ColourClasses, isAmount, isJudged } from "../../report/map/colour-classes.ts";
import type { Classification, ClassMethod, MapMeasure } from "../../report/map/map-measure.ts";
import { FigureSource } from "../figures/figure.tsx";
import { type Translate, useText } from "../strings/text.ts";
import { formatAmountEnds, formatRangeEnds, formatSignedPoints, formatThreshold } from "./map-figures.ts";
import type { MeasureWords } from "./study-map-props.ts";

export interface MapLegendProps {
  readonly coverage: ServiceCoverage;
  readonly classes: ColourClasses;
  readonly words?: MeasureWords | undefined;
  readonly demandUnit: DemandUnit;
  readonly demonstration: boolean;
  readonly passShare: number;
  readonly classification: Classification;
  readonly onClassificationChange?: (classification: Classification) => void;
}

export const CLASS_METHODS: readonly ClassMethod[] = ["equal", "quantile", "natural", "plan"];

/** Where the pass mark judges nothing it cuts no classes. */
const UNJUDGED_METHODS = CLASS_METHODS.filter((method) => method !== "plan");

/** What the demand is called in a sentence: the age group, or what stands for people. */
export function groupName(t: Translate, coverage: ServiceCoverage, unit: DemandUnit): string {
  return t(unit === "people" ? `map.group.${coverage.groupId}` : `map.group.${unit}`);
}

function legendTitle(t: Translate, { coverage, classes, demandUnit, words }: MapLegendProps): string {
  return t(`map.legend.${classes.measure}`, {
    group: groupName(t, coverage, demandUnit),
    minutes: Number((coverage.cutoffSeconds / 60).toFixed(1)),
    radius: formatCount(coverage.straightRadiusMetres),
    unit: words?.unit ?? "",
  });
}

function legendNote(t: Translate, { classes, passShare, words }: MapLegendProps): string | null {
  if (words) return words.note;
  if (classes.measure === "difference") return t("map.legend.points");
  if (classes.measure === "straightShare") return t("map.legend.straightWarning");
  if (classes.measure === "verdict") return t("map.legend.passShare", { share: formatThreshold(passShare) });
  return null;
}

export function classLabel(t: Translate, { from, to, verdict }: ColourClass, measure: MapMeasure): string {
  if (verdict === "depends") return t("readings.map.depends");
  if (verdict) return t(verdict === "met" ? "map.legend.met" : "map.legend.notMet");
  if (isAmount(measure)) {
    const [low, high] = formatAmountEnds(from ?? 0, to ?? 0);
    return t("map.legend.amount", { from: low, to: high });
  }
  if (measure === "difference")
    return t("map.legend.rangeSigned", { from: formatSignedPoints(from ?? 0), to: formatSignedPoints(to ?? 0) });
  const [low, high] = formatRangeEnds(from ?? 0, to ?? 1);
  return t("map.legend.range", { from: low, to: high });
}

export function ClassificationFields({
  classification,
  onChange,
  t,
  methods,
}: {
  readonly methods: readonly ClassMethod[];
  readonly classification: Classification;
  readonly onChange: (classification: Classification) => void;
  readonly t: Translate;
}) {
  const counts = Array.from({ length: MAXIMUM_CLASSES - MINIMUM_CLASSES }, (_, index) => index + MINIMUM_CLASSES + 1);
  return (
    <div className="map-legend-fields">
      <select
        aria-label={t("map.legend.method")}
        value={methods.includes(classification.method) ? classification.method : "equal"}
        onChange={(event) => {
          const method = CLASS_METHODS.find((candidate) => candidate === event.target.value);
          if (method) onChange({ ...classification, method });
        }}
      >
        {methods.map((method) => (
          <option key={method} value={method}>
            {t(`map.method.${method}`)}
          </option>
        ))}
      </select>
      <select
        aria-label={t("map.legend.classes")}
        value={classification.count}
        onChange={(event) => onChange({ ...classification, count: Number(event.target.value) })}
      >
        {counts.map((count) => (
          <option key={count} value={count}>
            {count}
          </option>
        ))}
      </select>
    </div>
  );
}

/** Folds a legend up to its title. */
export function LegendFold({ isOpen, onFold }: { readonly isOpen: boolean; readonly onFold: () => void }) {
  const { t } = useText();
  return (
    <button
      type="button"
      className="map-legend-fold"
      aria-expanded={isOpen}
      aria-label={t(isOpen ? "map.legend.collapse" : "map.legend.expand")}
      onClick={onFold}
    >
      <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
        <path d={isOpen ? "M2.5 4.5 6 8l3.5-3.5" : "M2.5 7.5 6 4l3.5 3.5"} />
      </svg>
    </button>
  );
}

/** What the colours and textures mean, with the number of communities in each class. */
export const MapLegend = memo(function MapLegend(props: MapLegendProps) {
  const { classes, demonstration, demandUnit, classification, onClassificationChange } = props;
  const { t } = useText();
  const [open, setOpen] = useState(true);
  const note = legendNote(t, props);
  const shares = classes.measure !== "verdict" && classes.measure !== "difference";
  const rows = [...classes.classes].reverse();
  const count = (value: number) => t("map.legend.count", { count: formatCount(value) });
  return (
    <section className="map-legend" data-figures aria-label={t("map.legend")} data-testid="map-legend">
      <header>
        <h2>
          {legendTitle(t, props)} <FigureSource of={{ kind: "map" }} about={t("map.legend")} />
        </h2>
        <LegendFold isOpen={open} onFold={() => setOpen(!open)} />
      </header>
      {open && (
        <>
          {note && <p className="map-legend-note">{note}</p>}
          <ul>
            {rows.map((row) => (
              <li key={`${row.from ?? row.verdict}`}>
                <span
                  className={row.verdict === "not-met" ? "map-swatch map-swatch-not-met" : "map-swatch"}
                  style={{ backgroundColor: row.colour }}
                />
                <span>{classLabel(t, row, classes.measure)}</span>
                <span className="map-legend-count">{count(row.count)}</span>
              </li>
            ))}
            {shares && isJudged(classes.measure) && (
              <li>
                <span className="map-swatch map-swatch-not-met" />
                <span>{t("map.legend.notMet")}</span>
                <span className="map-legend-count">{count(classes.notMetCount)}</span>
              </li>
            )}
            {classes.noDataCount > 0 && (
              <li>
                <span className="map-swatch map-swatch-no-data" />
                <span>{t("map.legend.noData")}</span>
                <span className="map-legend-count">{count(classes.noDataCount)}</span>
              </li>
            )}
          </ul>
          {shares && onClassificationChange && (
            <ClassificationFields
              classification={classification}
              onChange={onClassificationChange}
              t={t}
              methods={isJudged(classes.measure) ? CLASS_METHODS : UNJUDGED_METHODS}
            />
          )}
          <footer>
            <span>
              {classes.measure === "score"
                ? t("map.unit.score", { unit: props.words?.unit ?? "" })
                : t(`map.unit.${demandUnit}`)}
            </span>
            {demonstration && <span className="map-badge">{t("map.demonstration")}</span>}
          </footer>
        </>
      )}
    </section>
  );
});
