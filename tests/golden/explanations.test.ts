/** Small towns whose communities are red for one reason each, with the explanation worked out by hand. At 1 m/s, seconds are metres. */
import { describe, expect, it } from "vitest";
import { AnalysisSession } from "../../src/core/analysis-session.ts";
import { type AnalysisParameters, DEFAULT_PARAMETERS } from "../../src/core/model/parameters.ts";
import type { Study } from "../../src/core/model/study.ts";
import type { Target } from "../../src/core/plan/target.ts";
import { type CommunityExplanation, explainCommunity } from "../../src/core/questions/explain-community.ts";
import { explainUnit } from "../../src/core/questions/explain-unit.ts";
import { findMissingLinks } from "../../src/core/questions/find-missing-links.ts";
import { createDrawnStudy, type DrawnStudyOptions } from "../support/drawn-study.ts";
import { finishSteps } from "../support/finish-steps.ts";

const PARAMETERS: AnalysisParameters = { ...DEFAULT_PARAMETERS, speedMetresPerSecond: 1, cutoffSeconds: 500 };

function explain(
  study: Study,
  communityIndex = 0,
  change: Partial<AnalysisParameters> & {
    target?: Target | null;
    place?: [number, number] | null;
    withPlaces?: boolean;
  } = {},
): CommunityExplanation {
  const { target = null, place = null, withPlaces = false, ...parameters } = change;
  const asked = { ...PARAMETERS, ...parameters };
  const question = {
    parameters: asked,
    serviceId: "clinic",
    target,
    passShare: asked.passShare,
    communityIndex,
    place,
    withPlaces,
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
  const ask = (study: Study, target: Target | null = null, change: Partial<AnalysisParameters> = {}) => {
    const question = { parameters: { ...PARAMETERS, ...change }, serviceId: "clinic", target, passShare: 0.8 };
    const found = finishSteps(findMissingLinks(new AnalysisSession(study), question));
    if (found === null) throw new Error("nothing to ask");
    return found;
  };

  it("the river town lacks a bridge, for all 1,100 of the far bank", () => {
    const { links, peopleShort, reach } = ask(draw(RIVER, { spacingMetres: 50 }));
    expect({ peopleShort, reach }).toEqual({ peopleShort: 1100, reach: { kind: "time", seconds: 500 } });
    expect(links).toHaveLength(1);
    expect(links[0]).toMatchObject({
      ...{ kind: "bridge", peopleGained: 1100, communitiesTurned: [0], unitsTurned: ["c1"], communityIndex: 0 },
      ...{ rankInAll: 1, groups: [{ groupId: "all", people: 1100 }] },
    });
    expect(links[0]?.metres).toBeCloseTo(200, 1);
    expect(links[0]?.waterMetres).toBeCloseTo(50, 1);
    // The bridge goes straight from the clinic to the 600, who walked 800 m and are more than half; the 500 live 100 m on.
    expect(links[0]?.medianBefore).toBeCloseTo(800, 0);
    expect(links[0]?.medianAfter).toBeCloseTo(200, 0);
  });

  it("under a target by its own metres, pass mark and units, whatever the run's time", () => {
    const study = draw(RIVER, { spacingMetres: 50 });
    const circle = (metres: number, unit: string, measure = "network") =>
      ({
        id: "T",
        unit,
        rule: {
          kind: "service-area",
          needs: [{ serviceIds: ["clinic"] }],
          reach: { kind: "distance", metres, measure },
          profileId: "adult",
          groupId: "all",
          passShare: 0.6,
        },
      }) as unknown as Target;
    // Within 850 m only the 500 at 900 m are short.
    const near = ask(study, circle(850, "community"), { cutoffSeconds: 60 });
    expect(near).toMatchObject({ targetId: "T", peopleShort: 500, passShare: 0.6, metresPerUnit: [1] });
    // 1,000 of 1,500 pass already: the bridge turns no unit.
    expect(near.links).toMatchObject([{ kind: "bridge", peopleGained: 500, unitsTurned: [] }]);
    expect(ask(study, circle(500, "community")).links).toMatchObject([{ peopleGained: 1100, unitsTurned: ["c1"] }]);
    // The town is one urban community: as a target of villages it lacks nothing.
    const village = { ...study, communities: { ...study.communities, kinds: ["village" as const] } };
    const urban = ask(village, circle(500, "urban-community"));
    expect(urban).toMatchObject({ peopleShort: 0, links: [] });
    expect(() => ask(study, circle(500, "community", "straight"))).toThrow("nothing to ask");
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
  const withPlaces = (drawing: string, places: number[], options: DrawnStudyOptions): Study => {
    const drawn = draw(drawing, options);
    return { ...drawn, facilities: drawn.facilities.map((layer) => ({ ...layer, attributes: { places } })) };
  };
  /** Each remedy of places in one line. */
  const additions = ({ remedies }: CommunityExplanation): string[] =>
    remedies.flatMap((remedy) =>
      remedy.kind === "places"
        ? [
            `+${remedy.morePlaces} at ${remedy.facilityIndex} (${remedy.capacity}): ${remedy.peopleHere} here, ${remedy.peopleInCity} in all, ${remedy.shareHere.toFixed(2)} ${remedy.passes ? "passes" : "fails"}`,
          ]
        : [],
    );

  it("300 reach a clinic of 230 places: full is the one cause, and 10 more make four fifths", () => {
    const study = withPlaces("1----A--2", [230], { spacingMetres: 100 });
    const explanation = explain(study, 0, { cutoffSeconds: 600, withPlaces: true });
    expect(explanation).toMatchObject({ peopleCovered: 300, isMet: false, cause: "over-capacity" });
    expect(explanation.places).toMatchObject({
      ...{ fault: null, people: 300, served: 230, overCapacity: 70, notCovered: 0, isMet: false },
      ...{ reachedFacilities: 1, reachedPlaces: 230 },
    });
    expect(additions(explanation)).toEqual(["+10 at 0 (230): 10 here, 10 in all, 0.80 passes"]);
    // The same community within reach alone.
    expect(explain(study, 0, { cutoffSeconds: 600 })).toMatchObject({ isMet: true, cause: null, places: null });
  });

  it("the nearer ones of another community take the first places that are added", () => {
    // 甲 stands at 100 m, 乙 at 300 m; A has 50 places. 甲 takes them and the next 50; 乙 has none before the 51st.
    const study = withPlaces("A1-2", [50], { spacingMetres: 100, communityColumns: [3] });
    const [first, second] = [0, 1].map((index) => explain(study, index, { withPlaces: true }));
    expect(first?.cause).toBe("over-capacity");
    expect(additions(first as CommunityExplanation)).toEqual(["+30 at 0 (50): 30 here, 30 in all, 0.80 passes"]);
    expect(second?.cause).toBe("over-capacity");
    // Four fifths of 200 are 160: 50 for 甲 and 160 here.
    expect(additions(second as CommunityExplanation)).toEqual(["+210 at 0 (50): 160 here, 210 in all, 0.80 passes"]);
  });

  it("out of reach stays the cause where the pass share is not within it; more places are told, and turn nothing", () => {
    const study = withPlaces("1--A----------3", [40], { spacingMetres: 100 });
    const explanation = explain(study, 0, { withPlaces: true });
    expect(explanation).toMatchObject({ cause: "far", isMet: false });
    expect(additions(explanation)).toEqual(["+60 at 0 (40): 60 here, 60 in all, 0.25 fails"]);
  });

  it("enough places: met, and none are added", () => {
    const study = withPlaces("1----A--2", [240], { spacingMetres: 100 });
    const explanation = explain(study, 0, { cutoffSeconds: 600, withPlaces: true });
    expect(explanation).toMatchObject({ isMet: true, cause: null, places: { served: 240, isMet: true } });
  });

  it("without a figure nothing is said of places", () => {
    const explanation = explain(draw("1----A--2", { spacingMetres: 100 }), 0, { cutoffSeconds: 600, withPlaces: true });
    expect(explanation).toMatchObject({ isMet: true, cause: null, places: { fault: "no-capacity" } });
    expect(additions(explanation)).toEqual([]);
  });
});
