/**
 * Where a layer of a study came from: the file, how it was read, the coordinate system its numbers were in and who said so. It is
 * written down when a file is imported and stays with the study through edits, study files and exports.
 */

/** Who named a system: a person, the file (or its format's own rule), the streets that the layer was held against, or nobody. */
export const SYSTEM_BASES = ["stated", "file", "weighed", "assumed"] as const;
export type OriginSystemBasis = (typeof SYSTEM_BASES)[number];

/** What the streets said of a system that the file's numbers may be in. */
export interface WeighedHypothesis {
  readonly id: string;
  readonly title: string;
  /** Median distance in metres of the file's positions to the nearest street under it; null where half of them lie 1 km or more from any. */
  readonly medianMetres: number | null;
}

/** Of more hypotheses only the best are kept. */
export const MOST_HYPOTHESES = 8;

/** The coordinate system that a file's numbers were read in. */
export interface OriginSystem {
  /** `EPSG:4547`, `gcj02` …, or the text of a definition. */
  readonly id: string;
  readonly title: string;
  readonly basis: OriginSystemBasis;
  /** Median distance in metres of the file's positions to the nearest street under this system; null where that was not, or could not be, measured. */
  readonly medianMetres: number | null;
  /** Whether a person, shown the system with what the streets say of it, took it. */
  readonly isConfirmed: boolean;
  /** All systems that were weighed, the nearest to the streets first; empty where none were, or nothing is known of it. */
  readonly weighed: readonly WeighedHypothesis[];
  /** True where the system's offset is not known (Xian 1980, Beijing 1954): positions may be off by tens of metres to over a hundred. */
  readonly isApproximate: boolean;
}

/**
 * Why rows of a file were left out: they have no position that can be read, lie outside the study, name no community that is known, sum up
 * other rows, are of facilities that are closed or not yet built, or are probably in the study already.
 */
export const LEFT_OUT_REASONS = [
  "no-position",
  "outside-study",
  "no-community",
  "sum-row",
  "not-operating",
  "duplicate",
] as const;
export type LeftOutReason = (typeof LEFT_OUT_REASONS)[number];

export interface LeftOutRows {
  readonly reason: LeftOutReason;
  readonly count: number;
}

/** One file's part in one layer; a layer made of several files has several. */
export interface LayerOrigin {
  /** `streets`, `communities`, `demand`, `facilities:clinic`, `street-elevations`, `plan` … */
  readonly layer: string;
  /** The file's name without folders. */
  readonly file: string;
  /** Sheet or feature class; "" where the file is one layer. */
  readonly part: string;
  /** As people know it: `Shapefile`, `XLSX` … */
  readonly format: string;
  /** Text encoding; "" for binary formats. */
  readonly encoding: string;
  /** Null where nothing in the file says where its rows are: a list that names communities, a plan. */
  readonly system: OriginSystem | null;
  /** Rows or features that were taken into the layer. */
  readonly rows: number;
  /** Of the file, whatever layers it went into. */
  readonly leftOut: readonly LeftOutRows[];
  /** The day of the import (ISO 8601); "" where it is not known. */
  readonly importedOn: string;
}

/** The origins of a layer, in the order in which its files were read; `boundary` are borders of `context`. */
export function originsOfLayer(origins: readonly LayerOrigin[], layer: string): readonly LayerOrigin[] {
  const wanted = layer === "boundary" ? "context" : layer;
  return origins.filter((origin) => origin.layer === wanted);
}

/** The file's name without folders, whatever system wrote the path. */
export function baseNameOf(path: string): string {
  return path.split(/[\\/]/).findLast((part) => part !== "") ?? path;
}

/** The file and the part of it, as lists name it. */
export function titleOfOrigin({ file, part }: Pick<LayerOrigin, "file" | "part">): string {
  return part === "" ? file : `${file} › ${part}`;
}
