/** A few communities with their coverage, written out by hand. */
import { type ServiceCoverage, VERDICT_MET, VERDICT_NOT_MET } from "../../../src/core/coverage/coverage-result.ts";
import type { StudyView } from "../../../src/worker/protocol.ts";

interface Row {
  readonly people: number;
  readonly covered: number;
  readonly straight: number;
  readonly land?: number;
  readonly landShare?: number;
  readonly median?: number;
  readonly nearest?: number;
}

/** Coverage of one service by community; a community without people cannot be tested. Pass mark 80 %. */
export function createCoverage(rows: readonly Row[]): ServiceCoverage {
  return {
    serviceId: "clinic",
    profileId: "adult",
    speedMetresPerSecond: 1.2,
    groupId: "all",
    cutoffSeconds: 900,
    straightRadiusMetres: 1080,
    facilityCount: 3,
    people: Float64Array.from(rows, ({ people }) => people),
    peopleCovered: Float64Array.from(rows, ({ covered }) => covered),
    peopleCoveredStraight: Float64Array.from(rows, ({ straight }) => straight),
    landShare: Float64Array.from(rows, ({ landShare }) => landShare ?? Number.NaN),
    landShareStraight: Float64Array.from(rows, ({ landShare }) => landShare ?? Number.NaN),
    landSquareMetres: Float64Array.from(rows, ({ land }) => land ?? 0),
    medianSeconds: Float64Array.from(rows, ({ median }) => median ?? Number.NaN),
    nearestFacilityIndexes: Int32Array.from(rows, ({ nearest }) => nearest ?? 0),
    verdicts: Uint8Array.from(rows, ({ people, covered }) =>
      people <= 0 ? 0 : covered >= 0.8 * people ? VERDICT_MET : VERDICT_NOT_MET,
    ),
    curve: { network: new Float64Array(61), straight: new Float64Array(61) },
  };
}

/** Four communities: two urban ones in the core, a village there, and an urban one in another county. */
export function createPlaces(): Pick<StudyView, "communities" | "units"> {
  return {
    communities: {
      count: 4,
      ids: ["a", "b", "c", "d"],
      names: ["甲-2", "甲-10", "乙村", "丙"],
      parentIds: ["s1", "s2", "s2", "s3"],
      kinds: ["urban", "urban", "village", "urban"],
      areas: [null, null, null, null],
      centres: new Float64Array(8),
      approximate: false,
    },
    units: [
      { id: "140213", name: "平城区", parentId: "", level: "county", type: "区" },
      { id: "140214", name: "云冈区", parentId: "", level: "county", type: "区" },
      { id: "140221", name: "阳高县", parentId: "", level: "county", type: "县" },
      { id: "s1", name: "街道 01", parentId: "140213", level: "township", type: "街道" },
      { id: "s2", name: "镇 02", parentId: "140214", level: "township", type: "镇" },
      { id: "s3", name: "镇 03", parentId: "140221", level: "township", type: "镇" },
    ],
  };
}
