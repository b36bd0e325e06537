import { describe, expect, it } from "vitest";
import { matchRows } from "../../../src/io/roster/match-rows.ts";
import { listTargets } from "../../../src/io/roster/match-targets.ts";
import {
  acceptLikely,
  communityOfRows,
  countReview,
  decideRow,
  decisionOf,
  filterRows,
  startReview,
} from "../../../src/io/roster/review-matches.ts";
import { loadSpelling } from "../../../src/io/roster/spelling.ts";
import { unmatchedCsv } from "../../../src/io/roster/unmatched-csv.ts";
import { type Column, tableOfPoints } from "../../../src/io/tables/feature-table.ts";
import { entryOf, ROSTER, studyOf } from "./datong-roster.ts";

const yungang = ROSTER.entries.filter(({ countyName }) => countyName === "云冈区");
const targets = listTargets(studyOf(yungang), ROSTER);
const spelling = await loadSpelling();
const NAMES = ["迎新街社区", "营新街社区", "张庄村", "古店村委会", "=HYPERLINK(1)"];
const matches = matchRows(
  NAMES.map((name, row) => ({ name, district: row === 1 ? "云冈区" : "" })),
  targets,
  { roster: ROSTER, spelling },
);
const review = startReview(matches);
const yingxin = entryOf("迎新街社区居委会").code;
const placeOf = yungang.findIndex(({ code }) => code === yingxin);

describe("a review of matches", () => {
  it("starts with what is certain decided and all else to decide", () => {
    expect(matches.map(({ state }) => state)).toEqual(["certain", "likely", "unsure", "certain", "none"]);
    expect(filterRows(review, "decided")).toEqual([0, 3]);
    expect(filterRows(review, "to-decide")).toEqual([1, 2, 4]);
    expect(filterRows(review, "all")).toEqual([0, 1, 2, 3, 4]);
  });

  it("gives a community to rows of the study alone; a certain row of elsewhere is outside", () => {
    expect([...communityOfRows(review, targets)]).toEqual([placeOf, -1, -1, -1, -1]);
    expect(countReview(review, targets)).toEqual({ all: 5, toDecide: 3, decided: 2, placed: 1, outside: 1 });
  });

  it("accepts what is likely at one stroke, but not against a hand", () => {
    const accepted = acceptLikely(review);
    expect(decisionOf(accepted, 1)).toEqual({ kind: "community", targetId: yingxin });
    const denied = acceptLikely(decideRow(review, 1, { kind: "not-in-study" }));
    expect(decisionOf(denied, 1)).toEqual({ kind: "not-in-study" });
    expect(countReview(denied, targets)).toMatchObject({ toDecide: 2, outside: 2 });
  });

  it("takes another community for any row, and back again, without changing the review before", () => {
    const other = yungang[0]?.code ?? "";
    const changed = decideRow(decideRow(review, 0, { kind: "community", targetId: other }), 2, {
      kind: "community",
      targetId: other,
    });
    expect([...communityOfRows(changed, targets)].slice(0, 3)).toEqual([0, -1, 0]);
    expect(decideRow(decideRow(changed, 0, null), 2, null)).toEqual(review);
    expect(review.byHand.size).toBe(0);
  });

  it("gives no community for an id that nothing has", () => {
    const changed = decideRow(review, 4, { kind: "community", targetId: "gone" });
    expect(communityOfRows(changed, targets)[4]).toBe(-1);
  });
});

describe("the rows without a community", () => {
  const columns: Column[] = [{ name: "名称", type: "String", values: NAMES }];
  const table = { ...tableOfPoints(new Float64Array(0), columns, "", ""), count: NAMES.length };
  const labels = NAMES.map((_, row) => row + 2);

  it("are written with their own cells, why, and what was proposed; formulas are defused", () => {
    const csv = unmatchedCsv({ table, labels }, decideRow(review, 1, { kind: "not-in-study" }), targets);
    const [header, ...rows] = csv.trimEnd().split("\n");
    expect(header).toBe("名称,row,state,proposals");
    expect(rows.map((row) => row.split(",").slice(0, 3).join(","))).toEqual([
      "营新街社区,3,不在本研究",
      "张庄村,4,几处同样可能，未选",
      "古店村委会,5,新荣区古店镇古店村委会 140212101200：不在本研究",
      "'=HYPERLINK(1),6,没有找到",
    ]);
    expect(rows[0]).toContain(`云冈区新胜街道迎新街社区居委会 ${yingxin}（读音相同，字不同，区县相符）`);
  });
});
