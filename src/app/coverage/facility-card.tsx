import { useEffect } from "react";
import { communityStoodFor } from "../../core/model/approximate-places.ts";
import {
  APPROXIMATE_ATTRIBUTE,
  ENTRANCES_ATTRIBUTE,
  type Facilities,
  OUTLINE_ATTRIBUTE,
  STANDS_IN_ATTRIBUTE,
} from "../../core/model/facility.ts";
import { CloseIcon } from "../controls/icons.tsx";
import { FigureSource } from "../figures/figure.tsx";
import type { ShownCoverage } from "../select/shown-coverage.ts";
import { useView } from "../store/view-store.ts";
import { type TextKey, type Translate, useText } from "../strings/text.ts";
import { FacilityBands, FacilityFacts } from "./facility-facts.tsx";
import "./community-card.css";

/** Columns of the shipped layers that have words of their own; another's name is shown as its file has it. */
const NAMED_ATTRIBUTES: Readonly<Record<string, TextKey>> = {
  county: "facility.county",
  ownership: "facility.ownership",
  centre: "facility.centre",
  places: "facility.places",
  beds: "facility.beds",
  doctors: "facility.doctors",
  level: "facility.level",
  grade: "facility.grade",
  area_m2: "facility.area_m2",
  length_m: "facility.length_m",
  opened: "facility.opened",
};

/** Told by the shape on the map, or by a sentence. */
const TOLD_OTHERWISE: readonly string[] = [
  OUTLINE_ATTRIBUTE,
  ENTRANCES_ATTRIBUTE,
  APPROXIMATE_ATTRIBUTE,
  STANDS_IN_ATTRIBUTE,
];

/** A column in words. */
export function nameAttribute(name: string, t: Translate): string {
  const key = Object.hasOwn(NAMED_ATTRIBUTES, name) ? NAMED_ATTRIBUTES[name] : undefined;
  return key ? t(key) : name;
}

/** A cell in words. */
export function formatAttribute(value: string | number | boolean, t: Translate): string {
  if (typeof value === "boolean") return t(value ? "facility.yes" : "facility.no");
  return String(value);
}

/** One facility: its name, its kind and what the study knows of it. */
export function FacilityCard({
  shown,
  facilityIndex,
}: {
  readonly shown: ShownCoverage;
  readonly facilityIndex: number;
}) {
  const { t, local } = useText();
  const show = useView((state) => state.show);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === "Escape" && useView.getState().panel === null) show({ selectedFacilityIndex: null });
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [show]);
  const layer = shown.study.facilities.find(({ serviceId }) => serviceId === shown.service.id);
  const id = layer?.ids[facilityIndex];
  if (!layer || id === undefined) return null;
  const attributes = Object.entries(layer.attributes).flatMap(([name, values]) => {
    const value = values[facilityIndex];
    return TOLD_OTHERWISE.includes(name) || value === null || value === undefined || value === ""
      ? []
      : [[name, value] as const];
  });
  return (
    <article
      className="card"
      data-figures
      data-testid="facility-card"
      aria-label={layer.names[facilityIndex] || id}
      data-domain={shown.service.domain}
    >
      <header className="card-head">
        <div>
          <h2>{layer.names[facilityIndex] || id}</h2>
          <p className="quiet">
            {local(shown.service.title)} · {id}{" "}
            <FigureSource of={{ kind: "facility", facilityIndex }} about={layer.names[facilityIndex] || id} />
          </p>
        </div>
        <button
          type="button"
          className="button button-icon button-quiet"
          aria-label={t("facility.close")}
          title={t("facility.close")}
          onClick={() => show({ selectedFacilityIndex: null })}
        >
          <CloseIcon />
        </button>
      </header>
      <ApproximateNote shown={shown} layer={layer} facilityIndex={facilityIndex} />
      <FacilityFacts shown={shown} facilityIndex={facilityIndex} />
      <FacilityBands />
      {attributes.length > 0 && (
        <dl className="card-rows card-attributes">
          {attributes.map(([name, value]) => (
            <div key={name}>
              <dt>{nameAttribute(name, t)}</dt>
              <dd>{formatAttribute(value, t)}</dd>
            </div>
          ))}
        </dl>
      )}
    </article>
  );
}

/** Says where a facility stands whose own place is not known. */
function ApproximateNote({
  shown,
  layer,
  facilityIndex,
}: {
  readonly shown: ShownCoverage;
  readonly layer: Facilities;
  readonly facilityIndex: number;
}) {
  const { t } = useText();
  const id = communityStoodFor(layer, facilityIndex);
  if (id === null) return null;
  const { ids, names } = shown.study.communities;
  return (
    <p className="ask-warning" data-testid="facility-approximate">
      {t("facility.approximate", { community: names[ids.indexOf(id)] ?? id })}
    </p>
  );
}
