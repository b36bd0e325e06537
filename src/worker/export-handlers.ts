/** What the worker does to take layers away as files. The writers are loaded when somebody first asks. */
import type { AnalysisResult } from "../core/analysis-result.ts";
import type { AnalysisParameters } from "../core/model/parameters.ts";
import type { Study } from "../core/model/study.ts";
import type { PlanEdits } from "../core/plan/plan-edits.ts";
import { type ExportLayerId, exportFileName, isExportLayerId } from "../io/export/export-request.ts";
import type { ExportRequests } from "./export-protocol.ts";
import type { RequestControl } from "./protocol.ts";
import { runSteps, throwIfCancelled } from "./run-steps.ts";

type ExportHandlers = {
  [Name in keyof ExportRequests]: (
    parameters: ExportRequests[Name][0],
    control: RequestControl,
  ) => Promise<ExportRequests[Name][1]>;
};

interface OpenedForExport {
  readonly study: Study;
  readonly analyse: (parameters: AnalysisParameters) => Promise<AnalysisResult>;
}

/** @param openStudy the open study as the question's scenario makes it, with what was added to the plan; throws where none is open */
export function createExportHandlers(
  openStudy: (control: RequestControl, edits: PlanEdits | undefined) => OpenedForExport,
): ExportHandlers {
  return {
    async exportChoices({ layer }, control) {
      const { study } = openStudy(control, undefined);
      const { choicesOfLayer } = await import("../io/export/export-layers.ts");
      return isExportLayerId(layer) ? choicesOfLayer(study, layer) : null;
    },
    async exportLayers({ layers, format, system, columns, coverage, edits }, control) {
      const opened = openStudy(control, edits);
      const { study } = opened;
      const [{ exportLayers }, { coverageColumns }, { describeNotice }, { describeRunAssumptions }] = await Promise.all(
        [
          import("../io/export/export-layers.ts"),
          import("../io/export/coverage-columns.ts"),
          import("../io/export/export-notice.ts"),
          import("../io/outputs/assumptions-csv.ts"),
        ],
      );
      throwIfCancelled(control);
      const result = coverage === null ? null : await opened.analyse(coverage);
      const joined = result ? coverageColumns(study, result).map(({ name }) => name) : [];
      const request = {
        // A name that is no layer's is refused with those that the study has not.
        layers: layers as readonly ExportLayerId[],
        format,
        system,
        columns: columns === null ? null : [...columns, ...joined],
        coverage: result && { result, assumptions: describeRunAssumptions(study, result) },
      };
      const { bytes, notices, rows } = await runSteps(exportLayers(study, request), control);
      return {
        name: exportFileName(study.id, layers, system, format),
        bytes,
        rows: rows.reduce((sum, each) => sum + each.rows, 0),
        notices: notices.map((notice) => ({ layer: notice.layer, ...describeNotice(notice) })),
      };
    },
  };
}
