import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { communityStoodFor, countApproximate } from "../../../src/core/model/approximate-places.ts";
import { APPROXIMATE_ATTRIBUTE, STANDS_IN_ATTRIBUTE } from "../../../src/core/model/facility.ts";
import { facilitiesFromTables } from "../../../src/io/parts/layer-from-features.ts";
import { findListColumns, readListRows } from "../../../src/io/roster/list-columns.ts";
import { matchList } from "../../../src/io/roster/match-list.ts";
import { findPeoplePlaces } from "../../../src/io/roster/people-places.ts";
import { gatherPeople, placeList } from "../../../src/io/roster/place-matched.ts";
import { communityOfRows } from "../../../src/io/roster/review-matches.ts";
import { readStudyFolder, writeStudyFolder } from "../../../src/io/study/study-folder.ts";
import { type Column, tableOfPoints } from "../../../src/io/tables/feature-table.ts";
import { IssueList, type LabelledTable } from "../../../src/io/tables/labelled-table.ts";
import { lines } from "../bad-data.ts";
import { createStudy } from "../create-study.ts";
import { entryOf, ROSTER, studyOf } from "./datong-roster.ts";

/** A list as a table reader gives it: rows without shapes. */
function createList(columns: Readonly<Record<string, readonly (string | number | null)[]>>): LabelledTable {
  const count = Object.values(columns)[0]?.length ?? 0;
  const listed = Object.entries(columns).map(
    ([name, values]): Column => ({ name, type: typeof values[0] === "number" ? "Double" : "String", values }),
  );
  const table = { ...tableOfPoints(new Float64Array(0), listed, "", ""), count, kinds: new Uint8Array(count) };
  return {
    layer: "名单.csv",
    format: "CSV",
    encoding: "utf-8",
    table,
    labels: Array.from({ length: count }, (_, row) => row + 2),
  };
}

const IDS = ["a", "b", "c"];
const PLACES = Float64Array.of(113.1, 40.1, 113.2, 40.2, 113.3, 40.3);

describe("the columns of a list", () => {
  it("are found under the headers that planners use, each for one meaning", () => {
    const list = createList({
      "设施 名称": ["中心"],
      所属社区: ["华林社区"],
      统计用区划代码: [140213050001],
      "县（市、区）": ["平城区"],
      "乡镇（街道）": ["永泰街道"],
      详细地址: ["魏都大道1号"],
      备注: ["x"],
    });
    expect(readListRows(list.table, findListColumns(list.table))).toEqual([
      {
        name: "中心",
        community: "华林社区",
        code: "140213050001",
        district: "平城区",
        township: "永泰街道",
        address: "魏都大道1号",
        formerName: "",
      },
    ]);
  });

  it("may be missing, and then say nothing", () => {
    const list = createList({ 备注: ["x", "y"] });
    expect(readListRows(list.table, findListColumns(list.table))).toHaveLength(2);
    expect(readListRows(list.table, findListColumns(list.table))[0]).toMatchObject({ code: "", name: "" });
  });
});

describe("a list", () => {
  it("is matched as a whole by the columns that it has", async () => {
    const list = createList({ 设施名称: ["甲", "乙"], 社区: ["迎新街社区", "没有的社区"], 区县: ["云冈区", ""] });
    const entry = entryOf("迎新街社区居委会");
    const study = studyOf([entry]);
    const { targets, review, columns } = await matchList(list, study, ROSTER);
    expect(columns.community?.name).toBe("社区");
    expect([...communityOfRows(review, targets)]).toEqual([0, -1]);
    const { labelled } = placeList(list, communityOfRows(review, targets), study.communities.ids, PLACES);
    expect([...labelled.table.coordinates]).toEqual([113.1, 40.1]);
  });
});

