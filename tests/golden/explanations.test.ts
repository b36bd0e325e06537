/** Small towns whose communities are red for one reason each, with the explanation worked out by hand. At 1 m/s, seconds are metres. */
import { describe, expect, it } from "vitest";
import { measureFacilityRows } from "../../src/core/access/facility-rows.ts";
import { AnalysisSession } from "../../src/core/analysis-session.ts";
import { type AnalysisParameters, DEFAULT_PARAMETERS } from "../../src/core/model/parameters.ts";
import type { Study } from "../../src/core/model/study.ts";
import type { Target } from "../../src/core/plan/target.ts";
import { explainCapacity } from "../../src/core/questions/explain-capacity.ts";
import { type CommunityExplanation, explainCommunity } from "../../src/core/questions/explain-community.ts";
import { explainUnit } from "../../src/core/questions/explain-unit.ts";
import { findMissingLinks } from "../../src/core/questions/find-missing-links.ts";
import { searchOf } from "../../src/core/service-search.ts";
import { createDrawnStudy, type DrawnStudyOptions } from "../support/drawn-study.ts";
import { finishSteps } from "../support/finish-steps.ts";

const PARAMETERS: AnalysisParameters = { ...DEFAULT_PARAMETERS, speedMetresPerSecond: 1, cutoffSeconds: 500 };

function explain(
  study: Study,
  communityIndex = 0,
  change: Partial<AnalysisParameters> & { target?: Target | null; place?: [number, number] | null } = {},
): CommunityExplanation {
  const { target = null, place = null, ...parameters } = change;
  const asked = { ...PARAMETERS, ...parameters };
  const question = {
    parameters: asked,
    serviceId: "clinic",
    target,
    passShare: asked.passShare,
    communityIndex,
    place,
  };
  const explanation = finishSteps(explainCommunity(new AnalysisSession(study), question));
  if (explanation === null) throw new Error("nothing to explain");
  return explanation;
}

const draw = (drawing: string, options: DrawnStudyOptions): Study => createDrawnStudy(drawing, options);

/** What a remedy is worth, in one line. */
function worths({ remedies }: CommunityExplanation): string[] {
  return remedies.map((remedy) => {
    const { kind, peopleHere, peopleInCity, shareHere, passes } = remedy;
    const name = kind === "link" ? `${remedy.link.kind} ${Math.round(remedy.link.metres)} m` : kind;
    return `${name}: ${peopleHere} here, ${peopleInCity} in all, ${shareHere.toFixed(2)} ${passes ? "passes" : "fails"}`;
  });
}

const RIVER = `
4-A-----+
        |
~~~~~~~~|
        |
5-6-----+
`;

