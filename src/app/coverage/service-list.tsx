import { useId } from "react";
import type { Service } from "../../core/model/facility.ts";
import { formatCount } from "../../core/model/format-number.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { FigureSource } from "../figures/figure.tsx";
import { useProject } from "../store/project-store.ts";
import { useView } from "../store/view-store.ts";
import { useText } from "../strings/text.ts";

/** Chooses a service. Its own group and profile come with it. */
export function chooseService(serviceId: string): void {
  const { edit, choicesByStudy, studyId } = useProject.getState();
  const choices = studyId === null ? undefined : choicesByStudy[studyId];
  if (!choices || choices.serviceId === serviceId) return;
  const { groupId, profileId, speedMetresPerSecond } = choices.parameters;
  const own = groupId === null && profileId === null && speedMetresPerSecond === null;
  edit({
    serviceId,
    parameters: own
      ? choices.parameters
      : { ...choices.parameters, groupId: null, profileId: null, speedMetresPerSecond: null },
  });
  useView.getState().show({ selectedFacilityIndex: null, route: null });
}

/** The services that have a circle, with their colour and number of facilities. */
export function ServiceList({ study, serviceId }: { readonly study: StudyView; readonly serviceId: string }) {
  const { t, local } = useText();
  const name = useId();
  const counts = new Map(study.facilities.map((layer) => [layer.serviceId, layer.count]));
  return (
    <fieldset className="services panel-section" data-figures data-tour="ask">
      <legend className="panel-label">
        {t("ask.service")} <FigureSource of={{ kind: "study" }} about={t("ask.service")} />
      </legend>
      {study.services.filter(isCircle).map((service) => (
        <label
          key={service.id}
          className="service"
          data-domain={service.domain}
          data-checked={service.id === serviceId}
          data-testid={`service-${service.id}`}
        >
          <input
            type="radio"
            name={name}
            value={service.id}
            checked={service.id === serviceId}
            onChange={() => chooseService(service.id)}
          />
          <span className="service-dot" />
          <span className="service-name">{local(service.title)}</span>
          <span
            className="service-count"
            title={t("ask.service.count", { count: formatCount(counts.get(service.id) ?? 0) })}
          >
            {formatCount(counts.get(service.id) ?? 0)}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function isCircle({ circle }: Service): boolean {
  return circle;
}
