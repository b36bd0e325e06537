/**
 * A study as one `.mscircle` file: the study folder in a zip. Reading is bounded
 * (entries, sizes, plain names only), because a file may come from anywhere;
 * writing gives the same bytes for the same study.
 */
import { unzipSync, type Zippable, zipSync } from "fflate";
import { BadDataError, type Issue } from "../core/errors.ts";
import type { Study } from "../core/model/study.ts";
import { readStudyFolder, writeStudyFolder } from "./study-folder.ts";
import { MANIFEST_NAME } from "./study-manifest.ts";

const MAXIMUM_ENTRIES = 256;
const MAXIMUM_TOTAL_BYTES = 1024 * 1024 * 1024;
/** Deflate cannot shrink further than this; a larger ratio is a bomb. */
const MAXIMUM_RATIO = 1100;
const PLAIN_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

/** True where the bytes begin as a zip file does. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;
}

/** Unpacks a zip of plainly named files within bounds. Throws BadDataError (truncated-file, too-large, bad-value). */
function unzipBounded(bytes: Uint8Array, layer: string): Map<string, Uint8Array> {
  const issues: Issue[] = [];
  let entries = 0;
  let total = 0;
  const accept = (name: string, packed: number, size: number): boolean => {
    entries++;
    total += size;
    if (entries > MAXIMUM_ENTRIES || total > MAXIMUM_TOTAL_BYTES || size > (packed + 1) * MAXIMUM_RATIO) {
      issues.push({
        code: "too-large",
        severity: "error",
        layer,
        value: name.slice(0, 80),
        details: { limit: MAXIMUM_TOTAL_BYTES },
      });
      return false;
    }
    if (name.endsWith("/") && size === 0) return false;
    if (!PLAIN_NAME.test(name)) {
      issues.push({ code: "bad-value", severity: "error", layer, field: "name", value: name.slice(0, 80) });
      return false;
    }
    return issues.length === 0;
  };
  try {
    const files = unzipSync(bytes, { filter: (file) => accept(file.name, file.size, file.originalSize) });
    if (issues.length > 0) throw new BadDataError(issues.slice(0, 20));
    return new Map(Object.entries(files));
  } catch (error) {
    if (error instanceof BadDataError) throw error;
    throw new BadDataError([{ code: "truncated-file", severity: "error", layer, details: { format: "zip" } }]);
  }
}

/** True for a zip that holds a study's manifest. */
export function isStudyFile(bytes: Uint8Array): boolean {
  if (!isZip(bytes)) return false;
  let found = false;
  try {
    unzipSync(bytes, {
      filter: (file) => {
        if (file.name === MANIFEST_NAME) found = true;
        return false;
      },
    });
  } catch {
    return false;
  }
  return found;
}

/** Reads a `.mscircle` file. Throws BadDataError with every fault; `layer` names the file in them. */
export async function readStudyFile(bytes: Uint8Array, layer = "study.mscircle"): Promise<Study> {
  if (bytes.length === 0) throw new BadDataError([{ code: "empty-file", severity: "error", layer }]);
  if (!isZip(bytes))
    throw new BadDataError([{ code: "unknown-format", severity: "error", layer, details: { expected: "mscircle" } }]);
  const files = unzipBounded(bytes, layer);
  return readStudyFolder((name) => Promise.resolve(files.get(name) ?? null));
}

/** Writes a study as a `.mscircle` file; the same study gives the same bytes. */
export async function writeStudyFile(study: Study): Promise<Uint8Array> {
  const files = await writeStudyFolder(study);
  const zippable: Zippable = {};
  for (const [name, bytes] of files) zippable[name] = bytes;
  return zipSync(zippable, { level: 6, mtime: new Date(1980, 0, 2, 12), os: 0, attrs: 0 });
}
