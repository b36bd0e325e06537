/**
 * A map as marks in millimetres: ground, the answer in its classes, water, streets, borders, facilities, names. One pass
 * over the study; what maps of one frame share (areas, basemap) is placed once and kept in a memory that the caller holds.
 */
import type { Study } from "../../core/model/study.ts";
import type { GroupMark, Mark, MeasureText } from "../scene/scene.ts";
import { BASEMAP_COLOURS } from "./basemap-colours.ts";
import type { ColourClasses } from "./colour-classes.ts";
import {
  type BasemapKind,
  drawBorders,
  drawGround,
  drawRailwaysAndWalls,
  drawWater,
  listBasemapKinds,
} from "./draw-basemap.ts";
import { drawCommunities, placeCommunities, placePoints } from "./draw-communities.ts";
import { drawFacilities, type PaperIconForm, placeFacilities } from "./draw-facilities.ts";
import { drawStreets } from "./draw-streets.ts";
import type { MapFrame } from "./map-frame.ts";
import { nameStreets } from "./name-streets.ts";
import { listNameWishes } from "./name-wishes.ts";
import { type PaperScale, widthAtZoom } from "./paper-zoom.ts";
import type { PlacedArea } from "./place-areas.ts";
import { type PlacedName, placeNames } from "./place-names.ts";

export interface MapContent {
  /** As the scenario on show makes it. */
  readonly study: Study;
  readonly serviceId: string;
  /** Null leaves the communities bare. */
  readonly classes: ColourClasses | null;
  /** Communities that are asked about, by index; null: all of them. */
  readonly scope: ReadonlySet<number> | null;
  /** Facilities that the scenario adds or moves, by index. */
  readonly newFacilities: ReadonlySet<number>;
}

export interface MapChoices {
  readonly withBasemap: boolean;
  readonly withNames: boolean;
  readonly withFacilities: boolean;
}

export interface DrawnMap {
  /** Clipped to the frame, in its own coordinates. */
  readonly group: GroupMark;
  readonly names: readonly PlacedName[];
  readonly facilityForm: PaperIconForm;
  /** Facilities inside the frame. */
  readonly facilityCount: number;
  readonly basemapKinds: readonly BasemapKind[];
  readonly hasStreets: boolean;
  /** Some communities have no outline and stand as points. */
  readonly hasPoints: boolean;
}

/** What maps of the same frame share, by the layer that it was made of. */
export type MapMemory = Map<object, unknown>;

function remember<T>(memory: MapMemory, layer: object, make: () => T): T {
  if (!memory.has(layer)) memory.set(layer, make());
  return memory.get(layer) as T;
}

export function drawMap(
  content: MapContent,
  choices: MapChoices,
  frame: MapFrame,
  scale: PaperScale,
  measureText: MeasureText,
  memory: MapMemory = new Map(),
): DrawnMap {
  const { study, classes, scope } = content;
  const areas = remember(memory, study.communities, () => placeCommunities(study.communities, frame));
  const basemap = choices.withBasemap
    ? remember(memory, study.barriers, () => ({
        ground: drawGround(study, frame),
        water: drawWater(study, frame, scale),
        lines: drawRailwaysAndWalls(study, frame, scale),
      }))
    : null;
  const streets = choices.withBasemap
    ? remember(memory, study.streets, () => drawStreets(study.streets, frame, scale))
    : [];
  const facilities = study.facilities.find(({ serviceId }) => serviceId === content.serviceId);
  const service = study.services.find(({ id }) => id === content.serviceId);
  const icons = facilities && choices.withFacilities ? placeFacilities(facilities, frame, scale) : null;
  const wishes = choices.withNames ? listNameWishes(study, scope, frame, scale, choices.withBasemap) : [];
  const points = classes ? placePoints(study.communities, classes, frame, scale) : [];
  const { marks: labels, names } = placeNames(
    wishes,
    [...points, ...(icons?.form === "dot" ? [] : (icons?.placed ?? []))],
    frame,
    measureText,
  );
  const taken = [
    ...names,
    ...[...points, ...(icons?.placed ?? [])].map(({ x, y, radiusMm }) => ({
      ...{ x: x - radiusMm, y: y - radiusMm },
      ...{ width: 2 * radiusMm, height: 2 * radiusMm },
    })),
  ];
  const streetNames =
    choices.withNames && choices.withBasemap ? nameStreets(study.streets, frame, scale, taken, measureText) : [];
  const marks: Mark[] = [
    {
      kind: "rect",
      x: 0,
      y: 0,
      width: frame.widthMm,
      height: frame.heightMm,
      fill: { colour: BASEMAP_COLOURS.ground },
    },
    ...(basemap?.ground ?? []),
    ...drawBare(areas, classes ? scope : new Set(), scale),
    ...(classes ? drawCommunities(areas, study.communities, classes, frame, scale) : []),
    ...(basemap?.water ?? []),
    ...streets,
    ...(basemap?.lines ?? []),
    ...drawBorders(study, frame, scale),
    ...(icons && facilities
      ? drawFacilities(facilities, service?.domain ?? "other", icons, content.newFacilities, frame, scale)
      : []),
    ...streetNames,
    ...labels,
  ];
  const clip = { x: 0, y: 0, width: frame.widthMm, height: frame.heightMm };
  return {
    group: { kind: "group", name: "map", x: 0, y: 0, clip, marks },
    names,
    facilityForm: icons?.form ?? "dot",
    facilityCount: icons?.placed.length ?? 0,
    basemapKinds: choices.withBasemap
      ? listBasemapKinds(study, frame, scale)
      : listBasemapKinds(study, frame, scale).filter((kind) => kind === "county-border" || kind === "city-border"),
    hasStreets: streets.length > 0,
    hasPoints: points.length > 0,
  };
}

/** Outlines of what is not asked about, and a band around what is: half of it stays to be seen around the colours. */
function drawBare(areas: readonly (PlacedArea | null)[], scope: ReadonlySet<number> | null, scale: PaperScale): Mark[] {
  if (!scope) return [];
  const partsOf = (isAsked: boolean): (readonly number[])[] =>
    areas.flatMap((area, index) => (area && scope.has(index) === isAsked ? area.parts : []));
  const [bare, asked] = [partsOf(false), partsOf(true)];
  const outline = { colour: "#ffffff", widthMm: widthAtZoom(scale, [7, 0.25, 11, 0.7, 15, 1.6]) };
  const band = {
    colour: BASEMAP_COLOURS.countyBorder,
    widthMm: Math.max(1, widthAtZoom(scale, [7, 4, 14, 9])),
    opacity: 0.4,
  };
  return [
    ...(bare.length > 0 ? [{ kind: "path", parts: bare, isClosed: true, stroke: outline } as const] : []),
    ...(asked.length > 0
      ? [{ kind: "path", parts: asked, isClosed: true, stroke: { ...band, join: "round" } } as const]
      : []),
  ];
}
