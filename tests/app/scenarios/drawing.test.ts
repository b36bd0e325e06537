import { describe, expect, it } from "vitest";
import { shapesOfDraft, shapesOfScenario } from "../../../src/app/scenarios/draw/drawn-shapes.ts";
import { lineThroughObstacle } from "../../../src/app/scenarios/draw/line-through.ts";
import {
  makeClosing,
  makeEstate,
  makeSpeed,
  makeStreet,
  readPositions,
  writePositions,
} from "../../../src/app/scenarios/draw/make-edit.ts";
import { findNearestStreet } from "../../../src/app/scenarios/draw/nearest-street.ts";
import { openScenarios } from "../../../src/app/scenarios/open-scenarios.ts";
import { metresPerDegreeOfLatitude, metresPerDegreeOfLongitude } from "../../../src/core/geodesy.ts";
import type { Position } from "../../../src/core/model/geometry.ts";
import type { Scenario } from "../../../src/core/model/scenario.ts";
import type { Streets } from "../../../src/core/model/streets.ts";
import { writeScenarios } from "../../../src/io/study/scenario-file.ts";
import type { StudyView } from "../../../src/worker/protocol.ts";
import { createPointFacilities } from "../../support/random-study.ts";

const LAT = 40;
/** Metres east and north of (113, 40). */
function at(east: number, north: number): Position {
  return [113 + east / metresPerDegreeOfLongitude(LAT), LAT + north / metresPerDegreeOfLatitude(LAT)];
}

/** Two streets along the parallels, 100 m apart, open to all; between them, at 50 m, a wall; at 300 m a road without walkers. */
function createGround(): StudyView {
  const lines = [
    [at(0, 0), at(500, 0)],
    [at(0, 100), at(500, 100)],
    [at(0, 300), at(500, 300)],
    [at(0, 340), at(500, 340)],
  ];
  const streets: Streets = {
    count: 4,
    coordinates: Float64Array.from(lines.flat(2)),
    starts: Uint32Array.of(0, 2, 4, 6, 8),
    permissions: Uint8Array.of(15, 15, 0, 15),
    classes: ["residential", "residential", "motorway", "residential"],
    names: ["南街", "北街", "快速路", "远街"],
    ids: ["south", "north", "fast", "far"],
  };
  const wall = { type: "LineString" as const, coordinates: [at(100, 50), at(400, 50)] };
  const study: Pick<StudyView, "streets" | "barriers" | "services" | "facilities"> = {
    streets,
    barriers: [{ kind: "wall", name: "", geometry: wall }],
    services: [{ id: "clinic" }] as unknown as StudyView["services"],
    facilities: [createPointFacilities("clinic", Float64Array.of(...at(10, 10), ...at(20, 10)))],
  };
  return study as StudyView;
}

const GROUND = createGround();
const STREET = {
  as: "street" as const,
  streetId: "new-street-1",
  name: "",
  streetClass: "residential",
  modes: ["walk" as const],
  isOneWay: false,
};
const faultOf = (made: object): string | undefined =>
  "fault" in made ? (made.fault as { code: string }).code : undefined;

