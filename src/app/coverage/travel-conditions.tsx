import { DEFAULT_PARAMETERS, PROFILES, type ProfileId, PUBLISHED_STAIRS_FACTOR } from "../../core/model/parameters.ts";
import type { StreetFacts } from "../../worker/protocol.ts";
import { NumberField } from "../controls/number-field.tsx";
import { type TimelessParameters, useProject } from "../store/project-store.ts";
import { useText } from "../strings/text.ts";
import "./travel-conditions.css";

const MOST_STAIRS = 10;
const MOST_CROSSING_SECONDS = 300;

/** What the way costs besides its length, as far as the streets know it: slopes and night in sight, the rest under a fold. */
export function TravelConditions({
  facts,
  profileId,
  parameters,
}: {
  readonly facts: StreetFacts;
  readonly profileId: ProfileId;
  readonly parameters: TimelessParameters;
}) {
  const { t } = useText();
  const editParameters = useProject((state) => state.editParameters);
  const { slope, night, stairsFactor, crossingSeconds, steepestIncline } = parameters;
  const isWheelchair = profileId === "wheelchair";
  const isWalk = PROFILES[profileId].mode === "walk";
  const offersSlope = facts.hasElevation && isWalk;
  const offersStairs = facts.hasSteps && isWalk && !isWheelchair;
  const offersIncline = facts.hasElevation && isWheelchair;
  const isStairsChanged = offersStairs && stairsFactor !== DEFAULT_PARAMETERS.stairsFactor;
  const isCrossingChanged = facts.hasCrossings && crossingSeconds > 0;
  return (
    <>
      {isWheelchair && <p className="panel-note">{t("ask.conditions.wheelchair")}</p>}
      {(offersSlope || facts.hasNightClosures) && (
        <div className="travel-switches">
          {offersSlope && (
            <Switch label={t("ask.conditions.slope")} isOn={slope} onChange={(on) => editParameters({ slope: on })} />
          )}
          {facts.hasNightClosures && (
            <Switch label={t("ask.conditions.night")} isOn={night} onChange={(on) => editParameters({ night: on })} />
          )}
        </div>
      )}
      {(offersStairs || facts.hasCrossings || offersIncline) && (
        <details className="travel-more" open={isStairsChanged || isCrossingChanged || undefined}>
          <summary>{t("ask.conditions.more")}</summary>
          {offersStairs && (
            <div className="travel-row">
              <NumberField
                label={t("ask.conditions.stairs")}
                unit={t("ask.conditions.times")}
                value={stairsFactor}
                least={1}
                most={MOST_STAIRS}
                step={0.1}
                onCommit={(value) => editParameters({ stairsFactor: value })}
              />
              {stairsFactor !== PUBLISHED_STAIRS_FACTOR && (
                <button
                  type="button"
                  className="link"
                  onClick={() => editParameters({ stairsFactor: PUBLISHED_STAIRS_FACTOR })}
                >
                  {t("ask.conditions.published", { value: PUBLISHED_STAIRS_FACTOR })}
                </button>
              )}
            </div>
          )}
          {facts.hasCrossings && (
            <div className="travel-row">
              <NumberField
                label={t("ask.conditions.crossing")}
                unit={t("ask.conditions.seconds")}
                value={crossingSeconds}
                least={0}
                most={MOST_CROSSING_SECONDS}
                step={5}
                onCommit={(value) => editParameters({ crossingSeconds: value })}
              />
            </div>
          )}
          {offersIncline && (
            <div className="travel-row">
              <NumberField
                label={t("ask.conditions.incline")}
                unit="%"
                value={100 * (steepestIncline ?? 1)}
                least={1}
                most={100}
                step={1}
                onCommit={(value) => editParameters({ steepestIncline: value / 100 })}
              />
            </div>
          )}
        </details>
      )}
    </>
  );
}

function Switch({
  label,
  isOn,
  onChange,
}: {
  readonly label: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}) {
  return (
    <label className="travel-switch">
      <input type="checkbox" checked={isOn} onChange={(event) => onChange(event.target.checked)} />
      <span>{label}</span>
    </label>
  );
}
