/** The camera of one map: where it looks, moved by the page's own buttons and by the maps that it is linked with. */
import type { Bounds, Position } from "../../core/model/geometry.ts";
import type { CameraLink, CameraPose, LinkedCamera } from "./camera-link.ts";
import type { MapCamera } from "./map-events.ts";
import type { MapLibreMap } from "./maplibre-door.ts";
import type { MapPadding } from "./study-map-props.ts";

const CLOSEST_FIT_ZOOM = 14.5;
const FIT_MARGIN = 24;
const FLIGHT_MS = 1800;

export class MapHand implements LinkedCamera {
  private readonly map: MapLibreMap;
  private link: CameraLink | null = null;

  constructor(map: MapLibreMap, onCamera: (camera: MapCamera) => void) {
    this.map = map;
    const tell = (): void => onCamera({ latitude: map.getCenter().lat, zoom: map.getZoom() });
    map.on("move", () => {
      tell();
      this.link?.moved(this);
    });
    map.once("load", () => {
      tell();
      this.note();
    });
    map.on("moveend", () => this.note());
    for (const grasp of ["mousedown", "touchstart", "wheel"] as const) {
      map.on(grasp, () => this.link?.grasped(this));
    }
  }

  /** Moves with the other maps of the link until the answer is called. */
  linkTo(link: CameraLink): () => void {
    this.link = link;
    const leave = link.join(this);
    return () => {
      leave();
      if (this.link === link) this.link = null;
    };
  }

  pose(): CameraPose {
    const { lng, lat } = this.map.getCenter();
    return { longitude: lng, latitude: lat, zoom: this.map.getZoom(), bearing: this.map.getBearing() };
  }

  take({ longitude, latitude, zoom, bearing }: CameraPose): void {
    this.map.jumpTo({ center: [longitude, latitude], zoom, bearing });
  }

  halt(): void {
    this.map.stop();
  }

  /** Moves the camera so that the box is seen inside the padding. */
  fit(bounds: Bounds, padding: MapPadding, options: { readonly animate: boolean }): void {
    const [west, south, east, north] = bounds;
    if (![west, south, east, north].every(Number.isFinite)) return;
    this.map.fitBounds([west, south, east, north], {
      padding: {
        left: padding.left + FIT_MARGIN,
        right: padding.right + FIT_MARGIN,
        top: padding.top + FIT_MARGIN,
        bottom: padding.bottom + FIT_MARGIN,
      },
      maxZoom: CLOSEST_FIT_ZOOM,
      animate: options.animate,
      duration: 500,
    });
  }

  /** Flies there, or jumps where motion is not wanted. */
  flyTo(center: Position, zoom: number): void {
    this.map.flyTo({ center: [center[0], center[1]], zoom, duration: FLIGHT_MS });
  }

  zoomBy(steps: number): void {
    this.map.easeTo({ zoom: this.map.getZoom() + steps, duration: 200 });
  }

  /** Two steps closer to a place, as far as it is useful. */
  approach(center: { readonly lng: number; readonly lat: number }): void {
    this.map.easeTo({ center: [center.lng, center.lat], zoom: Math.min(this.map.getZoom() + 2, CLOSEST_FIT_ZOOM) });
  }

  /** Leaves the pose on the map's element, for whoever looks at the page from outside. */
  private note(): void {
    const { longitude, latitude, zoom, bearing } = this.pose();
    this.map.getContainer().dataset.camera = [longitude, latitude, zoom, bearing]
      .map((part) => part.toFixed(6))
      .join(" ");
  }
}
