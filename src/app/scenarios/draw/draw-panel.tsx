import { useEffect, useState } from "react";
import { findCapacity } from "../../../core/access/facility-capacity.ts";
import { GROUP_IDS, type GroupId } from "../../../core/model/demand.ts";
import { formatCount } from "../../../core/model/format-number.ts";
import { type Mode, PROFILES, type ProfileId } from "../../../core/model/parameters.ts";
import { activeEdits, type NewStreetKind, type Scenario } from "../../../core/model/scenario.ts";
import type { Barrier } from "../../../core/model/study.ts";
import type { StudyView } from "../../../worker/protocol.ts";
import type { ShownCoverage } from "../../select/shown-coverage.ts";
import { useView } from "../../store/view-store.ts";
import { useText } from "../../strings/text.ts";
import { freeStreetId } from "../change-scenario.ts";
import { useScenarioTools } from "../scenario-tools.ts";
import { DrawForm } from "./draw-form.tsx";
import { useDrawing } from "./draw-store.ts";
import { DRAW_TOOLS, type DrawTool } from "./draw-tool.ts";
import { type Made, makeBarrier, makeClosing, makeEstate, makeResize, makeSpeed, makeStreet } from "./make-edit.ts";
import "./draw.css";

type Shown = { readonly shown: ShownCoverage; readonly scenario: Scenario };

/** The tools that draw, and the form of the one in hand. */
export function DrawPanel({ shown, scenario }: Shown) {
  const { t } = useText();
  const tool = useDrawing((state) => state.tool);
  const { begin, end } = useDrawing.getState();
  // Whoever leaves the panel or the scenario puts the tool down.
  useEffect(() => end, [end]);
  const choose = (next: DrawTool): void => {
    useScenarioTools.getState().show({ isPlacing: false });
    if (next === tool) end();
    else begin(next);
  };
  return (
    <section className="draw" aria-label={t("draw.heading")}>
      <h3>{t("draw.heading")}</h3>
      <div className="draw-tools">
        {DRAW_TOOLS.map((each) => (
          <button
            key={each}
            type="button"
            className="button"
            aria-pressed={each === tool}
            data-testid={`draw-${each}`}
            onClick={() => choose(each)}
          >
            {t(`draw.tool.${each}`)}
          </button>
        ))}
      </div>
      {tool && <FormOf key={tool} tool={tool} shown={shown} scenario={scenario} />}
    </section>
  );
}

function FormOf({ tool, shown, scenario }: Shown & { readonly tool: DrawTool }) {
  if (tool === "street" || tool === "bridge" || tool === "crossing" || tool === "gate")
    return <StreetForm as={tool} shown={shown} scenario={scenario} />;
  if (tool === "close-street") return <ClosingForm study={shown.study} />;
  if (tool === "barrier") return <BarrierForm study={shown.study} scenario={scenario} />;
  if (tool === "estate") return <EstateForm study={shown.study} scenario={scenario} />;
  if (tool === "resize") return <ResizeForm shown={shown} />;
  return <SpeedForm shown={shown} scenario={scenario} />;
}

function NameField({ value, onChange }: { readonly value: string; readonly onChange: (name: string) => void }) {
  const { t } = useText();
  return (
    <label>
      <span>{t("draw.name")}</span>
      <input type="text" maxLength={200} value={value} onChange={(event) => onChange(event.target.value)} />
    </label>
  );
}

/** “新路 2”: the number is that of its kind in the scenario. */
function useNewName(kind: NewStreetKind | "barrier" | "estate", scenario: Scenario): [string, (name: string) => void] {
  const { t } = useText();
  const before = scenario.edits.filter(
    (edit) => (edit.kind === "add-street" && edit.as === kind) || edit.kind === `add-${kind}`,
  ).length;
  return useState(t("draw.newName", { kind: t(`draw.kind.${kind}`), number: before + 1 }));
}

/** Class of a new street, as OSM names it. */
const STREET_CLASSES: Readonly<Record<NewStreetKind, string>> = {
  street: "residential",
  bridge: "residential",
  crossing: "footway",
  gate: "footway",
};
const MODES: readonly Mode[] = ["walk", "cycle"];

function StreetForm({ as, shown, scenario }: Shown & { readonly as: NewStreetKind }) {
  const { t } = useText();
  const [name, setName] = useNewName(as, scenario);
  const [modes, setModes] = useState<readonly Mode[]>(MODES);
  const [isOneWay, setOneWay] = useState(false);
  const { study } = shown;
  const make = (): Made =>
    makeStreet(study, useDrawing.getState().positions, {
      as,
      streetId: freeStreetId(study.streets.ids),
      name: name.trim(),
      streetClass: STREET_CLASSES[as],
      modes,
      isOneWay,
    });
  return (
    <DrawForm tool={as} make={make}>
      <NameField value={name} onChange={setName} />
      <fieldset>
        <legend>{t("draw.modes")}</legend>
        <div className="draw-row">
          {MODES.map((mode) => (
            <label key={mode}>
              <input
                type="checkbox"
                checked={modes.includes(mode)}
                onChange={(event) =>
                  setModes(MODES.filter((each) => (each === mode ? event.target.checked : modes.includes(each))))
                }
              />
              <span>{t(`draw.mode.${mode}`)}</span>
            </label>
          ))}
          <label>
            <input type="checkbox" checked={isOneWay} onChange={(event) => setOneWay(event.target.checked)} />
            <span>{t("draw.oneWay")}</span>
          </label>
        </div>
      </fieldset>
    </DrawForm>
  );
}

