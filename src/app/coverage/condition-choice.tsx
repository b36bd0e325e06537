import type { Service } from "../../core/model/facility.ts";
import {
  type AnalysisParameters,
  DEFAULT_PARAMETERS,
  MOST_CROSSING_SECONDS,
  MOST_STAIRS_FACTOR,
  PROFILES,
} from "../../core/model/parameters.ts";
import { listPresentConditions } from "../../core/plan/condition-sentences.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { NumberField } from "../controls/number-field.tsx";
import { useProject } from "../store/project-store.ts";
import { useText } from "../strings/text.ts";

type ConditionParameters = Pick<
  AnalysisParameters,
  "slope" | "stairsFactor" | "crossingSeconds" | "steepestIncline" | "timeOfDay"
>;

/** The defaults of what is asked here. */
function defaultConditions(): ConditionParameters {
  const { slope, stairsFactor, crossingSeconds, steepestIncline, timeOfDay } = DEFAULT_PARAMETERS;
  return { slope, stairsFactor, crossingSeconds, steepestIncline, timeOfDay };
}

/** What closes or slows the streets: only what the study's streets can answer. Nothing where they can answer none of it. */
export function ConditionChoice({
  study,
  service,
  parameters,
}: {
  readonly study: StudyView;
  readonly service: Service;
  readonly parameters: AnalysisParameters;
}) {
  const { t } = useText();
  const editParameters = useProject((state) => state.editParameters);
  const present = listPresentConditions(study);
  const { mode, stepFree } = PROFILES[parameters.profileId ?? service.profileId];
  const lacksWheelData = stepFree && !present.wheelBarriers;
  const asksStairs = present.steps && mode === "walk" && !stepFree;
  const asksNothing = !asksStairs && !present.crossings && !present.elevations && !present.nightClosures;
  const note = lacksWheelData && <p className="panel-note">{t("conditions.noWheelData")}</p>;
  if (asksNothing) return note || null;
  const defaults = defaultConditions();
  const isChanged = (Object.keys(defaults) as (keyof ConditionParameters)[]).some(
    (key) => parameters[key] !== defaults[key],
  );
  return (
    <>
      {note}
      <details className="panel-section ask-conditions">
        <summary>
          {t("conditions.heading")}
          {isChanged && <span className="ask-changed">{t("conditions.changed")}</span>}
        </summary>
        {asksStairs && (
          <NumberField
            label={t("conditions.stairs")}
            unit={t("conditions.stairs.unit")}
            value={parameters.stairsFactor}
            least={1}
            most={MOST_STAIRS_FACTOR}
            step={0.1}
            onCommit={(stairsFactor) => editParameters({ stairsFactor })}
          />
        )}
        {present.crossings && (
          <NumberField
            label={t("conditions.crossing")}
            unit={t("conditions.crossing.unit")}
            value={parameters.crossingSeconds}
            least={0}
            most={MOST_CROSSING_SECONDS}
            step={5}
            onCommit={(crossingSeconds) => editParameters({ crossingSeconds })}
          />
        )}
        {present.elevations && mode === "walk" && (
          <Switch
            label={t("conditions.slope")}
            checked={parameters.slope}
            onChange={(slope) => editParameters({ slope })}
          />
        )}
        {present.elevations && mode === "cycle" && <p className="panel-note">{t("conditions.slope.cycle")}</p>}
        {present.elevations && stepFree && (
          <NumberField
            label={t("conditions.steepest")}
            unit={t("conditions.steepest.unit")}
            value={parameters.steepestIncline * 100}
            least={1}
            most={100}
            step={0.5}
            onCommit={(percent) => editParameters({ steepestIncline: percent / 100 })}
          />
        )}
        {present.nightClosures && (
          <Switch
            label={t("conditions.night")}
            checked={parameters.timeOfDay === "night"}
            onChange={(isNight) => editParameters({ timeOfDay: isNight ? "night" : "day" })}
          />
        )}
        <p className="panel-note">
          {t("conditions.note")}{" "}
          {isChanged && (
            <button type="button" className="link" onClick={() => editParameters(defaults)}>
              {t("conditions.reset")}
            </button>
          )}
        </p>
      </details>
    </>
  );
}

function Switch({
  label,
  checked,
  onChange,
}: {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}) {
  return (
    <label className="ask-switch">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span>{label}</span>
    </label>
  );
}
