import { GROUP_IDS, type GroupId } from "../../../core/model/demand.ts";
import { PROFILES, type ProfileId } from "../../../core/model/parameters.ts";
import type { FilterColumn } from "../../../core/plan/filter-columns.ts";
import type { Amount, Reach, Rule } from "../../../core/plan/target.ts";
import type { StudyView } from "../../../worker/protocol.ts";
import { formatShare } from "../../format-number.ts";
import { currentParameters, useProject } from "../../store/project-store.ts";
import { useText } from "../../strings/text.ts";
import { NumberField, SelectField, TextField } from "./fields.tsx";
import { ColumnField, FilterFields } from "./filter-fields.tsx";
import { MeasuredFields, NeedsFields, useColumns } from "./need-fields.tsx";
import type { RuleDraft } from "./use-rule-draft.ts";

type RuleOf<Kind extends Rule["kind"]> = Extract<Rule, { kind: Kind }>;

interface FieldsProps<Kind extends Rule["kind"]> {
  readonly study: StudyView;
  readonly draft: RuleDraft;
  readonly rule: RuleOf<Kind>;
}

/** A number that must be there: an empty field is none. */
const required = (value: number | null): number => value ?? Number.NaN;

/** The fields of a rule of any kind. */
export function RuleFields({ study, draft }: { readonly study: StudyView; readonly draft: RuleDraft }) {
  const { t } = useText();
  const { rule } = draft.target;
  switch (rule.kind) {
    case "service-area":
      return <CircleFields study={study} draft={draft} rule={rule} />;
    case "at-least-per-unit":
      return <AtLeastFields study={study} draft={draft} rule={rule} />;
    case "ratio":
      return <RatioFields study={study} draft={draft} rule={rule} />;
    case "share-with-property":
      return <ShareFields study={study} draft={draft} rule={rule} />;
    case "added-since":
      return <AddedFields study={study} draft={draft} rule={rule} />;
    case "listed-projects":
    case "reported":
      return (
        <div className="rule-grid">
          <TextField
            label={t("ruleEditor.what")}
            field="rule.what"
            value={rule.what}
            isWide
            onChange={(what) => draft.changeRule({ ...rule, what }, "what")}
          />
        </div>
      );
  }
}

/** The rule with or without the wish for a place. */
function countPlaces({ withPlaces: _, ...rule }: Extract<Rule, { kind: "service-area" }>, isAsked: boolean): Rule {
  return isAsked ? { ...rule, withPlaces: true } : rule;
}

function CircleFields({ study, draft, rule }: FieldsProps<"service-area">) {
  const { t } = useText();
  const runPassShare = useProject((state) => currentParameters(state).passShare);
  const { changeRule } = draft;
  const { reach } = rule;
  const measure = reach.kind === "time" ? "time" : reach.measure;
  const isStraight = measure === "straight";
  return (
    <>
      <NeedsFields
        study={study}
        serviceIds={draft.serviceIds}
        needs={rule.needs}
        onChange={(needs) => changeRule({ ...rule, needs })}
      />
      <div className="rule-grid">
        <SelectField
          label={t("ruleEditor.reach")}
          field="rule.reach"
          value={measure}
          options={(["time", "network", "straight"] as const).map((id) => [id, t(`ruleEditor.reach.${id}`)])}
          onChange={(next) => changeRule({ ...rule, reach: changeMeasure(reach, next, rule.profileId) })}
        />
        {reach.kind === "time" ? (
          <NumberField
            label={t("ruleEditor.minutes")}
            field="rule.reach.seconds"
            value={reach.seconds / 60}
            unit={t("ruleEditor.minutes")}
            onChange={(minutes) =>
              changeRule({ ...rule, reach: { kind: "time", seconds: required(minutes) * 60 } }, "reach")
            }
          />
        ) : (
          <NumberField
            label={t("ruleEditor.metres")}
            field="rule.reach.metres"
            value={reach.metres}
            unit={t("ruleEditor.metres")}
            onChange={(metres) => changeRule({ ...rule, reach: { ...reach, metres: required(metres) } }, "reach")}
          />
        )}
        <SelectField
          label={t("ruleEditor.profile")}
          field="rule.profileId"
          value={isStraight ? "" : (rule.profileId ?? "")}
          isDisabled={isStraight}
          options={[
            ["", t(isStraight ? "ruleEditor.profile.straight" : "ruleEditor.profile.none")],
            ...(Object.keys(PROFILES) as ProfileId[]).map((id) => [id, t(`ruleEditor.profile.${id}`)] as const),
          ]}
          onChange={(id) => changeRule({ ...rule, profileId: id === "" ? null : (id as ProfileId) })}
        />
        <GroupField groupId={rule.groupId} onChange={(groupId) => changeRule({ ...rule, groupId })} />
        <SelectField
          label={t("ruleEditor.passShare")}
          field="rule.passShare.whose"
          value={rule.passShare === null ? "run" : "own"}
          options={[
            ["run", t("ruleEditor.passShare.run", { share: formatShare(runPassShare) })],
            ["own", t("ruleEditor.passShare.own")],
          ]}
          onChange={(whose) => changeRule({ ...rule, passShare: whose === "run" ? null : runPassShare })}
        />
        <SelectField
          label={t("ruleEditor.counted")}
          field="rule.withPlaces"
          value={rule.withPlaces ? "with" : "reach"}
          options={(["reach", "with"] as const).map((id) => [id, t(`ruleEditor.counted.${id}`)])}
          onChange={(id) => changeRule(countPlaces(rule, id === "with"))}
        />
        {rule.passShare !== null && (
          <NumberField
            label={t("ruleEditor.passShare.number")}
            field="rule.passShare"
            value={rule.passShare}
            scale={100}
            unit="%"
            onChange={(share) => changeRule({ ...rule, passShare: required(share) }, "passShare")}
          />
        )}
      </div>
    </>
  );
}

