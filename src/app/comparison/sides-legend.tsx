import { useState } from "react";
import { formatCount } from "../../core/model/format-number.ts";
import type { ColourClasses } from "../../report/map/colour-classes.ts";
import { CLASS_METHODS, ClassificationFields, classLabel, LegendFold } from "../map/legend.tsx";
import { LegendFrame } from "../map/legend-frame.tsx";
import { formatThreshold } from "../map/map-figures.ts";
import { useNarrow } from "../narrow-screen.ts";
import { useView } from "../store/view-store.ts";
import { useText } from "../strings/text.ts";
import { idOfSide } from "./comparison-view.ts";
import { sideName } from "./comparison-words.ts";
import type { MapSides } from "./map-sides.ts";

/** One legend for both sides: the same classes, with the communities of each. */
export function SidesLegend({
  sides,
  classes,
  title,
}: {
  readonly sides: MapSides;
  readonly classes: readonly [ColourClasses, ColourClasses];
  readonly title: string;
}) {
  const text = useText();
  const { t } = text;
  const classification = useView((state) => state.classification);
  const show = useView((state) => state.show);
  // On a narrow screen an open legend would lie over both sides and the line between them.
  const narrow = useNarrow();
  const [isOpen, setIsOpen] = useState(!narrow);
  const { left, right, shown } = sides;
  const [onLeft, onRight] = classes;
  const rows = onLeft.classes
    .map((row, index) => ({
      key: `${row.from}`,
      className: "map-swatch",
      colour: row.colour as string | undefined,
      label: classLabel(t, row, "peopleShare"),
      counts: [row.count, onRight.classes[index]?.count ?? 0] as const,
    }))
    .reverse();
  const textures = [
    {
      key: "not-met",
      className: "map-swatch map-swatch-not-met",
      colour: undefined,
      label: t("map.legend.notMet"),
      counts: [onLeft.notMetCount, onRight.notMetCount] as const,
    },
    {
      key: "no-data",
      className: "map-swatch map-swatch-no-data",
      colour: undefined,
      label: t("map.legend.noData"),
      counts: [onLeft.noDataCount, onRight.noDataCount] as const,
    },
  ].filter(({ counts }) => counts[0] + counts[1] > 0);
  return (
    <LegendFrame
      className="map-legend class-legend comparison-legend sides-legend"
      title={title}
      of={{ kind: "comparison", scenarioId: idOfSide(right.side), unitId: null }}
      about={t("sides.legend")}
      note={t("sides.legend.note", { share: formatThreshold(shown.result.parameters.passShare) })}
      demonstration={shown.study.demonstration}
    >
      <LegendFold isOpen={isOpen} onFold={() => setIsOpen(!isOpen)} />
      {isOpen && (
        <>
          <table data-testid="sides-legend">
            <thead>
              <tr>
                <td />
                <th scope="col" className="visually-hidden">
                  {t("sides.legend")}
                </th>
                {[left, right].map(({ side }) => (
                  <th key={idOfSide(side)} scope="col" className="number" title={sideName(text, side)}>
                    {sideName(text, side)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {[...rows, ...textures].map(({ key, className, colour, label, counts }) => (
                <tr key={key} data-side-class={key}>
                  <td>
                    <span
                      className={className}
                      style={colour === undefined ? undefined : { backgroundColor: colour }}
                    />
                  </td>
                  <th scope="row">{label}</th>
                  <td className="number">{formatCount(counts[0])}</td>
                  <td className="number">{formatCount(counts[1])}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <details>
            <summary>{t("map.legend.method")}</summary>
            <ClassificationFields
              classification={classification}
              onChange={(next) => show({ classification: next })}
              t={t}
              methods={CLASS_METHODS}
            />
          </details>
        </>
      )}
    </LegendFrame>
  );
}
