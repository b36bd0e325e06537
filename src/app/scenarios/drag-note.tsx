import { formatDemand } from "../format-number.ts";
import { useShownCoverage } from "../select/shown-coverage.ts";
import { useText } from "../strings/text.ts";
import { useScenarioTools } from "./scenario-tools.ts";
import { signed } from "./signed.ts";

/**
 * The facility under the hand that drags it, and the change in people covered beside it. Both lie over the map: the map
 * itself is drawn for new colours alone.
 */
export function DragNote() {
  const { t, language } = useText();
  const drag = useScenarioTools((state) => state.drag);
  const before = useScenarioTools((state) => state.coveredBefore);
  const shown = useShownCoverage();
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
