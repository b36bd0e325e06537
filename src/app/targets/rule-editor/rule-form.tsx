import { memo } from "react";
import { changeRuleKind } from "../../../core/plan/change-kind.ts";
import { type TargetFault, unitsOfKind } from "../../../core/plan/check-target.ts";
import { isShareTarget } from "../../../core/plan/stated-value.ts";
import type { Rule, Target, TargetUnit } from "../../../core/plan/target.ts";
import { TARGET_FAULT_WORDS } from "../../../core/plan/words/fault-words.ts";
import { KIND_WORDS } from "../../../core/plan/words/rule-words.ts";
import type { StudyView } from "../../../worker/protocol.ts";
import { currentEdits, useProject } from "../../store/project-store.ts";
import { type Text, useText } from "../../strings/text.ts";
import { FaultContext, NumberField, SelectField, TextField } from "./fields.tsx";
import { ReadingFields } from "./reading-fields.tsx";
import { RuleFields } from "./rule-fields.tsx";
import { SignatureFields } from "./signature-fields.tsx";
import { type RuleDraft, useRuleDraft } from "./use-rule-draft.ts";

const KINDS = Object.keys(KIND_WORDS) as Rule["kind"][];

/** All fields of a target's rule. What can stand is applied while it is written; what cannot is told beside its field. */
export const RuleForm = memo(function RuleForm({
  study,
  target: applied,
}: {
  readonly study: StudyView;
  readonly target: Target;
}) {
  const { t, local } = useText();
  const draft = useRuleDraft(study, applied);
  const edited = useProject((state) => {
    const { drafts, draftId } = currentEdits(state);
    return drafts.find(({ id }) => id === draftId)?.title ?? "";
  });
  const { target, faults, change } = draft;
  const units: readonly TargetUnit[] = unitsOfKind(target.rule.kind);
  return (
    <FaultContext.Provider value={wordsByField(faults, local)}>
      <form
        className="rule-form"
        data-testid="rule-form"
        aria-label={t("ruleEditor.form", { target: local(target.title) })}
        onSubmit={(event) => event.preventDefault()}
      >
        <p className={faults.length > 0 ? "rule-fault" : "panel-note"} role="status">
          {faults.length > 0 ? t("ruleEditor.faults", { count: faults.length }) : t("ruleEditor.applied")}
        </p>
        {edited !== "" && <p className="panel-note">{t("ruleEditor.draft", { draft: edited })}</p>}
        <div className="rule-grid">
          <SelectField
            label={t("ruleEditor.kind")}
            field="rule.kind"
            value={target.rule.kind}
            options={KINDS.map((kind) => [kind, local(KIND_WORDS[kind])])}
            onChange={(kind) => change(changeRuleKind(target, kind as Rule["kind"], study.services))}
          />
          <SelectField
            label={t("ruleEditor.unit")}
            field="unit"
            value={target.unit}
            options={(units.includes(target.unit) ? units : [target.unit, ...units]).map((unit) => [
              unit,
              t(`targets.unit.${unit}`),
            ])}
            onChange={(unit) => change({ ...target, unit: unit as TargetUnit })}
          />
        </div>
        <RuleFields
          key={target.rule.kind}
          study={study}
          serviceIds={draft.serviceIds}
          rule={target.rule}
          path="rule"
          onChange={draft.changeRule}
        />
        <FigureFields draft={draft} />
        <ReadingFields study={study} draft={draft} />
        <ConfirmationFields draft={draft} />
      </form>
    </FaultContext.Provider>
  );
});

function wordsByField(faults: readonly TargetFault[], local: Text["local"]): ReadonlyMap<string, string> {
  const words = new Map<string, string>();
  for (const { field, code } of faults) {
    words.set(field, [words.get(field) ?? "", local(TARGET_FAULT_WORDS[code])].join(" ").trim());
  }
  return words;
}

function FigureFields({ draft: { target, change } }: { readonly draft: RuleDraft }) {
  const { t, local } = useText();
  const isShare = isShareTarget(target);
  const scale = isShare ? 100 : 1;
  const unit = isShare ? "%" : "";
  const { baseline, binding } = target;
  return (
    <fieldset className="rule-group">
      <legend>{t("ruleEditor.figures")}</legend>
      <div className="rule-grid">
        <NumberField
          key={`target ${scale}`}
          label={t("ruleEditor.target")}
          field="target.value"
          value={target.target.value}
          scale={scale}
          unit={unit}
          onChange={(value) => change({ ...target, target: { ...target.target, value } }, "target")}
        />
        <SelectField
          label={t("ruleEditor.binding")}
          field="binding"
          value={binding ?? "none"}
          options={[
            ["none", t("ruleEditor.binding.none")],
            ["binding", t("targets.binding.binding")],
            ["expected", t("targets.binding.expected")],
          ]}
          onChange={(next) => change({ ...target, binding: next === "binding" || next === "expected" ? next : null })}
        />
        <NumberField
          key={`baseline ${scale}`}
          label={t("ruleEditor.baseline")}
          field="baseline.value"
          value={baseline.value}
          scale={scale}
          unit={unit}
          onChange={(value) => change({ ...target, baseline: { ...baseline, value } }, "baseline")}
        />
        <NumberField
          label={t("ruleEditor.year")}
          field="baseline.year"
          value={baseline.year}
          onChange={(year) => change({ ...target, baseline: { ...baseline, year } }, "year")}
        />
        <TextField
          label={t("ruleEditor.bureau")}
          field="bureau"
          value={target.bureau ? local(target.bureau) : ""}
          onChange={(name) => change(nameBureau(target, name), "bureau")}
        />
      </div>
    </fieldset>
  );
}

/** A name written by hand stands in both languages; without one nobody is named. */
function nameBureau({ bureau: _, ...target }: Target, name: string): Target {
  return name === "" ? target : { ...target, bureau: { zh: name, en: name } };
}

function ConfirmationFields({ draft: { target, change } }: { readonly draft: RuleDraft }) {
  const { t } = useText();
  const { confirmation, ...rest } = target;
  return (
    <fieldset className="rule-group">
      <legend>{t("ruleEditor.confirmation")}</legend>
      <div className="rule-grid">
        <SignatureFields
          confirmation={confirmation}
          onChange={(next) => change(next === undefined ? rest : { ...rest, confirmation: next }, "confirmation")}
        />
      </div>
      {confirmation === undefined && <p className="panel-note">{t("ruleEditor.unconfirmed")}</p>}
    </fieldset>
  );
}
