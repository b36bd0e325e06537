import { useEffect, useState } from "react";
import { GROUP_IDS, type GroupId } from "../../core/model/demand.ts";
import type { Service } from "../../core/model/facility.ts";
import { type AnalysisParameters, PROFILE_IDS, PROFILES } from "../../core/model/parameters.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { Segmented } from "../controls/segmented.tsx";
import { useProject } from "../store/project-store.ts";
import { useText } from "../strings/text.ts";

const SLOWEST = 0.2;
const FASTEST = 10;

/** Whose coverage counts: the groups that the study has. Left out where people are not told apart. */
export function GroupChoice({
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
  const present = GROUP_IDS.filter((id) => study.demand.totals[id] !== undefined);
  if (study.demand.unit !== "people") {
    return <p className="ask-warning">{t(`demand.warning.${study.demand.unit}`)}</p>;
  }
  if (present.length < 2) return null;
  const own: GroupId = study.demand.totals[service.groupId] === undefined ? "all" : service.groupId;
  return (
    <div className="panel-section">
      <label className="ask-select">
        <span className="panel-label">{t("ask.group")}</span>
        <select
          value={parameters.groupId ?? own}
          onChange={(event) => {
            const groupId = present.find((id) => id === event.target.value);
            if (groupId) editParameters({ groupId: groupId === own ? null : groupId });
          }}
        >
          {present.map((id) => (
            <option key={id} value={id}>
              {t(`residents.${id}`)}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

/** How people travel, and how fast. */
export function ProfileChoice({
  service,
  parameters,
}: {
  readonly service: Service;
  readonly parameters: AnalysisParameters;
}) {
  const { t } = useText();
  const editParameters = useProject((state) => state.editParameters);
  const profileId = parameters.profileId ?? service.profileId;
  const standard = PROFILES[profileId].speedMetresPerSecond;
  const speed = parameters.speedMetresPerSecond ?? standard;
  return (
    <div className="panel-section ask-profile">
      <Segmented
        label={t("ask.profile")}
        value={profileId}
        options={PROFILE_IDS.map((id) => ({ value: id, label: t(`ask.profile.${id}`) }))}
        onChange={(id) =>
          editParameters({ profileId: id === service.profileId ? null : id, speedMetresPerSecond: null })
        }
      />
      <div className="ask-speed">
        <SpeedField
          key={`${profileId}-${speed}`}
          label={t("ask.speed")}
          unit={t("ask.speed.unit")}
          speed={speed}
          onCommit={(value) => editParameters({ speedMetresPerSecond: value === standard ? null : value })}
        />
      </div>
      {speed !== standard && (
        <p className="panel-note">
          {t("ask.speed.changed", { value: standard.toFixed(1) })}{" "}
          <button type="button" className="link" onClick={() => editParameters({ speedMetresPerSecond: null })}>
            {t("ask.speed.reset")}
          </button>
        </p>
      )}
    </div>
  );
}

/** A speed that takes effect on Enter or on leaving the field; an impossible one falls back to the last. */
function SpeedField({
  label,
  unit,
  speed,
  onCommit,
}: {
  readonly label: string;
  readonly unit: string;
  readonly speed: number;
  readonly onCommit: (speed: number) => void;
}) {
  const [text, setText] = useState(speed.toFixed(1));
  useEffect(() => setText(String(Number(speed.toFixed(2)))), [speed]);
  const commit = () => {
    const value = Number(text);
    if (Number.isFinite(value) && value >= SLOWEST && value <= FASTEST) {
      if (value !== speed) onCommit(value);
    } else setText(String(speed));
  };
  return (
    <label className="ask-number">
      <span>{label}</span>
      <input
        type="number"
        min={SLOWEST}
        max={FASTEST}
        step={0.1}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === "Enter") commit();
        }}
      />
      <span>{unit}</span>
    </label>
  );
}
