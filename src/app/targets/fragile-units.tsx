import { useVirtualizer } from "@tanstack/react-virtual";
import { useMemo, useRef, useState } from "react";
import { formatCount } from "../../core/model/format-number.ts";
import type { Target } from "../../core/plan/target.ts";
import { FRAGILE, NEAR, type UnitFirmness } from "../../core/plan/unit-firmness.ts";
import type { SensitivityRow } from "../../core/questions/measure-sensitivity.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { Segmented } from "../controls/segmented.tsx";
import { amountText } from "../select/judged-amount.ts";
import { useText } from "../strings/text.ts";
import { changeText } from "./sensitivity-words.ts";
import { communitiesOfUnits, goToUnit, unitNames } from "./unit-places.ts";

const ROW_HEIGHT = 46;
const MOST_ROWS_SHOWN = 6;

/** Units that some change turns, the most people first: who they are, and what turns them. Each leads to its place. */
export function FragileUnits({
  study,
  target,
  answer: { rows, units },
}: {
  readonly study: StudyView;
  readonly target: Target;
  readonly answer: { readonly rows: readonly SensitivityRow[]; readonly units: UnitFirmness };
}) {
  const text = useText();
  const { t, language, list } = text;
  const [code, setCode] = useState<"fragile" | "near">("fragile");
  const members = useMemo(() => communitiesOfUnits(study, target.unit), [study, target.unit]);
  const byCode = useMemo(() => {
    const amounts = (unit: number): number => (units.land?.squareMetres ?? units.people)[unit] as number;
    const of = (wanted: number): number[] =>
      units.ids
        .flatMap((_, unit) => (units.codes[unit] === wanted ? [unit] : []))
        .sort((a, b) => amounts(b) - amounts(a) || a - b);
    return { fragile: of(FRAGILE), near: of(NEAR) };
  }, [units]);
  const shown = byCode[code];
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 6,
  });
  return (
    <section className="fragile-units" aria-label={t("firm.units")}>
      <Segmented<"fragile" | "near">
        label={t("firm.units")}
        value={code}
        options={(["fragile", "near"] as const).map((value) => ({
          value,
          label: `${t(`firm.${value}`)} ${formatCount(byCode[value].length)}`,
        }))}
        onChange={setCode}
      />
      <p className="quiet">{t(`firm.${code}.what`)}</p>
      {shown.length === 0 ? (
        <p className="panel-note">{t("firm.units.none")}</p>
      ) : (
        // The list scrolls by itself: with the keyboard by its own buttons.
        <div
          ref={scroller}
          className="fragile-list"
          style={{ height: Math.min(shown.length, MOST_ROWS_SHOWN) * ROW_HEIGHT }}
        >
          <ul style={{ height: virtual.getTotalSize() }}>
            {virtual.getVirtualItems().map(({ index, start }) => {
              const unit = shown[index] as number;
              const id = units.ids[unit] as string;
              const [name, above] = unitNames(study, id);
              const turns = (units.turnedBy[unit] ?? []).flatMap((row) => {
                const change = rows[row]?.change;
                return change ? [changeText(text, study, target, change)] : [];
              });
              const words = t("firm.turnedBy", { count: formatCount(turns.length), changes: list(turns) });
              return (
                <li key={id} style={{ transform: `translateY(${start}px)` }} data-testid="fragile-unit" data-unit={id}>
                  <button type="button" onClick={() => goToUnit(study, members, id)} title={words}>
                    <strong>{name}</strong>
                    <span className="quiet">{above}</span>
                    <span className="number">
                      {amountText(
                        (units.land?.squareMetres ?? units.people)[unit] as number,
                        units.land !== undefined,
                        study.demand.unit,
                        language,
                      )}
                    </span>
                    <span className="fragile-turns">{words}</span>
                  </button>
                </li>
              );
            })}
          </ul>
        </div>
      )}
    </section>
  );
}