/** Fifteen minutes are as many metres as the profile walks in them, and back. */
function changeMeasure(reach: Reach, next: string, profileId: ProfileId | null): Reach {
  const pace = PROFILES[profileId ?? "adult"].speedMetresPerSecond;
  if (next === "time") {
    return reach.kind === "time" ? reach : { kind: "time", seconds: Math.round(reach.metres / pace / 60) * 60 || 60 };
  }
  const metres = reach.kind === "time" ? Math.round((reach.seconds * pace) / 10) * 10 : reach.metres;
  return { kind: "distance", metres, measure: next === "straight" ? "straight" : "network" };
}

function GroupField({
  groupId,
  onChange,
}: {
  readonly groupId: GroupId;
  readonly onChange: (groupId: GroupId) => void;
}) {
  const { t } = useText();
  return (
    <SelectField
      label={t("ruleEditor.group")}
      field="rule.groupId"
      value={groupId}
      options={GROUP_IDS.map((id) => [id, t(`group.${id}`)])}
      onChange={(id) => onChange(id as GroupId)}
    />
  );
}

function AtLeastFields({ study, draft, rule }: FieldsProps<"at-least-per-unit">) {
  const { t } = useText();
  const { changeRule } = draft;
  return (
    <>
      <NeedsFields
        study={study}
        serviceIds={draft.serviceIds}
        needs={rule.needs}
        onChange={(needs) => changeRule({ ...rule, needs })}
      />
      <div className="rule-grid">
        <NumberField
          label={t("ruleEditor.count")}
          field="rule.count"
          value={rule.count}
          unit={t("ruleEditor.places")}
          onChange={(count) => changeRule({ ...rule, count: required(count) }, "count")}
        />
        <NumberField
          label={t("ruleEditor.minimumPeople")}
          field="rule.minimumPeople"
          value={rule.minimumPeople ?? null}
          unit={t("ruleEditor.people")}
          onChange={(minimumPeople) => {
            const { minimumPeople: _before, ...rest } = rule;
            changeRule(minimumPeople === null ? rest : { ...rest, minimumPeople }, "minimumPeople");
          }}
        />
      </div>
    </>
  );
}

function RatioFields({ study, draft, rule }: FieldsProps<"ratio">) {
  const { t } = useText();
  const columns = useColumns(study, rule.need);
  const { changeRule } = draft;
  return (
    <>
      <MeasuredFields
        study={study}
        serviceIds={draft.serviceIds}
        need={rule.need}
        onChange={(need) => changeRule({ ...rule, need })}
      />
      <div className="rule-grid">
        <AmountFields
          label={t("ruleEditor.amount")}
          field="rule.amount"
          columns={columns}
          amount={rule.amount}
          onChange={(amount) => changeRule({ ...rule, amount })}
        />
        <NumberField
          label={t("ruleEditor.per")}
          field="rule.per"
          value={rule.per}
          unit={t("ruleEditor.people")}
          onChange={(per) => changeRule({ ...rule, per: required(per) }, "per")}
        />
        <GroupField groupId={rule.groupId} onChange={(groupId) => changeRule({ ...rule, groupId })} />
      </div>
    </>
  );
}

