/** The scenario on screen as the map has it: a facility placed by a click or dragged by the hand. */
import { useEffect } from "react";
import type { Position } from "../../core/model/geometry.ts";
import { useIsComparing } from "../comparison/use-comparison.ts";
import type { FacilityDrag } from "../map/drag-facility.ts";
import { useShownCoverage } from "../select/shown-coverage.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { currentScenario, useProject } from "../store/project-store.ts";
import { holdWholeRuns, letGo } from "../store/run-commands.ts";
import { useView } from "../store/view-store.ts";
import { useText } from "../strings/text.ts";
import { addFacility, moveFacility } from "./change-scenario.ts";
import { useScenarioTools } from "./scenario-tools.ts";

export interface ScenarioOnMap {
  readonly onPlace: ((position: Position) => void) | undefined;
  readonly onDragFacility: ((drag: FacilityDrag) => void) | undefined;
}

const NOTHING: ScenarioOnMap = { onPlace: undefined, onDragFacility: undefined };
let dragCount = 0;

export function useScenarioOnMap(): ScenarioOnMap {
  const { t, local } = useText();
  const isOpen = useView(({ workspace }) => workspace === "siting");
  const isComparing = useIsComparing();
  const hasScenario = useProject((state) => currentScenario(state) !== undefined);
  const shown = useShownCoverage();
  const isPlacing = useScenarioTools((state) => state.isPlacing);
  const isIdle = !isOpen || isComparing || !hasScenario || !shown;
  // Whoever leaves with a facility in the hand has put it down.
  useEffect(() => {
    if (!isIdle) return;
    letGo();
    useScenarioTools.getState().show({ drag: null });
  }, [isIdle]);
  if (isIdle) return NOTHING;
  const { id: serviceId } = shown.service;
  const layer = shown.study.facilities.find((each) => each.serviceId === serviceId);
  const place = (position: Position): void => {
    addFacility(layer, serviceId, t("scenarios.newFacility", { service: local(shown.service.title) }), position);
    useScenarioTools.getState().show({ isPlacing: false });
  };
  const move = (next: FacilityDrag): void => {
    const tools = useScenarioTools.getState();
    const facilityId = layer?.ids[next.facilityIndex];
    if (facilityId === undefined) {
      if (next.isEnd) letGo();
      return;
    }
    if (tools.drag === null) {
      dragCount++;
      holdWholeRuns();
      tools.show({ coveredBefore: shown.answer.peopleCovered });
    }
    moveFacility(serviceId, facilityId, next.position, `drag ${dragCount}`);
    tools.show({ drag: { ...next, scenario: currentScenario(useProject.getState()) } });
    if (next.isEnd) {
      useProject.getState().seal();
      letGo();
      void waitForRest().then(() => useScenarioTools.getState().show({ drag: null }));
    }
  };
  return {
    onPlace: isPlacing ? place : undefined,
    onDragFacility: move,
  };
}

/** Until the run after the drag is done, so that the mark gives way to the facility itself. */
function waitForRest(): Promise<void> {
  return new Promise((resolve) => {
    const end = useAnalysis.subscribe(({ status }) => {
      if (status === "running") return;
      end();
      resolve();
    });
    setTimeout(() => {
      end();
      resolve();
    }, 2000);
  });
}
