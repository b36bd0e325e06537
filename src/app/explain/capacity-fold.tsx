import type { CapacityExplanation } from "../../core/questions/explain-capacity.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { NormEditor } from "../capacity/norm-editor.tsx";
import { formatCount, formatDemand } from "../format-number.ts";
import { capacityUnit } from "../select/access-answer.ts";
import type { ShownCoverage } from "../select/shown-coverage.ts";
import { useBeside } from "../select/use-beside.ts";
import { currentEdits, useProject } from "../store/project-store.ts";
import { useText } from "../strings/text.ts";
import { useExplain } from "./explain-store.ts";
import { facilityName } from "./explain-words.ts";

/** Whether those in reach find a place; the whole city's places are handed out when it is opened. */
export function CapacityFold({
  shown,
  communityIndex,
}: {
  readonly shown: ShownCoverage;
  readonly communityIndex: number;
}) {
  const { t } = useText();
  const isOpen = useExplain((state) => state.isCapacityOpen);
  const show = useExplain((state) => state.show);
  const serviceId = shown.service.id;
  const capacityNorms = useProject((state) => currentEdits(state).capacityNorms);
  const { answer, isFresh, status } = useBeside(
    "explainCapacity",
    isOpen ? { serviceId, communityIndex, capacityNorms } : null,
    isOpen,
  );
  return (
    <details
      className="explain-capacity"
      open={isOpen}
      data-testid="explain-capacity"
      onToggle={(event) => show({ isCapacityOpen: event.currentTarget.open })}
    >
      <summary>{t("explain.capacity")}</summary>
      {answer ? (
        <div data-stale={!isFresh}>
          <Places study={shown.study} serviceId={serviceId} answer={answer} />
        </div>
      ) : (
        <p className="panel-note" role="status">
          {t(status === "failed" ? "sensitivity.failed" : "explain.capacity.counting")}
        </p>
      )}
    </details>
  );
}

function Places({
  study,
  serviceId,
  answer,
}: {
  readonly study: StudyView;
  readonly serviceId: string;
  readonly answer: CapacityExplanation;
}) {
  const { t, language } = useText();
  const { fault, attribute, column, missingCount, remedies } = answer;
  if (fault !== null) {
    return (
      <>
        <p className="panel-note">{t(`access.fault.${fault}`, { attribute: attribute ?? "", count: missingCount })}</p>
        {fault === "capacity-is-staff" && column && <NormEditor column={column} />}
      </>
    );
  }
  if (answer.reachedFacilities === 0) return <p className="panel-note">{t("explain.capacity.nobody")}</p>;
  const unit = capacityUnit(t, attribute ?? undefined);
  const amount = (count: number): string => formatDemand(count, study.demand.unit, language);
  return (
    <>
      <p>
        {t("explain.capacity.sentence", {
          reached: answer.reachedFacilities,
          places: formatCount(answer.reachedPlaces),
          unit,
          takes: amount(answer.reachedTakes),
          served: amount(answer.served),
          over: amount(answer.overCapacity),
          out: amount(answer.notCovered),
        })}
      </p>
      {answer.overCapacity < 0.5 ? (
        <p>{t("explain.capacity.ok")}</p>
      ) : (
        <ol className="explain-remedies">
          {remedies.map((remedy) => (
            <li key={remedy.facilityIndex} className="explain-places">
              <strong>
                {t("explain.capacity.more", {
                  name: facilityName(study, serviceId, remedy.facilityIndex),
                  places: formatCount(remedy.morePlaces),
                  now: formatCount(remedy.capacity),
                  unit,
                })}
              </strong>
              <span className="explain-worth">
                {t("explain.remedy.worth", { here: amount(remedy.peopleHere), city: amount(remedy.peopleInCity) })}
              </span>
            </li>
          ))}
        </ol>
      )}
      {column && <NormEditor column={column} />}
      <p className="explain-basis">{t("explain.capacity.note")}</p>
    </>
  );
}
