import { describe, expect, it } from "vitest";
import type { Position } from "../../../src/core/model/geometry.ts";
import { DEFAULT_PARAMETERS } from "../../../src/core/model/parameters.ts";
import type { NewStreetKind, ScenarioEdit } from "../../../src/core/model/scenario.ts";
import type { Study } from "../../../src/core/model/study.ts";
import { runAnalysis } from "../../../src/core/run-analysis.ts";
import { applyScenario } from "../../../src/core/scenario/apply-scenario.ts";
import { createStudy } from "../../io/create-study.ts";
import { createDrawnStudy } from "../../support/drawn-study.ts";

type Draft<Edit> = Edit extends ScenarioEdit ? Omit<Edit, "id" | "isOff"> : never;

function scenarioOf(...edits: readonly Draft<ScenarioEdit>[]) {
  const numbered = edits.map((edit, index) => ({ ...edit, id: `e${index + 1}`, isOff: false }) as ScenarioEdit);
  return { id: "s1", name: "方案一", edits: numbered };
}

/** People of each community within the cutoff of a clinic. */
function covered(study: Study, cutoffSeconds: number): number[] {
  const [clinic] = runAnalysis(study, { ...DEFAULT_PARAMETERS, serviceIds: ["clinic"], cutoffSeconds }).services;
  return [...(clinic?.peopleCovered ?? [])];
}

/** Where a drawing of 100 m a character has its columns and rows, read off its homes. */
function placeOf(study: Study, home: number): Position {
  return [study.demand.coordinates[2 * home] as number, study.demand.coordinates[2 * home + 1] as number];
}

function newStreet(as: NewStreetKind, coordinates: readonly Position[], streetId = "new"): Draft<ScenarioEdit> {
  return {
    kind: "add-street",
    as,
    streetId,
    name: "新桥",
    streetClass: "footway",
    modes: ["walk"],
    isOneWay: false,
    coordinates,
  };
}

describe("edits of facilities", () => {
  const study = createStudy();
  const clinics = (...edits: readonly Draft<ScenarioEdit>[]) => {
    const applied = applyScenario(study, scenarioOf(...edits));
    return { ...applied, layer: applied.study.facilities.find(({ serviceId }) => serviceId === "clinic") };
  };
  const add: Draft<ScenarioEdit> = {
    kind: "add-facility",
    serviceId: "clinic",
    facilityId: "new-1",
    name: "新诊所",
    coordinates: [[113.012, 40.006]],
    attributes: { places: 12 },
  };

  it("a new one follows those that stand, with the columns of both, and can be moved, resized and closed by its id", () => {
    const before = study.facilities.find(({ serviceId }) => serviceId === "clinic");
    const count = before?.count ?? 0;
    const { layer, issues } = clinics(add);
    expect(issues).toEqual([]);
    expect(layer?.ids).toEqual([...(before?.ids ?? []), "new-1"]);
    expect(layer?.attributes.places?.[count]).toBe(12);
    for (const name of Object.keys(before?.attributes ?? {})) {
      expect(layer?.attributes[name]?.slice(0, count)).toEqual(before?.attributes[name]);
    }
    const facility = { serviceId: "clinic", facilityId: "new-1" };
    const moved = clinics(
      add,
      { ...facility, kind: "move-facility", to: [113.001, 40.001] },
      { ...facility, kind: "resize-facility", attributes: { places: 40 } },
    ).layer;
    expect([...(moved?.coordinates.slice(-2) ?? [])]).toEqual([113.001, 40.001]);
    expect(moved?.attributes.places?.[count]).toBe(40);
    expect(clinics(add, { ...facility, kind: "close-facility" }).layer?.ids).toEqual(before?.ids);
  });

  it("what does not stand is told, and the rest applies", () => {
    const gone = { serviceId: "clinic", facilityId: "gone" };
    const { layer, issues } = clinics(
      { ...gone, kind: "move-facility", to: [113, 40] },
      add,
      add,
      { ...gone, kind: "close-facility" },
      { ...add, serviceId: "sheep" } as Draft<ScenarioEdit>,
      { kind: "close-street", streetId: "nowhere", part: null },
    );
    expect(issues.map(({ editId, code, severity }) => `${editId} ${code} ${severity}`)).toEqual([
      "e1 unknown-facility error",
      "e3 duplicate-id error",
      "e4 unknown-facility error",
      "e5 unknown-service error",
      "e6 unknown-street error",
    ]);
    expect(layer?.ids).toContain("new-1");
  });

  it("order counts: closing what is added later finds nothing", () => {
    const close = { kind: "close-facility", serviceId: "clinic", facilityId: "new-1" } as const;
    expect(clinics(close, add).issues.map(({ code }) => code)).toEqual(["unknown-facility"]);
    expect(clinics(close, add).layer?.ids).toContain("new-1");
    expect(clinics(add, close).issues).toEqual([]);
  });

  it("a trail moves as a whole", () => {
    const trails = study.facilities.find(({ serviceId }) => serviceId === "fitness-trail");
    const [lon = 0, lat = 0] = trails?.coordinates ?? [];
    const to: Position = [lon + 0.001, lat + 0.002];
    const applied = applyScenario(
      study,
      scenarioOf({
        kind: "move-facility",
        serviceId: "fitness-trail",
        facilityId: trails?.ids[0] as string,
        to,
      }),
    ).study.facilities.find(({ serviceId }) => serviceId === "fitness-trail");
    const [first, end] = [trails?.starts[0] as number, trails?.starts[1] as number];
    for (let at = 2 * first; at < 2 * end; at++) {
      const step = at % 2 === 0 ? 0.001 : 0.002;
      expect((applied?.coordinates[at] as number) - (trails?.coordinates[at] as number)).toBeCloseTo(step, 9);
    }
  });
});

