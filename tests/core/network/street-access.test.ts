import { describe, expect, it } from "vitest";
import {
  CYCLE_BACKWARD,
  CYCLE_BOTH,
  CYCLE_FORWARD,
  WALK_BACKWARD,
  WALK_BOTH,
  WALK_FORWARD,
} from "../../../src/core/model/streets.ts";
import { blockedModes, isEntrance, isStreet, streetPermissions } from "../../../src/core/network/street-access.ts";

function walk(tags: Record<string, string>): number {
  return streetPermissions(tags).permissions & WALK_BOTH;
}
function cycle(tags: Record<string, string>): number {
  return streetPermissions(tags).permissions & CYCLE_BOTH;
}

describe("walking along a way", () => {
  it.each([
    "residential",
    "footway",
    "path",
    "steps",
    "cycleway",
    "service",
    "track",
    "trunk",
    "living_street",
    "pedestrian",
    "road",
  ])("is allowed both ways on a %s", (highway) => expect(walk({ highway })).toBe(WALK_BOTH));

  it.each([
    "motorway",
    "motorway_link",
    "construction",
    "proposed",
    "raceway",
    "abandoned",
    "razed",
    "bus_guideway",
    "escape",
  ])("is not allowed on a %s", (highway) => expect(walk({ highway })).toBe(0));

  it("is allowed on a pier and on platforms, which have no highway tag", () => {
    expect(walk({ man_made: "pier" })).toBe(WALK_BOTH);
    expect(walk({ railway: "platform" })).toBe(WALK_BOTH);
    expect(walk({ public_transport: "platform" })).toBe(WALK_BOTH);
    expect(walk({ building: "yes" })).toBe(0);
  });

  it("never goes by ferry", () => {
    expect(walk({ route: "ferry", foot: "yes" })).toBe(0);
    expect(walk({ route: "ferry", highway: "footway" })).toBe(0);
  });

  it("keeps off roads for motors only", () => {
    expect(walk({ highway: "trunk", motorroad: "yes" })).toBe(0);
    expect(walk({ highway: "trunk", motorroad: "yes", foot: "yes" })).toBe(WALK_BOTH);
    expect(walk({ highway: "motorway", access: "yes" })).toBe(0);
    expect(walk({ highway: "construction", foot: "yes" })).toBe(0);
  });

  it.each(["no", "private", "permit"])("is stopped by access=%s", (access) =>
    expect(walk({ highway: "service", access })).toBe(0),
  );

  it.each(["yes", "permissive", "designated", "destination", "customers"])(
    "is allowed where foot=%s beats access=private",
    (foot) => expect(walk({ highway: "service", access: "private", foot })).toBe(WALK_BOTH),
  );

  it.each(["no", "private", "use_sidepath"])("is stopped where foot=%s beats access=yes", (foot) =>
    expect(walk({ highway: "cycleway", access: "yes", foot })).toBe(0),
  );

  it("ignores conditional tags and values it does not know", () => {
    expect(walk({ highway: "service", "access:conditional": "no @ (22:00-06:00)" })).toBe(WALK_BOTH);
    expect(walk({ highway: "service", foot: "unknown", access: "no" })).toBe(0);
  });

  it("follows oneway:foot but not the oneway of motors", () => {
    expect(walk({ highway: "residential", oneway: "yes" })).toBe(WALK_BOTH);
    expect(walk({ highway: "footway", "oneway:foot": "yes" })).toBe(WALK_FORWARD);
    expect(walk({ highway: "footway", "oneway:foot": "-1" })).toBe(WALK_BACKWARD);
    expect(walk({ highway: "footway", "oneway:foot": "no" })).toBe(WALK_BOTH);
  });

  it("follows foot:forward and foot:backward", () => {
    expect(walk({ highway: "footway", "foot:backward": "no" })).toBe(WALK_FORWARD);
    expect(walk({ highway: "footway", "foot:forward": "no" })).toBe(WALK_BACKWARD);
    expect(walk({ highway: "primary", foot: "no", "foot:forward": "yes" })).toBe(WALK_FORWARD);
  });

  it("goes only with an escalator", () => {
    expect(walk({ highway: "steps", conveying: "backward" })).toBe(WALK_BACKWARD);
    expect(walk({ highway: "footway", conveying: "yes" })).toBe(WALK_BOTH);
  });

  it("reads the same tags from a map", () => {
    const tags = new Map([
      ["highway", "service"],
      ["access", "private"],
    ]);
    expect(streetPermissions(tags).permissions).toBe(0);
  });

  it("is not misled by names that every object has", () => {
    expect(streetPermissions({ highway: "residential" }).permissions).toBe(WALK_BOTH | CYCLE_BOTH);
    expect(isStreet(JSON.parse('{"__proto__": {"highway": "residential"}}'))).toBe(false);
  });
});