describe("facilities of a list", () => {
  const list = createList({ name: ["甲", "乙", "丙", "丁"], beds: [10, 20, 30, 40], approximate: ["no", "", "", ""] });

  it("stand at their communities, are marked so, and keep their columns", () => {
    const { labelled, unplaced } = placeList(list, [2, -1, 0, 7], IDS, PLACES);
    expect(unplaced).toEqual([1, 3]);
    expect(labelled.labels).toEqual([2, 4]);
    const issues = new IssueList();
    const layer = facilitiesFromTables("clinic", [{ labelled, rows: [0, 1] }], issues);
    expect(issues.all()).toEqual([]);
    expect(layer.names).toEqual(["甲", "丙"]);
    expect([...layer.coordinates]).toEqual([113.3, 40.3, 113.1, 40.1]);
    expect(layer.attributes).toEqual({
      beds: [10, 30],
      [APPROXIMATE_ATTRIBUTE]: [true, true],
      [STANDS_IN_ATTRIBUTE]: ["c", "a"],
    });
  });

  it("keep their mark in a study's files, beside others that stand at their own place", async () => {
    const study = createStudy();
    const [clinics, ...others] = study.facilities;
    if (!clinics) throw new Error("the toy study has clinics");
    const own = Array.from({ length: clinics.count }, (_, row) => row === 0);
    const marked = {
      ...clinics,
      attributes: {
        ...clinics.attributes,
        [APPROXIMATE_ATTRIBUTE]: own.map((isMarked) => (isMarked ? true : null)),
        [STANDS_IN_ATTRIBUTE]: own.map((isMarked) => (isMarked ? "0012" : null)),
      },
    };
    const files = await writeStudyFolder({ ...study, facilities: [marked, ...others] });
    const read = await readStudyFolder(async (name) => files.get(name) ?? null);
    const layer = read.facilities.find(({ serviceId }) => serviceId === clinics.serviceId);
    expect(layer && countApproximate(layer)).toBe(1);
    expect(layer && communityStoodFor(layer, 0)).toBe("0012");
    expect(layer && communityStoodFor(layer, 1)).toBeNull();
  });

  it("of no community are all named, and an empty list stays empty", () => {
    expect(placeList(list, [], IDS, PLACES).unplaced).toEqual([0, 1, 2, 3]);
    expect(placeList(createList({ name: [] }), [], IDS, PLACES).labelled.table.count).toBe(0);
  });
});

describe("the place that stands for a community", () => {
  const communities = { count: 3, centres: Float64Array.of(113.5, 40, 114, 41, 180, 0) };

  it("is the home nearest to the middle of its people, or its label point where nobody lives", () => {
    const demand = {
      count: 4,
      // Two homes of 10 around one of 80, and one that counts nobody on the very middle.
      coordinates: Float64Array.of(113.4, 40, 113.44, 40.01, 113.5, 40, 113.4402, 40.0079),
      communityIndexes: Int32Array.of(0, 0, 0, 0),
      people: { all: Float64Array.of(10, 80, 10, 0) },
    };
    expect([...findPeoplePlaces(communities, demand)]).toEqual([113.44, 40.01, 114, 41, 180, 0]);
  });

  it("lies at a home on either side of the antimeridian, and people outside all communities pull nowhere", () => {
    const demand = {
      count: 4,
      coordinates: Float64Array.of(179.99, 0, -179.99, 0.001, -179.98, 0, 10, 10),
      communityIndexes: Int32Array.of(2, 2, 2, -1),
      people: { all: Float64Array.of(1, 1, 1, 1000) },
    };
    expect([...findPeoplePlaces(communities, demand)].slice(4)).toEqual([-179.99, 0.001]);
  });
});

describe("people of a list", () => {
  it("are given to their communities; rows of one community are added and named", () => {
    const list = createList({ 社区: ["甲", "乙", "甲", "丙"], 人口: [100, 20, 3, 7], "60+": [10, 2, 1, 0] });
    const issues = new IssueList();
    const { people, totals, unplaced, repeated } = gatherPeople(list, [0, 1, 0, -1], 2, issues);
    expect(issues.all()).toEqual([]);
    expect([...(people.get("all") ?? [])]).toEqual([103, 20]);
    expect([...(people.get("60+") ?? [])]).toEqual([11, 2]);
    expect(totals.get("all")).toEqual({ stated: 130, placed: 123, unplaced: 7 });
    expect(unplaced).toEqual([3]);
    expect([...repeated]).toEqual([[0, [0, 2]]]);
  });

  it("that are no number from 0 up are issues with their row and column", () => {
    const list = createList({ 人口: ["12", "-1", "许多", ""] });
    const issues = new IssueList();
    gatherPeople(list, [0, 0, 0, 0], 1, issues);
    expect(lines(issues.all())).toEqual([3, 4, 5].map((row) => `名单.csv bad-value ${row} 人口`));
  });

  it("keep their total to the last person, whatever is matched", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 5_000_000 }), fc.integer({ min: -1, max: 4 })), { minLength: 1 }),
        (rows) => {
          const list = createList({ people: rows.map(([amount]) => amount) });
          const communityOfRow = rows.map(([, community]) => community);
          const { people, totals } = gatherPeople(list, communityOfRow, 5, new IssueList());
          const { stated, placed, unplaced } = totals.get("all") ?? { stated: 0, placed: 0, unplaced: 0 };
          expect(stated).toBe(rows.reduce((sum, [amount]) => sum + amount, 0));
          expect(placed + unplaced).toBe(stated);
          expect((people.get("all") ?? new Float64Array(0)).reduce((sum, amount) => sum + amount, 0)).toBe(placed);
        },
      ),
    );
  });
});
