import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import {
  type ComparisonToWrite,
  comparedCommunitiesCsv,
  comparedDistrictsCsv,
  comparedTargetsCsv,
} from "../../../src/io/outputs/comparison-csv.ts";

const COVER = {
  peopleBefore: 600,
  peopleAfter: 600,
  coveredBefore: 300,
  coveredAfter: 500,
  gained: 300,
  lost: 100,
  arrivedCovered: 0,
  departedCovered: 0,
};
const FIGURE = { verdict: "not-met", share: 0.5, value: null, unitsMet: 1, unitsTested: 2, peopleShort: 300 };

const coverage = (covered: readonly number[]) => ({
  people: Float64Array.of(300, 300),
  peopleCovered: Float64Array.from(covered),
  speedMetresPerSecond: 0.8,
});

const written = {
  comparison: {
    serviceId: "clinic",
    groupId: "all",
    cutoffSeconds: 900,
    sides: [
      { id: null, name: null, coverage: coverage([300, 0]), issues: [] },
      { id: "a", name: "=方案", coverage: coverage([200, 300]), issues: [] },
    ],
    changes: [
      {
        sideIndex: 1,
        gained: Float64Array.of(0, 300),
        lost: Float64Array.of(100, 0),
        arrivedCovered: new Float64Array(2),
        departedCovered: new Float64Array(2),
        districts: [{ unitId: "k1", ...COVER }],
        total: COVER,
        targets: [
          {
            targetId: "T1",
            before: FIGURE,
            after: { ...FIGURE, peopleShort: 100 },
            hasChanged: true,
            isTurned: false,
            turned: { met: ["c2"], lost: ["c1"] },
            gained: 300,
            lost: 100,
            units: null,
          },
          {
            targetId: "T2",
            before: { ...FIGURE, share: null, value: 2.5, peopleShort: 0 },
            after: { ...FIGURE, share: null, value: 2.5, peopleShort: 0 },
            hasChanged: false,
            isTurned: false,
            turned: { met: [], lost: [] },
            gained: null,
            lost: null,
            units: null,
          },
        ],
      },
    ],
  },
  study: {
    demand: { unit: "people" },
    communities: { ids: ["c1", "c2"], names: ["甲", "乙"] },
    units: [{ id: "k1", name: "东区" }],
    facilities: [{ serviceId: "clinic", ids: ["f1"], names: ["丁"] }],
    streets: { ids: [], names: [] },
    date: "2020-11-01",
    demonstration: true,
  },
  scenarios: [
    {
      id: "a",
      name: "=方案",
      edits: [
        {
          id: "1",
          isOff: false,
          kind: "add-facility",
          serviceId: "clinic",
          facilityId: "n",
          name: "丙",
          coordinates: [],
        },
        { id: "2", isOff: false, kind: "close-facility", serviceId: "clinic", facilityId: "f1" },
        { id: "3", isOff: true, kind: "close-facility", serviceId: "clinic", facilityId: "n" },
      ],
    },
  ],
  targets: [{ id: "T1", title: { zh: "目标", en: "Target" } }],
  passShare: 0.8,
  snapRadiusMetres: 100,
  areaId: "all",
  kind: "all",
  communityIndexes: [1],
} as unknown as ComparisonToWrite;

const rowsOf = (csv: string) => Papa.parse<Record<string, string>>(csv, { header: true, skipEmptyLines: true }).data;

describe("a comparison of scenarios as files", () => {
  it("gives gains and losses apart, a row a district and the sum last, with what they rest on", () => {
    const [district, sum] = rowsOf(comparedDistrictsCsv(written));
    expect(district).toMatchObject({ district: "东区", gained: "300.00", lost: "100.00", coveredAfter: "500.00" });
    expect(sum).toMatchObject({
      before: "现状",
      district: "合计",
      minutes: "15",
      passShare: "0.8",
      metresPerSecondAfter: "0.8",
      stepsBefore: "",
      stepsAfter: "增设 丙; 停用 丁",
      dataDate: "2020-11-01",
      note: "演示数据",
    });
  });

  it("lists the communities asked about alone", () => {
    const rows = rowsOf(comparedCommunitiesCsv(written));
    expect(rows.map(({ communityId, gained }) => [communityId, gained])).toEqual([["c2", "300.00"]]);
  });

  it("says of a target who gains and who loses, and nothing where people judge no units", () => {
    const [circle, amount] = rowsOf(comparedTargetsCsv(written));
    expect(circle).toMatchObject({
      title: "目标",
      peopleShortBefore: "300.00",
      peopleShortAfter: "100.00",
      unitsTurnedMet: "c2",
      unitsTurnedNotMet: "c1",
      gained: "300.00",
      lost: "100.00",
      changed: "yes",
    });
    expect(amount).toMatchObject({ valueAfter: "2.500000", peopleShortAfter: "", gained: "", lost: "", changed: "no" });
  });

  it("a name that a spreadsheet would run as a formula is defused", () => {
    for (const csv of [comparedDistrictsCsv(written), comparedTargetsCsv(written)]) {
      for (const { after } of rowsOf(csv)) expect(after).toBe("'=方案");
    }
  });
});
