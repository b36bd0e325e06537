import { GROUP_IDS, type GroupId } from "../../../core/model/demand.ts";
import { formatShare } from "../../../core/model/format-number.ts";
import { PROFILES, type ProfileId } from "../../../core/model/parameters.ts";
import type { FilterColumn } from "../../../core/plan/filter-columns.ts";
import type { Amount, Reach, Rule } from "../../../core/plan/target.ts";
import type { StudyView } from "../../../worker/protocol.ts";
import { currentParameters, useProject } from "../../store/project-store.ts";
import { useText } from "../../strings/text.ts";
import { DenominatorField, OtherWayFields, PlacesField, withMeasure } from "./circle-fields.tsx";
import { NumberField, SelectField, TextField } from "./fields.tsx";
import { ColumnField, FilterFields } from "./filter-fields.tsx";
import { MeasuredFields, NeedsFields, useColumns } from "./need-fields.tsx";

type RuleOf<Kind extends Rule["kind"]> = Extract<Rule, { kind: Kind }>;
/** `mergeKey`: changes that carry the same in a row are one step back. */
type ChangeRule = (rule: Rule, mergeKey?: string) => void;

interface FieldsProps<Own extends Rule = Rule> {
  readonly study: StudyView;
  /** Services that a rule may name. */
  readonly serviceIds: readonly string[];
  readonly rule: Own;
  /** Where the rule stands in its target: faults are told under it. */
  readonly path: string;
  readonly onChange: ChangeRule;
}

/** A number that must be there: an empty field is none. */
const required = (value: number | null): number => value ?? Number.NaN;

/** What a control needs of a field of a rule: its path, its value, and the rule with another value in it. */
function bindFields<Own extends Rule>({ rule, path, onChange }: FieldsProps<Own>) {
  return <Key extends keyof Own & string>(key: Key, mergeKey?: string) => ({
    field: `${path}.${key}`,
    value: rule[key],
    onChange: (value: Own[Key]) => onChange({ ...rule, [key]: value }, mergeKey),
  });
}

/** The fields of a rule of any kind. */
export function RuleFields(props: FieldsProps) {
  const { rule } = props;
  switch (rule.kind) {
    case "service-area":
      return <CircleFields {...props} rule={rule} />;
    case "at-least-per-unit":
      return <AtLeastFields {...props} rule={rule} />;
    case "ratio":
    case "share-with-property":
    case "added-since":
      return <ValueFields {...props} rule={rule} />;
    case "listed-projects":
    case "reported":
      return <WordedFields {...props} rule={rule} />;
  }
}

