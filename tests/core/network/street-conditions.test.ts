import { describe, expect, it } from "vitest";
import {
  CONDITION_CROSSING,
  CONDITION_NIGHT_NO_CYCLE,
  CONDITION_NIGHT_NO_WALK,
  CONDITION_NO_WHEELCHAIR,
  CONDITION_SPAN,
  CONDITION_STEPS,
  STOPS_CYCLE_AT_NIGHT,
  STOPS_WALK_AT_NIGHT,
  STOPS_WHEELCHAIR,
} from "../../../src/core/model/streets.ts";
import { stopConditions, streetConditions } from "../../../src/core/network/street-conditions.ts";

const NIGHT = CONDITION_NIGHT_NO_WALK | CONDITION_NIGHT_NO_CYCLE;

describe("conditions of a way", () => {
  it.each([
    ["a street has none", { highway: "residential" }, 0],
    ["steps are steps and no way for wheels", { highway: "steps" }, CONDITION_STEPS | CONDITION_NO_WHEELCHAIR],
    [
      "steps with a ramp for wheelchairs are open to them",
      { highway: "steps", "ramp:wheelchair": "yes" },
      CONDITION_STEPS,
    ],
    ["steps that a wheelchair passes are open to it", { highway: "steps", wheelchair: "limited" }, CONDITION_STEPS],
    [
      "an escalator slows nobody and is no way for wheels",
      { highway: "steps", conveying: "yes" },
      CONDITION_NO_WHEELCHAIR,
    ],
    ["wheelchair=no closes any way", { highway: "footway", wheelchair: "no" }, CONDITION_NO_WHEELCHAIR],
    ["a crossing may be a footway", { highway: "footway", footway: "crossing" }, CONDITION_CROSSING],
    ["a path", { highway: "path", path: "crossing" }, CONDITION_CROSSING],
    ["or a cycleway", { highway: "cycleway", cycleway: "crossing" }, CONDITION_CROSSING],
    ["a bridge spans", { highway: "footway", bridge: "yes" }, CONDITION_SPAN],
    [
      "a tunnel spans, tunnel=no does not",
      { highway: "footway", tunnel: "building_passage", bridge: "no" },
      CONDITION_SPAN,
    ],
    ["a park path with hours is shut at night", { highway: "footway", opening_hours: "06:00-22:00" }, NIGHT],
    ["a path open all day is not", { highway: "footway", opening_hours: "24/7" }, 0],
    ["access:conditional closes all", { highway: "footway", "access:conditional": "no @ (22:00-06:00)" }, NIGHT],
    [
      "but not those whom a tag lets in by name",
      { highway: "path", foot: "yes", "access:conditional": "no @ (22:00-06:00)" },
      CONDITION_NIGHT_NO_CYCLE,
    ],
    [
      "foot:conditional closes walkers",
      { highway: "path", "foot:conditional": "no @ (sunset-sunrise)" },
      CONDITION_NIGHT_NO_WALK,
    ],
    ["a condition by day does not matter at night", { highway: "path", "foot:conditional": "no @ (08:00-16:00)" }, 0],
    [
      "the mode's own condition beats the hours",
      { highway: "path", opening_hours: "06:00-22:00", "foot:conditional": "yes @ (00:00-24:00)" },
      CONDITION_NIGHT_NO_CYCLE,
    ],
  ] as const)("%s", (_, tags, bits) => {
    expect(streetConditions(tags)).toEqual({ bits, hasUnread: false });
  });

  it("of hours that are not understood leaves the way open and says so", () => {
    expect(streetConditions({ highway: "footway", opening_hours: "Apr-Oct 08:00-20:00" })).toEqual({
      bits: 0,
      hasUnread: true,
    });
  });
});

describe("conditions of a point", () => {
  const nightStops = STOPS_WALK_AT_NIGHT | STOPS_CYCLE_AT_NIGHT;
  it.each([
    ["an open gate stops nobody", { barrier: "gate" }, 0],
    ["a stile stops wheels", { barrier: "stile" }, STOPS_WHEELCHAIR],
    ["so does a kissing gate", { barrier: "kissing_gate" }, STOPS_WHEELCHAIR],
    ["and a turnstile", { barrier: "turnstile" }, STOPS_WHEELCHAIR],
    ["unless it says that wheelchairs pass", { barrier: "kissing_gate", wheelchair: "yes" }, 0],
    ["a bollard does not", { barrier: "bollard" }, 0],
    ["a gate with wheelchair=no does", { barrier: "gate", wheelchair: "no" }, STOPS_WHEELCHAIR],
    ["a raised kerb does", { barrier: "kerb", kerb: "raised" }, STOPS_WHEELCHAIR],
    ["a lowered one does not", { barrier: "kerb", kerb: "lowered" }, 0],
    ["a kerb told on a crossing's node is about its pavements", { highway: "crossing", kerb: "raised" }, 0],
    ["a gate with hours is shut at night", { barrier: "gate", opening_hours: "Mo-Su 06:00-22:00" }, nightStops],
    ["hours of a bus stop are not about the way", { highway: "bus_stop", opening_hours: "06:00-22:00" }, 0],
    ["barrier=no is none", { barrier: "no", opening_hours: "06:00-22:00" }, 0],
  ] as const)("%s", (_, tags, bits) => {
    expect(stopConditions(tags)).toEqual({ bits, hasUnread: false });
  });
});
