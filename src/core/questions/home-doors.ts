/**
 * Where a facility could stand for a community: on a street before the door of one of its homes. A home may be on another
 * street by each way to travel; a facility on the one is reached by the other way as any facility there would be.
 */
import type { AnalysisSession } from "../analysis-session.ts";
import type { Position } from "../model/geometry.ts";
import type { AnySearch } from "../service-search.ts";
import type { FacilityDoor } from "./gain-of-change.ts";
import { positionAlongEdge } from "./list-snaps.ts";

export interface HomeDoor {
  readonly home: number;
  readonly position: Position;
  readonly streetIndex: number;
  /** Where a search meets it, for any search that travels as one of those asked; null where no street of that way is near. */
  readonly doorIn: (search: AnySearch) => FacilityDoor | null;
}

function keyOfWay({ travel, snapRadiusMetres }: AnySearch): string {
  return JSON.stringify([travel, snapRadiusMetres]);
}

/** Doors on one street so near to each other are one. */
const SAME_DOOR_METRES = 0.01;

/**
 * For some of the homes a door by each of the searches, equal ones told once; homes without a street have none.
 * @param choose of the homes with a street those to be told.
 */
export function listHomeDoors(
  session: AnalysisSession,
  searches: readonly AnySearch[],
  homes: readonly number[],
  choose: (attached: readonly number[]) => readonly number[],
): HomeDoor[] {
  const keys = searches.map(keyOfWay);
  const own = searches.map(({ travel, snapRadiusMetres }) => session.demandSnaps(travel, snapRadiusMetres));
  const ownDoor = (way: number, home: number): FacilityDoor | null => {
    const edge = own[way]?.edgeIndexes[home] as number;
    return edge < 0 ? null : { edge, fromStartMetres: own[way]?.fromStartMetres[home] as number, offStreetMetres: 0 };
  };
  const chosen = choose(homes.filter((home) => searches.some((_, way) => ownDoor(way, home) !== null)));
  const found = searches.flatMap((_, way) => {
    const placed = chosen.flatMap((home) => {
      const door = ownDoor(way, home);
      const isKnown = searches.some((_, before) => before < way && isSame(ownDoor(before, home), door));
      return door === null || isKnown ? [] : [{ home, door }];
    });
    const positions = placed.map(({ door }) => positionAlongEdge(session.network, door.edge, door.fromStartMetres));
    const reached = searches.map((search, other) => (other === way ? null : snapDoors(session, search, positions)));
    return placed.map(({ home, door }, at) => ({
      home,
      position: positions[at] as Position,
      streetIndex: session.network.edgeStreetIndexes[door.edge] as number,
      doorIn: chooseDoor(new Map(reached.map((doors, other) => [keys[other], doors === null ? door : doors[at]]))),
    }));
  });
  const orderOf = new Map(chosen.map((home, order) => [home, order]));
  return found.sort((a, b) => (orderOf.get(a.home) as number) - (orderOf.get(b.home) as number));
}

function chooseDoor(doors: ReadonlyMap<string | undefined, FacilityDoor | null | undefined>): HomeDoor["doorIn"] {
  return (search) => doors.get(keyOfWay(search)) ?? null;
}

function isSame(a: FacilityDoor | null, b: FacilityDoor | null): boolean {
  return (
    a !== null && b !== null && a.edge === b.edge && Math.abs(a.fromStartMetres - b.fromStartMetres) < SAME_DOOR_METRES
  );
}

/** Where facilities at some positions would be attached. */
function snapDoors(
  session: AnalysisSession,
  { travel, snapRadiusMetres }: AnySearch,
  positions: readonly Position[],
): (FacilityDoor | null)[] {
  const snaps = session.placeSnaps(
    `doors ${positions.join("|")}`,
    Float64Array.from(positions.flat()),
    travel,
    snapRadiusMetres,
  );
  return positions.map((_, at) => {
    const edge = snaps.edgeIndexes[at] as number;
    const [fromStartMetres, offStreetMetres] = [snaps.fromStartMetres[at], snaps.offStreetMetres[at]] as [
      number,
      number,
    ];
    return edge < 0 ? null : { edge, fromStartMetres, offStreetMetres };
  });
}
