/** Files as the page gives them: those that it never had in memory are read here. */
import { AnalysisError } from "../core/errors.ts";
import type { GivenFile, NamedBytes, RequestControl } from "./protocol.ts";

/**
 * One after the other. What cannot be read (a folder, a file that has gone since) is empty, which the import then says.
 * Throws AnalysisError("cancelled"), also where that was asked for during the last file.
 */
export async function readGiven(
  files: readonly GivenFile[],
  { signal, onProgress }: RequestControl,
): Promise<readonly NamedBytes[]> {
  const read: NamedBytes[] = [];
  for (const { name, bytes } of files) {
    if (bytes instanceof Uint8Array) {
      read.push({ name, bytes });
      continue;
    }
    onProgress?.({ stage: "reading", done: read.length, total: files.length });
    read.push({ name, bytes: await bytesOf(bytes) });
    if (signal?.aborted) throw new AnalysisError("cancelled");
  }
  return read;
}

async function bytesOf(blob: Blob): Promise<Uint8Array> {
  try {
    return new Uint8Array(await blob.arrayBuffer());
  } catch {
    return new Uint8Array(0);
  }
}
