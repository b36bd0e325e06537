/** A study as a scenario makes it, with what run.json says of the scenario. */
import { BASELINE_NAME, findScenario } from "../core/model/scenario.ts";
import type { Study } from "../core/model/study.ts";
import { applyScenario } from "../core/scenario/apply-scenario.ts";
import type { RunScenario } from "../io/outputs/run-files.ts";

/** The study that a scenario makes of a study; the study itself for the baseline (or null). */
export function underScenario(
  study: Study,
  name: string | null,
): { readonly study: Study; readonly scenario?: RunScenario } {
  const scenario = findScenario(study.scenarios, name ?? BASELINE_NAME);
  if (!scenario) return { study };
  const applied = applyScenario(study, scenario);
  return {
    study: { ...applied.study, scenarioName: scenario.name },
    scenario: { ...scenario, issues: applied.issues },
  };
}
