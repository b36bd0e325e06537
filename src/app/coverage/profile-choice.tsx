import { GROUP_IDS, type GroupId } from "../../core/model/demand.ts";
import type { Service } from "../../core/model/facility.ts";
import { PROFILES, type ProfileId } from "../../core/model/parameters.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { NumberField } from "../controls/number-field.tsx";
import { Segmented } from "../controls/segmented.tsx";
import { type TimelessParameters, useProject } from "../store/project-store.ts";
import { useText } from "../strings/text.ts";
import { TravelConditions } from "./travel-conditions.tsx";

const PROFILE_IDS: readonly ProfileId[] = ["adult", "elderly", "child", "wheelchair", "cycle"];
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
  readonly parameters: TimelessParameters;
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

/** How people travel, how fast, and under what conditions. */
export function ProfileChoice({
  study,
  service,
  parameters,
}: {
  readonly study: StudyView;
  readonly service: Service;
  readonly parameters: TimelessParameters;
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
        <NumberField
          key={`${profileId}-${speed}`}
          label={t("ask.speed")}
          unit={t("ask.speed.unit")}
          least={SLOWEST}
          most={FASTEST}
          step={0.1}
          value={speed}
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
      <TravelConditions facts={study.streetFacts} profileId={profileId} parameters={parameters} />
    </div>
  );
}