describe("edits of streets", () => {
  // The 1 in 乙 lives across the water from the clinic: 200 m straight, and no street over it.
  const town = createDrawnStudy("2-A--\n~~~~~\n~~~~~\n1----", { spacingMetres: 100 });
  const [north, south] = [placeOf(town, 0), placeOf(town, 1)];

  it("a bridge brings who lives across the water within reach", () => {
    expect(covered(town, 600)).toEqual([200]);
    const { study, issues } = applyScenario(town, scenarioOf(newStreet("bridge", [north, south])));
    expect(issues).toEqual([]);
    // 200 m to the clinic's row end, 300 m over the bridge: 500 m, 417 s at 1.2 m/s.
    expect(covered(study, 420)).toEqual([300]);
    expect(covered(study, 415)).toEqual([200]);
    expect(study.streets.count).toBe(town.streets.count + 1);
  });

  it("ends reach over to a street within 20 m; farther ones are told", () => {
    const metre = 1 / 111_000;
    const near = scenarioOf(newStreet("bridge", [[north[0], north[1] - 15 * metre], south]));
    expect(applyScenario(town, near).issues).toEqual([]);
    expect(covered(applyScenario(town, near).study, 420)).toEqual([300]);
    const far = applyScenario(town, scenarioOf(newStreet("bridge", [[north[0], north[1] - 30 * metre], south])));
    expect(far.issues).toEqual([{ editId: "e1", code: "end-not-joined", severity: "warning", subject: "new" }]);
    expect(covered(far.study, 600)).toEqual([200]);
  });

  it("a street meets what it crosses at grade; a bridge passes over it", () => {
    // The street in the middle leads to the clinic; a new line crosses it from home to nowhere.
    const cross = createDrawnStudy("1-.\n...\n--A\n...\n2-.", { spacingMetres: 100 });
    const [top, bottom] = [placeOf(cross, 0), placeOf(cross, 1)];
    const shifted = (position: Position): Position => [position[0] + 0.0005, position[1]];
    const line = [shifted(top), shifted(bottom)];
    const reached = (as: NewStreetKind): number[] =>
      covered(applyScenario(cross, scenarioOf(newStreet(as, line))).study, 400);
    expect(covered(cross, 400)).toEqual([0]);
    expect(reached("street")).toEqual([300]);
    expect(reached("crossing")).toEqual([300]);
    expect(reached("bridge")).toEqual([0]);
  });

  it("a closed street is walked by nobody; a closed part leaves the rest", () => {
    const row = createDrawnStudy("1----A----1", { spacingMetres: 100, communityColumns: [5] });
    expect(covered(row, 600)).toEqual([100, 100]);
    const { ids } = row.streets;
    const closed = applyScenario(
      row,
      scenarioOf({ kind: "close-street", streetId: ids[2] as string, part: null }),
    ).study;
    expect(covered(closed, 600)).toEqual([0, 100]);
    expect(closed.streets.count).toBe(row.streets.count);
    const [from, to] = [30, 60].map((metres): Position => {
      const start = 2 * (row.streets.starts[2] as number);
      const [lon, lat, nextLon] = [0, 1, 2].map((at) => row.streets.coordinates[start + at] as number);
      return [(lon as number) + (((nextLon as number) - (lon as number)) * metres) / 100, lat as number];
    });
    const part = { from: from as Position, to: to as Position };
    const parted = applyScenario(row, scenarioOf({ kind: "close-street", streetId: ids[2] as string, part })).study;
    expect(parted.streets.count).toBe(row.streets.count + 2);
    expect(covered(parted, 600)).toEqual([0, 100]);
    expect(
      applyScenario(
        row,
        scenarioOf({ kind: "close-street", streetId: ids[2] as string, part: { from: part.to, to: part.to } }),
      ).issues.map(({ code }) => code),
    ).toEqual(["empty-part"]);
  });

  it("the ground is kept: heights at old vertices stay, new ones lie on the profile", () => {
    const { streets } = town;
    const count = streets.coordinates.length / 2;
    // A metre of rise for every position, with one sample between those of a line.
    const samples = Uint32Array.from({ length: count }, (_, at) => 2 * at);
    const elevations = { samples, metres: Float32Array.from({ length: 2 * count }, (_, at) => at / 2) };
    const hilly = { ...town, streets: { ...streets, elevations } };
    const half = (a: Position, b: Position): Position => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
    const first = [0, 1].map(
      (at): Position => [streets.coordinates[2 * at] as number, streets.coordinates[2 * at + 1] as number],
    );
    const middle = half(first[0] as Position, first[1] as Position);
    const { study } = applyScenario(hilly, scenarioOf(newStreet("bridge", [middle, south])));
    const after = study.streets;
    const heightAt = (position: number): number =>
      after.elevations?.metres[after.elevations.samples[position] as number] ?? Number.NaN;
    // The first line now has a vertex in its middle, half a metre up; what followed is where it was.
    expect([heightAt(0), heightAt(1), heightAt(2)]).toEqual([0, 0.5, 1]);
    for (let at = 1; at < count; at++) expect(heightAt(at + 1)).toBe(at);
    const last = (after.starts[after.count] as number) - 1;
    expect(heightAt(after.starts[after.count - 1] as number)).toBe(0.5);
    expect(Number.isFinite(heightAt(last))).toBe(true);
    const slopes = runAnalysis(study, { ...DEFAULT_PARAMETERS, slope: true, serviceIds: ["clinic"] });
    expect(slopes.services[0]?.people).toEqual(Float64Array.of(300));
  });
});

