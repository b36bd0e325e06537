import { formatDemand, formatMetres, NO_VALUE } from "../../core/model/format-number.ts";
import { unitTree } from "../../core/model/unit-tree.ts";
import type { NeedExplanation, UnitExplanation } from "../../core/questions/explain-unit.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { formatAttribute, nameAttribute } from "../coverage/facility-card.tsx";
import { useView } from "../store/view-store.ts";
import { useText } from "../strings/text.ts";
import { facilityName, serviceWords } from "./explain-words.ts";

/** What a unit lacks of what a target asks for in each, and who nearby has it. */
export function UnitReasons({ study, unit }: { readonly study: StudyView; readonly unit: UnitExplanation }) {
  const text = useText();
  const { t, language } = text;
  const name = unitName(study, unit.unitId);
  const amount = (count: number): string => formatDemand(count, study.demand.unit, language);
  if (!unit.isTested) {
    return (
      <p className="explain-answer">
        {t("explain.unit.untested", {
          unit: name,
          people: amount(unit.people),
          minimum: amount(unit.minimumPeople),
        })}
      </p>
    );
  }
  return (
    <div className="explain-body">
      {unit.needs.map((need) => (
        <Need key={need.serviceIds.join()} study={study} unit={unit} name={name} need={need} />
      ))}
      <p className="explain-basis">{t("explain.unit.note")}</p>
    </div>
  );
}

function Need({
  study,
  unit,
  name,
  need,
}: {
  readonly study: StudyView;
  readonly unit: UnitExplanation;
  readonly name: string;
  readonly need: NeedExplanation;
}) {
  const text = useText();
  const { t, list, language } = text;
  const service = serviceWords(text, study, need.serviceIds);
  const isMissing = need.missing > 0;
  const words = { unit: name, service, missing: need.missing, count: unit.count, found: need.inUnit };
  const { fly } = useView.getState();
  return (
    <section data-testid="explain-need">
      <p className="explain-answer" data-cause={isMissing ? "missing" : "met"}>
        {t(isMissing ? "explain.unit.missing" : "explain.unit.met", words)}
      </p>
      {need.filters.map(({ attribute, oneOf }) => (
        <p key={attribute} className="explain-basis">
          {t("explain.unit.filter", {
            column: nameAttribute(attribute, t),
            values: list(oneOf.map((value) => (value === null ? NO_VALUE : formatAttribute(value, t)))),
          })}
        </p>
      ))}
      {isMissing && need.failing > 0 && (
        <p className="explain-basis">{t("explain.unit.failing", { count: need.failing })}</p>
      )}
      {isMissing && (
        <p>
          {t("explain.unit.remedy", {
            ...words,
            people: formatDemand(unit.people, study.demand.unit, language),
          })}
        </p>
      )}
      {need.nearest.length > 0 && (
        <>
          <h3>{t("explain.unit.nearest")}</h3>
          <ul className="explain-nearest">
            {need.nearest.map(({ serviceId, facilityIndex, communityIndex, straightMetres }) => (
              <li key={`${serviceId} ${facilityIndex}`}>
                <button
                  type="button"
                  className="link"
                  onClick={() => fly({ kind: "facility", serviceId, facilityIndex })}
                >
                  {facilityName(study, serviceId, facilityIndex)}
                </button>
                <small>
                  {t("explain.unit.where", {
                    place: study.communities.names[communityIndex] ?? NO_VALUE,
                    metres: formatMetres(straightMetres),
                  })}
                </small>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function unitName(study: StudyView, unitId: string): string {
  const { indexById, unitsById } = unitTree(study);
  const index = indexById.get(unitId);
  return (index === undefined ? unitsById.get(unitId)?.name : study.communities.names[index]) ?? unitId;
}
