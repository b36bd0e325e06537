import { type FormEvent, useState } from "react";
import { formatCount } from "../../core/model/format-number.ts";
import { LEDGER_STATUSES } from "../../core/plan/ledger/ledger-note.ts";
import { useText } from "../strings/text.ts";
import { RESPONSIBLE_NAMES } from "./ledger-editors.tsx";
import type { LedgerLine } from "./ledger-lines.ts";
import { useLedgerView } from "./ledger-view.ts";
import { LONGEST_NOTE, type NoteChange, writeNotes } from "./write-notes.ts";

/** Sets the status and the responsible unit of all chosen rows, each as one step that can be undone. */
export function LedgerChosen({ lines }: { readonly lines: readonly LedgerLine[] }) {
  const { t } = useText();
  const show = useLedgerView((state) => state.show);
  const [responsible, setResponsible] = useState("");
  const [done, setDone] = useState(0);
  const write = (change: NoteChange) => {
    writeNotes(
      lines.map(({ row }) => row),
      change,
    );
    setDone(lines.length);
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (responsible.trim() !== "") write({ responsible: responsible.trim() });
  };
  return (
    <form className="ledger-chosen" data-testid="ledger-chosen" onSubmit={onSubmit}>
      <strong>{t("ledger.chosen", { count: formatCount(lines.length) })}</strong>
      <label className="ledger-filter">
        <span>{t("ledger.chosen.status")}</span>
        <select
          value=""
          onChange={(event) => {
            const status = LEDGER_STATUSES.find((each) => each === event.currentTarget.value);
            if (status) write({ status });
          }}
        >
          <option value="" />
          {LEDGER_STATUSES.map((status) => (
            <option key={status} value={status}>
              {t(`ledger.status.${status}`)}
            </option>
          ))}
        </select>
      </label>
      <label className="ledger-filter">
        <span>{t("ledger.chosen.responsible")}</span>
        <input
          type="text"
          maxLength={LONGEST_NOTE}
          list={RESPONSIBLE_NAMES}
          placeholder={t("ledger.chosen.responsibleHint")}
          value={responsible}
          onChange={(event) => setResponsible(event.currentTarget.value)}
        />
      </label>
      <button type="submit" className="button ledger-small" disabled={responsible.trim() === ""}>
        {t("ledger.chosen.apply")}
      </button>
      <button type="button" className="link" onClick={() => show({ chosen: new Set() })}>
        {t("ledger.chosen.clear")}
      </button>
      <span role="status" className="quiet">
        {done > 0 && t("ledger.chosen.done", { count: formatCount(done) })}
      </span>
    </form>
  );
}
