import { describe, expect, it } from "vitest";
import { findLacking } from "../../../src/app/siting/site-start.tsx";

const coverage = {
  people: Float64Array.of(100, 50, 0, 80, 40),
  peopleCovered: Float64Array.of(60, 50, 0, 0, 39.7),
};

describe("whom the facilities leave out", () => {
  it("adds up the communities asked about and lists those with most people out of reach first", () => {
    expect(findLacking(coverage, null)).toEqual({
      people: 270,
      covered: 149.7,
      communities: [
        { communityIndex: 3, short: 80, share: 0 },
        { communityIndex: 0, short: 40, share: 0.6 },
      ],
    });
    expect(findLacking(coverage, [0, 1])).toMatchObject({ people: 150, covered: 110, communities: [{ short: 40 }] });
  });

  it("lists nobody where everybody is within reach or nobody lives", () => {
    expect(findLacking(coverage, [1, 2]).communities).toEqual([]);
  });
});