function ClosingForm({ study }: { readonly study: StudyView }) {
  const { t } = useText();
  const [isPart, setPart] = useState(false);
  const make = (): Made => makeClosing(study, useDrawing.getState().positions, isPart);
  return (
    <DrawForm tool="close-street" make={make}>
      <div className="draw-row">
        {[false, true].map((part) => (
          <label key={String(part)}>
            <input type="radio" name="close-part" checked={part === isPart} onChange={() => setPart(part)} />
            <span>{t(part ? "draw.part" : "draw.whole")}</span>
          </label>
        ))}
      </div>
    </DrawForm>
  );
}

const BARRIER_KINDS: readonly Barrier["kind"][] = ["wall", "railway", "water"];

function BarrierForm({ study, scenario }: { readonly study: StudyView; readonly scenario: Scenario }) {
  const { t } = useText();
  const [name, setName] = useNewName("barrier", scenario);
  const [as, setAs] = useState<Barrier["kind"]>("wall");
  return (
    <DrawForm tool="barrier" make={() => makeBarrier(study, useDrawing.getState().positions, as, name.trim())}>
      <NameField value={name} onChange={setName} />
      <label>
        <span>{t("draw.barrier")}</span>
        <select value={as} onChange={(event) => setAs(BARRIER_KINDS.find((kind) => kind === event.target.value) ?? as)}>
          {BARRIER_KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {t(`draw.barrier.${kind}`)}
            </option>
          ))}
        </select>
      </label>
    </DrawForm>
  );
}

function EstateForm({ study, scenario }: { readonly study: StudyView; readonly scenario: Scenario }) {
  const { t } = useText();
  const [name, setName] = useNewName("estate", scenario);
  const [figures, setFigures] = useState<Readonly<Partial<Record<GroupId, string>>>>({});
  const groups = GROUP_IDS.filter((groupId) => study.demand.totals[groupId] !== undefined);
  return (
    <DrawForm tool="estate" make={() => makeEstate(study, useDrawing.getState().positions, name.trim(), figures)}>
      <NameField value={name} onChange={setName} />
      <fieldset>
        <legend>{t("draw.people", { unit: t(`draw.unit.${study.demand.unit}`) })}</legend>
        <div className="draw-groups">
          {groups.map((groupId) => (
            <label key={groupId}>
              <span>{t(`group.${groupId}`)}</span>
              <input
                type="number"
                min={0}
                step="any"
                data-testid={`draw-people-${groupId}`}
                value={figures[groupId] ?? ""}
                onChange={(event) => setFigures({ ...figures, [groupId]: event.target.value })}
              />
            </label>
          ))}
        </div>
      </fieldset>
      {groups.length > 1 && <p className="quiet">{t("draw.people.blank")}</p>}
    </DrawForm>
  );
}

function ResizeForm({ shown }: { readonly shown: ShownCoverage }) {
  const { t } = useText();
  const { study, service } = shown;
  const selected = useView((state) => state.selectedFacilityIndex);
  const [typed, setTyped] = useState("");
  const layer = study.facilities.find(({ serviceId }) => serviceId === service.id);
  const capacity = layer ? findCapacity(layer) : null;
  const attribute = capacity?.attribute ?? "capacity";
  const figure = selected === null ? undefined : capacity?.values[selected];
  const before = figure === undefined || Number.isNaN(figure) ? null : figure;
  const facilityId = selected === null ? null : (layer?.ids[selected] ?? null);
  const make = (): Made => makeResize({ serviceId: service.id, facilityId, attribute, before, typed });
  return (
    <DrawForm tool="resize" make={make}>
      <label>
        <span>{t("draw.facility")}</span>
        <select
          value={selected ?? ""}
          data-testid="draw-facility"
          onChange={(event) => {
            const { value } = event.target;
            useView.getState().show({ selectedFacilityIndex: value === "" ? null : Number(value) });
          }}
        >
          <option value="">{t("draw.facility.none")}</option>
          {layer?.ids.map((id, index) => (
            <option key={id} value={index}>
              {layer.names[index] || id}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>
          {t("draw.capacity", { attribute })}
          {facilityId !== null &&
            ` · ${before === null ? t("draw.capacity.unknown") : t("draw.capacity.now", { value: formatCount(before) })}`}
        </span>
        <input
          type="number"
          min={0}
          step="any"
          data-testid="draw-capacity"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </label>
    </DrawForm>
  );
}

const PROFILE_IDS = Object.keys(PROFILES) as readonly ProfileId[];

function SpeedForm({ shown, scenario }: Shown) {
  const { t } = useText();
  const [profileId, setProfileId] = useState<ProfileId>(shown.coverage.profileId);
  const [typed, setTyped] = useState("");
  const changed = activeEdits(scenario).findLast(
    (edit) => edit.kind === "change-profile" && edit.profileId === profileId,
  );
  const before =
    changed?.kind === "change-profile" ? changed.speedMetresPerSecond : PROFILES[profileId].speedMetresPerSecond;
  return (
    <DrawForm tool="profile" make={() => makeSpeed(profileId, typed, before)}>
      <label>
        <span>{t("draw.profile")}</span>
        <select
          value={profileId}
          onChange={(event) => setProfileId(PROFILE_IDS.find((id) => id === event.target.value) ?? profileId)}
        >
          {PROFILE_IDS.map((id) => (
            <option key={id} value={id}>
              {t(`ask.profile.${id}`)}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{t("draw.speed", { value: before.toFixed(2) })}</span>
        <input
          type="number"
          min={0.1}
          max={10}
          step="any"
          data-testid="draw-speed"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </label>
    </DrawForm>
  );
}
