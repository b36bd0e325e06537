import { beforeAll, describe, expect, it } from "vitest";
import {
  backupShares,
  capacityUnit,
  faultWords,
  mainCatchments,
  summariseAccess,
} from "../../../src/app/select/access-answer.ts";
import { startStrings, type Translate } from "../../../src/app/strings/text.ts";
import type { ServiceAccess } from "../../../src/core/access/access-result.ts";

const access: ServiceAccess = {
  serviceId: "clinic",
  groupId: "all",
  cutoffSeconds: 900,
  facilityCount: 2,
  capacity: { attribute: "beds", kind: "places", values: Float64Array.of(50, 30), missingCount: 0, norm: null },
  capacityFault: null,
  stateFault: null,
  people: Float64Array.of(100, 300, 0),
  peopleWithBackup: Float64Array.of(40, 0, 0),
  peopleNotCovered: Float64Array.of(10, 120, 0),
  peopleServed: Float64Array.of(50, 30, 0),
  peopleOverCapacity: Float64Array.of(40, 150, 0),
  servedAtFacility: Float64Array.of(50, 30),
  facilitiesReached: Float64Array.of(1.4, 0.6, Number.NaN),
  secondNearestSeconds: Float64Array.of(Infinity, Infinity, Number.NaN),
  means: {
    cumulative: new Float64Array(3),
    gravity: new Float64Array(3),
    twoStep: Float64Array.of(0.4, 0.1, Number.NaN),
    enhanced: new Float64Array(3),
  },
  totals: {
    people: 400,
    peopleByReached: Float64Array.of(130, 230, 40),
    states: null,
    capacity: 80,
    capacityReached: 80,
  },
  catchments: { people: Float64Array.of(150, 120), notCovered: 130 },
  equityOf: "twoStep",
  rankedBy: null,
  equity: [],
};

describe("access in scope", () => {
  let t: Translate;
  beforeAll(() => {
    const strings = startStrings("zh-CN");
    t = (key, values) => strings.t(key, values ?? {});
  });

  it("sums the states, which add up to the people", () => {
    const answer = summariseAccess(access, [0, 1, 2]);
    expect(answer).toMatchObject({ people: 400, served: 80, overCapacity: 190, notCovered: 130, withBackup: 40 });
    expect((answer.served ?? 0) + (answer.overCapacity ?? 0) + answer.notCovered).toBe(answer.people);
  });

  it("weighs the score by people and gives it per thousand", () => {
    expect(summariseAccess(access, [0, 1, 2]).scorePerThousand).toBeCloseTo((1000 * (100 * 0.4 + 300 * 0.1)) / 400, 9);
  });

  it("has no states and no score where capacity is missing, never nought", () => {
    const bare = { ...access, peopleServed: null, peopleOverCapacity: null, means: null };
    expect(summariseAccess(bare, [0, 1])).toMatchObject({ served: null, overCapacity: null, scorePerThousand: null });
  });

  it("gives shares by community, none without people", () => {
    expect(Array.from(backupShares(access))).toEqual([0.4, 0, Number.NaN]);
  });

  it("gives each community the catchment of its main facility", () => {
    expect(Array.from(mainCatchments(access.catchments, Int32Array.of(1, 0, -1)))).toEqual([120, 150, Number.NaN]);
  });

  it("names the capacity by its column, and says what is needed where it cannot be tested", () => {
    expect(capacityUnit(t, "beds")).toBe("床位");
    expect(capacityUnit(t, "toString")).toBe("容量");
    const missing = {
      capacity: {
        attribute: "beds",
        kind: "places" as const,
        values: new Float64Array(0),
        missingCount: 3,
        norm: null,
      },
    };
    expect(faultWords(t, missing, "capacity-missing")).toBe("不可测：有 3 处设施缺容量数字；补齐“beds”列后可测。");
    expect(faultWords(t, { capacity: null }, "no-capacity")).toMatch(/^不可测：需要/);
  });
});
