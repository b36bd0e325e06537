/** The comparison's selected target on the map, as long as the comparison is open. */
import { useEffect } from "react";
import { create } from "zustand";
import type { Target, TargetResult } from "../../core/plan/target.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { formatCount } from "../format-number.ts";
import { rememberLatest } from "../select/remember-latest.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { useView } from "../store/view-store.ts";
import { useText } from "../strings/text.ts";
import { bareClasses } from "../targets/county-classes.ts";
import type { JudgedMap } from "../targets/judged-map.tsx";
import { mapTurnedUnits, type TargetSide, TURN_COLOURS, TURNS, type Turn } from "./turned-units.ts";

/** One side as judged; null for a snapshot. */
export interface ShownSide {
  readonly title: string;
  readonly plan: { readonly targets: readonly Target[]; readonly results: readonly TargetResult[] } | null;
}

interface ComparedOnMap {
  readonly sides: readonly [ShownSide, ShownSide] | null;
}

const useComparedOnMap = create<ComparedOnMap>(() => ({ sides: null }));

/** Hands what is compared to the map, until the table goes. */
export function useShownOnMap(before: ShownSide, after: ShownSide, isReady: boolean): void {
  const { title: beforeTitle, plan: beforePlan } = before;
  const { title: afterTitle, plan: afterPlan } = after;
  useEffect(() => {
    const sides = [
      { title: beforeTitle, plan: beforePlan },
      { title: afterTitle, plan: afterPlan },
    ] as const;
    useComparedOnMap.setState({ sides: isReady ? sides : null });
    return () => useComparedOnMap.setState({ sides: null });
  }, [beforeTitle, beforePlan, afterTitle, afterPlan, isReady]);
}

function sideOf({ plan }: ShownSide, targetId: string): TargetSide | null {
  const target = plan?.targets.find(({ id }) => id === targetId);
  const result = plan?.results.find((each) => each.targetId === targetId);
  return target && result ? { target, result } : null;
}

const compare = rememberLatest((study: StudyView, before: ShownSide, after: ShownSide, targetId: string) => {
  const [from, to] = [sideOf(before, targetId), sideOf(after, targetId)];
  return from && to ? mapTurnedUnits(study, from, to) : null;
});
const NO_SHAPE: JudgedMap["outlined"] = [];
const bare = rememberLatest(bareClasses);

/** Null unless two plans are compared and one of their targets is selected. */
export function usePlansOnMap(study: StudyView | null): JudgedMap | null {
  const { t, local } = useText();
  const sides = useComparedOnMap((state) => state.sides);
  const coverage = useAnalysis((state) => state.result?.services[0]);
  const targetId = useView(({ workspace, sheet, selectedTargetId }) =>
    workspace === "targets" && sheet === "plans" ? selectedTargetId : null,
  );
  if (!study || !coverage || !sides || targetId === null) return null;
  const [before, after] = sides;
  const target = (sideOf(after, targetId) ?? sideOf(before, targetId))?.target;
  if (!target) return null;
  const turned = compare(study, before, after, targetId);
  const verdict = (turn: Turn): string => t(`judgedMap.plans.${turn}`);
  return {
    coverage,
    classes: turned?.classes ?? bare(study.communities.count),
    describe: (community) => {
      const turn = turned?.turnOfCommunity[community];
      return turn ? [verdict(turn)] : [];
    },
    legend: (
      <section className="map-legend" aria-label={t("map.legend")} data-testid="map-legend">
        <h2>
          {target.id} {local(target.title)}
        </h2>
        <p className="map-legend-note">{t("judgedMap.plans", { before: before.title, after: after.title })}</p>
        {turned ? (
          <ul>
            {TURNS.map((turn) => (
              <li key={turn} data-turn={turn} data-count={turned.counts[turn]}>
                <span
                  className="map-swatch turn-swatch"
                  data-turn={turn}
                  style={{ backgroundColor: TURN_COLOURS[turn] }}
                />
                <span>{verdict(turn)}</span>
                <span className="map-legend-count">{formatCount(turned.counts[turn])}</span>
              </li>
            ))}
          </ul>
        ) : (
          <p className="map-legend-note">{t("judgedMap.plans.none")}</p>
        )}
        <footer>
          <span>{turned && t(`targets.unit.${target.unit === "city" ? "county-and-zone" : target.unit}`)}</span>
          {study.demonstration && <span className="map-badge">{t("map.demonstration")}</span>}
        </footer>
      </section>
    ),
    outlined: NO_SHAPE,
    serviceId: null,
    onPick: null,
  };
}
