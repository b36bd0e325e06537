/**
 * Manifests of earlier versions → this one, a step a version, so that whatever was written once is read for ever. A step adds what its
 * version added and takes nothing for granted: the schema checks the outcome. Steps change the manifest alone; the layers of all versions are
 * read alike.
 */
import { BadDataError } from "../../core/errors.ts";

/** The version that is written. */
export const STUDY_VERSION = 3;

type Manifest = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is Manifest {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Version 2 has the origins of the layers; nothing is known of those of an earlier study. */
function addOrigins(manifest: Manifest): Manifest {
  const { description } = manifest;
  return isRecord(description) ? { ...manifest, description: { ...description, origins: [] } } : manifest;
}

/** Version 3 tells what the streets said of each system and whether a person confirmed it; of earlier imports neither is known. */
function addConfirmations(manifest: Manifest): Manifest {
  const { description } = manifest;
  if (!isRecord(description) || !Array.isArray(description.origins)) return manifest;
  const origins = description.origins.map((origin: unknown) =>
    isRecord(origin) && isRecord(origin.system)
      ? { ...origin, system: { ...origin.system, isConfirmed: false, weighed: [] } }
      : origin,
  );
  return { ...manifest, description: { ...description, origins } };
}

/** The n-th takes version n (from 1) to the next. */
const STEPS: readonly ((manifest: Manifest) => Manifest)[] = [addOrigins, addConfirmations];

/**
 * A parsed manifest as this version writes it. Throws BadDataError (unsupported-version) for any version but those that were
 * written so far.
 */
export function migrateManifest(value: unknown, layer: string): unknown {
  const version = isRecord(value) ? value.version : undefined;
  const known = typeof version === "number" && Number.isInteger(version) && version >= 1 && version <= STUDY_VERSION;
  if (!isRecord(value) || !known) {
    const details = { supported: STUDY_VERSION };
    const found = String(version).slice(0, 80);
    throw new BadDataError([
      { code: "unsupported-version", severity: "error", layer, field: "version", value: found, details },
    ]);
  }
  const migrated = STEPS.slice(version - 1).reduce((manifest, step) => step(manifest), value);
  return { ...migrated, version: STUDY_VERSION };
}