describe("why a community is red", () => {
  it("a river: 1,100 live within 500 m straight and walk 800 and 900 m; a bridge of 200 m would turn it", () => {
    const explanation = explain(draw(RIVER, { spacingMetres: 50 }));
    expect(explanation).toMatchObject({ people: 1500, peopleCovered: 400, isMet: false, cause: "barrier" });
    expect(explanation.short.byReason).toEqual({ unattached: 0, far: 0, barrier: 1100, detour: 0 });
    // The water is drawn in squares, without a name: one barrier for whoever looks at it.
    expect(explanation.short.behind.map(({ people }) => people)).toEqual([1100]);
    // The median of those who are short is among the 600, across the water from the clinic.
    expect(explanation.home).toMatchObject({ choice: "median-short", people: 600, refusal: 0, isWithin: false });
    expect(explanation.walk?.metres).toBeCloseTo(800, 0);
    expect(explanation.straight?.metres).toBeCloseTo(200, 1);
    expect(explanation.straight?.walk?.metres).toBeCloseTo(800, 0);
    const [water, ...others] = explanation.straight?.between ?? [];
    expect(others).toEqual([]);
    expect(water?.widthMetres).toBeCloseTo(50, 1);
    expect(water?.passage).toBeNull();
    // 400 at 100 m, 600 at 800 m, 500 at 900 m: four fifths are 1,200 people.
    expect(explanation.costToPass).toBeCloseTo(900, 0);
    expect(worths(explanation)).toEqual([
      "facility: 1100 here, 1100 in all, 1.00 passes",
      "bridge 200 m: 1100 here, 1100 in all, 1.00 passes",
    ]);
  });

  it("too far: nothing within 500 m even straight", () => {
    const options = { spacingMetres: 100, communityColumns: [8, 12] };
    const explanation = explain(draw("1----A----2-3", options), 2);
    expect(explanation.cause).toBe("far");
    expect(explanation.short.byReason.far).toBe(300);
    expect(explanation.straight).toMatchObject({ isWithin: false, between: [] });
    expect(explanation.straight?.metres).toBeCloseTo(700, 0);
    // The 200 two columns off stand at 500 m, give or take the rounding of their positions.
    expect(worths(explanation)[0]).toMatch(/^facility: 300 here, (300|500) in all, 1.00 passes$/);
  });

  it("streets that go round: 400 m straight, nothing between, 1,600 m to walk against the arrows", () => {
    const drawing = `
2>>>A>>>3
|.......|
+-------+
`;
    const explanation = explain(draw(drawing, { spacingMetres: 100, communityColumns: [5] }), 1);
    expect(explanation.cause).toBe("detour");
    expect(explanation.short.byReason.detour).toBe(300);
    expect(explanation.walk?.metres).toBeCloseTo(1600, 0);
    expect(explanation.straight?.metres).toBeCloseTo(400, 0);
    expect(worths(explanation)).toEqual(["facility: 300 here, 300 in all, 1.00 passes"]);
  });

  it("two dead ends 80 m apart: joining them saves 480 of 680 m", () => {
    const drawing = `
A--1.3--+
|.......|
|.......|
+-------+
`;
    const explanation = explain(draw(drawing, { spacingMetres: 40 }));
    expect(explanation.cause).toBe("detour");
    expect(explanation.walk?.metres).toBeCloseTo(680, 0);
    expect(worths(explanation)).toEqual([
      "facility: 300 here, 300 in all, 1.00 passes",
      "dead-end 80 m: 300 here, 300 in all, 1.00 passes",
    ]);
    const link = explanation.remedies.find(({ kind }) => kind === "link");
    if (link?.kind !== "link") throw new Error("no link");
    expect(link.link.costBefore).toBeCloseTo(680, 0);
    expect(link.link.costAfter).toBeCloseTo(200, 0);
    expect(link.link.barrierIndexes).toEqual([]);
  });

  it("no street within 300 m: not joined to the network; a street to the door would do", () => {
    const drawing = `
A----
.....
.....
.....
.....
3....
`;
    const explanation = explain(draw(drawing, { spacingMetres: 100 }), 0, { cutoffSeconds: 600 });
    expect(explanation).toMatchObject({ cause: "unattached", walk: null });
    expect(explanation.home).toMatchObject({ choice: "unreached", refusal: 1 });
    expect(explanation.short.unattached).toEqual({ tooFar: 300, behindBarrier: 0, onIsland: 0 });
    expect(explanation.costToPass).toBe(Infinity);
    expect(worths(explanation)).toEqual(["attach-homes: 300 here, 300 in all, 1.00 passes"]);
  });

  it("a clinic that no street reaches: those near it are short because of it, and joining it turns them", () => {
    const drawing = `
A......
.......
.......
.......
+--3--+
`;
    const explanation = explain(draw(drawing, { spacingMetres: 100 }), 0, { cutoffSeconds: 800 });
    expect(explanation.cause).toBe("unattached");
    // 300 m along the street and 400 m off it.
    expect(worths(explanation)).toEqual([
      "facility: 300 here, 300 in all, 1.00 passes",
      "attach-facility: 300 here, 300 in all, 1.00 passes",
    ]);
  });

  it("missed by little: 80 of 84 per cent", () => {
    const explanation = explain(draw("8--A------2", { spacingMetres: 100 }), 0, { passShare: 0.84 });
    expect(explanation).toMatchObject({ cause: "narrow", isMet: false });
    expect(explanation.share).toBeCloseTo(0.8, 10);
  });

  it("no clinic at all", () => {
    const explanation = explain(draw("1---2", { spacingMetres: 100 }));
    expect(explanation).toMatchObject({ cause: "none", walk: null, straight: null });
  });

  it("met: no cause, the median home of all, and how little time would do", () => {
    const explanation = explain(draw("8--A------2", { spacingMetres: 100 }));
    expect(explanation).toMatchObject({ cause: null, isMet: true, home: { choice: "median-short", people: 200 } });
    expect(explanation.costToPass).toBeCloseTo(300, 0);
    const all = explain(draw("8--A--2", { spacingMetres: 100 }));
    expect(all).toMatchObject({ isMet: true, home: { choice: "median-all", people: 800 }, remedies: [] });
  });

  it("another place of the community is explained where it is asked for", () => {
    const study = draw(RIVER, { spacingMetres: 50 });
    const [lon = 0, lat = 0] = study.demand.coordinates;
    const explanation = explain(study, 0, { place: [lon, lat] });
    expect(explanation.home).toMatchObject({ choice: "asked", people: 400, isWithin: true });
    expect(explanation.walk?.metres).toBeCloseTo(100, 0);
  });

  it("a target's circle is explained by its own metres, whatever the run's time", () => {
    const study = draw("8--A------2", { spacingMetres: 100 });
    const circle = (measure: "network" | "straight", metres: number): Target =>
      ({
        id: "T",
        unit: "urban-community",
        target: { value: 1, text: "", measure: "" },
        rule: {
          kind: "service-area",
          needs: [{ serviceIds: ["clinic"] }],
          reach: { kind: "distance", metres, measure },
          profileId: null,
          groupId: "all",
          passShare: 1,
        },
      }) as unknown as Target;
    const near = explain(study, 0, { target: circle("network", 600), cutoffSeconds: 60 });
    expect(near).toMatchObject({ cutoff: 600, passShare: 1, peopleCovered: 800, cause: "far" });
    expect(near.walk?.cost).toBeCloseTo(700, 0);
    expect(worths(near)).toEqual(["facility: 200 here, 200 in all, 1.00 passes"]);
    const straight = explain(study, 0, { target: circle("straight", 600) });
    expect(straight).toMatchObject({ walk: null, around: null, cause: "far", peopleCovered: 800 });
    expect(worths(straight)).toEqual(["facility: 200 here, 200 in all, 1.00 passes"]);
    expect(explain(study, 0, { target: circle("straight", 701) }).isMet).toBe(true);
  });
});

