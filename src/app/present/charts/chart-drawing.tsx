import { type ReactNode, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { Chart } from "../../../report/charts/chart.ts";
import { chartScene } from "../../../report/charts/chart-scene.ts";
import { writeAlternative } from "../../../report/charts/chart-sentence.ts";
import type { MeasureText } from "../../../report/scene/scene.ts";
import { type BarBox, findBars } from "./bar-boxes.ts";
import { ChartReader } from "./chart-reader.tsx";
import { SceneHatches, SceneMarks } from "./scene-marks.tsx";

const PIXELS_PER_MM = 96 / 25.4;
/** A quarter of a line: labels are 12 px high. */
const UNIT_MM = 12 / PIXELS_PER_MM / 2.9;
const BAND_PIXELS = 27;
/** Above and below the bars: key, mark, axis. */
const AROUND_BARS_PIXELS = 74;

/** Widths in the page's own typeface. */
function createMeasure(element: Element): MeasureText {
  const context = document.createElement("canvas").getContext("2d");
  const family = getComputedStyle(element).fontFamily;
  return (text, sizeMm, weight) => {
    if (!context) return text.length * sizeMm;
    // Measured large, where hinting does not round.
    context.font = `${weight} 100px ${family}`;
    return (context.measureText(text).width / 100) * sizeMm;
  };
}

function heightOf(chart: Chart, width: number): number {
  if (chart.kind === "bars") return AROUND_BARS_PIXELS + BAND_PIXELS * chart.categories.length;
  return Math.round(Math.min(380, Math.max(250, 0.56 * width)));
}

/** A chart as large as its place: bars open to hand and keyboard through `renderBar`, the values of all others through a reader. */
export function ChartDrawing({
  chart,
  renderBar,
}: {
  readonly chart: Chart;
  readonly renderBar?: (bar: BarBox) => ReactNode;
}) {
  const holder = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const [measureText, setMeasure] = useState<MeasureText | null>(null);
  useLayoutEffect(() => {
    const element = holder.current;
    if (!element) return;
    setMeasure(() => createMeasure(element));
    setWidth(element.clientWidth);
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const height = heightOf(chart, width);
  const scene = useMemo(
    () =>
      measureText && width > 0
        ? chartScene(chart, width / PIXELS_PER_MM, height / PIXELS_PER_MM, measureText, {
            unit: UNIT_MM,
            isBare: true,
          })
        : null,
    [chart, width, height, measureText],
  );
  const bars = useMemo(
    () => (scene && renderBar ? findBars(scene, chart.kind === "bars") : []),
    [scene, renderBar, chart],
  );
  return (
    <div className="chart-drawing" ref={holder} style={{ height }}>
      {scene && (
        <svg
          role="img"
          aria-label={writeAlternative(chart)}
          viewBox={`0 0 ${scene.widthMm} ${scene.heightMm}`}
          width={width}
          height={height}
        >
          <SceneHatches marks={scene.marks} />
          <SceneMarks marks={scene.marks} />
        </svg>
      )}
      {renderBar && bars.map(renderBar)}
      {scene && !renderBar && <ChartReader chart={chart} scene={scene} />}
    </div>
  );
}
