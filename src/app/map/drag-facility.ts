/** A facility dragged on the map by the pointer. A press that moves nothing stays a click. */
import type { Position } from "../../core/model/geometry.ts";
import type { MapLibreMap, MapMouseEvent } from "./maplibre-door.ts";

export interface FacilityDrag {
  readonly facilityIndex: number;
  readonly position: Position;
  /** Pixels of the map. */
  readonly x: number;
  readonly y: number;
  readonly isEnd: boolean;
}

/** Movements of so many pixels are no drag. */
const STILL_PIXELS = 3;

/** @param findFacility the facility under the pointer that may be dragged; null where there is none. */
export function listenToDrags(
  map: MapLibreMap,
  findFacility: (event: MapMouseEvent) => number | null,
  onDrag: (drag: FacilityDrag) => void,
): void {
  map.on("mousedown", (press) => {
    const facilityIndex = findFacility(press);
    if (facilityIndex === null || press.originalEvent.button !== 0) return;
    press.preventDefault();
    let latest: MapMouseEvent | null = null;
    let hasMoved = false;
    const tell = (event: MapMouseEvent, isEnd: boolean): void => {
      const position: Position = [event.lngLat.lng, event.lngLat.lat];
      onDrag({ facilityIndex, position, x: event.point.x, y: event.point.y, isEnd });
    };
    const move = (event: MapMouseEvent): void => {
      hasMoved ||= Math.hypot(event.point.x - press.point.x, event.point.y - press.point.y) > STILL_PIXELS;
      if (!hasMoved) return;
      const isWaiting = latest !== null;
      latest = event;
      if (isWaiting) return;
      requestAnimationFrame(() => {
        if (latest) tell(latest, false);
        latest = null;
      });
    };
    map.on("mousemove", move);
    map.once("mouseup", (event) => {
      map.off("mousemove", move);
      latest = null;
      if (hasMoved) tell(event, true);
    });
  });
}
