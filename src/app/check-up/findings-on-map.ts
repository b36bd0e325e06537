/** What the finding that is looked at found, on the map of the data workspace: rows as lines, outlines or rings. */

import type { Position } from "../../core/model/geometry.ts";
import type { CheckItem, Finding } from "../../core/questions/check-up/finding.ts";
import type { StudyView } from "../../worker/protocol.ts";
import type { Shape } from "../map/study-shapes.ts";
import { useView } from "../store/view-store.ts";
import { useCheckUp } from "./check-up-store.ts";

/** Outlines and lines of more than this many items are not drawn beside their rings. */
const MOST_DRAWN = 500;
const CROWD = 200;

let last: { finding: Finding; chosen: number | null; shapes: readonly Shape[] } | null = null;

/** Null while no finding is looked at. */
export function useFindingsOnMap(): readonly Shape[] | null {
  const isOpen = useView(({ workspace }) => workspace === "data");
  const finding = useCheckUp(({ findings, openId }) => findings.find(({ id }) => id === openId) ?? null);
  const study = useCheckUp((state) => state.study);
  const chosen = useCheckUp((state) => state.chosen);
  if (!isOpen || finding === null || study === null) return null;
  if (last?.finding !== finding || last.chosen !== chosen)
    last = { finding, chosen, shapes: shapesOf(study, finding, chosen) };
  return last.shapes;
}

/** Rings at every item, the chosen one filled; outlines of communities, lines of streets and barriers. */
export function shapesOf(study: StudyView, { items }: Finding, chosen: number | null): readonly Shape[] {
  const crowded = items.length > CROWD ? 1 : 0;
  const shapes: Shape[] = [];
  items.forEach((item, place) => {
    if (place < MOST_DRAWN || place === chosen) {
      const geometry = geometryOf(study, item);
      if (geometry) shapes.push({ type: "Feature", geometry, properties: { role: "found" } });
    }
    if (item.position === null) return;
    const properties = { role: "found", crowded, draft: place === chosen ? 1 : 0 };
    shapes.push({ type: "Feature", geometry: { type: "Point", coordinates: item.position }, properties });
  });
  return shapes;
}

function geometryOf(
  { communities, streets, barriers }: StudyView,
  { layer, index }: CheckItem,
): Shape["geometry"] | null {
  if (layer === "communities") return communities.areas[index] ?? null;
  if (layer === "barriers") return barriers[index]?.geometry ?? null;
  if (layer !== "streets" || index < 0) return null;
  const coordinates: Position[] = [];
  for (let at = streets.starts[index] as number; at < (streets.starts[index + 1] as number); at++)
    coordinates.push([streets.coordinates[2 * at] as number, streets.coordinates[2 * at + 1] as number]);
  return coordinates.length < 2 ? null : { type: "LineString", coordinates };
}
