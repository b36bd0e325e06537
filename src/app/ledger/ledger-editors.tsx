import { type KeyboardEvent, useRef, useState } from "react";
import { LEDGER_STATUSES, type LedgerStatus } from "../../core/plan/ledger/ledger-note.ts";
import type { LedgerField } from "../../core/plan/ledger/ledger-texts.ts";
import { useProject } from "../store/project-store.ts";
import { useText } from "../strings/text.ts";
import type { LedgerLine } from "./ledger-lines.ts";
import { LONGEST_NOTE, writeNotes } from "./write-notes.ts";

/** Id of the list of names offered where a responsible unit is written. */
export const RESPONSIBLE_NAMES = "ledger-responsible-names";

/** Takes what is typed when it is left or confirmed, and drops it on Esc. */
export function TextEditor({
  line,
  field,
  onEnd,
}: {
  readonly line: LedgerLine;
  readonly field: LedgerField;
  readonly onEnd: (move: number) => void;
}) {
  const { t } = useText();
  const { row } = line;
  const before = row.note?.[field] ?? "";
  const proposed = field === "note" || before !== "" ? "" : line[field];
  // What is proposed is there to be mended rather than typed again.
  const [words, setWords] = useState(before === "" ? proposed : before);
  // A field that is taken away may still say that the focus has left it.
  const isDone = useRef(false);
  const commit = () => {
    const typed = words.trim();
    writeNotes([row], { [field]: typed === proposed ? "" : typed });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    if (event.key !== "Escape" && event.key !== "Enter" && event.key !== "Tab") return;
    event.preventDefault();
    isDone.current = true;
    if (event.key === "Escape") return onEnd(0);
    commit();
    onEnd(event.key === "Enter" ? 0 : event.shiftKey ? -1 : 1);
  };
  return (
    <input
      // biome-ignore lint/a11y/noAutofocus: the editor stands in the place of the cell that was asked to be written in
      autoFocus
      type="text"
      className="ledger-input"
      aria-label={`${t(`ledger.column.${field}`)}: ${t("ledger.row", { unit: line.unit, target: line.targetTitle })}`}
      maxLength={LONGEST_NOTE}
      list={field === "responsible" ? RESPONSIBLE_NAMES : undefined}
      value={words}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setWords(event.currentTarget.value)}
      onKeyDown={onKeyDown}
      onBlur={() => {
        if (isDone.current) return;
        commit();
        onEnd(Number.NaN);
      }}
    />
  );
}

/** Every choice is written at once; those made one after the other are one step. */
export function StatusEditor({ line, onEnd }: { readonly line: LedgerLine; readonly onEnd: (move: number) => void }) {
  const { t } = useText();
  const { row, texts } = line;
  const [before] = useState(texts.status);
  const isDone = useRef(false);
  const write = (status: LedgerStatus) => writeNotes([row], { status }, `ledger status ${line.key}`);
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === "Escape") write(before);
    if (event.key !== "Escape" && event.key !== "Enter" && event.key !== "Tab") return;
    event.preventDefault();
    isDone.current = true;
    useProject.getState().seal();
    onEnd(event.key === "Tab" ? (event.shiftKey ? -1 : 1) : 0);
  };
  return (
    <select
      // biome-ignore lint/a11y/noAutofocus: the editor stands in the place of the cell that was asked to be written in
      autoFocus
      className="ledger-input"
      aria-label={`${t("ledger.column.status")}: ${t("ledger.row", { unit: line.unit, target: line.targetTitle })}`}
      value={texts.status}
      onChange={(event) => {
        const status = LEDGER_STATUSES.find((each) => each === event.currentTarget.value);
        if (status) write(status);
      }}
      onKeyDown={onKeyDown}
      onBlur={() => {
        if (isDone.current) return;
        useProject.getState().seal();
        onEnd(Number.NaN);
      }}
    >
      {LEDGER_STATUSES.map((status) => (
        <option key={status} value={status}>
          {t(`ledger.status.${status}`)}
        </option>
      ))}
    </select>
  );
}
