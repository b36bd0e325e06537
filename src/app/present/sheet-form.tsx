import { useState } from "react";
import {
  type MapLayout,
  PAGE_MILLIMETRES,
  type PageName,
  type SheetMap,
  type ShownExtent,
  type ShownMeasure,
} from "../../core/model/presentation.ts";
import { BASELINE_NAME } from "../../core/model/scenario.ts";
import { metresPerPixelAt } from "../../report/map/paper-zoom.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { Segmented } from "../controls/segmented.tsx";
import { stageCamera } from "../stage-camera.ts";
import { currentChoices, useProject } from "../store/project-store.ts";
import { useText } from "../strings/text.ts";
import { StampFields, TextField } from "./settings-fields.tsx";

const PAGES = Object.keys(PAGE_MILLIMETRES) as readonly PageName[];
const MEASURES: readonly ShownMeasure[] = ["peopleShare", "landShare", "verdict", "straightShare", "difference"];
const METHODS = ["equal", "quantile", "natural", "plan"] as const;
const SWITCHES = [
  "withLegend",
  "withScaleBar",
  "withNorthArrow",
  "withInset",
  "withGrid",
  "withNames",
  "withFacilities",
  "withBasemap",
] as const;
const MOST_MAPS = 6;
/** Of a page's width, that its map has. */
const MAP_SHARE = 0.7;

export type ChangeLayout = (change: Partial<MapLayout>, field: string) => void;

/** What the map on screen shows, as the extent of a sheet; null while there is no map. */
function extentOnScreen({ page, isPortrait }: MapLayout): ShownExtent | null {
  const pose = stageCamera.pose();
  const box = document.querySelector(".map-stage")?.getBoundingClientRect();
  if (!pose || !box || box.width === 0) return null;
  const [width, height] = PAGE_MILLIMETRES[page];
  const metres = box.width * metresPerPixelAt(pose.latitude, pose.zoom);
  return {
    kind: "view",
    center: [pose.longitude, pose.latitude],
    metresPerMillimetre: metres / (MAP_SHARE * (isPortrait ? height : width)),
  };
}

export function SheetForm({
  layout,
  otherNames,
  study,
  onChange,
}: {
  readonly layout: MapLayout;
  readonly otherNames: readonly string[];
  readonly study: StudyView;
  readonly onChange: ChangeLayout;
}) {
  const { t } = useText();
  return (
    <div className="sheet-form" data-testid="sheet-form">
      <NameField layout={layout} otherNames={otherNames} onChange={onChange} />
      <div className="present-pair">
        <label className="present-field">
          <span className="panel-label">{t("present.page")}</span>
          <select
            value={layout.page}
            data-testid="sheet-page"
            onChange={({ target }) => onChange({ page: target.value as PageName }, "page")}
          >
            {PAGES.map((page) => (
              <option key={page} value={page}>
                {page}
              </option>
            ))}
          </select>
        </label>
        <Segmented
          label={t("present.orientation")}
          options={(["landscape", "portrait"] as const).map((value) => ({
            value,
            label: t(`present.orientation.${value}`),
          }))}
          value={layout.isPortrait ? "portrait" : "landscape"}
          onChange={(value) => onChange({ isPortrait: value === "portrait" }, "orientation")}
        />
      </div>
      <TextField
        label={t("present.sheet.title")}
        hint={t("present.sheet.title.hint")}
        value={layout.title}
        testId="sheet-title"
        onChange={(title) => onChange({ title }, "title")}
      />
      <TextField
        label={t("present.sheet.organisation")}
        hint={t("present.organisation.hint")}
        value={layout.organisation}
        testId="sheet-organisation"
        onChange={(organisation) => onChange({ organisation }, "organisation")}
      />
      <StampFields
        stamp={layout.stamp}
        isDemonstration={study.demonstration}
        onChange={(stamp) => onChange({ stamp }, "stamp")}
      />
      <MapsFields layout={layout} study={study} onChange={onChange} />
      <ExtentField layout={layout} study={study} onChange={onChange} />
      <div className="present-pair">
        <label className="present-field">
          <span className="panel-label">{t("map.legend.method")}</span>
          <select
            value={layout.classes.method}
            onChange={({ target }) => {
              const method = METHODS.find((each) => each === target.value) ?? "equal";
              onChange({ classes: { ...layout.classes, method } }, "method");
            }}
          >
            {METHODS.map((method) => (
              <option key={method} value={method}>
                {t(`map.method.${method}`)}
              </option>
            ))}
          </select>
        </label>
        <label className="present-field">
          <span className="panel-label">{t("map.legend.classes")}</span>
          <select
            value={layout.classes.count}
            onChange={({ target }) =>
              onChange({ classes: { ...layout.classes, count: Number(target.value) } }, "classes")
            }
          >
            {[3, 4, 5, 6, 7, 8, 9].map((count) => (
              <option key={count} value={count}>
                {count}
              </option>
            ))}
          </select>
        </label>
      </div>
      <fieldset className="present-switches">
        <legend className="panel-label">{t("present.items")}</legend>
        {SWITCHES.map((item) => (
          <label key={item}>
            <input
              type="checkbox"
              checked={layout[item]}
              onChange={({ target }) => onChange({ [item]: target.checked }, item)}
            />
            <span>{t(`present.item.${item}`)}</span>
          </label>
        ))}
      </fieldset>
    </div>
  );
}

