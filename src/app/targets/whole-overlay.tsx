/** What the map shows of a target that is not judged unit by unit: its counties, or no colours and why. */
import type { ReactNode } from "react";
import { unitTree } from "../../core/model/unit-tree.ts";
import type { TargetResult } from "../../core/plan/target.ts";
import type { ColourClasses } from "../../report/map/colour-classes.ts";
import type { StudyView } from "../../worker/protocol.ts";
import type { Shape } from "../map/study-shapes.ts";
import { rememberLatest } from "../select/remember-latest.ts";
import { useTargetResults, useTargets } from "../select/target-results.ts";
import { useView } from "../store/view-store.ts";
import { useText } from "../strings/text.ts";
import { bareClasses, classifyCounties } from "./county-classes.ts";
import { CountyLegend, WholeLegend } from "./county-legend.tsx";
import { countyWords } from "./county-words.ts";
import { firstLayerOf } from "./targets-of-service.ts";

export interface WholeOverlay {
  readonly classes: ColourClasses;
  readonly describe: (communityIndex: number) => readonly string[];
  readonly legend: ReactNode;
  /** The first layer that the target counts. */
  readonly serviceId: string | null;
  /** The county that was picked. */
  readonly outlined?: readonly Shape[];
  /** A click picks the county of a community; absent where it picks the community. */
  readonly onPick?: (communityIndex: number | null) => void;
}

const countyClasses = rememberLatest(classifyCounties);
const bare = rememberLatest(bareClasses);
const borders = rememberLatest((study: StudyView, countyId: string | null): readonly Shape[] => {
  const name = unitTree(study).unitsById.get(countyId ?? "")?.name;
  return study.context.flatMap(({ kind, name: own, geometry }): Shape[] =>
    kind === "county-border" && own === name ? [{ type: "Feature", geometry, properties: {} }] : [],
  );
});

/** Null while no such target is looked at. */
export function useWholeOverlay(study: StudyView | null): WholeOverlay | null {
  const text = useText();
  const targetId = useView((state) => (state.workspace === "targets" ? state.selectedTargetId : null));
  const countyId = useView((state) => state.selectedCountyId);
  const target = useTargets().find(({ id }) => id === targetId);
  const result = useTargetResults().find((each) => each.targetId === targetId);
  if (!study || !target || !result || result.share !== null) return null;
  const serviceId = firstLayerOf(study, target.rule);
  if (!result.breakdown.some(({ unitId }) => unitId !== "")) {
    return {
      classes: bare(study.communities.count),
      describe: () => [],
      legend: <WholeLegend study={study} target={target} result={result} />,
      serviceId,
    };
  }
  const counties = countyClasses(study, target, result.breakdown);
  const rowOf = (community: number) => findRow(study, result, community);
  return {
    classes: counties.classes,
    describe: (community) => {
      const row = rowOf(community);
      return row ? countyWords(text, study, target, row) : [];
    },
    legend: <CountyLegend study={study} target={target} result={result} counties={counties} />,
    serviceId,
    outlined: borders(study, countyId),
    onPick: (community) =>
      useView.getState().show({ selectedCountyId: community === null ? null : (rowOf(community)?.unitId ?? null) }),
  };
}

function findRow(study: StudyView, { breakdown }: Pick<TargetResult, "breakdown">, community: number) {
  const countyId = unitTree(study).countyIds[community] ?? "";
  return countyId === "" ? undefined : breakdown.find(({ unitId }) => unitId === countyId);
}
