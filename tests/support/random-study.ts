/** A whole small study over a random city: four square communities, two services, people of two groups. */

import { createRandom } from "../../geodata/build/random.ts";
import type { Facilities, Service } from "../../src/core/model/facility.ts";
import type { AreaGeometry } from "../../src/core/model/geometry.ts";
import type { Study } from "../../src/core/model/study.ts";
import { NO_EDITS } from "../../src/core/plan/plan-edits.ts";
import { createRandomCity } from "./random-city.ts";

export const RANDOM_STUDY_SERVICES: readonly Service[] = [
  {
    id: "clinic",
    title: { zh: "卫生服务站", en: "Clinic" },
    domain: "health",
    groupId: "all",
    profileId: "adult",
    circle: true,
  },
  {
    id: "elderly-day-care",
    title: { zh: "日间照料中心", en: "Elderly day-care centre" },
    domain: "elderly",
    groupId: "60+",
    profileId: "elderly",
    circle: true,
  },
];

const WEST = 113.3;
const SOUTH = 40.08;
const SIDE = 0.006;

/** A layer of point facilities from interleaved lon, lat. */
export function createPointFacilities(serviceId: string, coordinates: Float64Array): Facilities {
  const count = coordinates.length / 2;
  return {
    serviceId,
    count,
    ids: Array.from({ length: count }, (_, index) => `${serviceId}-${index}`),
    names: Array.from({ length: count }, (_, index) => `${serviceId} ${index}`),
    coordinates,
    starts: Uint32Array.from({ length: count + 1 }, (_, index) => index),
    attributes: {},
  };
}

export function createRandomStudy(seed: number): Study {
  const city = createRandomCity(seed);
  const random = createRandom(seed + 5000);
  const count = city.homes.length / 2;
  const cells = [0, 1, 2, 3].map((cell) => [WEST + (cell % 2) * SIDE, SOUTH + Math.floor(cell / 2) * SIDE] as const);
  const communityIndexes = Int32Array.from({ length: count }, (_, point) => {
    const column = Math.floor(((city.homes[2 * point] as number) - WEST) / SIDE);
    const row = Math.floor(((city.homes[2 * point + 1] as number) - SOUTH) / SIDE);
    return column >= 0 && column < 2 && row >= 0 && row < 2 ? row * 2 + column : -1;
  });
  const all = Float64Array.from({ length: count }, () => Math.floor(random() * 50));
  return {
    id: `random-${seed}`,
    title: { zh: "随机城市", en: "Random city" },
    demonstration: true,
    date: "2020-11-01",
    sources: [],
    services: RANDOM_STUDY_SERVICES,
    units: [{ id: "t1", name: "示例街道", parentId: "", level: "township", type: "街道" }],
    assumptions: [],
    origins: [],
    streets: city.streets,
    streetBlocks: city.streetBlocks,
    communities: {
      count: 4,
      ids: ["c0", "c1", "c2", "c3"],
      names: ["甲", "乙", "丙", "丁"],
      parentIds: ["t1", "t1", "t1", "t1"],
      kinds: ["urban", "urban", "urban", "village"],
      areas: cells.map(
        ([west, south]): AreaGeometry => ({
          type: "Polygon",
          coordinates: [
            [
              [west, south],
              [west + SIDE, south],
              [west + SIDE, south + SIDE],
              [west, south + SIDE],
              [west, south],
            ],
          ],
        }),
      ),
      centres: Float64Array.from(cells.flatMap(([west, south]) => [west + SIDE / 2, south + SIDE / 2])),
      approximate: false,
    },
    demand: {
      count,
      coordinates: city.homes,
      communityIndexes,
      unit: "people",
      people: { all, "60+": all.map((people) => Math.floor(people / 5)) },
      landSquareMetres: null,
    },
    facilities: [
      createPointFacilities("clinic", city.facilities),
      createPointFacilities("elderly-day-care", city.facilities.slice(0, 4)),
    ],
    barriers: [],
    context: [],
    targets: [],
    inconsistencies: [],
    edits: NO_EDITS,
    scenarios: [],
  };
}
