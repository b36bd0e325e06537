import { useId } from "react";
import "./segmented.css";

export interface SegmentedOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly disabled?: boolean;
  readonly hint?: string;
}

/** One of a few: native radio buttons drawn as a strip, so that arrow keys and screen readers work as they always do. */
export function Segmented<Value extends string>({
  label,
  options,
  value,
  onChange,
  hideLabel = false,
}: {
  readonly label: string;
  readonly options: readonly SegmentedOption<Value>[];
  readonly value: Value | null;
  readonly onChange: (value: Value) => void;
  readonly hideLabel?: boolean;
}) {
  const name = useId();
  return (
    <fieldset className="segmented">
      <legend className={hideLabel ? "visually-hidden" : "panel-label"}>{label}</legend>
      <div className="segmented-strip">
        {options.map((option) => (
          <label
            key={option.value}
            className="segmented-option"
            title={option.hint}
            data-checked={option.value === value}
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              disabled={option.disabled}
              onChange={() => onChange(option.value)}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
