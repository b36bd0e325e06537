/** What the page asks about taking a layer away as a file; always of the study as it is on screen. */
import type { AnalysisParameters } from "../../core/model/parameters.ts";
import type { ExportChoices, ExportRequests, LayerFile } from "../../worker/export-protocol.ts";
import type { RequestControl } from "../../worker/protocol.ts";
import { editedByUser, requireClient } from "./ask-worker.ts";
import { currentChoices, currentParameters, currentScenario, useProject } from "./project-store.ts";

/** Which services of the run a file of communities tells of. */
export type JoinedCoverage = "none" | "shown" | "all";

/** What a form about a layer offers; null where the study has no such layer. */
export async function requestExportChoices(layer: string): Promise<ExportChoices | null> {
  return await requireClient().request(
    "exportChoices",
    { layer },
    { scenario: currentScenario(useProject.getState()) },
  );
}

/** Layers as a file. */
export async function requestLayerFile(
  question: Omit<ExportRequests["exportLayers"][0], "coverage" | "edits">,
  joined: JoinedCoverage,
  control: RequestControl,
): Promise<LayerFile> {
  const project = useProject.getState();
  const { edits } = editedByUser();
  return await requireClient().request(
    "exportLayers",
    { ...question, coverage: coverageOf(joined), ...(edits ? { edits } : {}) },
    { ...control, scenario: currentScenario(project) },
  );
}

function coverageOf(joined: JoinedCoverage): AnalysisParameters | null {
  if (joined === "none") return null;
  const project = useProject.getState();
  const parameters = currentParameters(project);
  const serviceId = currentChoices(project)?.serviceId ?? null;
  return joined === "shown" && serviceId !== null ? { ...parameters, serviceIds: [serviceId] } : parameters;
}
