/**
 * STREETS as an argument: a study (a .mscircle file, a study folder, a shipped
 * study), an OSM file, or any layer of lines. A study gives its streets, gates and barriers.
 */
import { basename } from "node:path";
import { BadDataError } from "../core/errors.ts";
import type { Study } from "../core/model/study.ts";
import { WGS84 } from "../io/crs/coordinate-system.ts";
import { detectFormat } from "../io/import/detect-format.ts";
import { readStreets, type StreetLayers, type StreetReading } from "../io/read-streets.ts";
import { sha256 } from "../io/sha256.ts";
import { loadStudy, studyFolder } from "./load-study.ts";
import { readImportFiles } from "./read-import-files.ts";

export interface LoadedStreets extends StreetLayers {
  /** What the user called it, without folders. */
  readonly name: string;
  /** The study that the streets belong to, null for a file of streets alone. */
  readonly study: Study | null;
  /** sha256 of each file that was read, by name. */
  readonly hashes: Readonly<Record<string, string>>;
}

function streetsOfStudy(name: string, study: Study, hashes: LoadedStreets["hashes"]): LoadedStreets {
  const { streets, streetBlocks, barriers } = study;
  if (!streets.permissions.some((bits) => bits !== 0))
    throw new BadDataError([{ code: "no-streets", severity: "error", layer: name, details: { ways: streets.count } }]);
  return {
    name,
    study,
    hashes,
    streets,
    blocks: streetBlocks,
    barriers,
    system: WGS84,
    basis: "file",
    osmNodeIds: null,
    issues: [],
  };
}

/** Reads the streets that an argument names (see `studyExists`). Throws BadDataError with every fault. */
export async function loadStreets(
  argument: string,
  reading: StreetReading = { crs: null, oneWayColumn: null },
): Promise<LoadedStreets> {
  const name = basename(argument);
  if (studyFolder(argument) === null) {
    const [main, ...parts] = await readImportFiles(argument, new Set());
    if (!main) throw new BadDataError([{ code: "empty-file", severity: "error", layer: name }]);
    const { bytes } = main;
    const detected = bytes.length > 0 ? detectFormat(name, bytes) : null;
    if (detected?.kind !== "readable" || detected.format !== "study") {
      const layers = await readStreets(main.name, bytes, reading, parts);
      const hashes = Object.fromEntries(
        await Promise.all([main, ...parts].map(async (file) => [file.name, await sha256(file.bytes)] as const)),
      );
      return { ...layers, name, study: null, hashes };
    }
  }
  const { study, hashes } = await loadStudy(argument);
  return streetsOfStudy(name, study, hashes);
}