describe("barriers, estates and profiles", () => {
  it("a wall between homes and their street sends them elsewhere or leaves them without one", () => {
    const town = createDrawnStudy("--A--\n.1...", { spacingMetres: 50 });
    expect(covered(town, 600)).toEqual([100]);
    const [lon, lat] = placeOf(town, 0);
    const wall: Draft<ScenarioEdit> = {
      kind: "add-barrier",
      as: "wall",
      name: "",
      geometry: {
        type: "LineString",
        coordinates: [
          [lon - 0.01, lat + 0.0002],
          [lon + 0.01, lat + 0.0002],
        ],
      },
    };
    expect(covered(applyScenario(town, scenarioOf(wall)).study, 600)).toEqual([0]);
  });

  it("people of an estate count in the community where they live, by group, and what is not said is told", () => {
    const study = createStudy();
    const place = study.demand.coordinates.slice(0, 2);
    const applied = applyScenario(
      study,
      scenarioOf({
        kind: "add-estate",
        name: "新小区",
        geometry: { type: "Point", coordinates: [place[0] as number, place[1] as number] },
        people: { all: 500, "80+": 5 },
      }),
    );
    const { demand } = applied.study;
    expect(demand.count).toBe(study.demand.count + 1);
    expect(demand.people.all.at(-1)).toBe(500);
    expect(demand.communityIndexes.at(-1)).toBe(study.demand.communityIndexes[0]);
    expect(demand.coordinates.slice(0, -2)).toEqual(study.demand.coordinates);
    const told = applied.issues.map(({ code, subject }) => `${code} ${subject}`);
    if (study.demand.people["80+"] === undefined) expect(told).toContain("unknown-group 80+");
    for (const groupId of Object.keys(study.demand.people)) {
      if (groupId !== "all" && groupId !== "80+") expect(told).toContain(`group-not-given ${groupId}`);
    }
  });

  it("people of a polygon are spread evenly inside it and add up", () => {
    const study = createStudy();
    const ring: Position[] = [
      [113.002, 40.002],
      [113.004, 40.002],
      [113.004, 40.004],
      [113.002, 40.004],
      [113.002, 40.002],
    ];
    const geometry = { type: "Polygon" as const, coordinates: [ring] };
    const { demand } = applyScenario(
      study,
      scenarioOf({ kind: "add-estate", name: "", geometry, people: { all: 700, "60+": 70 } }),
    ).study;
    const added = demand.count - study.demand.count;
    expect(added).toBeGreaterThan(20);
    const people = demand.people.all.slice(-added);
    expect(people.reduce((sum, value) => sum + value, 0)).toBeCloseTo(700, 9);
    expect(new Set(people).size).toBe(1);
    for (let at = study.demand.count; at < demand.count; at++) {
      const [lon, lat] = [demand.coordinates[2 * at] as number, demand.coordinates[2 * at + 1] as number];
      expect(lon > 113.002 && lon < 113.004 && lat > 40.002 && lat < 40.004).toBe(true);
    }
  });

  it("a faster profile reaches farther; the run's own speed still stands above it", () => {
    const town = createDrawnStudy("A---------1", { spacingMetres: 100 });
    const faster = scenarioOf({ kind: "change-profile", profileId: "adult", speedMetresPerSecond: 2.4 });
    const { study } = applyScenario(town, faster);
    expect(covered(town, 600)).toEqual([0]);
    expect(covered(study, 600)).toEqual([100]);
    const slow = runAnalysis(study, {
      ...DEFAULT_PARAMETERS,
      serviceIds: ["clinic"],
      cutoffSeconds: 600,
      speedMetresPerSecond: 1,
    });
    expect([...(slow.services[0]?.peopleCovered ?? [])]).toEqual([0]);
  });
});
