import type { ReactNode } from "react";
import type { DemandUnit, GroupId } from "../../core/model/demand.ts";
import { formatCount, formatDemand, formatHectares, NO_VALUE } from "../../core/model/format-number.ts";
import { writeShare } from "../../core/plan/ledger/ledger-sentences.ts";
import type { Text, Translate } from "../strings/text.ts";
import { chooseTarget } from "../targets/choose-target.ts";
import { flyToUnit } from "./fly-to-unit.ts";
import type { TableColumn } from "./ledger-columns.ts";
import type { LedgerLine } from "./ledger-lines.ts";

/** What stands in a cell while nobody writes in it. No hooks: hundreds of cells come and go as the table scrolls. */
export function CellContent({
  text: { t, local, language },
  line,
  column,
  groupIds,
  unit,
  isChosen,
  onChoose,
}: {
  readonly text: Text;
  readonly line: LedgerLine;
  readonly column: TableColumn;
  readonly groupIds: readonly GroupId[];
  readonly unit: DemandUnit;
  readonly isChosen: boolean;
  readonly onChoose: (isRange: boolean) => void;
}): ReactNode {
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
            {above || t(line.place?.countyId ? "ledger.column.county" : "ledger.whole")}
          </span>
        </>
      );
    }
    case "target":
      return (
        <button
          type="button"
          className="ledger-open ledger-two-lines"
          tabIndex={-1}
          title={t("ledger.openTarget", { target: line.targetTitle })}
          onClick={() => chooseTarget(row.targetId)}
        >
          {line.target?.place !== "" && <span className="quiet">{row.targetId} </span>}
          {line.targetTitle}
        </button>
      );
    case "service":
      return (
        <>
          <span className="ledger-second">{line.service}</span>
          {line.verdict === "no-number" && <span className="quiet ledger-second">{t("ledger.noNumber")}</span>}
        </>
      );
    case "short": {
      if (row.state !== "open") return <StateMark t={t} state={row.state} />;
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
            {gap?.kind === "land"
              ? formatHectares(gap.shortSquareMetres, language)
              : formatDemand(row.peopleShort ?? 0, unit, language)}
          </span>
          <span className="quiet ledger-second" title={words}>
            {gap?.kind === "people" || gap?.kind === "land"
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
      return <WrittenText t={t} words={line[column.id]} isEntered={texts[column.id].isEntered} />;
    default: {
      const people = line.people?.[groupIds.indexOf(column.id)];
      return people === undefined ? NO_VALUE : formatCount(people);
    }
  }
}

function WrittenText({
  t,
  words,
  isEntered,
}: {
  readonly t: Translate;
  readonly words: string;
  readonly isEntered: boolean;
}) {
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

function StateMark({ t, state }: { readonly t: Translate; readonly state: "resolved" | "not-judged" }) {
  return (
    <span className="ledger-state" data-state={state} title={t(`ledger.state.${state}.hint`)}>
      {t(`ledger.state.${state}`)}
    </span>
  );
}
