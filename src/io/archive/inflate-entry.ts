/** One entry of a zip archive, unpacked in steps and within the size that it claims. */
import { Inflate } from "fflate";
import type { Pace } from "../breathe.ts";
import { crc32 } from "./zip-checksums.ts";

/** Where an entry lies, and what is claimed of it. */
export interface PackedEntry {
  /** Of its local header. */
  readonly offset: number;
  readonly packedBytes: number;
  readonly bytes: number;
  /** 0: stored, 8: deflated. */
  readonly method: number;
}

const LOCAL_HEADER = 0x04034b50;
const LOCAL_HEADER_BYTES = 30;
/** Packed bytes taken at a time; they unfold into a thousand times as many at most. */
const PIECE_BYTES = 1 << 14;

export interface UnpackedEntry {
  readonly content: Uint8Array;
  /** CRC-32 of the content. */
  readonly checksum: number;
  /** Whether there was more than is claimed, which is left out. */
  readonly isLonger: boolean;
}

/** Throws where the archive does not hold what it claims to, AnalysisError("cancelled") where it was called off. */
export async function inflateEntry(archive: Uint8Array, entry: PackedEntry, pace: Pace): Promise<UnpackedEntry> {
  const { offset, packedBytes, bytes, method } = entry;
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  if (view.getUint32(offset, true) !== LOCAL_HEADER) throw new RangeError("no entry");
  const start = offset + LOCAL_HEADER_BYTES + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  const end = start + packedBytes;
  if (end > archive.length) throw new RangeError("beyond the end");
  const content = new Uint8Array(bytes);
  let length = 0;
  let checksum = 0;
  let isLonger = false;
  const put = (piece: Uint8Array): void => {
    const kept = piece.subarray(0, bytes - length);
    isLonger ||= kept.length < piece.length;
    content.set(kept, length);
    checksum = crc32(kept, checksum);
    length += kept.length;
  };
  const inflate = method === 0 ? null : new Inflate(put);
  for (let at = start; at < end && !isLonger; at += PIECE_BYTES) {
    await pace.step(at, archive.length);
    const piece = archive.subarray(at, Math.min(end, at + PIECE_BYTES));
    if (inflate) inflate.push(piece, at + PIECE_BYTES >= end);
    else put(piece);
  }
  return { content: content.subarray(0, length), checksum, isLonger };
}
