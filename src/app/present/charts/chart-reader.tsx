import { type KeyboardEvent, type PointerEvent, useMemo, useState } from "react";
import type { Chart } from "../../../report/charts/chart.ts";
import type { Scene } from "../../../report/scene/scene.ts";
import { useText } from "../../strings/text.ts";
import { findReadingPlaces, nearestPlace, type ReadingPlace } from "./reading-places.ts";
import { rowWords } from "./row-words.ts";

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 };
const PAGE = 10;

/** Lies over a drawing and reads out its values: the one under the pointer, or, with arrow keys, one after the other. */
export function ChartReader({ chart, scene }: { readonly chart: Chart; readonly scene: Scene }) {
  const { t, list } = useText();
  const places = useMemo(() => findReadingPlaces(chart, scene), [chart, scene]);
  const words = useMemo(() => rowWords(chart), [chart]);
  const [wanted, setWanted] = useState<number | null>(null);
  const [hasFocus, setFocus] = useState(false);
  const last = places.length - 1;
  if (last < 0) return null;
  const start = chart.kind === "lines" && chart.mark ? indexOfMark(places, chart.mark.value) : 0;
  const at = Math.min(last, wanted ?? start);
  const place = places[at] as ReadingPlace;
  const told = words.get(place.id);
  const isShown = told !== undefined && (wanted !== null || hasFocus);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ...STEPS, PageUp: PAGE, PageDown: -PAGE, Home: -last, End: last }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    setWanted(Math.min(last, Math.max(0, at + step)));
  };
  const onPointerMove = ({ currentTarget, clientX }: PointerEvent): void => {
    const { left, width } = currentTarget.getBoundingClientRect();
    if (width > 0) setWanted(nearestPlace(places, (clientX - left) / width));
  };
  return (
    <div
      className="chart-reader"
      role="slider"
      tabIndex={0}
      aria-label={t("charts.read", { title: chart.title })}
      aria-valuemin={0}
      aria-valuemax={last}
      aria-valuenow={at}
      aria-valuetext={told ? t("charts.reading", { name: told.name, values: list(told.values) }) : ""}
      onKeyDown={onKeyDown}
      onPointerMove={onPointerMove}
      onPointerDown={onPointerMove}
      onPointerLeave={() => {
        if (!hasFocus) setWanted(null);
      }}
      onFocus={() => setFocus(true)}
      onBlur={() => {
        setFocus(false);
        setWanted(null);
      }}
    >
      {isShown && <PlaceMark chart={chart} place={place} />}
      {isShown && (
        <div
          className="chart-reading"
          data-reading={place.id}
          data-side={place.middle > 0.5 ? "left" : "right"}
          style={{ left: `${100 * place.middle}%` }}
        >
          <strong>{told.name}</strong>
          {told.values.map((value) => (
            <span key={value}>{value}</span>
          ))}
        </div>
      )}
    </div>
  );
}

function indexOfMark(places: readonly ReadingPlace[], value: number): number {
  return Math.max(
    0,
    places.findIndex(({ id }) => id === String(value)),
  );
}

/** What is being read: a column, or a line through the points with a ring around each. */
function PlaceMark({ chart, place }: { readonly chart: Chart; readonly place: ReadingPlace }) {
  if (chart.kind !== "lines") {
    const left = `${100 * (place.middle - place.width / 2)}%`;
    return <span className="chart-read-column" style={{ left, width: `${100 * place.width}%` }} />;
  }
  return (
    <>
      <span className="chart-read-line" style={{ left: `${100 * place.middle}%` }} />
      {place.points.map(({ series, top }) => (
        <span
          key={series}
          className="chart-read-point"
          style={{
            left: `${100 * place.middle}%`,
            top: `${100 * top}%`,
            borderColor: chart.series[series]?.colour,
          }}
        />
      ))}
    </>
  );
}
