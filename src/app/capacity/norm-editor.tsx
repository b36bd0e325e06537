/** For how many people a unit of capacity stands, where its figures are read: the sentence, and the form that changes it for this plan. */
import { useState } from "react";
import {
  describeUnitWithoutNorm,
  findNormFaults,
  isSameNorm,
  NORM_MEASURES,
  type NormMeasure,
  peoplePerUnitOf,
  type StatedNorm,
} from "../../core/access/capacity-norms.ts";
import { dayOf } from "../../core/model/calendar-day.ts";
import type { CapacityColumn } from "../../core/plan/judge/need-places.ts";
import { putNorm } from "../../core/plan/plan-edits.ts";
import { TARGET_FAULT_WORDS } from "../../core/plan/words/fault-words.ts";
import { capacityUnit } from "../select/access-answer.ts";
import { currentEdits, useProject } from "../store/project-store.ts";
import { useText } from "../strings/text.ts";
import { FaultContext, NumberField, SelectField, TextField } from "../targets/rule-editor/fields.tsx";
import "../targets/rule-editor/rule-editor.css";
import "./norm-editor.css";

/** `service`: the kind of facility by name, where several stand together. */
export function NormEditor({ column, service = "" }: { readonly column: CapacityColumn; readonly service?: string }) {
  const { t, local } = useText();
  const [isOpen, setOpen] = useState(false);
  const { serviceId, attribute, kind, norm } = column;
  const stated = norm?.stated ?? null;
  const sentence = local(norm?.source ?? describeUnitWithoutNorm(attribute, kind));
  return (
    <section
      className="norm-editor"
      aria-label={t("norms.of", { unit: capacityUnit(t, attribute) })}
      data-testid={`norm-${serviceId}`}
      data-stated={stated !== null}
    >
      <p>
        {service !== "" && <strong>{service} </strong>}
        {sentence}
        {stated !== null && <span className="norm-changed">{t("norms.changed")}</span>}
      </p>
      <p className="norm-buttons">
        <button type="button" className="link" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {t(isOpen ? "norms.close" : "norms.open")}
        </button>
        {stated !== null && (
          <button type="button" className="link" onClick={() => withdrawNorm(stated)}>
            {t("norms.restore")}
          </button>
        )}
      </p>
      {isOpen && <NormForm key={JSON.stringify(stated)} column={column} onSaved={() => setOpen(false)} />}
    </section>
  );
}

function NormForm({ column, onSaved }: { readonly column: CapacityColumn; readonly onSaved: () => void }) {
  const { t, local } = useText();
  const unit = capacityUnit(t, column.attribute);
  const [entered, setEntered] = useState<StatedNorm>(() => column.norm?.stated ?? beginNorm(column));
  const [isTouched, setTouched] = useState(false);
  const faults = findNormFaults(entered);
  const change = (part: Partial<StatedNorm>): void => {
    setEntered({ ...entered, ...part });
    setTouched(true);
  };
  const words = new Map(isTouched ? faults.map(({ field, code }) => [field, local(TARGET_FAULT_WORDS[code])]) : []);
  const save = (): void => {
    setTouched(true);
    if (faults.length > 0) return;
    stateNorm({ ...entered, source: entered.source.trim(), confirmedBy: entered.confirmedBy.trim() });
    onSaved();
  };
  const measures: Readonly<Record<NormMeasure, string>> = {
    "people-per-unit": t("norms.measure.people-per-unit", { unit }),
    "units-per-thousand": t("norms.measure.units-per-thousand", { unit }),
  };
  return (
    <FaultContext.Provider value={words}>
      <form
        className="rule-form norm-form"
        aria-label={t("norms.of", { unit })}
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <div className="rule-grid">
          <NumberField
            label={t("norms.value")}
            field="value"
            value={entered.value}
            onChange={(value) => change({ value: value ?? Number.NaN })}
          />
          <SelectField
            label={t("norms.measure")}
            field="measure"
            value={entered.measure}
            options={NORM_MEASURES.map((id) => [id, measures[id]])}
            onChange={(next) => change(rewordNorm(entered, next as NormMeasure))}
          />
          <TextField
            label={t("norms.source")}
            field="source"
            value={entered.source}
            isWide
            onChange={(source) => change({ source })}
          />
          <TextField
            label={t("ruleEditor.confirmedBy")}
            field="confirmedBy"
            value={entered.confirmedBy}
            onChange={(confirmedBy) => change({ confirmedBy })}
          />
          <TextField
            label={t("ruleEditor.confirmedOn")}
            field="date"
            type="date"
            value={entered.date}
            onChange={(date) => change({ date })}
          />
        </div>
        <p className={words.size > 0 ? "rule-fault" : "panel-note"} role="status">
          {words.size > 0 ? t("norms.faults", { count: words.size }) : t("norms.note")}
        </p>
        <p className="norm-buttons">
          <button type="submit" className="button">
            {t("norms.save")}
          </button>
        </p>
      </form>
    </FaultContext.Provider>
  );
}

/** What holds now, worded as people for one, still without a source and a name. */
function beginNorm({ serviceId, attribute, kind, norm }: CapacityColumn): StatedNorm {
  const people = norm?.peoplePerUnit ?? (kind === "places" ? 1 : Number.NaN);
  const value = Number.isNaN(people) ? people : Number(people.toFixed(4));
  return {
    serviceId,
    attribute,
    value,
    measure: "people-per-unit",
    source: "",
    date: dayOf(new Date()),
    confirmedBy: "",
  };
}

/** The same norm the other way about: 25 people a bed are 40 beds for 1,000 people. */
function rewordNorm(norm: StatedNorm, measure: NormMeasure): Partial<StatedNorm> {
  const people = peoplePerUnitOf(norm);
  const value = measure === "people-per-unit" ? people : 1000 / people;
  return { measure, value: Number.isFinite(value) ? Number(value.toFixed(4)) : Number.NaN };
}

function stateNorm(norm: StatedNorm): void {
  const project = useProject.getState();
  project.editPlan({ capacityNorms: putNorm(currentEdits(project).capacityNorms, norm) });
}

function withdrawNorm(norm: StatedNorm): void {
  const project = useProject.getState();
  const others = currentEdits(project).capacityNorms.filter((each) => !isSameNorm(each, norm));
  project.editPlan({ capacityNorms: others });
}
