import { type CSSProperties, useId } from "react";
import { currentParameters, useProject } from "../store/project-store.ts";
import { useText } from "../strings/text.ts";
import "./time-slider.css";

const SHORTEST = 5;
const LONGEST = 30;
const TICKS = [5, 10, 15, 20, 25, 30];

/** The time that counts as near. Dragging recolours at once: no routing depends on it. One drag is one step of undo. */
export function TimeSlider() {
  const { t } = useText();
  const cutoffSeconds = useProject((state) => currentParameters(state).cutoffSeconds);
  const id = useId();
  const editParameters = useProject((state) => state.editParameters);
  const seal = useProject((state) => state.seal);
  const minutes = Math.round(cutoffSeconds / 60);
  const text = t("ask.minutes", { count: minutes });
  const filled = (minutes - SHORTEST) / (LONGEST - SHORTEST);
  return (
    <div className="panel-section time" data-tour="time">
      <div className="time-head">
        <label htmlFor={id} className="panel-label">
          {t("ask.time")}
        </label>
        <output htmlFor={id} className="time-value" data-testid="minutes-value">
          {text}
        </output>
      </div>
      <input
        id={id}
        className="time-slider"
        data-testid="time-slider"
        type="range"
        min={SHORTEST}
        max={LONGEST}
        step={1}
        value={minutes}
        aria-valuetext={text}
        style={{ "--filled": `${filled * 100}%` } as CSSProperties}
        onChange={(event) => editParameters({ cutoffSeconds: Number(event.target.value) * 60 }, "cutoff")}
        onPointerUp={seal}
        onKeyUp={seal}
        onBlur={seal}
      />
      <div className="time-ticks" aria-hidden="true">
        {TICKS.map((tick) => (
          <span
            key={tick}
            data-on={tick === minutes}
            style={{ left: `${((tick - SHORTEST) / (LONGEST - SHORTEST)) * 100}%` }}
          >
            {tick}
          </span>
        ))}
      </div>
    </div>
  );
}
