/** Drawing as the map has it: clicks that are taken, the place under the hand, and every edit of the scenario on screen. */
import { useMemo, useRef } from "react";
import type { Position } from "../../../core/model/geometry.ts";
import type { StudyView } from "../../../worker/protocol.ts";
import type { Shape } from "../../map/study-shapes.ts";
import { useAnalysis } from "../../store/analysis-store.ts";
import { currentScenario, useProject } from "../../store/project-store.ts";
import { useView } from "../../store/view-store.ts";
import { useScenarioTools } from "../scenario-tools.ts";
import { useDrawing } from "./draw-store.ts";
import { type DrawTool, snapsToStreets, takesPlaces } from "./draw-tool.ts";
import { shapesOfDraft, shapesOfScenario } from "./drawn-shapes.ts";
import { findNearestStreet, isOpenToAnybody } from "./nearest-street.ts";

export interface DrawingOnMap {
  readonly shapes: readonly Shape[];
  readonly isDrawing: boolean;
  readonly onPlace: ((position: Position, metresPerPixel: number) => void) | undefined;
  readonly onPointPlace: ((position: Position | null, metresPerPixel: number) => void) | undefined;
}

const NO_SHAPES: readonly Shape[] = [];
const IDLE: DrawingOnMap = { shapes: NO_SHAPES, isDrawing: false, onPlace: undefined, onPointPlace: undefined };
/** A street this near is meant; the engine joins the ends of lines within the same distance. */
const SNAP_METRES = 20;
const SNAP_PIXELS = 10;

/** The place on the nearest street where the tool asks for one and one is near; else the position itself. */
function placeUnderHand(
  { streets }: Pick<StudyView, "streets">,
  tool: DrawTool,
  position: Position,
  metresPerPixel: number,
): Position {
  if (!snapsToStreets(tool)) return position;
  const metres = Math.max(SNAP_METRES, SNAP_PIXELS * metresPerPixel);
  return findNearestStreet(streets, position, metres, (street) => isOpenToAnybody(streets, street))?.at ?? position;
}

export function useDrawingOnMap(): DrawingOnMap {
  const isOpen = useView(({ workspace }) => workspace === "siting");
  const scenario = useProject(currentScenario);
  const baseline = useAnalysis((state) => state.baseline);
  const study = useAnalysis((state) => state.study);
  const { tool, positions, pointer } = useDrawing();
  const isDragging = useScenarioTools(({ drag }) => drag !== null);
  // While a facility is dragged the map is drawn for new colours alone: its mark follows when the hand rests.
  const drawn = useRef(scenario);
  if (!isDragging) drawn.current = scenario;
  const shown = drawn.current;
  const edited = useMemo(
    () => (baseline && shown && shown.edits.length > 0 ? shapesOfScenario(baseline, shown) : NO_SHAPES),
    [baseline, shown],
  );
  const shapes = useMemo(
    () => (tool && takesPlaces(tool) ? [...edited, ...shapesOfDraft(tool, positions, pointer)] : edited),
    [edited, tool, positions, pointer],
  );
  if (!study || !scenario || !isOpen) return IDLE;
  if (!tool || !takesPlaces(tool)) return { ...IDLE, shapes };
  return {
    shapes,
    isDrawing: true,
    onPlace: (position, metresPerPixel) =>
      useDrawing.getState().add(placeUnderHand(study, tool, position, metresPerPixel)),
    onPointPlace: (position, metresPerPixel) =>
      useDrawing.getState().point(position && placeUnderHand(study, tool, position, metresPerPixel)),
  };
}
