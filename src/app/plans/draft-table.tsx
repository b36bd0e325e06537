import { unitsOfKind } from "../../core/plan/check-target.ts";
import type { PlanDraft } from "../../core/plan/plan-draft.ts";
import { groupByChapter } from "../../core/plan/scoreboard.ts";
import { isJudgedByUnits } from "../../core/plan/snapshot.ts";
import type { Target, TargetUnit } from "../../core/plan/target.ts";
import { boundsOf, type NumberField } from "../../core/plan/target-numbers.ts";
import { useView } from "../store/view-store.ts";
import { useText } from "../strings/text.ts";
import { chooseTarget } from "../targets/choose-target.ts";
import { chapterText } from "../targets/target-words.ts";
import { NumberCell } from "./number-cell.tsx";

const FIELDS: readonly NumberField[] = ["target", "baseline", "baselineYear"];
const RULE_FIELDS: readonly NumberField[] = ["passShare", "count", "minimumPeople"];

/** The numbers and units of a draft's targets, each in a cell of its own. */
export function DraftTable({
  draft,
  onChange,
}: {
  readonly draft: PlanDraft;
  readonly onChange: (target: Target) => void;
}) {
  const { t } = useText();
  return (
    <table className="draft-table" data-testid="draft-table">
      <caption className="visually-hidden">{t("plans.edit.caption", { title: draft.title })}</caption>
      <thead>
        <tr>
          <th scope="col">{t("score.column.target")}</th>
          {FIELDS.map((field) => (
            <th key={field} scope="col">
              {t(`plans.field.${field}`)}
            </th>
          ))}
          <th scope="col">{t("plans.field.unit")}</th>
          <th scope="col">{t("plans.field.reach")}</th>
          {RULE_FIELDS.map((field) => (
            <th key={field} scope="col">
              {t(`plans.field.${field}`)}
            </th>
          ))}
        </tr>
      </thead>
      {groupByChapter(draft.targets).map(([chapter, targets]) => (
        <tbody key={chapter}>
          <tr className="score-chapter">
            <th scope="rowgroup" colSpan={FIELDS.length + RULE_FIELDS.length + 3}>
              {chapter === "" ? t("score.noChapter") : chapterText(t, chapter)}
            </th>
          </tr>
          {targets.map((target) => (
            <DraftRow key={target.id} target={target} onChange={onChange} />
          ))}
        </tbody>
      ))}
    </table>
  );
}

function DraftRow({ target, onChange }: { readonly target: Target; readonly onChange: (target: Target) => void }) {
  const { t, local } = useText();
  const isSelected = useView((state) => state.selectedTargetId === target.id);
  const cell = (field: NumberField) => (
    <td key={field}>
      <NumberCell target={target} field={field} onChange={onChange} />
    </td>
  );
  return (
    <tr data-target-id={target.id} data-selected={isSelected}>
      <th scope="row">
        <button type="button" className="draft-open" onClick={() => chooseTarget(target.id)}>
          <span className="target-id">{target.id}</span> {local(target.title)}
        </button>
      </th>
      {FIELDS.map(cell)}
      <td>
        {isJudgedByUnits(target) ? (
          <UnitCell target={target} onChange={onChange} />
        ) : (
          <span className="quiet">{t(`targets.unit.${target.unit}`)}</span>
        )}
      </td>
      {cell(boundsOf(target, "metres") === null ? "minutes" : "metres")}
      {RULE_FIELDS.map(cell)}
    </tr>
  );
}

function UnitCell({ target, onChange }: { readonly target: Target; readonly onChange: (target: Target) => void }) {
  const { t } = useText();
  const offered = unitsOfKind(target.rule.kind);
  const units = offered.includes(target.unit) ? offered : [target.unit, ...offered];
  return (
    <select
      aria-label={t("plans.cell", { id: target.id, field: t("plans.field.unit") })}
      value={target.unit}
      onChange={(event) => {
        const unit = units.find((each): each is TargetUnit => each === event.target.value);
        if (unit) onChange({ ...target, unit });
      }}
    >
      {units.map((unit) => (
        <option key={unit} value={unit}>
          {t(`targets.unit.${unit}`)}
        </option>
      ))}
    </select>
  );
}