describe("what is drawn", () => {
  it("finds the nearest street and the place on it", () => {
    const near = findNearestStreet(GROUND.streets, at(200, 12), 20, () => true);
    expect(near?.street).toBe(0);
    expect(near?.metres).toBeCloseTo(12, 1);
    expect(near?.at[1]).toBeCloseTo(LAT, 7);
    expect(findNearestStreet(GROUND.streets, at(200, 30), 20, () => true)).toBeNull();
  });

  it("a gate at a place of a wall joins the street on either side of it", () => {
    const line = lineThroughObstacle(GROUND, at(250, 55), "gate");
    const norths = (line ?? []).map(([, lat]) => Math.round((lat - LAT) * metresPerDegreeOfLatitude(LAT)));
    expect([...norths].sort((a, b) => a - b)).toEqual([0, 50, 100]);
    expect(lineThroughObstacle(GROUND, at(250, 180), "gate")).toBeNull();
  });

  it("a crossing may also lead over a road without walkers, where both sides have a street within 120 m", () => {
    expect(lineThroughObstacle(GROUND, at(250, 300), "crossing")).toBeNull();
    const both = { ...GROUND.streets, permissions: Uint8Array.of(15, 15, 0, 15) };
    both.coordinates.set([...at(0, 200), ...at(500, 200)], 8);
    both.coordinates.set([...at(0, 260), ...at(500, 260)], 12);
    expect(lineThroughObstacle({ streets: both, barriers: [] }, at(250, 202), "crossing")).toHaveLength(3);
  });

  it("each form names what is missing before there is an edit without effect", () => {
    expect(faultOf(makeStreet(GROUND, [], STREET))).toBe("two-points");
    expect(faultOf(makeStreet(GROUND, [at(0, 0)], STREET))).toBe("one-more-point");
    expect(faultOf(makeStreet(GROUND, [at(0, 0), [10, 10]], STREET))).toBe("outside");
    expect(faultOf(makeStreet(GROUND, [at(0, 0), at(0, 100)], { ...STREET, modes: [] }))).toBe("no-mode");
    expect(faultOf(makeClosing(GROUND, [at(0, 50)], false))).toBe("no-street");
    expect(faultOf(makeClosing(GROUND, [at(50, 0), at(60, 100)], true))).toBe("two-streets");
    const square = [at(0, 0), at(100, 0), at(100, 100), at(0, 100)];
    const bow = [at(0, 0), at(100, 100), at(100, 0), at(0, 100)];
    expect(faultOf(makeEstate(GROUND, bow, "", { all: "10" }))).toBe("crosses-itself");
    expect(faultOf(makeEstate(GROUND, square, "", {}))).toBe("no-people");
    expect(faultOf(makeEstate(GROUND, square, "", { all: "10", "60+": "11" }))).toBe("more-than-all");
    expect(faultOf(makeEstate(GROUND, square, "", { all: "10", "60+": "-1" }))).toBe("people");
    expect(faultOf(makeSpeed("adult", "0", 1.2))).toBe("speed");
    expect(faultOf(makeSpeed("adult", "1.2", 1.2))).toBe("same-speed");
    expect(makeEstate(GROUND, square, "院", { all: "10", "60+": "" })).toEqual({
      edit: {
        kind: "add-estate",
        name: "院",
        geometry: { type: "Polygon", coordinates: [[...square, square[0]]] },
        people: { all: 10 },
      },
    });
    expect(makeClosing(GROUND, [at(50, 3)], false)).toEqual({
      edit: { kind: "close-street", streetId: "south", part: null },
    });
  });

  it("reads the coordinates that it writes, with any of the usual separators, and nothing else", () => {
    const text = writePositions([
      [113.3, 40.08],
      [113.31, 40.09],
    ]);
    expect(readPositions(text)).toEqual([
      [113.3, 40.08],
      [113.31, 40.09],
    ]);
    expect(readPositions("113.3，40.08\n\n113.31 40.09")).toHaveLength(2);
    for (const wrong of ["113.3", "a, b", "113.3, 40.08, 3", "40.08, 113.3"]) expect(readPositions(wrong)).toBeNull();
  });

  it("a closed stretch is drawn between its two places, a moved facility from where it stood", () => {
    const scenario: Scenario = {
      id: "scenario-1",
      name: "",
      edits: [
        { id: "a", isOff: false, kind: "close-street", streetId: "south", part: { from: at(300, 0), to: at(100, 0) } },
        { id: "b", isOff: false, kind: "move-facility", serviceId: "clinic", facilityId: "clinic-0", to: at(90, 90) },
        { id: "c", isOff: true, kind: "close-facility", serviceId: "clinic", facilityId: "clinic-1" },
      ],
    };
    const [closed, from, to, ...rest] = shapesOfScenario(GROUND, scenario);
    expect(rest).toEqual([]);
    const easts = ((closed?.geometry.coordinates ?? []) as Position[]).map(([lon]) =>
      Math.round((lon - 113) * metresPerDegreeOfLongitude(LAT)),
    );
    expect(easts).toEqual([100, 300]);
    expect(from?.properties.role).toBe("moved-from");
    expect(to?.geometry).toEqual({ type: "Point", coordinates: at(90, 90) });
  });

  it("a draft is a line from its second place on, an estate an outline from its third", () => {
    const roles = (tool: "street" | "estate", count: number) =>
      shapesOfDraft(tool, [at(0, 0), at(10, 0), at(10, 10)].slice(0, count), null).map(
        ({ properties }) => properties.role,
      );
    expect(roles("street", 1)).toEqual(["vertex"]);
    expect(roles("street", 2)).toEqual(["new-street", "vertex", "vertex"]);
    expect(roles("estate", 2)).toEqual(["vertex", "vertex"]);
    expect(roles("estate", 3)[0]).toBe("new-estate");
  });
});

describe("a file of scenarios", () => {
  const closing = (facilityId: string): Scenario => ({
    id: "scenario-1",
    name: "方案",
    edits: [{ id: "edit-1", isOff: false, kind: "close-facility", serviceId: "clinic", facilityId }],
  });

  it("is added under free names and ids; what stands already is not added twice", () => {
    const standing = [closing("clinic-0")];
    expect(openScenarios(GROUND, standing, "a.json", writeScenarios(standing))).toEqual({
      kind: "opened",
      scenarios: standing,
      said: [{ key: "draw.files.same", values: {} }],
    });
    const opened = openScenarios(GROUND, standing, "a.json", writeScenarios([closing("clinic-1")]));
    expect(opened.kind === "opened" && opened.scenarios.map(({ id, name }) => [id, name])).toEqual([
      ["scenario-1", "方案"],
      ["scenario-2", "方案 2"],
    ]);
  });

  it("is refused whole where no step of a scenario finds its object, and told of where only some do", () => {
    const refused = openScenarios(GROUND, [], "b.json", writeScenarios([closing("elsewhere")]));
    expect(refused).toEqual({
      kind: "refused",
      why: { key: "draw.files.misfit", values: { name: "b.json", scenario: "方案", subject: "elsewhere" } },
    });
    const [some] = closing("elsewhere").edits;
    const mixed = { ...closing("clinic-0"), edits: [...closing("clinic-0").edits, { ...some, id: "edit-2" }] };
    const opened = openScenarios(GROUND, [], "b.json", writeScenarios([mixed as Scenario]));
    expect(opened.kind === "opened" && opened.said.map(({ key }) => key)).toEqual([
      "draw.files.done",
      "draw.files.partly",
    ]);
  });

  it("is refused with the reason where it is no JSON, empty, or has a field that is none", () => {
    const keyOf = (content: string): string => {
      const opened = openScenarios(GROUND, [], "c.json", content);
      return opened.kind === "refused" ? opened.why.key : "";
    };
    expect(keyOf("{")).toBe("draw.files.notJson");
    expect(keyOf(`{"scenarios":[]}`)).toBe("draw.files.empty");
    expect(keyOf(`{"scenarios":[{"id":"a"}]}`)).toBe("draw.files.unreadable");
  });
});
