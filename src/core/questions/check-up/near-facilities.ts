/** Pairs of facilities of one layer that stand within some metres of one another. Cost: places in cells of that many metres, one look at nine of them a facility. */
import { distanceMetres, metresPerDegreeOfLatitude, metresPerDegreeOfLongitude } from "../../geodesy.ts";
import type { Facilities } from "../../model/facility.ts";
import { placeOf } from "./check-ground.ts";

export interface NearFacility {
  readonly facility: number;
  readonly metres: number;
}

/** For each facility those before it in the layer that stand within a distance of it (inclusive), in order. */
export function listEarlierWithin(layer: Facilities, metres: number): readonly (readonly NearFacility[])[] {
  const cells = new Map<string, number[]>();
  const latStep = metres / metresPerDegreeOfLatitude(0);
  const rowOf = (lat: number): number => Math.floor(lat / latStep);
  return Array.from({ length: layer.count }, (_, facility) => {
    const [lon, lat] = placeOf(layer, facility);
    const row = rowOf(lat);
    const near: NearFacility[] = [];
    for (let beside = row - 1; beside <= row + 1; beside++) {
      // A row's own width of a cell, wherever in the neighbouring rows the other stands.
      const lonStep = (1.01 * metres) / Math.max(1, metresPerDegreeOfLongitude(beside * latStep));
      const column = Math.floor(lon / lonStep);
      for (let next = column - 1; next <= column + 1; next++) {
        for (const other of cells.get(`${beside} ${next}`) ?? []) {
          const apart = distanceMetres(lon, lat, ...placeOf(layer, other));
          if (apart <= metres) near.push({ facility: other, metres: apart });
        }
      }
      if (beside !== row) continue;
      const key = `${row} ${column}`;
      const members = cells.get(key);
      if (members) members.push(facility);
      else cells.set(key, [facility]);
    }
    return near.filter((each) => each.facility !== facility).sort((a, b) => a.facility - b.facility);
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
