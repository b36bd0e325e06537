import { describe, expect, it } from "vitest";
import { signedPoints } from "../../../src/app/coverage/method-table.tsx";
import { statesOf } from "../../../src/app/coverage/state-bar.tsx";

describe("percentage points away from the streets", () => {
  it("carry their sign, and nought has none", () => {
    expect(signedPoints(0.2934)).toBe("+29.3");
    expect(signedPoints(-0.021)).toBe("−2.1");
    expect(signedPoints(0.0004)).toBe("0.0");
    expect(signedPoints(-0.0004)).toBe("0.0");
  });
});

describe("the states of people", () => {
  const answer = { people: 400, notCovered: 130, withBackup: 0, scorePerThousand: null };

  it("are three where capacity tells, and add up to the people", () => {
    const states = statesOf({ ...answer, served: 80, overCapacity: 190 });
    expect(states.map(({ id }) => id)).toEqual(["served", "overCapacity", "notCovered"]);
    expect(states.reduce((sum, { people }) => sum + people, 0)).toBe(400);
  });

  it("are two where it does not: nobody is called served", () => {
    const states = statesOf({ ...answer, served: null, overCapacity: null });
    expect(states).toEqual([
      { id: "covered", people: 270 },
      { id: "notCovered", people: 130 },
    ]);
  });
});
