/** What lies under and over the answer for orientation: built-up land, green, water, railways, walls and borders. */
import type { AreaGeometry, LinearGeometry } from "../../core/model/geometry.ts";
import type { Study } from "../../core/model/study.ts";
import type { Mark, Stroke } from "../scene/scene.ts";
import { BASEMAP_COLOURS } from "./basemap-colours.ts";
import type { MapFrame } from "./map-frame.ts";
import { type PaperScale, widthAtZoom } from "./paper-zoom.ts";
import { placeArea, placeLines } from "./place-areas.ts";
import { shapeBounds } from "./shape-bounds.ts";
import { isGrandWall } from "./surrounding-kinds.ts";

/** Patches smaller than this are left out of the basemap. */
const SMALLEST_MM2 = 0.25;

/** Kinds of things that a map can show, for its legend. */
const BASEMAP_KINDS = ["water", "green", "built-up", "railway", "wall", "county-border", "city-border"] as const;
export type BasemapKind = (typeof BASEMAP_KINDS)[number];

type Shape = { readonly kind: string; readonly name: string; readonly geometry: AreaGeometry | LinearGeometry };

function shapesOf({ barriers, context }: Pick<Study, "barriers" | "context">, kind: string): Shape[] {
  const shapes: Shape[] = [];
  for (const shape of [...barriers, ...context])
    if (shape.kind === kind && shape.geometry.type !== "Point") shapes.push(shape as Shape);
  return shapes;
}

function isArea(shape: Shape): shape is Shape & { readonly geometry: AreaGeometry } {
  return shape.geometry.type === "Polygon" || shape.geometry.type === "MultiPolygon";
}

function areaMarks(study: Study, kind: string, colour: string, frame: MapFrame): Mark[] {
  return shapesOf(study, kind)
    .filter(isArea)
    .flatMap(({ geometry }): Mark[] => {
      const placed = placeArea(geometry, frame, SMALLEST_MM2);
      if (!placed) return [];
      return [{ kind: "path", parts: placed.parts, isClosed: true, fill: { colour } }];
    });
}

function lineMark(parts: readonly (readonly number[])[], stroke: Stroke): Mark[] {
  return parts.length > 0 ? [{ kind: "path", parts, isClosed: false, stroke }] : [];
}

/** Under the communities. */
export function drawGround(study: Study, frame: MapFrame): Mark[] {
  return [
    ...areaMarks(study, "built-up", BASEMAP_COLOURS.builtUp, frame),
    ...areaMarks(study, "green", BASEMAP_COLOURS.green, frame),
  ];
}

/** Over the communities, under the streets. */
export function drawWater(study: Study, frame: MapFrame, scale: PaperScale): Mark[] {
  const lines = shapesOf(study, "water").filter((shape) => !isArea(shape));
  const widthMm = widthAtZoom(scale, [8, 0.8, 12, 1.8, 16, 5]);
  return [
    ...areaMarks(study, "water", BASEMAP_COLOURS.water, frame),
    ...lineMark(
      lines.flatMap(({ geometry }) => placeLines(geometry, frame)),
      { colour: BASEMAP_COLOURS.water, widthMm, cap: "round", join: "round" },
    ),
  ];
}

/** Over the streets. */
export function drawRailwaysAndWalls(study: Study, frame: MapFrame, scale: PaperScale): Mark[] {
  const width = (...stops: number[]): number => widthAtZoom(scale, stops);
  const rails = shapesOf(study, "railway").flatMap(({ geometry }) => placeLines(geometry, frame));
  const bed = Math.max(0.22, width(8, 0.9, 12, 2.6, 16, 5));
  const walls = shapesOf(study, "wall");
  const grand = walls.filter(({ kind, name, geometry }) => isGrandWall(kind, name, shapeBounds(geometry)));
  const isShown = (from: number): boolean => scale.zoom >= from;
  const wall: Stroke = { colour: BASEMAP_COLOURS.wall, widthMm: width(13.4, 0.6, 15, 1.2, 17, 2), opacity: 0.6 };
  return [
    ...(isShown(13.4) ? lineMark(cut(walls, frame), wall) : []),
    ...(isShown(10.5)
      ? lineMark(cut(grand, frame), { ...wall, opacity: 1, widthMm: width(10.5, 1.4, 13, 3, 17, 7), cap: "square" })
      : []),
    ...lineMark(rails, { colour: BASEMAP_COLOURS.railway, widthMm: bed, join: "round" }),
    ...lineMark(rails, { colour: "#ffffff", widthMm: bed * 0.55, dashMm: [bed * 3.2, bed * 3.2] }),
  ];
}

function cut(shapes: readonly Shape[], frame: MapFrame): number[][] {
  return shapes.flatMap(({ geometry }) => placeLines(geometry, frame));
}

/** Borders of counties in a pale band, as atlases print them, and of the city. */
export function drawBorders(study: Study, frame: MapFrame, scale: PaperScale): Mark[] {
  const width = (...stops: number[]): number => widthAtZoom(scale, stops);
  const county = cut(shapesOf(study, "county-border"), frame);
  const city = cut(shapesOf(study, "city-border"), frame);
  const line = Math.max(0.16, width(7, 0.6, 12, 1.1));
  const { countyBorder, cityBorder } = BASEMAP_COLOURS;
  return [
    ...lineMark(county, {
      colour: countyBorder,
      widthMm: Math.max(0.7, width(7, 2.4, 12, 7)),
      opacity: 0.16,
      join: "round",
    }),
    ...lineMark(county, {
      colour: countyBorder,
      widthMm: line,
      opacity: 0.8,
      join: "round",
      dashMm: [line * 9, line * 3, line * 1.4, line * 3],
    }),
    ...lineMark(city, { colour: cityBorder, widthMm: 1.8 * line, opacity: 0.8, join: "round" }),
  ];
}

/** Kinds that the study has at all, whatever a frame shows of them. */
export function knownBasemapKinds(study: Study): BasemapKind[] {
  return BASEMAP_KINDS.filter((kind) => shapesOf(study, kind).length > 0);
}

/** Kinds that the frame shows something of. */
export function listBasemapKinds(study: Study, frame: MapFrame, scale: PaperScale): BasemapKind[] {
  const shown: BasemapKind[] = [];
  for (const kind of BASEMAP_KINDS) {
    const shapes = shapesOf(study, kind).filter(
      (shape) =>
        kind !== "wall" ||
        scale.zoom >= 13.4 ||
        (scale.zoom >= 10.5 && isGrandWall(shape.kind, shape.name, shapeBounds(shape.geometry))),
    );
    const isSeen = (shape: Shape): boolean =>
      isArea(shape) && kind !== "county-border" && kind !== "city-border" && kind !== "wall"
        ? placeArea(shape.geometry, frame, SMALLEST_MM2) !== null
        : placeLines(shape.geometry, frame).length > 0;
    if (shapes.some(isSeen)) shown.push(kind);
  }
  return shown;
}
