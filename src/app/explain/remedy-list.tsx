import { formatShare } from "../../core/model/format-number.ts";
import type { CommunityExplanation } from "../../core/questions/explain-community.ts";
import type { Remedy } from "../../core/questions/find-remedies.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { VerdictMark } from "../controls/verdict-mark.tsx";
import { amountText } from "../select/judged-amount.ts";
import { useView } from "../store/view-store.ts";
import { useText } from "../strings/text.ts";
import { useExplain } from "./explain-store.ts";
import { remedyWords } from "./explain-words.ts";
import { positionOfRemedy } from "./marks-on-map.ts";

/** Half the side of the view around a remedy, in degrees: about 400 m. */
const VIEW_DEGREES = 0.004;

/** Where places are what lacks, a way to a facility says nothing of them. */
function saysNothingOfPlaces({ cause }: CommunityExplanation, { kind }: Remedy): boolean {
  return cause === "over-capacity" && kind !== "places";
}

/** What would bring people within reach, the best first; pointing at one shows it on the map, a click goes there. */
export function RemedyList({
  study,
  explanation,
}: {
  readonly study: StudyView;
  readonly explanation: CommunityExplanation;
}) {
  const text = useText();
  const { t, language } = text;
  const { remedies, communityIndex, isMet, short, countsLand } = explanation;
  const chosen = useExplain((state) => state.chosen);
  const show = useExplain((state) => state.show);
  const nobody = Object.values(short.byReason).every((people) => people === 0);
  if (nobody && remedies.length === 0) return null;
  const amount = (count: number): string => amountText(count, countsLand, study.demand.unit, language);
  const choose = (remedy: number | null): void => show({ chosen: remedy === null ? null : { communityIndex, remedy } });
  const go = (remedy: Remedy): void => {
    const [lon, lat] = positionOfRemedy(remedy);
    const bounds = [lon - VIEW_DEGREES, lat - VIEW_DEGREES, lon + VIEW_DEGREES, lat + VIEW_DEGREES] as const;
    useView.getState().fly({ kind: "bounds", bounds: [...bounds] });
  };
  return (
    <>
      <h3>{t(isMet ? "explain.remedies.met" : "explain.remedies")}</h3>
      {remedies.length === 0 ? (
        <p>{t("explain.remedies.none")}</p>
      ) : (
        <ol className="explain-remedies" data-testid="explain-remedies">
          {remedies.map((remedy, index) => (
            <li key={`${remedy.kind} ${positionOfRemedy(remedy).join()}`}>
              <button
                type="button"
                data-kind={remedy.kind}
                data-chosen={chosen?.communityIndex === communityIndex && chosen.remedy === index}
                onPointerEnter={() => choose(index)}
                onFocus={() => choose(index)}
                onClick={() => {
                  choose(index);
                  go(remedy);
                }}
              >
                <span className="explain-remedy-title">
                  <strong>{remedyWords(text, study, explanation, remedy)}</strong>
                  {!isMet &&
                    (remedy.passes ? (
                      <VerdictMark verdict="met" />
                    ) : (
                      <span className="quiet">
                        {t(saysNothingOfPlaces(explanation, remedy) ? "explain.remedy.reach" : "explain.remedy.not")}
                      </span>
                    ))}
                </span>
                <span className="explain-worth">
                  {t("explain.remedy.worth", { here: amount(remedy.peopleHere), city: amount(remedy.peopleInCity) })}
                  <span>
                    {t(remedy.kind === "places" ? "explain.remedy.share.places" : "explain.remedy.share", {
                      share: formatShare(remedy.shareHere),
                    })}
                  </span>
                  {remedy.communitiesTurned.length > 1 && !saysNothingOfPlaces(explanation, remedy) && (
                    <span>{t("explain.remedy.turned", { count: remedy.communitiesTurned.length })}</span>
                  )}
                </span>
                {remedy.kind === "facility" && !saysNothingOfPlaces(explanation, remedy) && (
                  <small>{t("explain.remedy.facility.note", { tried: remedy.tried, passing: remedy.passing })}</small>
                )}
                {remedy.kind === "places" && (
                  <small>{t(remedy.passes ? "explain.remedy.places.least" : "explain.remedy.places.all")}</small>
                )}
                {(remedy.kind === "attach-homes" || remedy.kind === "attach-facility") && (
                  <small>{t("explain.remedy.attach.note")}</small>
                )}
              </button>
            </li>
          ))}
        </ol>
      )}
      <p className="explain-basis">{t("explain.note")}</p>
    </>
  );
}
