/** A small study with one of everything, for tests of files. */
import type { Study } from "../../src/core/model/study.ts";
import { NO_EDITS } from "../../src/core/plan/plan-edits.ts";

/**
 * Two communities side by side, a street through both, a clinic and a trail.
 * ```
 *   +-------+-------+
 *   |   A   |   B   |
 *   *-------*-------*   street
 *   +-------+-------+
 * ```
 */
export function createStudy(changes: Partial<Study> = {}): Study {
  const square = (west: number): [number, number][] => [
    [west, 40],
    [west + 0.01, 40],
    [west + 0.01, 40.01],
    [west, 40.01],
    [west, 40],
  ];
  return {
    id: "toy",
    title: { zh: "玩具", en: "Toy" },
    demonstration: true,
    date: "2024-01-01",
    sources: [{ layer: "*", source: "drawn by hand", licence: "CC0", date: "", simulated: true, note: "演示数据" }],
    services: [
      {
        id: "clinic",
        title: { zh: "诊所", en: "Clinics" },
        domain: "health",
        groupId: "all",
        profileId: "adult",
        circle: true,
      },
      {
        id: "fitness-trail",
        title: { zh: "健身步道", en: "Trails" },
        domain: "sport",
        groupId: "60+",
        profileId: "elderly",
        circle: true,
      },
    ],
    units: [{ id: "t1", name: "某街道", parentId: "", level: "township", type: "街道" }],
    assumptions: [{ zh: "人口为模拟", en: "People are simulated" }],
    origins: [],
    streets: {
      count: 2,
      coordinates: Float64Array.of(113, 40.005, 113.01, 40.005, 113.01, 40.005, 113.015, 40.0051, 113.02, 40.005),
      starts: Uint32Array.of(0, 2, 5),
      permissions: Uint8Array.of(15, 1),
      classes: ["residential", "steps"],
      names: ["御河路", ""],
      ids: ["w1", "w2"],
    },
    streetBlocks: { count: 1, coordinates: Float64Array.of(113.01, 40.005), stops: Uint8Array.of(12) },
    communities: {
      count: 3,
      ids: ["0012", "b", "c"],
      names: ["东社区", "西社区", "远村"],
      parentIds: ["t1", "", "t1"],
      kinds: ["urban", "unit", "village"],
      areas: [
        { type: "Polygon", coordinates: [square(113)] },
        { type: "MultiPolygon", coordinates: [[square(113.01)], [square(113.03), square(113.032)]] },
        null,
      ],
      centres: Float64Array.of(113.005, 40.005, 113.015, 40.005, 113.1, 40.1),
      approximate: true,
    },
    demand: {
      count: 3,
      coordinates: Float64Array.of(113.002, 40.004, 113.012, 40.006, 113.5, 40.5),
      communityIndexes: Int32Array.of(0, 1, -1),
      unit: "people",
      people: {
        all: Float64Array.of(10.1, 20, 0),
        "3-6": Float64Array.of(0.5, 0.25, 0),
        "60+": Float64Array.of(3, 4, 0),
      },
      landSquareMetres: Float64Array.of(100, 250.5, 0),
    },
    facilities: [
      {
        serviceId: "clinic",
        count: 2,
        ids: ["007", "k2"],
        names: ["一号诊所", ""],
        coordinates: Float64Array.of(113.001, 40.005, 113.018, 40.004),
        starts: Uint32Array.of(0, 1, 2),
        attributes: {
          beds: [3, null],
          open: [true, null],
          note: ["", null],
          places: [1.5, 2],
          mixed: [1, "一"],
        },
      },
      {
        serviceId: "fitness-trail",
        count: 2,
        ids: ["t", "u"],
        names: ["河边", "点"],
        coordinates: Float64Array.of(113, 40.001, 113.01, 40.001, 113.02, 40.002),
        starts: Uint32Array.of(0, 2, 3),
        attributes: {},
      },
    ],
    barriers: [
      { kind: "water", name: "御河", geometry: { type: "Polygon", coordinates: [square(113.2)] } },
      {
        kind: "railway",
        name: "",
        geometry: {
          type: "LineString",
          coordinates: [
            [113, 40],
            [113.1, 40.1],
          ],
        },
      },
    ],
    context: [
      { kind: "place", name: "城中", geometry: { type: "Point", coordinates: [113, 40] } },
      {
        kind: "county-border",
        name: "",
        geometry: {
          type: "MultiLineString",
          coordinates: [
            [
              [113, 40],
              [113.1, 40],
            ],
            [
              [113, 41],
              [113.1, 41],
            ],
          ],
        },
      },
    ],
    targets: [],
    inconsistencies: [],
    edits: NO_EDITS,
    scenarios: [],
    ...changes,
  };
}