/** A name is changed once it is one: it is neither empty nor another sheet's. */
function NameField({
  layout,
  otherNames,
  onChange,
}: {
  readonly layout: MapLayout;
  readonly otherNames: readonly string[];
  readonly onChange: ChangeLayout;
}) {
  const { t } = useText();
  const [draft, setDraft] = useState<string | null>(null);
  const name = draft ?? layout.name;
  const isTaken = otherNames.includes(name.trim());
  return (
    <>
      <TextField
        label={t("present.sheet.name")}
        hint=""
        value={name}
        testId="sheet-name"
        onChange={(next) => {
          const plain = next.trim();
          const isName = plain !== "" && !otherNames.includes(plain);
          setDraft(isName && plain === next ? null : next);
          if (isName) onChange({ name: plain }, "name");
        }}
      />
      {isTaken && <p className="present-fault present-fault-plain">{t("present.sheet.name.taken")}</p>}
    </>
  );
}

function MapsFields({
  layout,
  study,
  onChange,
}: {
  readonly layout: MapLayout;
  readonly study: StudyView;
  readonly onChange: ChangeLayout;
}) {
  const { t, local } = useText();
  const scenarios = useProject((state) => currentChoices(state)?.scenarios) ?? [];
  const services = study.services.filter(({ circle }) => circle);
  const put = (place: number, change: Partial<SheetMap>): void =>
    onChange({ maps: layout.maps.map((map, at) => (at === place ? { ...map, ...change } : map)) }, `map ${place}`);
  const last = layout.maps.at(-1);
  return (
    <fieldset className="present-maps">
      <legend className="panel-label">{t("present.maps")}</legend>
      {layout.maps.map((map, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a map is known by its place on the sheet
        <div key={place} className="present-map">
          <span className="stage-view-place">{place + 1}</span>
          <select
            aria-label={t("ask.service")}
            value={map.serviceId}
            onChange={({ target }) => put(place, { serviceId: target.value })}
          >
            {services.map(({ id, title }) => (
              <option key={id} value={id}>
                {local(title)}
              </option>
            ))}
          </select>
          <select
            aria-label={t("present.measure")}
            value={map.measure}
            onChange={({ target }) => put(place, { measure: target.value as ShownMeasure })}
          >
            {MEASURES.map((measure) => (
              <option key={measure} value={measure}>
                {t(`present.measure.${measure}`)}
              </option>
            ))}
          </select>
          {scenarios.length > 0 && (
            <select
              aria-label={t("present.scenario")}
              value={map.scenarioName}
              onChange={({ target }) => put(place, { scenarioName: target.value })}
            >
              {[BASELINE_NAME, ...scenarios.map(({ name }) => name)].map((name) => (
                <option key={name} value={name}>
                  {name === BASELINE_NAME ? t("present.baseline") : name}
                </option>
              ))}
            </select>
          )}
          {layout.maps.length > 1 && (
            <button
              type="button"
              className="link"
              aria-label={t("present.map.remove", { place: place + 1 })}
              onClick={() => onChange({ maps: layout.maps.filter((_, at) => at !== place) }, "maps")}
            >
              {t("present.view.remove")}
            </button>
          )}
        </div>
      ))}
      {last && layout.maps.length < MOST_MAPS && (
        <button
          type="button"
          className="link"
          data-testid="sheet-map-add"
          onClick={() => {
            const used = new Set(layout.maps.map(({ serviceId }) => serviceId));
            const serviceId = services.find(({ id }) => !used.has(id))?.id ?? last.serviceId;
            onChange({ maps: [...layout.maps, { ...last, serviceId }] }, "maps");
          }}
        >
          {t("present.map.add")}
        </button>
      )}
    </fieldset>
  );
}

function ExtentField({
  layout,
  study,
  onChange,
}: {
  readonly layout: MapLayout;
  readonly study: StudyView;
  readonly onChange: ChangeLayout;
}) {
  const { t } = useText();
  const { extent } = layout;
  const counties = study.units.filter(({ level }) => level === "county");
  const townshipsOf = (countyId: string) =>
    study.units.filter(({ level, parentId }) => level === "township" && parentId === countyId);
  return (
    <label className="present-field">
      <span className="panel-label">{t("present.extent")}</span>
      <select
        value={extent.kind === "unit" ? `unit ${extent.unitId}` : extent.kind}
        data-testid="sheet-extent"
        onChange={({ target: { value } }) => {
          const chosen: ShownExtent | null = value.startsWith("unit ")
            ? { kind: "unit", unitId: value.slice(5) }
            : value === "view"
              ? extentOnScreen(layout)
              : { kind: "study" };
          if (chosen) onChange({ extent: chosen }, "extent");
        }}
      >
        <option value="study">{t("present.extent.study")}</option>
        <option value="view">{t("present.extent.view")}</option>
        {counties.map(({ id, name }) => (
          <optgroup key={id} label={name}>
            <option value={`unit ${id}`}>{name}</option>
            {townshipsOf(id).map((township) => (
              <option key={township.id} value={`unit ${township.id}`}>
                {township.name}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </label>
  );
}
