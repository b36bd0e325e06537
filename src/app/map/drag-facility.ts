/** A facility dragged on the map by the pointer. A press that moves nothing stays a click. */
import type { Position } from "../../core/model/geometry.ts";
import { type MapLibreMap, type MapMouseEvent, Point } from "./maplibre-door.ts";

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
const ENDS = ["mouseup", "blur"] as const;

/**
 * The hand is followed over panels that lie on the map too. A drag ends where the button is let go, on the map or off it, or where the window loses the hand.
 * @param findFacility the facility under the pointer that may be dragged; null where there is none.
 * @param onPress a facility is in the hand from now on, whether it will be moved or not.
 * @returns whether a facility is in the hand.
 */
export function listenToDrags(
  map: MapLibreMap,
  findFacility: (event: MapMouseEvent) => number | null,
  onPress: () => void,
  onDrag: (drag: FacilityDrag) => void,
): () => boolean {
  let isPressed = false;
  map.on("mousedown", (press) => {
    const facilityIndex = findFacility(press);
    if (facilityIndex === null || press.originalEvent.button !== 0) return;
    press.preventDefault();
    isPressed = true;
    let isDragging = false;
    onPress();
    const frame = map.getCanvas().getBoundingClientRect();
    let point = press.point;
    let isWaiting = false;
    const tell = (isEnd: boolean): void => {
      const { lng, lat } = map.unproject(point);
      onDrag({ facilityIndex, position: [lng, lat], x: point.x, y: point.y, isEnd });
    };
    const move = ({ clientX, clientY }: MouseEvent): void => {
      point = new Point(clientX - frame.left, clientY - frame.top);
      isDragging ||= point.dist(press.point) > STILL_PIXELS;
      if (!isDragging || isWaiting) return;
      isWaiting = true;
      requestAnimationFrame(() => {
        if (isWaiting) tell(false);
        isWaiting = false;
      });
    };
    const end = (): void => {
      window.removeEventListener("mousemove", move);
      for (const name of ENDS) window.removeEventListener(name, end);
      isWaiting = false;
      if (isDragging) tell(true);
      isPressed = false;
    };
    window.addEventListener("mousemove", move);
    for (const name of ENDS) window.addEventListener(name, end);
  });
  return () => isPressed;
}