function CircleFields(props: FieldsProps<RuleOf<"service-area">>) {
  const { t } = useText();
  const runPassShare = useProject((state) => currentParameters(state).passShare);
  const { study, serviceIds, rule, path, onChange } = props;
  const bind = bindFields(props);
  const { reach } = rule;
  const measure = reach.kind === "time" ? "time" : reach.measure;
  const isStraight = measure === "straight";
  return (
    <>
      <NeedsFields
        study={study}
        serviceIds={serviceIds}
        needs={rule.needs}
        path={`${path}.needs`}
        onChange={bind("needs").onChange}
      />
      <div className="rule-grid">
        <SelectField
          label={t("ruleEditor.reach")}
          field={`${path}.reach`}
          value={measure}
          options={(["time", "network", "straight"] as const).map((id) => [id, t(`ruleEditor.reach.${id}`)])}
          onChange={(next) => onChange(withMeasure(rule, changeMeasure(reach, next, rule.profileId)))}
        />
        {reach.kind === "time" ? (
          <NumberField
            label={t("ruleEditor.minutes")}
            field={`${path}.reach.seconds`}
            value={reach.seconds / 60}
            unit={t("ruleEditor.minutes")}
            onChange={(minutes) =>
              onChange({ ...rule, reach: { kind: "time", seconds: required(minutes) * 60 } }, "reach")
            }
          />
        ) : (
          <NumberField
            label={t("ruleEditor.metres")}
            field={`${path}.reach.metres`}
            value={reach.metres}
            unit={t("ruleEditor.metres")}
            onChange={(metres) => onChange({ ...rule, reach: { ...reach, metres: required(metres) } }, "reach")}
          />
        )}
        <SelectField
          label={t("ruleEditor.profile")}
          field={`${path}.profileId`}
          value={isStraight ? "" : (rule.profileId ?? "")}
          isDisabled={isStraight}
          options={[
            ["", t(isStraight ? "ruleEditor.profile.straight" : "ruleEditor.profile.none")],
            ...(Object.keys(PROFILES) as ProfileId[]).map((id) => [id, t(`ruleEditor.profile.${id}`)] as const),
          ]}
          onChange={(id) => onChange({ ...rule, profileId: id === "" ? null : (id as ProfileId) })}
        />
        <OtherWayFields rule={rule} path={path} onChange={onChange} />
        <DenominatorField rule={rule} path={path} onChange={onChange} />
        {(rule.denominator !== "land" || rule.groupId !== "all") && <GroupField {...bind("groupId")} />}
        <SelectField
          label={t("ruleEditor.passShare")}
          field={`${path}.passShare.whose`}
          value={rule.passShare === null ? "run" : "own"}
          options={[
            ["run", t("ruleEditor.passShare.run", { share: formatShare(runPassShare) })],
            ["own", t("ruleEditor.passShare.own")],
          ]}
          onChange={(whose) => onChange({ ...rule, passShare: whose === "run" ? null : runPassShare })}
        />
        <PlacesField rule={rule} path={path} onChange={onChange} />
        {rule.passShare !== null && (
          <NumberField
            label={t("ruleEditor.passShare.number")}
            field={`${path}.passShare`}
            value={rule.passShare}
            scale={100}
            unit="%"
            onChange={(share) => onChange({ ...rule, passShare: required(share) }, "passShare")}
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
  value,
  field,
  onChange,
}: {
  readonly value: GroupId;
  readonly field: string;
  readonly onChange: (groupId: GroupId) => void;
}) {
  const { t } = useText();
  return (
    <SelectField
      label={t("ruleEditor.group")}
      field={field}
      value={value}
      options={GROUP_IDS.map((id) => [id, t(`group.${id}`)])}
      onChange={(id) => onChange(id as GroupId)}
    />
  );
}

function AtLeastFields(props: FieldsProps<RuleOf<"at-least-per-unit">>) {
  const { t } = useText();
  const { study, serviceIds, rule, path, onChange } = props;
  const bind = bindFields(props);
  const { minimumPeople: _before, ...rest } = rule;
  return (
    <>
      <NeedsFields
        study={study}
        serviceIds={serviceIds}
        needs={rule.needs}
        path={`${path}.needs`}
        onChange={bind("needs").onChange}
      />
      <div className="rule-grid">
        <NumberField
          label={t("ruleEditor.count")}
          unit={t("ruleEditor.places")}
          {...bind("count")}
          onChange={(count) => bind("count", "count").onChange(required(count))}
        />
        <NumberField
          label={t("ruleEditor.minimumPeople")}
          field={`${path}.minimumPeople`}
          value={rule.minimumPeople ?? null}
          unit={t("ruleEditor.people")}
          onChange={(people) => onChange(people === null ? rest : { ...rest, minimumPeople: people }, "minimumPeople")}
        />
      </div>
    </>
  );
}

/** A rule that gives one value of the whole: of which facilities, what amount, then what its kind asks besides. */
function ValueFields(props: FieldsProps<RuleOf<"ratio" | "share-with-property" | "added-since">>) {
  const { t } = useText();
  const { study, serviceIds, rule, path } = props;
  const columns = useColumns(study, rule.need);
  const bind = bindFields(props);
  return (
    <>
      <MeasuredFields
        study={study}
        serviceIds={serviceIds}
        need={rule.need}
        path={`${path}.need`}
        onChange={bind("need").onChange}
      />
      {rule.kind === "share-with-property" && <PropertyFields {...props} rule={rule} columns={columns} />}
      <div className="rule-grid">
        <AmountFields label={t("ruleEditor.amount")} columns={columns} {...bind("amount")} />
        {rule.kind === "ratio" && <PerFields {...props} rule={rule} />}
        {rule.kind === "share-with-property" && <PartFields {...props} rule={rule} columns={columns} />}
        {rule.kind === "added-since" && <SinceFields {...props} rule={rule} columns={columns} />}
      </div>
    </>
  );
}

type ColumnsProps<Kind extends Rule["kind"]> = FieldsProps<RuleOf<Kind>> & {
  readonly columns: readonly FilterColumn[];
};

function PerFields(props: FieldsProps<RuleOf<"ratio">>) {
  const { t } = useText();
  const bind = bindFields(props);
  return (
    <>
      <NumberField
        label={t("ruleEditor.per")}
        unit={t("ruleEditor.people")}
        {...bind("per")}
        onChange={(per) => bind("per", "per").onChange(required(per))}
      />
      <GroupField {...bind("groupId")} />
    </>
  );
}

function PropertyFields({ columns, ...props }: ColumnsProps<"share-with-property">) {
  const { t } = useText();
  const { value, field, onChange } = bindFields(props)("having");
  return (
    <fieldset className="rule-group">
      <legend>{t("ruleEditor.property")}</legend>
      <FilterFields
        columns={columns}
        filters={value}
        path={field}
        addLabel={t("ruleEditor.addProperty")}
        onChange={onChange}
      />
    </fieldset>
  );
}

function PartFields({ columns, rule, path, onChange }: ColumnsProps<"share-with-property">) {
  const { t } = useText();
  const { partAmount: part, ...rest } = rule;
  const sumOf = (attribute: string): void => onChange({ ...rest, partAmount: { of: "sum", attribute } });
  return (
    <>
      <SelectField
        label={t("ruleEditor.partAmount")}
        field={`${path}.partAmount`}
        value={part === undefined ? "same" : "sum"}
        options={(["same", "sum"] as const).map((id) => [id, t(`ruleEditor.partAmount.${id}`)])}
        onChange={(id) => (id === "same" ? onChange(rest) : sumOf(""))}
      />
      {part?.of === "sum" && (
        <ColumnField
          label={t("ruleEditor.amountColumn")}
          field={`${path}.partAmount.attribute`}
          columns={columns}
          attribute={part.attribute}
          onChange={sumOf}
        />
      )}
    </>
  );
}

function SinceFields({ columns, ...props }: ColumnsProps<"added-since">) {
  const { t } = useText();
  const bind = bindFields(props);
  const { value, ...column } = bind("dateAttribute");
  return (
    <>
      <TextField label={t("ruleEditor.since")} type="date" {...bind("since", "since")} />
      <ColumnField label={t("ruleEditor.dateColumn")} columns={columns} attribute={value} {...column} />
    </>
  );
}

function WordedFields(props: FieldsProps<RuleOf<"listed-projects" | "reported">>) {
  const { t } = useText();
  return (
    <div className="rule-grid">
      <TextField label={t("ruleEditor.what")} isWide {...bindFields(props)("what", "what")} />
    </div>
  );
}

function AmountFields({
  label,
  field,
  columns,
  value: amount,
  onChange,
}: {
  readonly label: string;
  readonly field: string;
  readonly columns: readonly FilterColumn[];
  readonly value: Amount;
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
