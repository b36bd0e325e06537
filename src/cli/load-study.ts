/**
 * STUDY as an argument: a `.mscircle` file, a folder with a manifest, or the name
 * of a study that ships with the product (`datong`).
 */
import { existsSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { BadDataError, type Issue } from "../core/errors.ts";
import type { Study } from "../core/model/study.ts";
import { detectFormat, FORMAT_NAMES } from "../io/import/detect-format.ts";
import { sha256 } from "../io/sha256.ts";
import { parsePlan, withPlan } from "../io/study/plan-file.ts";
import { readStudyFile } from "../io/study/study-file.ts";
import { manifestHashes, type ReadFile, readFolderManifest, readStudyFolder } from "../io/study/study-folder.ts";
import { isGeodatabaseFolder } from "./read-import-files.ts";

const SHIPPED = fileURLToPath(new URL("../../geodata", import.meta.url));

export interface LoadedStudy {
  readonly study: Study;
  /** sha256 of each file that it was read from, by name. */
  readonly hashes: Readonly<Record<string, string>>;
  /** What was passed over while reading. */
  readonly warnings: readonly Issue[];
}

/** The folder of a shipped study of that name, null where there is none. */
function shippedFolder(name: string): string | null {
  if (!/^[a-z0-9-]+$/.test(name)) return null;
  const folder = join(SHIPPED, name);
  return existsSync(join(folder, "manifest.json")) ? folder : null;
}

/** The folder that an argument names, as a path or as a shipped study; null for anything else. */
export function studyFolder(argument: string): string | null {
  if (existsSync(join(argument, "manifest.json"))) return argument;
  return existsSync(argument) && statSync(argument).isFile() ? null : shippedFolder(argument);
}

async function loadFolder(folder: string): Promise<LoadedStudy> {
  const read: ReadFile = async (name) => {
    const path = join(folder, name);
    return existsSync(path) ? new Uint8Array(await readFile(path)) : null;
  };
  const manifest = await readFolderManifest(read);
  return { study: await readStudyFolder(read), hashes: manifestHashes(manifest), warnings: [] };
}

/** True where the argument names something that can be opened. */
export function studyExists(argument: string): boolean {
  if (studyFolder(argument) !== null || isGeodatabaseFolder(argument)) return true;
  return existsSync(argument) && statSync(argument).isFile();
}

/** The study judged by the plan of a file. Throws BadDataError with every fault of the plan. */
export async function loadPlan({ study, hashes, warnings }: LoadedStudy, path: string): Promise<LoadedStudy> {
  const bytes = new Uint8Array(await readFile(path));
  const name = basename(path);
  const plan = parsePlan(new TextDecoder().decode(bytes), name);
  return { study: withPlan(study, plan, name), hashes: { ...hashes, [name]: await sha256(bytes) }, warnings };
}

/** Reads the study. Throws BadDataError with every fault. */
export async function loadStudy(argument: string): Promise<LoadedStudy> {
  const folder = studyFolder(argument);
  if (folder !== null) return loadFolder(folder);
  const bytes = new Uint8Array(await readFile(argument));
  const name = basename(argument);
  const detected = bytes.length > 0 ? detectFormat(name, bytes) : null;
  if (detected?.kind === "readable" && detected.format !== "study") {
    const details = { found: FORMAT_NAMES[detected.format], expected: "mscircle", what: "import-first" };
    throw new BadDataError([{ code: "unknown-format", severity: "error", layer: name, details }]);
  }
  const warnings: Issue[] = [];
  const study = await readStudyFile(bytes, name, warnings);
  return { study, hashes: { [name]: await sha256(bytes) }, warnings };
}
