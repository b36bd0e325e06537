import { Segmented } from "../controls/segmented.tsx";
import { NARROW_SCREEN } from "../narrow-screen.ts";
import { useText } from "../strings/text.ts";
import { COMPARISON_MODES, idOfSide, type MapSideIds, placeSide, useComparisonView } from "./comparison-view.ts";
import { sideName } from "./comparison-words.ts";
import { useMapSideIds } from "./map-sides.ts";
import { useChosenSides } from "./use-comparison.ts";

/** How the map shows the comparison, and which two of the scenarios it shows. */
export function ModeChoice() {
  const { t } = useText();
  const mode = useComparisonView((state) => state.mode);
  const put = useComparisonView((state) => state.put);
  const { others } = useChosenSides();
  if (others.length === 0) return null;
  return (
    <div data-testid="comparison-mode">
      <Segmented
        label={t("sides.mode")}
        value={mode}
        options={COMPARISON_MODES.map((value) => ({ value, label: t(`sides.mode.${value}`) }))}
        onChange={(next) => {
          put({ mode: next });
          bringMapIntoView();
        }}
      />
      {mode !== "difference" && <SidesChoice />}
    </div>
  );
}

/** On a narrow screen the map stands above what is asked: whoever chooses how it shows the two is led back to it. */
function bringMapIntoView(): void {
  if (matchMedia(NARROW_SCREEN).matches)
    requestAnimationFrame(() => document.querySelector(".map-stage")?.scrollIntoView());
}

function SidesChoice() {
  const text = useText();
  const { t } = text;
  const put = useComparisonView((state) => state.put);
  const { reference, others } = useChosenSides();
  const ids = useMapSideIds();
  const choose = (at: keyof MapSideIds) => (
    <label>
      <span className="panel-label">{t(at === "leftId" ? "sides.left" : "sides.right")}</span>
      <select
        value={ids[at]}
        data-testid={at === "leftId" ? "side-left" : "side-right"}
        onChange={(event) => put(placeSide(ids, at, event.target.value))}
      >
        {[reference, ...others].map((side) => (
          <option key={idOfSide(side)} value={idOfSide(side)}>
            {sideName(text, side)}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <div className="comparison-sides comparison-choice">
      {choose("leftId")}
      <button
        type="button"
        className="button"
        aria-label={t("sides.swap")}
        title={t("sides.swap")}
        onClick={() => put(placeSide(ids, "leftId", ids.rightId))}
      >
        ⇄
      </button>
      {choose("rightId")}
    </div>
  );
}
