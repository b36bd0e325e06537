import { formatShare } from "../../core/model/format-number.ts";
import { demandWords } from "../select/demand-words.ts";
import type { ShownCoverage } from "../select/shown-coverage.ts";
import { useBeside } from "../select/use-beside.ts";
import { useView } from "../store/view-store.ts";
import { useText } from "../strings/text.ts";

/** The facilities nearest to a community, and who has a second one in reach. */
export function CommunityChoices({
  shown,
  communityIndex,
}: {
  readonly shown: ShownCoverage;
  readonly communityIndex: number;
}) {
  const { t } = useText();
  const { fly, show } = useView.getState();
  const { service, study } = shown;
  const { answer } = useBeside("choices", { serviceId: service.id, communityIndex }, true);
  const layer = study.facilities.find(({ serviceId }) => serviceId === service.id);
  if (!answer || !layer) return null;
  const open = (facilityIndex: number): void => {
    show({ selectedFacilityIndex: facilityIndex });
    fly({ kind: "facility", serviceId: service.id, facilityIndex });
  };
  return (
    <>
      {answer.nearest.length > 1 && (
        <div>
          <dt title={t("card.walk.note")}>{t("card.choices")}</dt>
          <dd>
            <ol className="card-choices" data-testid="community-choices">
              {answer.nearest.map(({ facilityIndex, seconds }) => (
                <li key={facilityIndex}>
                  <button type="button" onClick={() => open(facilityIndex)}>
                    {layer.names[facilityIndex] || layer.ids[facilityIndex]}
                  </button>
                  <span className="number">{t("card.minutes", { minutes: (seconds / 60).toFixed(1) })}</span>
                </li>
              ))}
            </ol>
          </dd>
        </div>
      )}
      {answer.people > 0 && (
        <div>
          <dt title={t("access.backup.what")}>{t("card.backup")}</dt>
          <dd data-testid="community-backup">
            {t("card.backup.value", {
              share: formatShare(answer.peopleWithBackup / answer.people),
              group: demandWords(t, shown.coverage.groupId, study.demand.unit),
            })}
          </dd>
        </div>
      )}
    </>
  );
}
