/**
 * A study as a folder of files: manifest.json and what it lists. The folder is
 * reached through a function, so that the same code reads from a disk and from
 * the page's own server.
 */
import { BadDataError, type Issue } from "../../core/errors.ts";
import type { Study } from "../../core/model/study.ts";
import { sha256 } from "../sha256.ts";
import { readStudyLayers } from "./read-study-layers.ts";
import { formatManifest, MANIFEST_NAME, parseManifest, type StudyManifest } from "./study-manifest.ts";
import { writeStudyLayers } from "./write-study-layers.ts";

/** Gives the bytes of a file of the folder, null where there is none. */
export type ReadFile = (name: string) => Promise<Uint8Array | null>;

/** manifest.json of the folder. Throws BadDataError (missing-layer and those of `parseManifest`). */
export async function readFolderManifest(read: ReadFile): Promise<StudyManifest> {
  const bytes = await read(MANIFEST_NAME);
  if (!bytes) throw new BadDataError([{ code: "missing-layer", severity: "error", layer: MANIFEST_NAME }]);
  return parseManifest(bytes);
}

/** sha256 of each file of a study, by name, as its manifest states them. */
export function manifestHashes(manifest: StudyManifest): Record<string, string> {
  const names = Object.keys(manifest.files).sort();
  return Object.fromEntries(names.map((name) => [name, manifest.files[name]?.sha256 ?? ""]));
}

/** Reads a study; every file listed must be there with the size and sha256 stated. Throws BadDataError with all faults. */
export async function readStudyFolder(read: ReadFile): Promise<Study> {
  const manifest = await readFolderManifest(read);
  const issues: Issue[] = [];
  const files = new Map<string, Uint8Array>();
  await Promise.all(
    Object.entries(manifest.files).map(async ([name, entry]) => {
      const bytes = await read(name);
      if (!bytes) {
        issues.push({ code: "missing-layer", severity: "error", layer: name });
      } else if (bytes.length !== entry.bytes || (await sha256(bytes)) !== entry.sha256) {
        issues.push({
          code: "changed-file",
          severity: "error",
          layer: name,
          field: "sha256",
          details: { bytes: bytes.length, expected: entry.bytes },
        });
      } else {
        files.set(name, bytes);
      }
    }),
  );
  if (issues.length > 0) throw new BadDataError(issues.sort((a, b) => (a.layer < b.layer ? -1 : 1)));
  return readStudyLayers(manifest, files);
}

/** All files of a study by name, manifest.json first; the same study gives the same bytes. */
export async function writeStudyFolder(study: Study): Promise<Map<string, Uint8Array>> {
  const layers = writeStudyLayers(study);
  const entries = await Promise.all(
    [...layers].map(async ([name, bytes]) => [name, { sha256: await sha256(bytes), bytes: bytes.length }] as const),
  );
  const manifest = formatManifest({
    description: study,
    communitiesApproximate: study.communities.approximate,
    demandUnit: study.demand.unit,
    files: Object.fromEntries(entries),
  });
  return new Map([[MANIFEST_NAME, manifest], ...layers]);
}
