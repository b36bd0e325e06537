import { formatCount, formatDemand } from "../../core/model/format-number.ts";
import type { CommunityExplanation } from "../../core/questions/explain-community.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { NormEditor } from "../capacity/norm-editor.tsx";
import { capacityUnit } from "../select/access-answer.ts";
import { useText } from "../strings/text.ts";
import { useExplain } from "./explain-store.ts";
import { serviceWords } from "./explain-words.ts";

/** Whether those in reach find a place. Who opens it asks for places: a full community then has that as its cause. */
export function CapacityFold({
  study,
  explanation,
}: {
  readonly study: StudyView;
  readonly explanation: CommunityExplanation;
}) {
  const { t } = useText();
  const isOpen = useExplain((state) => state.isCapacityOpen);
  const show = useExplain((state) => state.show);
  return (
    <details
      className="explain-capacity"
      open={isOpen}
      data-testid="explain-capacity"
      onToggle={(event) => show({ isCapacityOpen: event.currentTarget.open })}
    >
      <summary>{t("explain.capacity")}</summary>
      {explanation.places ? (
        <Places study={study} places={explanation.places} />
      ) : (
        <p className="panel-note" role="status">
          {t("explain.capacity.counting")}
        </p>
      )}
    </details>
  );
}

function Places({
  study,
  places,
}: {
  readonly study: StudyView;
  readonly places: NonNullable<CommunityExplanation["places"]>;
}) {
  const text = useText();
  const { t, language } = text;
  const { fault, attributes, columns, missing } = places;
  const norms = columns.map((column) => (
    <NormEditor
      key={column.serviceId}
      column={column}
      service={columns.length > 1 ? serviceWords(text, study, [column.serviceId]) : ""}
    />
  ));
  if (fault === "straight-reach" || fault === "judges-land")
    return <p className="panel-note">{t(`capacity.fault.${fault}`)}</p>;
  if (fault !== null) {
    return (
      <>
        <p className="panel-note">{t(`access.fault.${fault}`, { attribute: attributes[0] ?? "", count: missing })}</p>
        {fault === "capacity-is-staff" && norms}
      </>
    );
  }
  if (places.reachedFacilities === 0) return <p className="panel-note">{t("explain.capacity.nobody")}</p>;
  const amount = (count: number): string => formatDemand(count, study.demand.unit, language);
  return (
    <>
      <p>
        {t(places.reachedUnits === null ? "explain.capacity.sentence.kinds" : "explain.capacity.sentence", {
          places: formatCount(places.reachedUnits ?? 0),
          unit: capacityUnit(t, attributes[0]),
          reached: places.reachedFacilities,
          takes: amount(places.reachedPlaces),
          served: amount(places.served),
          over: amount(places.overCapacity),
          out: amount(places.notCovered),
        })}
      </p>
      <p>{t(places.overCapacity < 0.5 ? "explain.capacity.ok" : "explain.capacity.more")}</p>
      {norms}
      <p className="explain-basis">{t("explain.capacity.note")}</p>
    </>
  );
}
