/**
 * The map as an object: what is shown is set by calls, what the reader does
 * comes back as events. Recolouring writes feature states only, so no tile is
 * cut again when the cutoff moves. After a lost graphics context everything
 * shown is put back.
 */
import type { Facilities, ServiceDomain } from "../../core/model/facility.ts";
import type { Position } from "../../core/model/geometry.ts";
import type { ColourClasses } from "../../report/map/colour-classes.ts";
import { DOMAIN_COLOURS } from "../../report/map/colour-ramps.ts";
import { metresPerPixelAt } from "../../report/map/paper-zoom.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { addImages } from "./add-images.ts";
import { ANSWERED_PAINT, onlyFacilities } from "./answer-layers.ts";
import { communityNameShapes, communityShapes, pointShape } from "./answer-shapes.ts";
import { paintOf } from "./community-paint.ts";
import { paintGround, paintOutlines } from "./dark-ground.ts";
import { listenToDrags } from "./drag-facility.ts";
import { isochroneVisibility } from "./isochrone-layers.ts";
import type { MapEvents, MapPointer } from "./map-events.ts";
import { MapHand } from "./map-hand.ts";
import { facilityIconName } from "./map-images.ts";
import { createMapStyle, SERVICE_COLOUR_PROPERTIES, SWITCHED_LAYERS } from "./map-style.ts";
import {
  type GeoJSONSource,
  holdPainting,
  type MapLibreMap,
  type MapMouseEvent,
  offerStreetTiles,
  openMap,
  releaseStreetTiles,
  type VectorTileSource,
} from "./maplibre-door.ts";
import { setPaint } from "./set-paint.ts";
import { streetTilesOf } from "./street-tiles.ts";
import type { MapLayers } from "./study-map-props.ts";
import {
  collectShapes,
  communityAreas,
  communityNames,
  facilityLines,
  facilityPoints,
  NO_SHAPES,
  type Shape,
  type Shapes,
  surroundings,
} from "./study-shapes.ts";

const FACILITY_LAYERS = ["facility-icon", "facility-alone", "facility-cluster", "facility-line"];
/** Sources that a new study empties. */
const STUDY_SOURCES = [
  "hovered",
  "selected",
  "selected-name",
  "route",
  "route-start",
  "radius",
  "isochrone",
  "gain",
  "spokes",
  "marks",
];
/** Strength of the communities' colours beneath bands that are drawn as ground. */
const UNDER_BANDS = 0;
/** Layers of a study that are drawn with it; facilities come by themselves. */
const DRAWN = ["communities", "streets", "barriers", "context"] as const;
const PICK_MARGIN = 4;
const LONGEST_WAIT_FOR_ANSWER_MS = 5000;

export class MapView {
  private readonly map: MapLibreMap;
  readonly hand: MapHand;
  private readonly events: MapEvents;
  private readonly waiting: (() => void)[] = [];
  private readonly afterAnswer: (() => void)[] = [];
  private answerPainted = false;
  private layers: MapLayers = {};
  private readonly shown = new Map<string, Shapes>();
  private study: StudyView | null = null;
  private streetsKey = "none";
  private paintedStates: string[] = [];
  private classes: ColourClasses | null = null;
  private styleReady = false;
  private pendingPointer: MapMouseEvent | null = null;
  private choroplethWaiting = false;
  private bandsAreGround = false;
  private isDark = false;
  private disposed = false;
  /** True while facilities may be dragged. */
  isDraggable = false;
  private takesPlaces = false;
  private static streetsCounter = 0;

  /** Throws where the browser cannot draw maps (no WebGL). */
  constructor(container: HTMLElement, events: MapEvents) {
    this.events = events;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.map = openMap({
      container,
      style: createMapStyle(),
      fadeDuration: still ? 0 : 120,
    });
    this.hand = new MapHand(this.map, events.onCamera);
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    this.map.on("style.load", () => this.takeUpStyle());
    this.listen();
  }

