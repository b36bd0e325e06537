/** Pairs of facilities of one layer that stand within some metres of one another. Cost: a grid of the layer's places, one look a facility. */
import { distanceMetres } from "../../geodesy.ts";
import type { Facilities } from "../../model/facility.ts";
import { SegmentGrid } from "../../network/segment-grid.ts";
import { placeOf } from "./check-ground.ts";

export interface NearFacility {
  readonly facility: number;
  readonly metres: number;
}

const CELL_METRES = 100;

/** For each facility those before it in the layer that stand within a distance of it (inclusive), in order. */
export function listEarlierWithin(layer: Facilities, metres: number): readonly (readonly NearFacility[])[] {
  const { count } = layer;
  const ends = new Float64Array(4 * count);
  for (let facility = 0; facility < count; facility++) {
    const place = placeOf(layer, facility);
    ends.set(place, 4 * facility);
    ends.set(place, 4 * facility + 2);
  }
  if (count === 0) return [];
  const grid = new SegmentGrid({ count, ends }, CELL_METRES);
  return Array.from({ length: count }, (_, facility) => {
    const [lon, lat] = placeOf(layer, facility);
    return grid
      .listWithin(lon, lat, metres)
      .filter((other) => other < facility)
      .sort((a, b) => a - b)
      .map((other) => ({ facility: other, metres: distanceMetres(lon, lat, ...placeOf(layer, other)) }));
  });
}

/** Within a metre is the same place: coordinates are rarely written finer. */
export const SAME_PLACE_METRES = 1;

/** Two facilities that are one entered twice: same name, same place and shape, and nothing else of them differs. */
export function isSameEntry(layer: Facilities, one: number, other: number): boolean {
  const lengthOf = (facility: number): number =>
    (layer.starts[facility + 1] as number) - (layer.starts[facility] as number);
  if (layer.names[one] !== layer.names[other] || lengthOf(one) !== lengthOf(other)) return false;
  const positionAt = (facility: number, at: number): [number, number] => {
    const position = (layer.starts[facility] as number) + at;
    return [layer.coordinates[2 * position] as number, layer.coordinates[2 * position + 1] as number];
  };
  for (let at = 0; at < lengthOf(one); at++) {
    if (!(distanceMetres(...positionAt(one, at), ...positionAt(other, at)) <= SAME_PLACE_METRES)) return false;
  }
  return Object.values(layer.attributes).every((values) => values[one] === values[other]);
}
