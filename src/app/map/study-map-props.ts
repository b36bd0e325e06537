/** What the map is told and what it tells back. The map holds no state of the product: camera and canvas only. */
import type { ServiceCoverage } from "../../core/coverage/coverage-result.ts";
import type { Bounds, Position } from "../../core/model/geometry.ts";
import type { ColourClasses } from "../../report/map/colour-classes.ts";
import type { Classification, MapMeasure } from "../../report/map/map-measure.ts";
import type { StudyView, WalkedRoute } from "../../worker/protocol.ts";
import type { CameraLink } from "./camera-link.ts";
import type { FacilityDrag } from "./drag-facility.ts";
import type { Shape } from "./study-shapes.ts";

export interface MeasureWords {
  readonly unit: string;
  readonly note: string;
}

/** Which groups of map layers are drawn. Left out means drawn. */
export interface MapLayers {
  readonly communities?: boolean;
  readonly hatching?: boolean;
  readonly facilities?: boolean;
  readonly streets?: boolean;
  readonly names?: boolean;
}

/** Pixels of the map that panels cover. */
export interface MapPadding {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Asks the camera to go somewhere, once for every new `key`. */
export interface MapFocus {
  readonly key: number | string;
  readonly target:
    | { readonly kind: "study" }
    | { readonly kind: "community"; readonly communityIndex: number }
    | { readonly kind: "communities"; readonly communityIndexes: readonly number[] }
    | { readonly kind: "facility"; readonly serviceId: string; readonly facilityIndex: number }
    | { readonly kind: "bounds"; readonly bounds: Bounds }
    /** There in a smooth flight, whatever panels cover. */
    | { readonly kind: "camera"; readonly center: Position; readonly zoom: number };
}

export interface PlaceWords {
  readonly title: string;
  readonly parts: readonly string[];
}

export interface StudyMapProps {
  /** Dark: the ground around the answer is; the answer keeps its colours. */
  readonly isDark?: boolean;
  /** Called while a facility is dragged; left out where facilities stay where they are. */
  readonly onDragFacility?: ((drag: FacilityDrag) => void) | undefined;
  /** Takes the next click, wherever it is; left out where clicks pick what they hit. */
  readonly onPlace?: ((position: Position, metresPerPixel: number) => void) | undefined;
  /** Told where the pointer is while clicks are taken; null off the map. */
  readonly onPointPlace?: ((position: Position | null, metresPerPixel: number) => void) | undefined;
  /** A double click while clicks are taken. */
  readonly onFinishPlaces?: (() => void) | undefined;
  /** null while the first study is still being read: the map then stands ready, empty. */
  readonly study: StudyView | null;
  /** The service whose facilities are drawn; null draws none. */
  readonly serviceId: string | null;
  /**
   * What colours the communities; null leaves them bare (a study without a run yet).
   * A community whose people are NaN is not asked about: it stays bare and counts in no class.
   */
  readonly coverage: ServiceCoverage | null;
  readonly measure: MapMeasure;
  /** By community, for measures that the coverage does not hold; null for the others. */
  readonly values: Float64Array | null;
  /** Classes of another question, in the place of those of the measure. */
  readonly classes?: ColourClasses | null | undefined;
  /** What the tooltip says of a community, in the place of its coverage; empty where there is nothing to say. */
  readonly describe?: ((communityIndex: number) => readonly string[]) | undefined;
  /** Outlined in the place of the selected community; empty leaves that one. */
  readonly outlined?: readonly Shape[] | undefined;
  /** Facilities that are ringed: more people come to them than they can take. */
  readonly overloadedFacilities?: readonly number[] | undefined;
  /** For values that come beside the coverage: their unit, and a line under the legend's title. */
  readonly words?: MeasureWords | undefined;
  readonly classification: Classification;
  /** Where given, the legend offers the choice of method and number of classes. */
  readonly onClassificationChange?: (classification: Classification) => void;
  /** Share at which a community counts as met (0–1), for the `plan` classes. */
  readonly passShare: number;
  readonly selectedCommunityIndex: number | null;
  readonly hoveredCommunityIndex: number | null;
  readonly onHoverCommunity: (communityIndex: number | null) => void;
  readonly onSelectCommunity: (communityIndex: number | null) => void;
  readonly selectedFacilityIndex?: number | null;
  readonly onSelectFacility?: (facilityIndex: number | null) => void;
  readonly focus: MapFocus | null;
  /** True draws the straight-line radius around every facility in view; false only around the selected or nearest one. */
  readonly straightCircles: boolean;
  /** The walk from the selected community to its nearest facility. */
  readonly route: WalkedRoute | null;
  readonly layers?: MapLayers;
  /** Nested areas within minutes, the largest first; drawn as ground where `isochroneFilled`, else as edges. */
  readonly isochrone?: readonly Shape[];
  readonly isochroneFilled?: boolean;
  /** Lines from communities to their facility, and the communities at their far ends. */
  readonly spokes?: readonly Shape[];
  /** Lines and signs of an explanation, each with its `role`. */
  readonly marks?: readonly Shape[];
  /** Cells of what one more facility would gain. */
  readonly gain?: readonly Shape[] | undefined;
  /** What the tooltip says of any place, in the place of what lies there. */
  readonly describePlace?: ((position: Position) => PlaceWords) | undefined;
  /** What a scenario changes, and what is being drawn; see `drawn-layers`. */
  readonly drawn?: readonly Shape[];
  /** Told where a community was clicked, before it is selected; true keeps the selection as it is. */
  readonly onPickPlace?: (communityIndex: number, position: Position) => boolean;
  /** Pixels of the map that panels cover; the camera keeps its subject out of them. */
  readonly padding?: {
    readonly left?: number;
    readonly right?: number;
    readonly top?: number;
    readonly bottom?: number;
  };
  /** False leaves the legend out (the app then places `MapLegend` itself). */
  readonly showLegend?: boolean;
  /** Moves with the other maps of the link; a map that joins them looks where they look. */
  readonly cameraLink?: CameraLink | undefined;
  /** Whose map this is, where two stand for two scenarios; said in tooltips. */
  readonly sideName?: string | undefined;
  /** False leaves buttons, scale and stamp to the other map. */
  readonly hasFrame?: boolean;
  /** The element in which the tooltip stands where another map would cover it; it begins where the map does. */
  readonly tooltipHost?: HTMLElement | null | undefined;
  /** Called once, when the first choropleth of this map is on screen. */
  readonly onReady?: () => void;
}