  /** Runs when the style stands: at the start, and again after a lost graphics context. */
  private takeUpStyle(): void {
    this.styleReady = true;
    addImages(this.map);
    for (const action of this.waiting.splice(0)) action();
  }

  private listen(): void {
    const { map, events } = this;
    const forgetPointer = (): void => {
      this.pendingPointer = null;
      events.onPointer(null);
    };
    // Nothing is pointed at with a facility in the hand: an outline that comes or goes would cost frames before the new colours.
    const isHeld = listenToDrags(
      map,
      (event) => (this.isDraggable ? this.pointerAt(event).facilityIndex : null),
      forgetPointer,
      events.onDragFacility,
    );
    map.on("mousemove", (event) => {
      if (isHeld()) return;
      const waiting = this.pendingPointer !== null;
      this.pendingPointer = event;
      if (waiting) return;
      requestAnimationFrame(() => {
        const latest = this.pendingPointer;
        this.pendingPointer = null;
        if (!latest || this.disposed) return;
        const pointer = this.pointerAt(latest);
        const pickable = pointer.communityIndex ?? pointer.facilityIndex ?? (pointer.clusterCount || null);
        map.getCanvas().style.cursor = this.takesPlaces ? "crosshair" : pickable === null ? "" : "pointer";
        events.onPointer(pointer);
      });
    });
    map.on("mouseout", () => {
      if (!isHeld()) forgetPointer();
    });
    map.on("movestart", () => events.onPointer(null));
    map.on("click", (event) => this.pick(event));
    map.on("dblclick", () => {
      if (this.takesPlaces) events.onFinish();
    });
    holdPainting(map, () => this.answerPainted || this.isChoroplethReady());
    map.on("render", () => {
      if (!this.isChoroplethReady()) return;
      this.choroplethWaiting = false;
      requestAnimationFrame(() => {
        events.onChoropleth();
        this.paintSurroundings();
      });
    });
    map.on("webglcontextlost", () => {
      this.styleReady = false;
      this.paintedStates = [];
      events.onContextLost();
    });
    map.on("webglcontextrestored", () => {
      this.paintCommunities(this.study, this.classes);
      this.whenReady(() => events.onContextRestored());
    });
  }

  private isChoroplethReady(): boolean {
    return this.choroplethWaiting && this.map.isSourceLoaded("communities");
  }

  private pointerAt(event: MapMouseEvent): MapPointer {
    const { x, y } = event.point;
    const position: Position = [event.lngLat.lng, event.lngLat.lat];
    const ground = { position, metresPerPixel: metresPerPixelAt(position[1], this.map.getZoom()) };
    const pointer = { x, y, communityIndex: null, facilityIndex: null, clusterCount: 0, ...ground };
    if (!this.styleReady) return pointer;
    const box: [[number, number], [number, number]] = [
      [x - PICK_MARGIN, y - PICK_MARGIN],
      [x + PICK_MARGIN, y + PICK_MARGIN],
    ];
    const [facility] = this.map.queryRenderedFeatures(box, { layers: FACILITY_LAYERS });
    const [community] = this.map.queryRenderedFeatures(event.point, { layers: ["community-fill"] });
    const properties = facility?.properties ?? {};
    return {
      ...pointer,
      communityIndex: typeof community?.id === "number" ? community.id : null,
      facilityIndex: typeof properties.facilityIndex === "number" ? properties.facilityIndex : null,
      clusterCount: typeof properties.point_count === "number" ? properties.point_count : 0,
    };
  }

  private pick(event: MapMouseEvent): void {
    const pointer = this.pointerAt(event);
    if (pointer.clusterCount > 0 && !this.takesPlaces) {
      this.hand.approach(event.lngLat);
    } else this.events.onPick(pointer);
  }

  /** The answer is painted first; streets, names and facilities follow it, or come alone where no answer does. */
  private whenAnswered(action: () => void): void {
    if (this.answerPainted) this.whenReady(action);
    else this.afterAnswer.push(action);
  }

