/** What the map shows where a target has no units of its own: its counties, or that it stands for the whole alone; and two plans compared. */
import type { ReactNode } from "react";
import type { ServiceCoverage } from "../../core/coverage/coverage-result.ts";
import type { TargetResult } from "../../core/plan/target.ts";
import type { StudyView } from "../../worker/protocol.ts";
import type { ColourClasses } from "../map/colour-classes.ts";
import type { Shape } from "../map/study-shapes.ts";
import { usePlansOnMap } from "../plans/plans-on-map.tsx";
import { rememberLatest } from "../select/remember-latest.ts";
import { useTargetResults, useTargets } from "../select/target-results.ts";
import { unitTree } from "../select/unit-tree.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { useView } from "../store/view-store.ts";
import { useText } from "../strings/text.ts";
import { bareClasses, classifyCounties } from "./county-classes.ts";
import { CountyLegend, WholeLegend } from "./county-legend.tsx";
import { countyWords } from "./county-words.ts";
import { servicesOfRule } from "./targets-of-service.ts";

export interface JudgedMap {
  /** Figures of the run's first service; not shown. */
  readonly coverage: ServiceCoverage;
  readonly classes: ColourClasses;
  readonly describe: (communityIndex: number) => readonly string[];
  readonly legend: ReactNode;
  readonly outlined: readonly Shape[];
  readonly serviceId: string | null;
  /** What a click asks for; null selects the community. */
  readonly onPick: ((communityIndex: number | null) => void) | null;
}

const NO_SHAPE: readonly Shape[] = [];
const countyClasses = rememberLatest(classifyCounties);
const bare = rememberLatest(bareClasses);
const borders = rememberLatest((study: StudyView, countyId: string | null): readonly Shape[] => {
  const name = unitTree(study).unitsById.get(countyId ?? "")?.name;
  return study.context.flatMap(({ kind, name: own, geometry }): Shape[] =>
    kind === "county-border" && own === name ? [{ type: "Feature", geometry, properties: {} }] : [],
  );
});

/** Null where the map's colours are those of units, of readings, or of the coverage. */
export function useJudgedMap(study: StudyView | null, isTaken: boolean): JudgedMap | null {
  const plans = usePlansOnMap(study);
  const whole = useWholeOnMap(study);
  return isTaken ? null : (plans ?? whole);
}

function useWholeOnMap(study: StudyView | null): JudgedMap | null {
  const text = useText();
  const coverage = useAnalysis((state) => state.result?.services[0]);
  const targetId = useView((state) => (state.workspace === "targets" ? state.selectedTargetId : null));
  const countyId = useView((state) => state.selectedCountyId);
  const target = useTargets().find(({ id }) => id === targetId);
  const result = useTargetResults().find((each) => each.targetId === targetId);
  if (!study || !coverage || !target || !result || result.share !== null) return null;
  const serviceId =
    servicesOfRule(target.rule).find((id) => study.facilities.some((layer) => layer.serviceId === id)) ?? null;
  if (!result.breakdown.some(({ unitId }) => unitId !== "")) {
    return {
      coverage,
      classes: bare(study.communities.count),
      describe: () => [],
      legend: <WholeLegend study={study} target={target} result={result} />,
      outlined: NO_SHAPE,
      serviceId,
      onPick: null,
    };
  }
  const counties = countyClasses(study, target, result.breakdown);
  const rowOf = (community: number) => findRow(study, result, community);
  return {
    coverage,
    classes: counties.classes,
    describe: (community) => {
      const row = rowOf(community);
      return row ? countyWords(text, study, target, row) : [];
    },
    legend: <CountyLegend study={study} target={target} result={result} counties={counties} />,
    outlined: borders(study, countyId),
    serviceId,
    onPick: (community) =>
      useView.getState().show({ selectedCountyId: community === null ? null : (rowOf(community)?.unitId ?? null) }),
  };
}

function findRow(study: StudyView, { breakdown }: Pick<TargetResult, "breakdown">, community: number) {
  const countyId = unitTree(study).countyIds[community] ?? "";
  return countyId === "" ? undefined : breakdown.find(({ unitId }) => unitId === countyId);
}
