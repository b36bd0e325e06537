import { useMemo, useState } from "react";
import { type GapSort, gapRows, sortRows } from "../../core/coverage/gap-rows.ts";
import { formatCount } from "../../core/model/format-number.ts";
import { Segmented } from "../controls/segmented.tsx";
import { FigureSource } from "../figures/figure.tsx";
import type { ShownCoverage } from "../select/shown-coverage.ts";
import { type TableMode, useView } from "../store/view-store.ts";
import { useText } from "../strings/text.ts";
import { GapRows } from "./gap-rows.tsx";
import { TownshipTable } from "./township-table.tsx";
import "./gap-table.css";

const MODES: readonly TableMode[] = ["gaps", "met", "all", "townships"];

/** The communities behind the sentence, worst first, linked with the map both ways. */
export function GapTable({ shown }: { readonly shown: ShownCoverage }) {
  const { t } = useText();
  const tableMode = useView((state) => state.tableMode);
  const show = useView((state) => state.show);
  const [sort, setSort] = useState<GapSort>({ column: "peopleShort", descending: true });
  const { study, coverage, indexes, result } = shown;
  const { passShare } = result.parameters;
  const rows = useMemo(
    () => (tableMode === "townships" ? [] : sortRows(gapRows(study, coverage, indexes, passShare, tableMode), sort)),
    [study, coverage, indexes, passShare, tableMode, sort],
  );
  const parents = new Set(indexes.map((index) => study.communities.parentIds[index])).size > 1;
  const plainUnits = study.communities.kinds.includes("unit");
  const heading = tableMode !== "townships" && plainUnits ? (`${tableMode}.unit` as const) : tableMode;
  return (
    <section className="panel-section" data-tour="gaps" data-figures aria-label={t(`gaps.heading.${heading}`)}>
      <div className="panel-title">
        <h2>{t(`gaps.heading.${heading}`)}</h2>
        {tableMode !== "townships" && (
          <span className="quiet">{t("gaps.count", { count: formatCount(rows.length) })}</span>
        )}
        <FigureSource
          of={{ kind: "coverage", measure: tableMode === "townships" ? "people" : "communities", method: "network" }}
          about={t(`gaps.heading.${heading}`)}
        />
        <div className="gaps-modes">
          <Segmented<TableMode>
            label={t("gaps.show")}
            hideLabel
            value={tableMode}
            options={MODES.filter((mode) => parents || mode !== "townships").map((mode) => ({
              value: mode,
              label: t(`gaps.show.${mode}`),
            }))}
            onChange={(mode) => show({ tableMode: mode })}
          />
        </div>
      </div>
      {tableMode === "townships" ? (
        <TownshipTable shown={shown} />
      ) : (
        <GapRows
          rows={rows}
          sort={sort}
          onSort={setSort}
          unit={study.demand.unit}
          plainUnits={plainUnits}
          showParents={parents}
          showCause={tableMode === "gaps"}
          searchLimitSeconds={result.parameters.searchLimitSeconds}
          emptyText={t(tableMode === "gaps" ? "gaps.none" : tableMode === "met" ? "gaps.noneMet" : "gaps.noneAll")}
        />
      )}
    </section>
  );
}
