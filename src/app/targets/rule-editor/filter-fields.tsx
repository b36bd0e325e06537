import { useState } from "react";
import { columnWords, valueWords } from "../../../core/model/column-words.ts";
import type { AttributeValue } from "../../../core/model/facility.ts";
import { formatCount } from "../../../core/model/format-number.ts";
import { type FilterColumn, readFilterValue } from "../../../core/plan/filter-columns.ts";
import type { AttributeFilter } from "../../../core/plan/target.ts";
import { useText } from "../../strings/text.ts";
import { FieldFaults, SelectField, TextField } from "./fields.tsx";

/** Stands for a column whose name is written. */
const OTHER = "…";

/** Filters on the columns that the layers have, with how many facilities hold each value; other columns and values can be written. */
export function FilterFields({
  columns,
  filters,
  path,
  addLabel,
  onChange,
}: {
  readonly columns: readonly FilterColumn[];
  readonly filters: readonly AttributeFilter[];
  readonly path: string;
  readonly addLabel: string;
  readonly onChange: (filters: readonly AttributeFilter[]) => void;
}) {
  const { t, local } = useText();
  return (
    <div className="rule-filters">
      {filters.map((filter, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a filter is its place in the need
        <div key={index} className="rule-filter">
          <ColumnField
            label={t("ruleEditor.column")}
            field={`${path}.${index}.attribute`}
            columns={columns}
            attribute={filter.attribute}
            onChange={(attribute) =>
              onChange(filters.map((each, at) => (at === index ? { attribute, oneOf: [] } : each)))
            }
          />
          <ValueFields
            column={columns.find(({ attribute }) => attribute === filter.attribute)}
            filter={filter}
            onChange={(oneOf) => onChange(filters.map((each, at) => (at === index ? { ...each, oneOf } : each)))}
          />
          <FieldFaults field={`${path}.${index}.oneOf`} />
          <button type="button" className="link" onClick={() => onChange(filters.filter((_, at) => at !== index))}>
            {t("ruleEditor.removeFilter", { column: local(columnWords(filter.attribute)) })}
          </button>
        </div>
      ))}
      <FieldFaults field={path} />
      <button type="button" className="link" onClick={() => onChange([...filters, { attribute: "", oneOf: [] }])}>
        {addLabel}
      </button>
    </div>
  );
}

/** One of the layers' columns, or a name that is written. */
export function ColumnField({
  label,
  field,
  columns,
  attribute,
  onChange,
}: {
  readonly label: string;
  readonly field: string;
  readonly columns: readonly FilterColumn[];
  readonly attribute: string;
  readonly onChange: (attribute: string) => void;
}) {
  const { t, local } = useText();
  const isKnown = columns.some((column) => column.attribute === attribute);
  const [isOther, setOther] = useState(false);
  const isWritten = isOther || (attribute !== "" && !isKnown);
  return (
    <>
      <SelectField
        label={label}
        field={isWritten ? `${field} (of the study)` : field}
        value={isWritten ? OTHER : attribute}
        options={[
          ["", t("ruleEditor.columnChoose")],
          ...columns.map((column) => [column.attribute, local(columnWords(column.attribute))] as const),
          [OTHER, t("ruleEditor.columnOther")],
        ]}
        isWide={!isWritten}
        onChange={(value) => {
          setOther(value === OTHER);
          onChange(value === OTHER ? "" : value);
        }}
      />
      {isWritten && (
        <>
          <TextField label={t("ruleEditor.columnName")} field={field} value={attribute} onChange={onChange} />
          {attribute.trim() !== "" && !isKnown && <p className="rule-note">{t("ruleEditor.columnLacks")}</p>}
        </>
      )}
    </>
  );
}

/** The values of a column with the facilities that hold them, ticked or not; then those that are written. */
function ValueFields({
  column,
  filter,
  onChange,
}: {
  readonly column: FilterColumn | undefined;
  readonly filter: AttributeFilter;
  readonly onChange: (oneOf: readonly AttributeValue[]) => void;
}) {
  const { t, local } = useText();
  const [text, setText] = useState("");
  if (filter.attribute.trim() === "") return null;
  const listed = column?.values ?? [];
  const written = filter.oneOf.filter((value) => !listed.some((each) => each.value === value));
  const offered = [...listed, ...written.map((value) => ({ value, count: 0 }))];
  const toggle = (value: AttributeValue): void =>
    onChange(filter.oneOf.includes(value) ? filter.oneOf.filter((each) => each !== value) : [...filter.oneOf, value]);
  const add = (): void => {
    const value = readFilterValue(text, column);
    if (value === "" || filter.oneOf.includes(value)) return;
    onChange([...filter.oneOf, value]);
    setText("");
  };
  return (
    <fieldset className="rule-values">
      <legend>{t("ruleEditor.values")}</legend>
      {offered.map(({ value, count }) => (
        <label key={`${typeof value} ${value}`}>
          <input type="checkbox" checked={filter.oneOf.includes(value)} onChange={() => toggle(value)} />
          {t("ruleEditor.valueCount", { value: local(valueWords(value)), count: formatCount(count) })}
        </label>
      ))}
      {column !== undefined && column.emptyCount > 0 && (
        <p className="rule-note">{t("ruleEditor.columnEmpty", { count: formatCount(column.emptyCount) })}</p>
      )}
      <span className="rule-other">
        <input
          aria-label={t("ruleEditor.valueOther")}
          placeholder={t("ruleEditor.valueOther")}
          value={text}
          maxLength={100}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            add();
          }}
        />
        <button type="button" className="link" onClick={add}>
          {t("ruleEditor.valueAdd")}
        </button>
      </span>
    </fieldset>
  );
}
