/** Random edits of a random study: any kind, some without an object, some on the same spot, some switched off. */
import { createRandom } from "../../geodata/build/random.ts";
import type { Position } from "../../src/core/model/geometry.ts";
import type { ScenarioEdit } from "../../src/core/model/scenario.ts";
import type { Study } from "../../src/core/model/study.ts";

const WEST = 113.3;
const SOUTH = 40.08;
const SIDE = 0.0125;

type Pick = <Item>(items: readonly Item[]) => Item;

const KINDS = [
  "add-facility",
  "add-facility",
  "move-facility",
  "move-facility",
  "move-onto-other",
  "close-facility",
  "close-facility",
  "resize-facility",
  "add-street",
  "close-street",
  "close-part",
  "add-barrier",
  "add-estate",
  "add-estate-polygon",
  "change-profile",
] as const;

export type RandomEditKind = (typeof KINDS)[number];

/** One edit, by a seed of its own; `index` makes its id. */
export function createRandomEdit(
  study: Study,
  seed: number,
  index: number,
  kinds: readonly RandomEditKind[] = KINDS,
): ScenarioEdit {
  const random = createRandom(seed);
  const pick: Pick = (items) => items[Math.floor(random() * items.length)] as never;
  const position = (): Position => [WEST + random() * SIDE, SOUTH + random() * SIDE];
  const kind = pick(kinds);
  const base = { id: `edit-${index}`, isOff: random() < 0.15 };
  const layer = pick(study.facilities);
  const { serviceId } = layer;
  // Ids of facilities that were never there, are there, or were added by edits before.
  const facilityId =
    random() < 0.25 ? `new-${Math.floor(random() * 4)}` : pick(layer.ids.length > 0 ? layer.ids : ["none"]);
  const facility = { ...base, serviceId, facilityId };
  switch (kind) {
    case "add-facility":
      return {
        ...facility,
        kind,
        facilityId: `new-${Math.floor(random() * 4)}`,
        name: "新设施",
        coordinates: random() < 0.2 ? [position(), position()] : [position()],
        attributes: random() < 0.5 ? { places: 20 } : {},
      };
    case "move-facility":
      return { ...facility, kind, to: position() };
    case "move-onto-other": {
      const other = layer.starts[Math.floor(random() * layer.count)] ?? 0;
      const to: Position = [layer.coordinates[2 * other] ?? WEST, layer.coordinates[2 * other + 1] ?? SOUTH];
      return { ...facility, kind: "move-facility", to };
    }
    case "close-facility":
      return { ...facility, kind };
    case "resize-facility":
      return { ...facility, kind, attributes: { places: Math.floor(random() * 100), note: "扩建" } };
    case "add-street":
      return {
        ...base,
        kind,
        as: pick(["street", "bridge", "crossing", "gate"] as const),
        streetId: `street-${Math.floor(random() * 4)}`,
        name: "新路",
        streetClass: pick(["residential", "steps", "footway"]),
        modes: random() < 0.8 ? ["walk", "cycle"] : ["cycle"],
        isOneWay: random() < 0.2,
        coordinates: random() < 0.5 ? [position(), position()] : [position(), position(), position()],
      };
    case "close-street":
      return {
        ...base,
        kind,
        streetId: random() < 0.2 ? `street-${Math.floor(random() * 4)}` : pick(study.streets.ids),
        part: null,
      };
    case "close-part":
      return {
        ...base,
        kind: "close-street",
        streetId: pick(study.streets.ids),
        part: { from: position(), to: position() },
      };
    case "add-barrier": {
      const [[west, south], [east, north]] = [position(), position()];
      return {
        ...base,
        kind,
        as: pick(["water", "railway", "wall"] as const),
        name: "",
        geometry:
          random() < 0.5
            ? {
                type: "LineString",
                coordinates: [
                  [west, south],
                  [east, north],
                ],
              }
            : {
                type: "Polygon",
                coordinates: [
                  [
                    [west, south],
                    [east, south],
                    [east, north],
                    [west, south],
                  ],
                ],
              },
      };
    }
    case "add-estate":
      return {
        ...base,
        kind,
        name: "新小区",
        // Now and then far from every street.
        geometry: { type: "Point", coordinates: random() < 0.2 ? [WEST - 0.05, SOUTH - 0.05] : position() },
        people: random() < 0.5 ? { all: 300, "60+": 50 } : { all: 120.5, "3-6": 9 },
      };
    case "add-estate-polygon": {
      const [lon, lat] = position();
      const far = [lon + 0.002, lat + 0.0015] as const;
      return {
        ...base,
        kind: "add-estate",
        name: "片区",
        geometry: {
          type: "Polygon",
          coordinates: [
            [
              [lon, lat],
              [far[0], lat],
              [far[0], far[1]],
              [lon, far[1]],
              [lon, lat],
            ],
          ],
        },
        people: { all: 1000, "60+": 180 },
      };
    }
    case "change-profile":
      return {
        ...base,
        kind,
        profileId: pick(["adult", "elderly", "child"] as const),
        speedMetresPerSecond: 0.5 + random(),
      };
  }
}
