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

/** What the format could not carry of a layer; `*`: of the whole file. */
export interface LayerNotice extends LocalizedText {
  readonly layer: string;
}

export interface LayerFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Of all layers together. */
  readonly rows: number;
  readonly notices: readonly LayerNotice[];
}

export interface ExportRequests {
  /** What can be chosen about a layer of the open study; null where it has none of that name. */
  exportChoices: [{ readonly layer: string }, ExportChoices | null];
  /** Layers as one file, exactly as the command line writes it. Takes seconds for large ones; pauses often. */
  exportLayers: [
    {
      readonly layers: readonly string[];
      readonly format: ExportFormat;
      /** `EPSG:4547`, `gcj02` … */
      readonly system: string;
      /** Of the one layer's own columns; null: all. */
      readonly columns: readonly string[] | null;
      /** Of the run whose coverage is joined to the communities; null: none. */
      readonly coverage: AnalysisParameters | null;
      readonly edits?: PlanEdits;
    },
    LayerFile,
  ];
}