describe("cycling along a way", () => {
  it.each(["footway", "pedestrian", "steps", "motorway", "platform"])("is not allowed on a %s by default", (highway) =>
    expect(cycle({ highway })).toBe(0),
  );

  it("is allowed where bicycle says so, never on steps", () => {
    expect(cycle({ highway: "footway", bicycle: "yes" })).toBe(CYCLE_BOTH);
    expect(cycle({ highway: "steps", bicycle: "yes" })).toBe(0);
    expect(cycle({ highway: "path" })).toBe(CYCLE_BOTH);
  });

  it("is stopped by bicycle=no, bicycle=dismount, vehicle=no and access=private", () => {
    expect(cycle({ highway: "residential", bicycle: "no" })).toBe(0);
    expect(cycle({ highway: "residential", bicycle: "dismount" })).toBe(0);
    expect(cycle({ highway: "residential", vehicle: "no" })).toBe(0);
    expect(cycle({ highway: "residential", access: "private" })).toBe(0);
    expect(cycle({ highway: "residential", access: "private", bicycle: "yes" })).toBe(CYCLE_BOTH);
  });

  it("follows one-way streets and their exceptions for cycles", () => {
    expect(cycle({ highway: "residential", oneway: "yes" })).toBe(CYCLE_FORWARD);
    expect(cycle({ highway: "residential", oneway: "-1" })).toBe(CYCLE_BACKWARD);
    expect(cycle({ highway: "residential", oneway: "yes", "oneway:bicycle": "no" })).toBe(CYCLE_BOTH);
    expect(cycle({ highway: "residential", oneway: "yes", cycleway: "opposite_lane" })).toBe(CYCLE_BOTH);
    expect(cycle({ highway: "residential", oneway: "yes", "cycleway:left:oneway": "-1" })).toBe(CYCLE_BOTH);
    expect(cycle({ highway: "primary", junction: "roundabout" })).toBe(CYCLE_FORWARD);
    expect(cycle({ highway: "cycleway", "oneway:bicycle": "yes" })).toBe(CYCLE_FORWARD);
  });
});

describe("a node", () => {
  it.each(["gate", "lift_gate", "swing_gate", "bollard", "kerb", "entrance", "cycle_barrier"])(
    "with an open %s stops nobody",
    (barrier) => expect(blockedModes({ barrier })).toBe(0),
  );

  it("with a gate stops walkers when access or foot refuses, and foot wins", () => {
    expect(blockedModes({ barrier: "gate", access: "private" })).toBe(WALK_BOTH | CYCLE_BOTH);
    expect(blockedModes({ barrier: "gate", access: "no", foot: "yes" })).toBe(CYCLE_BOTH);
    expect(blockedModes({ barrier: "gate", access: "yes", foot: "no" })).toBe(WALK_BOTH);
  });

  it("that is locked stops walkers unless foot=yes", () => {
    expect(blockedModes({ barrier: "gate", locked: "yes" })).toBe(WALK_BOTH | CYCLE_BOTH);
    expect(blockedModes({ barrier: "gate", locked: "yes", foot: "yes" })).toBe(CYCLE_BOTH);
    expect(blockedModes({ barrier: "gate", locked: "no" })).toBe(0);
  });

  it("with a wall stops both modes", () => expect(blockedModes({ barrier: "wall" })).toBe(WALK_BOTH | CYCLE_BOTH));

  it.each(["stile", "kissing_gate", "turnstile"])("with a %s stops cycles only", (barrier) =>
    expect(blockedModes({ barrier })).toBe(CYCLE_BOTH),
  );

  it("with foot=no stops walkers, but not where it is a crossing of the road", () => {
    expect(blockedModes({ foot: "no" })).toBe(WALK_BOTH);
    expect(blockedModes({ highway: "crossing", foot: "no" })).toBe(0);
    expect(blockedModes({ amenity: "parking_entrance", access: "private" })).toBe(0);
  });
});

describe("the street layer", () => {
  it("keeps motorways to be drawn, but not ferries or roads not yet built", () => {
    expect(isStreet({ highway: "motorway" })).toBe(true);
    expect(isStreet({ highway: "proposed" })).toBe(false);
    expect(isStreet({ route: "ferry" })).toBe(false);
  });
});

describe("entering an area", () => {
  it.each([
    { entrance: "yes" },
    { entrance: "main" },
    { barrier: "gate" },
    { barrier: "kissing_gate" },
    { barrier: "gate", access: "no", foot: "yes" },
  ])("is possible at %o", (tags) => expect(isEntrance(tags)).toBe(true));
  it.each([
    {},
    { entrance: "no" },
    { barrier: "fence" },
    { barrier: "gate", locked: "yes" },
    { barrier: "gate", access: "private" },
    { entrance: "yes", access: "no" },
  ])("is not at %o", (tags) => expect(isEntrance(tags)).toBe(false));
});
