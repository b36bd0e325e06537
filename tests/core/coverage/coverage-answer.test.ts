import { describe, expect, it } from "vitest";
import { shortfallByParent, summariseCoverage } from "../../../src/core/coverage/coverage-answer.ts";
import { createCoverage } from "../../app/select/create-coverage.ts";

const PARENTS = ["s1", "s1", "s2", "s3"];
const coverage = createCoverage([
  { people: 100, covered: 90, straight: 100, land: 10, landShare: 1 },
  { people: 100, covered: 20, straight: 90, land: 30, landShare: 0.5 },
  { people: 50, covered: 0, straight: 10 },
  { people: 0, covered: 0, straight: 0 },
]);
const ALL = [0, 1, 2, 3];

describe("the figures of the answer", () => {
  it("sum people, communities and land over the scope", () => {
    const answer = summariseCoverage(coverage, ALL, PARENTS, 0.8);
    expect(answer).toMatchObject({
      communities: 4,
      tested: 3,
      met: 1,
      notMet: 2,
      notTestable: 1,
      people: 250,
      peopleShort: 140,
    });
    expect(answer.peopleShare).toBeCloseTo(110 / 250);
    expect(answer.peopleShareStraight).toBeCloseTo(200 / 250);
    expect(answer.communityShare).toBeCloseTo(1 / 3);
    expect(answer.communityShareStraight).toBeCloseTo(2 / 3);
    expect(answer.landShare).toBeCloseTo(25 / 40);
  });

  it("leave out communities outside the scope", () => {
    expect(summariseCoverage(coverage, [0], PARENTS, 0.8)).toMatchObject({
      communities: 1,
      met: 1,
      people: 100,
      peopleShort: 10,
    });
  });

  it("name the fewest units above that hold half of the shortfall", () => {
    const { worstParents } = summariseCoverage(coverage, ALL, PARENTS, 0.8);
    expect(worstParents.map(({ parentId }) => parentId)).toEqual(["s1"]);
    expect(worstParents[0]?.peopleShort).toBe(90);
  });

  it("name none where the units above are unknown or nobody is short", () => {
    expect(summariseCoverage(coverage, ALL, ["", "", "", ""], 0.8).worstParents).toEqual([]);
    const whole = createCoverage([{ people: 10, covered: 10, straight: 10 }]);
    expect(summariseCoverage(whole, [0], ["s1"], 0.8).worstParents).toEqual([]);
  });

  it("have no share where there is nothing to divide by", () => {
    const answer = summariseCoverage(coverage, [3], PARENTS, 0.8);
    expect(answer.peopleShare).toBeNaN();
    expect(answer.landShare).toBeNaN();
    expect(answer.communityShare).toBeNaN();
  });

  it("list the shortfall by unit above, worst first", () => {
    const rows = shortfallByParent(coverage, ALL, PARENTS);
    expect(rows.map(({ parentId, peopleShort, notMet, tested }) => [parentId, peopleShort, notMet, tested])).toEqual([
      ["s1", 90, 1, 2],
      ["s2", 50, 1, 1],
      ["s3", 0, 0, 0],
    ]);
  });
});
