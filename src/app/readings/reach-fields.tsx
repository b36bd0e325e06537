import type { PlanReading } from "../../core/plan/plan-reading.ts";
import type { Reach } from "../../core/plan/target.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { normsZhCn } from "../strings/norms.zh-cn.ts";
import { type TextKey, useText } from "../strings/text.ts";
import { NumberField, SelectField } from "../targets/rule-editor/fields.tsx";

const NONE = "none";
const MEASURES = ["time", "network", "straight"] as const;
/** What a kind of facility begins with. */
const LEVEL_15: Reach = { kind: "distance", metres: 1000, measure: "network" };

/** How near: one reach for every kind of facility, and kinds with one of their own. */
export function ReachFields({
  study,
  reading: { reach, reaches },
  onChange,
}: {
  readonly study: StudyView;
  readonly reading: PlanReading;
  readonly onChange: (change: Pick<PlanReading, "reach"> | Pick<PlanReading, "reaches">) => void;
}) {
  const { t, local } = useText();
  const titleOf = (id: string): string => {
    const service = study.services.find((each) => each.id === id);
    const key = `readings.kind.${id}`;
    // Norms name kinds that a study may not have.
    return service ? local(service.title) : Object.hasOwn(normsZhCn, key) ? t(key as TextKey) : id;
  };
  const others = study.services.filter(({ id, circle }) => circle && !Object.hasOwn(reaches, id));
  const without = (id: string): PlanReading["reaches"] =>
    Object.fromEntries(Object.entries(reaches).filter(([each]) => each !== id));
  return (
    <fieldset className="rule-group">
      <legend>{t("readings.column.reach")}</legend>
      <div className="reading-grid">
        <ReachField
          label={t("readings.form.all")}
          field="reach"
          reach={reach}
          none={t("readings.form.none")}
          onChange={(next) => onChange({ reach: next })}
        />
        {Object.entries(reaches).map(([id, each]) => (
          <ReachField
            key={id}
            label={titleOf(id)}
            field={`reaches.${id}`}
            reach={each}
            none={t("readings.form.remove")}
            onChange={(next) => onChange({ reaches: next === null ? without(id) : { ...reaches, [id]: next } })}
          />
        ))}
      </div>
      {others.length > 0 && (
        <select
          className="rule-add"
          aria-label={t("readings.form.addKind")}
          value=""
          onChange={(event) => onChange({ reaches: { ...reaches, [event.target.value]: reach ?? LEVEL_15 } })}
        >
          <option value="" disabled>
            {t("readings.form.addKind")}
          </option>
          {others.map(({ id }) => (
            <option key={id} value={id}>
              {titleOf(id)}
            </option>
          ))}
        </select>
      )}
    </fieldset>
  );
}

function ReachField({
  label,
  field,
  reach,
  none,
  onChange,
}: {
  readonly label: string;
  readonly field: string;
  readonly reach: Reach | null;
  /** What having no reach means here. */
  readonly none: string;
  readonly onChange: (reach: Reach | null) => void;
}) {
  const { t } = useText();
  const measure = reach === null ? NONE : reach.kind === "time" ? "time" : reach.measure;
  return (
    <div className="reading-reach">
      <SelectField
        label={label}
        field={field}
        value={measure}
        options={[...MEASURES.map((id) => [id, t(`ruleEditor.reach.${id}`)] as const), [NONE, none]]}
        onChange={(next) => onChange(changeMeasure(reach, next))}
      />
      {reach?.kind === "time" && (
        <NumberField
          label={t("ruleEditor.minutes")}
          field={`${field}.seconds`}
          value={reach.seconds / 60}
          onChange={(minutes) => onChange({ kind: "time", seconds: (minutes ?? Number.NaN) * 60 })}
        />
      )}
      {reach?.kind === "distance" && (
        <NumberField
          label={t("ruleEditor.metres")}
          field={`${field}.metres`}
          value={reach.metres}
          onChange={(metres) => onChange({ ...reach, metres: metres ?? Number.NaN })}
        />
      )}
    </div>
  );
}

/** Fifteen minutes and a thousand metres are the levels of the norms: nothing is converted at a pace. */
function changeMeasure(reach: Reach | null, next: string): Reach | null {
  if (next === NONE) return null;
  if (next === "time") return reach?.kind === "time" ? reach : { kind: "time", seconds: 900 };
  const metres = reach?.kind === "distance" ? reach.metres : 1000;
  return { kind: "distance", metres, measure: next === "straight" ? "straight" : "network" };
}
