/** Edits of streets: what is taken over from earlier streets equals what is made from nothing, to the bit. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../geodata/build/random.ts";
import { AnalysisSession } from "../../src/core/analysis-session.ts";
import type { Position } from "../../src/core/model/geometry.ts";
import { type AnalysisParameters, DEFAULT_PARAMETERS } from "../../src/core/model/parameters.ts";
import type { Scenario, ScenarioEdit } from "../../src/core/model/scenario.ts";
import { CROSSING, NIGHT_CLOSED, NO_WHEELCHAIR, STEPS } from "../../src/core/model/streets.ts";
import type { Study } from "../../src/core/model/study.ts";
import { runAnalysis } from "../../src/core/run-analysis.ts";
import { applyScenario } from "../../src/core/scenario/apply-scenario.ts";
import { ScenarioSessions } from "../../src/core/scenario/scenario-sessions.ts";
import { searchOf } from "../../src/core/service-search.ts";
import { readStudyFolder } from "../../src/io/study/study-folder.ts";
import { addOddLines } from "../support/random-lines.ts";
import { createRandomEdit, type RandomEditKind } from "../support/random-scenario.ts";
import { createPointFacilities, createRandomStudy } from "../support/random-study.ts";

const seeds = fc.integer({ min: 1, max: 1e6 });
const KINDS: readonly RandomEditKind[] = [
  "add-street",
  "add-street",
  "close-street",
  "close-part",
  "add-facility",
  "move-facility",
  "close-facility",
  "add-barrier",
  "add-estate",
  "change-profile",
];
const TRAVELS: readonly Partial<AnalysisParameters>[] = [
  {},
  { night: true, stairsFactor: 2, crossingSeconds: 30 },
  { profileId: "wheelchair", slope: true },
  { slope: true, crossingSeconds: 20 },
];

function scenarioOf(edits: readonly ScenarioEdit[]): Scenario {
  return { id: "scenario-1", name: "方案一", edits };
}

/** Streets some of which are drawn twice, loops, one-way, closed at night, to wheelchairs, steps or crossings, on hilly ground, and a line among the clinics. */
function createStudy(seed: number): Study {
  const study = createRandomStudy(seed);
  const random = createRandom(seed + 91);
  const streets = seed % 2 === 0 ? addOddLines(study.streets, seed + 17) : study.streets;
  const positions = streets.coordinates.length / 2;
  const metres = Float32Array.from({ length: positions }, () => 1000 + random() * 12);
  const bits = [NIGHT_CLOSED, NO_WHEELCHAIR, STEPS, CROSSING];
  const hasConditions = random() < 0.7;
  const conditions = Uint8Array.from({ length: streets.count }, () =>
    random() < 0.2 ? (bits[Math.floor(random() * bits.length)] as number) : 0,
  );
  const places = Array.from({ length: 20 }, () => [113.3 + random() * 0.0125, 40.08 + random() * 0.0125]);
  const clinics = createPointFacilities("clinic", Float64Array.from(places.flat()));
  return {
    ...study,
    facilities: study.facilities.map((layer) => (layer.serviceId === "clinic" ? clinics : layer)),
    streets: {
      ...streets,
      permissions: streets.permissions.map((open) => (random() < 0.1 ? open & 5 : open)),
      ...(hasConditions ? { conditions } : {}),
      ...(random() < 0.6
        ? { elevations: { samples: Uint32Array.from({ length: positions }, (_, at) => at), metres } }
        : {}),
    },
  };
}

/** All that a run says of some services, and the costs behind it. */
function answers(study: Study, session: AnalysisSession, parameters: AnalysisParameters, withTargets = true) {
  const services = study.services.filter(({ id }) => parameters.serviceIds?.includes(id) ?? true);
  const { targets, ...result } = runAnalysis(study, parameters, session);
  const costs = services.map((service) => {
    const search = searchOf(service, parameters, study.profileSpeeds);
    const { field, demand, landSeconds, sources } = session.costs(search);
    const { arcStarts, arcs, arcSides, bucketShift } = field.graph;
    return {
      graph: { arcStarts, arcs, arcSides, bucketShift },
      ticks: field.ticks,
      nodeSources: field.sourceIndexes,
      demand,
      landSeconds,
      snaps: sources.snaps,
      sourceOfPoint: sources.sourceOfPoint,
      homes: session.demandSnaps(search.travel, search.snapRadiusMetres),
    };
  });
  return { result, costs, ...(withTargets ? { targets } : {}) };
}

