/** Gzip files (RFC 1952) from anywhere, unpacked within a bound: several members one after the other, as `cat` joins them, are one file. */
import { Gunzip } from "fflate";
import type { WorkControl } from "../../core/analysis-result.ts";
import { Pace } from "../breathe.ts";
import { crc32 } from "./zip-checksums.ts";

const MOST_BYTES = 640 * 1024 * 1024;
/** Packed bytes taken at a time; they unfold into a thousand times as many at most. */
const PIECE = 1 << 14;
const TRAILER = 8;

/** True where the bytes begin as a gzip file does. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8;
}

/** What the file holds, unpacked in steps; null where it is damaged, cut off, or holds more than can be held. Throws AnalysisError("cancelled"). */
export async function gunzipBounded(bytes: Uint8Array, control: WorkControl = {}): Promise<Uint8Array | null> {
  const pieces: Uint8Array[] = [];
  let total = 0;
  let members = 0;
  let isWhole = false;
  const gunzip = new Gunzip((piece, isLast) => {
    total += piece.length;
    isWhole ||= isLast;
    if (total > MOST_BYTES) throw new RangeError("too many bytes");
    pieces.push(piece);
  });
  gunzip.onmember = () => members++;
  const pace = new Pace(control);
  for (let at = 0; at < bytes.length; at += PIECE) {
    await pace.step(at, bytes.length);
    try {
      gunzip.push(bytes.subarray(at, at + PIECE), at + PIECE >= bytes.length);
    } catch {
      return null;
    }
  }
  const whole = new Uint8Array(total);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return isWhole && (members > 1 || matchesTrailer(bytes, whole)) ? whole : null;
}

/** Whether the checksum and length at the end of the file are those of what it holds. */
function matchesTrailer(packed: Uint8Array, whole: Uint8Array): boolean {
  if (packed.length < TRAILER) return false;
  const view = new DataView(packed.buffer, packed.byteOffset + packed.length - TRAILER, TRAILER);
  return view.getUint32(4, true) === whole.length % 2 ** 32 && view.getUint32(0, true) === crc32(whole);
}
