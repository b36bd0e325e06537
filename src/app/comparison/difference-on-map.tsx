/** The diverging map of a comparison: who gains and who loses, community by community. */

import { formatCount, formatDemand } from "../../core/model/format-number.ts";
import { unitTree } from "../../core/model/unit-tree.ts";
import { LegendFrame } from "../map/legend-frame.tsx";
import { demandWords } from "../select/demand-words.ts";
import { rememberLatest } from "../select/remember-latest.ts";
import type { StageQuestion } from "../stage-question.tsx";
import { useAnalysis } from "../store/analysis-store.ts";
import { useView } from "../store/view-store.ts";
import { type Text, useText } from "../strings/text.ts";
import { idOfSide } from "./comparison-view.ts";
import { sideName } from "./comparison-words.ts";
import { withSign } from "./district-table.tsx";
import { createGainMap, GAIN_STEPS, type GainMap, UNCHANGED_CLASS } from "./gain-classes.ts";
import { drawnOf } from "./map-sides.ts";
import { type ShownComparison, useChosenSides, useShownComparison } from "./use-comparison.ts";
import "./comparison.css";

const layOut = rememberLatest((comparison: ShownComparison) =>
  createGainMap(comparison.change, comparison.before.coverage.people),
);

const drawnAfter = rememberLatest(drawnOf);

/** Null unless a comparison is open and answered. */
export function useDifferenceOverlay(): StageQuestion | null {
  const text = useText();
  const comparison = useShownComparison();
  const baseline = useAnalysis((state) => state.baseline);
  const { scenarios } = useChosenSides();
  if (!comparison || !baseline) return null;
  const gains = layOut(comparison);
  const { after, shown, studyAfter } = comparison;
  return {
    study: studyAfter,
    serviceId: shown.service.id,
    measure: "difference",
    coverage: after.coverage,
    values: null,
    classes: gains.classes,
    drawn: drawnAfter(baseline, scenarios, idOfSide(after)),
    describe: (community) => describeChange(text, comparison, community),
    onPick: (community) => openDistrict(comparison, community),
    legend: <GainLegend comparison={comparison} gains={gains} />,
  };
}

/** A click on the map leads to the rows of the community's district. */
function openDistrict({ after, shown: { study } }: ShownComparison, community: number | null): void {
  if (community === null) return;
  const { counties, countyIds, townshipIds } = unitTree(study);
  const unitId = (counties.length > 0 ? countyIds : townshipIds)[community] ?? "";
  useView.getState().show({ figure: { kind: "comparison", scenarioId: idOfSide(after), unitId } });
}

/** What the tooltip says of a community; nothing of one that is not asked about. */
function describeChange(
  { t, language }: Pick<Text, "t" | "language">,
  { before, after, change, shown: { study } }: ShownComparison,
  community: number,
): readonly string[] {
  if (Number.isNaN(before.coverage.people[community])) return [];
  const amount = (value: number): string => formatDemand(value, study.demand.unit, language);
  const at = (values: Float64Array): number => values[community] as number;
  const parts = [
    t("compare.tip.covered", {
      before: amount(at(before.coverage.peopleCovered)),
      after: amount(at(after.coverage.peopleCovered)),
    }),
  ];
  if (at(change.gained) > 0) parts.push(t("compare.tip.gained", { amount: amount(at(change.gained)) }));
  if (at(change.lost) > 0) parts.push(t("compare.tip.lost", { amount: amount(at(change.lost)) }));
  if (at(change.arrivedCovered) > 0) parts.push(t("compare.tip.moved", { amount: amount(at(change.arrivedCovered)) }));
  return parts.length === 1 ? [...parts, t("compare.tip.same")] : parts;
}

function classWords({ t }: Pick<Text, "t">, index: number): string {
  const step = Math.abs(index - UNCHANGED_CLASS);
  if (step === 0) return t("compare.legend.same");
  const [from, to] = [GAIN_STEPS[step - 2], GAIN_STEPS[step - 1]].map((share) =>
    share === undefined ? "" : `${share * 100}%`,
  ) as [string, string];
  const range =
    from === ""
      ? t("compare.legend.least", { to })
      : to === ""
        ? t("compare.legend.most", { from })
        : t("compare.legend.range", { from, to });
  return t(index > UNCHANGED_CLASS ? "compare.legend.gain" : "compare.legend.loss", { range });
}

function GainLegend({ comparison, gains }: { readonly comparison: ShownComparison; readonly gains: GainMap }) {
  const text = useText();
  const { t } = text;
  const { before, after, shown } = comparison;
  const { study } = shown;
  return (
    <LegendFrame
      className="map-legend class-legend comparison-legend"
      title={t("compare.legend")}
      of={{ kind: "comparison", scenarioId: idOfSide(after), unitId: null }}
      about={t("compare.legend")}
      note={t("compare.legend.note", {
        name: sideName(text, after),
        reference: sideName(text, before),
        group: demandWords(t, comparison.answer.groupId, study.demand.unit),
      })}
      demonstration={study.demonstration}
    >
      <table>
        <thead>
          <tr>
            <td />
            <th scope="col" className="visually-hidden">
              {t("compare.legend")}
            </th>
            <th scope="col" className="number">
              {t("compare.legend.communities")}
            </th>
            <th scope="col" className="number">
              {t("compare.legend.people")}
            </th>
          </tr>
        </thead>
        <tbody>
          {[...gains.rows].reverse().map(({ index, colour, communities, gained, lost }) => (
            <tr key={index} data-gain-class={index - UNCHANGED_CLASS} data-count={communities}>
              <td>
                <span className="class-swatch" style={{ backgroundColor: colour }} />
              </td>
              <th scope="row">{classWords(text, index)}</th>
              <td className="number">{formatCount(communities)}</td>
              <td className="number">{gained + lost > 0 ? `${withSign(gained, "+")} / ${withSign(lost, "−")}` : ""}</td>
            </tr>
          ))}
          {gains.mixedCount > 0 && (
            <tr data-gain-class="mixed">
              <td>
                <span className="class-swatch comparison-mixed" />
              </td>
              <th scope="row">{t("compare.legend.mixed")}</th>
              <td className="number">{formatCount(gains.mixedCount)}</td>
              <td />
            </tr>
          )}
        </tbody>
      </table>
    </LegendFrame>
  );
}
