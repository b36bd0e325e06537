/** The shapes that an answer adds to the map: bands of an isochrone, lines from communities to their facility, one community's outline and name. */
import type { Facilities } from "../../core/model/facility.ts";
import type { Bounds, Position } from "../../core/model/geometry.ts";
import { facilityPoint } from "../../report/map/facility-marks.ts";
import type { IsochroneAnswer, StudyView } from "../../worker/protocol.ts";
import { collectShapes, NO_SHAPES, type Shape, type Shapes } from "./study-shapes.ts";

/** From the nearest band outwards: the ramp of coverage without its ends. */
const BAND_COLOURS = ["#2a6f97", "#72b5b7", "#cfe6d8"] as const;

/** Room on each side of an isochrone, in sizes of it. */
const ROOM = 0.35;

/** Colour of a band, 0 is the nearest. */
export function bandColour(band: number): string {
  return BAND_COLOURS[Math.min(band, BAND_COLOURS.length - 1)] ?? BAND_COLOURS[0];
}

/** Bands as areas, the largest first so that the nearer ones lie on top. */
export function isochroneShapes(bands: IsochroneAnswer["bands"]): Shape[] {
  return bands
    .map(
      ({ geometry }, band): Shape => ({
        type: "Feature",
        geometry,
        properties: { colour: bandColour(band), order: -band, outermost: band === bands.length - 1 ? 1 : 0 },
      }),
    )
    .filter(({ geometry }) => geometry.coordinates.length > 0)
    .reverse();
}

/** Bounds of the outermost band with some room around it; null where nothing is reached. */
export function boundsOfBands(bands: IsochroneAnswer["bands"]): Bounds | null {
  const rings = bands.at(-1)?.geometry.coordinates.flat() ?? [];
  let [west, south, east, north]: Bounds = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lon, lat] of rings.flat()) {
    west = Math.min(west, lon);
    east = Math.max(east, lon);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  }
  if (!(west <= east)) return null;
  const [marginX, marginY] = [ROOM * (east - west), ROOM * (north - south)];
  return [west - marginX, south - marginY, east + marginX, north + marginY];
}

/**
 * A line from each listed community to its main facility, and the outline of each where one facility is chosen.
 * Communities whose facility is not the chosen one are left out.
 */
export function spokeShapes(
  study: Pick<StudyView, "communities">,
  facilities: Facilities,
  nearestFacilityIndexes: Int32Array,
  communityIndexes: readonly number[],
  chosenFacilityIndex: number | null,
): Shape[] {
  const { areas, centres } = study.communities;
  return communityIndexes.flatMap((index): Shape[] => {
    const facility = nearestFacilityIndexes[index] ?? -1;
    if (facility < 0 || (chosenFacilityIndex !== null && facility !== chosenFacilityIndex)) return [];
    const goal = facilityPoint(facilities, facility);
    if (!goal) return [];
    const centre: Position = [centres[2 * index] ?? 0, centres[2 * index + 1] ?? 0];
    const properties = { chosen: chosenFacilityIndex === null ? 0 : 1 };
    const spoke: Shape = { type: "Feature", geometry: { type: "LineString", coordinates: [centre, goal] }, properties };
    const area = areas[index];
    if (chosenFacilityIndex === null || !area) return [spoke];
    return [{ type: "Feature", geometry: area, properties }, spoke];
  });
}

export function pointShape(coordinates: Position, name: string): Shape {
  return { type: "Feature", geometry: { type: "Point", coordinates }, properties: { name } };
}

/** Outline of one community. */
export function communityShapes(study: StudyView | null, index: number | null): Shapes {
  const area = index === null ? null : study?.communities.areas[index];
  return area ? collectShapes([{ type: "Feature", geometry: area, properties: {} }]) : NO_SHAPES;
}

/** Name point of one community. */
export function communityNameShapes(study: StudyView | null, index: number | null): Shapes {
  if (study === null || index === null) return NO_SHAPES;
  const [longitude, latitude] = study.communities.centres.subarray(2 * index, 2 * index + 2);
  if (longitude === undefined || latitude === undefined) return NO_SHAPES;
  return collectShapes([pointShape([longitude, latitude], study.communities.names[index] ?? "")]);
}
