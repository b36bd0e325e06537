import { useContext, useState } from "react";
import { changeRuleKind } from "../../../core/plan/change-kind.ts";
import { unitsOfKind } from "../../../core/plan/check-target.ts";
import { addAlternative, takeAlternative } from "../../../core/plan/reading-rules.ts";
import type { Reading, Rule, TargetUnit } from "../../../core/plan/target.ts";
import { describeTest } from "../../../core/plan/words/describe-test.ts";
import { KIND_WORDS } from "../../../core/plan/words/rule-words.ts";
import type { StudyView } from "../../../worker/protocol.ts";
import { currentParameters, useProject } from "../../store/project-store.ts";
import { useText } from "../../strings/text.ts";
import { FaultContext, FieldFaults, SelectField, TextField } from "./fields.tsx";
import { RuleFields } from "./rule-fields.tsx";
import type { RuleDraft } from "./use-rule-draft.ts";

const KINDS = Object.keys(KIND_WORDS) as Rule["kind"][];
const OWN_UNIT = "";

interface ReadingsProps {
  readonly study: StudyView;
  readonly draft: RuleDraft;
}

/** The other readings of a target's sentence, each a rule of its own: named, changed, taken as the target's rule, added, deleted. */
export function ReadingFields({ study, draft }: ReadingsProps) {
  const { t } = useText();
  const { target, change } = draft;
  const add = (): void =>
    change(addAlternative(target, (number) => t("ruleEditor.reading.new", { number: String(number) })));
  return (
    <fieldset className="rule-group" data-testid="rule-readings">
      <legend>{t("ruleEditor.readings")}</legend>
      <p className="panel-note">{t("ruleEditor.readings.what")}</p>
      {target.readings.map((reading, index) => (
        <ReadingField key={reading.id} study={study} draft={draft} reading={reading} index={index} />
      ))}
      <button type="button" className="link" data-testid="add-reading" onClick={add}>
        {t("ruleEditor.reading.add")}
      </button>
    </fieldset>
  );
}

function ReadingField({
  study,
  draft,
  reading,
  index,
}: ReadingsProps & { readonly reading: Reading; readonly index: number }) {
  const { t, local } = useText();
  const [isUnfolded, setUnfolded] = useState(false);
  const faults = useContext(FaultContext);
  const passShare = useProject((state) => currentParameters(state).passShare);
  const profileId = useProject((state) => currentParameters(state).profileId);
  const { target, change, serviceIds } = draft;
  const path = `readings.${index}`;
  // A fault that nobody sees would hold every other change up.
  const hasFault = [...faults.keys()].some((field) => field.startsWith(`${path}.`));
  const isOpen = isUnfolded || hasFault;
  const put = (next: Reading, mergeKey?: string): void =>
    change(
      { ...target, readings: target.readings.map((each, at) => (at === index ? next : each)) },
      mergeKey && `${path} ${mergeKey}`,
    );
  const asTarget = { ...target, rule: reading.rule, unit: reading.unit ?? target.unit, readings: [] };
  const { unit: _unit, ...unitless } = reading;
  const units: readonly TargetUnit[] = unitsOfKind(reading.rule.kind);
  const name = local(reading.title).trim() || reading.id;
  return (
    <details
      className="rule-reading"
      open={isOpen}
      data-reading={reading.id}
      onToggle={(event) => setUnfolded(event.currentTarget.open)}
    >
      <summary>{name}</summary>
      {isOpen && (
        <>
          <p className="panel-note">{local(describeTest(asTarget, study.services, { passShare, profileId }))}</p>
          <div className="rule-grid">
            <TextField
              label={t("ruleEditor.reading.name")}
              field={`${path}.title`}
              value={local(reading.title)}
              isWide
              onChange={(text) => put({ ...reading, title: { zh: text, en: text } }, "title")}
            />
            <SelectField
              label={t("ruleEditor.kind")}
              field={`${path}.rule.kind`}
              value={reading.rule.kind}
              options={KINDS.map((kind) => [kind, local(KIND_WORDS[kind])])}
              onChange={(kind) => {
                const { rule, unit } = changeRuleKind(asTarget, kind as Rule["kind"], study.services);
                put({ ...unitless, rule, ...(unit === target.unit ? {} : { unit }) });
              }}
            />
            <SelectField
              label={t("ruleEditor.unit")}
              field={`${path}.unit`}
              value={reading.unit ?? OWN_UNIT}
              options={[
                [OWN_UNIT, t("ruleEditor.reading.unit")],
                ...(reading.unit === undefined || units.includes(reading.unit) ? units : [reading.unit, ...units]).map(
                  (unit) => [unit, t(`targets.unit.${unit}`)] as const,
                ),
              ]}
              onChange={(unit) => put(unit === OWN_UNIT ? unitless : { ...unitless, unit: unit as TargetUnit })}
            />
          </div>
          <RuleFields
            key={reading.rule.kind}
            study={study}
            serviceIds={serviceIds}
            rule={reading.rule}
            path={`${path}.rule`}
            onChange={(rule, mergeKey) => put({ ...reading, rule }, mergeKey)}
          />
          <FieldFaults field={`${path}.id`} />
          <p className="rule-buttons">
            <button type="button" className="button" onClick={() => change(takeAlternative(target, reading))}>
              {t("ruleEditor.reading.use")}
            </button>
            <button
              type="button"
              className="link"
              onClick={() => change({ ...target, readings: target.readings.filter((_, at) => at !== index) })}
            >
              {t("ruleEditor.reading.delete", { name })}
            </button>
          </p>
        </>
      )}
    </details>
  );
}
