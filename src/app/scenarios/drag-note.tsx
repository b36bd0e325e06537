import { useEffect, useRef, useState } from "react";
import { formatDemand } from "../../core/model/format-number.ts";
import { useShownCoverage } from "../select/shown-coverage.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { useText } from "../strings/text.ts";
import { type ScenarioDrag, useScenarioTools } from "./scenario-tools.ts";
import { signed } from "./signed.ts";

/** The mark waits so long for the figures of its place; then it follows the hand without them. */
const LONGEST_WAIT_MS = 80;

/**
 * The facility under the hand that drags it, and the change in people covered beside it. Both lie over the map and move
 * in the frame that has the place's colours, so that figure, mark and map say the same and a step costs one frame.
 */
export function DragNote() {
  const { t, language } = useText();
  const before = useScenarioTools((state) => state.coveredBefore);
  const shown = useShownCoverage();
  const drag = useCountedDrag();
  if (!drag || !shown) return null;
  const change = shown.answer.peopleCovered - before;
  const at = `translate(${Math.round(drag.x)}px, ${Math.round(drag.y)}px)`;
  return (
    <>
      <div className="drag-mark" aria-hidden="true" style={{ transform: at }} />
      <div
        className="drag-note"
        role="status"
        data-testid="drag-note"
        style={{ transform: `translate(${Math.round(drag.x + 18)}px, ${Math.round(drag.y - 12)}px)` }}
      >
        {t("scenarios.drag", {
          change: signed(change, (value) => formatDemand(value, shown.study.demand.unit, language)),
        })}
      </div>
    </>
  );
}

/** The last place of the drag whose coverage was counted, or the place where the hand has waited too long for that. */
function useCountedDrag(): ScenarioDrag | null {
  const drag = useScenarioTools((state) => state.drag);
  const counted = useAnalysis((state) => state.counted);
  const places = useRef<ScenarioDrag[]>([]);
  const placed = useRef<ScenarioDrag | null>(null);
  const [, setLate] = useState(0);
  if (drag === null) {
    places.current = [];
    placed.current = null;
  } else if (places.current.at(-1) !== drag && placed.current !== drag) places.current.push(drag);
  const at = places.current.findIndex(({ scenario }) => scenario === counted);
  if (at >= 0) {
    placed.current = places.current[at] ?? null;
    places.current.splice(0, at);
  }
  const isLate = drag !== null && placed.current !== drag;
  useEffect(() => {
    if (!isLate) return;
    const timer = setTimeout(() => {
      placed.current = drag;
      places.current = [];
      setLate((count) => count + 1);
    }, LONGEST_WAIT_MS);
    return () => clearTimeout(timer);
  }, [isLate, drag]);
  return placed.current;
}
