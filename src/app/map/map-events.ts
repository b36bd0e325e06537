/** What the map tells of the reader's hand. */
import type { Position } from "../../core/model/geometry.ts";
import type { FacilityDrag } from "./drag-facility.ts";

/** What lies under the pointer, and where the pointer is in pixels of the map. */
export interface MapPointer {
  readonly x: number;
  readonly y: number;
  readonly communityIndex: number | null;
  readonly facilityIndex: number | null;
  /** Facilities in the cluster under the pointer, 0 where there is none. */
  readonly clusterCount: number;
  readonly position: Position;
  /** Ground under one pixel there. */
  readonly metresPerPixel: number;
}

export interface MapCamera {
  readonly latitude: number;
  readonly zoom: number;
}

export interface MapEvents {
  readonly onPointer: (pointer: MapPointer | null) => void;
  readonly onPick: (pointer: MapPointer) => void;
  /** A double click while places are taken: the last of them is there. */
  readonly onFinish: () => void;
  readonly onDragFacility: (drag: FacilityDrag) => void;
  readonly onCamera: (camera: MapCamera) => void;
  readonly onChoropleth: () => void;
  readonly onContextLost: () => void;
  readonly onContextRestored: () => void;
}