describe("edits of streets", () => {
  it("random streets added, closed, cut and taken back, among other edits, on streets with conditions and hills, equal a run from nothing", () => {
    fc.assert(
      fc.property(
        seeds,
        fc.array(seeds, { minLength: 2, maxLength: 9 }),
        fc.integer({ min: 0, max: TRAVELS.length - 1 }),
        (studySeed, editSeeds, travel) => {
          const study = createStudy(studySeed);
          const base = new AnalysisSession(study);
          const parameters = {
            ...DEFAULT_PARAMETERS,
            cutoffSeconds: 400,
            snapRadiusMetres: 120,
            ...TRAVELS[travel],
          };
          if (studySeed % 3 > 0) runAnalysis(study, parameters, base);
          const sessions = new ScenarioSessions(base);
          let edits: readonly ScenarioEdit[] = [];
          editSeeds.forEach((seed, index) => {
            if (seed % 5 === 0 && edits.length > 0) {
              const switched = seed % edits.length;
              edits = edits.map((edit, at) => (at === switched ? { ...edit, isOff: !edit.isOff } : edit));
            } else if (seed % 7 === 0) edits = edits.slice(0, -1);
            else if (seed % 11 === 0) edits = edits.slice(1);
            else edits = [...edits, createRandomEdit(study, seed, index, KINDS)];
            const derived = sessions.open(scenarioOf(edits));
            const whole = applyScenario(study, scenarioOf(edits));
            // Now and then one service alone is looked at, so that the next edit finds the other elsewhere.
            const asked = seed % 4 === 0 ? { ...parameters, serviceIds: ["clinic"] } : parameters;
            const expected = answers(whole.study, new AnalysisSession(whole.study), asked);
            expect(answers(derived.study, derived.session, asked)).toEqual(expected);
          });
        },
      ),
      { numRuns: 220 },
    );
  }, 240_000);

  it("on the Datong study a street added, one closed, a bridge and a part closed, switched off and taken back, equal runs from nothing", async () => {
    const folder = join(import.meta.dirname, "../../geodata/datong");
    const study = await readStudyFolder(async (name) => new Uint8Array(readFileSync(join(folder, name))));
    const parameters = { ...DEFAULT_PARAMETERS, serviceIds: ["elderly-day-care", "fitness-trail"] };
    const base = new AnalysisSession(study);
    runAnalysis(study, parameters, base);
    const sessions = new ScenarioSessions(base);
    const { streets } = study;
    const layer = study.facilities.find(({ serviceId }) => serviceId === "elderly-day-care");
    if (!layer) throw new Error("The study has no day-care centres.");
    const [lon, lat] = [layer.coordinates[0] as number, layer.coordinates[1] as number];
    const positionOf = (position: number): Position => [
      streets.coordinates[2 * position] as number,
      streets.coordinates[2 * position + 1] as number,
    ];
    const long = streets.ids.findIndex(
      (_, row) => (streets.starts[row + 1] as number) - (streets.starts[row] as number) > 12,
    );
    const from = streets.starts[long] as number;
    const on = { isOff: false };
    const street = { ...on, kind: "add-street", name: "", streetClass: "residential", modes: ["walk"] } as const;
    const add: ScenarioEdit = {
      ...street,
      id: "a",
      as: "street",
      streetId: "new-1",
      isOneWay: false,
      coordinates: [
        [lon, lat],
        [lon + 0.002, lat + 0.001],
      ],
    };
    const close: ScenarioEdit = { ...on, id: "b", kind: "close-street", streetId: streets.ids[1234] ?? "", part: null };
    const bridge: ScenarioEdit = {
      ...street,
      id: "c",
      as: "bridge",
      streetId: "new-2",
      isOneWay: true,
      coordinates: [
        [lon - 0.003, lat],
        [lon + 0.001, lat + 0.003],
      ],
    };
    const part: ScenarioEdit = {
      ...on,
      id: "d",
      kind: "close-street",
      streetId: streets.ids[long] ?? "",
      part: { from: positionOf(from + 3), to: positionOf(from + 8) },
    };
    const states = [
      [add],
      [add, close],
      [add, close, bridge, part],
      [{ ...add, isOff: true }, close, bridge, part],
      [close],
    ];
    for (const edits of states) {
      const derived = sessions.open(scenarioOf(edits));
      const fresh = applyScenario(study, scenarioOf(edits)).study;
      const [got, wanted] = [
        answers(derived.study, derived.session, parameters, false),
        answers(fresh, new AnalysisSession(fresh), parameters, false),
      ];
      expect(got.result.services).toEqual(wanted.result.services);
      expect(bytesOf(got.costs)).toEqual(bytesOf(wanted.costs));
    }
    expect(sessions.open(scenarioOf([])).session).toBe(base);
  }, 120_000);
});

/** Whole arrays as text of their bits, which are compared faster than their elements. */
function bytesOf(costs: ReturnType<typeof answers>["costs"]): readonly string[] {
  const found: string[] = [];
  const visit = (value: unknown): void => {
    if (ArrayBuffer.isView(value)) {
      found.push(Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("latin1"));
    } else if (typeof value === "object" && value !== null) Object.values(value).forEach(visit);
    else found.push(String(value));
  };
  visit(costs);
  return found;
}
