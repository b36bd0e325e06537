/** A study of two square communities, one street and three facilities, as the page holds it. */
import { type ServiceCoverage, VERDICT_MET, VERDICT_NOT_MET } from "../../../src/core/coverage/coverage-result.ts";
import type { Facilities } from "../../../src/core/model/facility.ts";
import type { AreaGeometry } from "../../../src/core/model/geometry.ts";
import type { Streets } from "../../../src/core/model/streets.ts";
import { NO_EDITS } from "../../../src/core/plan/plan-edits.ts";
import type { StudyView } from "../../../src/worker/protocol.ts";

export function createStreets(
  lines: readonly {
    readonly path: readonly (readonly [number, number])[];
    readonly highway: string;
    readonly name?: string;
  }[],
): Streets {
  const starts = [0];
  for (const { path } of lines) starts.push((starts.at(-1) ?? 0) + path.length);
  return {
    count: lines.length,
    coordinates: Float64Array.from(lines.flatMap(({ path }) => path.flat())),
    starts: Uint32Array.from(starts),
    permissions: new Uint8Array(lines.length).fill(3),
    classes: lines.map(({ highway }) => highway),
    names: lines.map(({ name }) => name ?? ""),
    ids: lines.map((_, index) => `s${index}`),
  };
}

export function createFacilities(
  paths: readonly (readonly [number, number][])[],
  attributes: Facilities["attributes"] = {},
): Facilities {
  const starts = [0];
  for (const path of paths) starts.push((starts.at(-1) ?? 0) + path.length);
  return {
    serviceId: "clinic",
    count: paths.length,
    ids: paths.map((_, index) => `f${index}`),
    names: paths.map((_, index) => `示例卫生站 ${index + 1}`),
    coordinates: Float64Array.from(paths.flatMap((path) => path.flat())),
    starts: Uint32Array.from(starts),
    attributes,
  };
}

function square(west: number, south: number, size: number): AreaGeometry {
  const [east, north] = [west + size, south + size];
  return {
    type: "Polygon",
    coordinates: [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
    ],
  };
}

export function createMapStudy(): StudyView {
  return {
    id: "toy",
    title: { zh: "示例市", en: "Toy city" },
    demonstration: true,
    date: "2020-11-01",
    sources: [],
    services: [
      {
        id: "clinic",
        title: { zh: "社区卫生服务", en: "Clinics" },
        domain: "health",
        groupId: "all",
        profileId: "adult",
        circle: true,
      },
    ],
    units: [],
    assumptions: [],
    origins: [],
    streets: createStreets([
      {
        path: [
          [113.3, 40.08],
          [113.31, 40.08],
        ],
        highway: "primary",
        name: "示例路",
      },
    ]),
    streetBlocks: { count: 0, coordinates: new Float64Array(0), stops: new Uint8Array(0) },
    communities: {
      count: 2,
      ids: ["a", "b"],
      names: ["甲社区", "乙社区"],
      parentIds: ["", ""],
      kinds: ["urban", "urban"],
      areas: [square(113.3, 40.08, 0.01), square(113.31, 40.08, 0.02)],
      centres: Float64Array.from([113.305, 40.085, 113.32, 40.09]),
      approximate: false,
    },
    facilities: [createFacilities([[[113.305, 40.085]]])],
    barriers: [],
    context: [],
    targets: [],
    inconsistencies: [],
    edits: NO_EDITS,
    scenarios: [],
    demand: { count: 2, unit: "people", totals: { all: 300 } },
    streetFacts: { hasElevation: false, hasNightClosures: false, hasSteps: false, hasCrossings: false },
    hashes: {},
  };
}

/** Coverage of communities with these people and shares; met from 80 %. */
export function createCoverage(people: readonly number[], shares: readonly number[]): ServiceCoverage {
  const covered = people.map((count, index) => count * (shares[index] ?? 0));
  return {
    serviceId: "clinic",
    profileId: "adult",
    speedMetresPerSecond: 1.2,
    groupId: "all",
    cutoffSeconds: 900,
    straightRadiusMetres: 1080,
    facilityCount: 1,
    people: Float64Array.from(people),
    peopleCovered: Float64Array.from(covered),
    peopleCoveredStraight: Float64Array.from(people),
    landShare: Float64Array.from(shares),
    landShareStraight: Float64Array.from(people, () => 1),
    landSquareMetres: Float64Array.from(people, () => 1000),
    medianSeconds: Float64Array.from(people, () => 600),
    nearestFacilityIndexes: Int32Array.from(people, () => 0),
    verdicts: Uint8Array.from(people, (count, index) =>
      count === 0 ? 0 : (shares[index] ?? 0) >= 0.8 ? VERDICT_MET : VERDICT_NOT_MET,
    ),
    curve: { network: new Float64Array(61), straight: new Float64Array(61) },
  };
}
