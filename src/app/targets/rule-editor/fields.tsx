/** Fields of the rule form: a label, the control, and beneath it what is wrong with it. */
import { createContext, type ReactNode, useContext, useId, useState } from "react";
import { useProject } from "../../store/project-store.ts";

/** What is wrong in the form, in words by field, for the fields to find their own. */
export const FaultContext = createContext<ReadonlyMap<string, string>>(new Map());

/** Ends typing into one field: the next change is a step of its own. */
function seal(): void {
  useProject.getState().seal();
}

interface Described {
  readonly id: string;
  readonly "aria-invalid": boolean;
  readonly "aria-describedby": string | undefined;
}

/** A labelled control with the faults of its field. */
function Field({
  label,
  field,
  isWide = false,
  children,
}: {
  readonly label: string;
  readonly field: string;
  readonly isWide?: boolean;
  readonly children: (described: Described) => ReactNode;
}) {
  const id = useId();
  const fault = useContext(FaultContext).get(field);
  const faultId = `${id}-fault`;
  return (
    <div className="rule-field" data-wide={isWide} data-field={field}>
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        "aria-invalid": fault !== undefined,
        "aria-describedby": fault === undefined ? undefined : faultId,
      })}
      {fault !== undefined && (
        <p className="rule-fault" id={faultId}>
          {fault}
        </p>
      )}
    </div>
  );
}

/** Faults of a field that has no control of its own. */
export function FieldFaults({ field }: { readonly field: string }) {
  const fault = useContext(FaultContext).get(field);
  return fault === undefined ? null : <p className="rule-fault">{fault}</p>;
}

export type Option = readonly [value: string, label: string];

export function SelectField({
  label,
  field,
  value,
  options,
  isWide = false,
  isDisabled = false,
  onChange,
}: {
  readonly label: string;
  readonly field: string;
  readonly value: string;
  readonly options: readonly Option[];
  readonly isWide?: boolean;
  readonly isDisabled?: boolean;
  readonly onChange: (value: string) => void;
}) {
  return (
    <Field label={label} field={field} isWide={isWide}>
      {(described) => (
        <select {...described} value={value} disabled={isDisabled} onChange={(event) => onChange(event.target.value)}>
          {options.map(([id, text]) => (
            <option key={id} value={id}>
              {text}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

export function TextField({
  label,
  field,
  value,
  type = "text",
  isWide = false,
  onChange,
}: {
  readonly label: string;
  readonly field: string;
  readonly value: string;
  readonly type?: "text" | "date";
  readonly isWide?: boolean;
  readonly onChange: (value: string) => void;
}) {
  return (
    <Field label={label} field={field} isWide={isWide}>
      {(described) => (
        <input
          {...described}
          type={type}
          value={value}
          maxLength={200}
          onChange={(event) => onChange(event.target.value)}
          onBlur={seal}
        />
      )}
    </Field>
  );
}

/**
 * A number as it is written, empty for null. `scale`: how many of what is shown make one of the value (60 minutes an
 * hour, 100 per cent a whole). What is no number becomes NaN and stays as written.
 */
export function NumberField({
  label,
  field,
  value,
  unit = "",
  scale = 1,
  onChange,
}: {
  readonly label: string;
  readonly field: string;
  readonly value: number | null;
  readonly unit?: string;
  readonly scale?: number;
  readonly onChange: (value: number | null) => void;
}) {
  const [written, setWritten] = useState({ text: write(value, scale), value });
  const isStale = !Object.is(written.value, value);
  const shown = isStale ? { text: write(value, scale), value } : written;
  if (isStale) setWritten(shown);
  return (
    <Field label={label} field={field}>
      {(described) => (
        <span className="rule-number">
          <input
            {...described}
            inputMode="decimal"
            value={shown.text}
            onChange={(event) => {
              const next = read(event.target.value, scale);
              setWritten({ text: event.target.value, value: next });
              onChange(next);
            }}
            onBlur={seal}
          />
          {unit !== "" && <span className="quiet">{unit}</span>}
        </span>
      )}
    </Field>
  );
}

function write(value: number | null, scale: number): string {
  return value === null || Number.isNaN(value) ? "" : String(Number((value * scale).toFixed(6)));
}

/** Full-width digits are digits. */
function read(text: string, scale: number): number | null {
  const plain = text.normalize("NFKC").replace(/[,，\s%]/g, "");
  return plain === "" ? null : Number(plain) / scale;
}