  private uncoverCommunities(): void {
    for (const [layer, property, answered] of ANSWERED_PAINT) {
      const isUnder = this.bandsAreGround && layer === "community-fill";
      setPaint(this.map, layer, property, isUnder ? UNDER_BANDS : answered);
    }
  }

  private paintSurroundings(): void {
    if (this.answerPainted || this.disposed) return;
    this.answerPainted = true;
    this.whenReady(() => this.uncoverCommunities());
    this.map.triggerRepaint();
    for (const action of this.afterAnswer.splice(0)) this.whenReady(action);
  }

  private show(sourceId: string, shapes: Shapes): void {
    if (this.shown.get(sourceId) === shapes) return;
    this.shown.set(sourceId, shapes);
    const when = sourceId === "communities" ? this.whenReady : this.whenAnswered;
    when.call(this, () => {
      if (this.shown.get(sourceId) === shapes) this.map.getSource<GeoJSONSource>(sourceId)?.setData(shapes);
    });
  }

  private whenReady(action: () => void): void {
    if (this.disposed) return;
    if (this.styleReady) action();
    else this.waiting.push(action);
  }

  /** Puts a study's streets, communities and surroundings on the map; null clears it. */
  showStudy(study: StudyView | null): void {
    const before = this.study;
    this.study = study;
    if (study === before || (study && before && DRAWN.every((layer) => study[layer] === before[layer]))) return;
    this.paintedStates = [];
    const previousKey = this.streetsKey;
    const key = `${++MapView.streetsCounter}`;
    this.streetsKey = key;
    this.whenReady(() => this.map.removeFeatureState({ source: "communities" }));
    this.whenAnswered(() => {
      if (this.streetsKey !== key) return;
      const address = study ? offerStreetTiles(key, streetTilesOf(study.streets)) : "";
      if (study) this.map.getSource<VectorTileSource>("streets")?.setTiles([address]);
      releaseStreetTiles(previousKey);
    });
    if (study) setTimeout(() => this.paintSurroundings(), LONGEST_WAIT_FOR_ANSWER_MS);
    this.show("communities", study ? communityAreas(study) : NO_SHAPES);
    this.show("surroundings", study ? surroundings(study) : NO_SHAPES);
    this.show("community-names", study ? communityNames(study) : NO_SHAPES);
    for (const id of STUDY_SOURCES) this.show(id, NO_SHAPES);
  }

  /** Colours the communities; null leaves them bare. Only what changed is written. */
  paintCommunities(study: StudyView | null, classes: ColourClasses | null): void {
    this.classes = classes;
    this.whenReady(() => {
      const { map } = this;
      const isBare = classes === null && this.paintedStates.length === 0;
      const count = isBare ? 0 : (study?.communities.count ?? 0);
      let hasChanged = false;
      for (let index = 0; index < count; index++) {
        const paint = paintOf(classes, index);
        const state = Object.values(paint).join();
        if (this.paintedStates[index] === state) continue;
        this.paintedStates[index] = state;
        hasChanged = true;
        map.setFeatureState({ source: "communities", id: index }, paint);
      }
      if (classes || this.answerPainted) this.uncoverCommunities();
      paintOutlines(map, this.isDark, classes !== null);
      // The whole run repeats the colours of its look: no frame is drawn for it.
      if (!hasChanged && this.answerPainted) return;
      if (classes) this.choroplethWaiting = true;
      map.triggerRepaint();
    });
  }

