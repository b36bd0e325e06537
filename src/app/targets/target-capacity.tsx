import { formatCount, formatShare } from "../../core/model/format-number.ts";
import type { Target } from "../../core/plan/target.ts";
import type { NeedCapacity } from "../../core/questions/measure-target-capacity.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { NormEditor } from "../capacity/norm-editor.tsx";
import { StateBar } from "../coverage/state-bar.tsx";
import { demandWords } from "../select/demand-words.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { currentParameters, useProject } from "../store/project-store.ts";
import { type Text, useText } from "../strings/text.ts";
import { useTargetCapacity } from "./capacity-on-map.ts";
import { unfoldTarget, useTargetFold } from "./firmness-on-map.ts";
import "../coverage/access-fold.css";
import "./firmness.css";

/** Who of those within a circle's reach finds a place, counted when it is unfolded; the map then shows the states. */
export function TargetCapacity({ study, target }: { readonly study: StudyView; readonly target: Target }) {
  const text = useText();
  const { t } = text;
  const isOpen = useTargetFold() === "capacity";
  const { answer, isFresh, status } = useTargetCapacity(target, isOpen);
  const isEither = target.rule.kind === "service-area" && target.rule.otherWay !== undefined;
  return (
    <details
      className="target-capacity"
      open={isOpen}
      onToggle={(event) => unfoldTarget(target.id, "capacity", event.currentTarget.open)}
      data-testid="target-capacity"
    >
      <summary>{t("capacity.heading")}</summary>
      {!answer && (
        <p className="quiet" role="status">
          {t(status === "failed" ? "sensitivity.failed" : "sensitivity.counting")}
        </p>
      )}
      {answer && (
        <div data-stale={!isFresh}>
          <p className="quiet">
            {t("capacity.of", {
              group: demandWords(t, answer.groupId, study.demand.unit),
              unit: t(`targets.unit.${target.unit}`),
            })}
          </p>
          {answer.needs.map((need) => (
            <Need key={need.serviceIds.join()} text={text} study={study} need={need} />
          ))}
          <p className="quiet">
            {t("capacity.rule")} {isEither && t("capacity.rule.either")}
          </p>
        </div>
      )}
    </details>
  );
}

function Need({ text, study, need }: { readonly text: Text; readonly study: StudyView; readonly need: NeedCapacity }) {
  const { t, list } = text;
  const runShare = useProject((state) => currentParameters(state).passShare);
  const passShare = useAnalysis((state) => state.result?.parameters.passShare) ?? runShare;
  const names = need.serviceIds.map((id) => titleOf(text, study, id));
  const { states } = need;
  if (!states) {
    return (
      <>
        <p className="panel-note">
          {list(names)}：{t(`capacity.fault.${need.fault ?? "no-capacity"}`)}
        </p>
        {need.fault === "capacity-is-staff" && <Norms text={text} study={study} need={need} />}
      </>
    );
  }
  const { people, totals } = states;
  const overloaded = states.overloaded.reduce((sum, { facilityIndexes }) => sum + facilityIndexes.length, 0);
  return (
    <>
      <p>
        <strong data-testid="covered-not-sufficient">
          {states.unitsCoveredWithoutPlaces > 0
            ? t("capacity.notSufficient", {
                covered: formatCount(states.unitsCovered),
                without: formatCount(states.unitsCoveredWithoutPlaces),
                share: formatShare(passShare),
              })
            : t("capacity.sufficient", { covered: formatCount(states.unitsCovered), share: formatShare(passShare) })}
        </strong>
      </p>
      <StateBar
        answer={{ people, ...totals, withBackup: 0, scorePerThousand: null }}
        unit={study.demand.unit}
        labels={{
          served: t("capacity.served"),
          overCapacity: t("capacity.over-capacity"),
          notCovered: t("capacity.not-covered"),
        }}
      />
      <p className="quiet">
        {t("capacity.facilities", {
          service: list(names),
          count: formatCount(states.facilities),
          overloaded: formatCount(overloaded),
          takes: formatCount(states.capacity),
          attribute: list([...new Set(need.attributes)]),
        })}
      </p>
      <Norms text={text} study={study} need={need} />
    </>
  );
}

/** For how many people a bed, a doctor or a place of each kind stands, each to be changed where it is read. */
function Norms({ text, study, need }: { readonly text: Text; readonly study: StudyView; readonly need: NeedCapacity }) {
  return need.columns.map((column) => (
    <NormEditor
      key={column.serviceId}
      column={column}
      service={need.columns.length > 1 ? titleOf(text, study, column.serviceId) : ""}
    />
  ));
}

function titleOf({ local }: Text, study: StudyView, serviceId: string): string {
  const service = study.services.find(({ id }) => id === serviceId);
  return service ? local(service.title) : serviceId;
}
