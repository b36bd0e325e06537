import { describe, expect, it } from "vitest";
import {
  CROSSING,
  NIGHT_CLOSED,
  NIGHT_CLOSED_CYCLE,
  NIGHT_CLOSED_WALK,
  NO_WHEELCHAIR,
  OFF_GROUND,
  STEPS,
  WHEELCHAIR_RAMP,
} from "../../../src/core/model/streets.ts";
import { pointConditions, readConditionWords, streetConditions } from "../../../src/core/network/street-conditions.ts";

const ON_NIGHT = "no @ (22:00-06:00)";

describe("conditions of a way", () => {
  const cases: readonly (readonly [what: string, tags: Record<string, string>, bits: number])[] = [
    ["a plain street has none", { highway: "residential" }, 0],
    ["opening hours close it to everybody", { highway: "path", opening_hours: "06:00-22:00" }, NIGHT_CLOSED],
    ["access:conditional closes it to everybody", { highway: "path", "access:conditional": ON_NIGHT }, NIGHT_CLOSED],
    [
      "foot:conditional closes it to walkers alone",
      { highway: "path", "foot:conditional": ON_NIGHT },
      NIGHT_CLOSED_WALK,
    ],
    [
      "foot=yes beats access:conditional",
      { highway: "path", foot: "yes", "access:conditional": ON_NIGHT },
      NIGHT_CLOSED_CYCLE,
    ],
    [
      "access:conditional stands beside access",
      { highway: "path", access: "yes", "access:conditional": ON_NIGHT },
      NIGHT_CLOSED,
    ],
    ["vehicle:conditional is no walker's", { highway: "path", "vehicle:conditional": ON_NIGHT }, NIGHT_CLOSED_CYCLE],
    ["wheelchair=no", { highway: "path", wheelchair: "no" }, NO_WHEELCHAIR],
    ["wheelchair=limited is open", { highway: "path", wheelchair: "limited" }, 0],
    ["steps say it themselves", { highway: "steps" }, 0],
    ["steps with a ramp for wheelchairs", { highway: "steps", "ramp:wheelchair": "yes" }, WHEELCHAIR_RAMP],
    ["steps that wheelchairs pass", { highway: "steps", wheelchair: "yes" }, WHEELCHAIR_RAMP],
    ["a ramp for prams is none for wheelchairs", { highway: "steps", "ramp:stroller": "yes" }, 0],
    ["footway=crossing", { highway: "footway", footway: "crossing" }, CROSSING],
    ["cycleway=crossing", { highway: "cycleway", cycleway: "crossing" }, CROSSING],
    ["a bridge", { highway: "footway", bridge: "yes" }, OFF_GROUND],
    ["no tunnel", { highway: "footway", tunnel: "no" }, 0],
  ];
  for (const [what, tags, bits] of cases) {
    it(what, () => {
      expect(streetConditions(tags)).toEqual({ bits, isUnread: false });
      expect(streetConditions(new Map(Object.entries(tags)))).toEqual({ bits, isUnread: false });
    });
  }

  it("times that are not understood leave it open and are told", () => {
    expect(streetConditions({ highway: "path", opening_hours: "by appointment" })).toEqual({ bits: 0, isUnread: true });
    expect(streetConditions({ highway: "path", "foot:conditional": "no @ wet" })).toEqual({ bits: 0, isUnread: true });
  });
});

describe("conditions of a node", () => {
  const cases: readonly (readonly [what: string, tags: Record<string, string>, bits: number])[] = [
    ["a gate has none", { barrier: "gate" }, 0],
    ["a gate with hours", { barrier: "gate", opening_hours: "06:00-21:00" }, NIGHT_CLOSED],
    ["a shop's hours on a street's node close no street", { shop: "bakery", opening_hours: "06:00-21:00" }, 0],
    ["a turnstile stops wheelchairs", { barrier: "turnstile" }, NO_WHEELCHAIR],
    ["a kissing gate stops wheelchairs", { barrier: "kissing_gate" }, NO_WHEELCHAIR],
    ["a stile stops wheelchairs", { barrier: "stile" }, NO_WHEELCHAIR],
    ["a kissing gate made for wheelchairs lets them pass", { barrier: "kissing_gate", wheelchair: "yes" }, 0],
    ["bollards let wheelchairs pass", { barrier: "bollard" }, 0],
    ["a raised kerb stops wheelchairs", { barrier: "kerb", kerb: "raised" }, NO_WHEELCHAIR],
    ["a kerb needs no barrier to be one", { kerb: "rolled" }, NO_WHEELCHAIR],
    ["a lowered kerb stops nobody", { barrier: "kerb", kerb: "lowered" }, 0],
    ["a kerb of unknown height stops nobody", { barrier: "kerb" }, 0],
    ["a kerb told on a crossing's node is that of its pavements", { highway: "crossing", kerb: "raised" }, 0],
    ["bollards too narrow do not", { barrier: "bollard", wheelchair: "no" }, NO_WHEELCHAIR],
  ];
  for (const [what, tags, bits] of cases) {
    it(what, () => {
      expect(pointConditions(tags)).toEqual({ bits, isUnread: false });
    });
  }
});

describe("the words of a condition column", () => {
  it("are read in Chinese and English, several in a cell", () => {
    expect(readConditionWords("夜间关闭；轮椅不可通行")).toEqual({
      bits: NIGHT_CLOSED | NO_WHEELCHAIR,
      isUnread: false,
    });
    expect(readConditionWords("Night closed, crossing;steps")).toEqual({
      bits: NIGHT_CLOSED | CROSSING | STEPS,
      isUnread: false,
    });
    expect(readConditionWords("")).toEqual({ bits: 0, isUnread: false });
  });

  it("that are unknown are told and set nothing", () => {
    expect(readConditionWords("muddy; night-closed")).toEqual({ bits: NIGHT_CLOSED, isUnread: true });
    expect(readConditionWords("constructor")).toEqual({ bits: 0, isUnread: true });
  });
});
