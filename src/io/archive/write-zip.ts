/** Files → one zip, in steps: large files are packed piece by piece, and between the pieces others get their turn. */
import type { Progress, WorkControl } from "../../core/analysis-result.ts";
import { breathe } from "../breathe.ts";
import { ZipWriter } from "./zip-writer.ts";

/** Bytes packed at a time: some 30 ms of work. */
const PIECE_BYTES = 1 << 20;

/** A step is a piece; progress counts bytes. The same files in the same order give the same bytes. */
export function* packZip(
  files: Iterable<readonly [name: string, bytes: Uint8Array]>,
): Generator<Progress, Uint8Array<ArrayBuffer>> {
  const entries = [...files];
  const total = entries.reduce((sum, [, bytes]) => sum + bytes.length, 0);
  const zip = new ZipWriter();
  let done = 0;
  let sinceStep = 0;
  for (const [name, bytes] of entries) {
    const entry = zip.open(name);
    let at = 0;
    do {
      const end = Math.min(bytes.length, at + PIECE_BYTES);
      entry.push(bytes.subarray(at, end), end === bytes.length);
      done += end - at;
      sinceStep += end - at;
      at = end;
      if (sinceStep < PIECE_BYTES) continue;
      sinceStep = 0;
      yield { stage: "writing", done, total };
    } while (at < bytes.length);
  }
  return zip.end();
}

/** Throws AnalysisError("cancelled") when called off. */
export async function writeZip(
  files: ReadonlyMap<string, Uint8Array>,
  control: WorkControl = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const steps = packZip(files);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await breathe(control);
  }
}
