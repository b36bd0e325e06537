/** Edits of scenarios on the Datong study, in the engine: from the edit to the new coverage result. */
import { createRandom } from "../../geodata/build/random.ts";
import { AnalysisSession } from "../../src/core/analysis-session.ts";
import type { Position } from "../../src/core/model/geometry.ts";
import { type AnalysisParameters, DEFAULT_PARAMETERS } from "../../src/core/model/parameters.ts";
import type { Scenario, ScenarioEdit } from "../../src/core/model/scenario.ts";
import type { Study } from "../../src/core/model/study.ts";
import { analyseInSteps, runAnalysis } from "../../src/core/run-analysis.ts";
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

/** Drags one facility of each circle service to and fro, a pixel or a street at a time, and other edits once each. */
export function measureEdits(study: Study): readonly MeasuredEdit[] {
  const base = new AnalysisSession(study);
  runAnalysis(study, DEFAULT_PARAMETERS, base);
  const sessions = new ScenarioSessions(base);
  const random = createRandom(1);
  const rows: MeasuredEdit[] = [];
  for (const service of study.services.filter(({ circle }) => circle)) {
    const layer = study.facilities.find(({ serviceId }) => serviceId === service.id);
    if (!layer || layer.count === 0) continue;
    const parameters = { ...DEFAULT_PARAMETERS, serviceIds: [service.id] };
    let facility = 0;
    const measured = measure(200, (run) => {
      // Ten steps with each facility, each step up to 300 m from the last.
      if (run % 10 === 0) facility = Math.floor(random() * layer.count);
      const first = 2 * (layer.starts[facility] as number);
      const to: Position = [
        (layer.coordinates[first] as number) + 0.003 * (random() - 0.5) * (1 + (Math.abs(run) % 10)),
        (layer.coordinates[first + 1] as number) + 0.003 * (random() - 0.5) * (1 + (Math.abs(run) % 10)),
      ];
      const facilityId = layer.ids[facility] as string;
      const edit: ScenarioEdit = { id: "move", isOff: false, kind: "move-facility", serviceId: service.id, facilityId, to };
      const open = sessions.open(scenarioOf([edit]));
      look(open.study, parameters, open.session);
    });
    rows.push({ what: `drag one of ${layer.count} facilities, ${service.id}`, measured });
  }
  return rows;
}
