/** Which names a map asks for, in which order: counties, townships, then communities as the scale allows. */
import type { Position } from "../../core/model/geometry.ts";
import type { Study } from "../../core/model/study.ts";
import { groupByAncestor } from "../../core/model/unit-members.ts";
import { BASEMAP_COLOURS } from "./basemap-colours.ts";
import type { MapFrame } from "./map-frame.ts";
import { type PaperScale, widthAtZoom } from "./paper-zoom.ts";
import { placeArea } from "./place-areas.ts";
import type { NameWish } from "./place-names.ts";
import { isCountyName } from "./surrounding-kinds.ts";

/** From here on communities are named, as on the page. */
const VILLAGE_ZOOM = 11.4;
const URBAN_ZOOM = 12.6;
/** From here on the names of counties and townships give way to those of communities. */
const PLACE_LAST_ZOOM = 14;
const SMALLEST_MM = 2.1;
/** From here on townships are named that the study has no places for. */
const UNIT_ZOOM = 9.6;

interface NamedPlace {
  readonly name: string;
  readonly isCounty: boolean;
  readonly at: Position;
}

/** Counties and townships: those that the study has places for, and other units at the middle of their communities. */
function listPlaces(study: Study, zoom: number): NamedPlace[] {
  const places: NamedPlace[] = study.context.flatMap(({ kind, name, geometry }) =>
    kind === "place" && geometry.type === "Point" && name !== ""
      ? [{ name, isCounty: isCountyName(name), at: geometry.coordinates }]
      : [],
  );
  const known = new Set(places.map(({ name }) => name));
  const members = groupByAncestor(study);
  for (const { id, name, level } of study.units) {
    const indexes = members.get(id);
    if (level === "city" || known.has(name) || !indexes || (level === "township" && zoom < UNIT_ZOOM)) continue;
    const at = middleOf(study, indexes);
    if (at) places.push({ name, isCounty: level === "county", at });
  }
  return places.sort((a, b) => Number(b.isCounty) - Number(a.isCounty));
}

/** The centre of the community that is nearest to the mean of all: a place inside even where a unit is bent. */
function middleOf({ communities: { centres } }: Study, indexes: readonly number[]): Position | null {
  const at = (index: number): Position => [centres[2 * index]!, centres[2 * index + 1]!];
  const placed = indexes.map(at).filter(([lon, lat]) => Number.isFinite(lon + lat));
  const mean = [0, 1].map((axis) => placed.reduce((sum, position) => sum + position[axis]!, 0) / placed.length);
  const distance = ([lon, lat]: Position): number => (lon - mean[0]!) ** 2 + (lat - mean[1]!) ** 2;
  return placed.reduce<Position | null>((best, each) => (best && distance(best) <= distance(each) ? best : each), null);
}

/** @param scope communities that are named; null names all */
export function listNameWishes(
  study: Study,
  scope: ReadonlySet<number> | null,
  frame: MapFrame,
  scale: PaperScale,
  withBasemap: boolean,
): NameWish[] {
  const size = (...stops: number[]): number => Math.max(SMALLEST_MM, widthAtZoom(scale, stops));
  const common = { haloColour: "#ffffff", weight: 400, mayShift: true } as const;
  const places = scale.zoom >= PLACE_LAST_ZOOM ? [] : listPlaces(study, scale.zoom);
  const placeWishes = places.map(({ name, isCounty, at }): NameWish => {
    const [x, y] = frame.place(at[0], at[1]);
    const sizeMm = isCounty ? size(7, 13, 12, 17) : size(7, 9.6, 12, 12.5);
    const look = isCounty
      ? ({ weight: 700, colour: "#2d333a" } as const)
      : ({ weight: 400, colour: "#565b60" } as const);
    return {
      ...common,
      text: name,
      x,
      y,
      sizeMm,
      ...look,
      paddingMm: (isCounty ? 0.7 : 1.4) * sizeMm,
      mayHideIcons: isCounty,
    };
  });
  return [
    ...placeWishes,
    ...(withBasemap ? waterWishes(study, frame, size(8, 10.5, 14, 12)) : []),
    ...communityWishes(study, scope, frame, scale, size(11, 10, 15, 12.5)),
  ];
}

function communityWishes(
  { communities }: Study,
  scope: ReadonlySet<number> | null,
  { place }: MapFrame,
  { zoom }: PaperScale,
  sizeMm: number,
): NameWish[] {
  if (zoom < VILLAGE_ZOOM) return [];
  const { names, kinds, centres, areas, count } = communities;
  const wishes: { readonly wish: NameWish; readonly extent: number }[] = [];
  for (let index = 0; index < count; index++) {
    if (zoom < URBAN_ZOOM && kinds[index] === "urban") continue;
    if (scope && !scope.has(index)) continue;
    const [x, y] = place(centres[2 * index]!, centres[2 * index + 1]!);
    const area = areas[index];
    const ring = area?.type === "Polygon" ? area.coordinates[0] : area?.coordinates[0]?.[0];
    const wish: NameWish = {
      text: names[index] ?? "",
      x,
      y,
      sizeMm,
      weight: 400,
      colour: "#2d333a",
      haloColour: "#ffffff",
      paddingMm: 0.9 * sizeMm,
      mayShift: true,
      mayHideIcons: false,
    };
    wishes.push({ wish, extent: ring ? extentOf(ring) : 0 });
  }
  return wishes.sort((a, b) => b.extent - a.extent).map(({ wish }) => wish);
}

function extentOf(ring: readonly Position[]): number {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lon, lat] of ring) {
    west = Math.min(west, lon);
    east = Math.max(east, lon);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  }
  return (east - west) * (north - south);
}

/** Water that is large on paper, at the position of its outline's part that lies most in the middle of the frame. */
function waterWishes({ barriers }: Study, frame: MapFrame, sizeMm: number): NameWish[] {
  return barriers.flatMap(({ kind, name, geometry }): NameWish[] => {
    if (kind !== "water" || name === "" || (geometry.type !== "Polygon" && geometry.type !== "MultiPolygon")) return [];
    const placed = placeArea(geometry, frame);
    if (!placed) return [];
    const [left, top, right, bottom] = placed.box;
    if (Math.max(right - left, bottom - top) < 4 * sizeMm) return [];
    const [middleX, middleY] = [frame.widthMm / 2, frame.heightMm / 2];
    const ring = placed.parts[0]!;
    let at: Position = [ring[0]!, ring[1]!];
    for (let index = 0; index < ring.length; index += 2)
      if (Math.hypot(ring[index]! - middleX, ring[index + 1]! - middleY) < Math.hypot(at[0] - middleX, at[1] - middleY))
        at = [ring[index]!, ring[index + 1]!];
    return [
      {
        text: name,
        x: at[0],
        y: at[1],
        sizeMm,
        weight: 400,
        colour: BASEMAP_COLOURS.waterName,
        haloColour: "#f4f8fa",
        paddingMm: 0.7 * sizeMm,
        mayShift: true,
        mayHideIcons: false,
      },
    ];
  });
}
