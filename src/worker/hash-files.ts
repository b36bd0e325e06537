/** SHA-256 of files as they were brought, by name. */
import { sha256 } from "../io/sha256.ts";
import type { NamedBytes, RequestControl } from "./protocol.ts";
import { throwIfCancelled } from "./run-steps.ts";

/**
 * @param before hashes of files that stay; a file of the same name takes the place of its own.
 * Throws AnalysisError("cancelled"), also where that was asked for during the last file.
 */
export async function hashFiles(
  files: readonly NamedBytes[],
  before: Readonly<Record<string, string>>,
  control: RequestControl,
): Promise<Readonly<Record<string, string>>> {
  const hashes: Record<string, string> = { ...before };
  for (const { name, bytes } of files) {
    hashes[name] = await sha256(bytes);
    throwIfCancelled(control);
  }
  return hashes;
}
