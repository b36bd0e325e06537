/** The form of a reading of the circle: a preset changed for this plan, or one of its own. What cannot stand is told beside its field. */
import { useState } from "react";
import { PROFILES, type ProfileId } from "../../core/model/parameters.ts";
import { DENOMINATORS, findReadingFaults, type PlanReading } from "../../core/plan/plan-reading.ts";
import type { Confirmation, Reach } from "../../core/plan/target.ts";
import { TARGET_FAULT_WORDS } from "../../core/plan/words/fault-words.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { currentEdits, useProject } from "../store/project-store.ts";
import { useText } from "../strings/text.ts";
import { FaultContext, NumberField, SelectField, TextField } from "../targets/rule-editor/fields.tsx";
import { SignatureFields } from "../targets/rule-editor/signature-fields.tsx";
import { keepReading } from "./edit-readings.ts";
import { ReachFields } from "./reach-fields.tsx";
import "../targets/rule-editor/rule-editor.css";

export function ReadingForm({
  study,
  begun,
  onDone,
}: {
  readonly study: StudyView;
  /** The reading as it is before anything is written. */
  readonly begun: PlanReading;
  readonly onDone: () => void;
}) {
  const { t, local } = useText();
  const stated = useProject((state) => currentEdits(state).circleReadings);
  const [reading, setReading] = useState(begun);
  const [isTouched, setTouched] = useState(false);
  const others = stated.filter(({ id }) => id !== reading.id);
  const faults = findReadingFaults(reading, others, null);
  const change = (part: Partial<PlanReading>): void => {
    setReading({ ...reading, ...part });
    setTouched(true);
  };
  const words = new Map(isTouched ? faults.map(({ field, code }) => [field, local(TARGET_FAULT_WORDS[code])]) : []);
  const save = (): void => {
    setTouched(true);
    if (faults.length > 0) return;
    keepReading({ ...reading, title: reading.title.trim(), source: reading.source.trim() });
    onDone();
  };
  const { confirmation, ...unconfirmed } = reading;
  const sign = (next: Confirmation | undefined): void => {
    setReading(next === undefined ? unconfirmed : { ...reading, confirmation: next });
    setTouched(true);
  };
  return (
    <FaultContext.Provider value={words}>
      <form
        className="rule-form reading-form"
        aria-label={t("readings.form", { name: begun.title || t("readings.add") })}
        data-testid="reading-form"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <div className="reading-grid">
          <TextField
            label={t("readings.form.title")}
            field="title"
            value={reading.title}
            onChange={(title) => change({ title })}
          />
          <TextField
            label={t("readings.form.source")}
            field="source"
            value={reading.source}
            onChange={(source) => change({ source })}
          />
          <SelectField
            label={t("ruleEditor.profile")}
            field="profileId"
            value={reading.profileId ?? ""}
            options={[
              ["", t(isStraight(reading) ? "ruleEditor.profile.straight" : "ruleEditor.profile.none")],
              ...(Object.keys(PROFILES) as ProfileId[]).map((id) => [id, t(`ruleEditor.profile.${id}`)] as const),
            ]}
            onChange={(id) => change({ profileId: id === "" ? null : (id as ProfileId) })}
          />
          <SelectField
            label={t("readings.column.denominator")}
            field="denominator"
            value={reading.denominator}
            options={DENOMINATORS.map((id) => [id, t(`readings.denominator.${id}`)])}
            onChange={(id) => change({ denominator: DENOMINATORS.find((each) => each === id) ?? "people" })}
          />
          <NumberField
            label={t("readings.form.passShare")}
            field="passShare"
            value={reading.passShare}
            scale={100}
            unit="%"
            onChange={(passShare) => change({ passShare })}
          />
          <SelectField
            label={t("readings.form.where")}
            field="urbanOnly"
            value={reading.urbanOnly ? "urban" : "all"}
            options={(["all", "urban"] as const).map((id) => [id, t(`readings.form.where.${id}`)])}
            onChange={(id) => change({ urbanOnly: id === "urban" })}
          />
          <SignatureFields confirmation={confirmation} onChange={sign} />
        </div>
        <ReachFields study={study} reading={reading} onChange={change} />
        <p className={words.size > 0 ? "rule-fault" : "panel-note"} role="status">
          {words.size > 0 ? t("norms.faults", { count: words.size }) : t("readings.form.note")}
        </p>
        <p className="rule-buttons">
          <button type="submit" className="button">
            {t("norms.save")}
          </button>
          <button type="button" className="link" onClick={onDone}>
            {t("readings.form.cancel")}
          </button>
        </p>
      </form>
    </FaultContext.Provider>
  );
}

/** Straight lines alone ask for no way to travel. */
function isStraight({ reach, reaches }: PlanReading): boolean {
  const all = [...(reach === null ? [] : [reach]), ...Object.values(reaches)];
  return all.length > 0 && all.every((each: Reach) => each.kind === "distance" && each.measure === "straight");
}