function ShareFields({ study, draft, rule }: FieldsProps<"share-with-property">) {
  const { t } = useText();
  const { changeRule } = draft;
  const columns = useColumns(study, rule.need);
  const part = rule.partAmount;
  return (
    <>
      <MeasuredFields
        study={study}
        serviceIds={draft.serviceIds}
        need={rule.need}
        onChange={(need) => changeRule({ ...rule, need })}
      />
      <fieldset className="rule-group">
        <legend>{t("ruleEditor.property")}</legend>
        <FilterFields
          columns={columns}
          filters={rule.having}
          path="rule.having"
          addLabel={t("ruleEditor.addProperty")}
          onChange={(having) => changeRule({ ...rule, having })}
        />
      </fieldset>
      <div className="rule-grid">
        <AmountFields
          label={t("ruleEditor.amount")}
          field="rule.amount"
          columns={columns}
          amount={rule.amount}
          onChange={(amount) => changeRule({ ...rule, amount })}
        />
        <SelectField
          label={t("ruleEditor.partAmount")}
          field="rule.partAmount"
          value={part === undefined ? "same" : "sum"}
          options={(["same", "sum"] as const).map((id) => [id, t(`ruleEditor.partAmount.${id}`)])}
          onChange={(id) => {
            const { partAmount: _before, ...rest } = rule;
            changeRule(id === "same" ? rest : { ...rest, partAmount: { of: "sum", attribute: "" } });
          }}
        />
        {part?.of === "sum" && (
          <ColumnField
            label={t("ruleEditor.amountColumn")}
            field="rule.partAmount.attribute"
            columns={columns}
            attribute={part.attribute}
            onChange={(attribute) => changeRule({ ...rule, partAmount: { of: "sum", attribute } })}
          />
        )}
      </div>
    </>
  );
}

function AddedFields({ study, draft, rule }: FieldsProps<"added-since">) {
  const { t } = useText();
  const { changeRule } = draft;
  const columns = useColumns(study, rule.need);
  return (
    <>
      <MeasuredFields
        study={study}
        serviceIds={draft.serviceIds}
        need={rule.need}
        onChange={(need) => changeRule({ ...rule, need })}
      />
      <div className="rule-grid">
        <AmountFields
          label={t("ruleEditor.amount")}
          field="rule.amount"
          columns={columns}
          amount={rule.amount}
          onChange={(amount) => changeRule({ ...rule, amount })}
        />
        <TextField
          label={t("ruleEditor.since")}
          field="rule.since"
          type="date"
          value={rule.since}
          onChange={(since) => changeRule({ ...rule, since }, "since")}
        />
        <ColumnField
          label={t("ruleEditor.dateColumn")}
          field="rule.dateAttribute"
          columns={columns}
          attribute={rule.dateAttribute}
          onChange={(dateAttribute) => changeRule({ ...rule, dateAttribute })}
        />
      </div>
    </>
  );
}

function AmountFields({
  label,
  field,
  columns,
  amount,
  onChange,
}: {
  readonly label: string;
  readonly field: string;
  readonly columns: readonly FilterColumn[];
  readonly amount: Amount;
  readonly onChange: (amount: Amount) => void;
}) {
  const { t } = useText();
  return (
    <>
      <SelectField
        label={label}
        field={field}
        value={amount.of}
        options={(["count", "sum", "length"] as const).map((id) => [id, t(`ruleEditor.amount.${id}`)])}
        onChange={(of) => onChange(of === "sum" ? { of, attribute: "" } : { of: of === "length" ? "length" : "count" })}
      />
      {amount.of === "sum" && (
        <ColumnField
          label={t("ruleEditor.amountColumn")}
          field={`${field}.attribute`}
          columns={columns}
          attribute={amount.attribute}
          onChange={(attribute) => onChange({ of: "sum", attribute })}
        />
      )}
    </>
  );
}
