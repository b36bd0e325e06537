import { useEffect, useId, useState } from "react";
import { formatCount, NO_VALUE } from "../../core/model/format-number.ts";
import { isShareTarget } from "../../core/plan/stated-value.ts";
import type { Target } from "../../core/plan/target.ts";
import { boundsOf, changeNumber, type NumberField, readNumber } from "../../core/plan/target-numbers.ts";
import { type Text, useText } from "../strings/text.ts";

/** A number of a target that takes effect on Enter or on leaving the cell; one that cannot stand is refused with the cell's name and bounds. */
export function NumberCell({
  target,
  field,
  onChange,
}: {
  readonly target: Target;
  readonly field: NumberField;
  readonly onChange: (target: Target) => void;
}) {
  const text = useText();
  const { t } = text;
  const faultId = useId();
  const isPercent = isPercentField(target, field);
  const shown = shownNumber(readNumber(target, field), isPercent);
  const [typed, setTyped] = useState(shown);
  const [fault, setFault] = useState("");
  useEffect(() => {
    setTyped(shown);
    setFault("");
  }, [shown]);
  if (boundsOf(target, field) === null) return <span className="quiet">{NO_VALUE}</span>;
  const commit = () => {
    if (typed.trim() === shown) {
      setTyped(shown);
      setFault("");
      return;
    }
    const changed = changeNumber(target, field, parseNumber(typed, isPercent));
    if (changed === null) setFault(faultText(text, target, field));
    else onChange(changed);
  };
  return (
    <span className="number-cell">
      <span className="number-cell-line">
        <input
          type="text"
          inputMode="decimal"
          aria-label={t("plans.cell", { id: target.id, field: t(`plans.field.${field}`) })}
          aria-invalid={fault !== ""}
          aria-describedby={fault === "" ? undefined : faultId}
          placeholder={t(field === "passShare" ? "plans.empty.passShare" : "plans.empty")}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === "Enter") commit();
            if (event.key === "Escape") {
              setTyped(shown);
              setFault("");
            }
          }}
        />
        {isPercent && <span aria-hidden="true">%</span>}
        {(field === "minutes" || field === "metres") && <span aria-hidden="true">{t(`plans.unit.${field}`)}</span>}
      </span>
      {fault !== "" && (
        <span id={faultId} role="alert" className="cell-fault">
          {fault}
        </span>
      )}
    </span>
  );
}

function isPercentField(target: Target, field: NumberField): boolean {
  return field === "passShare" || ((field === "target" || field === "baseline") && isShareTarget(target));
}

function shownNumber(value: number | null, isPercent: boolean): string {
  if (value === null) return "";
  return String(Number((isPercent ? value * 100 : value).toFixed(4)));
}

/** What was typed, full-width digits and thousands' marks allowed: null for an empty cell, NaN for no number. */
export function parseNumber(typed: string, isPercent: boolean): number | null {
  const plain = typed.normalize("NFKC").replaceAll(/[\s,%]/g, "");
  if (plain === "") return null;
  if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain)) return Number.NaN;
  return isPercent ? Number((Number(plain) / 100).toFixed(8)) : Number(plain);
}

function faultText({ t }: Text, target: Target, field: NumberField): string {
  const bounds = boundsOf(target, field);
  if (bounds === null) return "";
  const factor = isPercentField(target, field) ? 100 : 1;
  const least = formatCount(bounds.least * factor);
  const isOpen = bounds.most === Number.MAX_SAFE_INTEGER;
  const most = bounds.most < 3000 && field === "baselineYear" ? String(bounds.most) : formatCount(bounds.most * factor);
  const range = isOpen
    ? t(bounds.isAbove ? "plans.fault.above" : "plans.fault.least", { least })
    : t(bounds.isAbove ? "plans.fault.aboveTo" : "plans.fault.between", {
        least: field === "baselineYear" ? String(bounds.least) : least,
        most,
      });
  return t("plans.fault", {
    field: t(`plans.field.${field}`),
    range: bounds.isWhole ? t("plans.fault.whole", { range }) : range,
  });
}
