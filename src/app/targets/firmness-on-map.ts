/** How firmly the units of the chosen target stand, while its sensitivity is unfolded: for map, legend, tooltip, card and list. */
import type { Target } from "../../core/plan/target.ts";
import type { UnitFirmness } from "../../core/plan/unit-firmness.ts";
import type { SensitivityRow } from "../../core/questions/measure-sensitivity.ts";
import type { ColourClasses } from "../../report/map/colour-classes.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { createClassMap } from "../map/class-map.ts";
import { useNormsOf } from "../select/norms-of-targets.ts";
import { rememberLatest } from "../select/remember-latest.ts";
import { useTargets } from "../select/target-results.ts";
import { type Beside, useBeside } from "../select/use-beside.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import type { BesideAnswer } from "../store/beside-answers.ts";
import { currentParameters, useProject } from "../store/project-store.ts";
import { type TargetFold, useView } from "../store/view-store.ts";
import { FIRMNESS_CLASSES, firmnessClassIndex } from "./sensitivity-words.ts";
import { targetUnitId } from "./target-on-map.ts";

export interface ShownFirmness {
  readonly study: StudyView;
  readonly target: Target;
  readonly rows: readonly SensitivityRow[];
  readonly units: UnitFirmness;
  /** The unit of each community, -1 where it belongs to none that is judged. */
  readonly unitOfCommunity: Int32Array;
  readonly classes: ColourClasses;
}

/** The sensitivity of a target under the run's parameters; asked for while it is unfolded. */
export function useSensitivity(target: Target, wanted: boolean): Beside<BesideAnswer<"sensitivity">> {
  const passShare = useProject((state) => currentParameters(state).passShare);
  const capacityNorms = useNormsOf([target]);
  return useBeside("sensitivity", { target, passShare, capacityNorms }, wanted);
}

/** The unfolded part of a target's page, null while another target or workspace is looked at. */
export function useTargetFold(): TargetFold["part"] | null {
  return useView(({ targetFold, selectedTargetId, workspace }) =>
    workspace === "targets" && targetFold?.targetId === selectedTargetId ? (targetFold?.part ?? null) : null,
  );
}

/** Unfolds a part of a target's page, or folds it. */
export function unfoldTarget(targetId: string, part: TargetFold["part"], isOpen: boolean): void {
  const { targetFold, show } = useView.getState();
  const isSame = targetFold?.targetId === targetId && targetFold.part === part;
  if (isOpen !== isSame) show({ targetFold: isOpen ? { targetId, part } : null });
}

const layOut = rememberLatest(
  (study: StudyView, target: Target, rows: readonly SensitivityRow[], units: UnitFirmness): ShownFirmness => {
    const unitById = new Map(units.ids.map((id, unit) => [id, unit]));
    const unitOfCommunity = Int32Array.from(
      study.communities.ids,
      (_, community) => unitById.get(targetUnitId(study, target.unit, community)) ?? -1,
    );
    const classOfCommunity = Int16Array.from(unitOfCommunity, (unit) => firmnessClassIndex(units.codes[unit]));
    return { study, target, rows, units, unitOfCommunity, classes: createClassMap(FIRMNESS_CLASSES, classOfCommunity) };
  },
);

/** Null unless the sensitivity of the chosen target is unfolded, counted, and told unit by unit. */
export function useShownFirmness(): ShownFirmness | null {
  const study = useAnalysis((state) => state.study);
  const part = useTargetFold();
  const targetId = useView((state) => state.selectedTargetId);
  const target = useTargets().find(({ id }) => id === targetId) ?? null;
  const passShare = useProject((state) => currentParameters(state).passShare);
  const capacityNorms = useNormsOf(target ? [target] : []);
  const { answer } = useBeside("sensitivity", target && { target, passShare, capacityNorms }, false);
  if (!study || !target || part !== "sensitivity" || !answer?.units) return null;
  return layOut(study, target, answer.rows, answer.units);
}
