import type { ReactNode } from "react";
import { formatAmount, formatCount } from "../../core/model/format-number.ts";
import { useText } from "../strings/text.ts";
import type { MapClassId } from "./class-map.ts";
import { LegendFrame } from "./legend-frame.tsx";
import "./class-legend.css";

export interface ClassLegendRow {
  readonly id: MapClassId;
  readonly label: string;
  /** Units or communities in the class. */
  readonly count: number;
  /** People, in the class or in the state; null where only the units are counted. */
  readonly people: number | null;
}

/** What the classes on the map mean, with units and people of each. */
export function ClassLegend({
  title,
  note,
  unit,
  rows,
  demonstration,
  children,
}: {
  readonly title: string;
  readonly note: string;
  /** What is counted beside the people. */
  readonly unit: string;
  readonly rows: readonly ClassLegendRow[];
  readonly demonstration: boolean;
  readonly children?: ReactNode;
}) {
  const { t, language } = useText();
  const hasPeople = rows.some(({ people }) => people !== null);
  return (
    <LegendFrame
      className="map-legend class-legend"
      title={title}
      of={{ kind: "map" }}
      about={t("map.legend")}
      note={note}
      demonstration={demonstration}
    >
      <table>
        <thead>
          <tr>
            <td />
            <th scope="col" className="visually-hidden">
              {t("firm.class")}
            </th>
            <th scope="col" className="number">
              {unit}
            </th>
            {hasPeople && (
              <th scope="col" className="number">
                {t("firm.people")}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, label, count, people }) => (
            <tr key={id} data-class={id} data-count={count} data-people={people ?? undefined}>
              <td>
                <span className="class-swatch" data-class={id} />
              </td>
              <th scope="row">{label}</th>
              <td className="number">{formatCount(count)}</td>
              {hasPeople && <td className="number">{people === null ? "" : formatAmount(people, language)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
      {children}
    </LegendFrame>
  );
}
