/** The sheet that a service gets where nobody has laid out another: A3 landscape, the whole study. */
import type { MapLayout } from "../../core/model/presentation.ts";
import { BASELINE_NAME } from "../../core/model/scenario.ts";
import type { Study } from "../../core/model/study.ts";

export function defaultLayout({ services }: Pick<Study, "services">, serviceId: string): MapLayout {
  const title = services.find(({ id }) => id === serviceId)?.title.zh || serviceId;
  return {
    id: `default-${serviceId}`,
    name: `${title} A3`,
    page: "A3",
    isPortrait: false,
    title: "",
    organisation: "",
    stamp: { kind: "internal" },
    maps: [{ serviceId, scenarioName: BASELINE_NAME, measure: "peopleShare" }],
    extent: { kind: "study" },
    classes: { method: "equal", count: 5 },
    withLegend: true,
    withScaleBar: true,
    withNorthArrow: true,
    withInset: true,
    withGrid: true,
    withBasemap: true,
    withNames: true,
    withFacilities: true,
  };
}
