/** The explanation of the selected community: by the target on the map where one is, else by the service on screen. */
import type { Position } from "../../core/model/geometry.ts";
import type { Target } from "../../core/plan/target.ts";
import type { CommunityExplanation } from "../../core/questions/explain-community.ts";
import type { UnitExplanation } from "../../core/questions/explain-unit.ts";
import type { MissingLinks } from "../../core/questions/find-missing-links.ts";
import { useNormsOf } from "../select/norms-of-targets.ts";
import { useSettledCoverage } from "../select/shown-coverage.ts";
import { useTargets } from "../select/target-results.ts";
import { type Beside, useBeside } from "../select/use-beside.ts";
import { currentEdits, currentParameters, useProject } from "../store/project-store.ts";
import { useView } from "../store/view-store.ts";
import { useTargetFold } from "../targets/firmness-on-map.ts";
import { useTargetOnMap } from "../targets/target-on-map.ts";
import { useExplain } from "./explain-store.ts";

export interface Explanation {
  /** The circle or the “at least so many” that is explained; null explains the service on screen. */
  readonly target: Target | null;
  readonly community: Beside<CommunityExplanation | null>;
  readonly unit: Beside<UnitExplanation | null>;
  readonly asksUnit: boolean;
}

/** Asked while somebody looks; null while nothing is selected or open. */
export function useExplanation(): Explanation | null {
  const shown = useSettledCoverage();
  const communityIndex = useView((state) => state.selectedCommunityIndex);
  const isOpen = useExplain((state) => state.isOpen);
  const place = useExplain((state) => state.place);
  const passShare = useProject((state) => currentParameters(state).passShare);
  const onMap = useTargetOnMap();
  const kind = onMap?.target.rule.kind;
  const target = kind === "service-area" || kind === "at-least-per-unit" ? (onMap?.target ?? null) : null;
  const asksUnit = target?.rule.kind === "at-least-per-unit";
  const isWanted = isOpen && communityIndex !== null && shown !== null;
  const position: Position | null = place?.communityIndex === communityIndex ? (place?.position ?? null) : null;
  const withPlaces = useLooksAtPlaces(target);
  const norms = useProject((state) => currentEdits(state).capacityNorms);
  const normsOfTarget = useNormsOf(target ? [target] : []);
  const capacityNorms = withPlaces ? norms : normsOfTarget;
  const asked = { target, passShare, communityIndex: communityIndex ?? -1, place: position, withPlaces, capacityNorms };
  const community = useBeside(
    "explain",
    isWanted && !asksUnit ? { ...asked, serviceId: target ? "" : shown.service.id } : null,
    true,
  );
  const unit = useBeside("explainUnit", isWanted && asksUnit && target ? { target, communityIndex } : null, true);
  return isWanted ? { target, community, unit, asksUnit } : null;
}

/** True where the reader looks at capacity: on the map, in a target's page, or in the card. */
function useLooksAtPlaces(target: Target | null): boolean {
  const isOpen = useExplain((state) => state.isCapacityOpen);
  const fold = useTargetFold();
  const isOnMap = useView(({ method, subject }) => method === "network" && subject === "capacity");
  return isOpen || (target === null ? isOnMap : fold === "capacity");
}

/** The links that were asked for, while their table is open. */
export function useMissingLinks(): Beside<MissingLinks | null> {
  const wish = useExplain((state) => state.linkWish);
  const isOpen = useView(({ workspace, sheet }) => workspace === "targets" && sheet === "crossings");
  const passShare = useProject((state) => currentParameters(state).passShare);
  const targets = useTargets();
  const target = wish && "targetId" in wish ? (targets.find(({ id }) => id === wish.targetId) ?? null) : null;
  const serviceId = wish && "serviceId" in wish ? wish.serviceId : "";
  const question = target || serviceId !== "" ? { serviceId, target, passShare } : null;
  return useBeside("missingLinks", question, isOpen);
}
