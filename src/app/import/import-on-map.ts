/** The layer that is looked at, on the map: where it would stand as decided so far. */
import type { Position } from "../../core/model/geometry.ts";
import type { ImportLayerView, PreviewShapes } from "../../worker/import-protocol.ts";
import type { Shape } from "../map/study-shapes.ts";
import { rememberLatest } from "../select/remember-latest.ts";
import { useView } from "../store/view-store.ts";
import { useImport } from "./import-store.ts";

const shapesOf = rememberLatest(({ points, lines }: PreviewShapes): readonly Shape[] => {
  const shapes: Shape[] = [];
  const properties = { role: "brought" };
  for (let at = 0; at < points.length; at += 2)
    shapes.push({
      type: "Feature",
      geometry: { type: "Point", coordinates: [points[at] as number, points[at + 1] as number] },
      properties,
    });
  for (const line of lines) {
    const coordinates: Position[] = [];
    for (let at = 0; at < line.length; at += 2) coordinates.push([line[at] as number, line[at + 1] as number]);
    shapes.push({ type: "Feature", geometry: { type: "LineString", coordinates }, properties });
  }
  return shapes;
});

/** Null while nothing is brought. */
export function useImportOnMap(): readonly Shape[] | null {
  const preview = useImport(({ view, chosen }) => view?.layers.find(({ title }) => title === chosen)?.preview);
  return preview ? shapesOf(preview) : null;
}

/** The box of a preview; null where nothing of it can be drawn. */
function boundsOfPreview({ points, lines }: PreviewShapes): [number, number, number, number] | null {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const positions of [points, ...lines])
    for (let at = 0; at < positions.length; at += 2) {
      const [lon, lat] = [positions[at] as number, positions[at + 1] as number];
      box[0] = Math.min(box[0], lon);
      box[1] = Math.min(box[1], lat);
      box[2] = Math.max(box[2], lon);
      box[3] = Math.max(box[3], lat);
    }
  return box[0] <= box[2] ? box : null;
}

/** Chooses a layer and flies to where it would stand. */
export function lookAtLayer({ title, preview }: Pick<ImportLayerView, "title" | "preview">): void {
  useImport.getState().put({ chosen: title });
  const bounds = boundsOfPreview(preview);
  if (bounds) useView.getState().fly({ kind: "bounds", bounds });
}
