/**
 * A study as one `.mscircle` file: the study folder in a zip. Reading is bounded
 * (entries, sizes, plain names only), because a file may come from anywhere;
 * writing gives the same bytes for the same study.
 */
import type { WorkControl } from "../../core/analysis-result.ts";
import { BadDataError, type Issue } from "../../core/errors.ts";
import type { Study } from "../../core/model/study.ts";
import { isZip, listZip, unzipBounded, type ZipBounds } from "../archive/bounded-zip.ts";
import { writeZip } from "../archive/write-zip.ts";
import { readStudyFolder, writeStudyFolder } from "./study-folder.ts";
import { MANIFEST_NAME } from "./study-manifest.ts";
import { isLayerFile } from "./write-study-layers.ts";

const BOUNDS: ZipBounds = {
  mostEntries: 256,
  mostBytes: 1024 * 1024 * 1024,
  isName: (name) => /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name),
};

/** True for a zip that holds a study's manifest. */
export function isStudyFile(bytes: Uint8Array): boolean {
  return isZip(bytes) && (listZip(bytes)?.includes(MANIFEST_NAME) ?? false);
}

/**
 * Reads a `.mscircle` file. Throws BadDataError with every fault; `layer` names the file in them. Files in it that no study of
 * this version has are passed over, each with a warning.
 */
export async function readStudyFile(
  bytes: Uint8Array,
  layer = "study.mscircle",
  warnings: Issue[] = [],
): Promise<Study> {
  if (bytes.length === 0) throw new BadDataError([{ code: "empty-file", severity: "error", layer }]);
  if (!isZip(bytes))
    throw new BadDataError([{ code: "unknown-format", severity: "error", layer, details: { expected: "mscircle" } }]);
  const files = await unzipBounded(bytes, layer, BOUNDS);
  const study = await readStudyFolder((name) => Promise.resolve(files.get(name) ?? null));
  for (const name of files.keys()) {
    if (name === MANIFEST_NAME || isLayerFile(name, study.services)) continue;
    const details = { what: "extra-file" };
    warnings.push({ code: "assumed", severity: "warning", layer, field: "files", value: name.slice(0, 80), details });
  }
  return study;
}

/** Writes a study as a `.mscircle` file, in steps; the same study gives the same bytes. Throws AnalysisError("cancelled"). */
export async function writeStudyFile(study: Study, control: WorkControl = {}): Promise<Uint8Array> {
  return await writeZip(await writeStudyFolder(study), control);
}