describe("what a city lacks", () => {
  it("the river town lacks a bridge, for all 1,100 of the far bank", () => {
    const session = new AnalysisSession(draw(RIVER, { spacingMetres: 50 }));
    const { links, peopleShort, cutoffSeconds } = finishSteps(findMissingLinks(session, PARAMETERS, "clinic"));
    expect({ peopleShort, cutoffSeconds }).toEqual({ peopleShort: 1100, cutoffSeconds: 500 });
    expect(links).toHaveLength(1);
    expect(links[0]).toMatchObject({ kind: "bridge", peopleGained: 1100, communitiesTurned: [0], communityIndex: 0 });
    expect(links[0]?.metres).toBeCloseTo(200, 1);
    expect(links[0]?.waterMetres).toBeCloseTo(50, 1);
  });

  it("of one kind only what is of that kind is found", () => {
    const session = new AnalysisSession(draw(RIVER, { spacingMetres: 50 }));
    expect(finishSteps(findMissingLinks(session, PARAMETERS, "clinic", "wall-gate")).links).toEqual([]);
    expect(finishSteps(findMissingLinks(session, PARAMETERS, "clinic", "bridge")).links).toHaveLength(1);
  });
});

describe("what a unit lacks", () => {
  const target = {
    id: "T",
    unit: "urban-community",
    rule: { kind: "at-least-per-unit", needs: [{ serviceIds: ["clinic"] }], count: 1, minimumPeople: 250 },
  } as unknown as Target;

  it("names the nearest elsewhere, from the middle of the unit's people", () => {
    const session = new AnalysisSession(draw("1----A----2-3", { spacingMetres: 100, communityColumns: [8] }));
    const unit = explainUnit(session, target, 1);
    expect(unit).toMatchObject({ unitId: "c2", people: 500, isTested: true, isMet: false, count: 1 });
    // 200 at column 10 and 300 at 12: their middle is at 11.2, the clinic at 5.
    expect(unit?.needs).toHaveLength(1);
    expect(unit?.needs[0]).toMatchObject({ inUnit: 0, missing: 1, failing: 0 });
    expect(unit?.needs[0]?.nearest).toMatchObject([{ serviceId: "clinic", facilityIndex: 0, communityIndex: 0 }]);
    expect(unit?.needs[0]?.nearest[0]?.straightMetres).toBeCloseTo(620, 0);
  });

  it("a unit below the threshold is not tested, one with a clinic is met", () => {
    const session = new AnalysisSession(draw("1----A----2-3", { spacingMetres: 100, communityColumns: [8] }));
    expect(explainUnit(session, target, 0)).toMatchObject({ people: 100, isTested: false, isMet: true });
  });
});

describe("places", () => {
  it("300 reach a clinic of 250 places: 50 find none, and 50 more places serve exactly them", () => {
    const drawn = draw("1----A--2", { spacingMetres: 100 });
    const [layer] = drawn.facilities;
    if (!layer) throw new Error("no clinic");
    const study = { ...drawn, facilities: [{ ...layer, attributes: { places: [250] } }] };
    const session = new AnalysisSession(study);
    const [service] = study.services;
    if (!service) throw new Error("no service");
    const parameters = { ...PARAMETERS, cutoffSeconds: 600 };
    const rows = finishSteps(measureFacilityRows(session, searchOf(service, parameters), 600));
    expect(finishSteps(explainCapacity(session, parameters, "clinic", rows, 0))).toMatchObject({
      ...{ fault: null, people: 300, served: 250, overCapacity: 50, notCovered: 0 },
      ...{ reachedFacilities: 1, reachedPlaces: 250 },
      remedies: [{ facilityIndex: 0, capacity: 250, morePlaces: 50, peopleHere: 50, peopleInCity: 50 }],
    });
  });

  it("without a figure nothing is said of places", () => {
    const study = draw("1----A--2", { spacingMetres: 100 });
    const session = new AnalysisSession(study);
    const [service] = study.services;
    if (!service) throw new Error("no service");
    const rows = finishSteps(measureFacilityRows(session, searchOf(service, PARAMETERS), 500));
    expect(finishSteps(explainCapacity(session, PARAMETERS, "clinic", rows, 0))).toMatchObject({
      fault: "no-capacity",
      remedies: [],
    });
  });
});
