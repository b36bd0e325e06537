import { type KeyboardEvent, type ReactNode, useRef, useState } from "react";
import type { DemandUnit, GroupId } from "../../core/model/demand.ts";
import { LEDGER_STATUSES, type LedgerStatus } from "../../core/plan/ledger-note.ts";
import { writeShare } from "../../core/plan/ledger-sentences.ts";
import type { LedgerField } from "../../core/plan/ledger-texts.ts";
import { formatCount, formatDemand, NO_VALUE } from "../format-number.ts";
import { useProject } from "../store/project-store.ts";
import { useText } from "../strings/text.ts";
import { chooseTarget } from "../targets/choose-target.ts";
import { flyToUnit } from "./fly-to-unit.ts";
import type { TableColumn } from "./ledger-columns.ts";
import type { LedgerLine } from "./ledger-lines.ts";
import { LONGEST_NOTE, writeNotes } from "./write-notes.ts";

export const RESPONSIBLE_NAMES = "ledger-responsible-names";

/** What stands in a cell while nobody writes in it. */
export function CellContent({
  line,
  column,
  groupIds,
  unit,
  isChosen,
  onChoose,
}: {
  readonly line: LedgerLine;
  readonly column: TableColumn;
  readonly groupIds: readonly GroupId[];
  readonly unit: DemandUnit;
  readonly isChosen: boolean;
  readonly onChoose: (isRange: boolean) => void;
}): ReactNode {
  const { t, local, language } = useText();
  const { texts, row } = line;
  switch (column.id) {
    case "choose":
      return (
        <input
          type="checkbox"
          tabIndex={-1}
          checked={isChosen}
          aria-label={t("ledger.chooseRow", { unit: line.unit, target: line.targetTitle })}
          onChange={() => undefined}
          onClick={(event) => onChoose(event.shiftKey)}
        />
      );
    case "unit": {
      const above = [line.county, line.township].filter((name) => name !== "" && name !== line.unit).join(" · ");
      return (
        <>
          <button
            type="button"
            className="ledger-open"
            tabIndex={-1}
            aria-label={t("ledger.openUnit", { unit: line.unit })}
            onClick={() => flyToUnit(line)}
          >
            {line.unit}
          </button>
          <span className="quiet ledger-second" title={above}>
            {above || t("ledger.whole")}
          </span>
        </>
      );
    }
    case "target":
      return (
        <>
          <button
            type="button"
            className="ledger-open"
            tabIndex={-1}
            title={line.targetTitle}
            aria-label={t("ledger.openTarget", { target: line.targetTitle })}
            onClick={() => chooseTarget(row.targetId)}
          >
            {line.targetTitle}
          </button>
          <span className="quiet ledger-second">
            {[line.service, line.verdict === "no-number" ? t("ledger.noNumber") : ""]
              .filter((word) => word !== "")
              .join(" · ")}
          </span>
        </>
      );
    case "short": {
      if (row.state !== "open") return <StateMark state={row.state} />;
      const gap = row.problem?.gap;
      const words = local(texts.shortfall);
      if (gap?.kind === "amount")
        return (
          <span className="ledger-two-lines ledger-short" title={words}>
            {words}
          </span>
        );
      return (
        <>
          <span className="ledger-short number" title={words}>
            {formatDemand(row.peopleShort ?? 0, unit, language)}
          </span>
          <span className="quiet ledger-second" title={words}>
            {gap?.kind === "people"
              ? `${writeShare(row.problem?.share ?? 0)} / ${writeShare(row.problem?.neededShare ?? 0)}`
              : words}
          </span>
        </>
      );
    }
    case "status":
      return (
        <span className="ledger-status" data-status={texts.status}>
          {t(`ledger.status.${texts.status}`)}
        </span>
      );
    case "note":
      return (
        <span className="ledger-two-lines" title={texts.note}>
          {texts.note}
        </span>
      );
    case "cause":
    case "measure":
    case "responsible":
      return <WrittenText words={line[column.id]} isEntered={texts[column.id].isEntered} />;
    default: {
      const people = line.people?.[groupIds.indexOf(column.id)];
      return people === undefined ? NO_VALUE : formatCount(people);
    }
  }
}

function WrittenText({ words, isEntered }: { readonly words: string; readonly isEntered: boolean }) {
  const { t } = useText();
  if (words === "") return null;
  return (
    <span className="ledger-two-lines" data-entered={isEntered} title={words}>
      {isEntered ? (
        <span className="ledger-entered">{t("ledger.legend.entered")}</span>
      ) : (
        <span className="visually-hidden">{t("ledger.legend.proposed")}</span>
      )}
      {words}
    </span>
  );
}

function StateMark({ state }: { readonly state: "resolved" | "not-judged" }) {
  const { t } = useText();
  return (
    <span className="ledger-state" data-state={state} title={t(`ledger.state.${state}.hint`)}>
      {t(`ledger.state.${state}`)}
    </span>
  );
}

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
