import { formatCount, formatDemand, formatMetres, formatShare } from "../../core/model/format-number.ts";
import type { FacilityFacts as Facts } from "../../core/questions/describe-facility.ts";
import { formatArea } from "../map/isochrone-legend.tsx";
import { capacityUnit } from "../select/access-answer.ts";
import type { ShownCoverage } from "../select/shown-coverage.ts";
import { useBeside, useFacilityIsochrone } from "../select/use-beside.ts";
import { currentEdits, useProject } from "../store/project-store.ts";
import { useView } from "../store/view-store.ts";
import { type TextKey, type Translate, useText } from "../strings/text.ts";
import { chooseMethod, chooseSubject } from "./method-choice.tsx";

interface FactsProps {
  readonly shown: ShownCoverage;
  readonly facilityIndex: number;
}

/** Who comes to a facility, what it can take, where it meets the streets. */
export function FacilityFacts({ shown, facilityIndex }: FactsProps) {
  const { t, language } = useText();
  const { service, study, coverage } = shown;
  const capacityNorms = useProject((state) => currentEdits(state).capacityNorms);
  const facts = useBeside("facility", { serviceId: service.id, facilityIndex, capacityNorms }, true).answer;
  const served = shown.indexes.filter((index) => coverage.nearestFacilityIndexes[index] === facilityIndex).length;
  if (!facts) return <p className="panel-note">{t("methods.computing")}</p>;
  return (
    <dl className="card-rows" data-testid="facility-facts">
      <div>
        <dt title={t("facility.catchment.hint")}>{t("facility.catchment")}</dt>
        <dd data-testid="facility-catchment">{formatDemand(facts.catchmentPeople, study.demand.unit, language)}</dd>
      </div>
      <div>
        <dt>{t("facility.communities")}</dt>
        <dd className="card-line">
          {t("facility.communities.value", { count: formatCount(served) })}
          {served > 0 && <CatchmentButton />}
        </dd>
      </div>
      <CapacityRow shown={shown} facts={facts} />
      <div>
        <dt>{t("facility.snap")}</dt>
        <dd>{attachmentWords(t, shown, facts)}</dd>
      </div>
    </dl>
  );
}

/** Colours the map by catchments, with lines to this facility; pressed again it goes back to people. */
function CatchmentButton() {
  const { t } = useText();
  const isOn = useView(({ method, subject }) => method === "network" && subject === "catchment");
  const press = () => {
    if (!isOn) chooseMethod("network");
    chooseSubject(isOn ? "people" : "catchment");
  };
  return (
    <button type="button" className="text-button" aria-pressed={isOn} onClick={press}>
      {t("facility.communities.show")}
    </button>
  );
}

function CapacityRow({ shown, facts }: { readonly shown: ShownCoverage; readonly facts: Facts }) {
  const { t } = useText();
  const unit = capacityUnit(t, facts.capacityAttribute ?? undefined);
  const { capacity, capacityFault, catchmentPeople, takesPeople } = facts;
  return (
    <div>
      <dt>{t("facility.capacity")}</dt>
      <dd>
        {capacity === null || capacityFault !== null ? (
          <span className="quiet">{t("facility.capacity.none")}</span>
        ) : (
          <>
            {t("facility.capacity.value", { amount: formatCount(capacity), unit })}
            {capacity > 0 && shown.study.demand.unit === "people" && (
              <span className="card-under">
                {t("facility.load", { unit, value: formatLoad(catchmentPeople / capacity) })}
                {takesPeople !== null && takesPeople > 0 && (
                  <span data-testid="facility-load" data-over={catchmentPeople > takesPeople}>
                    {" · "}
                    {t("facility.takes", {
                      people: formatCount(takesPeople),
                      load: formatShare(catchmentPeople / takesPeople),
                    })}
                  </span>
                )}
              </span>
            )}
          </>
        )}
      </dd>
    </div>
  );
}

function formatLoad(value: number): string {
  return value >= 100 ? formatCount(value) : String(Number(value.toFixed(value >= 10 ? 0 : 1)));
}

function attachmentWords(t: Translate, { study, result }: ShownCoverage, facts: Facts): string {
  if (facts.refusal !== 0) {
    const radius = formatMetres(result.parameters.snapRadiusMetres);
    return t(`facility.snap.refused.${facts.refusal}` as TextKey, { radius });
  }
  const [first = -1] = facts.streetIndexes;
  const street = study.streets.names[first] || t("facility.snap.unnamed");
  const words = t("facility.snap.value", { metres: formatMetres(facts.offStreetMetres), street });
  const { points, attachedPoints } = facts;
  if (points <= 1 || attachedPoints === points) return words;
  return `${words} · ${t("facility.snap.points", { attached: attachedPoints, points })}`;
}

/** The facility's own bands in figures. */
export function FacilityBands() {
  const { t } = useText();
  const { answer, status } = useFacilityIsochrone();
  if (!answer) {
    if (status === "failed" || status === "cancelled") return null;
    return <p className="panel-note">{t("isochrone.computing")}</p>;
  }
  if (!answer.attached) return <p className="panel-note">{t("facility.isochrone.none")}</p>;
  return (
    <table className="card-bands" data-testid="facility-bands">
      <caption className="visually-hidden">{t("facility.isochrone")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("facility.isochrone")}</th>
          <th scope="col">{t("facility.isochrone.reach")}</th>
          <th scope="col">{t("facility.isochrone.area")}</th>
        </tr>
      </thead>
      <tbody>
        {answer.bands.map(({ cutoffSeconds, reachMetres, areaSquareMetres }) => (
          <tr key={cutoffSeconds}>
            <th scope="row">{t("isochrone.band", { minutes: Number((cutoffSeconds / 60).toFixed(1)) })}</th>
            <td>{formatMetres(reachMetres)}</td>
            <td>{t("isochrone.area", { area: formatArea(areaSquareMetres) })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
