/** A file of scenarios chosen or dropped: opened onto the open study, with a sentence for what became of it. */
import { useAnalysis } from "../store/analysis-store.ts";
import { currentChoices, useProject } from "../store/project-store.ts";
import { openScenarios } from "./open-scenarios.ts";
import { useScenarioTools } from "./scenario-tools.ts";

/** True for a file that holds scenarios and nothing else, by what stands in it. */
export function holdsScenarios(name: string, content: string): boolean {
  return name.toLowerCase().endsWith(".json") && /^\uFEFF?\s*\{\s*"scenarios"\s*:/.test(content);
}

export async function openScenarioFile(file: File): Promise<void> {
  const study = useAnalysis.getState().baseline;
  const standing = currentChoices(useProject.getState())?.scenarios;
  if (!study || !standing) return;
  const opened = openScenarios(study, standing, file.name, await file.text());
  const { show } = useScenarioTools.getState();
  if (opened.kind === "refused") {
    show({ fileOutcome: { isError: true, said: [opened.why] } });
    return;
  }
  const first = opened.scenarios[standing.length];
  if (first) useProject.getState().edit({ scenarios: opened.scenarios, scenarioId: first.id });
  show({ fileOutcome: { isError: false, said: opened.said } });
}
