import { useCallback, useEffect, useMemo } from "react";
import { communitiesInScope, type Scope } from "../../../core/model/scope.ts";
import type { BarChart } from "../../../report/charts/chart.ts";
import type { StudyView } from "../../../worker/protocol.ts";
import { useView } from "../../store/view-store.ts";
import { useText } from "../../strings/text.ts";
import { usePresent } from "../present-store.ts";
import type { BarBox } from "./bar-boxes.ts";
import { ChartCard } from "./chart-card.tsx";
import { levelOfChart, unitIdsOf } from "./chart-question.ts";
import { outlineCommunities } from "./district-outline.ts";
import { rowWords } from "./row-words.ts";

/** Bars by district, each tied to its place on the map: pointed at it is outlined there, clicked it is flown to. */
export function DistrictCard({
  chart,
  study,
  scope,
}: {
  readonly chart: BarChart;
  readonly study: StudyView;
  readonly scope: Scope;
}) {
  const { t, list } = useText();
  const { indexesById, unitIds } = useMemo(() => groupByUnit(study, scope, chart), [study, scope, chart]);
  const hoveredId = useView(({ hoveredCommunityIndex: index }) => (index === null ? null : (unitIds[index] ?? "")));
  const words = useMemo(() => rowWords(chart, ({ unit }) => unit === "share"), [chart]);
  useEffect(() => () => usePresent.getState().put({ outlined: undefined }), []);
  const renderBar = useCallback(
    ({ id, left, top, width, height }: BarBox) => {
      const indexes = indexesById.get(id) ?? [];
      const name = chart.categories.find((each) => each.id === id)?.name ?? id;
      const outline = (): void => usePresent.getState().put({ outlined: outlineCommunities(study, indexes) });
      const forget = (): void => usePresent.getState().put({ outlined: undefined });
      return (
        <button
          key={id}
          type="button"
          className="chart-bar"
          data-bar={id}
          data-marked={id === hoveredId || undefined}
          aria-label={t("charts.show", { name, values: list(words.get(id)?.values ?? []) })}
          style={{
            left: `${100 * left}%`,
            top: `${100 * top}%`,
            width: `${100 * width}%`,
            height: `${100 * height}%`,
          }}
          onPointerEnter={outline}
          onPointerLeave={forget}
          onFocus={outline}
          onBlur={forget}
          onClick={() => useView.getState().fly({ kind: "communities", communityIndexes: indexes })}
        />
      );
    },
    [chart, study, indexesById, hoveredId, words, t, list],
  );
  return <ChartCard chart={chart} renderBar={renderBar} />;
}

function groupByUnit(study: StudyView, scope: Scope, chart: BarChart) {
  const unitIds = unitIdsOf(study, levelOfChart(study, chart));
  const indexesById = new Map<string, number[]>();
  for (const index of communitiesInScope(study, scope)) {
    const id = unitIds[index] ?? "";
    const known = indexesById.get(id);
    if (known) known.push(index);
    else indexesById.set(id, [index]);
  }
  return { unitIds, indexesById };
}
