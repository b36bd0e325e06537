/** A wide table under the map, in the place of the left panel: one tab a table, each loaded when it is first opened. */

import { type ComponentType, lazy, Suspense } from "react";
import { FigureSource } from "../figures/figure.tsx";
import { type SheetId, useView } from "../store/view-store.ts";
import { useText } from "../strings/text.ts";
import { useReturnedFocus } from "./return-focus.ts";
import "./sheet.css";

const SHEETS: Readonly<Partial<Record<SheetId, ComponentType>>> = {
  scoreboard: lazy(async () => ({ default: (await import("../scoreboard/scoreboard-sheet.tsx")).ScoreboardSheet })),
  plans: lazy(async () => ({ default: (await import("../plans/plans-sheet.tsx")).PlansSheet })),
  readings: lazy(async () => ({ default: (await import("../readings/readings-sheet.tsx")).ReadingsSheet })),
  inconsistencies: lazy(async () => ({
    default: (await import("../inconsistencies/inconsistencies-sheet.tsx")).InconsistenciesSheet,
  })),
  ledger: lazy(async () => ({ default: (await import("../ledger/ledger-sheet.tsx")).LedgerSheet })),
  robustness: lazy(async () => ({ default: (await import("../targets/robustness-sheet.tsx")).RobustnessSheet })),
  crossings: lazy(async () => ({ default: (await import("../explain/crossings-sheet.tsx")).CrossingsSheet })),
};

export const SHEET_IDS = Object.keys(SHEETS) as readonly SheetId[];

/** Nothing while no sheet is open. */
export function Sheet() {
  const sheet = useView((state) => state.sheet);
  const Content = sheet === null ? undefined : SHEETS[sheet];
  return sheet !== null && Content ? <OpenSheet sheet={sheet} Content={Content} /> : null;
}

function OpenSheet({ sheet, Content }: { readonly sheet: SheetId; readonly Content: ComponentType }) {
  const { t } = useText();
  const isTall = useView((state) => state.sheetIsTall);
  const show = useView((state) => state.show);
  useReturnedFocus();
  return (
    <section className="sheet" data-figures data-tall={isTall} aria-label={t(`sheet.${sheet}`)}>
      <header className="sheet-head">
        <div role="tablist" aria-label={t("sheet.tabs")} className="sheet-tabs">
          {SHEET_IDS.map((id) => (
            <button
              key={id}
              type="button"
              role="tab"
              aria-selected={id === sheet}
              className="sheet-tab"
              data-sheet={id}
              onClick={() => show({ sheet: id })}
            >
              {t(`sheet.${id}`)}
            </button>
          ))}
        </div>
        <FigureSource of={{ kind: "sheet", sheet }} about={t(`sheet.${sheet}`)} />
        <button type="button" className="link" aria-pressed={isTall} onClick={() => show({ sheetIsTall: !isTall })}>
          {t(isTall ? "sheet.half" : "sheet.tall")}
        </button>
        <button type="button" className="link" data-testid="close-sheet" onClick={() => show({ sheet: null })}>
          {t("sheet.close")}
        </button>
      </header>
      <div className="sheet-body">
        <Suspense fallback={<p className="panel-note">{t("sheet.loading")}</p>}>
          <Content />
        </Suspense>
      </div>
    </section>
  );
}