  /** Draws one service's facilities in its domain's colour; null draws none. */
  showFacilities(facilities: Facilities | null, domain: ServiceDomain): void {
    this.show("facilities", facilities ? facilityPoints(facilities) : NO_SHAPES);
    this.show("facility-lines", facilities ? facilityLines(facilities) : NO_SHAPES);
    this.whenReady(() => {
      const colour = DOMAIN_COLOURS[domain];
      for (const [layer, property] of SERVICE_COLOUR_PROPERTIES) this.map.setPaintProperty(layer, property, colour);
      const [ring, pictogram] = [facilityIconName(domain, "ring"), facilityIconName(domain, "pictogram")];
      this.map.setLayoutProperty("facility-icon", "icon-image", ["step", ["zoom"], ring, 13.2, pictogram]);
      this.map.setLayoutProperty("facility-alone", "icon-image", ring);
    });
  }

  showSelectedFacility(facilityIndex: number | null): void {
    this.whenReady(() => {
      this.map.setFilter("facility-selected", ["==", ["get", "facilityIndex"], facilityIndex ?? -1]);
    });
  }

  /** Rings the facilities that have more people than places. */
  showOverloaded(facilityIndexes: readonly number[]): void {
    this.whenReady(() => this.map.setFilter("facility-overloaded", onlyFacilities(facilityIndexes)));
  }

  outlineHovered(study: StudyView | null, index: number | null): void {
    this.show("hovered", communityShapes(study, index));
  }

  /** Outlines a community and writes its name, whatever else wants that place. */
  outlineSelected(study: StudyView | null, index: number | null): void {
    this.show("selected", communityShapes(study, index));
    this.show("selected-name", communityNameShapes(study, index));
  }

  /** While places are taken every click is one: clusters do not open, a double click does not zoom. */
  takePlaces(takes: boolean): void {
    this.takesPlaces = takes;
    if (takes) this.map.doubleClickZoom.disable();
    else this.map.doubleClickZoom.enable();
  }

  showShapes(
    source: "isochrone" | "gain" | "radius" | "spokes" | "marks" | "drawn" | "selected",
    shapes: readonly Shape[],
  ): void {
    this.show(source, shapes.length > 0 ? collectShapes([...shapes]) : NO_SHAPES);
  }

  /** Bands of an isochrone; as ground they take the place of the communities' colours. */
  showIsochrone(shapes: readonly Shape[], asGround: boolean): void {
    this.bandsAreGround = asGround && shapes.length > 0;
    this.showShapes("isochrone", shapes);
    this.whenAnswered(() => {
      for (const [layer, visibility] of isochroneVisibility(this.bandsAreGround)) {
        this.map.setLayoutProperty(layer, "visibility", visibility);
      }
      this.uncoverCommunities();
    });
  }

  showRoute(path: readonly Position[] | null): void {
    const [start] = path ?? [];
    if (!path || !start || path.length < 2) {
      for (const id of ["route", "route-start"]) this.show(id, NO_SHAPES);
      return;
    }
    const route: Shape = { type: "Feature", geometry: { type: "LineString", coordinates: [...path] }, properties: {} };
    this.show("route", collectShapes([route]));
    this.show("route-start", collectShapes([pointShape(start, "")]));
  }

  /** Shows and hides groups of layers, once the answer is painted. */
  showLayers(layers: MapLayers): void {
    this.layers = layers;
    this.whenAnswered(() => {
      if (this.layers !== layers) return;
      for (const [group, ids] of Object.entries(SWITCHED_LAYERS)) {
        const visibility = layers[group as keyof MapLayers] === false ? "none" : "visible";
        for (const id of ids) {
          if ((this.map.getLayoutProperty(id, "visibility") ?? "visible") === visibility) continue;
          this.map.setLayoutProperty(id, "visibility", visibility);
        }
      }
    });
  }

  /** The ground around the answer, light or dark. */
  paintGround(isDark: boolean): void {
    this.isDark = isDark;
    this.whenReady(() => {
      paintGround(this.map, isDark);
      paintOutlines(this.map, isDark, this.classes !== null);
    });
  }

  setTitle(title: string): void {
    this.map.getCanvas().setAttribute("aria-label", title);
  }

  dispose(): void {
    this.disposed = true;
    releaseStreetTiles(this.streetsKey);
    this.map.remove();
  }
}
