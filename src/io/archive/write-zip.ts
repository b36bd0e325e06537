/** Files → one zip, in steps: large files are packed piece by piece, and between the pieces others get their turn. */
import { Zip, ZipDeflate } from "fflate";
import type { WorkControl } from "../../core/analysis-result.ts";
import { breathe } from "../breathe.ts";

/** Bytes packed at a time: some 30 ms of work. */
const PIECE_BYTES = 1 << 20;
/** The earliest noon that zip can say, so that a date does not make the same files another archive. */
const NO_DATE = new Date(1980, 0, 2, 12);

/** The same files in the same order give the same bytes. Throws AnalysisError("cancelled") when called off. */
export async function writeZip(
  files: ReadonlyMap<string, Uint8Array>,
  control: WorkControl = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  const zip = new Zip((error, piece) => {
    if (error) throw error;
    pieces.push(piece);
    length += piece.length;
  });
  let sinceBreath = 0;
  for (const [name, bytes] of files) {
    const entry = new ZipDeflate(name, { level: 6 });
    entry.mtime = NO_DATE;
    entry.os = 0;
    entry.attrs = 0;
    zip.add(entry);
    let at = 0;
    do {
      const end = Math.min(bytes.length, at + PIECE_BYTES);
      entry.push(bytes.subarray(at, end), end === bytes.length);
      sinceBreath += end - at;
      at = end;
      if (sinceBreath < PIECE_BYTES) continue;
      sinceBreath = 0;
      await breathe(control);
    } while (at < bytes.length);
  }
  zip.end();
  const all = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
