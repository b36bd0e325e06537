/** The edits of a scenario, and the line under the hand, as shapes of the map. Pure. */
import type { Position } from "../../../core/model/geometry.ts";
import { activeEdits, type Scenario, type ScenarioEdit } from "../../../core/model/scenario.ts";
import type { StudyView } from "../../../worker/protocol.ts";
import type { DrawnRole } from "../../map/drawn-layers.ts";
import type { Shape, ShapeGeometry } from "../../map/study-shapes.ts";
import type { DrawTool } from "./draw-tool.ts";

type Layers = Pick<StudyView, "facilities" | "streets">;

function shape(role: DrawnRole, geometry: ShapeGeometry, name = "", draft = 0): Shape {
  return { type: "Feature", geometry, properties: { role, name, draft } };
}

/** More shapes than that would hide the map from afar: each is drawn small there. */
const MOST_LARGE = 200;

/** @param baseline where closed streets and facilities lie, and where moved ones lay. */
export function shapesOfScenario(baseline: Layers, scenario: Scenario): readonly Shape[] {
  const edits = activeEdits(scenario);
  const shapes = edits.flatMap((edit) => shapesOfEdit(baseline, edits, edit));
  if (shapes.length <= MOST_LARGE) return shapes;
  return shapes.map((each) => ({ ...each, properties: { ...each.properties, crowded: 1 } }));
}

function shapesOfEdit(baseline: Layers, edits: readonly ScenarioEdit[], edit: ScenarioEdit): readonly Shape[] {
  switch (edit.kind) {
    case "add-street":
      return [shape("new-street", lineOf(edit.coordinates), edit.name)];
    case "close-street": {
      const line = lineOfStreet(baseline, edits, edit);
      return line.length > 1 ? [shape("closed-street", lineOf(line))] : [];
    }
    case "add-barrier":
      return [
        shape("new-barrier", edit.geometry.type === "LineString" ? edit.geometry : ringOf(edit.geometry), edit.name),
      ];
    case "add-estate":
      return [shape("new-estate", edit.geometry, edit.name)];
    case "change-profile":
      return [];
    case "add-facility": {
      const [at] = edit.coordinates;
      return at && edit.coordinates.length === 1 ? [shape("changed-facility", { type: "Point", coordinates: at })] : [];
    }
    case "move-facility": {
      const from = placeOfFacility(baseline, edit);
      const there = shape("changed-facility", { type: "Point", coordinates: edit.to });
      return from ? [shape("moved-from", lineOf([from, edit.to])), there] : [there];
    }
    default: {
      const moved = edits.findLast(
        (each) =>
          each.kind === "move-facility" && each.facilityId === edit.facilityId && each.serviceId === edit.serviceId,
      );
      const at = moved?.kind === "move-facility" ? moved.to : placeOfFacility(baseline, edit);
      const role = edit.kind === "close-facility" ? "closed-facility" : "changed-facility";
      return at ? [shape(role, { type: "Point", coordinates: at })] : [];
    }
  }
}

function lineOf(coordinates: readonly Position[]): ShapeGeometry {
  return { type: "LineString", coordinates: [...coordinates] };
}

function ringOf(geometry: { readonly coordinates: readonly (readonly Position[])[] }): ShapeGeometry {
  return lineOf(geometry.coordinates[0] ?? []);
}

function placeOfFacility(
  { facilities }: Layers,
  { serviceId, facilityId }: { readonly serviceId: string; readonly facilityId: string },
): Position | null {
  const layer = facilities.find((each) => each.serviceId === serviceId);
  const row = layer?.ids.indexOf(facilityId) ?? -1;
  if (!layer || row < 0) return null;
  const first = layer.starts[row] as number;
  return [layer.coordinates[2 * first] as number, layer.coordinates[2 * first + 1] as number];
}

/** The line of a street that is closed, or its stretch; of a street of the scenario's own too. */
function lineOfStreet(
  { streets }: Layers,
  edits: readonly ScenarioEdit[],
  { streetId, part }: Extract<ScenarioEdit, { kind: "close-street" }>,
): readonly Position[] {
  const own = edits.find((each) => each.kind === "add-street" && each.streetId === streetId);
  const row = streets.ids.indexOf(streetId);
  const line: Position[] = own?.kind === "add-street" ? [...own.coordinates] : [];
  if (row >= 0) {
    for (let at = streets.starts[row] as number; at < (streets.starts[row + 1] as number); at++) {
      line.push([streets.coordinates[2 * at] as number, streets.coordinates[2 * at + 1] as number]);
    }
  }
  if (!part || line.length < 2) return line;
  const [first, last] = [placeAlong(line, part.from), placeAlong(line, part.to)].sort((a, b) => a.place - b.place);
  if (!first || !last) return line;
  const between = line.filter((_, at) => at > first.place && at < last.place);
  return [first.at, ...between, last.at];
}

/** The place of a line nearest to a position, in segments from its beginning. */
function placeAlong(
  line: readonly Position[],
  [lon, lat]: Position,
): { readonly place: number; readonly at: Position } {
  const squeeze = Math.cos((lat * Math.PI) / 180);
  let best = Infinity;
  let found = { place: 0, at: line[0] as Position };
  for (let at = 0; at + 1 < line.length; at++) {
    const [ax, ay] = line[at] as Position;
    const [bx, by] = line[at + 1] as Position;
    const [dx, dy] = [(bx - ax) * squeeze, by - ay];
    const squared = dx * dx + dy * dy;
    const along = squared > 0 ? ((lon - ax) * squeeze * dx + (lat - ay) * dy) / squared : 0;
    const fraction = Math.max(0, Math.min(1, along));
    const point: Position = [ax + fraction * (bx - ax), ay + fraction * (by - ay)];
    const apart = Math.hypot((point[0] - lon) * squeeze, point[1] - lat);
    if (apart >= best) continue;
    best = apart;
    found = { place: at + fraction, at: point };
  }
  return found;
}

const DRAFT_ROLES: Partial<Record<DrawTool, DrawnRole>> = {
  street: "new-street",
  bridge: "new-street",
  crossing: "new-street",
  gate: "new-street",
  barrier: "new-barrier",
};

/** What is being drawn: its line or outline with the pointer as its last position, and its vertices. */
export function shapesOfDraft(
  tool: DrawTool,
  positions: readonly Position[],
  pointer: Position | null,
): readonly Shape[] {
  const path = pointer ? [...positions, pointer] : positions;
  const vertices = positions.map((at) => shape("vertex", { type: "Point", coordinates: at }, "", 1));
  const hand = pointer ? [shape("pointer", { type: "Point", coordinates: pointer }, "", 1)] : [];
  const role = DRAFT_ROLES[tool];
  const lines: Shape[] = [];
  if (role && path.length > 1) lines.push(shape(role, lineOf(path), "", 1));
  if (tool === "estate" && positions.length > 0 && path.length > 2) {
    const ring = [...path, path[0] as Position];
    lines.push(shape("new-estate", { type: "Polygon", coordinates: [ring] }, "", 1));
  }
  return [...lines, ...vertices, ...hand];
}
