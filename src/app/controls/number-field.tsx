import { useEffect, useState } from "react";

/** A number that takes effect on Enter or on leaving the field; an impossible one falls back to the last. */
export function NumberField({
  label,
  unit,
  value,
  least,
  most,
  step,
  onCommit,
}: {
  readonly label: string;
  readonly unit: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly step: number;
  readonly onCommit: (value: number) => void;
}) {
  const shown = String(Number(value.toFixed(2)));
  const [text, setText] = useState(shown);
  useEffect(() => setText(shown), [shown]);
  const commit = () => {
    const entered = Number(text);
    if (text.trim() !== "" && Number.isFinite(entered) && entered >= least && entered <= most) {
      if (text !== shown) onCommit(entered);
    } else setText(shown);
  };
  return (
    <label className="ask-number">
      <span>{label}</span>
      <input
        type="number"
        min={least}
        max={most}
        step={step}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === "Enter") commit();
        }}
      />
      <span>{unit}</span>
    </label>
  );
}
