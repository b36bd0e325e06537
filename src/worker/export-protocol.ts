/** What the page may ask of the worker about taking layers away as files. */
import type { LocalizedText } from "../core/model/facility.ts";
import type { AnalysisParameters } from "../core/model/parameters.ts";
import type { PlanEdits } from "../core/plan/plan-edits.ts";
import type { ExportFormat } from "../io/export/export-request.ts";
import type { OfferedSystem } from "../io/export/systems-for-place.ts";

/** What a form about a layer offers. */
export interface ExportChoices {
  /** Columns of the layer itself, without those that always stay. */
  readonly columns: readonly string[];
  /** Of the place where the study lies. */
  readonly systems: readonly OfferedSystem[];
}

export interface LayerFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly rows: number;
  /** What the format could not carry. */
  readonly notices: readonly LocalizedText[];
}

export interface ExportRequests {
  /** What can be chosen about a layer of the open study; null where it has none of that name. */
  exportChoices: [{ readonly layer: string }, ExportChoices | null];
  /** One layer as one file, exactly as the command line writes it. Takes seconds for large ones; pauses often. */
  exportLayer: [
    {
      readonly layer: string;
      readonly format: ExportFormat;
      /** `EPSG:4547`, `gcj02` … */
      readonly system: string;
      /** Of the layer's own columns; null: all. */
      readonly columns: readonly string[] | null;
      /** Of the run whose coverage is joined to the communities; null: none. */
      readonly coverage: AnalysisParameters | null;
      readonly edits?: PlanEdits;
    },
    LayerFile,
  ];
}
