/** Edits of scenarios in the engine, from the edit to the new coverage, and the surface of marginal gains. */
import { createRandom } from "../../geodata/build/random.ts";
import type { AnalysisSession } from "../../src/core/analysis-session.ts";
import type { Position } from "../../src/core/model/geometry.ts";
import { type AnalysisParameters, DEFAULT_PARAMETERS } from "../../src/core/model/parameters.ts";
import type { Scenario, ScenarioEdit } from "../../src/core/model/scenario.ts";
import type { Study } from "../../src/core/model/study.ts";
import { measureMarginalGain } from "../../src/core/questions/marginal-gain.ts";
import { analyseInSteps } from "../../src/core/run-analysis.ts";
import { ScenarioSessions } from "../../src/core/scenario/scenario-sessions.ts";
import { type Measurement, measure } from "../measure.ts";

export interface MeasuredEdit {
  readonly what: string;
  readonly measured: Measurement;
}

/** A run without the plan, as the page asks for it while a hand moves. */
function look(study: Study, parameters: AnalysisParameters, session: AnalysisSession): void {
  const steps = analyseInSteps(study, parameters, session, false);
  while (!steps.next().done);
}

function scenarioOf(edits: readonly ScenarioEdit[]): Scenario {
  return { id: "scenario-1", name: "drag", edits };
}

/** Drags a facility of each circle service in small steps: from the move to the service's new coverage. */
export function measureDrags(study: Study, base: AnalysisSession): readonly MeasuredEdit[] {
  const sessions = new ScenarioSessions(base);
  const random = createRandom(1);
  return study.services
    .filter(({ circle }) => circle)
    .flatMap((service): MeasuredEdit[] => {
      const layer = study.facilities.find(({ serviceId }) => serviceId === service.id);
      if (!layer || layer.count === 0) return [];
      const parameters = { ...DEFAULT_PARAMETERS, serviceIds: [service.id] };
      let facility = 0;
      const measured = measure(200, (run) => {
        // Ten steps with each facility, every step up to some 150 m farther from where it stood.
        if (run % 10 === 0) facility = Math.floor(random() * layer.count);
        const first = 2 * (layer.starts[facility] as number);
        const reach = 0.003 * (1 + (Math.abs(run) % 10));
        const to: Position = [
          (layer.coordinates[first] as number) + reach * (random() - 0.5),
          (layer.coordinates[first + 1] as number) + reach * (random() - 0.5),
        ];
        const facilityId = layer.ids[facility] as string;
        const open = sessions.open(
          scenarioOf([{ id: "move", isOff: false, kind: "move-facility", serviceId: service.id, facilityId, to }]),
        );
        look(open.study, parameters, open.session);
      });
      return [{ what: `drag one of ${layer.count} facilities, ${service.id}`, measured }];
    });
}

/** Other edits, each against the baseline, for one service: from the edit to the service's new coverage. */
export function measureOtherEdits(study: Study, base: AnalysisSession): readonly MeasuredEdit[] {
  const serviceId = "elderly-day-care";
  const parameters = { ...DEFAULT_PARAMETERS, serviceIds: [serviceId] };
  const layer = study.facilities.find((each) => each.serviceId === serviceId);
  if (!layer) return [];
  const random = createRandom(2);
  const near = (): Position => {
    const at = Math.floor(random() * layer.count);
    return [
      (layer.coordinates[2 * at] as number) + 0.004 * (random() - 0.5),
      (layer.coordinates[2 * at + 1] as number) + 0.004 * (random() - 0.5),
    ];
  };
  const beside = ([lon, lat]: Position): Position => [lon + 0.002, lat + 0.001];
  const on = { id: "edit", isOff: false };
  const kinds: readonly { readonly what: string; readonly runs: number; readonly make: () => ScenarioEdit }[] = [
    {
      what: "add a day-care centre",
      runs: 60,
      make: () => ({
        ...on,
        kind: "add-facility",
        serviceId,
        facilityId: "new-1",
        name: "",
        coordinates: [near()],
        attributes: {},
      }),
    },
    {
      what: "close a day-care centre",
      runs: 60,
      make: () => ({
        ...on,
        kind: "close-facility",
        serviceId,
        facilityId: layer.ids[Math.floor(random() * layer.count)] as string,
      }),
    },
    {
      what: "add an estate of 3,000 people",
      runs: 20,
      make: () => ({
        ...on,
        kind: "add-estate",
        name: "",
        geometry: { type: "Point", coordinates: near() },
        people: { all: 3000, "60+": 600 },
      }),
    },
    {
      what: "draw a wall of 200 m",
      runs: 7,
      make: () => {
        const from = near();
        const geometry = { type: "LineString" as const, coordinates: [from, beside(from)] };
        return { ...on, kind: "add-barrier", as: "wall", name: "", geometry };
      },
    },
    {
      what: "add a street of 200 m",
      runs: 7,
      make: () => {
        const from = near();
        return {
          ...on,
          kind: "add-street",
          as: "street",
          streetId: "new-street",
          name: "",
          streetClass: "residential",
          modes: ["walk", "cycle"],
          isOneWay: false,
          coordinates: [from, beside(from)],
        };
      },
    },
    {
      what: "close a street",
      runs: 7,
      make: () => ({
        ...on,
        kind: "close-street",
        streetId: study.streets.ids[Math.floor(random() * study.streets.count)] as string,
        part: null,
      }),
    },
  ];
  return kinds.map(({ what, runs, make }) => {
    const measured = measure(
      runs,
      () => {
        const open = new ScenarioSessions(base).open(scenarioOf([make()]));
        look(open.study, parameters, open.session);
      },
      1,
    );
    return { what, measured };
  });
}

export interface MeasuredGain {
  readonly serviceId: string;
  readonly uncovered: number;
  readonly best: number;
  readonly milliseconds: number;
}

/** The whole surface of what one more facility would gain, for each circle service. */
export function measureGains(study: Study, base: AnalysisSession): readonly MeasuredGain[] {
  return study.services
    .filter(({ circle }) => circle)
    .map(({ id }) => {
      const start = performance.now();
      const steps = measureMarginalGain(base, DEFAULT_PARAMETERS, id);
      let step = steps.next();
      while (!step.done) step = steps.next();
      const milliseconds = performance.now() - start;
      const { uncovered, people } = step.value;
      return { serviceId: id, uncovered, best: people.reduce((most, value) => Math.max(most, value), 0), milliseconds };
    });
}
