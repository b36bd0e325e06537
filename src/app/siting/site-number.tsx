import { useId, useState } from "react";
import { useProject } from "../store/project-store.ts";
import { useText } from "../strings/text.ts";
import { changeForm, useSiteForm } from "./site-form-store.ts";
import { FIELDS, type FieldId, labelOf, listFaults, parseField, readField } from "./siting-fields.ts";
import { useSiting } from "./siting-store.ts";

/** A number of the form. What is no value of the field stays in it, with a sentence that says why. */
export function SiteNumber({ id }: { readonly id: FieldId }) {
  const text = useText();
  const { t } = text;
  const { drafts, isTold: isAsked, status, put } = useSiting();
  const ask = useSiteForm();
  const state = { ask, drafts };
  const [hasFocus, setFocus] = useState(false);
  const faultId = useId();
  const { step, unit } = FIELDS[id];
  const fault = listFaults(text, state).find(({ field }) => field === id);
  const isTold = fault !== undefined && !hasFocus && (isAsked || drafts[id] !== undefined);
  const type = (typed: string): void => {
    const value = parseField(id, typed);
    put({ drafts: { ...useSiting.getState().drafts, [id]: typed } });
    if (typeof value === "number") changeForm({ [id]: Number.isNaN(value) ? null : value }, `site ${id}`);
  };
  const leave = (): void => {
    const { [id]: typed, ...others } = useSiting.getState().drafts;
    if (typed !== undefined && typeof parseField(id, typed) === "number") put({ drafts: others });
    useProject.getState().seal();
  };
  return (
    <div className="site-number">
      <label className="ask-number">
        <span>{t(labelOf(id, ask))}</span>
        <input
          type="text"
          inputMode="decimal"
          role="spinbutton"
          aria-valuenow={ask[id] === null ? undefined : ask[id] / FIELDS[id].scale}
          aria-invalid={isTold}
          aria-describedby={isTold ? faultId : undefined}
          disabled={status === "running"}
          data-testid={`site-field-${id}`}
          value={readField(id, state)}
          onChange={(event) => type(event.target.value)}
          onFocus={() => setFocus(true)}
          onBlur={() => {
            setFocus(false);
            leave();
          }}
          onKeyDown={(event) => {
            if (event.key === "Enter") leave();
            const turn = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0;
            const now = Number(readField(id, state));
            if (turn === 0 || !Number.isFinite(now)) return;
            event.preventDefault();
            const next = now + turn * step;
            if (typeof parseField(id, String(next)) === "number") type(String(next));
          }}
        />
        <span>{t(unit)}</span>
      </label>
      {isTold && (
        <p className="site-fault" id={faultId} data-testid={`site-fault-${id}`}>
          {fault.sentence}
        </p>
      )}
    </div>
  );
}
